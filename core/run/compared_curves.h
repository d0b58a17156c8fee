// One scalar of several sources as curves over each other: along steps, epochs, time or the share of the run; of
// several seeds their mean with a band; and the difference of all to one of them. Pure functions; any thread.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/run/plot_spec.h"
#include "core/run/scalars.h"

namespace studio {

/// What runs along x. Share: of the steps that the run is to have, 0 to 100 per cent.
enum class CompareAxis { Step, Epoch, Seconds, Share };

/// The rows of one seed.
struct CurveMember {
  std::string name{};
  std::shared_ptr<const std::vector<ScalarRow>> rows{};
  std::int64_t steps = 0;  ///< of the whole run; 0 = up to its last row
};

struct CurveSource {
  std::string name{};   ///< under the pointer: "mlp, τ 10"
  std::string label{};  ///< at the end of its line: "τ 10"
  PlotColour colour{};
  std::string data{};  ///< what it was trained on
  std::vector<CurveMember> members{};
  bool pinned = false;
};

struct CompareChoice {
  CompareAxis axis = CompareAxis::Step;
  double smoothing = 0;     ///< weight of an exponential moving average, 0 = off
  bool difference = false;  ///< y is the difference to the pinned source; without one as if false
};

/// A curve: x rises, y is finite; low and high are mean ± one standard deviation (n - 1), empty for one seed.
struct MeanCurve {
  std::vector<double> x, y, low, high;
  std::size_t n = 0;  ///< seeds that have it
};
/// Between their first common and last common x, at the x of the first seed there; the others are taken linearly
/// between their own points, so that seeds which log at the same steps are averaged as they are.
MeanCurve meanCurve(const CurveSource& source, const std::string& scalar, const CompareChoice& choice);
/// `curve` minus `base`, where both are.
MeanCurve curveDifference(const MeanCurve& curve, const MeanCurve& base);

/// Scalars that one of these has a value of: those of every run first. Without step, epoch and seconds.
std::vector<ScalarColumn> comparedScalars(const std::vector<CurveSource>& sources);
/// Sources of several data sets say in their labels whose they are, and their differences to a pinned source of other
/// data are left out; the caption says both. Without series where nothing has a value.
PlotSpec comparedCurves(const std::string& scalar, const std::vector<CurveSource>& sources,
                        const CompareChoice& choice = {});

}  // namespace studio
