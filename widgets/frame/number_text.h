// Numbers as people read them in the window: counts, times, sizes, with the points and commas of its language
// (language.h). Values; any thread.
#pragma once
#include <QString>
#include <cstdint>

namespace studio {

/// "1,281,167"; in German "1.281.167".
QString countText(std::int64_t count);
/// "1 map", "1,410 maps": the singular as it is, or the plural with its number for %L1.
QString countText(std::int64_t count, const QString& one, const QString& many);
/// At most so many digits, as a field shows it; typedNumber() reads it back.
QString shortNumber(double value, int digits = 4);
/// So many decimals, with a true minus; "< 0.001" for what they do not show.
QString fixedNumber(double value, int decimals);

// Three forms of a time, for three uses.

/// What something will take or took: "7 h 19 min", "1 min", "12 s", "88 ms"; thin spaces that do not break.
QString durationText(double seconds);
/// What is counted down, so with the seconds below an hour: "4 h 15 min", "6 min 40 s", "12 s"; empty below 0.
QString timeLeftText(double seconds);
/// A cell of a column, in one unit and with a decimal, so that a spread can stand beside it: "7.3 h", "12 min", "8.0
/// s".
QString timeInOneUnit(double seconds);

/// "9.6 GB", "310 MB" (powers of 1000); what bytesText() is for engine and command line, in the window's language.
QString byteCountText(double bytes);

}  // namespace studio
