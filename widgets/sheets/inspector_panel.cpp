// The panel of the chosen unit, its bars and the picture of its weights.
#include "widgets/sheets/inspector_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/colour_maps.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

// The picture of the weights.

namespace {

constexpr int kWeightsBarSpace = 24;  // px right of the weights for their colour bar
constexpr int kMostKernels = 1024;    // more would be less than a pixel each; the note says how many are shown

/// The side of an image that n inputs make, with 1 or 3 channels; 0 where they make none.
int imageSide(std::int64_t inputs, int& channels) {
  for (channels = 1; channels <= 3; channels += 2) {
    const auto side = std::int64_t(std::lround(std::sqrt(double(inputs) / channels)));
    if (side >= 8 && side * side * channels == inputs) return int(side);
  }
  return 0;
}

}  // namespace

PictureLayout findLayout(const UnitWeights& weights) {
  std::int64_t count = weights.shape.empty() ? 0 : 1;
  for (const std::int64_t size : weights.shape)
    count = size > 0 && size <= std::int64_t(weights.values.size()) ? count * size : 0;
  if (count == 0 || count != std::int64_t(weights.values.size())) return {};
  const std::int64_t inputs = weights.shape[0];
  if (weights.shape.size() == 3) {
    const int kernels = int(std::min<std::int64_t>(inputs, kMostKernels)), kh = int(weights.shape[1]),
              kw = int(weights.shape[2]);
    const int across = std::max(1, int(std::ceil(std::sqrt(1.8 * kernels))));
    const int down = (kernels + across - 1) / across;
    const QString text = inputs > kernels
                             ? tr("first %L1 of %L2 kernels of %3 × %4").arg(kernels).arg(inputs).arg(kh).arg(kw)
                         : inputs == 1 ? tr("1 kernel of %1 × %2").arg(kh).arg(kw)
                                       : tr("%L1 kernels of %2 × %3").arg(inputs).arg(kh).arg(kw);
    return {down * kh, across * kw, kh, kw, text};
  }
  int channels = 1;
  if (const int side = imageSide(inputs, channels); side > 0)
    return {
        side, side * channels, 0, channels > 1 ? side : 0,
        channels > 1 ? tr("%1 channels of %2 × %2 inputs").arg(channels).arg(side) : tr("%1 × %1 inputs").arg(side)};
  const int across = int(std::ceil(std::sqrt(1.8 * double(inputs))));
  return {int((inputs + across - 1) / across), across, 0, 0, countText(inputs, tr("1 input"), tr("%L1 inputs"))};
}

std::vector<float> arranged(const UnitWeights& weights, const PictureLayout& layout) {
  std::vector<float> cells(std::size_t(layout.rows) * layout.columns, std::nanf(""));
  if (cells.empty()) return cells;
  const bool blocks = layout.blockColumns > 0;
  const int bw = blocks ? layout.blockColumns : layout.columns,
            bh = layout.blockRows > 0 ? layout.blockRows : layout.rows;
  const int across = layout.columns / bw;
  const std::size_t inBlock = std::size_t(bw) * bh;
  for (std::size_t i = 0; i < weights.values.size(); ++i) {
    const std::size_t block = i / inBlock, inside = i % inBlock;
    const std::size_t row = (block / across) * bh + inside / bw, column = (block % across) * bw + inside % bw;
    if (row < std::size_t(layout.rows)) cells[row * layout.columns + column] = weights.values[i];
  }
  return cells;
}

WeightsPicture::WeightsPicture(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setAccessibleName(QCoreApplication::translate("WeightsPicture", "Weights of the unit"));
}

void WeightsPicture::show(const std::optional<UnitWeights>& weights) {
  layout_ = weights ? findLayout(*weights) : PictureLayout{};
  cells_ = weights ? arranged(*weights, layout_) : std::vector<float>{};
  if (layout_.columns == 0) cells_.clear();
  largest_ = 0;
  if (weights)
    for (const float value : weights->values)
      if (std::isfinite(value)) largest_ = std::max(largest_, std::abs(double(value)));
  updateGeometry();
  update();
}

int WeightsPicture::heightForWidth(int width) const {
  if (layout_.columns == 0) return 0;
  return std::clamp((width - kWeightsBarSpace) * layout_.rows / layout_.columns, 24, most_);
}

void WeightsPicture::setMostHeight(int most) {
  if (most == most_) return;
  most_ = most;
  updateGeometry();
}

