// A table of runs as plain data: which columns it can have, the value of each run in them, runs of one configuration
// and several seeds as groups with mean and spread, sorting, and the settings in which runs differ. Pure functions; any
// thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/run/run_record.h"
#include "core/run/weights_difference.h"

namespace studio {

/// A column by what it reads. Its id is what is kept between sessions: "setting:topoloss.tau", "last:task_loss",
/// "best:validation_accuracy", "at:500:task_loss", "result:smoothness//max_minus_min", "fact:state".
struct RunColumn {
  enum class Kind { Fact, Setting, Last, Best, AtStep, Result };
  Kind kind = Kind::Fact;
  std::string name{};     ///< "state"; key of a setting; scalar; "ANALYSIS/TABLE/COLUMN"
  std::int64_t step = 0;  ///< of AtStep
  bool operator==(const RunColumn&) const = default;
  std::string id() const;
};
/// nullopt where the text is no id of one.
std::optional<RunColumn> runColumnFrom(std::string_view id);
/// What is known of every run beside its settings: "state", "steps", "epochs", "seconds", "seeds", "data", "device",
/// "version".
const std::vector<std::string>& runFacts();
/// Those that a new table has.
std::vector<RunColumn> usualRunColumns();

/// What a column is called and how its numbers are to be read. `title` in English (tables are translated by their own
/// rows): "τ", "Validation accuracy", "Smoothness"; which of the values it is (best, at a step) the screen adds.
struct ColumnFacts {
  std::string title{}, unit{};
  bool text = false;   ///< words, not numbers
  bool whole = false;  ///< numbers without a point
  bool time = false;   ///< seconds
  bool exact = false;  ///< numbers that a person has chosen: all their digits
  double scale = 1;    ///< numbers are shown so many times as large: 100 for a share in per cent
  int decimals = -1;   ///< -1 = three or four digits
  bool lowIsBetter = false;
};
/// `kinds`: the analyses that there are, for titles and units of their numbers.
ColumnFacts columnFacts(const RunColumn& column, const std::vector<AnalysisKind>& kinds);

/// Some quantities are measured while a run trains, and again by an analysis whose results are stored; the analysis'
/// row says which (ShownColumn::scalar). Both are one column: the stored one where there is one, else the last one of
/// the training. The column of an analysis that has such a twin is taken as this one.
RunColumn oneColumn(const RunColumn& column);
/// The stored result that stands for this column; nullopt = it has no twin.
std::optional<RunColumn> storedTwin(const RunColumn& column);
/// Of a column with a twin: this run's value is the stored one.
bool isStoredValue(const RunRecord& run, const RunColumn& column);
/// What a stored value of this column was measured with, and where a run has none that can be put beside the others',
/// what it has. Both empty for columns that are of no stored result.
struct ValueOrigin {
  std::string stimuli{}, otherwise{};  ///< DATA
};
ValueOrigin valueOrigin(const RunRecord& run, const RunColumn& column);
/// A number that measures a run as a whole: of a stored result a mean over the layers or a number of the whole network,
/// not how many stimuli there were or at which level something was measured.
bool isMeasure(const RunColumn& column, const std::vector<AnalysisKind>& kinds);

/// Of one run: a number (not scaled; NaN = none) or words.
struct RunValue {
  double number = kUndefined;
  std::string text{};
  bool empty() const;
};
RunValue runValue(const RunRecord& run, const RunColumn& column);

/// Every column that one of these runs has a value in: facts, settings, scalars, results; Best and AtStep are left to
/// the one who asks for them.
std::vector<RunColumn> possibleColumns(const RunRecords& runs);

/// Mean and sample standard deviation (n - 1) over the defined values; the deviation of one is undefined.
struct SeedSpread {
  double mean = kUndefined, deviation = kUndefined;
  std::size_t n = 0;
};
SeedSpread seedSpread(const std::vector<double>& values);

/// Runs of one configuration that differ in their seed, or one run alone. Indices of the list they were made from.
struct RunGroup {
  std::vector<std::size_t> runs;     ///< by their seeds, of one seed the newest first
  std::vector<std::size_t> counted;  ///< what mean and spread are of: of each seed the newest that has finished; where
                                     ///< none has, the newest
};
/// Of the runs with these indices, in the order of their first ones. `bySeeds` false: each alone.
std::vector<RunGroup> groupRuns(const RunRecords& runs, const std::vector<std::size_t>& shown, bool bySeeds = true);
/// Over the group's counted runs. A setting in which they differ (their seed) has no mean.
SeedSpread groupSpread(const RunRecords& runs, const RunGroup& group, const RunColumn& column);
/// Words that all of the group share; empty where they do not, and for numbers.
std::string groupText(const RunRecords& runs, const RunGroup& group, const RunColumn& column);
/// "resnet18, τ 10" of several seeds, the run's name of one.
std::string groupName(const RunRecords& runs, const RunGroup& group);
/// The same of all: those of several seeds that would be called alike say in what they differ, too ("resnet18, τ 10,
/// Epochs 40").
std::vector<std::string> groupNames(const RunRecords& runs, const std::vector<RunGroup>& groups);

/// What distinguishes the groups, one label a group: the settings in which they differ ("τ 10", "resnet18, τ
/// 10"), no more than distinguish those of the same data and at most three; its name where that is too little
/// (groupNames()).
std::vector<std::string> groupLabels(const RunRecords& runs, const std::vector<RunGroup>& groups);

/// What each was trained on, one name a group: the short name ("bars", "idx digits"), with a number where it stands for
/// data that differ otherwise.
std::vector<std::string> groupDataNames(const RunRecords& runs, const std::vector<RunGroup>& groups);

/// By the mean or the words of a column, what is undefined last whichever way; without a column by name. Stable.
void sortGroups(std::vector<RunGroup>& groups, const RunRecords& runs, const std::optional<RunColumn>& column,
                bool descending);

/// Settings in which these runs do not agree, as columns; without the place of the output.
std::vector<RunColumn> differingColumns(const RunRecords& runs, const std::vector<std::size_t>& chosen);

/// As it is copied and stored: a row a run (group means first in their own rows, with columns NAME_sd and n).
Table runTable(const RunRecords& runs, const std::vector<RunGroup>& groups, const std::vector<RunColumn>& columns);

// The filter of a table of runs as text: `tau>=1 model:resnet18 state:finished seed:0,1 some words`. Pure functions;
// any thread.

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
