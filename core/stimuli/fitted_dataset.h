// Sets of images as a network can see them: with its number of channels, without the files that cannot be read, and
// with another image in the place of one that is found damaged while training.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace studio {

/// Images of 1 or 3 channels as images of `channels`: grey is repeated, colour becomes luminance (0.299 R + 0.587 G +
/// 0.114 B). The set itself where it has that many. Throws UserError for other numbers of channels.
std::shared_ptr<const Dataset> showAs(std::shared_ptr<const Dataset> data, std::int64_t channels);

/// Called now and then on the calling thread; what it throws ends the work and passes through.
using ImagesDone = std::function<void(std::int64_t done, std::int64_t of)>;

/// How closely readable() looks: every image is decoded, or the beginning and the end of its file are looked at.
enum class ImageCheck { Whole, Ends };

/// The images that can be read, in their order; skipped() names the others ("house-3.jpg: it is empty"). Looks at every
/// image once, on several threads, and waits for them; the set itself where all can be read. Throws UserError, naming
/// the first, where none can, and for any other mistake than an unreadable file (images of several sizes). Blocks.
/// `images` is what they are called in sentences, e.g. "training images" of a part.
std::shared_ptr<const Dataset> readable(std::shared_ptr<const Dataset> data, const ImagesDone& progress = {},
                                        ImageCheck check = ImageCheck::Whole, const std::string& images = "images");

/// The images but for those that an earlier readable() had in its skipped(). Opens no file.
std::shared_ptr<const Dataset> without(std::shared_ptr<const Dataset> data, const std::vector<std::string>& skipped);

/// Throws UserError naming the first class of the whole set of which no image is left.
void requireEveryClass(const Dataset& whole, const Dataset& left, const std::string& images = "images");

/// 0, 1, ... size - 1
std::vector<std::int64_t> everyIndex(const Dataset& data);

// Images that turn out to be damaged only in the middle of a training run: of large sets only the ends of the files
// are looked at before the start, and disks fail. To leave an image out then would change how many batches an epoch
// has, and with it every later step; so the next readable image of its class is shown in its place, the same one
// whichever thread meets it, and the file is reported by name.

/// What was replaced so far, a sentence an image. Any thread.
class ReplacedImages {
 public:
  void add(std::string sentence);
  /// Those that were added since this was last asked.
  std::vector<std::string> takeNew();

 private:
  std::mutex mutex_;
  std::vector<std::string> new_;
};

/// The set, of as many images, in which no file is unreadable; `replaced` is notified of each such file once. Throws
/// UnreadableImage naming the image that was asked for where none of its class can be read.
std::shared_ptr<const Dataset> withReplacements(std::shared_ptr<const Dataset> data,
                                                std::shared_ptr<ReplacedImages> replaced);

}  // namespace studio
