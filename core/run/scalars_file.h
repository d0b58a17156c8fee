// scalars.csv of a run: rows as text and back, and the file as it grows.
#pragma once
#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/folder_handle.h"
#include "core/run/scalars.h"

namespace studio {

// scalars.csv as text. Columns are read by name; those that not every run has are kept (ScalarRow::further).

/// "step,epoch,...\n", with these columns after those every run has.
std::string scalarsHeader(const std::vector<std::string>& further = {});
/// One line with its end, under such a header.
std::string formatScalar(const ScalarRow& row, const std::vector<std::string>& further = {});
/// The columns of a header that not every run has.
std::vector<std::string> furtherColumns(std::string_view header);
/// Reads a scalars.csv piece after piece, so that a file of any length takes little memory.
class ScalarsReader {
 public:
  /// `wrong` gets the number of a line that is no row, which is then left out; without it such a line is refused.
  explicit ScalarsReader(std::string sourceName, std::function<void(std::int64_t)> wrong = {})
      : source_(std::move(sourceName)), wrong_(std::move(wrong)) {}
  /// The next bytes of the file. Calls `row` for each line that has ended; throws UserError naming the line of what is
  /// wrong.
  void read(std::string_view bytes, const std::function<void(const ScalarRow&)>& row);
  /// Bytes of the lines that have ended: what comes after them has been begun only.
  std::uint64_t wholeBytes() const { return whole_; }
  std::uint64_t headerBytes() const { return header_; }  ///< 0 until the first line has ended

 private:
  void readLine(std::string_view line, const std::function<void(const ScalarRow&)>& row);
  std::string source_;
  std::function<void(std::int64_t)> wrong_;
  std::string begun_;  ///< the last line, as far as it has come
  std::vector<int> columns_;
  FurtherScalars::Names further_;
  std::int64_t line_ = 0;
  std::uint64_t whole_ = 0, header_ = 0;
};

/// Lines that are no rows, for a sentence about them.
struct LeftOutLines {
  std::int64_t first = 0, count = 0;
  void add(std::int64_t line) { first = count++ == 0 ? line : first; }
  std::string sentence(const std::string& source) const;  ///< empty where there are none
};

/// A last line without its end is left out, and so are lines that are wrong; `problem` says which, in one sentence, and
/// is empty where none is. Throws UserError naming `sourceName` where the first line is no header.
std::vector<ScalarRow> parseReadableScalars(std::string_view csv, const std::string& sourceName, std::string& problem);

/// "The rows of scalars.csv end at step 40, though the run came to step 60", without an end; empty where none is
/// missing. `last` is the step of the last row, < 0: there is none; `every` is output.scalars_every.
std::string missingRows(std::int64_t last, std::int64_t step, std::int64_t every);

// scalars.csv of a run as it grows: read as far as it has come, then only what was appended, in memory that does not
// grow with it. One thread at a time; blocks for the disk.

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
  void restartReading();

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
