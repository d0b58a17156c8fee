// One run from its start to the verdict (trial.h).
#include "tests/torture/trial.h"

#include <algorithm>
#include <fstream>
#include <numeric>
#include <sstream>

#include "tests/support/temporary_folder.h"
#include "tests/torture/damages.h"

namespace studio::torture {
namespace {

namespace fs = std::filesystem;

/// "toponets: " and one line; warnings, a line each, may stand before it.
bool isOneSentence(const std::string& err) {
  if (err.empty() || err.back() != '\n' || err.find('\x1b') != std::string::npos) return false;
  std::istringstream lines(err);
  std::string last;
  for (std::string line; std::getline(lines, line); last = line)
    if (!last.empty() && !last.starts_with("warning: ")) return false;  // something before the end that is none
  return last.starts_with("toponets: ") && last.size() > 20;
}

const Damage& someDamage(Trial& trial) {
  const auto all = damages();
  const int sum =
      std::accumulate(all.begin(), all.end(), 0, [](int total, const Damage& row) { return total + row.weight; });
  auto ticket = static_cast<int>(trial.upTo(static_cast<std::uint64_t>(sum - 1)));
  for (const auto& row : all)
    if ((ticket -= row.weight) < 0) return row;
  return all.front();
}

}  // namespace

Trial::Trial(fs::path program, const Subject& subject, const Reference& reference, fs::path folder, std::uint64_t seed)
    : program_(std::move(program)),
      subject_(subject),
      reference_(reference),
      folder_(std::move(folder)),
      random_(seed) {
  for (const auto& part : {runs(), outside() / "kept", folder_ / "scratch"}) fs::create_directories(part);
  for (const char* name : {"model.safetensors", "log.txt", "kept/step_000000001.npz", "kept/trainer.json"})
    std::ofstream(outside() / name) << "not of the run: " << name << "\n";
  outsideBefore_ = readFolderTree(outside());
}

Trial::~Trial() = default;

TrialReport Trial::run(std::uint64_t number, int damages) {
  report_.number = number;
  report_.model = subject_.model;
  try {
    for (int count = 0; count < damages && !finished_; ++count) {
      const auto& damage = someDamage(*this);
      note(std::string("-- ") + damage.name);
      damage.apply(*this);
      requireOutsideUntouched();
    }
    if (!finished_) finish();
    requireOutsideUntouched();
  } catch (const Fault& fault) {
    report_.fault = fault.what();
  }
  return report_;
}

std::unique_ptr<Child> Trial::startTraining(std::uint64_t fileBytes) {
  std::vector<std::string> arguments{"train", "--runs", runs().string(), "--quiet", "--threads", "1"};
  if (runIsThere())
    arguments.insert(arguments.end(), {"--resume", kName});
  else
    arguments.insert(arguments.end(), {subject_.config.string(), "--name", kName});
  note(arguments[6] == "--resume" ? "goes on" : "starts");
  return std::make_unique<Child>(program_, arguments, folder_ / "scratch", fileBytes);
}

bool Trial::runIsThere() const { return fs::exists(runFolder() / "config.resolved.toml"); }

bool Trial::isComplete() const {
  const auto steps = listCheckpoints(runFolder());
  return !steps.empty() && steps.back() == reference_.steps;
}

void Trial::sleepWithin(Child& child) {
  const double share = 1.1 * static_cast<double>(upTo(1'000'000)) / 1e6;
  child.waitFor(std::chrono::milliseconds(static_cast<long>(1000 * share * reference_.seconds)));
}

void Trial::requireEnd(const ChildEnd& end, std::set<int> codes, const std::string& what) {
  note(what + ": " + (end.signal ? "signal " + std::to_string(end.signal) : "code " + std::to_string(end.code)) +
       (end.err.empty() ? "" : "; " + end.err.substr(0, 600)));
  if (end.timedOut || end.signal || !codes.contains(end.code)) throw Fault(what + ": " + end.text());
  if (end.code == 2 && !isOneSentence(end.err))
    throw Fault(what + ", refused, but not with one sentence: " + end.text());
}

void Trial::inspect(bool mayBeRefused) {
  const auto end = runProgram(program_, {"show", kName, "--runs", runs().string(), "--json"}, folder_ / "scratch");
  requireEnd(end, mayBeRefused ? std::set{0, 2} : std::set{0}, "show");
  if (end.code == 2) return;
  const auto shown = nlohmann::json::parse(end.out, nullptr, false);
  if (!shown.is_object()) throw Fault("show --json did not answer with one document: " + end.out);
  const auto state = shown.value("state", std::string());
  if (state == "starting" || state == "training" || state == "paused")
    throw Fault("show says " + state + " while no process trains");
  const auto step = shown.value("step", std::int64_t{-1});
  const auto stored = listCheckpoints(runFolder());
  if (step > reference_.steps)
    throw Fault("show says step " + std::to_string(step) + ", the run has " + std::to_string(reference_.steps));
  if (!mayBeRefused && !stored.empty() && step < stored.back())
    throw Fault("show says step " + std::to_string(step) + ", but there is a checkpoint of step " +
                std::to_string(stored.back()));
  if (state == "finished" && (stored.empty() || stored.back() != reference_.steps) && !mayBeRefused)
    throw Fault("show says finished, but there are no weights of the last step");
  requireRowsOfReference();
}

/// Whatever stands in scalars.csv is true: each row is one of the reference's, and none stands there twice.
void Trial::requireRowsOfReference() {
  if (damaged_.contains("scalars.csv")) return;
  const auto rows = readRows(runFolder() / "scalars.csv");
  std::set<std::string> seen;
  for (const auto& row : rows) {
    if (!seen.insert(row).second) throw Fault("a row of scalars.csv stands there twice: " + row);
    if (std::find(reference_.content.rows.begin(), reference_.content.rows.end(), row) == reference_.content.rows.end())
      throw Fault("a row of scalars.csv is not one of the run that nothing happened to: " + row);
  }
}

void Trial::requireRight() {
  finished_ = true;
  const auto content = readContent(runFolder());
  if (content.weights != reference_.content.weights)
    throw Fault("the last weights differ from those of the run that nothing happened to");
  if (content.optimizer != reference_.content.optimizer) throw Fault("the optimizer's last state differs");
  if (damaged_.contains("scalars.csv")) return;
  requireRowsOfReference();
  if (content.rows.size() != reference_.content.rows.size())
    throw Fault("scalars.csv has " + std::to_string(content.rows.size()) + " rows instead of " +
                std::to_string(reference_.content.rows.size()));
  for (const auto& [name, digest] : reference_.content.maps) {
    if (damaged_.contains("maps/" + name) || damaged_.contains("maps")) continue;
    const auto found = content.maps.find(name);
    if (found == content.maps.end()) throw Fault("maps/" + name + " is missing");
    if (found->second != digest) throw Fault("maps/" + name + " differs");
  }
}

void Trial::finish() {
  auto child = startTraining();
  requireEnd(child->wait(), {0}, "trains to the end");
  inspect();
  requireRight();
}

void Trial::requireOutsideUntouched() {
  if (readFolderTree(outside()) != outsideBefore_) throw Fault("something outside of the run folder was changed");
  static const std::set<std::string> kKnown{"runs", "outside", "scratch", "backup", "trash"};
  for (const auto& entry : fs::directory_iterator(folder_))
    if (!kKnown.contains(entry.path().filename().string()))
      throw Fault("something new stands beside the runs: " + entry.path().filename().string());
  for (const auto& entry : fs::directory_iterator(runs()))
    if (entry.path().filename() != kName)
      throw Fault("another folder than the run's stands among the runs: " + entry.path().filename().string());
}

Reference makeReference(const fs::path& program, const Subject& subject, const fs::path& folder) {
  Reference reference;
  for (const char* name : {"first", "second"}) {
    const auto start = std::chrono::steady_clock::now();
    const auto end = runProgram(program,
                                {"train", subject.config.string(), "--runs", folder.string(), "--name", name, "--quiet",
                                 "--threads", "1", "--json"},
                                folder);
    if (end.code != 0) throw Fault("the run that nothing happens to: " + end.text());
    reference.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const auto content = readContent(folder / name);
    const bool first = reference.content.rows.empty();
    if (!first && (content.weights != reference.content.weights || content.rows != reference.content.rows ||
                   content.maps != reference.content.maps))
      throw Fault(subject.model + ": two runs of the same seed differ");
    reference.content = content;
    reference.steps = nlohmann::json::parse(end.out).at("step");
  }
  return reference;
}

}  // namespace studio::torture
