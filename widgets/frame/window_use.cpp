#include "widgets/frame/window_use.h"

#include <QCoreApplication>
#include <QEvent>

namespace studio {
namespace {

constexpr int kQuietMilliseconds = 4000;

/// Not what widgets send each other: enter and leave come too where a widget appears under a pointer that lies still.
bool isInput(const QEvent& event) {
  switch (event.type()) {
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::Wheel:
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TabletMove:
    case QEvent::TabletPress:
    case QEvent::NativeGesture:
    case QEvent::DragMove:
      return true;
    case QEvent::Resize:
      return event.spontaneous();  // by the edge of the window
    default:
      return false;
  }
}

}  // namespace

WindowUse::WindowUse(QObject* parent) : QObject(parent) {
  quiet_.setSingleShot(true);
  quiet_.setInterval(kQuietMilliseconds);
  connect(&quiet_, &QTimer::timeout, this, &WindowUse::changed);
  QCoreApplication::instance()->installEventFilter(this);
}

bool WindowUse::eventFilter(QObject*, QEvent* event) {
  if (!isInput(*event)) return false;
  const bool wasUsed = isUsed();
  quiet_.start();
  if (!wasUsed) Q_EMIT changed();
  return false;
}

}  // namespace studio
