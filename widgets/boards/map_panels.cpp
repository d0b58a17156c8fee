// Maps of contrasts on one scale: over tau in one layer (a row a group, its first seed; as the paper's figure 3), and
// of one network layer by layer (figure 5A). Patches are outlined as the analysis has found them, else by the same
// rule. Where no selectivity is stored, maps by layer are those that training has stored.
#include <algorithm>
#include <cmath>

#include "widgets/analysis/outlines.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/boards/ready_boards.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

constexpr std::size_t kMostGridRows = 16, kMostGridColumns = 12;

/// Maps, statistic and contrasts of one network.
struct NetworkMaps {
  const BoardSource* source = nullptr;
  const NetworkAnalysis* found = nullptr;
  std::string statistic;

  const SheetMap* map(const std::string& layer, const std::string& contrast) const {
    return found->map(layer, mapQuantity(contrast, statistic));
  }
};

std::optional<NetworkMaps> findNetworkMaps(const BoardSource& source) {
  const NetworkAnalysis* found = source.analysis(kMapsAnalysis);
  if (!found || found->layers.empty() || found->contrasts.empty()) return std::nullopt;
  return NetworkMaps{&source, found, found->settings.statistic()};
}

/// Those that were asked for, in the order of the analysis; all where none was.
std::vector<std::string> wantedContrasts(const NetworkMaps& maps, const BoardPanel& panel) {
  std::vector<std::string> names;
  for (const Contrast& contrast : maps.found->contrasts) {
    const bool wanted = panel.contrasts.empty() || std::find(panel.contrasts.begin(), panel.contrasts.end(),
                                                             contrast.name) != panel.contrasts.end();
    if (wanted && names.size() < kMostGridColumns) names.push_back(contrast.name);
  }
  return names;
}

std::vector<ShownPatch> outlinedIn(const NetworkMaps& maps, const SheetMap& map, const std::string& contrast) {
  const NetworkAnalysis* own = maps.source->analysis("patches");
  if (own)
    if (auto stored = patchesIn(*own, map.layer, contrast)) return stored->list;
  const OutlineRule rule = outlineRule(maps.found->settings, map.height, map.width);
  return findOutlined(map, rule).list;
}

GridMap gridMap(std::size_t row, std::size_t column, const SheetMap& map, const std::string& network) {
  return {.row = row, .column = column, .map = map, .network = network};
}

QString sizeText(const AnalysedLayer& layer) { return tr("%1 × %2").arg(layer.height).arg(layer.width); }

/// A row of the grid: all contrasts of a layer of a network.
void addRow(MapGrid& grid, const NetworkMaps& maps, const std::string& layer, const std::vector<std::string>& contrasts,
            const std::string& name) {
  const std::size_t row = grid.rows.size() - 1;
  for (std::size_t column = 0; column < contrasts.size(); ++column) {
    const SheetMap* map = maps.map(layer, contrasts[column]);
    if (!map) continue;
    grid.maps.push_back(gridMap(row, column, *map, name));
    grid.maps.back().outlined = outlinedIn(maps, *map, contrasts[column]);
  }
}

MapGrid startGrid(const NetworkMaps& first, const std::vector<std::string>& contrasts, const PanelRequest& request) {
  MapGrid grid;
  for (const std::string& contrast : contrasts) grid.columns.push_back(categoryTitle(contrast));
  grid.quantity = mapQuantity(contrasts.front(), first.statistic);
  grid.unit = statisticText(first.statistic);
  grid.colours = request.style.mapColours;
  return grid;
}

void finish(PanelContent& content, MapGrid grid) {
  if (grid.empty()) return;
  grid.limit = grid.largest();
  content.maps = std::make_shared<MapGrid>(std::move(grid));
}

/// What the colours are, by the statistic of the analysis.
QString statisticNote(const std::string& statistic) {
  const ContrastStatistic* known = findStatistic(statistic);
  return tr("colours: %1").arg(engineText(known ? known->note : statistic));
}

/// What lacks maps of contrasts, and how to make them.
QString missingMaps(const PanelRequest& request) {
  return QString::fromStdString(
      missingResults(request.runs, kMapsAnalysis, std::string("toponets analyse ") + kMapsAnalysis + " RUN"));
}

QString outlineNote(const NetworkMaps& maps, const AnalysedLayer& layer) {
  return tr("line: %1").arg(outlineText(outlineRule(maps.found->settings, layer.height, layer.width), maps.statistic));
}

const AnalysedLayer* layerFor(const NetworkMaps& maps, const std::string& wanted) {
  if (const AnalysedLayer* layer = maps.found->find(wanted)) return layer;
  return &maps.found->layers.back();
}

