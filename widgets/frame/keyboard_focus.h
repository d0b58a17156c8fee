// Whether a frame shows where the keyboard is: after Tab or a shortcut, not after a click, which everybody has seen.
// GUI thread.
#pragma once
#include <QWidget>

namespace studio {

/// From now on each widget of the program knows how the keyboard came to it; more than once does nothing. Style sheets
/// ask by the property "byKeyboard".
void watchKeyboardFocus();

/// The widget has the keyboard, and got it by Tab or a shortcut.
bool showsFocus(const QWidget* widget);

}  // namespace studio
