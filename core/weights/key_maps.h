// Other people's names for the same weights: a table of rules that turn the names of a file into those of a target
// network. Pure functions: tensors are renamed, left out, created or transposed, never changed in place.
#pragma once
#include <span>

#include "core/weights/state_dict.h"

namespace studio {

/// A rule touches only names that the target does not know, and never takes a name that another tensor has.
struct KeyRule {
  const char* name;
  const char* what;  ///< one line, for people
  void (*apply)(StateDict& given, const TensorShapes& target);
};

/// The one table, in the order in which the rules are applied.
std::span<const KeyRule> keyRules();
/// All rules, one after the other. What fits nowhere stays as it is.
StateDict fitNames(StateDict given, const TensorShapes& target);

/// The weights of a ResNet under the names it has with or without BlurPool (science.md 10.3); the filters come or go.
/// Throws UserError naming the source when they are of no ResNet.
StateDict withBlurPool(StateDict given, bool on, const std::string& source);

TensorShapes listShapes(const StateDict& tensors);

}  // namespace studio
