#include "widgets/forms/layer_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <tuple>

#include "widgets/forms/panel_parts.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/sheet_painter.h"
#include "widgets/frame/language.h"

namespace studio {
namespace {

constexpr int kCaption = 20, kBetween = 30, kPictureLeast = 108, kTableLeast = 72;

/// Weights and blur are signed: zero is neutral, both ends alike.
Limits sharedLimits(const BlurPreview& preview) {
  double largest = 0;
  for (const SheetMap* map : {&preview.weights, &preview.blurred})
    for (const float value : map->values)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(static_cast<double>(value)));
  return largest > 0 ? Limits{-largest, largest} : Limits{};
}

void paintMap(QPainter& painter, const QRectF& area, const SheetMap& map, const Limits& limits,
              const QString& caption) {
  const Theme& colours = theme();
  const MapDisplay display{&colourMapFor({}, kCosineQuantity, colours), limits, 0, &colours};
  const QRectF space = area.adjusted(0, 0, 0, -kCaption);
  QRectF rect = sheetRect(space, map.height, map.width);
  rect.moveLeft(area.left());
  drawSheet(painter, rect, map, display, false);
  painter.setPen(QPen(colours.color(Role::Line), 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 0.5));
  painter.setPen(colours.color(Role::Muted));
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.drawText(QRectF(area.left(), rect.bottom() + 2, area.width(), kCaption), Qt::AlignLeft | Qt::AlignVCenter,
                   caption);
}

}  // namespace

