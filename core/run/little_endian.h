// Little-endian integers in byte strings, on any machine. Offsets are the caller's to check. Any thread; blocks
// nobody.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace studio {

template <class T>
T readLittle(std::string_view bytes, std::size_t offset) {
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i)
    value |= static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes[offset + i])) << (8 * i));
  return value;
}

template <class T>
void appendLittle(std::string& bytes, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i) bytes += static_cast<char>((value >> (8 * i)) & 0xff);
}

}  // namespace studio
