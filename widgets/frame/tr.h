// Text that people see, written outside of a class with a tr() of its own.
#pragma once
#include <QCoreApplication>
#include <QString>

namespace studio {

inline QString tr(const char* text) { return QCoreApplication::translate("Studio", text); }

}  // namespace studio
