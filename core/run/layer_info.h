// What a screen may know of a layer that has a cortical sheet.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace studio {

struct LayerInfo {
  std::string name;                       ///< PyTorch's module path, e.g. "layer4.1.conv2"
  std::string kind;                       ///< "linear" or "conv"
  std::int64_t units = 0;                 ///< output units (rows of the weight)
  std::int64_t height = 0;                ///< sheet rows; unit u lies at row u / width, column u % width
  std::int64_t width = 0;                 ///< sheet columns
  std::int64_t depth = 0;                 ///< weights a unit (inputs, or inputs * kernel height * kernel width)
  std::vector<std::int64_t> weightShape;  ///< of one unit: [inputs] or [inputs, kernel height, kernel width]
  bool topo = false;                      ///< has TopoLoss by default (science.md 1.8)
};

}  // namespace studio
