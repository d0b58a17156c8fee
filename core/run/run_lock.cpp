// Linux: /proc/PID/stat (proc(5)): field 3 is the state, field 22 the start time.
#include "core/run/run_lock.h"

#include <nlohmann/json.hpp>

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <signal.h>
#include <sstream>
#include <unistd.h>

#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/printable_text.h"
#include "core/run/run_status.h"

namespace studio {

std::string hostName() {
  char name[256] = {};
  return ::gethostname(name, sizeof name - 1) == 0 ? name : "";
}

std::string bootId() {
  std::string id;
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::getline(file, id);
  return id;
}

std::optional<std::uint64_t> processStart(std::int64_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  if (!std::getline(file, line)) return std::nullopt;
  const std::size_t end = line.rfind(')');  // the name before it may hold anything
  if (end == std::string::npos) return std::nullopt;
  std::istringstream rest(line.substr(end + 1));
  std::string state, skipped;
  rest >> state;
  if (state == "Z" || state == "X") return std::nullopt;
  for (int field = 4; field < 22; ++field) rest >> skipped;
  std::uint64_t start = 0;
  rest >> start;
  if (!rest) return std::nullopt;
  return start;
}

bool processRuns(std::int64_t pid, std::uint64_t start) {
  if (pid <= 0 || pid > INT32_MAX) return false;
  if (::kill(static_cast<pid_t>(pid), 0) != 0 && errno == ESRCH) return false;
  const auto now = processStart(pid);
  if (!now) return processStart(::getpid()) ? false : true;  // without /proc the signal alone decides
  return start == 0 || *now == start;
}

// The lock file holds one line of JSON about its holder.

namespace {

constexpr std::size_t kMostLockBytes = 4096;

struct flock wholeFile() {
  struct flock lock {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

bool isSameFile(int file, const FolderHandle& run) {
  struct stat mine {
  }, named{};
  return ::fstat(file, &mine) == 0 && ::fstatat(run.descriptor(), RunLock::kFile, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         mine.st_ino == named.st_ino && mine.st_dev == named.st_dev;
}

/// Made where there is none; a link, a pipe or a device of that name is refused like any other file of a run.
Descriptor openLockFile(const FolderHandle& run, bool& isNew) {
  isNew = !run.inspect(RunLock::kFile);
  if (isNew) run.append(RunLock::kFile, "");
  static_cast<void>(run.openFile(RunLock::kFile));  // refuses what is no file of its own
  Descriptor file(::openat(run.descriptor(), RunLock::kFile, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!file && errno != ENOENT) throwWriteError(run.path() / RunLock::kFile, errno);
  if (struct stat facts{}; file && ::fstat(file.get(), &facts) == 0 && facts.st_nlink > 1)
    throw UserError((run.path() / RunLock::kFile).string() +
                    " has a second name elsewhere (a hard link, as `cp -al` makes them), so it can lock neither; "
                    "delete it here, where nobody trains the run.");
  return file;
}

}  // namespace

std::optional<RunLock> RunLock::take(const FolderHandle& run) {
  for (int tries = 0; tries < 100; ++tries) {
    bool isNew = false;
    Descriptor file = openLockFile(run, isNew);
    if (!file) continue;  // deleted between being made and being opened
    auto lock = wholeFile();
    const bool taken = ::fcntl(file.get(), F_OFD_SETLK, &lock) == 0;
    if (!taken && (errno == EAGAIN || errno == EACCES)) return std::nullopt;
    if (isSameFile(file.get(), run))
      return RunLock(std::move(file), taken, isNew);  // else of a file that is none by now
  }
  throw UserError("The lock of " + run.path().string() +
                  " cannot be taken: its file is deleted again and again; see which program does that.");
}

LockState RunLock::inspect(const FolderHandle& run) noexcept {
  const Descriptor file(::openat(run.descriptor(), kFile, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  auto lock = wholeFile();
  struct stat facts {};
  if (!file || ::fstat(file.get(), &facts) != 0 || !S_ISREG(facts.st_mode) ||
      ::fcntl(file.get(), F_OFD_GETLK, &lock) != 0)
    return LockState::Unknown;
  return lock.l_type == F_UNLCK ? LockState::Free : LockState::Held;
}

std::optional<LockHolder> RunLock::signer(const FolderHandle& run) noexcept {
  try {
    const auto json = nlohmann::json::parse(run.read(kFile, kMostLockBytes), nullptr, false);
    if (!json.is_object()) return std::nullopt;
    return LockHolder{json.at("pid").get<std::int64_t>(), printable(json.at("host").get<std::string>()),
                      json.at("since").get<double>(), json.value("start", std::uint64_t{0}),
                      json.value("for_another", false)};
  } catch (const std::exception&) {  // no such file, or one of somebody else's making
    return std::nullopt;
  }
}

RunLock::RunLock(Descriptor file, bool real, bool isNew) : file_(std::move(file)), real_(real), new_(isNew) {
  struct stat facts {};
  if (::fstat(file_.get(), &facts) == 0) times_[0] = facts.st_atim, times_[1] = facts.st_mtim;
  before_.resize(kMostLockBytes);
  const ssize_t got = ::pread(file_.get(), before_.data(), before_.size(), 0);
  before_.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
}

/// Where it cannot be written, others read "another process"; the lock holds all the same.
void RunLock::write(const std::string& line) const noexcept {
  if (::ftruncate(file_.get(), 0) == 0 && ::pwrite(file_.get(), line.data(), line.size(), 0) < 0) {
  }
}

void RunLock::signAs(bool forAnother) const {
  nlohmann::ordered_json json{{"pid", ::getpid()}, {"host", hostName()}, {"since", secondsNow()}};
  if (const auto start = processStart(::getpid())) json["start"] = *start;
  if (forAnother) json["for_another"] = true;
  write(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

void RunLock::undo(const FolderHandle& run) const noexcept {
  if (new_ && isInPlace(run)) run.removeAll(kFile);
  if (new_) return;
  write(before_);
  ::futimens(file_.get(), times_);
}

bool RunLock::isInPlace(const FolderHandle& run) const noexcept { return isSameFile(file_.get(), run); }

bool isAlive(const LockHolder& holder) { return holder.host == hostName() && processRuns(holder.pid, holder.start); }

// Locks on other small files: the same without a signature.

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
