// How the pixels were prepared that a network for images was trained on: from tensors before the network, as robustness
// libraries keep them, or from the texts data.mean and data.std, which every file that is written here says. No torch
// here.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "core/weights/recognise.h"

namespace studio {

/// Fills found.mean, found.std (of pixels from 0 to 1) and found.normaliser where the file says them.
void takeNormaliser(const WeightsFile& file, Recognition& found);
/// The same as texts for a file: {"data.mean", "[0.5,0.4,0.3]"}, {"data.std", ...}; empty where there are none.
std::map<std::string, std::string> normaliserTexts(const Recognition& found);
/// "0.485, 0.456, 0.406": values as people write them, for sentences and settings.
std::string roundedText(const std::vector<double>& values);

}  // namespace studio
