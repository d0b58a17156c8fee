// See scalars_file.h: text, then the file.
#include "core/run/scalars_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"

namespace studio {

// Text: values in the C locale, NaN as an empty cell.

namespace {

constexpr std::size_t kLongestLine = std::size_t{1} << 20;  ///< bytes
constexpr int kStep = -1, kOther = -2, kFurther = 1000;     ///< columns that are not in scalarColumns()
constexpr std::size_t kMostFurther = 100;                   ///< columns; more than that no run of ours has

/// Takes the text up to `separator` off the front.
std::string_view takeUntil(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

std::string_view withoutReturn(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// The place of each column of a header in scalarColumns(), or, from kFurther on, in `further`, which gets the names.
std::vector<int> parseColumns(std::string_view header, std::vector<std::string>& further) {
  std::vector<int> columns;
  while (!header.empty()) {
    const std::string_view name = takeUntil(header, ',');
    int column = name == "step" ? kStep : kOther;
    for (std::size_t i = 0; i < scalarColumns().size(); ++i)
      if (name == scalarColumns()[i].name) column = static_cast<int>(i);
    const bool isNew = std::find(further.begin(), further.end(), name) == further.end();
    if (column == kOther && !name.empty() && isNew && further.size() < kMostFurther) {
      column = kFurther + static_cast<int>(further.size());
      further.push_back(visible(name));
    }
    columns.push_back(column);
  }
  return columns;
}

void requireStep(const std::vector<int>& columns, const std::string& source) {
  if (std::find(columns.begin(), columns.end(), kStep) == columns.end())
    throw UserError("Cannot read " + source + ": its first line names no column `step`; the file is no scalars.csv.");
}

/// In further columns, whose meaning is not known here, what is no number counts as not measured.
std::optional<ScalarRow> rowFrom(std::string_view line, const std::vector<int>& columns,
                                 const FurtherScalars::Names& further) {
  ScalarRow row;
  if (!further->empty()) row.further = FurtherScalars(further);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string_view cell = takeUntil(line, ',');
    if (columns[i] == kStep) {
      const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), row.step);
      if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
    } else if (columns[i] >= kFurther) {
      row.further.setAt(static_cast<std::size_t>(columns[i] - kFurther), numberFrom(cell).value_or(kUndefined));
    } else if (columns[i] >= 0 && !cell.empty()) {
      const auto value = numberFrom(cell);
      if (!value) return std::nullopt;
      row.*scalarColumns()[static_cast<std::size_t>(columns[i])].value = *value;
    }
  }
  return line.empty() ? std::optional(row) : std::nullopt;
}

}  // namespace

std::string scalarsHeader(const std::vector<std::string>& further) {
  std::string header = "step";
  for (const ScalarColumn& column : scalarColumns()) header.append(",").append(column.name);
  for (const std::string& name : further) header.append(",").append(name);
  return header + "\n";
}

std::string formatScalar(const ScalarRow& row, const std::vector<std::string>& further) {
  std::string line = std::to_string(row.step);
  const auto add = [&line](double value) {
    line += ',';
    if (!std::isnan(value)) line += numberText(value);
  };
  for (const ScalarColumn& column : scalarColumns()) add(row.*column.value);
  for (const std::string& name : further) add(row.further.value(name));
  return line + "\n";
}

std::vector<std::string> furtherColumns(std::string_view header) {
  std::vector<std::string> further;
  parseColumns(withoutByteOrderMark(withoutReturn(header.substr(0, header.find('\n')))), further);
  return further;
}

void ScalarsReader::readLine(std::string_view line, const std::function<void(const ScalarRow&)>& row) {
  whole_ += line.size() + 1;
  const std::string_view text = withoutReturn(line);
  if (++line_ == 1) {
    std::vector<std::string> further;
    columns_ = parseColumns(withoutByteOrderMark(text), further);  // a spreadsheet may have saved it again
    requireStep(columns_, source_);
    further_ = std::make_shared<const std::vector<std::string>>(std::move(further));
    header_ = whole_;
  } else if (!text.empty()) {
    if (const auto values = rowFrom(text, columns_, further_))
      row(*values);
    else if (wrong_)
      wrong_(line_);
    else
      throw UserError("Cannot read " + source_ + " line " + std::to_string(line_) +
                      ": not a row of numbers; remove the line.");
  }
}

void ScalarsReader::read(std::string_view bytes, const std::function<void(const ScalarRow&)>& row) {
  for (auto end = bytes.find('\n'); end != std::string_view::npos; end = bytes.find('\n')) {
    begun_.append(bytes.substr(0, end));
    bytes.remove_prefix(end + 1);
    readLine(std::exchange(begun_, {}), row);
  }
  if (begun_.size() + bytes.size() > kLongestLine)
    throw UserError("Cannot read " + source_ + " line " + std::to_string(line_ + 1) +
                    ": not a row of numbers; remove the line.");
  begun_.append(bytes);
}

