// NumPy arrays as tensors and back.
#pragma once
#include <torch/types.h>

#include <string>
#include <vector>

#include "core/run/npy.h"

namespace studio {

/// A view of the array's bytes in its own type; the array must outlive it. Throws UserError naming `source` for a type
/// that has no tensor.
torch::Tensor makeTensor(const NpyArray& array, const std::string& source);
/// makeTensor() as images [n, channels, height, width]: [n, height, width] gets one channel, [n, features] becomes [n,
/// 1, 1, features]. Throws UserError also where the channels come last.
torch::Tensor readImages(const NpyArray& array, const std::string& source);
/// "NaN at image 3, row 0 (5 of 80 values are not finite)", `axes` naming the dimensions; empty where every value is
/// finite.
std::string nonFiniteIn(const torch::Tensor& values, const std::vector<std::string>& axes = {});
/// readImages() as float32 of its own memory. Throws UserError naming `source` and the place of a value that is not
/// finite, or is beyond float32.
torch::Tensor readFiniteImages(const NpyArray& array, const std::string& source);
/// float32, float64 and int64 keep their type; everything else becomes float32.
NpyArray makeNpyArray(const torch::Tensor& tensor);

}  // namespace studio
