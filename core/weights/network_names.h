// Other people's names of a ResNet or a vision transformer, and what they put before and beside it: turned into
// torchvision's, which are ours. One row of a table a habit; names and shapes alone decide. No torch here.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/weights/stored_tensor.h"

namespace studio {

/// "encoder.stages.#.layers.#.shortcut.convolution" -> "layer{1+1}.{2}.downsample.0": # is a number, {1} the first of
/// them.
struct NameRule {
  std::string_view from, to;
  int part = -1;  ///< one of three that are put one behind the other (queries, keys, values)
};

struct NamingHabit {
  std::string_view whose;      ///< "Hugging Face's", for people
  bool transformer;            ///< a vision transformer, else a ResNet
  std::string_view anchor;     ///< a name that every such file has, behind some prefix
  std::string_view trunk;      ///< part of the prefix that the head does not have: "resnet."
  std::vector<NameRule> head;  ///< beside the trunk
  std::vector<NameRule> rules;
  bool alike;  ///< names that no rule knows are ours already
  bool isOurs() const { return whose == "torchvision's"; }
};
const std::vector<NamingHabit>& namingHabits();

/// The network of a file under our names.
struct NetworkNames {
  const NamingHabit* habit = nullptr;
  std::string prefix;                      ///< "module.encoder_q."
  std::vector<std::string> otherPrefixes;  ///< of further networks of the kind, which were not taken
  std::map<std::string, std::vector<std::string>>
      sources;                      ///< our name -> the name in the file, three where they are joined
  std::vector<std::string> beside;  ///< the rest
};
/// Of several the trained one, not its copies (stored_name.h), of these the one with the shortest prefix. `habit` is
/// null where there is none.
NetworkNames networkNamesIn(const TensorShapes& shapes);
/// Shapes under our names; of joined ones the joined shape.
TensorShapes renamedShapes(const TensorShapes& shapes, const NetworkNames& names);

}  // namespace studio
