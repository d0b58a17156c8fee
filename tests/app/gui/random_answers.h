// Answers what opens itself while random events go on: dialogs, message boxes, menus and lists, each after a moment,
// with a button, an entry, a file, Escape, or by closing it. Called from timers, so in nested event loops too.
#pragma once
#include <QPointer>
#include <QStringList>
#include <QWidget>
#include <functional>
#include <random>

class QAbstractButton;
class QFileDialog;
class QMenu;

namespace studio {

class RandomAnswers {
 public:
  /// `files` are chosen in dialogs that ask for one; `tell` gets a line for each answer.
  RandomAnswers(std::uint64_t seed, QStringList files, std::function<void(const QString&)> tell);
  /// Every some milliseconds.
  void look();
  int answered() const { return answered_; }
  /// What waits for an answer; nullptr where nothing does.
  static QWidget* open();

 private:
  int below(int count) { return int(random_() % std::uint64_t(count)); }
  void answer(QWidget& open);
  void answerMenu(QMenu& menu);
  void answerFiles(QFileDialog& dialog);
  void answerList(QWidget& list);
  void answerDialog(QWidget& dialog);
  void typeSomething(QWidget& dialog);
  void dismiss(QWidget& open);

  std::mt19937_64 random_;
  QStringList files_;
  std::function<void(const QString&)> tell_;
  QPointer<QWidget> seen_;
  int looks_ = 0, nextAt_ = 0, answered_ = 0;
};

/// Press and release where the first closes what is pressed.
void pressKey(QWidget& widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {});

}  // namespace studio
