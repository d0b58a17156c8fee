// The command line's way to name data: KIND:PATH[?key=value&...], keys as in [data] of a configuration, e.g.
// "image_folder:photos/test?image_size=32" or "idx:mnist?limit=100". No torch here.
#pragma once
#include <string>
#include <string_view>

#include "core/run/run_config.h"

namespace studio {

/// Settings of `base` that the text does not name stay, but validation, which becomes 0: all images of the set are
/// meant. Throws UserError naming the text, what is wrong with it and how it should look.
DataConfig parseDataReference(std::string_view text, const DataConfig& base = {});
/// The same with a place that is there by its whole name, so that it means the same in every working directory; other
/// text as it is.
std::string wholeReference(const std::string& text);

}  // namespace studio
