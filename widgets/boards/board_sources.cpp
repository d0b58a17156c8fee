#include "widgets/boards/board_sources.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>

#include "core/run/agreeing_results.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/group_analysis.h"
#include "core/run/printable_text.h"
#include "widgets/boards/board_group_names.h"
#include "core/run/sweep_queue.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_colours.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

bool isRun(const fs::path& place) { return RunFolder(place).exists(); }

void addRunsIn(const fs::path& folder, const std::string& prefix, std::vector<NamedRun>& runs) {
  std::error_code none;
  for (fs::directory_iterator entry(folder, none), end; !none && entry != end; entry.increment(none))
    if (const std::string name = entry->path().filename().string(); !name.starts_with('.') && isRun(entry->path()))
      runs.push_back({prefix + name, entry->path()});
}

/// The last value that is defined.
double lastDefined(const std::vector<ScalarRow>& rows, double ScalarRow::*column) {
  for (auto row = rows.rbegin(); row != rows.rend(); ++row)
    if (std::isfinite((*row).*column)) return (*row).*column;
  return kUndefined;
}

/// Newest stimuli first: of each analysis the first that has it stands.
void readResults(BoardSource& source) {
  std::vector<std::string> stimuli = storedStimuli(source.run.folder);
  if (stimuli.empty()) stimuli.emplace_back();
  for (const std::string& each : stimuli) {
    const auto found = std::make_shared<const NetworkAnalysis>(readAnalyses(source.run.folder, {{}, each, {}}));
    for (const Result& result : found->results) source.found.emplace(result.analysis, found);
  }
  for (StoredVariant& variant : storedVariants(source.run.folder))
    source.variants[variant.analysis].push_back(std::move(variant));
}

/// How each of these runs was measured, the newest first.
std::vector<std::vector<std::string>> waysOf(const std::vector<BoardSource*>& runs, const std::string& analysis) {
  std::vector<std::vector<std::string>> ways;
  for (const BoardSource* run : runs) {
    ways.emplace_back();
    if (const auto known = run->variants.find(analysis); known != run->variants.end())
      for (const StoredVariant& variant : known->second) ways.back().push_back(variant.how);
  }
  return ways;
}

void takeVariant(BoardSource& source, const std::string& analysis, const std::string& how) {
  const auto known = source.variants.find(analysis);
  if (known == source.variants.end()) return;
  const auto variant = std::find_if(known->second.begin(), known->second.end(),
                                    [&](const StoredVariant& each) { return each.how == how; });
  if (variant == known->second.end()) {
    source.found.erase(analysis);
    source.otherwise.insert(analysis);
  } else if (known->second.size() > 1) {
    try {
      source.found[analysis] = std::make_shared<const NetworkAnalysis>(readVariant(source.run.folder, *variant));
    } catch (const UserError& error) {  // damaged
      source.found.erase(analysis);
      source.run.leftOut.push_back(error.what());
    }
  }
}

/// Of the first that was not trained to its end: ", epoch 35.7 of 2,000".
std::string unfinishedPart(const BoardGroup& group) {
  for (const BoardSource* member : group.members)
    if (const std::string part = trainedPart(member->run.status); !part.empty()) return ", " + part;
  return {};
}

/// By what differs between the families; where nothing does, by the first of their runs.
void nameGroups(std::vector<BoardGroup>& groups) {
  std::vector<const RunConfig*> families;
  std::map<std::string, std::size_t> places;
  for (const BoardGroup& group : groups)
    if (places.emplace(group.family, families.size()).second) families.push_back(&group.members.front()->run.config);
  const std::vector<std::string> names = familyNames(families);
  std::map<std::string, int> alike;
  for (BoardGroup& group : groups) {
    const std::string& name = names[places.at(group.family)];
    group.label = (name.empty() ? "" : name + ", ") + tauText(group.members.front()->run.config);
    ++alike[group.label];
  }
  for (BoardGroup& group : groups)
    if (alike[group.label] > 1) group.label += ", " + visible(group.members.front()->name);
  for (BoardGroup& group : groups) group.label += unfinishedPart(group);
}

}  // namespace

