#include "core/weights/class_names.h"

#include <nlohmann/json.hpp>

#include "core/run/printable_text.h"

namespace studio {

std::string classNamesText(const std::vector<std::string>& names) {
  return nlohmann::json(names).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<std::string> classNamesIn(const std::map<std::string, std::string>& metadata) {
  const auto found = metadata.find(kClassNamesKey);
  if (found == metadata.end()) return {};
  const auto json = nlohmann::json::parse(found->second, nullptr, false);
  if (!json.is_array()) return {};
  std::vector<std::string> names;
  for (const auto& name : json) {
    if (!name.is_string()) return {};
    names.push_back(printable(name.get<std::string>()));
  }
  return names;
}

bool onlyNumbers(const std::vector<std::string>& names) {
  for (std::size_t index = 0; index < names.size(); ++index)
    if (names[index] != std::to_string(index)) return false;
  return true;
}

}  // namespace studio
