#include "widgets/frame/choice_box.h"

#include <QStylePainter>
#include <QWheelEvent>

namespace studio {

QString ChoiceBox::shownText() const {
  QStyleOptionComboBox option;
  initStyleOption(&option);
  const int room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width();
  return fontMetrics().elidedText(currentText(), Qt::ElideRight, room);
}

void ChoiceBox::paintEvent(QPaintEvent*) {
  QStylePainter painter(this);
  QStyleOptionComboBox option;
  initStyleOption(&option);
  option.currentText = shownText();
  painter.drawComplexControl(QStyle::CC_ComboBox, option);
  painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void ChoiceBox::wheelEvent(QWheelEvent* event) {
  if (hasFocus()) QComboBox::wheelEvent(event);
  else event->ignore();
}

}  // namespace studio
