// A folder held by a descriptor, not by its name: it stays the same folder when it is renamed or moved, and what is
// done inside it never leaves it. Names inside are single names; links are never followed, and only regular files are
// read and written, so that neither a link made by somebody else nor a named pipe or a device is opened. Copies share
// the descriptor. Any thread; every call blocks on the disk.
#pragma once
#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

/// Closed on every way out.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Descriptor& operator=(Descriptor&& other) noexcept;
  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_;
};

/// A file that a person named: links on the way are followed, but a pipe, a device or a folder is refused. Throws
/// UserError.
Descriptor openRegularFile(const std::filesystem::path& file);
/// The same question where a library opens the file by its name. Nothing is opened.
void requireRegularFile(const std::filesystem::path& file);
/// All bytes of an open file; `name` is for the sentences. Throws UserError for more than `limit`.
std::string readAll(const Descriptor& file, std::size_t limit, const std::filesystem::path& name);

class FolderHandle {
 public:
  struct Entry {
    std::string name;
    bool isFile = false, isFolder = false;
  };  ///< neither: a link, a pipe, a device

  /// A folder that a person named: links on the way to it are followed. Throws UserError; where a file is named, that
  /// this one cannot be written.
  static FolderHandle open(const std::filesystem::path& path, const std::filesystem::path& toWrite = {});
  FolderHandle inside(const std::string& name) const;  ///< throws where there is none
  std::optional<FolderHandle> find(
      const std::string& name) const;                ///< nullopt where there is none; throws for what is no folder
  FolderHandle make(const std::string& name) const;  ///< the one that is there, or a new one
  bool makeNew(const std::string& name) const;       ///< false where there is something of this name

  const std::filesystem::path& path() const { return state_->path; }  ///< as it was opened; for sentences
  std::filesystem::path place() const;  ///< where it is now; path() where the system does not say
  bool isDeleted() const;
  bool isSame(const FolderHandle& other) const;  ///< the same folder of the same disk

  std::vector<Entry> list() const;  ///< in any order; throws where it cannot be listed
  /// Facts of an entry, of a link itself; nullopt where there is none. Throws for anything else that goes wrong.
  std::optional<struct stat> inspect(const std::string& name) const;
  bool hasFile(const std::string& name) const;  ///< a regular file; never throws

  Descriptor openFile(const std::string& name) const;  ///< for reading
  std::string read(const std::string& name, std::size_t limit) const;
  void write(const std::string& name, std::string_view bytes) const;  ///< under a temporary name, synced, renamed
  /// The same in pieces: `fill` gives each to what it is called with; where it throws, nothing of it stays.
  using Append = std::function<void(std::string_view)>;
  void write(const std::string& name, const std::function<void(const Append&)>& fill) const;
  /// Adds to the file's end; where that fails the file is cut back to what it was.
  void append(const std::string& name, std::string_view bytes) const;
  void cut(const std::string& name, std::uint64_t size) const;  ///< to so many bytes
  void sync(const std::string& name) const;                     ///< nothing where there is no such file
  void sync() const;                                            ///< the folder's own entries
  void touch(const std::string& name) const;                    ///< sets its time to now where that is allowed
  void rename(const std::string& from, const std::string& to) const;
  /// A whole folder takes the name `target` at once, in the place of one that is there.
  void put(const std::string& made, const std::string& target) const;
  void remove(const std::string& name) const;  ///< a file or a link itself; nothing where there is none
  /// With all that is inside; a link goes itself, what it points at stays. False where something stayed.
  bool removeAll(const std::string& name) const noexcept;

  int descriptor() const { return state_->descriptor.get(); }

 private:
  struct State {
    Descriptor descriptor;
    std::filesystem::path path;
  };
  FolderHandle(Descriptor descriptor, std::filesystem::path path);
  Descriptor openForWriting(const std::string& name, int flags) const;
  void makeOwn(const std::string& name) const;
  [[noreturn]] void refuse(const std::string& name, int error, bool writing) const;
  std::shared_ptr<const State> state_;
};

}  // namespace studio
