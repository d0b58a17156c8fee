// Mixing colours in CIE L*a*b* (D65), so that equal steps of a colour map look equal.
#pragma once
#include <QColor>

namespace studio {

/// share 0 = a, 1 = b.
QColor mixInLab(const QColor& a, const QColor& b, double share);

}  // namespace studio
