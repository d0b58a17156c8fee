// Maps of an analysis as arrays for other programs.
#include <system_error>

#include "core/analysis/analyse.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/npy.h"

namespace studio {

std::vector<std::string> writeMaps(const NetworkAnalysis& found, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!std::filesystem::is_directory(folder))
    throw UserError("The folder " + folder.string() + " cannot be made; choose another --map-output.");
  std::vector<std::string> names;
  for (const auto& result : found.results)
    for (const auto& map : result.maps) {
      names.push_back(mapFileName(map.layer, map.quantity) + ".npy");
      writeNpy(folder / names.back(), NpyArray::from(map.values, {map.height, map.width}));
    }
  return names;
}

}  // namespace studio
