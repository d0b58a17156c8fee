// Characters of UTF-8 one after another, and bytes that are none (The Unicode Standard, table 3-7: neither surrogates
// nor overlong forms).
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace studio {

struct Utf8Character {
  enum class Kind {
    Whole,
    Cut,     ///< the text ends within it
    Foreign  ///< a byte that no character begins with, or that is not continued
  };
  Kind kind;
  std::size_t bytes;  ///< that it takes here
  char32_t code;      ///< of a whole one
};

/// The first character of a text that is not empty.
inline Utf8Character firstCharacter(std::string_view text) {
  using enum Utf8Character::Kind;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {Whole, 1, lead};
  if (lead < 0xc2 || lead > 0xf4) return {Foreign, 1, 0};
  const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  char32_t code = lead & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (i == text.size()) return {Cut, i, 0};
    const unsigned least = i > 1 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const unsigned most = i > 1 ? 0xbf : lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (byte(i) < least || byte(i) > most) return {Foreign, 1, 0};
    code = code << 6 | (byte(i) & 0x3fU);
  }
  return {Whole, length, code};
}

inline void appendUtf8(std::string& text, char32_t code) {
  const auto add = [&](char32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xc0 | code >> 6);
  } else {
    if (code < 0x10000) add(0xe0 | code >> 12);
    if (code >= 0x10000) add(0xf0 | code >> 18), add(0x80 | (code >> 12 & 0x3f));
    add(0x80 | (code >> 6 & 0x3f));
  }
  add(0x80 | (code & 0x3f));
}

/// Bytes at the end that begin a character and do not end it: 0 to 3.
inline std::size_t cutAtEnd(std::string_view text) {
  for (std::size_t tail = 1; tail <= 3 && tail <= text.size(); ++tail) {
    const auto rest = text.substr(text.size() - tail);
    if ((static_cast<unsigned char>(rest[0]) & 0xc0) == 0x80) continue;  // goes on with a character
    return firstCharacter(rest).kind == Utf8Character::Kind::Cut ? tail : 0;
  }
  return 0;
}

}  // namespace studio
