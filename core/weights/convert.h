// Weights from one format into another, and under the names of one of our models. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/weights/weights_file.h"

namespace studio {

struct ConvertRequest {
  std::filesystem::path from;         ///< a file, an index of parts, a checkpoint or a run
  std::filesystem::path to;           ///< .safetensors, .pt, .pth or .bin
  std::string model;                  ///< names and completeness of this model; empty: the names stay
  std::optional<bool> blurPool;       ///< with or without it; nothing: as it is
  std::vector<std::string> settings;  ///< what the weights do not tell: "model.heads=6"; it stands in the new file
};

struct ConvertedWeights {
  std::int64_t tensors = 0, bytes = 0;  ///< bytes of the written file
  std::vector<std::string> notes = {};  ///< sentences on what the file is, what was taken of it and what was left out
};

/// Types stay as they are, and so do the file's texts; what a transformer's weights do not tell (heads, GELU) and how a
/// network's images were prepared is written among them. Throws UserError, also where the heads are told nowhere; then
/// nothing is written.
ConvertedWeights convertWeights(const ConvertRequest& request);

/// Names of the tensors that hold NaN or infinity; reads the whole file, checksums of a PyTorch archive included.
/// Throws UserError.
std::vector<std::string> tensorsNotFinite(const WeightsFile& file);
/// Clauses on variances of norms that are below zero (brokenVarianceIn); reads these alone.
std::vector<std::string> variancesBelowZero(const WeightsFile& file);

}  // namespace studio
