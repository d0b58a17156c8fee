// Analyses of sheets as a screen and a results folder know them: which there are and what they can be asked
// (AnalysisKind), and what they found of one network (a checkpoint, first weights, a file of weights, or arrays made
// elsewhere) that was shown one set of stimuli; and all of it as JSON (analysis_json.cpp). Values; no threads of their
// own.
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/run/contrast.h"
#include "core/run/contrast_statistic.h"
#include "core/run/plot_spec.h"
#include "core/run/result.h"

namespace studio {

/// What is asked of analyses (science.md 0, 2-5). A choice that is not among the values is as its field says.
struct AnalysisSettings {
  std::string layers = "topo";                ///< topo, all, or names separated by commas
  std::string contrasts = "auto";             ///< auto, each, floc, size-animacy, synthetic, or a contrasts.toml
  std::vector<Contrast> chosen;               ///< named one by one; where there are any, `contrasts` is not read
  std::map<std::string, ConfigValue> values;  ///< by the key of a ChoiceField
  bool operator==(const AnalysisSettings&) const = default;

  /// `other` where there is no such number (or text).
  double number(const std::string& key, double other = kUndefined) const;
  std::string text(const std::string& key, const std::string& other = {}) const;
  std::vector<double> numbers(const std::string& key) const;  ///< also whole ones; empty where there is no such list
  bool isOn(const std::string& key) const;
  /// Which of contrastStatistics() the maps of contrasts show: the choice kStatisticChoice, else the first.
  std::string statistic() const;
};

/// One choice that an analysis reads: its option on the command line, its row in the form (where it has a label), its
/// key in answers.
struct ChoiceField : SettingField {
  std::string option{};               ///< "--window"; empty = it is stated, not asked
  ConfigValue initial = 0.0;          ///< of the type that its kind has
  std::vector<std::string> titles{};  ///< of the choices, in the form
  /// Why a value cannot be, one sentence, or empty; beside range and choices (choiceProblem()). nullptr = any can.
  std::string (*problem)(const ConfigValue& value) = nullptr;
  /// Of a list: whether, with these settings, its order means nothing, so that it is sorted and each value counts once.
  /// nullptr = it is taken as it is given.
  bool (*sorts)(const AnalysisSettings&) = nullptr;
  /// Of what is stated: follows from the other choices; empty = it is not stated.
  std::string (*follows)(const AnalysisSettings&) = nullptr;
  bool isFolder = false;  ///< of a path: a folder is named, else a file
};

/// Why a choice cannot have this value, one sentence, or empty: what its field says, else a number of a list that is
/// out of its range. A single number is held against its range where it is entered.
std::string choiceProblem(const ChoiceField& field, const ConfigValue& value);

/// A number as tables show it: one of a Result's table, over its rows' largest where a layer has several.
struct ShownColumn {
  std::string table, column, title;
  int decimals = 2;
  double scale = 1;  ///< 100 for a share in per cent
  std::string help{};
  /// The column of scalars.csv that measures the same while a run trains ("smoothness"): both are one column of a table
  /// of runs.
  std::string scalar{};
  std::optional<PublishedQuantity> published{};
};

/// The analysis whose maps the others read (AnalysisKind::ofMaps); the figure of its maps has the same name.
inline constexpr const char* kMapsAnalysis = "selectivity";

/// The NamedLines of an analysis of sentences: a CSV of their log-probabilities, a line a pair.
inline constexpr const char* kScoreLines = "scores";
/// Of a result's settings, where "data" is the place of its sentences: the stimuli whose results it stands beside.
inline constexpr const char* kBesideKey = "beside";

struct NetworkAnalysis;

/// A network as a picture names and colours it.
struct PlottedNetwork {
  std::string name;    ///< what distinguishes it from the others: "trained", "τ 10"
  std::string detail;  ///< "τ 10, seed 0"; may be empty
  PlotColour colour{};
  bool control = false;                    ///< a baseline, an untrained network
  const NetworkAnalysis* found = nullptr;  ///< never nullptr
};

/// A picture that an analysis makes of what it found in one or several networks.
struct PlotKind {
  std::string name;      ///< of its figure: "distance"
  std::string title;     ///< "Correlation and distance"
  bool ofLayer = false;  ///< it can show one layer; else always all of them
  /// Without series where nothing was found of it. `layer` empty: all layers.
  PlotSpec (*make)(const std::vector<PlottedNetwork>& networks, const std::string& layer) = nullptr;
};

/// A row of the table of analyses (core/analysis/analyses.h), as plain data.
struct AnalysisKind {
  std::string name;        ///< as `toponets analyse` takes it: "smoothness"
  std::string title;       ///< "Smoothness"
  bool contrasts = false;  ///< needs categories
  bool angles = false;     ///< needs gratings or bars
  bool ofMaps = false;     ///< needs only the maps of selectivity: where these are stored, no stimulus is shown
  bool takesMap = false;   ///< can be made of one map of a file, without a network (`--map`): its row has a `map`
  /// Needs the whole network and labelled images or text of its classes, whose loss and accuracy it measures; its rows
  /// belong to no layer (Result::ofNetwork).
  bool ofNetwork = false;
  /// It asks a network of language about sentences of a place of its own and is shown no stimuli: the key of the choice
  /// that names the place, "folder" or "text"; empty = it is shown stimuli. It may be of the whole network or of
  /// layers.
  std::string sentences{};
  /// It makes networks that can be saved (Engine::saveNetwork): the key of the choice that lists them, "amounts";
  /// empty = it makes none.
  std::string saves{};
  std::vector<ChoiceField> choices{};
  /// Choices, its own and others', that decide how maps of contrasts are shown for it; empty = its place is not among
  /// those maps.
  std::vector<std::string> viewChoices{};
  std::vector<ShownColumn> columns{};  ///< the controls stand beside the first one
  std::vector<MeanColumn> means{};
  std::vector<PlotKind> plots{};
  /// What was found, in one short line: "0.85, mean of 16 layers". Called where there is a result only.
  std::string (*summary)(const NetworkAnalysis& found, const Result& result) = nullptr;
};

/// The picture of this name of any of these and whose it is; nullptr = none.
struct FoundPlot {
  const AnalysisKind* analysis = nullptr;
  const PlotKind* plot = nullptr;
};
FoundPlot findPlot(const std::vector<AnalysisKind>& kinds, const std::string& name);
/// The field of this key in any of these; nullptr = none.
const ChoiceField* findChoice(const std::vector<AnalysisKind>& kinds, const std::string& key);

struct AnalysedLayer {
  std::string layer;
  std::int64_t height = 0, width = 0, units = 0;
  std::int64_t undefinedUnits = 0;  ///< of constant or non-finite responses
};

/// Which row of responses is whose: the rows of a stimulus follow each other, and so do the stimuli. An image has one
/// row; a sequence of a language model has one a position, or one for all where they were averaged.
struct ResponseRows {
  std::int64_t stimuli = 0, positions = 1;
  std::int64_t count() const { return stimuli * positions; }
  std::int64_t rowIndex(std::int64_t stimulus, std::int64_t position) const { return stimulus * positions + position; }
  bool operator==(const ResponseRows&) const = default;
};

/// Where there is nothing of the whole network in that column: none. Of a list of rows the one of this index.
std::optional<double> valueOfNetwork(const Result& result, const ShownColumn& column, std::size_t row = 0);

struct NetworkAnalysis {
  std::string network;               ///< "digits:1410", "resnet18 (file.pt)", "responses"
  std::int64_t step = -1;            ///< of a run's checkpoint; -1 = none
  std::string stimuli;               ///< DATA
  std::int64_t stimuliCount = 0;     ///< rows of responses
  ResponseRows rows;                 ///< the same by stimulus and position; of what is computed, not of what was stored
  std::vector<std::string> skipped;  ///< stimuli that could not be read: name and reason
  std::vector<std::string> remarks;  ///< on files that are not read and the like, a sentence each
  /// What limits the result (values that are not finite, constant units), one sentence each.
  std::vector<std::string> warnings;
  std::vector<std::string> categories;
  std::vector<Contrast> contrasts;
  AnalysisSettings settings;
  std::vector<AnalysedLayer> layers;  ///< in the model's order
  std::deque<Result> results;         ///< one an analysis; adding one moves no other
  std::string notStored;              ///< why it was not kept, one sentence, or empty; of this computation only

