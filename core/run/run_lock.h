// Which process on which machine writes a run, and the lock that says so.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "core/run/folder_handle.h"

namespace studio {

// Which process on which machine: distinguishes a run that is still being written from one whose process has ended.
std::string hostName();
/// Changes with every start of the machine; empty where the system does not say.
std::string bootId();
/// When a process started, in clock ticks since boot; nullopt when there is no such process (or only its remains).
std::optional<std::uint64_t> processStart(std::int64_t pid);
/// False when the process is gone, or when its number has been given to another one since. `start` 0: not known.
bool processRuns(std::int64_t pid, std::uint64_t start);

// Who trains a run: a lock on the file train.lock of its folder, which the system gives back when the process ends,
// however it ends. It belongs to the open file (fcntl(2), open file description locks): it holds between processes,
// also over NFS, where servers of locks run, and can be asked for without being taken. Where a file system takes no
// locks, isReal() is false and status.json decides alone.
struct LockHolder {
  std::int64_t pid = 0;
  std::string host;
  double since = 0;
  std::uint64_t start = 0;  ///< of the process (processStart); 0 = not known, as older programs sign
  bool forAnother = false;  ///< it starts another process, which will take the lock
};

enum class LockState { Free, Held, Unknown };  ///< Unknown: no lock file (older runs), or no locks here

class RunLock {
 public:
  static constexpr const char* kFile = "train.lock";
  /// nullopt where another process, or another job of this one, holds it. Throws UserError where the file cannot be
  /// opened.
  static std::optional<RunLock> take(const FolderHandle& run);
  /// Asked without taking it or making anything.
  static LockState inspect(const FolderHandle& run) noexcept;
  /// Who signed last; nullopt where nobody has.
  static std::optional<LockHolder> signer(const FolderHandle& run) noexcept;

  bool isReal() const { return real_; }
  /// Writes for other processes who holds it.
  void sign() const { signAs(false); }
  /// That this process starts another one, which will take it.
  void signForAnother() const { signAs(true); }
  /// As if nobody had ever signed.
  void blank() const noexcept { write({}); }
  /// The file becomes what it was before it was taken and signed, or goes where taking it made it.
  void undo(const FolderHandle& run) const noexcept;
  /// False when the file was deleted or replaced: then others can take another one.
  bool isInPlace(const FolderHandle& run) const noexcept;

 private:
  RunLock(Descriptor file, bool real, bool isNew);
  void signAs(bool forAnother) const;
  void write(const std::string& line) const noexcept;
  Descriptor file_;
  bool real_, new_;
  std::string before_;  ///< what the file held when it was taken
  timespec times_[2]{};
};

/// The process that signed runs on this machine.
bool isAlive(const LockHolder& holder);

// A lock on a small file of a folder (fcntl(2), open file description locks): given back by the system when the last
// process that has the descriptor ends, children that inherited it among them. Any thread; blocks for the disk, and
// where asked to until it is free.

enum class FileLockKind { Own, Shared };

/// Empty where somebody else holds it and `wait` is not wanted. The file is made where there is none. Throws UserError
/// where it cannot be opened, and where the file system has no locks.
Descriptor takeFileLock(const FolderHandle& folder, const char* name, FileLockKind kind, bool wait);
/// By anybody, this process too; nothing is taken or made.
bool isFileLockHeld(const FolderHandle& folder, const char* name) noexcept;

}  // namespace studio
