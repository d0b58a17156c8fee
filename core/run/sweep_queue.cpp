// Reading, editing and taking the runs of a queue (sweep_queue.h); sweep_queue_making.cpp makes one.
#include "core/run/sweep_queue.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/run_lock.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"
#include "core/run/sweep_queue_files.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json parseQueueFile(const FolderHandle& folder, const char* name) {
  const Json json = Json::parse(folder.read(name, kMostQueueBytes), nullptr, false);
  if (json.is_object()) return json;
  throw UserError((folder.path() / name).string() +
                  " is damaged; delete the queue's folder and start the sweep again: "
                  "finished runs are taken, not trained again.");
}

Json entryJson(const SweepEntry& entry) {
  Json settings = Json::object();
  for (const auto& [key, value] : entry.settings) settings[key] = Json::parse(value, nullptr, false);
  return {{"name", entry.name},       {"state", toString(entry.state)},
          {"run", entry.run},         {"taken", entry.taken},
          {"threads", entry.threads}, {"host", entry.host},
          {"error", entry.error},     {"settings", settings}};
}

std::string dumped(const Json& json) {
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

SweepEntry entryFrom(const Json& json, const std::string& id) {
  SweepEntry entry;
  entry.id = id;
  entry.name = json.at("name").get<std::string>();
  entry.state = sweepStateFrom(json.at("state").get<std::string>());
  entry.run = json.at("run").get<std::string>();
  entry.taken = json.at("taken").get<bool>();
  entry.threads = json.at("threads").get<int>();
  entry.host = json.value("host", std::string());
  entry.error = json.at("error").get<std::string>();
  for (const auto& [key, value] : json.at("settings").items()) entry.settings.emplace_back(key, value.dump());
  if (!isFolderName(entry.name) || (!entry.run.empty() && !isFolderName(entry.run)))
    throw std::invalid_argument("no name of a folder");
  return entry;
}

bool isWaiting(const SweepEntry& entry) {
  return entry.state == SweepState::Queued || entry.state == SweepState::Running;
}

}  // namespace

namespace {

/// The way out of a queue whose writing was broken off, or whose order was deleted.
std::string notWhole(const fs::path& queue, const std::string& fault) {
  return visible(queue.string()) + " " + fault + "; give the sweep's TOML file again, with `--runs " +
         shellWord(queue.parent_path().string()) +
         "`, and it goes on: runs that are finished are taken, not trained again.";
}

}  // namespace

void SweepQueue::requireRuns() const {
  if (readOrder().ids.empty()) throw UserError(notWhole(folder(), "holds no run in its order"));
}

SweepQueue SweepQueue::open(const fs::path& folder) {
  std::error_code none;
  fs::path whole = fs::absolute(folder, none).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  if (!isQueue(whole) && whole.extension() == kEnding && fs::is_directory(whole, none))
    throw UserError(notWhole(whole, "holds no queue.json, the order of its runs"));
  if (!isQueue(whole))
    throw UserError(visible(folder.string()) +
                    " is no queue of a sweep: it holds no queue.json; name a folder NAME.sweep or a sweep.toml.");
  SweepQueue queue(FolderHandle::open(whole));
  static_cast<void>(queue.readOrder());
  return queue;
}

bool SweepQueue::isQueue(const fs::path& folder) {
  std::error_code none;
  return fs::is_regular_file(folder / kQueueFile, none);
}

