// What a file of weights states beside the settings of its network (stated_settings.h): how its images were prepared,
// what it asks for that our network does not compute, and the names of its classes. No torch here.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/weights/recognise.h"
#include "core/weights/stated_settings.h"

namespace studio {

// How the pixels were prepared that a network for images was trained on: from tensors before the network, as robustness
// libraries keep them, or from the texts data.mean and data.std, which every file that is written here says.

/// Fills found.mean, found.std (of pixels from 0 to 1) and found.normaliser where the file says them.
void takeNormaliser(const WeightsFile& file, Recognition& found);
/// The same as texts for a file: {"data.mean", "[0.5,0.4,0.3]"}, {"data.std", ...}; empty where there are none.
std::map<std::string, std::string> normaliserTexts(const Recognition& found);
/// "0.485, 0.456, 0.406": values as people write them, for sentences and settings.
std::string roundedText(const std::vector<double>& values);

// What a configuration in or beside a file of weights asks for against what there is: functions that this program's
// networks do not compute, and sizes that are not those of the weights.

inline constexpr std::string_view kStatedInFile = " in the file", kStatedInJson = " in config.json beside it";

/// Of a transformer: clauses in found.unlike.
void findUnsupported(Recognition& found, const std::map<std::string, std::string>& metadata,
                     const std::map<std::string, std::string>& json, const WeightsLayout& layout);
/// Of a language model: notes where the file's own texts state another number of blocks, width or context.
void noteOtherSizes(Recognition& found, const std::map<std::string, std::string>& metadata);

// Names of the classes a network distinguishes, as files of weights keep them: the text `class_names`, a JSON list,
// index = output.

inline constexpr const char* kClassNamesKey = "class_names";

std::string classNamesText(const std::vector<std::string>& names);
/// Of a file's texts; empty where they hold no such list. Names are made fit to be shown.
std::vector<std::string> classNamesIn(const std::map<std::string, std::string>& metadata);

/// 0, 1, 2, ...: no more than numbers, or none.
bool onlyNumbers(const std::vector<std::string>& names);

}  // namespace studio
