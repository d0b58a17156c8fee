// `toponets analyse WHAT SOURCE`: one analysis of a network's sheets, or of arrays made elsewhere, beside its controls.
#include <algorithm>
#include <iostream>

#include "app/cli/analysis_options.h"
#include "app/cli/analysis_table.h"
#include "app/cli/batch_watch.h"
#include "app/cli/command.h"
#include "core/run/analysis_json.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

class AnalyseCommand : public Command {
 public:
  explicit AnalyseCommand(const Engine& engine) : Command(engine), options_(engine.analyses()) {}
  void declare(CLI::App& app) override { options_.declare(app); }

  Answer run(const GlobalOptions& global) override {
    AnalysisRequest request = options_.request();
    const std::string& what = request.analyses.front();
    BatchWatch watch(global);
    if (!options_.map().empty()) {
      const auto found = engine_.moransOfMap(options_.map(), request.settings);
      for (const auto& warning : found.warnings) watch.warn(warning);
      return answerOf(what, found, {});
    }
    const auto found = engine_.analyse(request, watch.computing());
    for (const auto& warning : found.warnings) watch.warn(warning);
    if (!options_.mapOutput().empty()) writeMaps(found, options_.mapOutput());
    if (!found.notStored.empty() && !global.quiet) std::cerr << "warning: " << visible(found.notStored) << std::endl;
    return answerOf(what, found, controlsOf(request, watch));
  }

 private:
  using Controls = std::vector<std::pair<std::string, NetworkAnalysis>>;

  /// The network before its first step, and the run without the loss, where there are such (science.md 0).
  Controls controlsOf(AnalysisRequest request, BatchWatch& watch) const {
    Controls controls;
    if (!options_.controls() || !request.arrays.responses.empty() || request.source.weights.starts_with("random:"))
      return controls;
    const auto baseline = request.source.run.empty() ? Baseline{} : engine_.baseline(request.source);
    request.firstWeights = true;
    controls.emplace_back("untrained", engine_.analyse(request, watch.computing()));
    if (baseline.run.empty()) return controls;
    request.firstWeights = false;
    request.source.run = baseline.run.string();
    controls.emplace_back("baseline", engine_.analyse(request, watch.computing()));
    return controls;
  }

  Answer answerOf(const std::string& what, const NetworkAnalysis& found, const Controls& controls) const {
    Answer answer;
    answer.document = Json::parse(formatAnalysis(what, found));
    if (!found.notStored.empty()) answer.document["not_stored"] = found.notStored;
    for (const auto& [name, control] : controls) {
      auto json = Json::parse(formatAnalysis(what, control));
      answer.document["controls"][name] = {
          {"network", control.network}, {"layers", json["layers"]}, {"mean", json["mean"]}};
    }
    answer.text = analysisText(options_.kind(), found, controls);
    return answer;
  }

  AnalysisOptions options_;
};

}  // namespace

std::unique_ptr<Command> makeAnalyseCommand(const Engine& engine) { return std::make_unique<AnalyseCommand>(engine); }

}  // namespace studio
