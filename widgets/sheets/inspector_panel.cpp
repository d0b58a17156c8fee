#include "widgets/sheets/inspector_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/readings.h"
#include "widgets/runs/category_text.h"
#include "widgets/sheets/colour_maps.h"
#include "widgets/sheets/stimuli_strip.h"
#include "widgets/sheets/weights_picture.h"

namespace studio {
namespace {

constexpr int kNameWidth = 84, kValueWidth = 56, kRowHeight = 20;

QString valueText(double value) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  const QString digits = QString::number(std::abs(value), 'f',
                                         std::abs(value) >= 10  ? 1
                                         : std::abs(value) >= 1 ? 2
                                                                : 3);
  return value < 0 ? QChar(0x2212) + digits : digits;
}

QLabel* label(QWidget* parent, TextStyle style, bool muted) {
  auto* result = new QLabel(parent);
  result->setFont(textFont(style));
  result->setProperty("muted", muted);
  result->setWordWrap(true);
  return result;
}

}  // namespace

UnitBars::UnitBars(QWidget* parent) : QWidget(parent) { setAccessibleName(tr("Values of the unit")); }

void UnitBars::show(std::vector<Row> rows) {
  const bool otherSize = rows.size() != rows_.size();
  rows_ = std::move(rows);
  if (otherSize) updateGeometry();
  update();
}

void UnitBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(textFont(TextStyle::Label));
  const double room = width() - kNameWidth - kValueWidth, zero = kNameWidth + room / 2;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    const double y = double(i) * kRowHeight;
    painter.setPen(theme().color(Role::Muted));
    painter.drawText(QRectF(0, y, kNameWidth - 8, kRowHeight), Qt::AlignVCenter | Qt::AlignLeft, row.name);
    painter.setPen(theme().color(Role::Text));
    painter.drawText(QRectF(width() - kValueWidth, y, kValueWidth, kRowHeight), Qt::AlignVCenter | Qt::AlignRight,
                     valueText(row.value));
    if (row.limit > 0) paintBar(painter, row, zero, room / 2 - 4, y);
  }
  painter.fillRect(QRectF(zero - 0.5, 2, 1, double(rows_.size()) * kRowHeight - 4), theme().color(Role::Muted));
}

/// Two fixed tones, the map at ±0.6: the map's own colour at a small value would vanish on the panel.
void UnitBars::paintBar(QPainter& painter, const Row& row, double zero, double half, double y) const {
  const ColourMap& colours = colourMapFor({}, kCosineQuantity, theme());
  const QColor up = colourFor(0.6, colours, {-1, 1}, 0, theme()), down = colourFor(-0.6, colours, {-1, 1}, 0, theme());
  const auto lengthOf = [&](double value) { return std::clamp(value / row.limit, -1.0, 1.0) * half; };
  if (std::isfinite(row.value)) {
    const double length = lengthOf(row.value);
    painter.fillRect(QRectF(std::min(zero, zero + length), y + 5, std::abs(length), 10), length < 0 ? down : up);
  }
  for (std::size_t i = 0; i < row.controls.size(); ++i)
    if (std::isfinite(row.controls[i]))
      painter.fillRect(QRectF(zero + lengthOf(row.controls[i]) - 0.75, y + 2, 1.5, 16),
                       theme().color(i == 0 ? Role::Text : Role::Muted));
}

InspectorPanel::InspectorPanel(RunMonitor* monitor, QWidget* parent, AnalysisDesk* desk)
    : QWidget(parent), monitor_(monitor), desk_(desk) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 16, 16);
  column->setSpacing(6);
  auto* addressRow = new QHBoxLayout;
  address_ = new QLineEdit(this);
  address_->setPlaceholderText(tr("layer:unit"));
  address_->setAccessibleName(tr("Address of the unit"));
  address_->setFont(textFont(TextStyle::PanelTitle));
  auto* copy = new QToolButton(this);
  copy->setIcon(icon(QStringLiteral("copy"), Role::Muted));
  copy->setAccessibleName(tr("Copy the address"));
  addressRow->addWidget(address_, 1);
  addressRow->addWidget(copy);
  column->addLayout(addressRow);
  empty_ = label(this, TextStyle::Body, true);
  empty_->setText(tr("Click a unit of the sheet, or type its address."));
  column->addWidget(empty_);
  content_ = new QWidget(this);
  auto* inner = new QVBoxLayout(content_);
  inner->setContentsMargins(0, 0, 0, 0);
  inner->setSpacing(6);
  place_ = label(content_, TextStyle::Label, true);
  bars_ = new UnitBars(content_);
  barsNote_ = label(content_, TextStyle::Label, true);
  stimuliTitle_ = label(content_, TextStyle::PanelTitle, false);
  stimuliTitle_->setText(tr("Strongest stimuli"));
  stimuliNote_ = label(content_, TextStyle::Label, true);
  stimuli_ = new StimuliStrip(content_);
  weightsTitle_ = label(content_, TextStyle::PanelTitle, false);
  weightsTitle_->setText(tr("Weights"));
  weightsNote_ = label(content_, TextStyle::Label, true);
  weights_ = new WeightsPicture(content_);
  for (QWidget* part : std::initializer_list<QWidget*>{place_, bars_, barsNote_, stimuliTitle_, stimuliNote_, stimuli_,
                                                       weightsTitle_, weightsNote_, weights_})
    inner->addWidget(part);
  column->addWidget(content_);
  column->addStretch(1);
  connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(address()); });
  connect(address_, &QLineEdit::returnPressed, this, [this] { Q_EMIT addressEntered(address_->text()); });
  for (const auto signal :
       {&RunMonitor::runOpened, &RunMonitor::snapshotChanged, &RunMonitor::viewChanged, &RunMonitor::unitChanged})
    connect(monitor, signal, this, &InspectorPanel::refresh);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] {
    bars_->update();
    weights_->update();
  });
  if (desk) {
    for (const auto signal :
         {&AnalysisDesk::rowsChanged, &AnalysisDesk::selectionChanged, &AnalysisDesk::settingsChanged})
      connect(desk, signal, this, &InspectorPanel::refresh);
    connect(desk, &AnalysisDesk::picturesReady, this, [this] {
      if (analysing_) stimuli_->show(desk_->pictures(), 0);
    });
  }
  refresh();
}

