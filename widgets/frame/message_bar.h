// One message at a time in a row at the foot of its parent, over the status: what happened and what can be done. It
// moves nothing and covers no control, and the next one takes its place. A sentence that is longer than the row has two
// lines of it (message_text.h), and is whole among its details where these are too short as well. Errors stay until
// closed or solved, notices go after some seconds.
#pragma once
#include <QWidget>
#include <functional>
#include <vector>

#include "widgets/frame/theme.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTimer;
class QToolButton;

namespace studio {

class MessageText;

/// A button of a message.
struct MessageAction {
  QString text;
  std::function<void()> run;
};

class MessageBar : public QWidget {
  Q_OBJECT
 public:
  explicit MessageBar(QWidget* parent);
  /// The row in the parent, asked for with the px that one line of the message takes whenever it is placed; it may be
  /// narrower. Without it: above a footer.
  void setPlace(std::function<QRect(int)> where) { where_ = std::move(where); }
  /// Called with how many px of its row it takes, from the right; 0 = it is hidden.
  void setCovers(std::function<void(int)> covers) { covers_ = std::move(covers); }
  /// `details` (the exception's own words) can be opened and copied.
  void showError(const QString& sentence, const QString& details = {});
  void showNotice(const QString& sentence, std::vector<MessageAction> actions = {});
  /// What an error said is no longer so.
  void clearError();
  /// Hides this sentence, where it still stands.
  void withdraw(const QString& sentence);
  QString text() const;
  /// What lies below it has moved.
  void placeAgain();

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void layOut();
  void place();
  QString words() const;  ///< with the details
  void put(const QString& iconName, Role role, const QString& sentence, std::vector<MessageAction> actions);
  QString iconName_;
  Role iconRole_ = Role::Muted;
  void paintIcon();
  QLabel* icon_;
  MessageText* text_;
  std::vector<QPushButton*> buttons_;
  QPushButton* more_;
  QPushButton* copy_;
  QToolButton* close_;
  QPlainTextEdit* details_;
  QTimer* timer_;
  std::vector<MessageAction> actions_;
  std::function<QRect(int)> where_;
  std::function<void(int)> covers_;
  QString sentence_, detailsText_;
};

}  // namespace studio