std::vector<NamedRun> findRuns(const fs::path& place) {
  const fs::path plain = place.filename().empty() ? place.parent_path() : place;
  if (isRun(plain)) return {{plain.filename().string(), plain}};
  std::vector<NamedRun> runs;
  std::error_code none;
  if (const fs::path queue = fs::is_regular_file(plain, none) ? plain.parent_path() : plain;
      SweepQueue::isQueue(queue)) {
    for (const fs::path& run : SweepQueue::open(queue).runFolders()) runs.push_back({run.filename().string(), run});
    if (runs.empty())
      throw UserError("The sweep " + visible(queue.string()) + " has no runs yet; train them with `toponets sweep " +
                      shellWord(queue.string()) + "`.");
    return runs;
  }
  const std::string name = plain.filename().string() + "/";
  addRunsIn(plain, name, runs);
  if (runs.empty()) addRunsIn(plain / "runs", name + "runs/", runs);
  std::sort(runs.begin(), runs.end(), [](const NamedRun& a, const NamedRun& b) { return a.name < b.name; });
  if (runs.empty())
    throw UserError(visible(place.string()) +
                    " is neither a run nor a folder of runs; name one, as in runs/mlp_tau3_s0.");
  return runs;
}

fs::path findBoardRun(const std::string& name, const std::vector<fs::path>& folders) {
  for (const fs::path& folder : folders) {
    if (isRun(folder / name)) return folder / name;
    const fs::path last = fs::path(name).filename();  // of a sweep whose own folder is open
    if (isRun(folder / last)) return folder / last;
  }
  return {};
}

const NetworkAnalysis* BoardSource::analysis(const std::string& which) const {
  const auto entry = found.find(which);
  return entry == found.end() ? nullptr : entry->second.get();
}

double BoardSource::accuracy() const { return lastDefined(run.scalars, &ScalarRow::validationAccuracy); }

double BoardSource::loss() const { return lastDefined(run.scalars, &ScalarRow::validationLoss); }

bool BoardSource::isSmoothnessAnalysed() const {
  const NetworkAnalysis* own = analysis("smoothness");
  return own && std::isfinite(own->mean("smoothness", "max_minus_min"));
}

double BoardSource::smoothness() const {
  return isSmoothnessAnalysed() ? analysis("smoothness")->mean("smoothness", "max_minus_min")
                                : lastDefined(run.scalars, &ScalarRow::smoothness);
}

std::int64_t BoardSource::lastStep() const { return run.scalars.empty() ? run.status.step : run.scalars.back().step; }

void agreeOnResults(std::vector<BoardSource>& sources) {
  std::map<std::string, std::vector<BoardSource*>> families;
  for (BoardSource& source : sources) {
    RunConfig ofData;
    ofData.data = source.run.config.data;
    families[toToml(ofData)].push_back(&source);
  }
  for (auto& [key, runs] : families) {
    std::set<std::string> analyses;
    for (const BoardSource* run : runs)
      for (const auto& [analysis, variants] : run->variants) analyses.insert(analysis);
    for (const std::string& analysis : analyses) {
      const std::string how = commonWay(waysOf(runs, analysis));
      for (BoardSource* run : runs) takeVariant(*run, analysis, how);
    }
  }
}

BoardSource readBoardSource(const NamedRun& run, int colour) {
  static_cast<void>(RunFolder(run.path).config());  // without its settings it would be drawn as another network
  BoardSource source{.name = run.name, .run = loadRunData(RunFolder(run.path))};
  source.run.colour = colour;
  source.version = source.run.folder.version();
  try {
    readResults(source);
  } catch (const UserError& error) {  // a damaged result leaves what training has written
    source.run.leftOut.push_back(error.what());
  }
  return source;
}

void giveColours(std::vector<BoardSource>& sources) {
  std::vector<ColouredRun> runs;
  for (const BoardSource& source : sources) runs.push_back({source.run.folder.path(), settingsKey(source.run.config)});
  const std::vector<int> colours = listedColours(runs);
  for (std::size_t i = 0; i < sources.size(); ++i)
    if (sources[i].run.colour < 0) sources[i].run.colour = colours[i];
}

std::string configFingerprint(const RunConfig& config) {
  const QByteArray toml = QByteArray::fromStdString(toToml(config));
  return QCryptographicHash::hash(toml, QCryptographicHash::Sha256).toHex().left(12).toStdString();
}

BoardRun describeRun(const BoardSource& source) {
  const RunConfig& config = source.run.config;
  const std::string name = source.run.folder.name();
  return {.name = source.name,
          .config = toToml(config),
          .fingerprint = configFingerprint(config),
          .version = source.version,
          .command = "toponets train " + shellWord(name + "/config.resolved.toml") + " --name " + shellWord(name),
          .tau = config.topoloss.tau,
          .seed = config.train.seed,
          .step = source.lastStep(),
          .trained = trainedPart(source.run.status)};
}

