// Torch says what it lacks in words alone, and core/run knows no torch: its allocators' texts are read
// (CPUAllocator.cpp, CUDACachingAllocator.cpp), and so are those of the libraries below it.
#include "core/run/failure.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string_view>
#include <system_error>

#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
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
  return mendableSentence(error, lessMemory).value_or(oneLine(firstLine(error)));
}

std::optional<std::string> mendableSentence(const std::exception& error, const std::string& lessMemory) {
  if (dynamic_cast<const UserError*>(&error)) return oneLine(error.what());  // it may quote a stranger's file
  if (lacksThreads(error))
    return "The system starts no further thread; lower --threads, end other programs, or raise the limit (ulimit -u).";
  if (!lacksMemory(error)) return std::nullopt;
  const std::string text = error.what(), amount = amountAskedFor(text);
  const bool onDevice = text.find("CUDA") != std::string::npos || text.find("HIP") != std::string::npos;
  return "Not enough memory" + std::string(onDevice ? " on the device" : "") +
         (amount.empty() ? "" : ": " + amount + " more were needed") + "; " + lessMemory + ".";
}

}  // namespace studio
