#include "core/run/run_table.h"

#include <algorithm>
#include <cmath>

#include "core/run/config_fields.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Test = FilterTerm::Test;

struct Sign {
  const char* text;
  Test test;
};
/// Longer ones first.
constexpr Sign kSigns[] = {{">=", Test::MoreOrEqual}, {"<=", Test::LessOrEqual}, {"!=", Test::Unequal},
                           {">", Test::More},         {"<", Test::Less},         {"=", Test::Equal},
                           {":", Test::Has}};

/// Words between blanks; what stands in quotes is one.
std::vector<std::string> splitPieces(std::string_view text) {
  std::vector<std::string> pieces(1);
  bool quoted = false;
  for (const char letter : text) {
    const bool blank = letter == ' ' || letter == '\t' || letter == '\n';
    if (letter == '"') quoted = !quoted;
    if (blank && !quoted)
      pieces.emplace_back();
    else
      pieces.back() += letter;
  }
  std::erase(pieces, std::string());
  return pieces;
}

std::string withoutQuotes(std::string text) {
  std::erase(text, '"');
  return text;
}

std::string lastPart(const std::string& name, char between) { return name.substr(name.rfind(between) + 1); }

/// Names that a column is called by, its own first.
std::vector<std::string> columnNames(const RunColumn& column) {
  if (column.kind == RunColumn::Kind::Setting) return {column.name, lastPart(column.name, '.')};
  if (column.kind == RunColumn::Kind::Result) return {column.name, lastPart(column.name, '/')};
  if (const auto stored = storedTwin(column)) return {column.name, lastPart(stored->name, '/')};
  return {column.name};
}

/// What a person means before anything else by these.
std::optional<RunColumn> plainName(const std::string& name) {
  if (name == "model") return RunColumn{RunColumn::Kind::Setting, "model.name"};
  const auto& facts = runFacts();
  const bool isFact = name != "epochs" && std::find(facts.begin(), facts.end(), name) != facts.end();
  return isFact ? std::optional(RunColumn{RunColumn::Kind::Fact, name}) : std::nullopt;
}

std::optional<RunColumn> findColumn(const std::string& name, const std::vector<RunColumn>& columns) {
  if (const auto plain = plainName(name)) return plain;
  for (const std::size_t place : {std::size_t(0), std::size_t(1)})
    for (const RunColumn& column : columns)
      if (const auto names = columnNames(column); place < names.size() && names[place] == name) return column;
  return std::nullopt;
}

std::string unknownColumn(const std::string& name, const std::vector<RunColumn>& columns) {
  std::vector<std::string> names{"model"};
  for (const RunColumn& column : columns)
    for (std::string& each : columnNames(column)) names.push_back(std::move(each));
  return withSuggestion("No setting or number is called `" + printable(name) + "`", name, names);
}

std::vector<std::string> splitAtCommas(const std::string& text) {
  std::vector<std::string> values(1);
  for (const char letter : text)
    if (letter == ',')
      values.emplace_back();
    else
      values.back() += letter;
  std::erase(values, std::string());
  return values;
}

bool asksForOrder(Test test) { return test != Test::Has && test != Test::Equal && test != Test::Unequal; }

/// Why no run could ever meet this; empty where one could.
std::string termProblem(const FilterTerm& term, const std::string& name) {
  const bool words = columnFacts(term.column, {}).text;
  if (words && asksForOrder(term.test))
    return "`" + printable(name) + "` holds words, which are neither larger nor smaller; write `" + printable(name) +
           ":" + printable(term.values.front()) + "`.";
  for (const std::string& value : term.values)
    if (!words && !numberFrom(value))
      return "`" + printable(name) + "` holds numbers and `" + printable(value) + "` is none; write for example `" +
             printable(name) + ">=1`.";
  return {};
}

bool has(const RunTableFilter& filter, const FilterTerm& term) {
  return std::any_of(filter.terms.begin(), filter.terms.end(), [&](const FilterTerm& each) {
    return each.column == term.column && each.test == term.test && each.values == term.values;
  });
}

void takeTerm(RunTableFilter& filter, FilterTerm term, const std::string& name) {
  if (std::string problem = termProblem(term, name); !problem.empty())
    filter.problem = std::move(problem);
  else if (!has(filter, term))
    filter.terms.push_back(std::move(term));
}

