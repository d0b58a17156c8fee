// The look of exported figures, the same whatever the window shows: light theme, black text of 7 pt, axes 0.5 pt.
#pragma once
#include <QFont>
#include <QPainter>

#include "widgets/frame/theme.h"

namespace studio {

/// Sizes in painter units.
struct PrintStyle {
  double unitsPerMm = 1;
  double point() const { return unitsPerMm * 25.4 / 72; }
  double mm(double value) const { return value * unitsPerMm; }
  QFont text(double points = 7, bool bold = false) const;
  QPen axisPen() const;
  QPen gridPen() const;
  static const Theme& theme() { return Theme::light(); }
  static QColor ink();
};

}  // namespace studio
