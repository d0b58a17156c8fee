#include "widgets/forms/layer_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/forms/blur_picture.h"
#include "widgets/forms/fitted_text.h"
#include "widgets/forms/layer_model.h"
#include "widgets/forms/layer_table.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

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
  column->addWidget(table_, 1);
  column->addWidget(refusal_);
  column->addWidget(makeRule(this));
  column->addWidget(makeBelow());

  connect(document_, &ConfigDocument::changed, this, [this] {
    refusal_->setVisible(false);
    showCount();
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
  if (!selected.empty()) table_->select(selected);
  showCount();
}

QString LayerPanel::countText() const { return count_->text(); }

void LayerPanel::showCount() {
  count_->setText(tr("%1 of %2 with TopoLoss").arg(model_->withTopoLoss()).arg(model_->rowCount()));
}

void LayerPanel::layerSelected(const std::string& layer) {
  name_->setText(QString::fromStdString(layer));
  if (layer.empty()) picture_->clear();
  Q_EMIT previewWanted(layer);
}

void LayerPanel::showPreview(const SheetPreview& preview) {
  picture_->show(preview);
  const Limits limits = picture_->limits();
  scale_->setText(tr("what the loss compares at step 0, both ±%1").arg(limitText(limits.high, limits, false)));
  for (const LayerInfo& layer : model_->layers())
    if (layer.name == preview.weights.layer || layer.name == table_->selected())
      words_->setText(
          document_->config().topoloss.perSlice
              ? tr("One cosine for each of %1 slices, over the whole sheet. The loss of a layer is 1 minus their mean.")
                    .arg(studio::countText(layer.depth))
              : tr("One cosine for each unit, over its %1 weights. The loss of a layer is 1 minus their mean.")
                    .arg(studio::countText(layer.depth)));
}

void LayerPanel::showPreviewFault(const QString& sentence) {
  picture_->clear();
  scale_->setText({});
  words_->setText(sentence);
}

}  // namespace studio
