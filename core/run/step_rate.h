// How fast a run trains, in words: one form for window and command line. Any thread.
#pragma once
#include <string>

namespace studio {

/// "310 it/s", "4.2 it/s"; below one step a second the time of a step, so that it is never 0: "4.5 s a step", "75 s a
/// step", "17 min a step". Empty where nothing is known (0, NaN).
std::string stepRateText(double stepsPerSecond);

}  // namespace studio
