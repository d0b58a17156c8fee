// One line over the lower edge of its parent: what happened and what can be done. It moves nothing below it. Errors
// stay until closed, notices go after some seconds.
#pragma once
#include <QWidget>
#include <functional>

#include "widgets/frame/theme.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTimer;

namespace studio {

class MessageBar : public QWidget {
  Q_OBJECT
 public:
  explicit MessageBar(QWidget* parent);
  /// `details` (the exception's own words) can be opened and copied.
  void showError(const QString& sentence, const QString& details = {});
  void showNotice(const QString& sentence, const QString& actionText = {}, std::function<void()> action = {});
  QString text() const;

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void place();
  void put(const QString& iconName, Role role, const QString& sentence, const QString& actionText,
           std::function<void()> action);
  QString iconName_;
  Role iconRole_ = Role::Muted;
  void paintIcon();
  QLabel* icon_;
  QLabel* text_;
  QPushButton* button_;
  QPushButton* more_;
  QPushButton* copy_;
  QPlainTextEdit* details_;
  QTimer* timer_;
  std::function<void()> action_;
};

}  // namespace studio
