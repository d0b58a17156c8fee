// The application's style sheet, made from the roles of a theme (look.md: controls 28 px, corners 6 px, fields without
// borders).
#pragma once
#include <QString>

#include "widgets/frame/theme.h"

namespace studio {

QString styleSheetOf(const Theme& theme);

}  // namespace studio
