// Integration windows over tau (the language half of figure 5): a row a layer, a column a group of runs, its first
// seed; how much more of a unit's window the exponential explains than the power law, on one scale in PRGn.
#include <algorithm>
#include <cmath>

#include "widgets/analysis/windows_maps.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/frame/tr.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

constexpr const char* kWindowsResult = "windows";
constexpr std::size_t kMostWindowsRows = 24, kMostWindowsColumns = 8;

/// Exponential less power law: 1 = the one alone, -1 = the other; undefined where nothing was fitted.
SheetMap termsMap(const WindowsRow& row) {
  SheetMap map = row.maps[std::size_t(WindowsMeasure::Exponential)];
  const SheetMap& power = row.maps[std::size_t(WindowsMeasure::Power)];
  map.quantity = kWindowTermsQuantity;
  for (std::size_t unit = 0; unit < map.values.size(); ++unit) map.values[unit] -= power.values[unit];
  return map;
}

void addWindowsColumn(MapGrid& grid, const BoardGroup& group, const std::string& wanted) {
  bool has = false;
  for (const WindowsRow& row : windowsRows(*group.members.front()->analysis(kWindowsResult))) {
    if (!wanted.empty() && row.layer != wanted) continue;
    const QString name = QString::fromStdString(row.layer);
    auto at = std::find(grid.rows.begin(), grid.rows.end(), name);
    if (at == grid.rows.end()) {
      if (grid.rows.size() == kMostWindowsRows) continue;
      grid.rowNotes.push_back(tr("%1 × %2").arg(row.height).arg(row.width));
      at = grid.rows.insert(grid.rows.end(), name);
    }
    grid.maps.push_back({.row = std::size_t(at - grid.rows.begin()),
                         .column = grid.columns.size(),
                         .map = termsMap(row),
                         .network = group.label});
    has = true;
  }
  if (has) grid.columns.push_back(QString::fromStdString(group.label));
}

PanelContent makeWindowsByTau(const PanelRequest& request) {
  PanelContent content;
  content.title = tr("Integration windows over τ");
  MapGrid grid;
  grid.quantity = kWindowTermsQuantity;
  grid.unit = quantityUnit(grid.quantity);
  grid.colours = "prgn";
  for (const BoardGroup& group : groupRuns(request.runs))
    if (group.members.front()->analysis(kWindowsResult) && grid.columns.size() < kMostWindowsColumns)
      addWindowsColumn(grid, group, request.panel.layer);
  content.missing = QString::fromStdString(
      missingResults(request.runs, kWindowsResult, "toponets analyse windows RUN --data text:FILE"));
  content.caption =
      tr("%1, of the first seed of each; how much more of a unit's window an exponential explains (green) than a "
         "power law (purple), 1 = all of it; one scale for all maps")
          .arg(content.title);
  if (grid.empty()) return content;
  grid.limit = 1;
  content.maps = std::make_shared<MapGrid>(std::move(grid));
  return content;
}

MapGridShape windowsShape(const std::vector<BoardSource>& sources) {
  std::vector<const BoardSource*> all;
  for (const BoardSource& source : sources) all.push_back(&source);
  MapGridShape shape{.columns = std::clamp<std::size_t>(groupRuns(all).size(), 1, kMostWindowsColumns)};
  for (const BoardSource& source : sources) {
    const NetworkAnalysis* found = source.analysis(kWindowsResult);
    if (!found || found->layers.size() <= shape.sheets.size()) continue;
    shape.sheets.clear();
    for (const AnalysedLayer& layer : found->layers) {
      shape.sheets.push_back(double(layer.height) / double(std::max<std::int64_t>(1, layer.width)));
      shape.letters = std::max(shape.letters, layer.layer.size());
    }
  }
  if (shape.sheets.empty()) shape.sheets.push_back(1);
  return shape;
}

}  // namespace

std::vector<PanelKind> windowsPanels() {
  PanelKind kind{.name = "windows_by_tau",
                 .title = tr("Integration windows over τ"),
                 .group = PanelGroup::Runs,
                 .make = makeWindowsByTau,
                 .shape = windowsShape};
  kind.columns = 12;
  kind.rows = 16;
  kind.ofLayer = true;
  kind.uses = {kWindowsResult};
  return {kind};
}

}  // namespace studio