void InspectorPanel::setAnalysing(bool analysing) {
  analysing_ = analysing && desk_;
  pictured_.clear();
  refresh();
}

QString InspectorPanel::address() const {
  const ViewState& view = monitor_->view();
  return view.unit < 0 ? QString() : QStringLiteral("%1:%2").arg(QString::fromStdString(view.layer)).arg(view.unit);
}

void InspectorPanel::refresh() {
  const RunData& data = monitor_->data();
  const ViewState& view = monitor_->view();
  const bool chosen = view.unit >= 0 && monitor_->hasRun();
  empty_->setVisible(!chosen);
  content_->setVisible(chosen);
  if (!address_->hasFocus() || chosen) address_->setText(address());
  if (!chosen) return;
  for (const LayerInfo& layer : data.layers)
    if (layer.name == view.layer && layer.width > 0)
      place_->setText(tr("Row %1, column %2 · %3 weights")
                          .arg(view.unit / layer.width)
                          .arg(view.unit % layer.width)
                          .arg(layer.depth));
  if (analysing_)
    showContrasts();
  else
    showQuantities();
  for (QWidget* part : std::initializer_list<QWidget*>{barsNote_, stimuliTitle_, stimuliNote_, stimuli_})
    part->setVisible(analysing_);
  if (analysing_) showStimuli();
  showWeights();
}

void InspectorPanel::showQuantities() {
  const RunData& data = monitor_->data();
  const ViewState& view = monitor_->view();
  std::vector<UnitBars::Row> rows;
  if (data.snapshot)
    for (const SheetMap& map : data.snapshot->maps) {
      if (map.layer != view.layer || view.unit >= std::int64_t(map.values.size())) continue;
      const bool contrast = map.quantity != kCosineQuantity && map.quantity != kNormQuantity;
      const QString name = contrast                          ? tr("t, %1").arg(categoryText(map.quantity))
                           : map.quantity == kCosineQuantity ? tr("Cosine")
                                                             : tr("Norm");
      rows.push_back({name, map.values[view.unit], limitsOf(*data.snapshot, map.quantity).high});
    }
  bars_->show(std::move(rows));
}

/// One scale for all contrasts and networks of the layer, so that bars compare.
void InspectorPanel::showContrasts() {
  const ViewState& view = monitor_->view();
  const AnalysisRow* trained = desk_->trained();
  std::vector<UnitBars::Row> rows;
  double largest = 0;
  const std::string suffix = std::string(".").append(desk_->settings().text("statistic", "t"));
  if (trained)
    for (const Contrast& contrast : trained->found->contrasts) {
      UnitBars::Row bar{categoryText(contrast.name), std::nan(""), 0};
      for (const AnalysisRow& row : desk_->rows()) {
        const SheetMap* map = row.found ? row.found->map(view.layer, contrast.name + suffix) : nullptr;
        if (!map || view.unit >= std::int64_t(map->values.size())) continue;
        for (const float value : map->values)
          if (std::isfinite(value)) largest = std::max(largest, std::abs(double(value)));
        if (&row == trained)
          bar.value = map->values[view.unit];
        else
          bar.controls.push_back(map->values[view.unit]);
      }
      rows.push_back(std::move(bar));
    }
  for (UnitBars::Row& row : rows) row.limit = largest;
  barsNote_->setText(rows.empty()
                         ? tr("No contrast has been computed for these stimuli.")
                         : tr("%1 of the trained network; thin marks: its controls").arg(quantityUnit("x" + suffix)));
  bars_->show(std::move(rows));
}

/// Pictures of another unit are never left standing: their places stay grey until the right ones are here.
void InspectorPanel::showStimuli() {
  constexpr int kPlaces = 8;
  const auto& rows = desk_->rows();
  std::size_t trained = 0;
  while (trained < rows.size() && &rows[trained] != desk_->trained()) ++trained;
  const bool any = trained < rows.size() && hasStrongestStimuli(*rows[trained].found, monitor_->view().layer);
  stimuliNote_->setVisible(!any);
  stimuliNote_->setText(tr("Known once analyses have been computed for this layer."));
  if (!any) {
    pictured_.clear();
    stimuli_->show({}, 0);
    return;
  }
  const QString now = QStringLiteral("%1 %2").arg(address(), QString::fromStdString(rows[trained].found->stimuli));
  if (now != pictured_) stimuli_->show({}, kPlaces);
  pictured_ = now;
  desk_->wantPictures(trained);
}

void InspectorPanel::showWeights() {
  const RunData& data = monitor_->data();
  const ViewState& view = monitor_->view();
  const bool mine = data.unit && data.unit->layer == view.layer && data.unit->unit == view.unit;
  weights_->show(mine ? data.unit : std::nullopt);
  weightsNote_->setText(mine ? tr("%1, ±%2").arg(layoutOf(*data.unit).description).arg(weights_->largest(), 0, 'g', 3)
                             : tr("No weights are stored at or before this step; checkpoints have them."));
}

}  // namespace studio
