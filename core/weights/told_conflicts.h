// What a configuration in or beside a file of weights asks for against what there is: functions that this program's
// networks do not compute, and sizes that are not those of the weights. No torch here.
#pragma once
#include <map>
#include <string>
#include <string_view>

#include "core/weights/recognise.h"
#include "core/weights/told_settings.h"

namespace studio {

inline constexpr std::string_view kToldInFile = " in the file", kToldInJson = " in config.json beside it";

/// Of a transformer: clauses in found.unlike.
void findUnlike(Recognition& found, const std::map<std::string, std::string>& metadata,
                const std::map<std::string, std::string>& json, const WeightsLayout& layout);
/// Of a language model: notes where the file's own texts tell another number of blocks, width or context.
void noteOtherSizes(Recognition& found, const std::map<std::string, std::string>& metadata);

}  // namespace studio