/// False where the piece is a word, not a condition.
bool addTerm(RunTableFilter& filter, const std::string& piece, const std::vector<RunColumn>& columns) {
  const auto place = piece.find_first_of("<>=:!");
  if (place == std::string::npos || place == 0 || piece.front() == '"') return false;
  for (const auto& [sign, test] : kSigns) {
    if (piece.compare(place, std::string_view(sign).size(), sign) != 0) continue;
    const std::string name = piece.substr(0, place);
    const std::string value = withoutQuotes(piece.substr(place + std::string_view(sign).size()));
    const auto column = findColumn(name, columns);
    if (!column)
      filter.problem = unknownColumn(name, columns);
    else if (const auto values = splitAtCommas(value); !values.empty())
      takeTerm(filter, {*column, test, values, piece}, name);
    return true;
  }
  return false;
}

bool contains(const std::string& text, const std::string& part) {
  return spellingKey(text).find(spellingKey(part)) != std::string::npos;
}

bool compares(double a, Test test, double b) {
  switch (test) {
    case Test::Less:
      return a < b;
    case Test::LessOrEqual:
      return a <= b;
    case Test::More:
      return a > b;
    case Test::MoreOrEqual:
      return a >= b;
    default:
      return a == b;
  }
}

/// A share may be asked for in per cent, as it is shown, or as it is: validation_accuracy>70 and >0.7.
bool meetsNumber(double number, const FilterTerm& term, double value) {
  const double scale = columnFacts(term.column, {}).scale;
  return compares(scale > 1 && std::abs(value) > 1 ? number * scale : number, term.test, value);
}

bool meetsValue(const RunValue& found, const FilterTerm& term, const std::string& value) {
  const auto number = numberFrom(value);
  if (std::isfinite(found.number)) return number && meetsNumber(found.number, term, *number);
  if (term.test == Test::Equal || term.test == Test::Unequal) return spellingKey(found.text) == spellingKey(value);
  return term.test == Test::Has && contains(found.text, value);
}

bool meets(const RunRecord& run, const FilterTerm& term) {
  const RunValue found = runValue(run, term.column);
  const bool any = !found.empty() && std::any_of(term.values.begin(), term.values.end(), [&](const std::string& value) {
    return meetsValue(found, term, value);
  });
  return any != (term.test == Test::Unequal);
}

bool hasWord(const RunRecord& run, const std::string& word) {
  return contains(run.name, word) || contains(run.note, word) || contains(run.dataName, word) ||
         (run.config && contains(run.config->model.name, word));
}

/// "tau" of "tau", "topol": a name of a column begins so.
bool beginsAName(const std::string& word, const std::vector<RunColumn>& columns) {
  const auto begins = [&](const std::string& name) { return spellingKey(name).starts_with(spellingKey(word)); };
  return begins("model") || std::any_of(columns.begin(), columns.end(), [&](const RunColumn& column) {
           const std::vector<std::string> names = columnNames(column);
           return std::any_of(names.begin(), names.end(), begins);
         });
}

}  // namespace

bool maybeBegunCondition(std::string_view text, const RunRecords& runs) {
  if (text.find_first_of("<>=:!") != std::string_view::npos) return true;
  const std::string word(text);
  const bool any = std::any_of(runs.begin(), runs.end(), [&](const auto& run) { return hasWord(*run, word); });
  return !any && beginsAName(word, possibleColumns(runs));
}

RunTableFilter parseRunFilter(std::string_view text, const RunRecords& runs) {
  RunTableFilter filter;
  const std::vector<RunColumn> columns = possibleColumns(runs);
  for (const std::string& piece : splitPieces(text))
    if (!addTerm(filter, piece, columns)) filter.words.push_back(withoutQuotes(piece));
  std::erase(filter.words, std::string());
  return filter;
}

bool meetsFilter(const RunRecord& run, const RunTableFilter& filter) {
  return std::all_of(filter.terms.begin(), filter.terms.end(), [&](const auto& term) { return meets(run, term); }) &&
         std::all_of(filter.words.begin(), filter.words.end(), [&](const auto& word) { return hasWord(run, word); });
}

std::vector<std::size_t> filteredRuns(const RunRecords& runs, const RunTableFilter& filter) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (meetsFilter(*runs[i], filter)) shown.push_back(i);
  return shown;
}

std::string withoutTerm(const RunTableFilter& filter, std::size_t term) {
  std::string text;
  const auto add = [&text](const std::string& piece) { text.append(text.empty() ? "" : " ").append(piece); };
  for (std::size_t i = 0; i < filter.terms.size(); ++i)
    if (i != term) add(filter.terms[i].text);
  for (const std::string& word : filter.words) add(word.find(' ') == std::string::npos ? word : '"' + word + '"');
  return text;
}

}  // namespace studio
