// errno to sentences.
#include "core/run/disk_error.h"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "core/run/error.h"

namespace studio {
namespace {

constexpr const char* kManyFiles = "too many files are open; raise the limit (ulimit -n) or end other programs.";

std::string writeReason(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "the disk is full; free some space or choose another folder.";
    case EFBIG:
      return "the file would be larger than allowed here; raise the limit (ulimit -f) or choose another folder.";
    case EROFS:
      return "the disk is read-only; choose another folder.";
    case EACCES:
    case EPERM:
      return "permission is denied; choose a folder that you may write to.";
    case ENOENT:
      return "its folder does not exist; create it or choose another one.";
    case ENOTDIR:
      return "a part of its path is a file, not a folder; choose another folder.";
    case EISDIR:
      return "a folder of that name is in the way; choose another name.";
    case EMFILE:
    case ENFILE:
      return kManyFiles;
    case ENAMETOOLONG:
      return "the name is too long; choose a shorter one.";
    default:
      return std::generic_category().message(error) + "; check the disk or choose another folder.";
  }
}

std::string readReason(int error) {
  switch (error) {
    case ENOENT:
      return "it does not exist; check the path.";
    case ENOTDIR:
      return "a part of its path is a file, not a folder; check the path.";
    case EACCES:
    case EPERM:
      return "permission is denied; allow reading it or choose another file.";
    case EISDIR:
      return "it is a folder; name a file.";
    case EMFILE:
    case ENFILE:
      return kManyFiles;
    case ENXIO:
      return "it is a socket or a device without its counterpart, no regular file; name a file.";
    default:
      return std::generic_category().message(error) + "; check the disk.";
  }
}

}  // namespace

void throwWriteError(const std::filesystem::path& file, int error) {
  throw UserError("Cannot write " + file.string() + ": " + writeReason(error));
}

void throwReadError(const std::filesystem::path& file, int error) {
  throw UserError("Cannot read " + file.string() + ": " + readReason(error));
}

void writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throwWriteError(file, errno);
    if (written == 0) throwWriteError(file, ENOSPC);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t readAt(int descriptor, char* bytes, std::size_t count, off_t from, const std::filesystem::path& file) {
  std::size_t got = 0;
  while (got < count) {
    const ssize_t more = ::pread(descriptor, bytes + got, count - got, from + static_cast<off_t>(got));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) throwReadError(file, errno);
    if (more == 0) break;
    got += static_cast<std::size_t>(more);
  }
  return got;
}

void makeFolders(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throwWriteError(folder, error.value());
}

}  // namespace studio