std::vector<ScalarRow> parseReadableScalars(std::string_view csv, const std::string& source, std::string& problem) {
  std::vector<ScalarRow> rows;
  LeftOutLines leftOut;
  ScalarsReader(source, [&](std::int64_t line) { leftOut.add(line); }).read(csv, [&rows](const ScalarRow& row) {
    rows.push_back(row);
  });
  problem = leftOut.sentence(source);
  return rows;
}

std::string LeftOutLines::sentence(const std::string& source) const {
  if (count == 0) return {};
  if (count == 1)
    return source + ": line " + std::to_string(first) + " is no row of numbers and is left out; remove it.";
  return source + ": " + std::to_string(count) + " lines, the first being line " + std::to_string(first) +
         ", are no rows of numbers and are left out; remove them.";
}

std::string missingRows(std::int64_t last, std::int64_t step, std::int64_t every) {
  if (step - last <= std::max<std::int64_t>(every, 1)) return {};
  const std::string what = last < 0 ? "are lost" : "end at step " + std::to_string(last);
  return "The rows of scalars.csv " + what + ", though the run came to step " + std::to_string(step);
}

// The file.

namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16, kTail = 64;  ///< bytes

off_t sizeInBytes(int descriptor, const std::string& name) {
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0) throwReadError(name, errno);
  return facts.st_size;
}

}  // namespace

/// The file that was read before, with more at its end or nothing new.
bool ScalarsFile::continues(int descriptor) const {
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0) throwReadError(name_, errno);
  if (facts.st_dev != device_ || facts.st_ino != file_ || facts.st_size < read_) return false;
  std::string tail(tail_.size(), '\0');
  tail.resize(readAt(descriptor, tail.data(), tail.size(), read_ - static_cast<off_t>(tail.size()), name_));
  return tail == tail_;
}

ScalarsReader ScalarsFile::newReader() {
  if (wrong_ == WrongLines::Refused) return ScalarsReader(name_);
  return ScalarsReader(name_, [leftOut = leftOut_](std::int64_t line) { leftOut->add(line); });
}

void ScalarsFile::restartReading() {
  reader_ = newReader();
  *leftOut_ = {};
  rows_ = {};
  read_ = 0;
  tail_.clear();
}

bool ScalarsFile::refresh() {
  const auto in = open_();
  if (!in || !continues(in->get())) restartReading();
  if (!in) return false;
  struct stat facts {};
  if (::fstat(in->get(), &facts) != 0) throwReadError(name_, errno);
  device_ = facts.st_dev;
  file_ = facts.st_ino;
  const auto before = rows_.added();
  std::array<char, kBlock> block;
  try {
    while (const auto got = readAt(in->get(), block.data(), block.size(), read_, name_)) {
      reader_.read({block.data(), got}, [this](const ScalarRow& row) { rows_.add(row); });
      read_ += static_cast<off_t>(got);
      tail_.append(block.data(), got);
      tail_.erase(0, tail_.size() - std::min(kTail, tail_.size()));
    }
  } catch (...) {
    restartReading();  // the next reading says it again, or finds it fixed
    throw;
  }
  return rows_.added() != before;
}

std::uint64_t bytesUpTo(const Descriptor& file, const std::string& name, std::int64_t afterStep) {
  ScalarsReader reader(name);
  std::array<char, kBlock> block;
  std::uint64_t keep = 0, place = 0;
  bool later = false;
  while (const auto got = readAt(file.get(), block.data(), block.size(), static_cast<off_t>(place), name)) {
    place += got;
    reader.read({block.data(), got}, [&](const ScalarRow& row) {
      later = later || row.step > afterStep;
      if (!later) keep = reader.wholeBytes();
    });
    if (later) break;
  }
  return std::max(keep, reader.headerBytes());  // the header is no row
}

std::uint64_t wholeBytes(const Descriptor& file, const std::string& name) {
  std::array<char, kBlock> block;
  const off_t size = sizeInBytes(file.get(), name);
  off_t end = size;
  while (end > 0) {
    const off_t from =
        std::max<off_t>(0, end - static_cast<off_t>(end == size ? 1 : block.size()));  // most files are whole: one byte
    const auto count = readAt(file.get(), block.data(), static_cast<std::size_t>(end - from), from, name);
    const std::string_view bytes(block.data(), count);
    if (const auto line = bytes.rfind('\n'); line != std::string_view::npos)
      return static_cast<std::uint64_t>(from) + line + 1;
    end = from;
  }
  return 0;
}

}  // namespace studio
