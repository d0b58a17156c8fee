// Where resources, data and files of weights are looked for (places.h).
#include "core/run/places.h"

#include <array>
#include <cstdlib>
#include <string_view>

namespace studio {
namespace {

namespace fs = std::filesystem;

/// A pattern (shards/train*.npy) is where its folder is.
bool isThere(const fs::path& path) {
  std::error_code none;
  if (fs::exists(path, none)) return true;
  const bool pattern = path.filename().string().find_first_of("*[?") != std::string::npos;
  return pattern && path.has_parent_path() && fs::is_directory(path.parent_path(), none);
}

std::string resolved(const std::string& place, const fs::path& configFolder) {
  if (place.empty() || fs::path(place).is_absolute()) return place;
  std::error_code none;
  if (isThere(place)) return fs::absolute(place, none).lexically_normal().string();
  if (!configFolder.empty() && isThere(configFolder / place))
    return fs::absolute(configFolder / place, none).lexically_normal().string();
  return place;
}

std::string openable(const std::string& place) {
  constexpr std::string_view kPrefix = "resources/";
  if (!place.starts_with(kPrefix) || isThere(place)) return place;
  const fs::path ours = resourceFolder() / place.substr(kPrefix.size());
  return isThere(ours) ? ours.string() : place;
}

}  // namespace

fs::path resourceFolder() {
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none).parent_path();
  const char* named = std::getenv("STUDIO_RESOURCES");
  const std::array<fs::path, 4> places{named ? named : "", program / "../share/toponets-studio", STUDIO_RESOURCE_DIR,
                                       program / "resources"};
  for (const auto& place : places)
    if (!place.empty() && isThere(place / "demo")) return place.lexically_normal();
  return {};
}

RunConfig withResolvedPaths(RunConfig config, const fs::path& configFolder) {
  config.data.root = resolved(config.data.root, configFolder);
  const auto [file, part] = findWeightsPlace(config.model.weights);
  config.model.weights = resolved(file.string(), configFolder) + (part.empty() ? "" : "#" + part);
  const auto tokenizer =
      config.data.further.find("data.text.tokenizer");  // a word (core/data/encoded_text.h) or a place
  if (tokenizer != config.data.further.end())
    if (auto* place = std::get_if<std::string>(&tokenizer->second);
        place && *place != "bytes" && *place != "characters")
      *place = resolved(*place, configFolder);
  return config;
}

RunConfig withOpenablePaths(RunConfig config) {
  config.data.root = openable(config.data.root);
  return config;
}

WeightsPlace findWeightsPlace(const fs::path& path) {
  const auto text = path.string();
  const auto mark = text.rfind('#');
  std::error_code none;
  if (mark == std::string::npos || mark == 0 || mark + 1 == text.size() || fs::exists(path, none)) return {path, {}};
  return {text.substr(0, mark), text.substr(mark + 1)};
}

bool isPlaceThere(const fs::path& path) {
  std::error_code none;
  return fs::exists(findWeightsPlace(path).file, none);
}

bool isTorchName(const fs::path& file) {
  const auto ending = file.extension();
  return ending == ".pt" || ending == ".pth" || ending == ".bin";
}

bool isWeightsName(const fs::path& path) {
  const auto name = path.filename().string(), ending = path.extension().string();
  if (ending == ".tar" || ending == ".ckpt") return true;  // model.pth.tar
  return ending == ".safetensors" || isTorchName(path) || name.ends_with(".safetensors.index.json") ||
         name.ends_with(".bin.index.json");
}

bool isWeightsFile(const fs::path& path) {
  std::error_code none;
  return fs::is_regular_file(findWeightsPlace(path).file, none);
}

double freeDiskBytes(fs::path folder) {
  std::error_code error;
  while (!fs::exists(folder, error) && folder != folder.parent_path()) folder = folder.parent_path();
  const auto space = fs::space(folder.empty() ? "." : folder, error);
  return error ? -1 : double(space.available);
}

}  // namespace studio
