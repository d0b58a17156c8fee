// What is compared beside the runs of the folder (comparison.h): runs of other folders, checkpoints, files.
#include <algorithm>

#include "core/run/run_files.h"
#include "widgets/compare/comparison.h"
#include "widgets/compare/worker_cache.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/sources.h"

namespace studio {
namespace {

constexpr const char* kWeightsFile = "model.safetensors";

/// A folder of a run's checkpoint, and the weights in it, stand for that run at that step.
AddedRun addedRunAt(const std::filesystem::path& place) {
  const bool isInside = place.filename() == kWeightsFile;
  const auto checkpoint = checkpointIn(isInside ? place.parent_path() : place);
  return checkpoint ? AddedRun{checkpoint->run, checkpoint->step} : AddedRun{place, -1};
}

/// The place itself where it is a run or a checkpoint; of a folder of runs all of them, by their names, and of another
/// one the weights in it.
std::vector<std::filesystem::path> placesIn(const std::filesystem::path& place) {
  std::vector<std::filesystem::path> runs;
  std::error_code none;
  if (!RunFolder(place).exists() && !checkpointIn(place))
    for (std::filesystem::directory_iterator each(place, none), end; !none && each != end; each.increment(none))
      if (RunFolder(each->path()).exists()) runs.push_back(each->path());
  std::sort(runs.begin(), runs.end());
  const bool isRun = RunFolder(place).exists() || checkpointIn(place) || !runs.empty();
  if (!isRun && std::filesystem::exists(place / kWeightsFile, none)) return {place / kWeightsFile};
  return runs.empty() ? std::vector{place} : runs;
}

}  // namespace

/// What was added here or in Analyse and is no run of the folder, and the checkpoint or file that is open.
std::vector<AddedRun> Comparison::beside() const {
  std::vector<AddedRun> places = ownAdded_;
  for (const Source& source : sources_.list())
    for (const AnalysisNetwork& network : source.networks) {
      const bool isAdded = source.added && network.run.parent_path() != root_;
      const bool isOpenFile = source.isOpenOne() && source.isOfFile();
      const bool isCheckpoint = (source.added || source.isOpenOne()) && network.step >= 0;
      if (isAdded || isOpenFile || isCheckpoint) places.push_back({network.run, network.step});
    }
  return places;
}

void Comparison::addAllIn(const std::filesystem::path& folder) {
  using Places = std::vector<std::filesystem::path>;
  readOnWorker<Places>(
      pool_, this, [folder] { return placesIn(folder); },
      [this](Places places) {
        for (const std::filesystem::path& place : places) add(place);
      },
      [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
}

void Comparison::add(const std::filesystem::path& place) {
  const AddedRun added = addedRunAt(place);
  RunRecord named;
  named.path = added.path, named.step = added.step;
  choose({named.id()}, true);  // a run of the folder is there already
  if (added.path.extension() != ".toml") return sources_.add(added.path, added.step);
  if (std::find(ownAdded_.begin(), ownAdded_.end(), added) == ownAdded_.end()) ownAdded_.push_back(added);
  refresh();
}

bool Comparison::isListed(const AddedRun& place) const {
  const auto places = beside();
  return std::find(places.begin(), places.end(), place) != places.end();
}

bool Comparison::isAdded(const RunRecord& record) const {
  const AddedRun place{record.path, record.step};
  const auto isIt = [&](const Source& source) {  // a group is taken away where it was added
    return source.added && !source.isGroup() && AddedRun{source.network().run, source.network().step} == place;
  };
  return std::find(ownAdded_.begin(), ownAdded_.end(), place) != ownAdded_.end() ||
         (isListed(place) && std::any_of(sources_.list().begin(), sources_.list().end(), isIt));
}

void Comparison::remove(const RunRecord& record) {
  const AddedRun place{record.path, record.step};
  chosen_.erase(record.id());
  std::erase(ownAdded_, place);
  for (std::size_t i = sources_.list().size(); i-- > 0;) {
    const Source& source = sources_.list()[i];
    if (source.added && !source.isGroup() && AddedRun{source.network().run, source.network().step} == place)
      sources_.remove(i);
  }
  refresh();
}

}  // namespace studio
