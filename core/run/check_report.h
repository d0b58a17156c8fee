// A pre-flight as JSON: what `toponets check --json` answers, and what a window reads back from the process that it
// lets check. Values; any thread.
#pragma once
#include <string>
#include <string_view>

#include "core/run/training_request.h"

namespace studio {

/// Of the whole run's time: what measuring the snapshots that are stored takes, 0..1.
double mapsShare(const CheckReport& report);
/// That is worth a word: a large share, and more than somebody would wait for without one.
bool mapsTakeMuch(const CheckReport& report);
/// The same of the text that is drawn for them.
bool textTakesMuch(const CheckReport& report);
inline constexpr double kMuchForMaps = 0.1, kLongForMaps = 10;  ///< share of the run; s in all

/// One JSON document; numbers that are not finite are null.
std::string formatCheckReport(const CheckReport& report);
/// Throws UserError where it is none.
CheckReport parseCheckReport(std::string_view json);

}  // namespace studio
