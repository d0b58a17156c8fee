// errno to sentences.
#include "core/run/failure.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <system_error>

#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr const char* kManyFiles = "too many files are open; raise the limit (ulimit -n) or end other programs.";

std::string writeReason(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "the disk is full; free some space or choose another folder.";
    case EFBIG:
      return "the file would be larger than allowed here; raise the limit (ulimit -f) or choose another folder.";
    case EROFS:
      return "the disk is read-only; choose another folder.";
    case EACCES:
    case EPERM:
      return "permission is denied; choose a folder that you may write to.";
    case ENOENT:
      return "its folder does not exist; create it or choose another one.";
    case ENOTDIR:
      return "a part of its path is a file, not a folder; choose another folder.";
    case EISDIR:
      return "a folder of that name is in the way; choose another name.";
    case EMFILE:
    case ENFILE:
      return kManyFiles;
    case ENAMETOOLONG:
      return "the name is too long; choose a shorter one.";
    default:
      return std::generic_category().message(error) + "; check the disk or choose another folder.";
  }
}

std::string readReason(int error) {
  switch (error) {
    case ENOENT:
      return "it does not exist; check the path.";
    case ENOTDIR:
      return "a part of its path is a file, not a folder; check the path.";
    case EACCES:
    case EPERM:
      return "permission is denied; allow reading it or choose another file.";
    case EISDIR:
      return "it is a folder; name a file.";
    case EMFILE:
    case ENFILE:
      return kManyFiles;
    case ENXIO:
      return "it is a socket or a device without its counterpart, no regular file; name a file.";
    default:
      return std::generic_category().message(error) + "; check the disk.";
  }
}

}  // namespace

void throwWriteError(const std::filesystem::path& file, int error) {
  throw UserError("Cannot write " + file.string() + ": " + writeReason(error));
}

void throwReadError(const std::filesystem::path& file, int error) {
  throw UserError("Cannot read " + file.string() + ": " + readReason(error));
}

void writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throwWriteError(file, errno);
    if (written == 0) throwWriteError(file, ENOSPC);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t readAt(int descriptor, char* bytes, std::size_t count, off_t from, const std::filesystem::path& file) {
  std::size_t got = 0;
  while (got < count) {
    const ssize_t more = ::pread(descriptor, bytes + got, count - got, from + static_cast<off_t>(got));
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) throwReadError(file, errno);
    if (more == 0) break;
    got += static_cast<std::size_t>(more);
  }
  return got;
}

void makeFolders(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throwWriteError(folder, error.value());
}

// Torch says what it lacks in words alone, and core/run knows no torch: its allocators' texts are read
// (CPUAllocator.cpp, CUDACachingAllocator.cpp), and so are those of the libraries below it.

namespace {

constexpr std::array kNoMemory{"DefaultCPUAllocator: can't allocate memory",
                               "DefaultCPUAllocator: not enough memory",
                               "out of memory",
                               "CUBLAS_STATUS_ALLOC_FAILED",
                               "CUDNN_STATUS_ALLOC_FAILED",
                               "std::bad_alloc"};

bool lacksMemory(const std::exception& error) {
  if (dynamic_cast<const std::bad_alloc*>(&error)) return true;
  if (const auto* system = dynamic_cast<const std::system_error*>(&error))
    return system->code() == std::errc::not_enough_memory;
  const std::string_view text = error.what();
  for (const char* sign : kNoMemory)
    if (text.find(sign) != std::string_view::npos) return true;
  return false;
}

bool lacksThreads(const std::exception& error) {
  const auto* system = dynamic_cast<const std::system_error*>(&error);
  return system && system->code() == std::errc::resource_unavailable_try_again;
}

std::string bytesInWords(double bytes) {
  char text[32];
  if (bytes >= 1e9)
    std::snprintf(text, sizeof text, "%.1f GB", bytes / 1e9);
  else if (bytes >= 1e6)
    std::snprintf(text, sizeof text, "%.0f MB", bytes / 1e6);
  else
    std::snprintf(text, sizeof text, "%.0f bytes", bytes);
  return text;
}

/// "4.0 GB", from "you tried to allocate 4000000000 bytes" of the CPU or "Tried to allocate 3.73 GiB" of a device;
/// empty: not said.
std::string amountAskedFor(std::string_view text) {
  constexpr std::string_view kSign = "ried to allocate ";
  const auto at = text.find(kSign);
  if (at == std::string_view::npos) return {};
  const std::string rest(text.substr(at + kSign.size(), 40));
  char* end = nullptr;
  const double number = std::strtod(rest.c_str(), &end);
  if (end == rest.c_str() || !std::isfinite(number) || number < 0) return {};
  const std::string_view unit(end);
  for (const auto& [name, factor] :
       {std::pair{" bytes", 1.0}, {" KiB", 1024.0}, {" MiB", 1048576.0}, {" GiB", 1073741824.0}})
    if (unit.starts_with(name)) return bytesInWords(number * factor);
  return {};
}

}  // namespace

std::string firstLine(const std::exception& error) {
  const std::string text = error.what();
  return text.substr(0, text.find('\n'));
}

std::string shownSentence(const std::exception& error, const std::string& lessMemory) {
  return userErrorSentence(error, lessMemory).value_or(oneLine(firstLine(error)));
}

std::optional<std::string> userErrorSentence(const std::exception& error, const std::string& lessMemory) {
  if (dynamic_cast<const UserError*>(&error)) return oneLine(error.what());  // it may quote an untrusted file
  if (lacksThreads(error))
    return "The system starts no further thread; lower --threads, end other programs, or raise the limit (ulimit -u).";
  if (!lacksMemory(error)) return std::nullopt;
  const std::string text = error.what(), amount = amountAskedFor(text);
  const bool onDevice = text.find("CUDA") != std::string::npos || text.find("HIP") != std::string::npos;
  return "Not enough memory" + std::string(onDevice ? " on the device" : "") +
         (amount.empty() ? "" : ": " + amount + " more were needed") + "; " + lessMemory + ".";
}

}  // namespace studio
