#include "core/data/token_file.h"

#include <algorithm>

#include "core/run/error.h"
#include "core/run/little_endian.h"

namespace studio {

TokenFile::TokenFile(const std::filesystem::path& file, std::int64_t bytesPerToken) : file_(file), name_(file.string()), bytes_(bytesPerToken) {
  if (file_.bytes().size() % static_cast<std::size_t>(bytes_) != 0)
    throw UserError(name_ + " has " + std::to_string(file_.bytes().size()) + " bytes, which are not whole tokens of " + std::to_string(bytes_) +
                    " bytes each; it is cut short or not a file of uint16 tokens.");
}

void TokenFile::read(std::int64_t first, std::int64_t count, std::int64_t vocabulary, std::int64_t* into) const {
  const auto bytes = file_.bytes().substr(static_cast<std::size_t>(first * bytes_), static_cast<std::size_t>(count * bytes_));
  for (std::size_t token = 0; token < static_cast<std::size_t>(count); ++token)
    into[token] = bytes_ == 1 ? static_cast<unsigned char>(bytes[token]) : readLittle<std::uint16_t>(bytes, 2 * token);
  requireWhole(bytes.data());
  const auto* foreign = std::find_if(into, into + count, [&](std::int64_t token) { return token >= vocabulary; });
  if (foreign == into + count) return;
  throw UserError(name_ + " holds the token " + std::to_string(*foreign) + " at position " + std::to_string(first + (foreign - into)) + ", but the model knows " +
                  std::to_string(vocabulary) + " kinds; make model.vocabulary larger or take a file of the model's tokens.");
}

}  // namespace studio
