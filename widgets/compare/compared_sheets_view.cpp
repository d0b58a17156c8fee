#include "widgets/compare/compared_sheets_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/compare/compare_views.h"
#include "widgets/compare/compared_export.h"
#include "widgets/export/compared_figures.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/sheets/colour_bar.h"

namespace studio {
namespace {

std::vector<std::string> layersIn(const Snapshot& snapshot, const std::string& quantity) {
  std::vector<std::string> layers;
  for (const SheetMap& map : snapshot.maps)
    if (map.quantity == quantity) layers.push_back(map.layer);
  return layers;
}

/// Keeps what is chosen where it is still there.
void fillBox(QComboBox* box, const QStringList& texts, const QStringList& values, int usual) {
  const QSignalBlocker quiet(box);
  const QVariant chosen = box->currentData();
  box->clear();
  for (int i = 0; i < texts.size(); ++i) box->addItem(texts[i], values[i]);
  const int kept = box->findData(chosen);
  box->setCurrentIndex(kept >= 0 ? kept : usual);
}

}  // namespace

ComparedSheetsView::ComparedSheetsView(Comparison* comparison, QWidget* parent)
    : View(parent),
      comparison_(comparison),
      snapshots_(comparison, this),
      layer_(new ChoiceBox(this)),
      quantity_(new ChoiceBox(this)),
      axis_(new Segments({tr("Share of the run"), tr("Step")}, 0, this, tr("Compared at the same %1"))),
      shown_(new Segments({tr("Values"), tr("Difference to the pinned one")}, 0, this)),
      of_(new QLabel(this)),
      time_(new QLabel(this)),
      board_(new ComparedBoard(this)),
      bar_(new ColourBar(this)),
      slider_(new QSlider(Qt::Horizontal, this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 8, 0, 8);
  column->setSpacing(8);
  makeHead();
  auto* middle = new QHBoxLayout;
  middle->addWidget(board_, 1);
  middle->addWidget(bar_);
  column->addLayout(middle, 1);
  auto* below = new QHBoxLayout;
  below->setContentsMargins(16, 0, 16, 0);
  below->setSpacing(12);
  time_->setMinimumWidth(120);
  slider_->setAccessibleName(tr("Moment that is compared"));
  below->addWidget(slider_, 1);
  below->addWidget(time_);
  column->addLayout(below);
  bar_->setTop(52);
  soon_.setSingleShot(true);
  soon_.setInterval(20);
  connect(&soon_, &QTimer::timeout, this, &ComparedSheetsView::refresh);
  connect(comparison, &Comparison::comparedChanged, this, &ComparedSheetsView::refreshSoon);
  connect(&snapshots_, &ComparedSnapshots::changed, this, &ComparedSheetsView::refreshSoon);
  connect(&snapshots_, &ComparedSnapshots::failed, comparison, &Comparison::failed);
  connect(comparison, &Comparison::comparedRead, this, &ComparedSheetsView::refreshSoon);
  connect(layer_, &QComboBox::activated, this, [this] { layerChosen_ = true; });
  for (QComboBox* box : {layer_, quantity_})
    connect(box, &QComboBox::currentIndexChanged, this, &ComparedSheetsView::refreshSoon);
  connect(slider_, &QSlider::valueChanged, this, &ComparedSheetsView::refreshSoon);
  connect(shown_, &Segments::chosenChanged, this, &ComparedSheetsView::refreshSoon);
  connect(axis_, &Segments::chosenChanged, this, [this] {
    moments_.clear();
    refreshSoon();
  });
  connect(bar_, &ColourBar::lockToggled, this, [this] { setLocked(!isLocked()); });
}

void ComparedSheetsView::makeHead() {
  auto* head = new QHBoxLayout;
  head->setContentsMargins(16, 0, 16, 0);
  head->setSpacing(8);
  layer_->setAccessibleName(tr("Layer"));
  layer_->setObjectName(QStringLiteral("compareLayer"));
  static_cast<ChoiceBox*>(layer_)->setOfLayers(true);
  for (QComboBox* box : {layer_, quantity_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);  // of what it holds now; narrower where there is no room
    box->setMinimumWidth(88);
  }
  quantity_->setAccessibleName(tr("Quantity of the maps"));
  quantity_->setObjectName(QStringLiteral("compareQuantity"));
  for (QLabel* label : {of_, time_}) {
    label->setFont(textFont(TextStyle::Label));
    label->setProperty("muted", true);
  }
  head->addWidget(layer_);
  head->addWidget(quantity_);
  head->addWidget(shown_);
  head->addWidget(of_);
  head->addStretch(1);
  head->addWidget(axis_);
  static_cast<QVBoxLayout*>(layout())->addLayout(head);
}

void ComparedSheetsView::setByShare(bool share) {
  axis_->choose(share ? 0 : 1);
  moments_.clear();
  refresh();
}

void ComparedSheetsView::setDifference(bool difference) {
  shown_->choose(difference ? 1 : 0);
  refresh();
}

void ComparedSheetsView::setLocked(bool locked) {
  locked_ = locked ? std::optional(limits_) : std::nullopt;
  lockedOf_ = limitsOf_;
  refresh();
}

void ComparedSheetsView::refreshSoon() {
  if (!soon_.isActive()) soon_.start();
}

void ComparedSheetsView::showEvent(QShowEvent*) { refresh(); }
void ComparedSheetsView::hideEvent(QHideEvent*) { soon_.stop(); }

/// The pinned one first, then the others in the order of the table.
std::vector<ComparedSource> ComparedSheetsView::shownSources() const {
  std::vector<ComparedSource> sources = comparison_->compared();
  std::stable_partition(sources.begin(), sources.end(), [](const ComparedSource& source) { return source.pinned; });
  if (sources.size() > ComparedBoard::kMost) sources.resize(ComparedBoard::kMost);
  return sources;
}

EmptyState ComparedSheetsView::emptyState() const {
  if (const EmptyState none = comparedEmptyState(*comparison_); !none.text.isEmpty()) return none;
  if (comparison_->compared().size() < 2)
    return {tr("Tick 2 to 6 rows of the table: their sheets stand side by side here."), tr("Tick all that are shown"),
            QStringLiteral("compare.chooseAll")};
  return {};
}

ComparedMoment ComparedSheetsView::moment() const {
  const bool share = axis_->chosen() == 0;
  const auto place = std::size_t(std::clamp<int>(slider_->value(), 0, std::max(0, int(moments_.size()) - 1)));
  return {share, moments_.empty() ? (share ? 1.0 : 1e15) : moments_[place]};
}

/// A place for each moment that a run has maps of; the end stays the end.
void ComparedSheetsView::fillMoments() {
  std::vector<double> fresh = snapshots_.moments(shownSources(), axis_->chosen() == 0);
  if (fresh == moments_) return;
  const double before = moments_.empty() ? 1e15 : moment().at;
  const bool atEnd = moments_.empty() || slider_->value() == slider_->maximum();
  moments_ = std::move(fresh);
  const QSignalBlocker quiet(slider_);
  slider_->setRange(0, std::max(0, int(moments_.size()) - 1));
  const auto near = std::upper_bound(moments_.begin(), moments_.end(), before);
  slider_->setValue(atEnd ? slider_->maximum() : std::max(0, int(near - moments_.begin()) - 1));
}

void ComparedSheetsView::fillLayers(const std::vector<SourceMoment>& moments) {
  std::vector<std::string> quantities;
  for (const SourceMoment& moment : moments)
    if (moment.snapshot)
      for (const SheetMap& map : moment.snapshot->maps)
        if (std::find(quantities.begin(), quantities.end(), map.quantity) == quantities.end())
          quantities.push_back(map.quantity);
  if (quantities.empty()) return;
  QStringList values, titles, names;
  for (const std::string& quantity : quantities) {
    titles << quantityName(quantity);
    values << QString::fromStdString(quantity);
  }
  fillBox(quantity_, titles, values, 0);
  std::vector<std::vector<std::string>> layers;
  for (const SourceMoment& moment : moments)
    if (moment.snapshot)
      layers.push_back(layersIn(*moment.snapshot, quantity_->currentData().toString().toStdString()));
  for (const std::string& layer : commonLayers(layers)) names << QString::fromStdString(layer);
  const auto first = int(names.indexOf(QString::fromStdString(comparison_->firstLayer())));
  const int usual = first >= 0 ? first : int(names.size()) - 1;
  fillBox(layer_, names, names, usual);
  const QSignalBlocker quiet(layer_);
  if (!layerChosen_) layer_->setCurrentIndex(usual);
}

QString ComparedSheetsView::sheetNote(const ComparedSource& source, const SourceMoment& moment, bool& warns) const {
  if (!moment.known) return tr("Reading…");
  if (!moment.hasTime)
    return source.first().step >= 0 ? tr("checkpoint of step %L1").arg(source.first().step) : tr("file of weights");
  if (moment.chosen.step < 0) return {};
  const std::int64_t wanted = this->moment().stepIn(runSteps(source.first()));
  warns = !moment.chosen.exact;
  if (moment.chosen.exact) return tr("step %L1").arg(moment.chosen.step);
  return tr("step %L1, the one before %L2").arg(moment.chosen.step).arg(wanted);
}

ComparedSheet ComparedSheetsView::makeSheet(const ComparedSource& source, const SourceMoment& moment) const {
  ComparedSheet sheet;
  sheet.title = QString::fromStdString(source.label);
  if (source.runs.size() > 1) sheet.title = tr("%1, seed %2").arg(sheet.title).arg(source.first().seed());
  sheet.colour = source.colour;
  sheet.pinned = source.pinned;
  sheet.note = sheetNote(source, moment, sheet.warns);
  if (sheet.warns) sheet.brief = tr("step %L1").arg(moment.chosen.step);
  sheet.missing = engineText(moment.error);
  if (!moment.snapshot) return sheet;
  const std::string layer = layer_->currentText().toStdString(),
                    quantity = quantity_->currentData().toString().toStdString();
  const SheetMap* map = moment.snapshot->find(layer, quantity);
  if (map)
    sheet.map = *map;
  else
    sheet.missing = tr("It has no such map of this layer.");
  return sheet;
}

/// False where no pinned map is there to subtract.
bool ComparedSheetsView::subtractPinned(std::vector<ComparedSheet>& sheets) const {
  const auto base =
      std::find_if(sheets.begin(), sheets.end(), [](const auto& sheet) { return sheet.pinned && sheet.map; });
  if (base == sheets.end()) return false;
  const SheetMap subtracted = *base->map;
  for (ComparedSheet& sheet : sheets) {
    if (!sheet.map) continue;
    sheet.map = sheet.pinned ? std::nullopt : differenceMap(*sheet.map, subtracted);
    if (sheet.map)
      sheet.map->quantity = kDifferenceQuantity;
    else
      sheet.missing = sheet.pinned ? tr("What the others are compared with.")
                                   : tr("Its sheet is of another size: there is no difference unit by unit.");
  }
  return true;
}

QString ComparedSheetsView::momentText() const {
  if (moments_.empty()) return {};
  const ComparedMoment now = moment();
  return now.isShare ? tr("%L1 % of the run").arg(now.at * 100, 0, 'f', now.at < 0.1 ? 1 : 0)
                     : tr("Step %L1").arg(now.stepIn(0));
}

void ComparedSheetsView::refresh() {
  if (!isVisible() || !emptyState().text.isEmpty()) return;
  fillMoments();
  const std::vector<ComparedSource> sources = shownSources();
  std::vector<SourceMoment> moments;
  for (const ComparedSource& source : sources) moments.push_back(snapshots_.at(source, moment()));
  fillLayers(moments);
  std::vector<ComparedSheet> sheets;
  for (std::size_t i = 0; i < sources.size(); ++i) sheets.push_back(makeSheet(sources[i], moments[i]));
  shown_->setVisible(comparison_->pinnedSource() != nullptr);
  std::string quantity = quantity_->currentData().toString().toStdString();
  const bool difference = shown_->chosen() == 1 && comparison_->pinnedSource() && subtractPinned(sheets);
  if (difference) quantity = kDifferenceQuantity;
  Snapshot all;
  all.maps = {joinedMap(sheets)};
  limitsOf_ = quantity;
  // Differences have no end of their own, as a cosine has: one unit that has changed its sign would make the rest pale.
  const double percentile = difference && !isLocked() ? kRobustPercentile : 100;
  limits_ = isLocked() ? *locked_ : findLimits(all, quantity, percentile);
  const MapDisplay display{&colourMapFor("", quantity, theme()), limits_, 0, &theme(), percentile};
  const std::size_t left = comparison_->compared().size() - sources.size();
  of_->setText(left > 0 ? tr("the first %1 of %2").arg(sources.size()).arg(comparison_->compared().size()) : QString());
  time_->setText(momentText());
  slider_->setEnabled(moments_.size() > 1);
  const QString unit = difference ? tr("difference") : quantityUnit(quantity);
  bar_->show(all.maps.front().values.empty() ? nullptr : &all.maps.front(), display, unit, isLocked());
  board_->show(std::move(sheets), display, difference ? tr("difference to the pinned one") : quantityTitle(quantity));
  Q_EMIT comparison_->viewChanged();
}

/// The maps at the end of each run, as boards have them; differences are no panel.
BoardPanel ComparedSheetsView::panel() const {
  const bool difference = comparison_->pinnedSource() && shown_->chosen() == 1;
  const bool atEnd = slider_->value() == slider_->maximum();
  if (difference || !atEnd || layer_->count() == 0) return {};
  BoardPanel panel{.kind = "stored_maps_by_tau", .layer = layer_->currentText().toStdString()};
  const std::string quantity = quantity_->currentData().toString().toStdString();
  if (quantity != kCosineQuantity) panel.quantity = quantity;
  return panel;
}

FigurePlace ComparedSheetsView::figurePlace() const { return comparedFigurePlace(shownSources()); }

std::unique_ptr<Figure> ComparedSheetsView::figure() const {
  const std::string quantity = shown_->chosen() == 1 && comparison_->pinnedSource()
                                   ? kDifferenceQuantity
                                   : quantity_->currentData().toString().toStdString();
  const MapDisplay display{&colourMapFor("", quantity, Theme::light()), limits_, 0, &Theme::light()};
  return makeComparedSheetsFigure(
      board_->sheets(), display, tr("%1, %2").arg(layer_->currentText(), quantity_->currentText()),
      quantity == kDifferenceQuantity ? tr("difference") : quantityUnit(quantity), comparedProvenance(shownSources()));
}

}  // namespace studio
