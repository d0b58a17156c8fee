// mmap; an empty file maps to nothing.
#include "core/run/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "core/run/error.h"

namespace studio {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, int code) {
  throw UserError(file.string() + " cannot be read (" + std::strerror(code) + "); check the name and the permissions.");
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(file, errno);
  struct stat status {};
  const bool regular = fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  size_ = regular ? static_cast<std::size_t>(status.st_size) : 0;
  if (size_ > 0) start_ = mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
  const int code = errno;
  close(descriptor);
  if (!regular) fail(file, EISDIR);
  if (start_ == MAP_FAILED) fail(file, code);
  guard_.emplace(start_, size_, file.string());
}

MappedFile::~MappedFile() {
  guard_.reset();
  if (start_) munmap(start_, size_);
}

}  // namespace studio
