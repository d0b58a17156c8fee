#include "widgets/plots/curve.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

namespace studio {

const std::vector<CurveSpec>& curveSpecs() {
  static const std::vector<CurveSpec> specs = {
      {"task_loss", QT_TRANSLATE_NOOP("Curve", "Task loss"), &ScalarRow::taskLoss, &ScalarRow::validationLoss, 1, true},
      {"topo_loss", QT_TRANSLATE_NOOP("Curve", "Topo loss"), &ScalarRow::topoLoss, nullptr, 1, true},
      {"accuracy", QT_TRANSLATE_NOOP("Curve", "Accuracy, %"), &ScalarRow::trainAccuracy, &ScalarRow::validationAccuracy,
       100, false},
      {"smoothness", QT_TRANSLATE_NOOP("Curve", "Smoothness"), &ScalarRow::smoothness, nullptr, 1, false},
      {"dimensionality", QT_TRANSLATE_NOOP("Curve", "Dimensionality"), &ScalarRow::dimensionality, nullptr, 1, false},
      {"total_loss", QT_TRANSLATE_NOOP("Curve", "Total loss"), &ScalarRow::totalLoss, nullptr, 1, true},
      {"learning_rate", QT_TRANSLATE_NOOP("Curve", "Learning rate"), &ScalarRow::learningRate, nullptr, 1, true},
      {"tau", QT_TRANSLATE_NOOP("Curve", "τ"), &ScalarRow::tau, nullptr, 1, true},
  };
  return specs;
}

QString titleOf(const CurveSpec& spec) { return QCoreApplication::translate("Curve", spec.title); }

CurveRange rangeOf(const CurveSpec& spec, double low, double high) {
  const bool share = spec.factor == 100;
  if (!(low <= high)) return {0, 1};
  const bool within = low >= 0 && high <= 100;
  if (spec.fromZero && low >= 0) low = 0;
  if (high - low >= 1e-12) return {low, high};
  const double room = std::max(share ? 5.0 : 1e-3, 0.1 * std::abs(low));
  low = spec.fromZero ? low : low - room;
  high += room;
  return share && within ? CurveRange{std::max(low, 0.0), std::min(high, 100.0)} : CurveRange{low, high};
}

std::vector<CurveLine> linesOf(const CurveSpec& spec, const std::vector<ScalarRow>& rows, CurveAxis axis) {
  std::vector<CurveLine> lines;
  const auto add = [&](double ScalarRow::*value, const char* name, bool validation) {
    if (!value) return;
    CurveLine line{QCoreApplication::translate("Curve", name), validation, {}, {}};
    for (const ScalarRow& row : rows) {
      if (!std::isfinite(row.*value)) continue;
      line.x.push_back(axis == CurveAxis::Step ? double(row.step) : axis == CurveAxis::Epoch ? row.epoch : row.seconds);
      line.y.push_back(row.*value * spec.factor);
    }
    if (!line.x.empty()) lines.push_back(std::move(line));
  };
  add(spec.training, QT_TRANSLATE_NOOP("Curve", "training"), false);
  add(spec.validation, QT_TRANSLATE_NOOP("Curve", "validation"), true);
  return lines;
}

QString curveNumber(double value) {
  const double size = std::abs(value);
  if (size != 0 && (size < 1e-3 || size >= 1e5)) return QString::number(value, 'g', 3);
  return QString::number(value, 'f', size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4);
}

std::vector<double> movingAverage(const std::vector<double>& values, double weight) {
  std::vector<double> result;
  result.reserve(values.size());
  double sum = 0, norm = 0;
  for (const double value : values) {
    sum = weight * sum + (1 - weight) * value;
    norm = weight * norm + (1 - weight);  // 1 - weight^n: without it the curve would start near 0
    result.push_back(sum / norm);
  }
  return result;
}

}  // namespace studio
