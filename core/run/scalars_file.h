// scalars.csv of a run as it grows: read as far as it has come, then only what was appended, in memory that does not
// grow with it. One thread at a time; blocks for the disk.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/run/held_folder.h"
#include "core/run/scalars_csv.h"
#include "core/run/thinned_rows.h"

namespace studio {

class ScalarsFile {
 public:
  enum class WrongLines { Refused, LeftOut };
  /// `open` gives the file, opened for reading, or nothing where there is none. `name` is for sentences.
  ScalarsFile(std::string name, std::function<std::optional<Descriptor>()> open, WrongLines wrong = WrongLines::Refused)
      : name_(std::move(name)), open_(std::move(open)), wrong_(wrong), reader_(newReader()) {}

  /// True when there were new rows. From the beginning again where the file was replaced or cut. No such file: no rows;
  /// a line that has no end yet waits. Throws UserError naming the file for what cannot be read.
  bool refresh();
  const ThinnedRows& rows() const { return rows_; }
  /// One sentence about lines that were left out; empty where there are none.
  std::string problem() const { return leftOut_->sentence(name_); }

 private:
  ScalarsReader newReader();
  bool continues(int descriptor) const;
  void startAgain();

  std::string name_;
  std::function<std::optional<Descriptor>()> open_;
  WrongLines wrong_;
  std::shared_ptr<LeftOutLines> leftOut_ = std::make_shared<LeftOutLines>();
  ScalarsReader reader_;
  ThinnedRows rows_;
  off_t read_ = 0;  ///< bytes
  dev_t device_ = 0;
  ino_t file_ = 0;
  std::string tail_;  ///< the last bytes that were read: still there, or the file is another one
};

/// Bytes of the header and of the rows up to this step, in whole lines. Rows are in the order of their steps, so a file
/// is only made shorter to drop the later ones. Throws UserError naming the file.
std::uint64_t bytesUpTo(const Descriptor& file, const std::string& name, std::int64_t afterStep);
/// Bytes up to the end of the last whole line: a crash may have left half of one, which no row must be glued to. Looks
/// at the end of the file only.
std::uint64_t wholeBytes(const Descriptor& file, const std::string& name);

}  // namespace studio
