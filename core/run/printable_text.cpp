// std::to_chars and std::from_chars: C locale, exact round trip.
#include "core/run/printable_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <iterator>
#include <system_error>

namespace studio {

std::string numberText(double value) {
  char text[40];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return {text, end};
}

std::string decimalText(double value) {
  std::string text = numberText(value);
  if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
  return text;
}

std::string fixedText(double value, int decimals) {
  if (!std::isfinite(value)) return "undefined";
  char text[400];  // the largest double has 309 digits
  const auto end = std::to_chars(text, text + sizeof text, std::abs(value), std::chars_format::fixed, decimals).ptr;
  const std::string digits(text, end);
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return value < 0 && !zero ? "\u2212" + digits : digits;
}

std::string groupedText(std::int64_t value) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  for (std::ptrdiff_t i = std::ptrdiff_t(digits.size()) - 3; i > 0; i -= 3) digits.insert(std::size_t(i), 1, ',');
  return value < 0 ? std::string("-").append(digits) : digits;
}

std::string significantText(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*g", digits, value);
  return text;
}

std::string shapeText(std::span<const std::int64_t> shape) {
  std::string text;
  for (const std::int64_t size : shape) text.append(text.empty() ? "" : "x").append(std::to_string(size));
  return text.empty() ? "a single number" : text;
}

namespace {

/// Times of a file may be any number.
std::string localTime(double seconds, const char* format) {
  constexpr double kLatest = 253402214400;  // the last day of the year 9999
  const auto whole = static_cast<std::time_t>(seconds > 0 ? std::min(seconds, kLatest) : 0);
  std::tm local{};
  ::localtime_r(&whole, &local);
  char text[32];
  return std::string(text, std::strftime(text, sizeof text, format, &local));
}

}  // namespace

std::string dayAndTime(double seconds) { return localTime(seconds, "%Y-%m-%d %H:%M"); }
std::string dayAndSecond(double seconds) { return localTime(seconds, "%Y-%m-%d %H:%M:%S"); }

std::string bytesText(double bytes) {
  constexpr const char* kUnits[] = {"B", "kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  while (bytes >= 1000 && unit + 1 < std::size(kUnits)) bytes /= 1000, ++unit;
  char text[64];
  std::snprintf(text, sizeof text, "%.*f %s", unit > 0 && bytes < 10 ? 1 : 0, bytes, kUnits[unit]);
  return text;
}

std::optional<double> numberFrom(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// UTF-8 is checked by the JSON library: what it takes can be written again.

namespace {

constexpr std::size_t kLongestShown = 200;

bool isAsciiControl(char letter) { return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f; }
/// Bytes of the UTF-8 character at the front; 0 where there is none.
std::size_t lengthAt(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t length = first < 0x80   ? 1
                             : first < 0xc2 ? 0
                             : first < 0xe0 ? 2
                             : first < 0xf0 ? 3
                             : first < 0xf5 ? 4
                                            : 0;
  return length <= text.size() && length > 0 && isUtf8(text.substr(0, length)) ? length : 0;
}

/// C1 controls, line and paragraph separators, and what turns the writing direction.
bool isUnicodeControl(std::string_view character) {
  if (character.size() == 2) return character[0] == '\xc2' && static_cast<unsigned char>(character[1]) < 0xa0;
  if (character.size() != 3 || character[0] != '\xe2') return false;
  const auto second = static_cast<unsigned char>(character[1]), third = static_cast<unsigned char>(character[2]);
  return (second == 0x80 && third >= 0xa8 && third <= 0xae) || (second == 0x81 && third >= 0xa6 && third <= 0xa9);
}

std::string writtenOut(std::string_view bytes) {
  if (bytes == "\n") return "\\n";
  if (bytes == "\r") return "\\r";
  if (bytes == "\t") return "\\t";
  std::string text;
  for (const char byte : bytes) {
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    text += escape;
  }
  return text;
}

bool continuesLetter(char letter) { return (static_cast<unsigned char>(letter) & 0xc0) == 0x80; }
bool isAscii(char letter) { return static_cast<unsigned char>(letter) < 0x80; }

}  // namespace

bool isUtf8(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), isAscii)) return true;
  try {
    static_cast<void>(nlohmann::json(text).dump());
    return true;
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

bool hasControlCharacters(std::string_view text) { return std::any_of(text.begin(), text.end(), isAsciiControl); }

std::string oneLine(std::string_view sentence, std::size_t longest) {
  std::string text(sentence.substr(0, longest));
  if (text.size() < sentence.size()) {
    while (!text.empty() && continuesLetter(sentence[text.size()])) text.pop_back();  // no letter is cut in two
    text += "…";
  }
  std::replace_if(text.begin(), text.end(), isAsciiControl, ' ');
  for (std::size_t i = 0; i + 1 < text.size(); ++i)  // U+0080 to U+009F: the same orders in UTF-8
    if (text[i] == '\xc2' && static_cast<unsigned char>(text[i + 1]) < 0xa0) text[i] = text[i + 1] = '?';
  if (isUtf8(text)) return text;
  using nlohmann::json;
  return json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace)).get<std::string>();
}

std::string printable(std::string_view text) {
  std::string shown(text.substr(0, kLongestShown));
  std::replace_if(shown.begin(), shown.end(), isAsciiControl, '?');
  if (!isUtf8(shown))
    std::replace_if(
        shown.begin(), shown.end(), [](char letter) { return !isAscii(letter); }, '?');
  return shown;
}

std::string shellWord(std::string_view text) {
  const auto plain = [](unsigned char letter) {
    return std::isalnum(letter) || std::string_view("_-./:=@%+,").find(char(letter)) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return std::string(text);
  std::string word(1, '\'');
  for (const char letter : text) letter == '\'' ? word.append("'\\''") : word.append(1, letter);
  return word.append(1, '\'');
}

std::string visible(std::string_view text, std::string_view keep) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = lengthAt(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    const bool kept = character.size() == 1 && keep.find(character[0]) != std::string_view::npos;
    const bool written = length == 0 || (length == 1 && isAsciiControl(character[0])) || isUnicodeControl(character);
    shown += written && !kept ? writtenOut(character) : std::string(character);
    text.remove_prefix(character.size());
  }
  return shown;
}

}  // namespace studio
