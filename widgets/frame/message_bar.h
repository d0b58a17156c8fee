// One message at a time over an edge of its parent: what happened and what can be done. It moves nothing below it, and
// the next one takes its place. Errors stay until closed or solved, notices go after some seconds.
#pragma once
#include <QWidget>
#include <functional>
#include <vector>

#include "widgets/frame/theme.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTimer;

namespace studio {

/// A button of a message.
struct MessageAction {
  QString text;
  std::function<void()> run;
};

/// Where messages may lie in the parent: at the right of `space`, along its lower or its upper edge.
struct MessagePlace {
  QRect space;
  bool atTop = false;
};

class MessageBar : public QWidget {
  Q_OBJECT
 public:
  explicit MessageBar(QWidget* parent);
  /// Asked whenever a message is placed; without it: the whole parent, above a footer.
  void setPlace(std::function<MessagePlace()> where) { where_ = std::move(where); }
  /// `details` (the exception's own words) can be opened and copied.
  void showError(const QString& sentence, const QString& details = {});
  void showNotice(const QString& sentence, std::vector<MessageAction> actions = {});
  /// What an error told is no longer so.
  void clearError();
  QString text() const;
  /// What lies below it has moved.
  void placeAgain();

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void place();
  void put(const QString& iconName, Role role, const QString& sentence, std::vector<MessageAction> actions);
  QString iconName_;
  Role iconRole_ = Role::Muted;
  void paintIcon();
  QLabel* icon_;
  QLabel* text_;
  std::vector<QPushButton*> buttons_;
  QPushButton* more_;
  QPushButton* copy_;
  QPlainTextEdit* details_;
  QTimer* timer_;
  std::vector<MessageAction> actions_;
  std::function<MessagePlace()> where_;
};

}  // namespace studio