void WeightsPicture::paintEvent(QPaintEvent*) {
  if (cells_.empty()) return;
  QPainter painter(this);
  const SheetMap map{{}, {}, layout_.rows, layout_.columns, 0, cells_};
  const double limit = largest_ > 0 ? largest_ : 1;
  const MapDisplay display{&colourMapFor({}, kCosineQuantity, theme()), {-limit, limit}, 0, &theme()};
  const QRectF space(0, 0, width() - kWeightsBarSpace, height());
  QRectF area = sheetRect(space, map.height, map.width);
  area.moveLeft(0);
  area.moveTop(0);
  drawSheet(painter, area, map, display);
  drawColourBar(painter, QRectF(area.right() + 12, area.top(), 10, area.height()), display);
  if (layout_.blockColumns == 0) return;
  const double cell = area.width() / double(map.width);
  if (cell * layout_.blockColumns < 4) return;
  for (int column = layout_.blockColumns; column < layout_.columns; column += layout_.blockColumns)
    painter.fillRect(QRectF(area.left() + column * cell - 1, area.top(), 1, area.height()), theme().color(Role::Panel));
  for (int row = layout_.blockRows; layout_.blockRows > 0 && row < layout_.rows; row += layout_.blockRows)
    painter.fillRect(QRectF(area.left(), area.top() + row * cell - 1, area.width(), 1), theme().color(Role::Panel));
}

// The panel and its bars.

namespace {

constexpr int kNameWidth = 84, kValueWidth = 56, kManyRows = 8;
constexpr int kLeastWeights = 76, kMostWeights = 240;  // px

/// Zero has no sign.
QString barText(const UnitBars::Row& row) {
  if (!std::isfinite(row.value)) return QStringLiteral("–");
  const QString digits = QLocale().toString(std::abs(row.value), 'f', row.decimals);
  const bool negative = std::round(row.value * std::pow(10, row.decimals)) < 0;
  return negative ? QChar(0x2212) + digits : digits;
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

QStringList UnitBars::valueTexts() const {
  QStringList texts;
  for (const Row& row : rows_) texts << barText(row);
  return texts;
}

void UnitBars::show(std::vector<Row> rows) {
  const bool otherSize = rows.size() != rows_.size();
  rows_ = std::move(rows);
  if (otherSize) updateGeometry();
  update();
}

/// Lower where there are many, so that the weights below are seen too.
int UnitBars::rowHeight() const { return int(rows_.size()) > kManyRows ? 12 : 20; }

void UnitBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(textFont(TextStyle::Label));
  const double space = width() - kNameWidth - kValueWidth, zero = kNameWidth + space / 2, rowHeight = this->rowHeight();
  double bottom = 0;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const Row& row = rows_[i];
    const double y = double(i) * rowHeight;
    const int nameSpace = row.limit > 0 ? kNameWidth - 8 : width() - kValueWidth;
    painter.setPen(theme().color(Role::Muted));
    painter.drawText(QRectF(0, y, nameSpace, rowHeight), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(row.name, Qt::ElideRight, nameSpace));
    painter.setPen(theme().color(Role::Text));
    painter.drawText(QRectF(width() - kValueWidth, y, kValueWidth, rowHeight), Qt::AlignVCenter | Qt::AlignRight,
                     barText(row));
    if (row.limit <= 0) continue;
    paintBar(painter, row, zero, space / 2 - 4, y);
    bottom = y + rowHeight;
  }
  if (bottom > 0) painter.fillRect(QRectF(zero - 0.5, 2, 1, bottom - 4), theme().color(Role::Muted));
}

/// Two fixed tones, the map at ±0.6: the map's own colour at a small value would vanish on the panel.
void UnitBars::paintBar(QPainter& painter, const Row& row, double zero, double half, double y) const {
  const ColourMap& colours = colourMapFor({}, kCosineQuantity, theme());
  const QColor up = colourFor(0.6, colours, {-1, 1}, 0, theme()), down = colourFor(-0.6, colours, {-1, 1}, 0, theme());
  const auto barLength = [&](double value) { return std::clamp(value / row.limit, -1.0, 1.0) * half; };
  if (std::isfinite(row.value)) {
    const double length = barLength(row.value);
    painter.fillRect(QRectF(std::min(zero, zero + length), y + rowHeight() / 2 - 5, std::abs(length), 10),
                     length < 0 ? down : up);
  }
  for (std::size_t i = 0; i < row.controls.size(); ++i)
    if (std::isfinite(row.controls[i]))
      painter.fillRect(QRectF(zero + barLength(row.controls[i]) - 0.75, y + 2, 1.5, rowHeight() - 4),
                       theme().color(i == 0 ? Role::Text : Role::Muted));
}

