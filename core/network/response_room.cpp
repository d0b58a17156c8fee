// The file's blocks are reserved before it is mapped: a disk that fills up later would end the program in the middle of
// a store.
#include "core/network/response_room.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <torch/utils.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>

#include "core/run/error.h"

namespace studio {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& folder, double bytes, int error) {
  throw UserError("The responses take " + std::to_string(std::llround(bytes / 1e6)) + " MB, which " + folder.string() +
                  " has no room for (" + std::strerror(error) +
                  "); free space there, set TMPDIR to another folder, or name fewer images or layers.");
}

class OpenFile {
 public:
  explicit OpenFile(const std::filesystem::path& folder) {
    std::string name = (folder / "toponets-responses-XXXXXX").string();
    number_ = ::mkstemp(name.data());
    if (number_ >= 0) ::unlink(name.c_str());  // it lives as long as it is mapped
  }
  ~OpenFile() {
    if (number_ >= 0) ::close(number_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int number() const { return number_; }

 private:
  int number_ = -1;
};

}  // namespace

torch::Tensor ResponseRoom::take(std::int64_t rows, std::int64_t columns) {
  const std::int64_t bytes = rows * columns * std::int64_t(sizeof(float));
  if (bytes <= left_ || bytes == 0) {
    left_ -= bytes;
    return torch::empty({rows, columns}, torch::kFloat32);
  }
  const OpenFile file(folder_);
  if (file.number() < 0) refuse(folder_, double(bytes), errno);
  if (const int error = ::posix_fallocate(file.number(), 0, bytes)) refuse(folder_, double(bytes), error);
  void* place = ::mmap(nullptr, std::size_t(bytes), PROT_READ | PROT_WRITE, MAP_SHARED, file.number(), 0);
  if (place == MAP_FAILED) refuse(folder_, double(bytes), errno);
  return torch::from_blob(
      place, {rows, columns}, [bytes](void* mapped) { ::munmap(mapped, std::size_t(bytes)); }, torch::kFloat32);
}

}  // namespace studio
