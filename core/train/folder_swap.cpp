#include "core/train/folder_swap.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>

#include "core/run/disk_error.h"

namespace studio {
namespace {

void syncFolder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throwWriteError(folder, errno);
  const int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (error && error != EINVAL) throwWriteError(folder, error);   // some file systems cannot sync folders
}

}  // namespace

void putFolder(const std::filesystem::path& made, const std::filesystem::path& target) {
  syncFolder(made);
  std::error_code ignored;
  if (std::filesystem::exists(target, ignored)) {
    // Exchanged in one step, so that there is a whole folder under the name at any moment.
    if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) {
      std::filesystem::remove_all(made, ignored);
      return syncFolder(target.parent_path());
    }
    std::filesystem::remove_all(target, ignored);
  }
  if (::rename(made.c_str(), target.c_str()) != 0) throwWriteError(target, errno);
  syncFolder(target.parent_path());
}

}  // namespace studio
