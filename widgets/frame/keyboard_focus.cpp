#include "widgets/frame/keyboard_focus.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFocusEvent>
#include <QStyle>

namespace studio {
namespace {

constexpr const char* kByKeyboard = "byKeyboard";

/// Lists and tables have their frame from the style sheet, which reads properties only when a widget is polished.
void setByKeyboard(QWidget* widget, bool byKeyboard) {
  if (widget->property(kByKeyboard).toBool() == byKeyboard) return;
  widget->setProperty(kByKeyboard, byKeyboard);
  if (!qobject_cast<QAbstractItemView*>(widget)) return;
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

class FocusReasons : public QObject {
 public:
  using QObject::QObject;
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::FocusIn && watched->isWidgetType())
      take(static_cast<QWidget*>(watched), static_cast<QFocusEvent*>(event)->reason());
    return false;
  }

 private:
  /// A window or a menu that gives the keyboard back leaves things as they were.
  static void take(QWidget* widget, Qt::FocusReason reason) {
    if (reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason) return;
    setByKeyboard(
        widget, reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason);
  }
};

}  // namespace

void watchKeyboardFocus() {
  if (qApp->property("watchesFocus").toBool()) return;
  qApp->setProperty("watchesFocus", true);
  qApp->installEventFilter(new FocusReasons(qApp));
}

bool showsFocus(const QWidget* widget) {
  return widget && widget->hasFocus() && widget->property(kByKeyboard).toBool();
}

}  // namespace studio
