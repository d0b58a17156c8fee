// A queue is made, and runs are added to it: all of them or none (sweep_queue.h).
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <set>

#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/printable_text.h"
#include "core/run/run_lock.h"
#include "core/run/run_store.h"
#include "core/run/sweep_queue_files.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

/// A name of its own beside the queue, hidden: neither a queue nor a run to anybody.
std::string buildingName(const std::string& file) {
  static std::atomic<unsigned> count{0};
  return "." + file + "." + std::to_string(::getpid()) + "_" + std::to_string(count++) + ".part";
}

/// A sentence about a file of the folder that is built names the one that was wanted.
std::string withName(std::string sentence, const std::string& building, const std::string& file) {
  if (const auto at = sentence.find(building); at != std::string::npos) sentence.replace(at, building.size(), file);
  return sentence;
}

}  // namespace

/// Of a queue whose order is lost, or was never written: those that have a run.
std::vector<std::string> SweepQueue::begunEntries() const {
  std::vector<std::string> ids;
  for (const auto& each : folder_.list()) {
    if (!each.isFolder || !isEntryName(each.name)) continue;
    if (const auto entry = findEntry(each.name); entry && !entry->run.empty()) ids.push_back(each.name);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

SweepQueue SweepQueue::make(const fs::path& runs, const std::string& name) {
  requireRunName(name);
  makeFolders(runs);
  const fs::path path = runs / (name + kEnding);
  const FolderHandle folder = FolderHandle::open(runs, path).make(path.filename().string());
  {
    const auto lock = takeFileLock(folder, kQueueLock, FileLockKind::Own, true);
    const SweepQueue queue(folder);
    const bool isThere = folder.inspect(kQueueFile).has_value();
    Order order = isThere ? queue.readOrder() : Order{};
    const bool isEmpty = order.ids.empty();
    if (isEmpty) order.ids = queue.begunEntries();
    if (!isThere || (isEmpty && !order.ids.empty())) queue.writeOrder(order);
  }
  return open(path);
}

/// How many were added; nullopt where somebody else has made one of this name meanwhile.
std::optional<std::size_t> SweepQueue::build(const FolderHandle& root, const std::string& file,
                                             const std::vector<SweepRun>& all, const std::string& asGiven) {
  const std::string building = buildingName(file);
  try {
    const SweepQueue queue(root.make(building));
    queue.writeOrder({});
    const std::size_t added = queue.add(all, asGiven);
    queue.folder_.sync();
    root.rename(building, file);
    root.sync();
    return added;
  } catch (const UserError& error) {
    root.removeAll(building);
    if (root.inspect(file)) return std::nullopt;
    throw UserError(withName(error.what(), building, file));
  } catch (...) {
    root.removeAll(building);
    throw;
  }
}

FilledQueue SweepQueue::fill(const fs::path& runs, const std::string& name, const std::vector<SweepRun>& all,
                             const std::string& asGiven) {
  requireRunName(name);
  makeFolders(runs);
  const std::string file = name + kEnding;
  const FolderHandle root = FolderHandle::open(runs, runs / file);
  if (!root.inspect(file))
    if (const auto added = build(root, file, all, asGiven)) return {open(runs / file), *added, true};
  const SweepQueue queue = make(runs, name);
  return {queue, queue.add(all, asGiven), false};
}

/// It stands in `order` before anything of it is written, so that it can be taken back.
void SweepQueue::addEntry(const SweepRun& run, Order& order) const {
  int number = 1;
  for (const auto& each : folder_.list())
    if (each.isFolder && isEntryName(each.name)) number = std::max(number, std::stoi(each.name) + 1);
  char id[16];
  std::snprintf(id, sizeof id, "%04d", number);
  const FolderHandle folder = folder_.make(id);
  order.ids.emplace_back(id);
  folder.write(kEntryConfig, toToml(run.config));
  SweepEntry entry;
  entry.id = id;
  entry.name = run.name;
  for (const auto& [key, value] : run.settings) entry.settings.emplace_back(key, valueToJson(value));
  writeEntry(entry);
}

std::size_t SweepQueue::add(const std::vector<SweepRun>& runs, const std::string& asGiven) const {
  const auto lock = takeFileLock(folder_, kQueueLock, FileLockKind::Own, true);
  Order order = readOrder();
  std::set<std::string> known;
  for (const std::string& id : order.ids)
    if (const auto each = findEntry(id); each && each->state != SweepState::Dropped) known.insert(configText(id));
  const std::size_t before = order.ids.size();
  if (before + runs.size() > 2 * kMostSweepRuns)
    throw UserError("The queue " + name() + " would hold more than " + groupedText(std::int64_t(2 * kMostSweepRuns)) +
                    " runs; begin another one under a new name.");
  try {
    for (const SweepRun& run : runs)
      if (known.insert(toToml(run.config)).second) addEntry(run, order);
    if (!asGiven.empty()) folder_.write(kGivenSweep, asGiven);
    order.message.clear();
    writeOrder(order);
  } catch (...) {  // a full disk: what was written for it goes
    for (std::size_t i = before; i < order.ids.size(); ++i) folder_.removeAll(order.ids[i]);
    throw;
  }
  return order.ids.size() - before;
}

}  // namespace studio
