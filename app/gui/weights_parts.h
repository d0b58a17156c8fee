// The networks that stand in one file of weights: a pair of encoders, a model and its teacher. No torch here; reads the
// disk.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace studio {

struct WeightsParts {
  /// What may stand behind FILE#, only those with a network that is recognised; "" is the file without a part. None
  /// where there is but one.
  std::vector<std::string> names;
  std::string taken;  ///< the one that is opened: the part that `path` names, else the engine's choice; empty where
                      ///< that is none of them
};

/// Never throws: a file that cannot be read has no parts, and opening it says why.
WeightsParts partsOfWeights(const std::filesystem::path& path);

}  // namespace studio