/// Groups whose first seed was not analysed have no row.
void sayLacking(PanelContent& content, const PanelRequest& request) {
  std::size_t lacking = 0;
  const std::vector<BoardGroup> groups = groupRuns(request.runs);
  for (const BoardGroup& group : groups) lacking += !findNetworkMaps(*group.members.front());
  if (lacking > 0)
    content.caption +=
        QStringLiteral(". ") + tr("Not measured: %1 of %2 configurations").arg(lacking).arg(groups.size());
}

PanelContent makeMapsByTau(const PanelRequest& request) {
  PanelContent content;
  content.title = tr("Selectivity over τ");
  content.missing = missingMaps(request);
  std::optional<MapGrid> grid;
  std::vector<std::string> contrasts;
  const AnalysedLayer* layer = nullptr;
  QString statistic;
  for (const BoardGroup& group : groupRuns(request.runs)) {
    const auto maps = findNetworkMaps(*group.members.front());
    if (!maps || (grid && grid->rows.size() == kMostGridRows)) continue;
    if (!grid) {
      contrasts = wantedContrasts(*maps, request.panel);
      if (contrasts.empty()) continue;
      layer = layerFor(*maps, request.panel.layer);
      grid = startGrid(*maps, contrasts, request);
      grid->note = outlineNote(*maps, *layer);
      statistic = statisticNote(maps->statistic);
    }
    grid->rows.push_back(QString::fromStdString(group.label));
    addRow(*grid, *maps, layer->layer, contrasts, group.label);
  }
  if (!grid) return content;
  content.title = tr("Selectivity in %1, %2").arg(QString::fromStdString(layer->layer), sizeText(*layer));
  content.caption = tr("%1, over τ, of the first seed of each%2; one scale for all maps; %3; %4")
                        .arg(content.title, stimuliText(request.runs, kMapsAnalysis), statistic, grid->note);
  sayLacking(content, request);
  finish(content, std::move(*grid));
  return content;
}

/// The run that maps by layer are of: of the largest tau that has any.
std::optional<std::pair<BoardGroup, NetworkMaps>> mostTopographic(const PanelRequest& request) {
  std::optional<std::pair<BoardGroup, NetworkMaps>> found;
  for (BoardGroup& group : groupRuns(request.runs))
    if (auto maps = findNetworkMaps(*group.members.front()); maps && (!found || group.tau >= found->first.tau))
      found.emplace(std::move(group), *maps);
  return found;
}

PanelContent makeMapsByLayer(const PanelRequest& request) {
  PanelContent content;
  content.title = tr("Selectivity by layer");
  const auto chosen = mostTopographic(request);
  if (!chosen) {
    content.missing = missingMaps(request);
    return content;
  }
  const auto& [group, maps] = *chosen;
  const std::vector<std::string> contrasts = wantedContrasts(maps, request.panel);
  if (contrasts.empty()) return content;
  MapGrid grid = startGrid(maps, contrasts, request);
  for (const AnalysedLayer& layer : maps.found->layers) {
    if (!request.panel.layer.empty() && layer.layer != request.panel.layer) continue;
    if (grid.rows.size() == kMostGridRows) break;
    grid.rows.push_back(QString::fromStdString(layer.layer));
    grid.rowNotes.push_back(sizeText(layer));
    addRow(grid, maps, layer.layer, contrasts, group.label);
  }
  content.title = tr("Selectivity by layer, %1").arg(QString::fromStdString(group.label));
  const auto& layers = maps.found->layers;
  grid.note = outlineNote(maps, layers.back());
  if (outlineNote(maps, layers.front()) != grid.note)  // the least patch follows the size of the sheet
    grid.note += tr(" (in %1)").arg(QString::fromStdString(layers.back().layer));
  content.caption = tr("%1, seed %2%3; one scale for all maps; %4; %5")
                        .arg(content.title)
                        .arg(group.members.front()->run.config.train.seed)
                        .arg(stimuliText({maps.source}, kMapsAnalysis), statisticNote(maps.statistic), grid.note);
  finish(content, std::move(grid));
  return content;
}

/// A readout without TopoLoss is no sheet of interest where others have one.
bool isDrawn(const BoardSource& source, const std::string& layer) {
  const auto hasLoss = [](const LayerInfo& each) { return each.topo; };
  const auto& layers = source.run.layers;
  if (std::none_of(layers.begin(), layers.end(), hasLoss)) return true;
  return std::any_of(layers.begin(), layers.end(),
                     [&](const LayerInfo& each) { return each.name == layer && each.topo; });
}

