// `toponets analyse WHAT SOURCE`: one analysis of a network's sheets, or of arrays made elsewhere, beside its controls:
// its options, its answer as readable tables, the command.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/analysis_text.h"
#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/text_table.h"
#include "core/run/analysis.h"
#include "core/run/analysis_request.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;
using Controls = AnalysedControls;

// The options, and what they ask of the engine.

class AnalysisOptions {
 public:
  /// `kinds` is the table of analyses.
  explicit AnalysisOptions(std::vector<AnalysisKind> kinds) : kinds_(std::move(kinds)) {}
  void declare(CLI::App& app, const Engine& engine);
  /// Throws UserError for options that do not go together.
  AnalysisRequest request() const;
  const std::string& map() const { return map_; }  ///< one map instead of a network, or empty
  const std::string& mapOutput() const { return mapOutput_; }
  bool controls() const { return !noControls_; }
  /// The row of the analysis that was named. Throws UserError where there is none.
  const AnalysisKind& kind() const;
  /// The network that is to be saved of what the analysis makes; nullopt = none.
  std::optional<SaveNetworkRequest> saveRequest() const;

 private:
  void requireRead() const;
  void requireOneInput() const;
  void requireSaving() const;
  std::vector<AnalysisKind> kinds_;
  std::string what_, map_, mapOutput_, sheet_, array_, save_;
  std::optional<double> saveAt_;
  std::vector<std::string> contrasts_;
  bool noControls_ = false;
  std::function<bool()> contrastsGiven_;
  AnalysisRequest request_;
};

std::string listNames(const std::vector<AnalysisKind>& kinds) {
  std::string all;
  for (const auto& kind : kinds) all += (all.empty() ? "" : ", ") + kind.name;
  return all;
}

/// Those that can be made of one map of a file.
std::vector<AnalysisKind> withMaps(std::vector<AnalysisKind> kinds) {
  std::erase_if(kinds, [](const AnalysisKind& kind) { return !kind.takesMap; });
  return kinds;
}

/// "16x32"
std::pair<std::int64_t, std::int64_t> parseSheet(const std::string& text) {
  std::int64_t height = 0, width = 0;
  const char* end = text.data() + text.size();
  const auto [cross, first] = std::from_chars(text.data(), end, height);
  const bool more = first == std::errc{} && cross != end && *cross == 'x';
  const auto [rest, second] =
      more ? std::from_chars(cross + 1, end, width) : std::from_chars_result{cross, std::errc::invalid_argument};
  if (second != std::errc{} || rest != end || height < 1 || width < 1)
    throw UserError("--sheet " + text + " is no size; give rows and columns as in --sheet 16x32.");
  return {height, width};
}

/// The analyses that read a choice: "patches, similarity".
std::string listReaders(const std::vector<AnalysisKind>& kinds, const std::string& key) {
  std::string readers;
  for (const auto& kind : kinds)
    for (const auto& field : kind.choices)
      if (field.key == key) readers += (readers.empty() ? "" : ", ") + kind.name;
  return readers;
}

template <class T>
CLI::Option* addChoice(CLI::App& app, const ChoiceField& field, const std::string& help, AnalysisSettings& settings) {
  return app.add_option_function<T>(
      field.option, [&settings, key = field.key](const T& value) { settings.values[key] = value; }, help);
}

/// CLI11 reads an empty text as 0.
std::string missingNumber(const std::string& text) {
  return text.empty() ? "a number is missing; give them separated by commas, e.g. 0,0.5" : "";
}

/// A negative number stands for what the help says.
std::string defaultText(const ChoiceField& field) {
  if (const auto* text = std::get_if<std::string>(&field.initial)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&field.initial); whole && *whole >= 0)
    return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&field.initial); number && *number >= 0) return numberText(*number);
  std::string list;
  if (const auto* numbers = std::get_if<std::vector<double>>(&field.initial))
    for (const double each : *numbers) list.append(list.empty() ? "" : ",").append(numberText(each));
  return list;
}

void declareChoice(CLI::App& app, const ChoiceField& field, const std::string& help, AnalysisSettings& settings) {
  CLI::Option* option = nullptr;
  switch (field.kind) {
    case FieldKind::Choice:
      option = addChoice<std::string>(app, field, help, settings)->check(CLI::IsMember(field.choices));
      break;
    case FieldKind::Integer:
      option = addChoice<std::int64_t>(app, field, help, settings)
                   ->check(CLI::Range(std::int64_t(field.minimum), std::int64_t(field.maximum)));
      break;
    case FieldKind::Switch:
      app.add_flag_function(
          field.option, [&settings, key = field.key](std::int64_t) { settings.values[key] = true; }, help);
      return;
    case FieldKind::NumberList:
      option = addChoice<std::vector<double>>(app, field, help, settings)
                   ->type_name("N,N,...")
                   ->delimiter(',')
                   ->check(missingNumber, "")
                   ->allow_extra_args(false);  // what follows may be the network
      break;
    default:
      option = addChoice<double>(app, field, help, settings)->check(CLI::Range(field.minimum, field.maximum));
  }
  if (const auto text = defaultText(field); !text.empty()) option->default_str(text);
}

