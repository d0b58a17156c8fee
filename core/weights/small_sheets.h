// Weights whose sheets a file stores small (topo/sheet_downsampling.h): its text says of each which sheet it is of and
// which is stored, and they are enlarged as the file is opened, so that everything else sees a network like any other.
// No torch here.
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "core/weights/weights_file.h"

namespace studio {

inline constexpr const char* kSmallSheetsKey = "small_sheets";

struct SmallSheet {
  std::int64_t height = 0, width = 0;              ///< of the layer
  std::int64_t storedHeight = 0, storedWidth = 0;  ///< in the file
};
using SmallSheets = std::map<std::string, SmallSheet>;  ///< by the weight's name

/// The text of a file: {"fc1.weight": [48, 64, 42, 57]}.
std::string smallSheetsText(const SmallSheets& sheets);

/// Puts enlarged weights in the place of the small ones and takes the text away; says so in the notes. Nothing without
/// such a text. Throws UserError naming the file for a text that does not fit its tensors, and for one that would make
/// far more of them than they are.
void enlargeSmallSheets(WeightsFile& file);

}  // namespace studio