/// What training has stored, a column a group: cosine to the blur, norm, or a class of the probe.
PanelContent makeStoredMaps(const PanelRequest& request) {
  PanelContent content;
  MapGrid grid;
  grid.quantity = request.panel.quantity.empty() ? std::string(kCosineQuantity) : request.panel.quantity;
  grid.unit = quantityUnit(grid.quantity);
  grid.colours = request.style.mapColours;
  content.title = tr("Maps over τ: %1").arg(quantityTitle(grid.quantity));
  for (const BoardGroup& group : groupRuns(request.runs)) {
    const auto& snapshot = group.members.front()->run.snapshot;
    if (!snapshot || grid.columns.size() == kMostGridColumns) continue;
    bool has = false;
    for (const SheetMap& map : snapshot->maps) {
      const bool wanted =
          request.panel.layer.empty() ? isDrawn(*group.members.front(), map.layer) : map.layer == request.panel.layer;
      if (map.quantity != grid.quantity || !wanted) continue;
      const QString layer = QString::fromStdString(map.layer);
      auto row = std::find(grid.rows.begin(), grid.rows.end(), layer);
      if (row == grid.rows.end()) {
        if (grid.rows.size() == kMostGridRows) continue;
        grid.rowNotes.push_back(tr("%1 × %2").arg(map.height).arg(map.width));
        row = grid.rows.insert(grid.rows.end(), layer);
      }
      grid.maps.push_back(gridMap(std::size_t(row - grid.rows.begin()), grid.columns.size(), map, group.label));
      has = true;
    }
    if (has) grid.columns.push_back(QString::fromStdString(group.label));
  }
  content.caption = tr("%1, as stored while training; one scale for all maps").arg(content.title);
  if (grid.empty()) content.missing = tr("None of these runs has stored maps of %1.").arg(quantityTitle(grid.quantity));
  finish(content, std::move(grid));
  return content;
}

// How high the grids are.

std::vector<BoardGroup> allGroups(const std::vector<BoardSource>& sources) {
  std::vector<const BoardSource*> all;
  for (const BoardSource& source : sources) all.push_back(&source);
  return groupRuns(all);
}

std::size_t mostContrasts(const std::vector<BoardSource>& sources) {
  std::size_t contrasts = 1;
  for (const BoardSource& source : sources)
    if (const NetworkAnalysis* found = source.analysis(kMapsAnalysis))
      contrasts = std::clamp<std::size_t>(found->contrasts.size(), contrasts, kMostGridColumns);
  return contrasts;
}

/// A row a group, all of the last analysed layer.
MapGridShape shapeByTau(const std::vector<BoardSource>& sources) {
  const auto groups = allGroups(sources);
  const std::vector<double> sheets = analysedSheets(sources);
  MapGridShape shape{.columns = mostContrasts(sources)};
  for (const BoardGroup& group : groups) shape.letters = std::max(shape.letters, group.label.size());
  shape.sheets.assign(std::max<std::size_t>(1, groups.size()), sheets.empty() ? 1 : sheets.back());
  return shape;
}

MapGridShape shapeByLayer(const std::vector<BoardSource>& sources) {
  MapGridShape shape{mostContrasts(sources), analysedSheets(sources)};
  for (const BoardSource& source : sources)
    if (const NetworkAnalysis* found = source.analysis(kMapsAnalysis))
      for (const AnalysedLayer& layer : found->layers) shape.letters = std::max(shape.letters, layer.layer.size());
  return shape;
}

/// Layers with TopoLoss, which are drawn, where there are any.
MapGridShape storedShape(const std::vector<BoardSource>& sources) {
  MapGridShape shape{.columns = std::clamp<std::size_t>(allGroups(sources).size(), 1, kMostGridColumns)};
  if (sources.empty()) return shape;
  for (const LayerInfo& layer : sources.front().run.layers) {
    if (!isDrawn(sources.front(), layer.name)) continue;
    shape.sheets.push_back(double(layer.height) / double(layer.width));
    shape.letters = std::max(shape.letters, layer.name.size());
  }
  return shape;
}

PanelKind mapsKind(const char* name, const QString& title, PanelContent (*make)(const PanelRequest&),
                   MapGridShape (*shape)(const std::vector<BoardSource>&)) {
  PanelKind kind{.name = name, .title = title, .group = PanelGroup::Runs, .make = make, .shape = shape};
  kind.columns = 12;
  kind.rows = 16;
  kind.ofLayer = true;
  return kind;
}

}  // namespace

std::vector<PanelKind> mapPanels() {
  std::vector<PanelKind> kinds{mapsKind("maps_by_tau", tr("Selectivity over τ"), makeMapsByTau, shapeByTau),
                               mapsKind("maps_by_layer", tr("Selectivity by layer"), makeMapsByLayer, shapeByLayer),
                               mapsKind("stored_maps_by_tau", tr("Stored maps over τ"), makeStoredMaps, storedShape)};
  kinds[0].uses = kinds[1].uses = {kMapsAnalysis, "patches"};
  kinds[0].ofContrasts = kinds[1].ofContrasts = kinds[2].ofMaps = true;
  return kinds;
}

}  // namespace studio
