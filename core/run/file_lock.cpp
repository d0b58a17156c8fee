// See file_lock.h; run_lock.h is the same for who trains a run, with a signature.
#include "core/run/file_lock.h"

#include <fcntl.h>

#include <cerrno>

#include "core/run/error.h"
#include "core/run/failure.h"

namespace studio {
namespace {

struct flock wholeFileLock(short type) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  return lock;
}

/// A link, a pipe or a device of that name is refused.
Descriptor openToLock(const FolderHandle& folder, const char* name) {
  if (!folder.inspect(name)) folder.append(name, "");
  static_cast<void>(folder.openFile(name));
  Descriptor file(::openat(folder.descriptor(), name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file) throwWriteError(folder.path() / name, errno);
  return file;
}

}  // namespace

Descriptor takeFileLock(const FolderHandle& folder, const char* name, FileLockKind kind, bool wait) {
  Descriptor file = openToLock(folder, name);
  auto lock = wholeFileLock(kind == FileLockKind::Own ? F_WRLCK : F_RDLCK);
  while (::fcntl(file.get(), wait ? F_OFD_SETLKW : F_OFD_SETLK, &lock) != 0) {
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EACCES) return Descriptor();
    throw UserError("Cannot lock " + (folder.path() / name).string() +
                    ": this file system has no locks, so two processes could take the same run; keep the runs on "
                    "another disk.");
  }
  return file;
}

bool isFileLockHeld(const FolderHandle& folder, const char* name) noexcept {
  const Descriptor file(::openat(folder.descriptor(), name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  auto lock = wholeFileLock(F_WRLCK);
  return file && ::fcntl(file.get(), F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

}  // namespace studio
