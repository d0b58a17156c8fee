// Images that turn out to be damaged only in the middle of a training run: of large sets only the ends of the files
// are looked at before the start, and disks fail. To leave an image out then would change how many batches an epoch
// has, and with it every later step; so the next readable image of its class is shown in its place, the same one
// whichever thread meets it, and the file is told by name.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/data/dataset.h"

namespace studio {

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

/// The set, of as many images, in which no file is unreadable; `replaced` hears of each such file once. Throws
/// UnreadableImage naming the image that was asked for where none of its class can be read.
std::shared_ptr<const Dataset> withReplacements(std::shared_ptr<const Dataset> data,
                                                std::shared_ptr<ReplacedImages> replaced);

}  // namespace studio
