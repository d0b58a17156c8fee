#include "core/run/scalars_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/run/failure.h"

namespace studio {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 16, kTail = 64;  ///< bytes

off_t sizeOf(int descriptor, const std::string& name) {
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

void ScalarsFile::startAgain() {
  reader_ = newReader();
  *leftOut_ = {};
  rows_ = {};
  read_ = 0;
  tail_.clear();
}

bool ScalarsFile::refresh() {
  const auto in = open_();
  if (!in || !continues(in->get())) startAgain();
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
    startAgain();  // the next reading says it again, or finds it mended
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
  const off_t size = sizeOf(file.get(), name);
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
