// How a person has maps shown, from run to run: the share of the values within the limits, whose limits they are, and
// what is hidden of each kind of value go along to every run; limits set by hand belong to one run and one kind of
// value. GUI thread only.
#pragma once
#include <array>
#include <filesystem>
#include <map>
#include <optional>

#include "widgets/runs/run_data.h"

namespace studio {

class DisplayMemory {
 public:
  /// Of this run `now` is chosen in place of `before`: what is new is kept, and where values of another kind are shown
  /// now, what was kept of these comes back.
  ViewState change(const ViewState& before, ViewState now, const std::filesystem::path& run);
  /// The same run or another one opens with `next`.
  ViewState open(ViewState next, const ViewState& before) const;

 private:
  struct Manual {
    double low, high;
  };
  std::array<double, 3> hidden_{};  ///< below which |value|, by quantityKind()
  std::map<std::filesystem::path, std::array<std::optional<Manual>, 3>> manual_;
};

}  // namespace studio
