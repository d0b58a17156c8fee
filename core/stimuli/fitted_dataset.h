// Sets of images as a network can see them: with its number of channels, and without the files that cannot be read.
#pragma once
#include <memory>

#include "core/data/dataset.h"

namespace studio {

/// Images of 1 or 3 channels as images of `channels`: grey is repeated, colour becomes luminance (0.299 R + 0.587 G + 0.114 B). The set
/// itself where it has that many. Throws UserError for other numbers of channels.
std::shared_ptr<const Dataset> showAs(std::shared_ptr<const Dataset> data, std::int64_t channels);

/// The images that can be read, in their order; skipped() names the others. Decodes every image once, on several threads; the set itself
/// where all can be read. Throws UserError, naming the first, where none can.
std::shared_ptr<const Dataset> readable(std::shared_ptr<const Dataset> data);

}  // namespace studio
