// The matching of names, and the choice among several networks of a file.
#include "core/models/weights_form.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "core/models/model.h"

namespace studio {
namespace {

constexpr std::size_t kMostListed = 5;
constexpr std::int64_t kMostUnits = std::int64_t{1} << 32;

/// How many parts of a prefix say that what follows is a copy.
long copiesIn(std::string_view prefix) {
  long copies = 0;
  for (auto dot = prefix.find('.'); dot != std::string_view::npos;
       prefix.remove_prefix(dot + 1), dot = prefix.find('.'))
    copies += namesCopy(prefix.substr(0, dot)) ? 1 : 0;
  return copies;
}

/// The numbers that stand for #, and what of the name follows the pattern; nothing where it does not match.
struct NameMatch {
  std::vector<std::string> numbers;
  std::string_view rest;
};
std::optional<NameMatch> matchName(std::string_view name, std::string_view pattern) {
  NameMatch match;
  for (const char wanted : pattern) {
    if (wanted != '#') {
      if (name.empty() || name.front() != wanted) return {};
      name.remove_prefix(1);
      continue;
    }
    const auto digits = std::min(name.find_first_not_of("0123456789"), name.size());
    if (digits == 0 || digits > 4) return {};
    match.numbers.emplace_back(name.substr(0, digits));
    name.remove_prefix(digits);
  }
  if (!name.empty() && name.front() != '.') return {};
  match.rest = name;
  return match;
}

std::string filled(std::string_view pattern, const NameMatch& match) {
  std::string name;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '{') {
      name += pattern[at];
      continue;
    }
    const auto end = pattern.find('}', at);
    const auto& number = match.numbers.at(static_cast<std::size_t>(pattern[at + 1] - '1'));
    name += end == at + 2 ? number : std::to_string(std::stol(number) + (pattern[at + 3] - '0'));  // {1} or {1+1}
    at = end;
  }
  auto rest = match.rest;
  if (name.ends_with('_') && rest.starts_with('.')) rest.remove_prefix(1);  // in_proj_ + weight
  return name.append(rest);
}

struct Renamed {
  std::string name;
  int part = -1;
};
std::optional<Renamed> renamedBy(const std::vector<NameRule>& rules, std::string_view name) {
  for (const auto& rule : rules)
    if (const auto match = matchName(name, rule.from)) return Renamed{filled(rule.to, *match), rule.part};
  return {};
}

struct Candidate {
  std::size_t convention;  ///< in the order of the table
  std::string prefix;
};

std::vector<Candidate> candidatesIn(const TensorShapes& shapes) {
  std::vector<Candidate> found;
  const auto& conventions = namingConventions();
  for (const auto& [name, shape] : shapes)
    for (std::size_t convention = 0; convention < conventions.size(); ++convention) {
      const auto anchor = conventions[convention]->anchor;
      if (name.ends_with(anchor) && (name.size() == anchor.size() || name[name.size() - anchor.size() - 1] == '.'))
        found.push_back({convention, name.substr(0, name.size() - anchor.size())});
    }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.prefix != b.prefix ? isBetterPrefix(a.prefix, b.prefix) : a.convention < b.convention;
  });
  return found;
}

/// fc.1.weight for fc.weight: a head in an nn.Sequential, where it is the only layer there.
void takeLoneHead(NetworkNames& names) {
  const std::string head(names.convention->form->head);
  if (head.empty() || names.sources.contains(head + ".weight")) return;
  std::vector<std::string> layers;
  for (const auto& [name, sources] : names.sources)
    if (const auto match = matchName(name, head + ".#.weight"); match && match->rest.empty())
      layers.push_back(name.substr(0, name.size() - 7));
  if (layers.size() != 1) return;
  for (const std::string ending : {".weight", ".bias"})
    if (auto node = names.sources.extract(layers.front() + ending)) {
      node.key() = head + ending;
      names.sources.insert(std::move(node));
    }
}

/// What is not in the network after all: a further layer of a head that is none, an incomplete set of queries, keys and
/// values.
void putBeside(NetworkNames& names) {
  const std::string classifier(names.convention->form->head), head = classifier.substr(0, classifier.find('.')) + ".";
  const bool whole = names.sources.contains(classifier + ".weight");
  std::erase_if(names.sources, [&](auto& entry) {
    auto& [name, sources] = entry;
    const bool incomplete =
        std::any_of(sources.begin(), sources.end(), [](const auto& source) { return source.empty(); });
    if (!incomplete && (whole || !name.starts_with(head))) return false;
    for (auto& source : sources)
      if (!source.empty()) names.beside.push_back(std::move(source));
    return true;
  });
}

/// By the first part of a name of ours.
bool isOfFamily(std::string_view name, const WeightsForm& form) {
  return std::find(form.parts.begin(), form.parts.end(), name.substr(0, name.find('.'))) != form.parts.end();
}

/// Names that are ours already come first, so that no other takes their place.
void addName(NetworkNames& names, const std::string& ours, int part, const std::string& source) {
  auto& sources = names.sources[ours];
  if (part < 0 && sources.empty())
    sources = {source};
  else if (part >= 0 && (sources.empty() || (sources.size() == 3 && sources[static_cast<std::size_t>(part)].empty())))
    sources.resize(3), sources[static_cast<std::size_t>(part)] = source;
  else
    names.beside.push_back(source);
}

}  // namespace

std::optional<std::vector<std::int64_t>> shapeIn(const TensorShapes& shapes, const std::string& name,
                                                 std::size_t dimensions) {
  const auto found = shapes.find(name);
  return found != shapes.end() && found->second.size() == dimensions ? std::optional(found->second) : std::nullopt;
}

