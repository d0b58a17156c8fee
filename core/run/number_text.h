// Numbers as text and back, the same on every machine whatever its locale.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace studio {

/// Shortest text that reads back as the same double: "3", "0.1", "1e-04", "nan", "inf".
std::string numberText(double value);
/// The same, always recognisable as a floating-point number: "3.0".
std::string decimalText(double value);
/// nullopt unless the whole text is one number.
std::optional<double> numberFrom(std::string_view text);

}  // namespace studio
