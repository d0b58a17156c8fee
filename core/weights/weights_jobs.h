// What `toponets inspect`, `convert` and the window ask of a file of weights: which networks stand in it, whether its
// values can be computed with, and the same weights in another format and under the names of one of our models. All
// read the disk. No torch here.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/run/weights_report.h"
#include "core/weights/weights_file.h"

namespace studio {

/// The networks that stand in one file: a pair of encoders, a model and its teacher. Never throws: a file that cannot
/// be read has no parts, and opening it says why.
WeightsParts partsOfWeights(const std::filesystem::path& path);

/// Weights from one format into another, and under the names of one of our models. Types stay as they are, and so do
/// the file's texts; what a transformer's weights do not show (heads, GELU) and how a network's images were prepared is
/// written among them. Throws UserError, also where the heads are stated nowhere; then nothing is written.
ConvertedWeights convertWeights(const ConvertRequest& request);

/// What a copy of these weights says beside its tensors: the file's own texts, and what its weights do not show.
std::map<std::string, std::string> textsOfWeights(const std::filesystem::path& file);

/// Names of the tensors that hold NaN or infinity; reads the whole file, checksums of a PyTorch archive included.
/// Throws UserError.
std::vector<std::string> tensorsNotFinite(const WeightsFile& file);
/// Clauses on variances of norms that are below zero (brokenVarianceIn); reads these alone.
std::vector<std::string> variancesBelowZero(const WeightsFile& file);

}  // namespace studio
