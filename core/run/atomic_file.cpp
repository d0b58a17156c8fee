// POSIX files: write to a name of our own, fsync, rename, fsync the folder.
#include "core/run/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <string>

#include "core/run/disk_error.h"
#include "core/run/error.h"

namespace studio {
namespace {

/// Closes on every way out.
struct Descriptor {
  int number;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

std::filesystem::path temporaryName(const std::filesystem::path& file) {
  static std::atomic<unsigned> counter{0};
  return file.parent_path() / (std::string(".") + file.filename().string() + "." + std::to_string(::getpid()) + "." + std::to_string(counter++) + ".part");
}

void syncFolder(const std::filesystem::path& folder) {
  const Descriptor directory{::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (directory.number >= 0) ::fsync(directory.number);  // some file systems cannot; the rename stands all the same
}

void writeTemporary(const std::filesystem::path& temporary, const std::filesystem::path& file, std::string_view bytes) {
  const Descriptor out{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
  if (out.number < 0) throwWriteError(file, errno);
  writeAll(out.number, bytes, file);
  if (::fsync(out.number) != 0) throwWriteError(file, errno);
}

}  // namespace

void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes) {
  const std::filesystem::path temporary = temporaryName(file);
  try {
    writeTemporary(temporary, file, bytes);
    if (::rename(temporary.c_str(), file.c_str()) != 0) throwWriteError(file, errno);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  syncFolder(file.parent_path());
}

std::string readFile(const std::filesystem::path& file, std::size_t limit) {
  const Descriptor in{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (in.number < 0) throwReadError(file, errno);
  struct stat status {};
  if (::fstat(in.number, &status) != 0) throwReadError(file, errno);
  if (S_ISDIR(status.st_mode)) throw UserError("Cannot read " + file.string() + ": it is a folder; name a file.");
  if (S_ISREG(status.st_mode) && static_cast<std::uintmax_t>(status.st_size) > limit)
    throw UserError("Cannot read " + file.string() + ": it is larger than " + std::to_string(limit) + " bytes; name the right file.");
  std::string bytes;
  if (S_ISREG(status.st_mode)) bytes.reserve(static_cast<std::size_t>(status.st_size));
  char block[1 << 16];
  for (;;) {
    const ssize_t got = ::read(in.number, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throwReadError(file, errno);
    if (got == 0) return bytes;
    bytes.append(block, static_cast<std::size_t>(got));
    if (bytes.size() > limit) throw UserError("Cannot read " + file.string() + ": it is larger than " + std::to_string(limit) + " bytes; name the right file.");
  }
}

}  // namespace studio
