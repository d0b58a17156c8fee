// Random actions of pointer and keys, sent as the window system sends them.
#include <QApplication>
#include <QKeySequence>
#include <QPointer>
#include <QRegion>
#include <QTest>
#include <QWheelEvent>
#include <QWindow>

#include "app/gui/main_window.h"
#include "tests/app/gui/random_actions.h"

namespace studio {

/// One that can be seen and clicked.
QWidget* RandomActions::someWidget() {
  std::vector<QWidget*> shown;
  for (QWidget* each : window_->findChildren<QWidget*>())
    if (each->isVisible() && each->isEnabled() && each->window()->windowHandle() && !each->visibleRegion().isEmpty())
      shown.push_back(each);
  return shown.empty() ? window_ : pick(shown);
}

/// Through the window system, as a mouse does: what lies at the place gets it.
void RandomActions::pressPointer() {
  QWidget* widget = someWidget();
  const QRect space = widget->visibleRegion().boundingRect();
  const QPoint within(space.left() + below(space.width()), space.top() + below(space.height()));
  const QPoint place = widget->mapTo(widget->window(), within);
  QWindow* window = widget->window()->windowHandle();
  const int kind = below(8);
  const auto modifiers = pick(std::vector<Qt::KeyboardModifiers>{Qt::NoModifier, Qt::NoModifier, Qt::NoModifier,
                                                                 Qt::ControlModifier, Qt::ShiftModifier});
  const QString how = kind == 0   ? QStringLiteral("double-click")
                      : kind == 1 ? QStringLiteral("right click")
                      : kind == 2 ? QStringLiteral("pointer")
                                  : QStringLiteral("click");
  tell_(QStringLiteral("%1 at %2, %3: %4 %5, modifiers %6")
            .arg(how)
            .arg(place.x())
            .arg(place.y())
            .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName())
            .arg(int(modifiers)));
  QTest::mouseMove(window, place);
  if (kind == 0) QTest::mouseDClick(window, Qt::LeftButton, modifiers, place);
  if (kind == 1) QTest::mouseClick(window, Qt::RightButton, modifiers, place);
  if (kind > 2) QTest::mouseClick(window, Qt::LeftButton, modifiers, place);
}

void RandomActions::turnWheel() {
  QWidget* widget = someWidget();
  const QPoint place = widget->visibleRegion().boundingRect().center();
  const QPoint angle(0, below(2) == 0 ? 120 : -120);
  const Qt::KeyboardModifiers modifiers = below(4) == 0 ? Qt::ControlModifier : Qt::NoModifier;
  tell_(QStringLiteral("wheel %1 over %2 %3")
            .arg(angle.y())
            .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName()));
  QWheelEvent event(QPointF(place), QPointF(widget->mapToGlobal(place)), {}, angle, Qt::NoButton, modifiers,
                    Qt::NoScrollPhase, false);
  QApplication::sendEvent(widget, &event);
}

/// To the widget that has the keyboard, shortcuts included; the release may find the window closed.
void RandomActions::pressSomeKey() {
  static const std::vector<Qt::Key> keys{
      Qt::Key_Left, Qt::Key_Right, Qt::Key_Up,     Qt::Key_Down,   Qt::Key_Home,   Qt::Key_End,       Qt::Key_PageUp,
      Qt::Key_Tab,  Qt::Key_Space, Qt::Key_Return, Qt::Key_Escape, Qt::Key_Delete, Qt::Key_Backspace, Qt::Key_Plus,
      Qt::Key_F2,   Qt::Key_F5,    Qt::Key_F6,     Qt::Key_F8,     Qt::Key_F11,    Qt::Key_0,         Qt::Key_1,
      Qt::Key_2,    Qt::Key_3,     Qt::Key_9,      Qt::Key_A,      Qt::Key_C,      Qt::Key_G,         Qt::Key_K,
      Qt::Key_L,    Qt::Key_O,     Qt::Key_R,      Qt::Key_S,      Qt::Key_W,      Qt::Key_Z};
  const auto modifiers = pick(std::vector<Qt::KeyboardModifiers>{
      Qt::NoModifier, Qt::NoModifier, Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier, Qt::AltModifier});
  const Qt::Key key = pick(keys);
  QPointer<QWindow> target = QApplication::focusWindow() ? QApplication::focusWindow() : window_->windowHandle();
  const QWidget* focus = QApplication::focusWidget();
  tell_(QStringLiteral("key %1 in %2")
            .arg(QKeySequence(int(modifiers) | int(key)).toString(),
                 focus ? QString::fromLatin1(focus->metaObject()->className()) : QStringLiteral("the window")));
  QTest::keyPress(target.data(), key, modifiers);
  if (target) QTest::keyRelease(target.data(), key, modifiers);
}

}  // namespace studio
