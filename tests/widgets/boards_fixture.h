// Stored runs for boards: tau 0 and 5 with two seeds each, with results of analyses (made up, nothing is measured).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/boards/board_document.h"
#include "widgets/boards/board_figure.h"
#include "widgets/boards/ready_boards.h"

namespace studio {

inline constexpr double kPruned[] = {0, 0.5, 0.9};

/// Accuracy left: falls with the amount, less for a larger tau, by seed.
inline double prunedAccuracy(double tau, std::int64_t seed, double amount) {
  return 0.9 - 0.01 * tau - (0.5 - 0.05 * tau) * amount - 0.02 * double(seed);
}

inline void storeBoardResults(const RunFolder& run, double tau, std::int64_t seed) {
  NetworkAnalysis found = sampleAnalysis(tau > 0 ? AnalysisNetwork::Kind::Trained : AnalysisNetwork::Kind::Baseline);
  found.step = 100;
  for (Result& result : found.results) {
    for (SheetMap& map : result.maps) map.step = 100;
    AnalysisStore(run).write({result.analysis, "100", "sample"}, found);
  }
  NetworkAnalysis pruned;
  pruned.step = 100;
  pruned.stimuli = found.stimuli;
  pruned.stimuliCount = found.stimuliCount;
  pruned.layers = {found.layers.front()};
  Table& rows = pruned.resultFor("prune").table("rows", false);
  for (const double amount : kPruned)
    rows.add(
        {{"layer", pruned.layers.front().layer}, {"amount", amount}, {"accuracy", prunedAccuracy(tau, seed, amount)}});
  pruned.resultFor("prune").table("").add({{"layer", pruned.layers.front().layer}, {"area", 0.5}});
  AnalysisStore(run).write({"prune", "100", "sample"}, pruned);
}

inline RunFolder writeBoardRun(const std::filesystem::path& runs, double tau, std::int64_t seed,
                               const std::string& root = "resources/demo", bool analysed = true) {
  const std::string name =
      "tau" + std::to_string(int(tau)) + "_s" + std::to_string(seed) + (root == "resources/demo" ? "" : "_other");
  const RunFolder run = writeSampleRun(runs, name, RunState::Finished, seed);
  RunConfig config = sampleConfig(seed);
  config.topoloss.tau = tau;
  config.data.root = root;
  run.writeConfig(config, toToml(config));
  run.writeEnvironment("{\"version\": \"0.1.0\"}");
  if (analysed) storeBoardResults(run, tau, seed);
  return run;
}

/// Written once, synced as all runs are, and then copied for each test: that is a hundred times as fast.
inline const std::filesystem::path& writtenBoardRuns(bool analysed) {
  static std::map<bool, TemporaryFolder> written;
  const auto [entry, isNew] = written.try_emplace(analysed);
  for (const double tau : {0.0, 5.0})
    for (const std::int64_t seed : {0, 1})
      if (isNew) writeBoardRun(entry->second.path(), tau, seed, "resources/demo", analysed);
  return entry->second.path();
}

struct BoardRuns {
  explicit BoardRuns(bool analysed = true) {
    std::filesystem::copy(writtenBoardRuns(analysed), folder.path(), std::filesystem::copy_options::recursive);
  }
  std::vector<BoardSource> sources() const {
    std::vector<BoardSource> read;
    for (const NamedRun& run : findRuns(folder.path())) read.push_back(readBoardSource(run));
    return read;
  }
  std::vector<BoardDocument::ChosenRun> chosen() const {
    std::vector<BoardDocument::ChosenRun> runs;
    for (const NamedRun& run : findRuns(folder.path())) runs.push_back({{run.path.filename().string(), run.path}, -1});
    return runs;
  }
  QString file(const char* name) const { return QString::fromStdString((folder.path() / name).string()); }
  TemporaryFolder folder;
};

inline FilledBoard fillReady(const std::string& name, const std::vector<BoardSource>& sources) {
  for (const ReadyBoard& ready : readyBoards())
    if (ready.name == name) {
      FigureBoard board = ready.make(sources);
      board.version = "0.1.0";
      return fillBoard(board, sources, sampleKinds());
    }
  ADD_FAILURE() << "there is no board " << name;
  return {};
}

inline FilledBoard fillOne(const BoardPanel& panel, const std::vector<BoardSource>& sources,
                           const BoardStyle& style = {}) {
  FigureBoard board{.name = "board"};
  board.style = style;
  addPanel(board, panel);
  return fillBoard(board, sources, sampleKinds());
}

inline const PlotSeries* findSeries(const PlotSpec& spec, const std::string& label) {
  for (const PlotSeries& series : spec.series)
    if (series.label == label) return &series;
  return nullptr;
}

}  // namespace studio
