#include "widgets/export/print_style.h"

#include "widgets/frame/theme.h"

namespace studio {

QFont PrintStyle::text(double points, bool bold) const {
  QFont result = textFont(bold ? TextStyle::PanelTitle : TextStyle::Body);
  result.setPixelSize(std::max(1, int(std::lround(points * point()))));
  return result;
}

QPen PrintStyle::axisPen() const { return QPen(ink(), 0.5 * point(), Qt::SolidLine, Qt::FlatCap); }

QPen PrintStyle::gridPen() const { return QPen(theme().color(Role::Line), 0.35 * point(), Qt::SolidLine, Qt::FlatCap); }

QColor PrintStyle::ink() { return QColor(Qt::black); }

}  // namespace studio
