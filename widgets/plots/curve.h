// Which scalars make which plot: the one description that the monitor, the Curves view and the figures draw from.
#pragma once
#include <QString>
#include <vector>

#include "widgets/runs/run_data.h"

namespace studio {

/// A line: points (x, y) without NaN, ascending x.
struct CurveLine {
  QString name;             ///< "training", "validation"
  bool validation = false;  ///< drawn in the text's colour, with dots
  std::vector<double> x, y;
};

struct CurveSpec {
  const char* id;                 ///< "task_loss"
  const char* title;              ///< source text of tr()
  double ScalarRow::*training;    ///< nullptr = none
  double ScalarRow::*validation;  ///< nullptr = none
  double factor;                  ///< 100 for percent
  bool fromZero;
};

struct CurveRange {
  double low = 0, high = 1;
};
/// The limits of an axis for values from `low` to `high` (low > high: none): from 0 where that is the natural floor,
/// room around values that are all the same, a share within 0 to 100 %.
CurveRange rangeOf(const CurveSpec& spec, double low, double high);

/// task loss, topo loss, accuracy, smoothness, dimensionality, total loss, learning rate, tau.
const std::vector<CurveSpec>& curveSpecs();
QString titleOf(const CurveSpec& spec);
enum class CurveAxis { Step, Epoch, Seconds };
std::vector<CurveLine> linesOf(const CurveSpec& spec, const std::vector<ScalarRow>& rows,
                               CurveAxis axis = CurveAxis::Step);
/// "0.0449", "93.5"
QString curveNumber(double value);

/// Exponential moving average with the start's bias taken out, over all points: a constant stays itself, and a value
/// depends only on the points before it. weight 0 = the values themselves.
std::vector<double> movingAverage(const std::vector<double>& values, double weight);

}  // namespace studio