BlurPicture::BlurPicture(QWidget* parent) : QWidget(parent) {
  setFixedHeight(kPictureLeast);
  setAccessibleName(tr("One slice of the first weights and its blur"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void BlurPicture::show(const BlurPreview& preview) {
  preview_ = preview;
  limits_ = sharedLimits(preview);
  update();
}

void BlurPicture::clear() {
  preview_.reset();
  update();
}

int BlurPicture::heightFor(int width) const {
  if (!preview_) return kPictureLeast;
  const SheetMap& map = preview_->weights;
  const double shape = double(std::max<std::int64_t>(1, map.height)) / double(std::max<std::int64_t>(1, map.width));
  return std::max(kPictureLeast, int((width - kBetween) / 2 * shape) + kCaption + 2);
}

void BlurPicture::paintEvent(QPaintEvent*) {
  if (!preview_) return;
  QPainter painter(this);
  const double width = (this->width() - kBetween) / 2.0;
  const QRectF left(1, 1, width - 1, height() - 2), right(width + kBetween, 1, width - 1, height() - 2);
  const BlurPreview& shown = *preview_;
  paintMap(painter, left, shown.weights, limits_,
           tr("Weights, %1 × %2").arg(shown.weights.height).arg(shown.weights.width));
  paintMap(painter, right, shown.blurred, limits_,
           tr("Blurred through %1 × %2").arg(shown.lowHeight).arg(shown.lowWidth));
  painter.drawPixmap(QPointF(width + (kBetween - 14) / 2.0, (height() - kCaption - 14) / 2.0),
                     iconPixmap(QStringLiteral("chevron-right"), Role::Muted, 14, devicePixelRatioF()));
}

LayerPanel::LayerPanel(ConfigDocument* document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      model_(new LayerModel(document, this)),
      table_(new LayerTable(model_, this)),
      count_(makeMutedLabel({}, this)),
      refusal_(makeMutedLabel({}, this)) {
  auto* title = new QHBoxLayout;
  title->setContentsMargins(16, 0, 16, 0);
  title->setSpacing(10);
  title->addWidget(makePanelTitle(tr("Layers"), this));
  title->addWidget(count_);
  title->addStretch(1);
  refusal_->setContentsMargins(16, 4, 16, 4);
  refusal_->setWordWrap(true);
  refusal_->setVisible(false);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(title);
  column->addWidget(table_, 1000);  // up to the height of its rows
  column->addWidget(refusal_);
  column->addWidget(makeRule(this));
  column->addWidget(makeBelow());
  column->addStretch(1);

  connect(document_, &ConfigDocument::changed, this, [this] {
    refusal_->setVisible(false);
    showCount();
    fitPicture();
  });
  connect(model_, &LayerModel::refused, this, [this](const QString& sentence) {
    refusal_->setText(sentence);
    refusal_->setVisible(true);
  });
  connect(table_, &LayerTable::layerSelected, this, &LayerPanel::layerSelected);
}

QWidget* LayerPanel::makeBelow() {
  auto* below = new QWidget(this);
  auto* column = new QVBoxLayout(below);
  column->setContentsMargins(16, 10, 16, 16);
  column->setSpacing(8);
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  name_ = makePanelTitle({}, below);
  name_->setFixedHeight(18);
  scale_ = new FittedText(1, TextStyle::Label, Role::Muted, below);
  head->addWidget(name_);
  head->addWidget(scale_, 1);
  picture_ = new BlurPicture(below);
  words_ = makeMutedLabel(tr("Select a layer to see what TopoLoss compares in it."), below);
  words_->setWordWrap(true);
  words_->setMinimumHeight(32);
  column->addLayout(head);
  column->addWidget(picture_);
  column->addWidget(words_);
  return below;
}

void LayerPanel::showLayers(const std::vector<LayerInfo>& layers) {
  std::string selected = table_->selected();
  model_->setLayers(layers);
  const auto has = [&](const std::string& name) {
    return std::any_of(layers.begin(), layers.end(), [&](const LayerInfo& layer) { return layer.name == name; });
  };
  if (!has(selected)) {
    selected.clear();
    for (const LayerInfo& layer : layers)
      if (model_->hasTopoLoss(layer)) selected = layer.name;  // the last one with TopoLoss: the deepest map
  }
  if (!selected.empty())
    table_->select(selected);
  else
    layerSelected({});  // a table that was emptied does not say so
  showCount();
  fitPicture();
}

void LayerPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitPicture();
}

/// As large as fits beside a table of which all rows are seen and which is no higher than these: the room of a wide
/// window goes to it. By what the parts ask for, not by where they stand: they may not have been laid out yet.
void LayerPanel::fitPicture() {
  const int rows = table_->horizontalHeader()->sizeHint().height() + 2 * table_->frameWidth() +
                   table_->verticalHeader()->defaultSectionSize() * model_->rowCount();
  table_->setMaximumHeight(std::max(rows, kTableLeast));
  const int parts =
      layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width()) : layout()->sizeHint().height();
  const int table = std::min(table_->sizeHint().height(), table_->maximumHeight());
  const int spare = height() - (parts - table - picture_->height()) - table_->maximumHeight();
  picture_->setFixedHeight(std::clamp(spare, kPictureLeast, picture_->heightFor(picture_->width())));
}

QString LayerPanel::countText() const { return count_->text(); }

void LayerPanel::showCount() {
  count_->setText(tr("%1 of %2 with TopoLoss").arg(model_->withTopoLoss()).arg(model_->rowCount()));
}

const LayerInfo* LayerPanel::selectedLayer() const {
  for (const LayerInfo& layer : model_->layers())
    if (layer.name == table_->selected()) return &layer;
  return nullptr;
}

/// A picture of other weights never stands under this layer's name, not even until its own has been made.
void LayerPanel::layerSelected(const std::string& layer) {
  name_->setText(QString::fromStdString(layer));
  const LayerInfo* info = selectedLayer();
  const bool isShown = info && picture_->hasPicture() && shown_ == std::tie(info->name, info->depth) &&
                       picture_->hasSize(info->height, info->width) && shownModel_ == document_->config().model.name;
  if (!isShown) {
    picture_->clear();
    words_->clear();
    scale_->setText(layer.empty() ? QString() : tr("reading the weights…"));
    fitPicture();
  }
  Q_EMIT previewWanted(layer);
}

void LayerPanel::showPreview(const BlurPreview& preview) {
  const LayerInfo* info = selectedLayer();
  if (!info || info->name != preview.weights.layer) return;  // another one was chosen meanwhile
  shown_ = {info->name, info->depth};
  shownModel_ = document_->config().model.name;
  picture_->show(preview);
  fitPicture();
  const Limits limits = picture_->limits();
  scale_->setText(tr("compared at step 0, both ±%1").arg(inWindowNumbers(limitText(limits.high, limits, false))));
  words_->setText(
      document_->config().topoloss.perSlice
          ? tr("One cosine for each of %1 slices, over the whole sheet. The loss of a layer is 1 minus their mean.")
                .arg(studio::countText(info->depth))
          : tr("One cosine for each unit, over its %1 weights. The loss of a layer is 1 minus their mean.")
                .arg(studio::countText(info->depth)));
}

void LayerPanel::showPreviewFault(const QString& sentence) {
  picture_->clear();
  scale_->setText({});
  if (const LayerInfo* layer = selectedLayer(); layer && !model_->factorFits(*layer))
    return words_->clear();  // the form says it at the setting, once for all layers
  words_->setText(sentence);
}

}  // namespace studio
