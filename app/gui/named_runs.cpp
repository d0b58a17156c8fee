// See named_runs.h.
#include "app/gui/named_runs.h"

#include <set>

#include "core/run/run_store.h"

namespace studio {
namespace {

std::vector<NamedRun> runsOf(const std::string& word) {
  const std::filesystem::path here = std::filesystem::current_path() / "runs";
  for (const std::filesystem::path& place : {std::filesystem::path(word), here / word})
    if (std::filesystem::exists(place)) return findRuns(place);
  const RunFolder run = RunStore(here).find(word);  // throws with the nearest name
  return {{run.name(), run.path()}};
}

}  // namespace

std::vector<NamedRun> namedRuns(const QStringList& words) {
  std::vector<NamedRun> runs;
  std::set<std::filesystem::path> known;
  for (const QString& word : words)
    for (NamedRun& run : runsOf(word.toStdString()))
      if (known.insert(std::filesystem::weakly_canonical(run.path)).second) runs.push_back(std::move(run));
  return runs;
}

}  // namespace studio