/// Each choice once, though several analyses read it.
void declareChoices(CLI::App& app, const std::vector<AnalysisKind>& kinds, AnalysisSettings& settings) {
  for (const auto& kind : kinds)
    for (const auto& field : kind.choices)
      if (!field.option.empty() && findChoice(kinds, field.key) == &field)
        declareChoice(app, field, listReaders(kinds, field.key) + ": " + field.help, settings);
}

void AnalysisOptions::declare(CLI::App& app, const Engine& engine) {
  auto& settings = request_.settings;
  app.add_option("what", what_, "What to analyse: " + listNames(kinds_))->type_name("WHAT")->required();
  addSourceOptions(app, request_.source);
  auto* data = addDataOption(app, engine, request_.stimuli.data, "Stimuli",
                             "e.g. localizer:floc; a run's validation images where none are named");
  app.add_option("--input", array_, "Images as an array instead, taken as they are")
      ->type_name("X.npy")
      ->excludes(data);
  app.add_option("--responses", request_.arrays.responses,
                 "Responses [stimuli, units] made elsewhere, instead of a network: .npy, or .npz (FILE.npz:NAME where "
                 "it holds several)")
      ->type_name("R.npy");
  app.add_option("--labels", request_.arrays.labels, "With --responses: the category of each stimulus, one a line")
      ->type_name("labels.txt");
  app.add_option("--sheet", sheet_, "With --responses: rows and columns of the sheet (default: the grid rule)")
      ->type_name("HxW");
  app.add_option("--map", map_, listNames(withMaps(kinds_)) + ": of this map [height, width] instead")
      ->type_name("M.npy");
  app.add_option("--layers", settings.layers,
                 "topo (those with TopoLoss by default), all, or names separated by commas")
      ->type_name("LAYERS")
      ->capture_default_str();
  app.add_option("--contrast", contrasts_,
                 "A contrast NAME=a,b/c,d (categories on / off; without /... all others); may be given several times")
      ->type_name("CONTRAST")
      ->allow_extra_args(false);
  app.add_option("--contrasts", settings.contrasts,
                 "floc, size-animacy, synthetic, each (every category against the rest), auto, or a FILE.toml")
      ->type_name("SET")
      ->capture_default_str();
  contrastsGiven_ = [&app] { return app.count("--contrast") + app.count("--contrasts") > 0; };
  app.add_option("--map-output", mapOutput_, "Folder for the maps, LAYER.CONTRAST.t.npy and so on")->type_name("DIR");
  declareChoices(app, kinds_, settings);
  app.add_option("--store", request_.store,
                 "Folder that keeps the results instead of the run's own, e.g. of a run on a read-only disk")
      ->type_name("DIR");
  app.add_option("--save", save_, "prune, downsample: also write the smaller network, to be opened like any other")
      ->type_name("FILE.safetensors");
  app.add_option("--at", saveAt_, "With --save: the amount or sparsity of the network to write (default: the last one)")
      ->type_name("N")
      ->check(missingNumber, "");
  app.add_flag("--no-controls", noControls_, "Of a run: leave out the untrained network and the run with tau 0");
}

const AnalysisKind& AnalysisOptions::kind() const {
  std::vector<std::string> names;
  for (const auto& kind : kinds_) {
    if (kind.name == what_) return kind;
    names.push_back(kind.name);
  }
  const auto meant = nearestName(what_, names);
  throw UserError("There is no analysis `" + what_ + "`; " +
                  (meant.empty() ? "" : "did you mean `" + meant + "`? All of them are ") +
                  (meant.empty() ? "there are " : "") + listNames(kinds_) + ".");
}

/// Options that were given and that the analysis does not read: it would be the same without them.
void AnalysisOptions::requireRead() const {
  const auto& own = kind().choices;
  for (const auto& [key, value] : request_.settings.values) {
    if (std::any_of(own.begin(), own.end(), [&](const ChoiceField& field) { return field.key == key; })) continue;
    throw UserError(findChoice(kinds_, key)->option + " belongs to " + listReaders(kinds_, key) + "; " + what_ +
                    " does not read it. Leave it out.");
  }
  if (!kind().contrasts && contrastsGiven_ && contrastsGiven_())
    throw UserError("--contrast and --contrasts belong to analyses of categories; " + what_ +
                    " does not read them. Leave them out.");
}

