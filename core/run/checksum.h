// CRC-32 (zlib's, as in zip archives): tells bytes that were damaged by a disk or a copy, not those that somebody
// forged.
#pragma once
#include <cstdint>
#include <string_view>

namespace studio {

std::uint32_t crc32Of(std::string_view bytes);

}  // namespace studio