std::int64_t countIn(const TensorShapes& shapes, const std::string& before, const std::string& after) {
  std::int64_t number = 0;
  while (shapes.contains(before + std::to_string(number) + after)) ++number;
  return number;
}

std::string listText(const char* title, const std::vector<std::string>& items) {
  if (items.empty()) return {};
  std::string text = std::string(" ") + title + ": ";
  for (std::size_t index = 0; index < std::min(items.size(), kMostListed); ++index)
    text.append(index ? ", " : "").append(items[index]);
  if (items.size() > kMostListed) text += " and " + std::to_string(items.size() - kMostListed) + " more";
  return text + ";";
}

bool namesCopy(std::string_view part) {
  constexpr std::array kCopies =
      std::to_array<std::string_view>({"k", "key", "teacher", "target", "momentum", "ema", "swa", "avg", "average",
                                       "averaged", "slow", "shadow", "frozen", "copy", "old", "attacker"});
  for (std::size_t begin = 0; begin <= part.size();) {
    const auto end = std::min(part.find_first_of("_-", begin), part.size());
    if (std::find(kCopies.begin(), kCopies.end(), part.substr(begin, end - begin)) != kCopies.end()) return true;
    begin = end + 1;
  }
  return false;
}

bool isBetterPrefix(std::string_view a, std::string_view b) {
  return std::tuple(copiesIn(a), a.size(), a) < std::tuple(copiesIn(b), b.size(), b);
}

std::vector<const WeightsForm*> weightsForms() {
  std::vector<const WeightsForm*> forms;
  for (const auto& entry : models())
    if (entry.weights && std::find(forms.begin(), forms.end(), entry.weights) == forms.end())
      forms.push_back(entry.weights);
  return forms;
}

const WeightsForm* findFamily(const TensorShapes& network) {
  for (const auto* form : weightsForms())
    if (network.contains(form->anchor)) return form;
  return nullptr;
}

const std::vector<const NamingConvention*>& namingConventions() {
  static const std::vector<const NamingConvention*> conventions = [] {
    static std::deque<NamingConvention> kept;
    for (const auto* form : weightsForms())
      if (form->conventions)
        for (auto convention : form->conventions()) {
          convention.form = form;
          kept.push_back(std::move(convention));
        }
    std::vector<const NamingConvention*> all;
    for (const auto& convention : kept) all.push_back(&convention);
    return all;
  }();
  return conventions;
}

NetworkNames networkNamesIn(const TensorShapes& shapes) {
  NetworkNames names;
  const auto candidates = candidatesIn(shapes);
  if (candidates.empty()) return names;
  const auto& conventions = namingConventions();
  names.convention = conventions[candidates.front().convention];
  names.prefix = candidates.front().prefix;
  for (const auto& candidate : candidates)
    if (conventions[candidate.convention]->form == names.convention->form && candidate.prefix != names.prefix)
      names.otherPrefixes.push_back(candidate.prefix);
  const auto [same, last] = std::ranges::unique(names.otherPrefixes);  // of two conventions with one prefix
  names.otherPrefixes.erase(same, last);
  const auto& convention = *names.convention;
  const bool inTrunk = !convention.trunk.empty() && (names.prefix == convention.trunk ||
                                                     names.prefix.ends_with("." + std::string(convention.trunk)));
  const auto outer = inTrunk ? names.prefix.substr(0, names.prefix.size() - convention.trunk.size()) : names.prefix;
  std::vector<std::tuple<std::string, int, std::string>> changed;
  for (const auto& [name, shape] : shapes) {
    const bool below = name.starts_with(names.prefix);
    const auto own = below ? name.substr(names.prefix.size()) : std::string();
    auto renamed = below ? renamedBy(convention.rules, own) : std::nullopt;
    if (!renamed && name.starts_with(outer))
      renamed = renamedBy(convention.head, std::string_view(name).substr(outer.size()));
    if (renamed)
      changed.emplace_back(renamed->name, renamed->part, name);
    else if (below && convention.alike && isOfFamily(own, *convention.form))
      addName(names, own, -1, name);
    else
      names.beside.push_back(name);
  }
  for (const auto& [ours, part, source] : changed) addName(names, ours, part, source);
  takeLoneHead(names);
  putBeside(names);
  return names;
}

RecognisedNetwork networkIn(const TensorShapes& shapes) {
  if (auto names = networkNamesIn(shapes); names.convention) return {names.convention->form, std::move(names)};
  const auto forms = weightsForms();
  for (auto form = forms.rbegin(); form != forms.rend();
       ++form) {  // the first row, rows of linear layers, is anybody's
    if (!(*form)->names) continue;
    if (auto names = (*form)->names(shapes); !names.sources.empty()) return {*form, std::move(names)};
  }
  return {};
}

TensorShapes renamedShapes(const TensorShapes& shapes, const NetworkNames& names) {
  TensorShapes renamed;
  for (const auto& [ours, sources] : names.sources) {
    auto shape = shapes.at(sources.front());
    bool alike = true;
    for (const auto& source : sources) alike = alike && shapes.at(source) == shape;
    alike = alike && (sources.size() == 1 || (!shape.empty() && shape.front() <= kMostUnits));
    if (sources.size() > 1 && alike) shape.front() *= static_cast<std::int64_t>(sources.size());
    renamed[ours] = alike ? shape : std::vector<std::int64_t>();
  }
  return renamed;
}

std::string modelNames() {
  std::string all;
  for (const auto& entry : models()) all.append(all.empty() ? "" : ", ").append(entry.name);
  return all;
}

}  // namespace studio
