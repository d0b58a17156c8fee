// `toponets analyse WHAT SOURCE`: one analysis of a network's sheets, or of arrays made elsewhere, beside its controls.
#include <algorithm>
#include <iostream>
#include <optional>
#include <string>

#include "app/cli/analysis_options.h"
#include "app/cli/analysis_text.h"
#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/text_table.h"
#include "core/run/analysis.h"
#include "core/run/analysis_request.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;
using Controls = AnalysedControls;

/// "runs/digits", "runs/digits, untrained", "net.pt"
std::string networkText(const AnalysisRequest& request) {
  const auto& source = request.source;
  const std::string name = source.run.empty() ? source.weights : source.run;
  return request.firstWeights ? name + ", untrained" : name;
}

class AnalyseCommand : public Command {
 public:
  explicit AnalyseCommand(const Engine& engine) : Command(engine), options_(engine.analyses()) {}
  void declare(CLI::App& app) override { options_.declare(app, engine_); }

  CommandResult run(const GlobalOptions& global) override {
    AnalysisRequest request = options_.request();
    const std::string& what = request.analyses.front();
    BatchWatch watch(global);
    if (!options_.map().empty()) {
      const auto found = engine_.analyseMap(what, options_.map(), request.settings);
      warn(what, found, watch);
      return makeResult(what, found, {});
    }
    const auto save = options_.saveRequest();
    const auto saved = save ? std::optional(engine_.saveNetwork(*save, watch.computing())) : std::nullopt;
    announce(request, watch);
    const auto found = engine_.analyse(request, watch.computing());
    warn(what, found, watch);
    if (!options_.scores().empty()) writeScores(what, found);
    if (!options_.mapOutput().empty()) writeMaps(found, options_.mapOutput());
    if (!found.notStored.empty() && !global.quiet) std::cerr << "warning: " << visible(found.notStored) << std::endl;
    auto answer = makeResult(what, found, computeControls(request, watch));
    if (save) addSaved(*saved, save->file, answer);
    return answer;
  }

 private:
  /// What limits the numbers, before them.
  static void warn(const std::string& what, const NetworkAnalysis& found, BatchWatch& watch) {
    for (const auto& warning : found.warnings) watch.warn(warning);
    if (const Result* result = found.result(what))
      for (const auto& note : result->notes) watch.warn(note);
  }

  /// Log-probabilities are kept with the result, so that they can be written of what is stored, too.
  void writeScores(const std::string& what, const NetworkAnalysis& found) const {
    std::string text;
    if (const Result* result = found.result(what))
      for (const NamedLines& lines : result->lines)
        for (const std::string& line : lines.name == kScoreLines ? lines.lines : std::vector<std::string>())
          text += line + "\n";
    if (text.empty())
      throw UserError("The stored result of " + what +
                      " has no log-probabilities; delete it and run the analysis again.");
    writeFileAtomically(options_.scores(), text);
  }

  static void addSaved(const NetworkSaved& saved, const std::filesystem::path& file, CommandResult& answer) {
    answer.document["saved"] = {{"file", file.string()},
                                {"at", saved.level},
                                {"tensors", saved.tensors},
                                {"bytes", saved.bytes},
                                {"description", saved.description}};
    answer.text += file.string() + ": " + saved.description + ", " + bytesText(double(saved.bytes)) + "\n";
  }

  /// What of it takes time, before it does; nothing of what is stored.
  void announce(const AnalysisRequest& request, BatchWatch& watch) const {
    if (!request.arrays.responses.empty()) return;
    const auto plan = engine_.analysisPlan(request);
    const std::string network = networkText(request), what = request.analyses.front();
    if (!plan.fromMaps.empty())
      return watch.note(network + ": " + what + " is made of the stored maps of selectivity; no stimulus is shown.");
    if (plan.fromStimuli.empty() || plan.stimuli < 0) return;
    const std::string time = plan.seconds < 0 ? "" : ", about " + durationText(std::max(1.0, plan.seconds));
    watch.note(network + ": " + groupedText(plan.stimuli) + " stimuli are shown for " + what + time + ".");
  }

  /// The network before its first step, and the run without the loss, where there are such (science.md 0).
  Controls computeControls(AnalysisRequest request, BatchWatch& watch) const {
    Controls controls;
    if (!options_.controls() || !request.arrays.responses.empty() || request.source.weights.starts_with("random:"))
      return controls;
    const auto baseline = request.source.run.empty() ? Baseline{} : engine_.baseline(request.source);
    request.firstWeights = true;
    announce(request, watch);
    controls.emplace_back("untrained", engine_.analyse(request, watch.computing()));
    noteControl(request, controls.back().second, watch);
    if (baseline.run.empty()) return controls;
    request.firstWeights = false;
    request.source.run = baseline.run.string();
    watch.note("The baseline is the run " + baseline.run.filename().string() + ".");
    announce(request, watch);
    controls.emplace_back("baseline", engine_.analyse(request, watch.computing()));
    return controls;
  }

  /// What its numbers lack, as that nothing is fitted to an untrained network.
  static void noteControl(const AnalysisRequest& request, const NetworkAnalysis& found, BatchWatch& watch) {
    if (const Result* result = found.result(request.analyses.front()))
      for (const auto& note : result->notes) watch.note(networkText(request) + ": " + note);
  }

  CommandResult makeResult(const std::string& what, const NetworkAnalysis& found, const Controls& controls) const {
    CommandResult answer;
    answer.document = Json::parse(formatAnalysis(what, found));
    if (!found.notStored.empty()) answer.document["not_stored"] = found.notStored;
    for (const auto& [name, control] : controls) {
      auto json = Json::parse(formatAnalysis(what, control));
      answer.document["controls"][name] = {{"network", control.network}};
      if (const auto notes = json["settings"].find("notes"); notes != json["settings"].end())
        answer.document["controls"][name]["notes"] = *notes;
      json.erase("settings");  // but for the network the same
      answer.document["controls"][name].update(json);
    }
    answer.text = analysisText(options_.kind(), found, controls);
    return answer;
  }

  AnalysisOptions options_;
};

}  // namespace

CommandEntry analyseCommand() {
  return {"analyse", "Smoothness, dimensionality, selectivity and more of the sheets",
          "toponets analyse smoothness runs/first --data idx:digits?limit=1000", makeCommand<AnalyseCommand>};
}

}  // namespace studio
