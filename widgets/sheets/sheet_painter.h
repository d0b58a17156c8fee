// Draws a sheet and a colour bar with QPainter (for the flat view, thumbnails, figures), coloured as is chosen. No
// widget, any thread's painter.
#pragma once
#include <QPainter>

#include "widgets/runs/run_data.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {

/// How values become colours.
struct MapDisplay {
  const ColourMap* colours = nullptr;
  Limits limits;
  double threshold = 0;
  const Theme* theme = nullptr;
  double percentile = 100;  ///< of the |values| that the limits hold; 100 = all, or they were chosen by hand
  bool ofAllSteps = false;  ///< the limits are those of all stored steps of the run
  bool held = false;        ///< they stay while those of the live maps are within kLiveSlack of them
};
/// "99 %", or empty where the limits hold everything: what a colour bar says beside its unit.
QString percentileText(const MapDisplay& display);
/// "all steps", or empty where the limits are those of what is shown: a colour bar says it below that.
QString stepsText(const MapDisplay& display);

/// The largest rectangle of square cells for a sheet, centred in `area`; whole pixels a cell where there is space.
QRectF sheetRect(const QRectF& area, std::int64_t height, std::int64_t width);
/// Cells fill `rect`; a hairline gap of Role::Panel from 6 px a cell upwards (gaps = false for figures).
void drawSheet(QPainter& painter, const QRectF& rect, const SheetMap& map, const MapDisplay& display, bool gaps = true);
/// Strokes over the cells that have no colour of their own (NaN, below the threshold), so that grey is never taken for
/// a value. Cells of few px have none of their own: there a map that is grey all over is hatched as one.
void drawHatch(QPainter& painter, const QRectF& rect, const SheetMap& map, const MapDisplay& display);
/// Strokes all over a shape: a sheet without a value, seen from the side.
void hatchShape(QPainter& painter, const QPolygonF& shape, const Theme& theme);
/// A sheet without a value, as where a map was not measured.
SheetMap undefinedMap(const LayerInfo& layer, const std::string& quantity);
/// The bar alone, low at the bottom.
void drawColourBar(QPainter& painter, const QRectF& rect, const MapDisplay& display);
/// Values beyond locked limits are never cut off without a sign: an arrow at each end of the bar.
void drawBeyondArrows(QPainter& painter, const QRectF& bar, const Theme& theme, double side = 4);
/// Five values from the top of the bar to its bottom.
QStringList barTickTexts(const Limits& limits, bool sign);
/// Marks right of the bar and the texts beside them, in the painter's pen and font, ending `space` px from the bar.
/// Of the texts beside a bar of this height every so manieth is drawn, so that none lies over another.
int barTickStep(int texts, double height);
void drawBarTicks(QPainter& painter, const QRectF& bar, const QStringList& texts, double space);
/// Units that have no colour (NaN or below the threshold), and units whose value lies beyond the limits.
struct LeftOut {
  int uncoloured = 0, beyond = 0;
};
LeftOut leftOut(const SheetMap& map, const MapDisplay& display);
/// A value as the bar prints it: enough digits to distinguish the limits, U+2212 for minus.
QString limitText(double value, const Limits& limits, bool sign);

// From what is chosen (ViewState) to how maps are coloured.

/// Limits and what is hidden were set for values of one quantity and mean nothing for another; those of contrasts are
/// in the same units.
inline void chooseQuantity(ViewState& view, const std::string& quantity) {
  const bool sameUnits = view.quantity == quantity || (isContrast(view.quantity) && isContrast(quantity));
  view.quantity = quantity;
  if (sameUnits) return;
  view.limitsLocked = false;
  view.threshold = 0;
}

/// A step of the run's stored ones is looked at: so that one sees maps form, all steps have the same limits, as soon as
/// their ranges have been read.
inline bool takesAllSteps(const ViewState& view, const StoredRanges* ranges) {
  return !view.limitsLocked && !view.followLive && ranges && ranges->complete();
}

/// The robust limit that is held while live maps come; nullopt where limits are exact.
inline std::optional<double> heldLimit(const ViewState& view, const StoredRanges* ranges) {
  if (!ranges || view.limitsLocked || !view.followLive || view.percentile != kRobustPercentile) return std::nullopt;
  return ranges->heldMagnitude(view.quantity, view.layerAlone ? view.layer : std::string());
}

/// Limits: the locked ones, else the largest |value|, or its percentile, over all maps that are shown on one scale:
/// those of the snapshot, or of all `ranges` where a stored step is looked at; of the chosen layer or of all of them.
/// The percentile of live maps is held: it changes only when theirs is more than a tenth off (kLiveSlack).
inline Limits limitsInForce(const ViewState& view, const Snapshot* snapshot, const StoredRanges* ranges = nullptr) {
  if (view.limitsLocked) return {view.limitLow, view.limitHigh};
  const std::string layer = view.layerAlone ? view.layer : std::string();
  if (takesAllSteps(view, ranges))
    return limitsAround(view.quantity, ranges->magnitude(view.quantity, view.percentile, layer));
  if (const auto held = heldLimit(view, ranges)) return limitsAround(view.quantity, *held);
  return snapshot ? findLimits(*snapshot, view.quantity, view.percentile, layer) : Limits{};
}
inline Limits limitsInForce(const ViewState& view, const RunData& run) {
  return limitsInForce(view, run.snapshot.get(), &run.ranges);
}

inline MapDisplay makeMapDisplay(const ViewState& view, const Snapshot* snapshot, const Theme& theme,
                                 const StoredRanges* ranges = nullptr) {
  return {&colourMapFor(view.colours, view.quantity, theme),
          limitsInForce(view, snapshot, ranges),
          view.threshold,
          &theme,
          view.limitsLocked ? 100 : view.percentile,
          takesAllSteps(view, ranges),
          heldLimit(view, ranges).has_value()};
}
inline MapDisplay makeMapDisplay(const ViewState& view, const RunData& run, const Theme& theme) {
  return makeMapDisplay(view, run.snapshot.get(), theme, &run.ranges);
}

}  // namespace studio
