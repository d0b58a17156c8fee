// From which seed the program draws stimuli that something is measured with (analyses, `evaluate`, `activations`, the
// probe of a run): 0, so that all runs and files of weights see the same pictures, unless DATA says `?seed=N`, as in
// "synthetic_localizer:?seed=3". A run's own [data] are drawn from train.seed. Programs that knew no such option drew
// stimuli from train.seed, too: what is stored of those says no seed and counts as `?seed=` their run's. So both the
// configuration of a run and a result say the seed on the disk; in memory 0 is not said. Values; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/run/run_config.h"

namespace studio {

/// DATA in two parts; no seed where it says none that is a number.
struct SeededData {
  std::string data;
  std::optional<std::int64_t> seed;
};
SeededData splitSeed(const std::string& data);
/// Of several ways to write the same stimuli the one that they are known by: the seed last, none for 0.
std::string plainStimuli(const std::string& data);

/// Whether programs without this option drew stimuli of this kind from the seed of the run.
bool wereOfRunsSeed(const std::string& data);
/// DATA as it is stored: a seed of 0 is said, where its absence would mean the run's.
std::string storedStimuliText(const std::string& data);
/// And as it was meant, in the folder of a run of this seed.
std::string readStimuliText(const std::string& stored, std::int64_t runSeed);

/// The same without the seed of the probe where it is the run's, as it was before there was a choice: by this runs of
/// several seeds, old ones and new ones, are known to have the same settings.
RunConfig withoutRunsSeed(RunConfig config);

}  // namespace studio
