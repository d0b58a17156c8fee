// Makes the engine that computes: core/run/engine.h over all floors of core/. No torch here.
#pragma once
#include <memory>

#include "core/run/engine.h"
#include "core/run/table_texts.h"

namespace studio {

std::unique_ptr<Engine> makeEngine();

/// All tables of the engine in another language: settings, columns of a run, analyses.
void translateTables(const TextTranslation& translate);

}  // namespace studio
