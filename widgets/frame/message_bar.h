// One line over the centre: what happened and what can be done. Errors stay until closed, notices go after some seconds.
#pragma once
#include <QWidget>

#include "widgets/frame/theme.h"

class QLabel;
class QPushButton;
class QTimer;

namespace studio {

class MessageBar : public QWidget {
  Q_OBJECT
 public:
  explicit MessageBar(QWidget* parent = nullptr);
  void showError(const QString& sentence);
  void showNotice(const QString& sentence, const QString& actionText = {}, std::function<void()> action = {});
  QString text() const;

 private:
  void show(const QString& iconName, Role role, const QString& sentence, const QString& actionText, std::function<void()> action);
  QLabel* icon_;
  QLabel* text_;
  QPushButton* button_;
  QPushButton* copy_;
  QTimer* timer_;
  std::function<void()> action_;
};

}  // namespace studio
