// The sheets beside the table of the view "Differences" (differences_view.h): of the layer whose tensor is chosen.
#include <QSignalBlocker>
#include <algorithm>

#include "widgets/compare/compared_export.h"
#include "widgets/compare/compared_sheets_view.h"
#include "widgets/compare/differences_view.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/sheets/colour_bar.h"

namespace studio {
namespace {

/// "layer4.1.conv2" of "layer4.1.conv2.weight".
std::string layerName(const std::string& tensor) { return tensor.substr(0, tensor.rfind('.')); }

}  // namespace

/// The first tensor whose layer has a sheet in both; while that is being read, and where none has one, the first.
int DifferencesView::firstWithSheets(const Record& a, const Record& b) {
  const SourceMoment first = lastMoment(a), second = lastMoment(b);
  const auto has = [](const SourceMoment& of, const std::string& layer) {
    return of.snapshot && of.snapshot->find(layer, kNormQuantity);
  };
  for (std::size_t row = 0; row < difference_->tensors.size(); ++row)
    if (const std::string layer = layerName(difference_->tensors[row].name); has(first, layer) && has(second, layer))
      return int(row);
  return 0;
}

/// The row that a person has chosen, else the first one of which there is something to see.
void DifferencesView::chooseTensor(const Record& a, const Record& b) {
  if (!difference_ || difference_->tensors.empty() || !isListed_) return;
  const auto& tensors = difference_->tensors;
  const auto chosen =
      std::find_if(tensors.begin(), tensors.end(), [this](const auto& each) { return each.name == tensor_; });
  const int row = chosen == tensors.end() ? firstWithSheets(a, b) : int(chosen - tensors.begin());
  layer_ = layerName(tensors[std::size_t(row)].name);
  const QSignalBlocker quiet(table_);  // nobody's choice
  if (table_->chosenRow() != row) table_->chooseRow(row);
}

SourceMoment DifferencesView::lastMoment(const Record& record) {
  ComparedSource source;
  source.runs = {record};
  return snapshots_.at(source, {false, 1e15});
}

ComparedSheet DifferencesView::makeSheet(const Record& record, const std::string& layer, const QString& name) {
  ComparedSheet sheet;
  sheet.title = name;
  sheet.colour = comparison_->runColour(*record);
  const SourceMoment moment = lastMoment(record);
  sheet.note = moment.hasTime && moment.chosen.step >= 0 ? tr("norm, step %L1").arg(moment.chosen.step) : tr("norm");
  sheet.missing = moment.error.empty() ? tr("Reading…") : engineText(moment.error);
  if (!moment.snapshot) return sheet;
  if (const SheetMap* map = moment.snapshot->find(layer, kNormQuantity))
    sheet.map = *map;
  else if (layer.empty())  // nothing is compared yet, or it cannot be
    sheet.missing.clear();
  else
    sheet.missing = tr("%1 has no sheet.").arg(QString::fromStdString(layer));
  return sheet;
}

/// The norm of every unit's weights in both, on one scale.
void DifferencesView::showSheets() {
  const Record a = chosen(first_), b = chosen(second_);
  if (!a || !b || !isVisible() || shown_->chosen() != 0) return;
  chooseTensor(a, b);
  std::vector<ComparedSheet> sheets{makeSheet(a, layer_, QString::fromStdString(a->name)),
                                    makeSheet(b, layer_, QString::fromStdString(b->name))};
  Snapshot all;
  all.maps = {joinedMap(sheets)};
  limits_ = findLimits(all, kNormQuantity);
  const MapDisplay display{&colourMapFor("", kNormQuantity, theme()), limits_, 0, &theme()};
  bar_->show(all.maps.front().values.empty() ? nullptr : &all.maps.front(), display, quantityUnit(kNormQuantity),
             false);
  board_->show(std::move(sheets), display, quantityTitle(kNormQuantity));
  Q_EMIT comparison_->viewChanged();
}

FigurePlace DifferencesView::figurePlace() const {
  std::vector<ComparedSource> two;
  for (const Record& record : {chosen(first_), chosen(second_)})
    if (record) two.push_back({.name = record->name, .label = record->name, .runs = {record}});
  return comparedFigurePlace(two);
}

std::unique_ptr<Figure> DifferencesView::figure() const {
  if (shown_->chosen() != 0) return nullptr;
  const MapDisplay display{&colourMapFor("", kNormQuantity, Theme::light()), limits_, 0, &Theme::light()};
  QStringList names;
  for (const ComparedSheet& sheet : board_->sheets()) names << sheet.title;
  return makeComparedSheetsFigure(board_->sheets(), display,
                                  tr("%1, %2").arg(QString::fromStdString(layer_), quantityName(kNormQuantity)),
                                  quantityUnit(kNormQuantity), names.join(QStringLiteral("; ")));
}

}  // namespace studio
