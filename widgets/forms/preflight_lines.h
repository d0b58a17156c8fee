// The check list of the pre-flight: what was found, in words. No widgets.
#pragma once
#include <QString>
#include <optional>
#include <vector>

#include "widgets/forms/setup_services.h"
#include "widgets/frame/theme.h"

namespace studio {

struct PreflightLine {
  QString icon;
  Role role = Role::Good;
  QString text;
};

/// Problems of the newest settings are said even before anything was checked.
std::vector<PreflightLine> preflightLines(const std::optional<PreflightReport>& report,
                                          const std::vector<Problem>& problems);
/// "Factor" for "topoloss.factor".
QString fieldName(const std::string& key);

}  // namespace studio
