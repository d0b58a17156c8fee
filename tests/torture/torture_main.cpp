// toponets-torture [--count N] [--seed S] [--first N] [--jobs N]: short runs that are killed, stopped, renamed,
// doubled, starved of space and damaged at random, and resumed. Each must open, continue, and end with the same bits
// as a run that nothing happened to; nothing outside of it may be touched and nothing shown that is not so. Bounded by
// a count, never by time.
#include <CLI/CLI.hpp>

#include <atomic>
#include <cstdio>
#include <iostream>
#include <mutex>
#include <thread>

#include "tests/support/temporary_folder.h"
#include "tests/torture/damages.h"

namespace studio::torture {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string program = std::string(STUDIO_BINARY_DIR) + "/bin/toponets";
  std::uint64_t count = 50, first = 0, seed = 1;
  unsigned jobs = 2;
  bool keep = false, story = false;
};

struct Tally {
  std::map<std::string, std::map<std::string, int>> outcomes;  ///< by injury
  std::map<std::string, int> models;
  std::vector<TrialReport> faults;
  std::uint64_t done = 0;
};

class Torture {
 public:
  explicit Torture(const Options& options) : options_(options) {}
  int run();

 private:
  void prepare();
  void work();
  TrialReport oneTrial(std::uint64_t number);
  void take(TrialReport report);
  void print() const;

  const Options& options_;
  TemporaryFolder folder_;
  std::vector<Subject> subjects_;
  std::vector<Reference> references_;
  std::atomic<std::uint64_t> next_{0};
  std::mutex mutex_;
  Tally tally_;
};

void Torture::prepare() {
  fs::create_directories(folder_.path() / "subjects");
  subjects_ = makeSubjects(folder_.path() / "subjects");
  for (const auto& subject : subjects_) {
    const auto place = folder_.path() / ("reference_" + subject.model);
    fs::create_directories(place);
    references_.push_back(makeReference(options_.program, subject, place));
    std::fprintf(stderr, "%s: %lld steps, %.1f s\n", subject.model.c_str(),
                 static_cast<long long>(references_.back().steps), references_.back().seconds);
  }
}

TrialReport Torture::oneTrial(std::uint64_t number) {
  const auto seed = options_.seed * 1'000'003 + number;
  std::mt19937_64 random(seed);
  std::size_t subject = 0;
  int ticket = 0, sum = 0;
  for (const auto& row : subjects_) sum += row.weight;
  ticket = static_cast<int>(random() % static_cast<std::uint64_t>(sum));
  while ((ticket -= subjects_[subject].weight) >= 0) ++subject;
  const auto place = folder_.path() / ("trial_" + std::to_string(number));
  fs::create_directories(place);
  Trial trial(options_.program, subjects_[subject], references_[subject], place, random());
  auto report = trial.run(number, 1 + static_cast<int>(random() % 4));
  std::error_code ignored;
  if (report.fault.empty() || !options_.keep)
    fs::remove_all(place, ignored);
  else
    report.story.push_back("kept in " + place.string());
  return report;
}

void Torture::take(TrialReport report) {
  const std::lock_guard lock(mutex_);
  ++tally_.done;
  ++tally_.models[report.model];
  for (const auto& [damage, how] : report.outcomes) ++tally_.outcomes[damage][how];
  if (!report.fault.empty() || options_.story) {
    std::cerr << "\ntrial " << report.number << " (" << report.model << ")\n";
    for (const auto& line : report.story) std::cerr << "  " << line << "\n";
    if (!report.fault.empty()) std::cerr << "  FAULT " << report.fault << "\n";
  }
  if (!report.fault.empty()) tally_.faults.push_back(std::move(report));
  if (tally_.done % 10 == 0)
    std::cerr << tally_.done << " of " << options_.count << ", " << tally_.faults.size() << " faults\n";
}

void Torture::work() {
  for (auto index = next_++; index < options_.count; index = next_++) {
    const auto number = options_.first + index;
    try {
      take(oneTrial(number));
    } catch (const std::exception& error) {  // of the program of the tests itself
      TrialReport report;
      report.number = number;
      report.fault = std::string("the trial itself failed: ") + error.what();
      take(std::move(report));
    }
  }
}

void Torture::print() const {
  std::cout << "| what happened | how it ended | times |\n|---|---|---|\n";
  for (const auto& [damage, hows] : tally_.outcomes)
    for (const auto& [how, times] : hows) std::cout << "| " << damage << " | " << how << " | " << times << " |\n";
  for (const auto& [model, runs] : tally_.models) std::cout << model << ": " << runs << " runs\n";
  std::cout << tally_.done << " runs, " << tally_.faults.size() << " faults\n";
}

int Torture::run() {
  prepare();
  std::vector<std::thread> threads;
  for (unsigned job = 0; job < options_.jobs; ++job) threads.emplace_back([this] { work(); });
  for (auto& thread : threads) thread.join();
  print();
  return tally_.faults.empty() ? 0 : 1;
}

}  // namespace
}  // namespace studio::torture

int main(int count, char** arguments) {
  using namespace studio::torture;
  Options options;
  CLI::App app{
      "Runs that are killed, stopped, renamed, doubled, starved and damaged, held against runs that nothing happened "
      "to.",
      "toponets-torture"};
  app.add_option("--program", options.program, "the toponets that is tortured")->capture_default_str();
  app.add_option("--count", options.count, "runs")->capture_default_str();
  app.add_option("--first", options.first, "number of the first one, to see one again")->capture_default_str();
  app.add_option("--seed", options.seed, "another seed, other injuries")->capture_default_str();
  app.add_option("--jobs", options.jobs, "runs at a time")->check(CLI::Range(1, 64))->capture_default_str();
  app.add_flag("--keep", options.keep, "keep the folders of runs that went wrong");
  app.add_flag("--story", options.story, "tell of every run, not only of those that went wrong");
  CLI11_PARSE(app, count, arguments);
  try {
    return Torture(options).run();
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
