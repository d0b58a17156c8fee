// A card that is one button: icon, title, shortcut at the right, a line below.
#pragma once
#include <QAbstractButton>

namespace studio {

class ChoiceCard : public QAbstractButton {
  Q_OBJECT
 public:
  ChoiceCard(const QString& icon, const QString& title, const QString& about, const QString& shortcut, QWidget* parent);
  QSize sizeHint() const override { return {256, 64}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString icon_, about_, shortcut_;
};

}  // namespace studio
