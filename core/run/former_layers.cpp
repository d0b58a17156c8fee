// See former_layers.h: one table, which models add to before main() too.
#include "core/run/former_layers.h"

#include <map>
#include <mutex>

namespace studio {
namespace {

struct FormerDefaults {
  std::mutex mutex;
  std::map<std::string, FormerDefault> byModel;
};

/// Made at first use.
FormerDefaults& formerDefaults() {
  static FormerDefaults defaults;
  return defaults;
}

}  // namespace

void addFormerDefault(const std::string& model, FormerDefault wasDefault) {
  const std::lock_guard lock(formerDefaults().mutex);
  formerDefaults().byModel[model] = wasDefault;
}

FormerDefault formerDefault(const std::string& model) {
  const std::lock_guard lock(formerDefaults().mutex);
  const auto found = formerDefaults().byModel.find(model);
  return found == formerDefaults().byModel.end() ? nullptr : found->second;
}

}  // namespace studio
