// Which data are meant: the command line's way to name them, KIND:PATH[?key=value&...], keys as in [data] of a
// configuration, e.g. "image_folder:photos/test?image_size=32" or "idx:mnist?limit=100", and of stimuli that the
// program draws the seed they are drawn from (core/run/stimuli_seed.h), e.g. "synthetic_localizer:?seed=3"; and by what
// they are known again. No torch here.
#pragma once
#include <cstdint>
#include <filesystem>
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

/// What decides the result of an analysis, as one short text: equal inputs have equal fingerprints, whatever the day
/// and wherever a run was copied to. Files count by name and content; of places above 1 GiB or 5,000 files, name, size
/// and time of the last change stand for the content, for nobody waits while a whole training set is read. Blocks on
/// the disk; any thread.
class Fingerprint {
 public:
  /// Texts are separated from their neighbours: {"a", "bc"} is not {"ab", "c"}.
  Fingerprint& add(std::string_view text);
  /// A file, or all files below a folder and the folders it links to; what is not there counts as nothing. Contents
  /// are read once as long as the files stay as they are.
  Fingerprint& addPlace(const std::filesystem::path& place);
  /// 16 hexadecimal digits.
  std::string text() const;

 private:
  Fingerprint& addContent(const std::filesystem::path& file);
  void addBytes(std::string_view bytes);
  std::uint64_t hash_ = 1469598103934665603ull;  // FNV-1a, eight bytes at a time
};

}  // namespace studio
