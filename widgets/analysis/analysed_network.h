// A network with results as plots, tables and figures take it: what it is called, its colour, what was found. And how
// numbers of analyses are written. GUI thread; values.
#pragma once
#include <QString>
#include <memory>
#include <vector>

#include "core/run/analysis_request.h"
#include "widgets/analysis/value_table.h"
#include "widgets/runs/run_data.h"

namespace studio {

class Analyses;

struct AnalysedNetwork {
  AnalysisNetwork::Kind kind = AnalysisNetwork::Kind::Trained;
  QString detail;                                ///< "τ 10, seed 0"
  int colour = 0;                                ///< index into Theme::runMark; an untrained network has none
  std::shared_ptr<const NetworkAnalysis> found;  ///< never nullptr
  QString source{};  ///< "run digits, config 1a2b3c4d": for the provenance of figures; may be empty
  /// "digits_tau10_s1:500", "3 seeds of digits_tau10_s0": of a source that a person added; else its kind says enough.
  QString addedName{};
  bool pinned = false;                                            ///< the others are compared with it
  std::vector<std::shared_ptr<const NetworkAnalysis>> members{};  ///< of a group: of each of its networks
};

/// Those that have results; the trained one in the colour of the open run.
std::vector<AnalysedNetwork> analysedNetworks(const Analyses& analyses);
/// The chosen layer where a network has results of it, else the first layer with results; empty = none.
std::string shownLayer(const Analyses& analyses, const std::vector<AnalysedNetwork>& networks);

/// As plots take them, an untrained network muted; they must outlive what is returned.
std::vector<PlottedNetwork> plottedNetworks(const std::vector<AnalysedNetwork>& networks);
/// A plot of these networks, groups of seeds with their spread; `layer` empty: all layers.
PlotSpec makePlot(const PlotKind& kind, const std::vector<AnalysedNetwork>& networks, const std::string& layer);

QString networkTitle(const AnalysedNetwork& network);  ///< "Trained", at the beginning of a row
QString networkName(const AnalysedNetwork& network);   ///< "trained", within a sentence
/// The detail's first part: "τ 10"; the kind where there is none.
QString shortName(const AnalysedNetwork& network);
/// What distinguishes it from the others: its kind, or its τ where several are trained ("τ 10") and of different
/// ones; an untrained one is always "untrained".
QString labelName(const std::vector<AnalysedNetwork>& networks, std::size_t index);

/// "0.84", "−0.40"; NaN is "undefined", in the language of the window.
QString valueText(double value, int decimals = 2);
/// A measure as the head of a column; `of` is what it is a measure of, empty: of the layer itself.
ValueColumn makeValueColumn(const ShownColumn& measure, const QString& of = {});
/// As a spreadsheet reads it: 12 digits, point, ASCII minus; NaN is empty.
QString plainText(double value);

// Networks as figures take them, from the results that runs have stored. Blocks on the disk; throws UserError for a
// damaged result.

/// The first run at the view's step (else the last that was analysed), further runs as baselines, and the first run
/// untrained where that was analysed. All saw the stimuli that the view names, else those of the first one's newest
/// result of `analysis`. Empty where it has no results.
std::vector<AnalysedNetwork> storedNetworks(const std::vector<RunData>& runs, const ViewState& view,
                                            const std::string& analysis);
/// The view's layer, else the last that was analysed; empty without networks.
std::string storedLayer(const std::vector<AnalysedNetwork>& networks, const ViewState& view);

/// "trained run digits, config 1a2b3c4d, step 1410, stimuli gratings; baseline ...": for figures of several networks.
QString provenanceText(const std::vector<AnalysedNetwork>& networks);

}  // namespace studio