InspectorPanel::InspectorPanel(RunMonitor* monitor, QWidget* parent) : QWidget(parent), monitor_(monitor) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 0, 16, 8);
  column->setSpacing(4);
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
  inner->setSpacing(4);
  place_ = unitLabel(content_, TextStyle::Label, true);
  barsTitle_ = unitLabel(content_, TextStyle::PanelTitle, false);
  barsTitle_->setText(tr("Selectivity, t"));
  bars_ = new UnitBars(content_);
  weightsTitle_ = unitLabel(content_, TextStyle::PanelTitle, false);
  weightsTitle_->setText(tr("Weights"));
  weightsNote_ = unitLabel(content_, TextStyle::Label, true);
  weights_ = new WeightsPicture(content_);
  for (QWidget* part :
       std::initializer_list<QWidget*>{place_, barsTitle_, bars_, weightsTitle_, weightsNote_, weights_})
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
      place_->setText(tr("Row %1, column %2 · %L3 weights")
                          .arg(view.unit / layer.width)
                          .arg(view.unit % layer.width)
                          .arg(layer.depth));
  showValues(*bars_);
  showDetails();
  showWeights();
}

/// Contrasts as bars on one scale; cosine and norm are of another kind, and stand below as numbers.
void InspectorPanel::showValues(UnitBars& bars) {
  const RunData& data = monitor_->data();
  const ViewState& view = monitor_->view();
  std::vector<UnitBars::Row> contrasts, numbers;
  double largest = 0;  // asked for once: maps come 30 times a second
  if (data.snapshot)
    for (const SheetMap& map : data.snapshot->maps) {
      if (map.layer != view.layer || view.unit >= std::int64_t(map.values.size())) continue;
      const float value = map.values[std::size_t(view.unit)];
      if (isContrast(map.quantity) && largest == 0) largest = findLimits(*data.snapshot, map.quantity).high;
      if (isContrast(map.quantity))
        contrasts.push_back({quantityName(map.quantity), value, largest, {}, 1});
      else
        numbers.push_back({quantityTitle(map.quantity), value, 0});
    }
  setBarsTitle(contrasts.empty() ? QString() : tr("Selectivity, t"));
  contrasts.insert(contrasts.end(), numbers.begin(), numbers.end());
  bars.show(std::move(contrasts));
}

void InspectorPanel::setBarsTitle(const QString& title) {
  barsTitle_->setText(title);
  barsTitle_->setVisible(!title.isEmpty());
}

/// The weights take what the rest of the panel leaves, so that they are seen whole without scrolling.
void InspectorPanel::fitWeights() {
  if (!parentWidget() || !layout()->hasHeightForWidth()) return;
  layout()->activate();
  const int others = layout()->heightForWidth(width()) - weights_->heightForWidth(weights_->width());
  weights_->setMostHeight(std::clamp(parentWidget()->height() - others, kLeastWeights, kMostWeights));
}

bool InspectorPanel::event(QEvent* event) {
  if (event->type() == QEvent::ParentChange && parentWidget()) parentWidget()->installEventFilter(this);
  const bool done = QWidget::event(event);
  if (event->type() == QEvent::LayoutRequest) fitWeights();
  return done;
}

bool InspectorPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget() && event->type() == QEvent::Resize) fitWeights();
  return QWidget::eventFilter(watched, event);
}

void InspectorPanel::showWeights() {
  const RunData& data = monitor_->data();
  const ViewState& view = monitor_->view();
  const bool mine = data.unit && data.unit->layer == view.layer && data.unit->unit == view.unit;
  weights_->show(mine ? data.unit : std::nullopt);
  const auto largest = [this] { return inWindowNumbers(QString::number(weights_->largest(), 'g', 3)); };
  weightsNote_->setText(mine ? tr("%1, ±%2").arg(findLayout(*data.unit).description, largest()) + weightsStepText()
                             : noWeightsText());
}

QString InspectorPanel::noWeightsText() const {
  const RunData& data = monitor_->data();
  if (data.readingUnit) return tr("The weights are being read.");
  if (data.live && monitor_->view().followLive) return tr("The weights come with the next live maps.");
  return tr("No weights are stored at or before this step; checkpoints have them.");
}

/// Where they are not of the step of the map.
QString InspectorPanel::weightsStepText() const {
  const RunData& data = monitor_->data();
  if (!data.snapshot || data.unitStep < 0 || !data.caption.empty()) return {};
  const SheetMap* map = data.snapshot->find(monitor_->view().layer, monitor_->view().quantity);
  const bool same = data.unitStep == data.snapshot->step && (!map || map->step == data.unitStep);
  return same ? QString() : QStringLiteral(" · ") + tr("weights at step %L1").arg(data.unitStep);
}

}  // namespace studio
