// What random events are tried on: a folder of small runs (finished, of another seed, without TopoLoss, stopped, torn,
// damaged), files of weights, pictures, and what cannot be opened at all.
#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/run/run_config.h"

namespace studio {

/// Small and quick, but a real run: generated bars, one hidden sheet of 64 units.
RunConfig smallBarsRun(std::int64_t steps);
/// A GPT of width 32 as a plain state dict: nothing says how many heads it has. Returns the file.
std::filesystem::path writeBareGpt(const std::filesystem::path& file, int blocks);

struct RandomPlaces {
  std::filesystem::path folder;               ///< all of it
  std::filesystem::path runs, images;         ///< the runs folder; pictures sorted by category
  std::vector<std::filesystem::path> good;    ///< runs and files of weights that can be looked at
  std::vector<std::filesystem::path> others;  ///< what is refused, or shown with what is left of it
  std::vector<std::filesystem::path> seeds;   ///< runs that differ in their seed alone

  std::vector<std::filesystem::path> all() const;
};

/// Trains for some seconds. Throws std::runtime_error where a run fails.
RandomPlaces makeRandomPlaces(const std::filesystem::path& folder);

}  // namespace studio
