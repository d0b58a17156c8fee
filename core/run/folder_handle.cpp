// openat(2) and its relatives; every name is looked up in the held folder with O_NOFOLLOW.
#include "core/run/folder_handle.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <stdexcept>

#include "core/run/failure.h"
#include "core/run/error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

/// What it is, where it is no regular file; empty for one.
const char* unusualKind(mode_t mode) {
  if (S_ISREG(mode)) return "";
  if (S_ISLNK(mode)) return "a link";
  if (S_ISFIFO(mode)) return "a named pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return S_ISDIR(mode) ? "a folder" : "a device";
}

void requireRegular(const struct stat& facts, const fs::path& file) {
  if (S_ISDIR(facts.st_mode)) throwReadError(file, EISDIR);
  if (!S_ISREG(facts.st_mode))
    throw UserError("Cannot read " + file.string() + ": it is " + unusualKind(facts.st_mode) +
                    ", no regular file; name a file.");
}

/// Names are ours or come from a listing; a path here would be a fault of the program.
const char* singleName(const std::string& name) {
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos ||
      name.find('\0') != std::string::npos)
    throw std::logic_error("\"" + name + "\" is not a single name");
  return name.c_str();
}

std::string temporaryName(const std::string& name) {
  static std::atomic<unsigned> counter{0};
  return "." + name.substr(0, 200) + "." + std::to_string(::getpid()) + "." + std::to_string(counter++) + ".part";
}

/// Opens a listing of its own: reading one moves its place.
DIR* openListing(int folder) {
  const int own = ::openat(folder, ".", kFolderFlags);
  DIR* listing = own < 0 ? nullptr : ::fdopendir(own);
  if (own >= 0 && !listing) ::close(own);
  return listing;
}

/// Empties a folder; false where something stayed.
bool emptied(int folder) {
  DIR* listing = openListing(folder);
  if (!listing) return false;
  bool all = true;
  while (const dirent* entry = ::readdir(listing)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (::unlinkat(folder, entry->d_name, 0) == 0) continue;
    const Descriptor inner(::openat(folder, entry->d_name, kFolderFlags | O_NOFOLLOW));
    all = inner && emptied(inner.get()) && ::unlinkat(folder, entry->d_name, AT_REMOVEDIR) == 0 && all;
  }
  ::closedir(listing);
  return all;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

void requireRegularFile(const fs::path& file) {
  struct stat facts {};
  if (::stat(file.c_str(), &facts) != 0) throwReadError(file, errno);
  requireRegular(facts, file);
}

/// Asked before it is opened, for opening a device may do something; and again afterwards, for the name may mean
/// another file by then.
Descriptor openRegularFile(const fs::path& file) {
  requireRegularFile(file);
  Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!opened) throwReadError(file, errno);
  struct stat facts {};
  if (::fstat(opened.get(), &facts) != 0) throwReadError(file, errno);
  requireRegular(facts, file);
  return opened;
}

std::string readAll(const Descriptor& file, std::size_t limit, const fs::path& name) {
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) throwReadError(name, errno);
  const auto tooLarge = [&] {
    return UserError("Cannot read " + name.string() + ": it is larger than " + std::to_string(limit) +
                     " bytes; name the right file.");
  };
  if (static_cast<std::uintmax_t>(facts.st_size) > limit) throw tooLarge();
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(facts.st_size));
  char block[1 << 16];
  for (;;) {
    const ssize_t got = ::read(file.get(), block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throwReadError(name, errno);
    if (got == 0) return bytes;
    bytes.append(block, static_cast<std::size_t>(got));
    if (bytes.size() > limit) throw tooLarge();  // files of /proc and /sys have no size
  }
}

FolderHandle::FolderHandle(Descriptor descriptor, fs::path path)
    : state_(std::make_shared<const State>(State{std::move(descriptor), std::move(path)})) {}

FolderHandle FolderHandle::open(const fs::path& path, const fs::path& toWrite) {
  Descriptor descriptor(::open(path.empty() ? "." : path.c_str(), kFolderFlags));
  if (!descriptor && !toWrite.empty()) throwWriteError(toWrite, errno);
  if (!descriptor) throwReadError(path, errno);
  return {std::move(descriptor), path};
}

