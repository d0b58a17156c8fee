// See analysis_options.h.
#include "app/cli/analysis_options.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <utility>

#include "app/cli/command.h"
#include "app/cli/setting_option.h"
#include "core/run/error.h"
#include "core/run/names.h"

namespace studio {
namespace {

std::vector<std::string> analysisNames(const std::vector<AnalysisKind>& kinds) {
  std::vector<std::string> names;
  for (const auto& kind : kinds) names.push_back(kind.name);
  return names;
}

/// "smoothness, patches"
std::string listNames(const std::vector<AnalysisKind>& kinds) { return listedNames(analysisNames(kinds), ","); }

/// Those that can be made of one map of a file.
std::vector<AnalysisKind> withMaps(std::vector<AnalysisKind> kinds) {
  std::erase_if(kinds, [](const AnalysisKind& kind) { return !kind.takesMap; });
  return kinds;
}

/// Those that make networks that can be saved.
std::vector<AnalysisKind> withNetworks(std::vector<AnalysisKind> kinds) {
  std::erase_if(kinds, [](const AnalysisKind& kind) { return kind.saves.empty(); });
  return kinds;
}

/// Those of sentences.
std::vector<AnalysisKind> withSentences(std::vector<AnalysisKind> kinds) {
  std::erase_if(kinds, [](const AnalysisKind& kind) { return kind.sentences.empty(); });
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

/// Each choice once, though several analyses read it.
void declareChoices(CLI::App& app, const std::vector<AnalysisKind>& kinds, AnalysisSettings& settings) {
  for (const auto& kind : kinds)
    for (const auto& field : kind.choices)
      if (!field.option.empty() && findChoice(kinds, field.key) == &field) {
        SettingField described = field;
        described.help = listReaders(kinds, field.key) + ": " + field.help;
        addSettingOption(app, field.option, described, field.initial,
                         [&settings, key = field.key](ConfigValue value) { settings.values[key] = std::move(value); });
      }
}

}  // namespace

void AnalysisOptions::declare(CLI::App& app, const Engine& engine) {
  auto& settings = request_.settings;
  app.add_option("what", what_, "What to analyse: " + listNames(kinds_))->type_name("WHAT")->required();
  addSourceOptions(app, request_.source);
  auto* data = addDataOption(app, engine, request_.stimuli.data, "Stimuli",
                             "e.g. localizer:floc; a run's validation images where none are named");
  app.add_option("--input", array_,
                 "Images as an array instead, taken as they are; of windows sequences of tokens, with --swaps")
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
  app.add_option("--save", save_,
                 listNames(withNetworks(kinds_)) + ": also write the smaller network, to be opened like any other")
      ->type_name("FILE.safetensors");
  app.add_option("--at", saveAt_, "With --save: the amount or sparsity of the network to write (default: the last one)")
      ->type_name("N")
      ->check(missingNumber, "");
  app.add_option("--scores", scores_,
                 listNames(withSentences(kinds_)) + ": also write the log-probabilities of all pairs")
      ->type_name("FILE.csv");
  app.add_flag("--no-controls", noControls_, "Of a run: leave out the untrained network and the run with tau 0");
}

const AnalysisKind& AnalysisOptions::kind() const {
  for (const auto& kind : kinds_)
    if (kind.name == what_) return kind;
  const auto meant = nearestName(what_, analysisNames(kinds_));
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
    throw UserError("--save belongs to analyses that make a network smaller, " +
                    listedNames(analysisNames(withNetworks(kinds_)), "and") + "; " + what_ + " makes no network.");
}

/// An analysis of sentences that sequences of tokens can be given to (--input).
bool AnalysisOptions::takesSequences() const {
  const auto& own = kind().choices;
  return !kind().sentences.empty() &&
         std::any_of(own.begin(), own.end(), [](const ChoiceField& field) { return field.key == "input"; });
}

void AnalysisOptions::requireSentences() const {
  if (!scores_.empty() && kind().sentences.empty())
    throw UserError("--scores belongs to analyses of sentences, " +
                    listedNames(analysisNames(withSentences(kinds_)), "and") + "; " + what_ + " scores none.");
  if (!kind().sentences.empty() && !array_.empty() && !takesSequences())
    throw UserError("--input shows a network arrays, and " + what_ + " reads sentences; leave it out.");
}

/// --data names the place of sentences as well as the analysis' own option: a whole path, for what is stored is to be
/// found from any working directory.
void AnalysisOptions::takePlaceOfSentences(AnalysisRequest& request) const {
  const std::string& key = kind().sentences;
  if (key.empty()) return;
  auto& values = request.settings.values;
  if (takesSequences() && !array_.empty()) values["input"] = array_;
  std::string data = std::exchange(request.stimuli.data, {});
  for (const std::string& prefix : {what_ + ":", key + ":"})  // "text:corpus.txt" as everywhere
    if (data.starts_with(prefix)) {
      data.erase(0, prefix.size());
      break;
    }
  if (!data.empty() && !values.emplace(key, data).second)
    throw UserError("--data and " + findChoice(kinds_, key)->option + " both name the sentences of " + what_ +
                    "; give one of them.");
  for (const auto& field : kind().choices)
    if (const auto value = values.find(field.key); field.kind == FieldKind::Path && value != values.end())
      if (auto& place = std::get<std::string>(value->second); std::filesystem::exists(place))
        place = std::filesystem::absolute(place).lexically_normal().string();
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
  requireSentences();
  AnalysisRequest request = request_;
  request.analyses = {what_};
  if (!takesSequences()) request.stimuli.array = array_;
  takePlaceOfSentences(request);
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

}  // namespace studio
