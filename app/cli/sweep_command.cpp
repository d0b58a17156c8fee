// toponets sweep SWEEP.toml: trains the runs of a sweep, several at once, each in a process of its own.
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/text_table.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/program_start.h"
#include "core/run/sweep_work.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using SweepJson = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

/// What is going on, on standard error: a line for each run at work and one for all; on a terminal they are drawn
/// again every second, else written every 10 s.
class SweepProgress {
 public:
  SweepProgress(std::ostream& out, bool terminal) : out_(out), terminal_(terminal) {}

  void show(SweepWork& work, const SweepQueue& queue) {
    const auto news = work.takeNews();
    if (!news.empty()) clear();
    for (const std::string& line : news) out_ << visible(work.withoutFault(line)) << std::endl;
    said_.insert(news.begin(), news.end());
    const auto every = terminal_ ? std::chrono::seconds(1) : std::chrono::seconds(10);
    if (Clock::now() - last_ < every) return;
    last_ = Clock::now();
    draw(queue.read());
  }

  /// All lines of news so far, as SweepWork gave them.
  const std::set<std::string>& said() const { return said_; }

  void clear() {
    if (lines_ > 0) out_ << "\033[" << lines_ << "A\r\033[J" << std::flush;
    lines_ = 0;
  }

 private:
  void draw(const SweepView& view) {
    clear();
    for (const SweepRow& row : view.rows)
      if (row.held)
        write(row.entry.run + ": " + (isLive(row.status.state) ? TrainProgress::line(row.status) : row.stateWord()));
    write(summary(view));
  }

  void write(const std::string& line) {
    out_ << visible(terminal_ ? oneLine(line, 110) : line) << std::endl;
    if (terminal_) ++lines_;
  }

  static std::string summary(const SweepView& view) {
    std::string text = std::to_string(view.count(SweepState::Finished)) + " of " +
                       std::to_string(view.rows.size() - view.count(SweepState::Dropped)) + " runs finished";
    if (view.count(SweepState::Failed) > 0) text += " · " + std::to_string(view.count(SweepState::Failed)) + " failed";
    if (view.paused) return text + " · paused";
    const double left = view.secondsLeft();
    return left > 0 ? text + " · " + durationText(left) + " left" : text;
  }

  std::ostream& out_;
  bool terminal_;
  int lines_ = 0;
  std::set<std::string> said_;
  Clock::time_point last_ = Clock::now();
};

SweepJson settingsJson(const std::vector<std::pair<std::string, std::string>>& settings) {
  SweepJson json = SweepJson::object();
  for (const auto& [key, value] : settings) json[key] = SweepJson::parse(value, nullptr, false);
  return json;
}

class SweepCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("sweep", place_, "The sweep (TOML), or the folder NAME.sweep of one to go on with")->required();
    app.add_option("--jobs", jobs_,
                   "Runs at once; the threads are shared out among them; 0 = as the queue says, else 1")
        ->check(CLI::Range(0, 4096))
        ->capture_default_str();
    app.add_option("--runs", runs_, "Folder that holds the runs and the queue")->capture_default_str();
    app.add_flag("--retry", retry_, "Train those again that failed, from their last checkpoints");
    app.add_flag("--list", list_, "Show the runs it comes to and train none");
  }

  CommandResult run(const GlobalOptions& options) override {
    const StopSignals signals;
    std::error_code none;
    if (fs::is_directory(place_, none)) {
      const SweepQueue queue = SweepQueue::open(place_);
      queue.requireRuns();
      return list_ ? makeAnswer(queue, false, {}) : work(queue, options, signals);
    }
    const Sweep sweep = loadSweep(place_);
    const auto runs = sweepRuns(sweep);
    requireTrainable(runs);
    for (const std::string& remark : options.quiet ? std::vector<std::string>() : sweepRemarks(sweep, runs))
      std::cerr << visible("warning: " + remark) << "\n";
    if (list_) return makeList(runs);
    engine_.chooseDevice(options.device);  // before anything is made
    const auto [queue, added, isNew] = SweepQueue::fill(runs_, sweep.name, runs, readFile(place_));
    if (!isNew && !options.quiet && added < runs.size())
      std::cerr << visible("The queue " + queue.folder().string() + " was there: " + std::to_string(added) + " of " +
                           std::to_string(runs.size()) + " runs are new.")
                << "\n";
    return work(queue, options, signals);
  }
  std::string lessMemory() const override { return std::string("run fewer at once (--jobs), ") + kLessTrainingMemory; }

 private:
  /// With what needs the models and the data; a seed changes nothing of it.
  void requireTrainable(const std::vector<SweepRun>& runs) const {
    std::map<std::string, std::vector<Problem>> known;
    requirePossible(runs);
    requirePossible(runs, [&](RunConfig config) {
      config.train.seed = 0;
      const auto [found, isNew] = known.try_emplace(toToml(config));
      if (isNew) found->second = engine_.problems(config);
      return found->second;
    });
  }

  CommandResult work(const SweepQueue& queue, const GlobalOptions& options, const StopSignals& signals) const {
    queue.putBackAll(retry_);
    if (jobs_ > 0) queue.setJobs(jobs_);
    queue.setPaused(false);
    queue.say({});
    std::error_code none;
    SweepWork work(queue,
                   {fs::read_symlink("/proc/self/exe", none), queue.read().jobs, options.threads, options.device});
    SweepProgress progress(std::cerr, ::isatty(STDERR_FILENO) != 0);
    while (work.turn()) {
      if (signals.received()) work.stop();
      if (!options.quiet) progress.show(work, queue);
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    if (!options.quiet) progress.show(work, queue);
    progress.clear();
    if (!work.fault().empty()) throw UserError(work.fault());
    return makeAnswer(queue, signals.received(), progress.said());
  }

  static CommandResult makeList(const std::vector<SweepRun>& runs) {
    CommandResult answer{{{"runs", SweepJson::array()}}, {}};
    for (const SweepRun& run : runs) {
      SweepJson settings = SweepJson::object();
      for (const auto& [key, value] : run.settings)
        settings[key] = SweepJson::parse(valueToJson(value), nullptr, false);
      answer.document["runs"].push_back({{"run", run.name}, {"state", "draft"}, {"settings", settings}});
      answer.text += run.name + "  " + settingsText(run.settings) + "\n";
    }
    answer.text += std::to_string(runs.size()) + (runs.size() == 1 ? " run\n" : " runs\n");
    return answer;
  }

  /// Why a run failed is said once: where a line of progress has said it, the end only counts it.
  static CommandResult makeAnswer(const SweepQueue& queue, bool interrupted, const std::set<std::string>& said) {
    const SweepView view = queue.read();
    CommandResult answer{{{"sweep", view.folder.string()}, {"runs", SweepJson::array()}}, {}};
    std::vector<std::string> headings{"run", "state"};
    if (!view.rows.empty())
      for (const auto& [key, value] : view.rows.front().entry.settings) headings.push_back(key);
    headings.emplace_back("accuracy");
    TextTable table(headings);
    bool isDone = true;
    int above = 0;
    for (const SweepRow& row : view.rows) {
      addRun(answer, row, queue);
      const bool hasFailed = !row.entry.error.empty();
      const bool isSaid = hasFailed && said.contains(SweepWork::failureLine(row.entry));
      if (isSaid) ++above;
      if (hasFailed && !isSaid)
        answer.complaint += "toponets: " + row.entry.shownName() + ": " + row.entry.error + "\n";
      table.add(cells(row));
      isDone = isDone && row.isOver();
    }
    if (above > 0)
      answer.complaint += "toponets: " + std::to_string(above) + (above == 1 ? " run has" : " runs have") +
                          " failed, as said above; `toponets sweep " + shellWord(view.folder.string()) +
                          " --retry` goes on with " + (above == 1 ? "it" : "them") + ".\n";
    answer.text = table.text();
    if (!view.message.empty()) answer.text += "The work on it has ended: " + view.message + "\n";
    if (!answer.complaint.empty()) answer.exitCode = kExitUserError;
    if (interrupted && !isDone) {
      answer.exitCode = kExitInterrupted;
      answer.text += "Stopped; go on with: toponets sweep " + shellWord(view.folder.string()) + "\n";
    }
    return answer;
  }

  static void addRun(CommandResult& answer, const SweepRow& row, const SweepQueue& queue) {
    const SweepEntry& entry = row.entry;
    SweepJson json{{"run", entry.run.empty() ? SweepJson() : SweepJson((queue.runsFolder() / entry.run).string())},
                   {"name", entry.name},
                   {"state", row.stateWord()},
                   {"settings", settingsJson(entry.settings)},
                   {"taken", entry.taken},
                   {"step", row.status.step},
                   {"accuracy", measured(row.status.validationAccuracy)}};
    if (!entry.error.empty()) json["error"] = entry.error;
    if (!row.waitsFor.empty()) json["waits_for"] = row.waitsFor;
    answer.document["runs"].push_back(json);
  }

  static std::vector<std::string> cells(const SweepRow& row) {
    std::vector<std::string> cells{row.entry.shownName(), row.stateWord()};
    for (const auto& [key, value] : row.entry.settings) cells.push_back(value);
    cells.push_back(shareText(row.status.validationAccuracy));
    return cells;
  }

  std::string place_, runs_ = "runs";
  int jobs_ = 0;
  bool retry_ = false, list_ = false;
};

}  // namespace

CommandEntry sweepCommand() {
  return {"sweep", "Train many runs in which some settings differ", "toponets sweep sweep.toml --jobs 2",
          makeCommand<SweepCommand>};
}

}  // namespace studio
