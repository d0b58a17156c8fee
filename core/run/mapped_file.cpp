// mmap; an empty file maps to nothing.
#include "core/run/mapped_file.h"

#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>

#include "core/run/disk_error.h"

namespace studio {

void MappedFile::map(int descriptor, const std::filesystem::path& file) {
  struct stat facts {};
  if (::fstat(descriptor, &facts) != 0) throwReadError(file, errno);
  size_ = static_cast<std::size_t>(facts.st_size);
  if (size_ > 0) start_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (start_ == MAP_FAILED) {
    start_ = nullptr;
    throwReadError(file, errno);
  }
  guard_.emplace(start_, size_, file.string());
}

MappedFile::MappedFile(const std::filesystem::path& file) { map(openRegularFile(file).get(), file); }

MappedFile::MappedFile(const HeldFolder& folder, const std::string& name) {
  map(folder.openFile(name).get(), folder.path() / name);
}

MappedFile::~MappedFile() {
  guard_.reset();
  if (start_) ::munmap(start_, size_);
}

}  // namespace studio
