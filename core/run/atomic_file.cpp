// A file by its name is a name in its folder.
#include "core/run/atomic_file.h"

#include <cerrno>

#include "core/run/disk_error.h"
#include "core/run/held_folder.h"

namespace studio {

void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes) {
  const std::string name = file.filename().string();
  if (name.empty() || name == "." || name == "..") throwWriteError(file, EISDIR);
  HeldFolder::open(file.parent_path(), file).write(name, bytes);
}

std::string readFile(const std::filesystem::path& file, std::size_t limit) { return readAll(openRegularFile(file), limit, file); }

}  // namespace studio
