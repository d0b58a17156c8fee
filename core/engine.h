// Makes the engine that computes: core/run/engine.h over all floors of core/. No torch here.
#pragma once
#include <memory>

#include "core/run/engine.h"

namespace studio {

std::unique_ptr<Engine> makeEngine();

}  // namespace studio
