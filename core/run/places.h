// Where the program's resources, a configuration's data and its file of weights are found. Any thread; each call looks
// at the disk for a moment.
#pragma once
#include <filesystem>
#include <string>

#include "core/run/run_config.h"

namespace studio {

/// The folder with demo data and presets: $STUDIO_RESOURCES, beside the installed program, or in the source tree.
/// Empty: none.
std::filesystem::path resourceFolder();

/// Relative places (data.root, model.weights) made absolute where they exist: from the working directory, then from the
/// configuration file's folder. "resources/..." that is in neither comes from resourceFolder() and stays as it is
/// written.
RunConfig withResolvedPaths(RunConfig config, const std::filesystem::path& configFolder = {});
/// The data's place as it can be opened here (resources/... included).
RunConfig withOpenablePaths(RunConfig config);

/// A file of weights, and a part of what it holds after a "#": "dino.pth#student", "moco.pth#module.encoder_k". Where a
/// file has that whole name, the file.
struct WeightsPlace {
  std::filesystem::path file;
  std::string part;
};
WeightsPlace findWeightsPlace(const std::filesystem::path& path);
/// A file or folder, or FILE#PART of a file that is there.
bool isPlaceThere(const std::filesystem::path& path);
/// By its ending: .safetensors, .pt, .pth, .bin, .tar, .ckpt, an index of several.
bool isWeightsName(const std::filesystem::path& path);
/// PyTorch's own: .pt, .pth, .bin.
bool isTorchName(const std::filesystem::path& file);
/// A file of weights, or a part of one: not the folder of a run.
bool isWeightsFile(const std::filesystem::path& path);

/// Free bytes where this folder is, or where it would be made; -1 = unknown.
double freeDiskBytes(std::filesystem::path folder);

}  // namespace studio
