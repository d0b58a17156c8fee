// Sheets of several networks side by side: which stored snapshot of each belongs to one moment, and the difference of
// two maps. Pure functions; any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/run/snapshot.h"

namespace studio {

/// A moment that all are shown at: a step, or a share (0..1) of each one's own steps.
struct ComparedMoment {
  bool isShare = true;
  double at = 1;
  /// The step that it means in a run of so many steps.
  std::int64_t stepIn(std::int64_t steps) const;
};

/// The stored snapshot that is shown of a run at a moment.
struct ChosenSnapshot {
  std::int64_t step = -1;  ///< -1 = it has none at or before it
  bool exact = true;       ///< false: the one before is shown, and a screen says so
};
/// `stored`: steps with a snapshot, ascending. By share, within half a step of it counts as exact.
ChosenSnapshot chooseSnapshot(const std::vector<std::int64_t>& stored, std::int64_t steps,
                              const ComparedMoment& moment);
/// Moments at which one of the runs has a snapshot, ascending and each once: the places of a slider.
std::vector<double> comparedMoments(const std::vector<std::vector<std::int64_t>>& stored,
                                    const std::vector<std::int64_t>& steps, bool isShare);

/// `a` minus `b`, unit by unit; nullopt where the sheets differ in their size. What is undefined in one is so here.
std::optional<SheetMap> differenceMap(const SheetMap& a, const SheetMap& b);

/// Layers that all of these have, in the first one's order; where no layer is in all, those of the first.
std::vector<std::string> commonLayers(const std::vector<std::vector<std::string>>& layers);

}  // namespace studio
