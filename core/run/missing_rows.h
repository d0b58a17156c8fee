// Rows that scalars.csv ought to have.
#pragma once
#include <cstdint>
#include <string>

namespace studio {

/// "The rows of scalars.csv end at step 40, though the run came to step 60", without an end; empty where none is
/// missing. `last` is the step of the last row, < 0: there is none; `every` is output.scalars_every.
std::string missingRows(std::int64_t last, std::int64_t step, std::int64_t every);

}  // namespace studio
