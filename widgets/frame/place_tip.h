// A tip that depends on the place of the pointer inside a painted widget. GUI thread.
#pragma once
#include <QHelpEvent>
#include <QToolTip>
#include <QWidget>

namespace studio {

/// `text` beside the pointer; empty hides the tip that is there.
inline void showPlaceTip(QWidget* widget, const QHelpEvent& event, const QString& text) {
  if (text.isEmpty()) QToolTip::hideText();
  else QToolTip::showText(event.globalPos(), text, widget);
}

}  // namespace studio
