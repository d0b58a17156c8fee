// Which scalars of a run make which plot: the one description that the monitor, the Curves view and the figures draw
// from.
#pragma once
#include <QString>
#include <cstdint>
#include <vector>

#include "core/run/plot_spec.h"
#include "core/run/scalars.h"
#include "core/run/snapshot.h"

namespace studio {

/// The run of a curve, as it is named and coloured.
struct CurveRun {
  QString name;
  int colour = 0;  ///< index into Theme::runMark
  const std::vector<ScalarRow>* rows = nullptr;
  const std::vector<std::int64_t>* mapSteps = nullptr;  ///< of its stored snapshots, ascending; nullptr = not known
};

/// At which rows a value is measured. A line goes on over rows where it was not to be, and has a gap where it is
/// missing.
enum class Cadence {
  Rows,      ///< at each
  SomeRows,  ///< at some of them, as validation
  Maps       ///< with the stored snapshots: points, joined by a thin line where no snapshot between lacks it
};
struct CurveSpec {
  std::string id;  ///< "task_loss"
  QString title;   ///< "Accuracy"
  double ScalarRow::*training = nullptr;
  double ScalarRow::*validation = nullptr;
  bool percent = false;  ///< a share, 0..1
  bool fromZero = false;
  Cadence cadence = Cadence::Rows;  ///< of the training values
  std::string further{};            ///< a column that a loss or measure has added, in place of the members
  /// Which layers its values are means over.
  enum class Over { Nothing, TopoLayers, ProbedLayers } over = Over::Nothing;
};
/// Task loss, topo loss, weight norm (where one of these runs has it), accuracy, smoothness, dimensionality, total
/// loss, learning rate, tau; then a curve for each further column that holds a value in one of these runs.
std::vector<CurveSpec> curveSpecs(const std::vector<CurveRun>& runs = {});
/// "Accuracy, %"
QString makeTitle(const CurveSpec& spec);

enum class CurveAxis { Step, Epoch, Seconds };
struct CurveChoice {
  CurveAxis axis = CurveAxis::Step;
  double smoothing = 0;  ///< weight of an exponential moving average over the training values; 0 = off
  QString prefix{};      ///< said before the newest value of a plot with one line: "mean of 16 layers"
};
/// What a curve's values are means over, for CurveChoice::prefix: "mean of 2 layers", those with TopoLoss or all where
/// none has. Empty where it is one layer, or nothing of layers.
QString meanText(const CurveSpec& spec, const std::vector<LayerInfo>& layers);

/// Training in the run's colour, validation in the text's; of several runs it is dashed, and a legend names them. Raw
/// values stay visible, thin, under smoothed ones. Without series where no run has a value.
PlotSpec curvePlot(const CurveSpec& spec, const std::vector<CurveRun>& runs, const CurveChoice& choice = {});

/// What the labels of a plot of one run say of the moment `x`, in words and short: the last values that were measured
/// until then, each with the moment at which it was, "validation 0.483 at step 550", "0.483 at step 550".
std::vector<std::pair<QString, QString>> curveReadings(const PlotSpec& plot, const CurveSpec& spec,
                                                       const CurveChoice& choice, double x);

/// Exponential moving average with the start's bias taken out, over all points: a constant stays itself, and a value
/// depends only on the points before it; what is undefined stays so and counts for nothing. weight 0 = the values
/// themselves.
std::vector<double> movingAverage(const std::vector<double>& values, double weight);

}  // namespace studio
