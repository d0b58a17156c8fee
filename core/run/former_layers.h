// What `topoloss.layers = "default"` meant in runs from before a model's default changed: the model's row says it
// (core/models), a run's folder asks for it. Any thread.
#pragma once
#include <string>
#include <string_view>

namespace studio {

/// Whether a layer of this name was among the default ones.
using FormerDefault = bool (*)(std::string_view layer);

/// Before a run's folder is read.
void addFormerDefault(const std::string& model, FormerDefault wasDefault);
/// nullptr where the default of this model has always been what it is.
FormerDefault formerDefault(const std::string& model);

}  // namespace studio
