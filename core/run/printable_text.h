// Numbers as text and back, and untrusted text made fit to be shown. Any thread; blocks nobody.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace studio {

// Numbers as text and back, the same on every machine whatever its locale.

/// Shortest text that reads back as the same double: "3", "0.1", "1e-04", "nan", "inf".
std::string numberText(double value);
/// The same, always recognisable as a floating-point number: "3.0".
std::string decimalText(double value);
/// To so many significant digits, as printf's %g: "0.3142", "3.1e-05", "nan".
std::string significantText(double value, int digits);
/// With so many decimals, "undefined" for NaN; U+2212 for minus: "0.84", "−0.40".
std::string fixedText(double value, int decimals);
/// "1,410"
std::string groupedText(std::int64_t value);
/// The sizes of an array: "64x3x7x7"; "a single number" without dimensions.
std::string shapeText(std::span<const std::int64_t> shape);
/// Seconds since 1970 on this machine's clock: "2026-01-31 12:00", and "2026-01-31 12:00:05".
std::string dayAndTime(double seconds);
std::string dayAndSecond(double seconds);
/// "47 MB", "4.7 GB" (powers of 1000).
std::string bytesText(double bytes);
/// nullopt unless the whole text is one number.
std::optional<double> numberFrom(std::string_view text);

// Text from an untrusted file, before it reaches a sentence, a terminal or JSON. Any thread; blocks nobody.
bool isUtf8(std::string_view text);
/// True when it holds a byte that would steer a terminal.
bool hasControlCharacters(std::string_view text);
/// The text with such bytes, and what is no UTF-8, replaced; at most 200 bytes of it.
std::string printable(std::string_view text);
/// The whole text in one line: line ends, escapes and other control characters (C1 and those that turn the writing
/// direction too) and bytes that are no UTF-8 are written out, as \\n or \\x1b. What is in order already stays as it
/// is. `keep` are characters that may stay.
std::string visible(std::string_view text, std::string_view keep = {});
/// A whole sentence on one line: the same with at most `longest` bytes, an ellipsis where it was longer.
std::string oneLine(std::string_view sentence, std::size_t longest = 2000);

/// As one word of a command that is to be pasted into a shell: in quotes where it needs them.
std::string shellWord(std::string_view text);

}  // namespace studio
