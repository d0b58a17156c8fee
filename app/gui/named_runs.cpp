// See named_runs.h.
#include "app/gui/named_runs.h"

#include <cstdio>
#include <filesystem>
#include <set>
#include <vector>

#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

std::vector<NamedRun> findNamed(const std::string& word) {
  for (const std::filesystem::path& place : {std::filesystem::path(word), runsHere().root() / word})
    if (std::filesystem::exists(place)) return findRuns(place);
  const RunFolder run = runsHere().find(word);  // throws with the nearest name
  return {{run.name(), run.path()}};
}

/// Each once, however often it is named: `runs/bars*` names a sweep's runs and its queue, which stands for them.
std::vector<NamedRun> namedRuns(const QStringList& words) {
  std::vector<NamedRun> runs;
  std::set<std::filesystem::path> known;
  for (const QString& word : words)
    for (NamedRun& run : findNamed(word.toStdString()))
      if (known.insert(std::filesystem::weakly_canonical(run.path)).second) runs.push_back(std::move(run));
  return runs;
}

}  // namespace

RunStore runsHere() { return RunStore(std::filesystem::current_path() / "runs"); }

void sayLeftOut(const std::string& sentence) {
  std::fprintf(stderr, "toponets-studio: left out: %s\n", visible(sentence).c_str());
}

void readNamedRuns(const QStringList& words, const std::function<void(const NamedRun&)>& read) {
  std::vector<std::string> refused;
  const std::vector<NamedRun> runs = namedRuns(words);
  for (const NamedRun& run : runs) try {
      read(run);
    } catch (const UserError& error) {
      refused.emplace_back(error.what());
    }
  if (!refused.empty() && refused.size() == runs.size()) throw UserError(refused.front());
  for (const std::string& sentence : refused) sayLeftOut(sentence);
}

}  // namespace studio