void AnalysisOptions::requireOneInput() const {
  const bool network =
      !request_.source.run.empty() || !request_.source.model.empty() || !request_.source.weights.empty();
  const bool arrays = !request_.arrays.responses.empty();
  if (!map_.empty() && !kind().takesMap)
    throw UserError("--map belongs to " + listNames(withMaps(kinds_)) + "; give responses or a network to " + what_ +
                    ".");
  if (int(network) + int(arrays) + int(!map_.empty()) > 1)
    throw UserError("Name one of a network, --responses and --map.");
  if (!map_.empty() && (!request_.stimuli.data.empty() || !array_.empty() || !mapOutput_.empty()))
    throw UserError("--map is a map already; leave --data, --input and --map-output out.");
  if (!arrays && (!request_.arrays.labels.empty() || !sheet_.empty()))
    throw UserError("--labels and --sheet belong to --responses; give those too.");
  if (arrays && (!request_.stimuli.data.empty() || !array_.empty()))
    throw UserError("--responses are responses already; leave --data and --input out.");
  if (!request_.store.empty() && request_.source.run.empty())
    throw UserError("--store keeps results of a run; name a run, or leave it out.");
}

void AnalysisOptions::requireSaving() const {
  if (save_.empty() && saveAt_) throw UserError("--at names the network that --save writes; give --save FILE too.");
  if (!save_.empty() && kind().saves.empty())
    throw UserError("--save belongs to analyses that make a network smaller, prune and downsample; " + what_ +
                    " makes no network.");
}

std::optional<SaveNetworkRequest> AnalysisOptions::saveRequest() const {
  if (save_.empty()) return std::nullopt;
  return SaveNetworkRequest{request(), save_, saveAt_};
}

AnalysisRequest AnalysisOptions::request() const {
  static_cast<void>(kind());
  requireRead();
  requireOneInput();
  requireSaving();
  AnalysisRequest request = request_;
  request.analyses = {what_};
  request.stimuli.array = array_;
  for (const auto& text : contrasts_) {
    const auto contrast = parseContrast(text);
    for (const auto& other : request.settings.chosen)
      if (other.name == contrast.name)
        throw UserError("--contrast " + contrast.name + " is given twice; give each contrast a name of its own.");
    request.settings.chosen.push_back(contrast);
  }
  if (!sheet_.empty()) request.arrays.sheet = parseSheet(sheet_);
  return request;
}

/// "runs/digits", "runs/digits, untrained", "net.pt"
std::string networkText(const AnalysisRequest& request) {
  const auto& source = request.source;
  const std::string name = source.run.empty() ? source.weights : source.run;
  return request.firstWeights ? name + ", untrained" : name;
}

// The command.

class AnalyseCommand : public Command {
 public:
  explicit AnalyseCommand(const Engine& engine) : Command(engine), options_(engine.analyses()) {}
  void declare(CLI::App& app) override { options_.declare(app, engine_); }

  CommandResult run(const GlobalOptions& global) override {
    AnalysisRequest request = options_.request();
    const std::string& what = request.analyses.front();
    BatchWatch watch(global);
    if (!options_.map().empty()) {
      const auto found = engine_.moransOfMap(options_.map(), request.settings);
      for (const auto& warning : found.warnings) watch.warn(warning);
      return makeResult(what, found, {});
    }
    const auto save = options_.saveRequest();
    const auto saved = save ? std::optional(engine_.saveNetwork(*save, watch.computing())) : std::nullopt;
    announce(request, watch);
    const auto found = engine_.analyse(request, watch.computing());
    for (const auto& warning : found.warnings) watch.warn(warning);
    if (!options_.mapOutput().empty()) writeMaps(found, options_.mapOutput());
    if (!found.notStored.empty() && !global.quiet) std::cerr << "warning: " << visible(found.notStored) << std::endl;
    auto answer = makeResult(what, found, computeControls(request, watch));
    if (save) addSaved(*saved, save->file, answer);
    return answer;
  }

 private:
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
    if (baseline.run.empty()) return controls;
    request.firstWeights = false;
    request.source.run = baseline.run.string();
    announce(request, watch);
    controls.emplace_back("baseline", engine_.analyse(request, watch.computing()));
    return controls;
  }

  CommandResult makeResult(const std::string& what, const NetworkAnalysis& found, const Controls& controls) const {
    CommandResult answer;
    answer.document = Json::parse(formatAnalysis(what, found));
    if (!found.notStored.empty()) answer.document["not_stored"] = found.notStored;
    for (const auto& [name, control] : controls) {
      auto json = Json::parse(formatAnalysis(what, control));
      json.erase("settings");  // but for the network the same
      answer.document["controls"][name] = {{"network", control.network}};
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