/// The reason in words: of a link, a pipe or a device what it is, else what the system says.
void FolderHandle::refuse(const std::string& name, int error, bool writing) const {
  struct stat facts {};
  const fs::path file = path() / name;
  const bool there = ::fstatat(descriptor(), name.c_str(), &facts, AT_SYMLINK_NOFOLLOW) == 0;
  const std::string kind = there ? unusualKind(facts.st_mode) : "";
  if (!kind.empty() && !S_ISDIR(facts.st_mode))
    throw UserError("Cannot " + std::string(writing ? "write " : "read ") + file.string() + ": it is " + kind +
                    ", and only files and folders of its own are used in a run or a folder of results; put the real "
                    "one in its place.");
  if (there && kind.empty() && error == ENOTDIR)
    throw UserError("Cannot open " + file.string() + ": it is a file, not a folder; put the real folder in its place.");
  if (writing) throwWriteError(file, error);
  throwReadError(file, error);
}

std::optional<FolderHandle> FolderHandle::find(const std::string& name) const {
  Descriptor inner(::openat(descriptor(), singleName(name), kFolderFlags | O_NOFOLLOW));
  if (!inner && errno == ENOENT) return std::nullopt;
  if (!inner) refuse(name, errno, false);
  return FolderHandle(std::move(inner), path() / name);
}

FolderHandle FolderHandle::inside(const std::string& name) const {
  if (auto found = find(name)) return *found;
  throwReadError(path() / name, ENOENT);
}

FolderHandle FolderHandle::make(const std::string& name) const {
  if (::mkdirat(descriptor(), singleName(name), 0777) != 0 && errno != EEXIST) refuse(name, errno, true);
  Descriptor inner(::openat(descriptor(), name.c_str(), kFolderFlags | O_NOFOLLOW));
  if (!inner) refuse(name, errno, true);
  return {std::move(inner), path() / name};
}

bool FolderHandle::makeNew(const std::string& name) const {
  if (::mkdirat(descriptor(), singleName(name), 0777) == 0) return true;
  if (errno != EEXIST) throwWriteError(path() / name, errno);
  return false;
}

fs::path FolderHandle::place() const {
  std::error_code none;
  const fs::path now = fs::read_symlink("/proc/self/fd/" + std::to_string(descriptor()), none);
  return none || now.empty() ? path() : now;
}

bool FolderHandle::isDeleted() const {
  struct stat facts {};
  return ::fstat(descriptor(), &facts) != 0 || facts.st_nlink == 0;
}

bool FolderHandle::isSame(const FolderHandle& other) const {
  struct stat mine {
  }, its{};
  return ::fstat(descriptor(), &mine) == 0 && ::fstat(other.descriptor(), &its) == 0 && mine.st_dev == its.st_dev &&
         mine.st_ino == its.st_ino;
}

std::vector<FolderHandle::Entry> FolderHandle::list() const {
  DIR* listing = openListing(descriptor());
  if (!listing) throwReadError(path(), errno);
  std::vector<Entry> entries;
  errno = 0;
  while (const dirent* entry = ::readdir(listing)) {
    const std::string_view name = entry->d_name;
    struct stat facts {};
    if (name != "." && name != ".." && ::fstatat(descriptor(), entry->d_name, &facts, AT_SYMLINK_NOFOLLOW) == 0)
      entries.push_back({std::string(name), S_ISREG(facts.st_mode), S_ISDIR(facts.st_mode)});
    errno = 0;
  }
  const int error = errno;
  ::closedir(listing);
  if (error != 0) throwReadError(path(), error);
  return entries;
}

std::optional<struct stat> FolderHandle::inspect(const std::string& name) const {
  struct stat facts {};
  if (::fstatat(descriptor(), singleName(name), &facts, AT_SYMLINK_NOFOLLOW) == 0) return facts;
  if (errno == ENOENT) return std::nullopt;
  throwReadError(path() / name, errno);
}