std::vector<std::string> analysisCommands(const std::vector<BoardSource>& sources, const std::set<std::string>& shown) {
  std::set<std::string> commands;
  for (const BoardSource& source : sources)
    for (const auto& [analysis, found] : source.found) {
      if (!shown.count(analysis)) continue;
      const bool own = found->stimuli.empty() || found->stimuli == kOwnStimuli;
      commands.insert("toponets analyse " + analysis + " RUN" + (own ? "" : " --data " + shellWord(found->stimuli)));
    }
  return {commands.begin(), commands.end()};
}

std::vector<BoardGroup> groupRuns(const std::vector<const BoardSource*>& sources) {
  std::map<std::pair<std::string, double>, BoardGroup> found;
  std::vector<std::string> families;  // in the order of their first runs
  for (const BoardSource* source : sources) {
    const std::string family = familyKey(source->run.config);
    const double tau = source->run.config.topoloss.tau;
    if (std::find(families.begin(), families.end(), family) == families.end()) families.push_back(family);
    BoardGroup& group = found[{family, tau}];
    group.family = family;
    group.tau = tau;
    group.members.push_back(source);
  }
  std::vector<BoardGroup> groups;
  for (const std::string& family : families)
    for (auto& [key, group] : found)
      if (key.first == family) groups.push_back(std::move(group));
  for (std::size_t i = 0; i < groups.size(); ++i) {
    auto& members = groups[i].members;
    std::stable_sort(members.begin(), members.end(), [](const BoardSource* a, const BoardSource* b) {
      return a->run.config.train.seed < b->run.config.train.seed;
    });
    groups[i].colour = members.front()->run.colour >= 0 ? members.front()->run.colour : int(i);
  }
  nameGroups(groups);
  return groups;
}

const BoardSource* mainRun(const std::vector<const BoardSource*>& sources) {
  const auto key = [](const BoardSource* source) {
    return std::pair(source->run.config.topoloss.tau, -source->run.config.train.seed);
  };
  const auto main = std::max_element(sources.begin(), sources.end(),
                                     [&](const BoardSource* a, const BoardSource* b) { return key(a) < key(b); });
  return main == sources.end() ? nullptr : *main;
}

std::vector<AnalysedNetwork> groupNetworks(const std::vector<BoardGroup>& groups, const std::string& analysis) {
  std::vector<AnalysedNetwork> networks;
  for (const BoardGroup& group : groups) {
    AnalysedNetwork network;
    std::vector<const NetworkAnalysis*> members;
    for (const BoardSource* member : group.members) {
      const auto entry = member->found.find(analysis);
      if (entry == member->found.end()) continue;
      network.members.push_back(entry->second);
      members.push_back(entry->second.get());
    }
    if (members.empty()) continue;
    network.found =
        members.size() == 1 ? network.members.front() : std::make_shared<const NetworkAnalysis>(meanAnalysis(members));
    if (members.size() == 1) network.members.clear();
    network.colour = group.colour;
    network.addedName = QString::fromStdString(group.label);
    network.detail = network.addedName;  // whose first part, up to a comma, is written where there is little space
    network.detail.replace(QStringLiteral(", "), QStringLiteral(" · "));
    networks.push_back(std::move(network));
  }
  return networks;
}

std::string missingResults(const std::vector<const BoardSource*>& sources, const std::string& analysis,
                           const std::string& command) {
  std::string first;
  std::size_t count = 0;
  bool otherwise = true;
  for (const BoardSource* source : sources) {
    if (source->analysis(analysis)) continue;
    otherwise = otherwise && source->otherwise.count(analysis) > 0;
    if (count++ == 0) first = visible(source->name);
  }
  if (count == 0) return {};
  const QString of = QString::fromStdString(first), what = QString::fromStdString(analysis);
  const QString who = count == 1   ? of
                      : count == 2 ? tr("%1 and one other").arg(of)
                                   : tr("%1 and %2 others").arg(of).arg(count - 1);
  if (otherwise)
    return withCommand(tr("%1 of %2 was measured with other stimuli or settings than the rest and is left out; Run all "
                          "in the workspace Analyse measures all alike")
                           .arg(what, who),
                       QString::fromStdString(command))
        .toStdString();
  return withCommand(tr("No results of %1 in %2; Run all in the workspace Analyse finds them").arg(what, who),
                     QString::fromStdString(command))
      .toStdString();
}

QString withCommand(const QString& sentence, const QString& command) {
  return sentence + tr(", as does `%1` for each").arg(command) + QLatin1Char('.');
}

QString withoutCommands(const QString& text) {
  const QStringList around = tr(", as does `%1` for each").split(QStringLiteral("%1"));
  return QString(text).remove(QRegularExpression(QRegularExpression::escape(around.first()) + QStringLiteral("[^`]*") +
                                                 QRegularExpression::escape(around.last())));
}

}  // namespace studio
