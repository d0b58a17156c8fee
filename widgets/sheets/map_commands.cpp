// The commands of the Maps menu (map_display.h): each turns what is chosen (ViewState) into what is chosen next.
#include <algorithm>

#include "core/run/snapshot.h"
#include "widgets/frame/tr.h"
#include "widgets/sheets/colour_maps.h"
#include "widgets/sheets/map_display.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

namespace {

/// The index `by` places on, kept inside 0..count-1; -1 where there is nothing.
std::int64_t moved(std::int64_t index, int by, std::size_t count) {
  if (count == 0) return -1;
  return std::clamp<std::int64_t>(index + by, 0, std::int64_t(count) - 1);
}

}  // namespace

void stepLayer(RunMonitor& monitor, int by) {
  const auto& layers = monitor.data().layers;
  ViewState view = monitor.view();
  const auto at =
      std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& layer) { return layer.name == view.layer; });
  const auto next = moved(at == layers.end() ? 0 : at - layers.begin(), by, layers.size());
  if (next < 0 || layers[next].name == view.layer) return;
  view.layer = layers[next].name;
  view.unit = -1;
  monitor.setView(view);
}

void stepSnapshot(RunMonitor& monitor, int by) {
  const auto& steps = monitor.data().mapSteps;
  ViewState view = monitor.view();
  // What was asked for counts, not what has been read from the disk so far: a held key must not lose steps.
  const std::int64_t newest = monitor.data().snapshot ? monitor.data().snapshot->step : 0;
  const std::int64_t shown = view.followLive ? newest : view.step;
  auto at = std::lower_bound(steps.begin(), steps.end(), shown);  // a live snapshot may lie between two stored ones
  const bool between = at == steps.end() || *at != shown;
  const auto next = moved(at - steps.begin() - (between && by > 0 ? 1 : 0), by, steps.size());
  if (next < 0) return;
  view.followLive = false;
  view.step = steps[next];
  monitor.setView(view);
}

void toggleLive(RunMonitor& monitor) {
  ViewState view = monitor.view();
  view.followLive = !view.followLive;
  if (!view.followLive && monitor.data().snapshot) {
    const auto& steps = monitor.data().mapSteps;
    const auto after = std::upper_bound(steps.begin(), steps.end(), monitor.data().snapshot->step);
    if (after == steps.begin()) return;  // nothing stored yet
    view.step = *(after - 1);
  }
  monitor.setView(view);
}

void toggleLimitsLock(RunMonitor& monitor) {
  ViewState view = monitor.view();
  if (!view.limitsLocked && monitor.data().snapshot) {
    const Limits limits = limitsInForce(view, monitor.data());
    view.limitLow = limits.low;
    view.limitHigh = limits.high;
  }
  view.limitsLocked = !view.limitsLocked;
  monitor.setView(view);
}

void resetLimits(RunMonitor& monitor) {
  ViewState view = monitor.view();
  view.limitsLocked = false;
  view.percentile = 100;
  view.layerAlone = false;
  view.threshold = 0;
  monitor.setView(view);
}

void toggleRobustLimits(RunMonitor& monitor) {
  ViewState view = monitor.view();
  view.percentile = view.percentile < 100 && !view.limitsLocked ? 100 : kRobustPercentile;
  view.layerAlone = false;
  view.limitsLocked = false;
  monitor.setView(view);
}

void stepQuantity(RunMonitor& monitor, int by) {
  const auto quantities = monitor.quantities();
  ViewState view = monitor.view();
  const auto at = std::find(quantities.begin(), quantities.end(), view.quantity);
  const auto next = moved(at == quantities.end() ? 0 : at - quantities.begin(), by, quantities.size());
  if (next < 0) return;
  chooseQuantity(view, quantities[next]);
  monitor.setView(view);
}

QString goToUnit(RunMonitor& monitor, const QString& address) {
  const qsizetype colon = address.lastIndexOf(QLatin1Char(':'));
  const std::string name = address.left(colon < 0 ? 0 : colon).trimmed().toStdString();
  bool isNumber = false;
  const qlonglong unit = address.mid(colon + 1).trimmed().toLongLong(&isNumber);
  for (const LayerInfo& layer : monitor.data().layers) {
    if (layer.name != name && !(name.empty() && layer.name == monitor.view().layer)) continue;
    if (!isNumber || unit < 0 || unit >= layer.units)
      return tr("%1 has the units 0 to %2.").arg(QString::fromStdString(layer.name)).arg(layer.units - 1);
    ViewState view = monitor.view();
    view.layer = layer.name;
    view.unit = unit;
    monitor.setView(view);
    return {};
  }
  return tr("There is no layer called %1 in this run; write an address as layer:unit, for example %2:0.")
      .arg(QString::fromStdString(name), monitor.data().layers.empty()
                                             ? QStringLiteral("fc1")
                                             : QString::fromStdString(monitor.data().layers.front().name));
}

}  // namespace studio
