#include "app/cli/analysis_options.h"

#include <algorithm>
#include <charconv>

#include "app/cli/source_options.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

std::vector<std::string> namesOf(const std::vector<AnalysisKind>& kinds) {
  std::vector<std::string> all;
  for (const auto& kind : kinds) all.push_back(kind.name);
  return all;
}

/// "16x32"
std::pair<std::int64_t, std::int64_t> sheetOf(const std::string& text) {
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

/// The analyses that read a choice, as its help begins: "patches, similarity: ".
std::string readersOf(const std::vector<AnalysisKind>& kinds, const std::string& key) {
  std::string readers;
  for (const auto& kind : kinds)
    for (const auto& field : kind.choices)
      if (field.key == key) readers += (readers.empty() ? "" : ", ") + kind.name;
  return readers + ": ";
}

template <class T>
CLI::Option* addChoice(CLI::App& app, const ChoiceField& field, const std::string& help, AnalysisSettings& settings) {
  return app.add_option_function<T>(
      field.option, [&settings, key = field.key](const T& value) { settings.values[key] = value; }, help);
}

/// A negative number stands for what the help says.
std::string defaultText(const ChoiceField& field) {
  if (const auto* text = std::get_if<std::string>(&field.initial)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&field.initial); whole && *whole >= 0)
    return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&field.initial); number && *number >= 0) return numberText(*number);
  return {};
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
    case FieldKind::NumberList:
      option = addChoice<std::vector<double>>(app, field, help, settings)->type_name("N,N,...")->delimiter(',');
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
        declareChoice(app, field, readersOf(kinds, field.key) + field.help, settings);
}

}  // namespace

void AnalysisOptions::declare(CLI::App& app) {
  auto& settings = request_.settings;
  app.add_option("what", what_, "What to analyse")
      ->type_name("WHAT")
      ->required()
      ->check(CLI::IsMember(namesOf(kinds_)));
  addSourceOptions(app, request_.source);
  auto* data = app.add_option("--data", request_.stimuli.data,
                              "Stimuli, as KIND:PATH[?key=value&...], e.g. localizer:floc; a run's validation images "
                              "where none are named")
                   ->type_name("DATA");
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
  app.add_option("--map", map_, "morans-i: of this map [height, width] instead")->type_name("M.npy");
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
  app.add_option("--map-output", mapOutput_, "Folder for the maps, LAYER.CONTRAST.t.npy and so on")->type_name("DIR");
  declareChoices(app, kinds_, settings);
  app.add_option("--store", request_.store,
                 "Folder that keeps the results instead of the run's own, e.g. of a run on a read-only disk")
      ->type_name("DIR");
  app.add_flag("--no-controls", noControls_, "Of a run: leave out the untrained network and the run with tau 0");
}

const AnalysisKind& AnalysisOptions::kind() const {
  return *std::find_if(kinds_.begin(), kinds_.end(), [this](const AnalysisKind& kind) { return kind.name == what_; });
}

void AnalysisOptions::requireOneInput() const {
  const bool network =
      !request_.source.run.empty() || !request_.source.model.empty() || !request_.source.weights.empty();
  const bool arrays = !request_.arrays.responses.empty();
  if (!map_.empty() && what_ != "morans-i")
    throw UserError("--map belongs to morans-i; give responses or a network to " + what_ + ".");
  if (int(network) + int(arrays) + int(!map_.empty()) > 1)
    throw UserError("Name one of a network, --responses and --map.");
  if (!arrays && (!request_.arrays.labels.empty() || !sheet_.empty()))
    throw UserError("--labels and --sheet belong to --responses; give those too.");
  if (arrays && (!request_.stimuli.data.empty() || !array_.empty()))
    throw UserError("--responses are responses already; leave --data and --input out.");
  if (!request_.store.empty() && request_.source.run.empty())
    throw UserError("--store keeps results of a run; name a run, or leave it out.");
}

AnalysisRequest AnalysisOptions::request() const {
  requireOneInput();
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
  if (!sheet_.empty()) request.arrays.sheet = sheetOf(sheet_);
  return request;
}

}  // namespace studio
