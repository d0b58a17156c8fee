// A file by its name is a name in its folder.
#include "core/run/atomic_file.h"

#include <sys/stat.h>

#include <cerrno>

#include "core/run/disk_error.h"
#include "core/run/error.h"
#include "core/run/held_folder.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"

namespace studio {

void writeFileAtomically(const std::filesystem::path& named, std::string_view bytes) {
  std::error_code none;
  const bool link = std::filesystem::is_symlink(named, none);  // what it leads to is meant, as with any other program
  const auto file = link ? std::filesystem::weakly_canonical(named, none) : named;
  const std::string name = file.filename().string();
  if (name.empty() || name == "." || name == "..") throwWriteError(file, EISDIR);
  struct stat facts {};
  if (::stat(file.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode))
    throw UserError("Cannot write " + visible(file.string()) +
                    ": it is a pipe or a device, which a file would replace; name a file.");
  requireOutsideOfRuns(file);
  HeldFolder::open(file.parent_path(), file).write(name, bytes);
}

std::string readFile(const std::filesystem::path& file, std::size_t limit) {
  return readAll(openRegularFile(file), limit, file);
}

}  // namespace studio
