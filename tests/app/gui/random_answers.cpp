#include "tests/app/gui/random_answers.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QDialog>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QTest>

namespace studio {
namespace {

constexpr int kLongestWait = 25, kMostLooks = 200;  // looks at one dialog before an answer, and before it is closed

/// What would start another process, or lose what the next actions need.
bool isForbidden(const QString& text) {
  return text.contains(QLatin1String("Keep training")) || text.contains(QLatin1String("Keep it paused")) ||
         text.contains(QLatin1String("without saving")) || text.startsWith(QLatin1String("Queue "));
}

QString shownText(const QString& text) {
  return QString(text).remove(QLatin1Char('&')).section(QLatin1Char('\t'), 0, 0);
}

QString describeWidget(const QWidget& widget) {
  const QString title = widget.windowTitle();
  return QString::fromLatin1(widget.metaObject()->className()) +
         (title.isEmpty() ? QString() : QStringLiteral(" \"%1\"").arg(title));
}

}  // namespace

void pressKey(QWidget& widget, Qt::Key key, Qt::KeyboardModifiers modifiers) {
  const QPointer<QWidget> alive(&widget);
  QTest::keyPress(&widget, key, modifiers);
  if (alive) QTest::keyRelease(alive.data(), key, modifiers);
}

RandomAnswers::RandomAnswers(std::uint64_t seed, QStringList files, std::function<void(const QString&)> tell)
    : random_(seed), files_(std::move(files)), tell_(std::move(tell)) {}

QWidget* RandomAnswers::open() {
  QWidget* popup = QApplication::activePopupWidget();
  return popup ? popup : QApplication::activeModalWidget();
}

void RandomAnswers::look() {
  QWidget* waiting = open();
  if (waiting != seen_) {
    seen_ = waiting;
    looks_ = 0;
    nextAt_ = below(kLongestWait);
    if (waiting) ++answered_;
  }
  if (!waiting || looks_++ < nextAt_) return;
  if (looks_ > kMostLooks) return dismiss(*waiting);
  nextAt_ = looks_ + 1 + below(kLongestWait);
  answer(*waiting);
}

void RandomAnswers::answer(QWidget& open) {
  if (auto* menu = qobject_cast<QMenu*>(&open)) return answerMenu(*menu);
  if (auto* files = qobject_cast<QFileDialog*>(&open)) return answerFiles(*files);
  if (qobject_cast<QDialog*>(&open)) return answerDialog(open);
  answerList(open);
}

void RandomAnswers::answerMenu(QMenu& menu) {
  QList<QAction*> entries;
  for (QAction* action : menu.actions())
    if (action->isVisible() && action->isEnabled() && !action->isSeparator() && !isForbidden(action->text()))
      entries << action;
  if (entries.isEmpty() || below(3) == 0) return dismiss(menu);
  QAction* chosen = entries[below(int(entries.size()))];
  tell_(QStringLiteral("menu: %1").arg(shownText(chosen->text())));
  menu.setActiveAction(chosen);
  pressKey(menu, chosen->menu() ? Qt::Key_Right : Qt::Key_Return);
}

/// Files are only ever chosen within the folder of this test.
void RandomAnswers::answerFiles(QFileDialog& dialog) {
  if (files_.isEmpty() || below(3) == 0) return dismiss(dialog);
  const bool saves = dialog.acceptMode() == QFileDialog::AcceptSave;
  if (!saves) dialog.selectFile(files_[below(int(files_.size()))]);
  tell_(QStringLiteral("%1: %2").arg(describeWidget(dialog), dialog.selectedFiles().join(QLatin1Char(' '))));
  static_cast<QDialog&>(dialog).accept();
}

void RandomAnswers::answerList(QWidget& list) {
  auto* view = qobject_cast<QAbstractItemView*>(&list);
  if (!view) view = list.findChild<QAbstractItemView*>();
  const int rows = view && view->model() ? view->model()->rowCount() : 0;
  if (rows == 0 || below(4) == 0) return dismiss(list);
  const int row = below(rows);
  tell_(QStringLiteral("%1: row %2").arg(describeWidget(list)).arg(row));
  view->setCurrentIndex(view->model()->index(row, 0));
  pressKey(*view, Qt::Key_Return);
}

/// Letters and digits alone: a path that is typed stays within the working folder.
void RandomAnswers::typeSomething(QWidget& dialog) {
  const auto fields = dialog.findChildren<QLineEdit*>();
  if (fields.isEmpty()) return;
  QLineEdit* field = fields[below(int(fields.size()))];
  if (!field->isVisible() || field->isReadOnly()) return;
  static const QString letters = QStringLiteral("aeinrst0123:");
  for (int count = 1 + below(3); count > 0; --count) field->insert(letters.mid(below(int(letters.size())), 1));
}

void RandomAnswers::answerDialog(QWidget& dialog) {
  QList<QAbstractButton*> buttons;
  bool canTakeDefault = true;
  for (auto* button : dialog.findChildren<QAbstractButton*>()) {
    if (isForbidden(button->text())) canTakeDefault = false;  // it may be the one that Return takes
    if (button->isVisible() && button->isEnabled() && !isForbidden(button->text())) buttons << button;
  }
  const QString name = describeWidget(dialog);
  if (below(3) == 0) typeSomething(dialog);
  const int kind = canTakeDefault ? below(6) : 2 * below(2);
  if (kind == 0 || (buttons.isEmpty() && !canTakeDefault)) {
    tell_(QStringLiteral("%1: Escape").arg(name));
    pressKey(dialog, Qt::Key_Escape);
  } else if (kind == 1 || buttons.isEmpty()) {
    tell_(QStringLiteral("%1: Return").arg(name));
    QWidget* focus = dialog.focusWidget();
    pressKey(focus && !qobject_cast<QAbstractButton*>(focus) ? *focus : dialog, Qt::Key_Return);
  } else {
    QAbstractButton* button = buttons[below(int(buttons.size()))];
    tell_(QStringLiteral("%1: button \"%2\"").arg(name, shownText(button->text())));
    button->click();
  }
}

void RandomAnswers::dismiss(QWidget& open) {
  tell_(QStringLiteral("%1: closed").arg(describeWidget(open)));
  if (auto* dialog = qobject_cast<QDialog*>(&open))
    dialog->reject();
  else
    open.close();
}

}  // namespace studio
