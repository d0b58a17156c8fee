// Raw files that were taken for 16-bit tokens though they hold other numbers: floating-point ones, big-endian numbers,
// single bytes.
#pragma once
#include <string>
#include <string_view>

namespace studio {

/// What the bytes look like and the way out, a clause for behind the file's name: "looks like float32 ...; save ...";
/// empty where they may well be little-endian tokens of 2 bytes. Looks at places spread over the file.
std::string doubtOfTokens(std::string_view file);

}  // namespace studio
