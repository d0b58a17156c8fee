// A file of tokens as memory: numbers of one or two bytes, little-endian, one after another (nanoGPT's .bin; text as bytes).
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "core/run/mapped_file.h"

namespace studio {

class TokenFile {
 public:
  /// Throws UserError naming the file when it cannot be read or ends within a token.
  TokenFile(const std::filesystem::path& file, std::int64_t bytesPerToken);
  std::int64_t tokens() const { return static_cast<std::int64_t>(file_.bytes().size()) / bytes_; }
  /// Tokens first .. first + count - 1; they are there. Throws UserError naming file and position for one of `vocabulary` or more.
  void read(std::int64_t first, std::int64_t count, std::int64_t vocabulary, std::int64_t* into) const;
  const std::string& name() const { return name_; }

 private:
  MappedFile file_;
  std::string name_;
  std::int64_t bytes_;
};

}  // namespace studio
