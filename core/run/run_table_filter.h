// The filter of a table of runs as text: `tau>=1 model:resnet18 state:finished seed:0,1 some words`. Pure functions;
// any thread.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/run/run_table.h"

namespace studio {

/// One condition. Numbers are compared as numbers, words without regard to capitals; `:` asks for words that contain
/// the value (of several one of them) or for an equal number. A run without a value meets none but `!=`.
struct FilterTerm {
  enum class Test { Has, Equal, Unequal, Less, LessOrEqual, More, MoreOrEqual };
  RunColumn column;
  Test test = Test::Has;
  std::vector<std::string> values;  ///< several: between commas
  std::string text;                 ///< as it was typed
};

struct RunTableFilter {
  std::vector<FilterTerm> terms;   ///< all are to be met; none twice
  std::vector<std::string> words;  ///< all stand in the run's name, note, model or data
  std::string problem;             ///< one sentence on what no run can meet (it is left out), or empty
};

/// Names of columns: a setting by its key or the last part of it ("tau", "model" and "data" for model.name and the data
/// set), a fact ("state"), a scalar (its last value), the column of a result. "Quotes" keep blanks in a value.
/// `runs`: whose columns there can be.
RunTableFilter parseRunFilter(std::string_view text, const RunRecords& runs);
/// Of a word that is still being typed: it is a condition in the making ("tau>", or "mod", which no run is called and
/// with which the name of a column begins), so it says nothing of the runs yet.
bool maybeBegunCondition(std::string_view text, const RunRecords& runs);
bool meetsFilter(const RunRecord& run, const RunTableFilter& filter);
/// Indices of those that meet it.
std::vector<std::size_t> filteredRuns(const RunRecords& runs, const RunTableFilter& filter);
/// The typed text without one of its conditions: what a chip's cross does.
std::string withoutTerm(const RunTableFilter& filter, std::size_t term);

}  // namespace studio
