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

#include "widgets/runs/category_text.h"
#include "widgets/sheets/colour_maps.h"
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

}  // namespace

QLabel* unitLabel(QWidget* parent, TextStyle style, bool muted) {
  auto* result = new QLabel(parent);
  result->setFont(textFont(style));
  result->setProperty("muted", muted);
  result->setWordWrap(true);
  return result;
}

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

InspectorPanel::InspectorPanel(RunMonitor* monitor, QWidget* parent) : QWidget(parent), monitor_(monitor) {
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
  empty_ = unitLabel(this, TextStyle::Body, true);
  empty_->setText(tr("Click a unit of the sheet, or type its address."));
  column->addWidget(empty_);
  content_ = new QWidget(this);
  auto* inner = new QVBoxLayout(content_);
  inner->setContentsMargins(0, 0, 0, 0);
  inner->setSpacing(6);
  place_ = unitLabel(content_, TextStyle::Label, true);
  bars_ = new UnitBars(content_);
  weightsTitle_ = unitLabel(content_, TextStyle::PanelTitle, false);
  weightsTitle_->setText(tr("Weights"));
  weightsNote_ = unitLabel(content_, TextStyle::Label, true);
  weights_ = new WeightsPicture(content_);
  for (QWidget* part : std::initializer_list<QWidget*>{place_, bars_, weightsTitle_, weightsNote_, weights_})
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
  refresh();
}

void InspectorPanel::addDetail(QWidget* widget) {
  auto* column = static_cast<QVBoxLayout*>(content_->layout());
  column->insertWidget(column->indexOf(weightsTitle_), widget);
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
  showValues(*bars_);
  showDetails();
  showWeights();
}

void InspectorPanel::showValues(UnitBars& bars) {
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
  bars.show(std::move(rows));
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
