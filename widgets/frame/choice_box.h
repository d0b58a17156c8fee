// A choice from a list. Its text is cut with an ellipsis where there is no room (Qt cuts letters), and a wheel over a box that one only
// scrolls past does not change it.
#pragma once
#include <QComboBox>

namespace studio {

class ChoiceBox : public QComboBox {
  Q_OBJECT

 public:
  using QComboBox::QComboBox;
  /// What can be read of the current text.
  QString shownText() const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
};

}  // namespace studio
