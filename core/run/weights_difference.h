// What two files of weights differ in, tensor by tensor, and what two configurations do. Values; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/run/run_config.h"
#include "core/run/scalars.h"

namespace studio {

/// One tensor of both, or one that only one of them has. Numbers are those of the values as doubles; where a value of
/// either is not finite, what is made of it is undefined too.
struct TensorDifference {
  enum class Kind { Compared, OtherShape, OnlyFirst, OnlySecond };
  std::string name;  ///< the first one's, else the second one's
  Kind kind = Kind::Compared;
  std::string first, second;  ///< shapes as text, "64x3x7x7"; empty: there is none
  std::int64_t values = 0;
  double largest = kUndefined;   ///< max |a - b|
  double relative = kUndefined;  ///< ||a - b|| / ||a||, L2; 0 where both are all 0
  double cosine = kUndefined;    ///< a b / (||a|| ||b||); undefined where one is all 0
  bool same() const { return kind == Kind::Compared && largest == 0; }
};

struct WeightsDifference {
  std::vector<TensorDifference> tensors;  ///< in the first one's order, then those that only the second has
  std::int64_t compared = 0;              ///< tensors
  double largest = kUndefined;            ///< over all that were compared
  double relative = kUndefined;           ///< of all values as one vector
  double cosine = kUndefined;             ///< the same
  std::vector<std::string> notes;         ///< sentences: names that were matched in another spelling
};

/// By their relative difference, the largest first; then those that cannot be compared, those that are the same, and
/// counters of batches last. Otherwise in their order.
std::vector<TensorDifference> largestFirst(std::vector<TensorDifference> tensors);

/// A setting that two configurations, or several runs, do not share.
struct SettingDifference {
  std::string key, label;
  std::vector<std::string> values;  ///< as text, one a configuration
};
/// In the order of the form; without those of `leftOut` (keys). Fewer than two configurations differ in nothing.
std::vector<SettingDifference> settingDifferences(const std::vector<const RunConfig*>& configs,
                                                  const std::vector<std::string>& leftOut = {});
/// A setting's value as tables show it: "3 × 3", "on", "32, 16"; numbers at full length.
std::string settingText(const ConfigValue& value);

}  // namespace studio
