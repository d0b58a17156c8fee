// A category or contrast as one reads it: "22.5deg", as gratings name theirs, becomes "22.5°".
#pragma once
#include <QString>
#include <string>

namespace studio {

inline QString categoryText(const std::string& name) {
  QString text = QString::fromStdString(name);
  if (!text.endsWith(QLatin1String("deg"))) return text;
  bool isAngle = false;
  const QString angle = text.chopped(3);
  angle.toDouble(&isAngle);
  return isAngle ? angle + QChar(0x00B0) : text;
}

}  // namespace studio
