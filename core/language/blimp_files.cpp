// BLiMP's .jsonl files (blimp.h).
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/language/blimp.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t kLargestParadigm = std::size_t{256} << 20;  // bytes; the published ones have 0.4 MB
constexpr std::size_t kLongestPair = std::size_t{1} << 20;        // bytes of a line

/// One line of a file; knows both for the sentences.
class PairLine {
 public:
  PairLine(const fs::path& file, std::size_t number, const std::string& line)
      : place_(visible(file.string()) + " line " + std::to_string(number)) {
    if (line.size() > kLongestPair)
      throw UserError(place_ + " is longer than a megabyte, so it is no pair of sentences; remove it.");
    object_ = json::parse(line, nullptr, false);
    if (!object_.is_object())
      throw UserError(place_ + " is no JSON object; each line of a BLiMP paradigm is one, remove or mend it.");
  }

  std::string text(const char* field) const {
    const auto found = object_.find(field);
    if (found == object_.end())
      throw UserError(place_ + " has no " + field + "; each pair of BLiMP has one, add it or remove the line.");
    if (!found->is_string() || found->get_ref<const std::string&>().empty())
      throw UserError(place_ + ": " + field + " must be text in quotes that is not empty.");
    return found->get<std::string>();
  }

  /// BLiMP writes it as text; a number is as good.
  std::string id() const {
    const auto found = object_.find("pairID");
    return found != object_.end() && found->is_number_integer() ? found->dump() : text("pairID");
  }

  void requireSame(const char* field, const std::string& value, const std::string& expected) const {
    if (value != expected)
      throw UserError(place_ + ": " + field + " is " + printable(value) + " and in the lines before " +
                      printable(expected) + "; put each paradigm into a file of its own.");
  }

 private:
  std::string place_;
  json object_;
};

/// BLiMP has both spellings.
std::string normalField(std::string field) {
  std::replace(field.begin(), field.end(), '/', '_');
  return field;
}

/// The paper counts 12 phenomena, the files 13 terms.
std::string phenomenonOfTerm(const std::string& term) { return term == "s-selection" ? "argument_structure" : term; }

void addPair(BlimpParadigm& paradigm, const PairLine& line) {
  const std::string name = line.text("UID"), field = normalField(line.text("field")),
                    phenomenon = phenomenonOfTerm(line.text("linguistics_term"));
  if (paradigm.pairs.empty()) paradigm.name = name, paradigm.field = field, paradigm.phenomenon = phenomenon;
  line.requireSame("UID", name, paradigm.name);
  line.requireSame("field", field, paradigm.field);
  line.requireSame("linguistics_term", phenomenon, paradigm.phenomenon);
  paradigm.pairs.push_back({line.id(), line.text("sentence_good"), line.text("sentence_bad")});
}

/// "wh_island" -> its file.
std::map<std::string, fs::path> paradigmFiles(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator entries(folder, error);
  if (error)
    throw UserError("Cannot read the folder " + visible(folder.string()) + ": " + error.message() +
                    "; name the folder that holds BLiMP's .jsonl files.");
  std::map<std::string, fs::path> files;
  for (const auto& entry : entries)
    if (entry.path().extension() == ".jsonl") files.emplace(entry.path().stem().string(), entry.path());
  if (files.empty())
    throw UserError(visible(folder.string()) +
                    " holds no .jsonl file; name the folder that holds BLiMP's paradigms (its \"data\").");
  return files;
}

void requireKnown(const std::vector<std::string>& names, const std::map<std::string, fs::path>& files,
                  const fs::path& folder) {
  std::vector<std::string> known;
  for (const auto& [name, file] : files) known.push_back(name);
  for (const std::string& name : names)
    if (!files.count(name))
      throw UserError(withSuggestion(visible(folder.string()) + " holds no paradigm " + printable(name), name, known));
}

}  // namespace

BlimpParadigm readBlimpParadigm(const fs::path& file, std::int64_t limit) {
  BlimpParadigm paradigm;
  std::size_t number = 0;
  for (const std::string& line : readLines(file, kLargestParadigm)) {
    ++number;
    if (limit > 0 && std::int64_t(paradigm.pairs.size()) >= limit) break;
    if (!line.empty()) addPair(paradigm, PairLine(file, number, line));
  }
  if (paradigm.pairs.empty())
    throw UserError(visible(file.string()) + " holds no pair of sentences; a BLiMP paradigm has one a line.");
  return paradigm;
}

std::vector<BlimpParadigm> readBlimpFolder(const fs::path& folder, const std::vector<std::string>& names,
                                           std::int64_t limit) {
  const auto files = paradigmFiles(folder);
  requireKnown(names, files, folder);
  std::vector<BlimpParadigm> paradigms;
  std::map<std::string, std::string> seen;  // name -> file
  for (const auto& [name, file] : files) {
    if (!names.empty() && std::find(names.begin(), names.end(), name) == names.end()) continue;
    paradigms.push_back(readBlimpParadigm(file, limit));
    const auto [first, added] = seen.emplace(paradigms.back().name, file.filename().string());
    if (!added)
      throw UserError("The paradigm " + printable(first->first) + " is in " + visible(first->second) + " and in " +
                      visible(file.filename().string()) + "; remove one of them.");
  }
  return paradigms;
}

}  // namespace studio
