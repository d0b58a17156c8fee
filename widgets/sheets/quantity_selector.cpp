#include "widgets/sheets/quantity_selector.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QToolButton>
#include <algorithm>

#include "core/run/snapshot.h"
#include "widgets/frame/controls.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

constexpr int kMostButtons = 6;  // contrasts

bool isContrast(const std::string& quantity) { return quantity != kCosineQuantity && quantity != kNormQuantity; }

}  // namespace

QuantitySelector::QuantitySelector(QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), buttons_(new QButtonGroup(this)), list_(new ChoiceBox(this)) {
  row_->setContentsMargins(0, 0, 0, 0);
  row_->setSpacing(2);
  row_->addWidget(list_);
  list_->setAccessibleName(tr("Class for selectivity"));
  list_->hide();
  connect(buttons_, &QButtonGroup::buttonClicked, this,
          [this](QAbstractButton* button) { Q_EMIT quantityChosen(button->property("quantity").toString()); });
  connect(list_, &QComboBox::activated, this, [this] {
    const QString contrast = list_->currentData().toString();
    if (!contrast.isEmpty()) Q_EMIT quantityChosen(contrast);
  });
}

void QuantitySelector::addButton(const std::string& quantity) {
  auto* button = new QToolButton(this);
  button->setText(quantity == kCosineQuantity ? tr("Cosine")
                  : quantity == kNormQuantity ? tr("Norm")
                                              : QString::fromStdString(quantity));
  button->setToolTip(quantityTitle(quantity));
  button->setAccessibleName(quantityTitle(quantity));
  button->setProperty("quantity", QString::fromStdString(quantity));
  button->setCheckable(true);
  buttons_->addButton(button);
  row_->insertWidget(row_->count() - 1, button);
  button->setVisible(true);  // now, not with the next event: the view places itself by the size of this row
}

void QuantitySelector::fill(const std::vector<std::string>& quantities) {
  quantities_ = quantities;
  for (QAbstractButton* button : buttons_->buttons()) {
    buttons_->removeButton(button);
    row_->removeWidget(button);
    button->hide();
    button->deleteLater();  // one of them may be the sender
  }
  list_->clear();
  list_->addItem(tr("Selectivity"), QString());
  const auto contrasts = std::count_if(quantities.begin(), quantities.end(), isContrast);
  for (const std::string& quantity : quantities)
    if (isContrast(quantity) && contrasts > kMostButtons)
      list_->addItem(quantityTitle(quantity), QString::fromStdString(quantity));
    else
      addButton(quantity);
  list_->setVisible(list_->count() > 1);
}

void QuantitySelector::show(const std::vector<std::string>& quantities, const std::string& chosen) {
  if (quantities != quantities_) fill(quantities);
  const QString name = QString::fromStdString(chosen);
  buttons_->setExclusive(false);  // none is checked while the list has the chosen one
  for (QAbstractButton* button : buttons_->buttons())
    button->setChecked(button->property("quantity").toString() == name);
  const int index = list_->findData(name);
  if (list_->currentIndex() != std::max(0, index)) list_->setCurrentIndex(std::max(0, index));
}

}  // namespace studio