  bool empty() const { return results.empty(); }  ///< nothing was found, of layers or of the network
  const AnalysedLayer* find(const std::string& layer) const;
  /// nullptr where nothing was found of it.
  const Result* result(const std::string& analysis) const;
  /// The one of this analysis, added where it is missing; stays valid while others are added.
  Result& resultFor(const std::string& analysis);
  /// Quantities "CONTRAST.t", "CONTRAST.welch_t", "CONTRAST.d_prime", "preferred_degrees", "circular_variance"; nullptr
  /// = none.
  const SheetMap* map(const std::string& layer, const std::string& quantity) const;
  /// A layer's own number, e.g. ("smoothness", "fc1", "max_minus_min"); NaN where there is none.
  double number(const std::string& analysis, const std::string& layer, const std::string& column) const;
  /// Its mean over the layers where it is defined.
  double mean(const std::string& analysis, const std::string& column) const;
};

/// What stimuli are called in a list: DATA, or "…/floc/images" of a long place. UTF-8.
std::string stimuliName(const std::string& data);

/// A stimulus as a picture: RGB bytes, row-major.
struct StimulusPicture {
  std::string name, category;
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgb;
};

// Analyses as JSON: the answer of `toponets analyse WHAT` and the files of a run's results folder (cli.md):
// {"settings": every choice made, "layers": {LAYER: {...}}, "mean": {...}}. Undefined numbers are null. Any thread.
//
// A table's columns are members of its layer's object; those of a table with a name stand in a member of that name
// ("pinwheels.places" in two), as one object where the table is single, else as a list of objects. What belongs to a
// contrast stands in
// {"contrasts": {NAME: ...}}. Columns named "members" or ending in "unit" hold units of the layer's sheet. What is of
// the whole network stands in the document itself, beside "settings" and "mean": {"settings": ..., "rows": [...]}.

/// The part of `found` that belongs to one analysis. Maps are in it where its result prints them.
std::string formatAnalysis(const std::string& analysis, const NetworkAnalysis& found);
/// Adds what the text holds to `found` (layers by name). Throws UserError naming `sourceName` for a damaged one.
void parseAnalysis(const std::string& analysis, std::string_view json, const std::string& sourceName,
                   NetworkAnalysis& found);

/// The choices that an analysis reads, its defaults where nothing was chosen, and what follows from them.
std::vector<std::pair<std::string, ConfigValue>> choicesMade(const AnalysisKind& kind,
                                                             const AnalysisSettings& settings);
/// The settings that one analysis depends on, and no others, as one line of JSON: two runs of it with the same line and
/// the same input find the same.
std::string decidingSettings(const AnalysisKind& kind, const AnalysisSettings& settings);

}  // namespace studio
