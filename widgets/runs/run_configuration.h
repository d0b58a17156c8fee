// The settings of a stored run as a configuration to begin another one with. Any thread; reads the disk.
#pragma once
#include <string>

#include "core/run/run_config.h"
#include "core/run/run_store.h"

namespace studio {

struct WrittenConfig {
  RunConfig config;
  std::string text;  ///< TOML to write it into; settings of `config` that it says otherwise are to be rewritten
};

/// Places and what the device decides (train.precision) are as the run's own configuration has them, where they still
/// mean the same here. The text is the one that the run was started from, with its comments; of one that spells every
/// setting out, or where there is none, only what differs from the defaults. Throws UserError.
WrittenConfig writtenConfig(const RunFolder& run);
/// Only what differs from the defaults; parseConfig of it gives `config` again.
std::string differingToml(const RunConfig& config);

}  // namespace studio