bool FolderHandle::hasFile(const std::string& name) const {
  struct stat facts {};
  return ::fstatat(descriptor(), singleName(name), &facts, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(facts.st_mode);
}

Descriptor FolderHandle::openFile(const std::string& name) const {
  Descriptor file(::openat(descriptor(), singleName(name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  if (!file) refuse(name, errno, false);
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) throwReadError(path() / name, errno);
  if (!S_ISREG(facts.st_mode)) refuse(name, EISDIR, false);
  return file;
}

std::string FolderHandle::read(const std::string& name, std::size_t limit) const {
  return readAll(openFile(name), limit, path() / name);
}

/// A file with a second name elsewhere (a hard link, as `cp -al` makes them) would be changed there too: the folder
/// gets one of its own.
void FolderHandle::makeOwn(const std::string& name) const {
  struct stat facts {};
  if (::fstatat(descriptor(), singleName(name), &facts, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(facts.st_mode) ||
      facts.st_nlink < 2)
    return;
  write(name, read(name, static_cast<std::size_t>(facts.st_size)));
}

/// O_NONBLOCK: a pipe without a reader is refused instead of waited for.
Descriptor FolderHandle::openForWriting(const std::string& name, int flags) const {
  makeOwn(name);
  Descriptor file(::openat(descriptor(), singleName(name),
                           O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | flags, 0666));
  if (!file) refuse(name, errno, true);
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0) throwWriteError(path() / name, errno);
  if (!S_ISREG(facts.st_mode)) refuse(name, EINVAL, true);
  return file;
}

void FolderHandle::write(const std::string& name, std::string_view bytes) const {
  write(name, [&](const Append& append) { append(bytes); });
}

void FolderHandle::write(const std::string& name, const std::function<void(const Append&)>& fill) const {
  const std::string temporary = temporaryName(singleName(name));
  const fs::path file = path() / name;
  try {
    {
      const Descriptor out(
          ::openat(descriptor(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
      if (!out) throwWriteError(file, errno);
      fill([&](std::string_view bytes) { writeAll(out.get(), bytes, file); });
      if (::fsync(out.get()) != 0) throwWriteError(file, errno);
    }
    if (::renameat(descriptor(), temporary.c_str(), descriptor(), name.c_str()) != 0) throwWriteError(file, errno);
  } catch (...) {
    ::unlinkat(descriptor(), temporary.c_str(), 0);
    throw;
  }
  ::fsync(descriptor());  // some file systems cannot; the rename stands all the same
}

void FolderHandle::append(const std::string& name, std::string_view bytes) const {
  const Descriptor out = openForWriting(name, O_CREAT | O_APPEND);
  struct stat before {};
  if (::fstat(out.get(), &before) != 0) throwWriteError(path() / name, errno);
  try {
    writeAll(out.get(), bytes, path() / name);
  } catch (...) {
    if (::ftruncate(out.get(), before.st_size) != 0) {
    }  // the sentence thrown already says what is wrong
    throw;
  }
}

void FolderHandle::cut(const std::string& name, std::uint64_t size) const {
  const Descriptor out = openForWriting(name, 0);
  if (::ftruncate(out.get(), static_cast<off_t>(size)) != 0) throwWriteError(path() / name, errno);
}

void FolderHandle::sync(const std::string& name) const {
  if (!inspect(name)) return;
  const Descriptor out = openForWriting(name, 0);
  if (::fsync(out.get()) != 0 && (errno == ENOSPC || errno == EDQUOT || errno == EIO))
    throwWriteError(path() / name, errno);
}

void FolderHandle::sync() const {
  if (::fsync(descriptor()) != 0 && errno != EINVAL)
    throwWriteError(path(), errno);  // some file systems cannot sync folders
}

void FolderHandle::touch(const std::string& name) const {
  ::utimensat(descriptor(), singleName(name), nullptr, AT_SYMLINK_NOFOLLOW);
}

void FolderHandle::rename(const std::string& from, const std::string& to) const {
  if (::renameat(descriptor(), singleName(from), descriptor(), singleName(to)) != 0) refuse(to, errno, true);
}

void FolderHandle::put(const std::string& made, const std::string& target) const {
  inside(made).sync();
  if (inspect(target)) {
    // Exchanged in one step, so that there is a whole folder under the name at any moment.
    if (::renameat2(descriptor(), made.c_str(), descriptor(), target.c_str(), RENAME_EXCHANGE) == 0) {
      removeAll(made);
      return sync();
    }
    removeAll(target);
  }
  rename(made, target);
  sync();
}

void FolderHandle::remove(const std::string& name) const {
  if (::unlinkat(descriptor(), singleName(name), 0) != 0 && errno != ENOENT) throwWriteError(path() / name, errno);
}

bool FolderHandle::removeAll(const std::string& name) const noexcept {
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos) return false;
  if (::unlinkat(descriptor(), name.c_str(), 0) == 0 || errno == ENOENT) return true;
  const Descriptor inner(::openat(descriptor(), name.c_str(), kFolderFlags | O_NOFOLLOW));
  return inner && emptied(inner.get()) && ::unlinkat(descriptor(), name.c_str(), AT_REMOVEDIR) == 0;
}

}  // namespace studio