std::vector<fs::path> SweepQueue::list(const fs::path& runs) {
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  std::error_code error, none;
  for (fs::directory_iterator entry(runs, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == kEnding && isQueue(entry->path()))
      found.emplace_back(fs::last_write_time(entry->path() / kGivenSweep, none), entry->path());
  std::sort(found.rbegin(), found.rend());
  std::vector<fs::path> folders;
  for (const auto& [time, path] : found) folders.push_back(path);
  return folders;
}

fs::path SweepQueue::runsFolder() const { return folder().parent_path(); }

std::vector<fs::path> SweepQueue::runFolders() const {
  std::vector<fs::path> folders;
  for (const std::string& id : readOrder().ids) {
    const auto each = findEntry(id);
    if (!each || each->run.empty() || each->state == SweepState::Dropped) continue;
    if (const fs::path folder = runsFolder() / each->run; RunFolder(folder).exists()) folders.push_back(folder);
  }
  return folders;
}

std::string SweepQueue::name() const { return folder().stem().string(); }

SweepQueue::Order SweepQueue::readOrder() const {
  const Json json = parseQueueFile(folder_, kQueueFile);
  try {
    if (json.at("version").get<int>() > kQueueVersion)
      throw UserError(folder().string() + " was made by a newer version of the program; open it with that one.");
    Order order{{}, json.at("paused").get<bool>(), json.at("jobs").get<int>(), json.at("message").get<std::string>()};
    for (const Json& id : json.at("order"))
      if (isEntryName(id.get<std::string>())) order.ids.push_back(id.get<std::string>());
    return order;
  } catch (const nlohmann::json::exception&) {
    throw UserError((folder() / kQueueFile).string() +
                    " is damaged; delete the queue's folder and start the sweep again: finished runs are taken, not "
                    "trained again.");
  }
}

void SweepQueue::writeOrder(const Order& order) const {
  folder_.write(kQueueFile, dumped({{"version", kQueueVersion},
                                    {"paused", order.paused},
                                    {"jobs", order.jobs},
                                    {"message", order.message},
                                    {"order", order.ids}}));
}

SweepEntry SweepQueue::readEntry(const std::string& id) const {
  try {
    return entryFrom(parseQueueFile(folder_.inside(id), kEntryFile), id);
  } catch (const std::exception&) {
    throw UserError((folder() / id / kEntryFile).string() +
                    " is damaged or of another version of the program, so its run is left out; add it again.");
  }
}

std::optional<SweepEntry> SweepQueue::findEntry(const std::string& id) const {
  try {
    return readEntry(id);
  } catch (const UserError&) {
    return std::nullopt;
  }
}

void SweepQueue::writeEntry(const SweepEntry& entry) const {
  folder_.inside(entry.id).write(kEntryFile, dumped(entryJson(entry)));
}

SweepRow SweepQueue::readRow(const std::string& id) const {
  SweepRow row;
  row.entry.id = row.entry.name = id;
  try {
    row.held = isFileLockHeld(folder_.inside(id), kEntryLock);
    row.entry = readEntry(id);
  } catch (const UserError& error) {
    row.entry.state = SweepState::Failed;
    row.entry.error = error.what();
    return row;
  }
  if (row.entry.run.empty()) return row;
  const RunFolder run(runsFolder() / row.entry.run);
  row.lost = !run.exists();
  try {
    if (!row.lost) row.status = run.status();
  } catch (const UserError& error) {
    if (row.entry.error.empty()) row.entry.error = error.what();
  }
  if (row.lost && row.entry.state == SweepState::Finished)
    row.entry.error =
        "The run " + row.entry.run + " was deleted or renamed; put it back in the queue to train it again.";
  return row;
}

SweepView SweepQueue::read() const {
  const Order order = readOrder();
  SweepView view{name(), folder(), {}, order.paused, isFileLockHeld(folder_, kWorkLock), order.jobs, order.message};
  for (const std::string& id : order.ids) {
    view.rows.push_back(readRow(id));
    SweepRow& row = view.rows.back();
    if (!view.workedOn && !row.held && isWaiting(row.entry)) row.waitsFor = order.message;
  }
  return view;
}

// Editing.

void SweepQueue::changeOrder(const std::function<void(Order&)>& edit) const {
  const auto lock = takeFileLock(folder_, kQueueLock, FileLockKind::Own, true);
  Order order = readOrder();
  edit(order);
  writeOrder(order);
}

void SweepQueue::change(const std::string& id, const std::function<void(SweepEntry&)>& edit) const {
  const auto lock = takeFileLock(folder_, kQueueLock, FileLockKind::Own, true);
  SweepEntry entry = readEntry(id);
  edit(entry);
  writeEntry(entry);
}

void SweepQueue::move(const std::string& id, int places) const {
  changeOrder([&](Order& order) {
    const auto from = std::find(order.ids.begin(), order.ids.end(), id);
    if (from == order.ids.end()) return;
    const auto last = std::ptrdiff_t(order.ids.size()) - 1, at = from - order.ids.begin();
    const auto to = std::clamp<std::ptrdiff_t>(at + places, 0, last);
    order.ids.erase(from);
    order.ids.insert(order.ids.begin() + to, id);
  });
}

void SweepQueue::setPaused(bool paused) const {
  changeOrder([paused](Order& order) { order.paused = paused; });
}

void SweepQueue::setJobs(int jobs) const {
  changeOrder([jobs](Order& order) { order.jobs = std::max(1, jobs); });
}

void SweepQueue::say(const std::string& message) const {
  changeOrder([&message](Order& order) { order.message = message; });
}

void SweepQueue::drop(const std::string& id) const {
  change(id, [](SweepEntry& entry) {
    if (entry.state != SweepState::Finished) entry.state = SweepState::Dropped;
  });
}

void SweepQueue::putBack(const std::string& id) const {
  change(id, [this](SweepEntry& entry) {
    const bool lost = entry.state == SweepState::Finished && !RunFolder(runsFolder() / entry.run).exists();
    if (isWaiting(entry) || (entry.state == SweepState::Finished && !lost)) return;
    entry.state = SweepState::Queued;
    entry.error.clear();
    if (lost) entry.run.clear(), entry.taken = false;
  });
}

void SweepQueue::putBackAll(bool failed) const {
  for (const std::string& id : readOrder().ids) {
    const auto each = findEntry(id);  // a damaged one stays as it is
    if (!each) continue;
    const bool lost = each->state == SweepState::Finished && !RunFolder(runsFolder() / each->run).exists();
    if (each->state == SweepState::Stopped || (failed && (each->state == SweepState::Failed || lost))) putBack(id);
  }
}

// By a process that works on it.

Descriptor SweepQueue::sit() const { return takeFileLock(folder_, kWorkLock, FileLockKind::Shared, true); }

std::vector<SweepEntry> SweepQueue::readable(const Order& order) const {
  std::vector<SweepEntry> entries;
  for (const std::string& id : order.ids)
    if (auto entry = findEntry(id)) entries.push_back(std::move(*entry));
  return entries;
}

bool SweepQueue::isAtWorkHere(const SweepEntry& entry) const {
  if (entry.state != SweepState::Running && entry.state != SweepState::Dropped) return false;
  const bool here = entry.host.empty() || entry.host == hostName();
  return here && isFileLockHeld(folder_.inside(entry.id), kEntryLock);
}

std::optional<SweepClaim> SweepQueue::claim(const SweepShare& share) const {
  const auto lock = takeFileLock(folder_, kQueueLock, FileLockKind::Own, true);
  const Order order = readOrder();
  if (order.paused) return std::nullopt;
  const auto entries = readable(order);
  std::vector<SweepEntry> atWork;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(atWork),
               [this](const SweepEntry& entry) { return isAtWorkHere(entry); });
  for (SweepEntry entry : entries) {
    const int threads = isWaiting(entry) ? share(entry, atWork) : 0;
    if (threads < 1) continue;
    const FolderHandle folder = folder_.inside(entry.id);
    Descriptor held = takeFileLock(folder, kEntryLock, FileLockKind::Own, false);
    if (!held) continue;
    const bool begun = entry.threads > 0;
    entry.state = SweepState::Running;
    entry.threads = threads;
    entry.host = hostName();
    writeEntry(entry);
    return SweepClaim{std::move(entry), folder, std::move(held), begun};
  }
  return std::nullopt;
}

void SweepQueue::store(const SweepEntry& entry) const {
  change(entry.id, [&entry](SweepEntry& stored) {
    const bool stays = stored.state == SweepState::Dropped && entry.state != SweepState::Finished;
    stored = entry;
    if (stays) stored.state = SweepState::Dropped;
  });
}

SweepEntry SweepQueue::entry(const std::string& id) const { return readEntry(id); }

std::string SweepQueue::configText(const std::string& id) const {
  return folder_.inside(id).read(kEntryConfig, kMostQueueBytes);
}

RunConfig SweepQueue::config(const std::string& id) const {
  return parseConfig(configText(id), (folder() / id / kEntryConfig).string());
}

bool SweepQueue::isPaused() const { return readOrder().paused; }

bool SweepQueue::leaveIfDone(Descriptor& seat) const {
  const auto lock = takeFileLock(folder_, kQueueLock, FileLockKind::Own, true);
  for (const std::string& id : readOrder().ids)
    if (const auto each = findEntry(id); each && isWaiting(*each)) return false;
  seat = Descriptor();
  return true;
}

}  // namespace studio
