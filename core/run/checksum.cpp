#include "core/run/checksum.h"

#include <zlib.h>

namespace studio {

std::uint32_t crc32Of(std::string_view bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace studio
