// Text that people see, written outside of a class with a tr() of its own.
#pragma once
#include <QCoreApplication>
#include <QString>

namespace studio {

/// With a capital at its beginning, as the other headings of a table; one letter ("p", "t") is a symbol and stays.
inline QString asHeading(const QString& text) {
  const bool isSymbol = text.size() < 2 || !text[1].isLetter();
  return isSymbol ? text : text.left(1).toUpper() + text.mid(1);
}

inline QString tr(const char* text) { return QCoreApplication::translate("Studio", text); }

}  // namespace studio
