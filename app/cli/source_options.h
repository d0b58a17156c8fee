// SOURCE as options of a command: RUN[:step], or --model NAME --weights FILE [--set model.key=value]...
#pragma once
#include <CLI/CLI.hpp>

#include "core/run/network_request.h"

namespace studio {

/// `runs`: whether the command takes runs besides models.
void addSourceOptions(CLI::App& app, SourceRequest& request, bool runs = true);

}  // namespace studio
