// The table, and what each of its rows does to a run (damages.h).
#include "tests/torture/damages.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <thread>

#include "tests/support/temporary_folder.h"

namespace studio::torture {
namespace {

namespace fs = std::filesystem;

/// At a random moment of its life.
void kill(Trial& trial) {
  auto child = trial.startTraining();
  trial.sleepWithin(*child);
  child->send(SIGKILL);
  const auto end = child->wait();
  if (end.signal != SIGKILL) trial.requireEnd(end, {0}, "ended before it was killed");
  trial.inspect(/*mayBeRefused=*/!fs::exists(trial.runFolder() / "scalars.csv"));
  trial.outcome("kill -9", "went on");
}

/// A request to stop saves and answers 3. Before the program has begun, and when all is stored, the signal itself may
/// end it.
template <int signal>
void stop(Trial& trial) {
  const auto before = readFolderTree(trial.runs());
  auto child = trial.startTraining();
  trial.sleepWithin(*child);
  child->send(signal);
  const auto end = child->wait();
  if (end.signal == signal) {
    if (readFolderTree(trial.runs()) == before) return trial.outcome("stop", "not begun");
    trial.inspect();
    if (!trial.isComplete()) throw Fault("a request to stop ended the program without saving");
    return trial.outcome("stop", "was through");
  }
  trial.requireEnd(end, {0, 3}, "stop by signal " + std::to_string(signal));
  trial.inspect();
  trial.outcome("stop", end.code == 3 ? "saved" : "was through");
}

/// A machine that sleeps for a while.
void suspend(Trial& trial) {
  auto child = trial.startTraining();
  trial.sleepWithin(*child);
  child->send(SIGSTOP);
  std::this_thread::sleep_for(std::chrono::milliseconds(trial.upTo(400)));
  child->send(SIGCONT);
  trial.requireEnd(child->wait(), {0}, "after a sleep");
  trial.inspect();
  trial.requireRight();
  trial.outcome("suspend", "went on");
}

/// Two processes go on with the same run.
void twice(Trial& trial) {
  if (!trial.runIsThere()) kill(trial);
  if (!trial.runIsThere()) return;
  auto first = trial.startTraining();
  first->waitFor(std::chrono::milliseconds(trial.upTo(250)));
  auto second = trial.startTraining();
  const auto one = first->wait(), two = second->wait();
  trial.requireEnd(one, {0, 2}, "first of two");
  trial.requireEnd(two, {0, 2}, "second of two");
  if (one.code == 2 && two.code == 2) throw Fault("two went on at once and both were refused");
  trial.inspect();
  trial.outcome("two at once", one.code == 0 && two.code == 0 ? "one after the other" : "one was refused");
}

void checkMoved(Trial& trial, Child& child, const fs::path& moved) {
  const auto end = child.wait();
  trial.requireEnd(end, {0, 2}, "folder renamed while it trained");
  if (fs::exists(trial.runFolder())) throw Fault("the folder that was renamed was made anew");
  fs::rename(moved, trial.runFolder());
  trial.inspect(end.code == 2);
  trial.outcome("folder renamed", end.code == 0 ? "followed" : "stopped with a sentence");
}

/// Someone tidies up while it trains.
void renameFolder(Trial& trial) {
  auto child = trial.startTraining();
  trial.sleepWithin(*child);
  std::error_code error;
  const auto moved = trial.folder() / "scratch" / "renamed";
  fs::rename(trial.runFolder(), moved, error);
  if (error) {  // it had not yet been made
    trial.requireEnd(child->wait(), {0}, "trains to the end");
    return;
  }
  checkMoved(trial, *child, moved);
}

void removeFolder(Trial& trial) {
  auto child = trial.startTraining();
  trial.sleepWithin(*child);
  std::error_code error;
  const auto trash = trial.folder() / "trash";
  fs::rename(trial.runFolder(), trash, error);
  if (error) {
    trial.requireEnd(child->wait(), {0}, "trains to the end");
    return;
  }
  for (int tries = 0; tries < 50 && fs::exists(trash); ++tries)
    fs::remove_all(trash, error);  // it may still be written into
  const auto end = child->wait();
  trial.requireEnd(end, {0, 2}, "folder deleted while it trained");
  if (fs::exists(trial.runFolder())) throw Fault("the folder that was deleted was made anew");
  fs::remove_all(trash, error);
  trial.damaged().clear();
  trial.outcome("folder deleted", end.code == 0 ? "was through" : "stopped with a sentence");
}

/// No file may grow beyond a size (ulimit -f): what a full quota does, without a file system of one's own.
void limitFiles(Trial& trial) {
  const auto bytes = 200 + trial.upTo(trial.upTo(1) ? 20'000 : 400'000);
  auto child = trial.startTraining(bytes);
  const auto end = child->wait();
  trial.requireEnd(end, {0, 2}, "files of at most " + std::to_string(bytes) + " bytes");
  trial.inspect(true);
  trial.outcome("file size limit", end.code == 0 ? "was large enough" : "stopped with a sentence");
}

/// A small file system of its own that fills up; needs the right to mount.
void fillDisk(Trial& trial) {
  const auto kept = trial.folder() / "backup";
  std::error_code error;
  fs::remove_all(kept, error);
  fs::rename(trial.runs(), kept);
  fs::create_directory(trial.runs());
  const auto size = "size=" + std::to_string(150 + trial.upTo(3000)) + "k";
  if (::mount("tmpfs", trial.runs().c_str(), "tmpfs", 0, size.c_str()) != 0) {
    fs::remove(trial.runs());
    fs::rename(kept, trial.runs());
    return limitFiles(trial);
  }
  fs::copy(kept, trial.runs(), fs::copy_options::recursive, error);
  if (!error) {
    auto child = trial.startTraining();
    const auto end = child->wait();
    if (end.code != 0 && end.code != 2) trial.note("disk of " + size);
    try {
      trial.requireEnd(end, {0, 2}, "a disk of " + size);
      fs::remove_all(kept);
      fs::copy(trial.runs(), kept, fs::copy_options::recursive);
    } catch (...) {
      ::umount2(trial.runs().c_str(), MNT_DETACH);
      throw;
    }
    trial.outcome("disk full", end.code == 0 ? "was large enough" : "stopped with a sentence");
  }
  ::umount2(trial.runs().c_str(), MNT_DETACH);
  fs::remove(trial.runs());
  fs::rename(kept, trial.runs());
  trial.inspect(true);
}

/// ---- Damage at rest ----

std::vector<fs::path> listEntries(const fs::path& run) {
  std::vector<fs::path> entries;
  for (const auto& [name, digest] : readFolderTree(run))
    if (!fs::path(name).filename().string().starts_with(".")) entries.push_back(name);
  return entries;
}

bool holdsTensors(const fs::path& file) { return file.extension() == ".safetensors" || file.extension() == ".npz"; }

std::string flipByte(Trial& trial, const fs::path& file) {
  auto bytes = readFileBytes(file);
  const auto place = trial.upTo(bytes.size() - 1);
  bytes[place] = static_cast<char>(bytes[place] ^ (1 << trial.upTo(7)));
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return "a bit of byte " + std::to_string(place) + " turned";
}

std::string cut(Trial& trial, const fs::path& file) {
  const auto size = fs::file_size(file);
  const auto left = trial.upTo(2) == 0 ? 0 : trial.upTo(size > 0 ? size - 1 : 0);
  fs::resize_file(file, left);
  return "cut to " + std::to_string(left) + " of " + std::to_string(size) + " bytes";
}

/// What a power cut leaves: the right length, zeros at the end.
std::string zeroEnd(Trial& trial, const fs::path& file) {
  const auto size = fs::file_size(file);
  const auto from = trial.upTo(size > 0 ? size - 1 : 0);
  fs::resize_file(file, from);
  fs::resize_file(file, size);
  return "zeros from byte " + std::to_string(from);
}

std::string hurtFile(Trial& trial, const fs::path& file) {
  if (fs::file_size(file) == 0) return "empty anyhow";
  switch (trial.upTo(holdsTensors(file) ? 3 : 2)) {
    case 0:
      return cut(trial, file);
    case 1:
      return zeroEnd(trial, file);
    case 2:
      fs::remove(file);
      return "deleted";
    default:
      return flipByte(trial, file);
  }
}

std::string replaceEntry(Trial& trial, const fs::path& entry) {
  const bool folder = fs::is_directory(entry);
  fs::remove_all(entry);
  switch (trial.upTo(4)) {
    case 0:
      ::mkfifo(entry.c_str(), 0644);
      return "a FIFO in its place";
    case 1:
      fs::create_directory(entry);
      return "an empty folder in its place";
    case 2:
      fs::create_symlink(folder ? trial.outside() / "kept" : trial.outside() / "log.txt", entry);
      return "a link to the outside in its place";
    case 3:
      fs::create_symlink("/dev/zero", entry);
      return "a link to a device in its place";
    default:
      return "deleted";
  }
}

/// Sometimes a whole part of the run folder, sometimes one file of it.
std::string hurt(Trial& trial, const fs::path& entry) {
  if (fs::is_directory(entry) || trial.upTo(3) == 0) return replaceEntry(trial, entry);
  return hurtFile(trial, entry);
}

void copyRun(const fs::path& from, const fs::path& to) {
  fs::remove_all(to);
  fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
}

void checkRefused(Trial& trial, const std::map<std::string, std::string>& before) {
  auto after = readFolderTree(trial.runFolder());
  if (after != before) {
    std::string differences;
    for (const auto& [name, digest] : after)
      if (!before.contains(name) || before.at(name) != digest) differences += " " + name;
    for (const auto& [name, digest] : before)
      if (!after.contains(name)) differences += " -" + name;
    throw Fault("it was refused, but changed what is stored:" + differences);
  }
}

/// A file or folder of the run is damaged, then it is inspected and resumed: refused with a sentence and nothing
/// changed, or taken and right in the end. What is refused is put back, as its owner would from a copy.
void damage(Trial& trial) {
  if (!trial.runIsThere()) kill(trial);
  if (!trial.runIsThere()) return;
  const auto entries = listEntries(trial.runFolder());
  const auto name = entries[trial.upTo(entries.size() - 1)];
  const auto backup = trial.folder() / "backup";
  copyRun(trial.runFolder(), backup);
  const auto damaged = trial.damaged();
  const auto how = hurt(trial, trial.runFolder() / name);
  trial.note(name.string() + ": " + how);
  trial.damaged().insert(name.string());
  trial.inspect(/*mayBeRefused=*/true);
  const auto before = readFolderTree(trial.runFolder());
  Child child(trial.program(),
              {"train", "--runs", trial.runs().string(), "--quiet", "--threads", "1", "--resume", Trial::kName},
              trial.folder() / "scratch");
  const auto end = child.wait();
  trial.requireEnd(end, {0, 2}, "goes on with " + name.string() + " (" + how + ")");
  const auto kind = "damage: " + (name.has_parent_path() ? name.begin()->string() + "/..." : name.string());
  trial.outcome(kind, end.code == 0 ? "went on" : "refused");
  if (end.code == 0) {
    trial.inspect(true);
    return trial.requireRight();
  }
  checkRefused(trial, before);
  fs::remove_all(trial.runFolder());
  fs::rename(backup, trial.runFolder());
  trial.damaged() = damaged;
}

constexpr Damage kDamages[] = {
    {"kill -9", "killed at a random moment", kill, 6},
    {"SIGINT", "Ctrl-C at a random moment", stop<SIGINT>, 1},
    {"SIGTERM", "asked to end at a random moment", stop<SIGTERM>, 1},
    {"SIGHUP", "its terminal is closed at a random moment", stop<SIGHUP>, 1},
    {"suspend", "the machine sleeps for a while", suspend, 1},
    {"two at once", "two processes go on with one run", twice, 2},
    {"folder renamed", "the run folder gets another name while it trains", renameFolder, 2},
    {"folder deleted", "the run folder is deleted while it trains", removeFolder, 1},
    {"file size limit", "no file may be larger than so many bytes", limitFiles, 2},
    {"disk full", "a small file system that fills up", fillDisk, 2},
    {"damage", "a file or folder is cut, zeroed, changed, deleted or replaced", damage, 8},
};

}  // namespace

std::span<const Damage> damages() { return kDamages; }

}  // namespace studio::torture
