#include "core/analysis/fingerprint.h"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace studio {
namespace {

namespace fs = std::filesystem;

std::string factsOf(const fs::path& file, const std::string& name) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  const auto changed = fs::last_write_time(file, error).time_since_epoch().count();
  return name + "\n" + std::to_string(size) + "\n" + std::to_string(changed);
}

}  // namespace

void Fingerprint::addBytes(std::string_view bytes) {
  for (const unsigned char byte : bytes) hash_ = (hash_ ^ byte) * 1099511628211ull;
}

Fingerprint& Fingerprint::add(std::string_view text) {
  addBytes(std::to_string(text.size()) + ":");
  addBytes(text);
  return *this;
}

Fingerprint& Fingerprint::addPlace(const fs::path& place) {
  std::error_code error;
  if (fs::is_regular_file(place, error)) return add(factsOf(place, place.filename().string()));
  std::vector<std::string> files;   // sorted: a folder is listed in any order
  for (fs::recursive_directory_iterator entry(place, fs::directory_options::skip_permission_denied, error), end; !error && entry != end; entry.increment(error))
    if (std::error_code none; entry->is_regular_file(none)) files.push_back(factsOf(entry->path(), entry->path().lexically_relative(place).string()));
  std::sort(files.begin(), files.end());
  for (const auto& file : files) add(file);
  return *this;
}

std::string Fingerprint::text() const {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash_));
  return digits;
}

}  // namespace studio
