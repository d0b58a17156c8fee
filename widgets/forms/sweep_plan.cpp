#include "widgets/forms/sweep_dialog.h"

#include <algorithm>
#include <thread>

#include "core/run/error.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kCountDelay = 120, kTimingDelay = 700;  // ms after the last change
constexpr std::size_t kMostTimed = 6;                 // kinds of runs; others are taken for their mean

/// Neither seed nor tau changes what a step takes.
std::string settingsOfStep(RunConfig config) {
  config.train.seed = 0;
  config.topoloss.tau = 1;
  return toToml(config);
}

int threadsEach(int jobs) { return std::max(1, int(std::max(1u, std::thread::hardware_concurrency())) / jobs); }

}  // namespace

SweepPlan::SweepPlan(std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent), engine_(std::move(engine)), check_(new PreflightCheck(engine_, this)) {
  for (QTimer* timer : {&rest_, &restBeforeTiming_}) timer->setSingleShot(true);
  rest_.setInterval(kCountDelay);
  restBeforeTiming_.setInterval(kTimingDelay);
  connect(&restBeforeTiming_, &QTimer::timeout, this, &SweepPlan::timeNext);
  connect(check_, &PreflightCheck::done, this,
          [this](const RunConfig& checked, const Preflight& found) { takeTimed(settingsOfStep(checked), found); });
  connect(&rest_, &QTimer::timeout, this, [this] {
    readOnWorker<Counted>(
        computingPool(), this, [engine = engine_, sweep = sweep_] { return count(*engine, sweep); },
        [this, asked = newest_](const Counted& counted) {
          if (asked == newest_) takeCounted(counted);
        });
  });
}

void SweepPlan::setPlace(const std::string& device, const std::filesystem::path& runsFolder, const QString& program) {
  check_->setPlace(device, runsFolder, program);
}

void SweepPlan::show(const Sweep& sweep, int jobs) {
  sweep_ = sweep;
  jobs_ = std::max(1, jobs);
  if (jobs_ != timedJobs_) timed_.clear();
  timedJobs_ = jobs_;
  check_->setThreads(threadsEach(jobs_));
  check_->cancel();
  ++newest_;
  counted_ = false;
  restBeforeTiming_.stop();
  rest_.start();
}

/// The model is asked once for all seeds and weights of the loss.
SweepPlan::Counted SweepPlan::count(const Engine& engine, const Sweep& sweep) {
  Counted counted;
  try {
    counted.runs = sweepRuns(sweep);
    std::map<std::string, std::vector<Problem>> known;
    for (const SweepRun& run : counted.runs) counted.kinds.push_back(settingsOfStep(run.config));
    requirePossible(counted.runs);
    requirePossible(counted.runs, [&](const RunConfig& config) {
      const auto [found, isNew] = known.try_emplace(settingsOfStep(config));
      if (isNew) found->second = engine.problems(config);
      return found->second;
    });
  } catch (const std::exception& error) {
    counted.problem = shownSentence(error);
  }
  return counted;
}

void SweepPlan::takeCounted(const Counted& counted) {
  runs_ = counted.runs;
  kinds_ = counted.kinds;
  counted_ = true;
  estimate_ = {};
  estimate_.runs = runs_.size();
  estimate_.problem = counted.problem;
  addUp();
  if (estimate_.problem.empty() && !estimate_.known) restBeforeTiming_.start();
}

/// One after another, as two at once would time each other.
void SweepPlan::timeNext() {
  for (std::size_t i = 0; i < runs_.size() && timed_.size() < kMostTimed; ++i)
    if (!timed_.contains(kinds_[i])) return check_->start(runs_[i].config);
}

void SweepPlan::takeTimed(const std::string& kind, const Preflight& preflight) {
  timed_[kind] = preflight;
  addUp();
  if (!estimate_.known && estimate_.fault.empty()) timeNext();
}

void SweepPlan::addUp() {
  double seconds = 0, bytes = 0;
  std::size_t found = 0;
  bool allTimed = !runs_.empty();
  for (const std::string& kind : kinds_) {
    const auto timed = timed_.find(kind);
    if (timed == timed_.end()) {
      allTimed = allTimed && timed_.size() >= kMostTimed;
      continue;
    }
    estimate_.freeDiskBytes = timed->second.freeDiskBytes;
    if (!timed->second.error.empty()) estimate_.fault = timed->second.error;
    seconds += timed->second.found.seconds;
    bytes += timed->second.found.runBytes;
    ++found;
  }
  estimate_.known = allTimed && found > 0 && estimate_.fault.empty();
  const double share = found > 0 ? double(runs_.size()) / double(found) : 0;
  const auto atOnce = std::size_t(jobs_), turns = (runs_.size() + atOnce - 1) / atOnce;  // the last one is not full
  estimate_.seconds = found > 0 ? seconds / double(found) * double(turns) : 0;
  estimate_.diskBytes = bytes * share;
  Q_EMIT changed();
}

}  // namespace studio
