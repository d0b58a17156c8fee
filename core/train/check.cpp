// Pre-flight: what a run will take (preflight.h), from its data, its network and a few timed steps. Leaves nothing
// behind.
#include "core/train/preflight.h"

#include <ATen/DeviceAccelerator.h>
#include <c10/core/CachingDeviceAllocator.h>
#include <sched.h>
#include <sys/resource.h>
#include <torch/types.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "core/data/image_crop.h"
#include "core/network/device.h"
#include "core/network/network.h"
#include "core/network/source_tokenizer.h"
#include "core/run/check_report.h"
#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/machine_load.h"
#include "core/run/printable_text.h"
#include "core/train/checkpoint.h"
#include "core/train/schedules.h"
#include "core/train/trainer.h"
#include "core/train/training_data.h"

namespace studio {
namespace {

// How much of the processors other programs take while something is timed. Linux, proc(5): /proc/stat counts ticks of
// each processor, /proc/PID/task/TID/schedstat the nanoseconds a thread ran and waited to run.

constexpr double kLeastWait = 0.05;  ///< of the time it ran: less is the waiting of its threads for each other

double toSeconds(const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); }

cpu_set_t allowedProcessors() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  ::sched_getaffinity(0, sizeof allowed, &allowed);
  return allowed;
}

/// Of the processors that this process may use: all but idle and waiting for the disk.
double busySeconds() {
  const cpu_set_t allowed = allowedProcessors();
  std::ifstream file("/proc/stat");
  double ticks = 0;
  for (std::string line; std::getline(file, line) && line.starts_with("cpu");) {
    if (line.size() < 4 || line[3] < '0' || line[3] > '9') continue;  // the sum of all
    std::istringstream fields(line.substr(3));
    unsigned number = 0;
    double user = 0, nice = 0, system = 0, idle = 0, disk = 0, hard = 0, soft = 0, steal = 0;
    fields >> number >> user >> nice >> system >> idle >> disk >> hard >> soft >> steal;
    if (number < CPU_SETSIZE && CPU_ISSET(number, &allowed)) ticks += user + nice + system + hard + soft + steal;
  }
  return ticks / double(::sysconf(_SC_CLK_TCK));
}

double ownSeconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return toSeconds(usage.ru_utime) + toSeconds(usage.ru_stime);
}

/// Of all threads of this process.
double waitedSeconds() {
  double nanoseconds = 0;
  std::error_code none;
  for (std::filesystem::directory_iterator task("/proc/self/task", none), end; !none && task != end;
       task.increment(none)) {
    std::ifstream file(task->path() / "schedstat");
    double ran = 0, waited = 0;
    if (file >> ran >> waited) nanoseconds += waited;
  }
  return 1e-9 * nanoseconds;
}

class ProcessorLoad {
 public:
  /// From now on.
  ProcessorLoad();
  /// Share of the processors that this process may use which others took since, 0..1; 0 where they did not keep this
  /// one waiting, or the system does not say.
  double others() const;

 private:
  struct Counts {
    double all = 0, own = 0, waited = 0, clock = 0;
  };  ///< seconds
  static Counts now();
  Counts begin_;
};

ProcessorLoad::Counts ProcessorLoad::now() {
  return {busySeconds(), ownSeconds(), waitedSeconds(),
          std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count()};
}

ProcessorLoad::ProcessorLoad() : begin_(now()) {}

double ProcessorLoad::others() const {
  const Counts end = now();
  const cpu_set_t allowed = allowedProcessors();
  const double ran = end.own - begin_.own, there = (end.clock - begin_.clock) * std::max(1, CPU_COUNT(&allowed));
  if (end.waited - begin_.waited < kLeastWait * ran || there <= 0) return 0;
  return std::clamp((end.all - begin_.all - ran) / there, 0.0, 1.0);
}

// The check.

constexpr std::int64_t kMostDecoded = 20'000;  ///< of larger sets each file is looked at, not decoded
constexpr std::int64_t kContrasts = 20;        ///< classes with maps, at most
constexpr double kBusy = 0.15;                 ///< share of the processors that is worth a word
constexpr double kMoreExpensive = 1.3;         ///< a precision that takes so many times as long is worth one, too

/// Most memory this process had on the device so far; 0 on the CPU.
double deviceBytes(torch::Device device) {
  if (!at::accelerator::isAccelerator(device.type())) return 0;
  return double(c10::getDeviceAllocator(device.type())->getDeviceStats(device.index()).reserved_bytes[0].peak);
}

/// How often maps are stored: at the first step, at the end of each epoch of so many batches and of the run, and at the
/// steps of "log+epoch" in between.
std::int64_t storedMaps(const RunConfig& config, std::int64_t steps, std::int64_t batches) {
  if (config.output.maps == "none") return 0;
  std::int64_t stored = 1 + (steps + batches - 1) / batches;
  for (std::int64_t power = 1; power < steps; power *= 10)
    for (const auto step : {power, 2 * power, 5 * power})
      stored += step < steps && step % batches != 0 && dueBefore(config.output, step).maps;
  return stored;
}

double mapBytes(std::int64_t stored, const std::vector<LayerInfo>& layers, std::int64_t classes) {
  double units = 0;
  for (const auto& layer : layers) units += double(layer.units);
  return double(stored) * units * 4 * double(2 + std::min(classes, kContrasts));
}

/// What a run takes beside computing: its program is loaded, data are read (`reading`), snapshots and checkpoints are
/// written.
double startAndFiles(std::int64_t stored, std::int64_t epochs, double reading) {
  constexpr double kProgram = 0.6, kFile = 0.01;  // s; LibTorch comes from the disk
  return kProgram + reading + kFile * double(stored + epochs);
}

/// Steps, a validation an epoch and one of the first weights, and for each set of maps the probe and the drawn text.
/// `growth`: mean area of the training images, of the largest's.
double wholeRun(const CheckReport& report, const RunTiming& timing, std::int64_t measured, std::int64_t epochs,
                std::int64_t stored, double growth) {
  const double seen = double(epochs + 1) * double(measured);
  return timing.secondsPerStep * double(report.steps) * growth + timing.secondsPerImageSeen * seen +
         (timing.secondsPerProbe + timing.secondsPerText) * double(stored);
}

std::string percent(double share) { return std::to_string(std::lround(100 * share)) + " %"; }

std::string seconds(double value) { return significantText(value, value < 0.1 ? 2 : 3) + " s"; }

/// A step in the precision that was not chosen, where the device computes both: bf16 is known to be slow where it is
/// not computed. A remark only where somebody `chose` the one there is.
void timeOther(CheckReport& report, const RunConfig& config, bool chose, const DataSplit& data, const InputShape& input,
               const CheckStage& stage) {
  const auto device = torchDevice(report.device);
  const bool computes = computesBfloat16(device);
  if (config.train.precision == "fp32" && !computes) return;
  RunConfig other = config;
  other.train.precision = config.train.precision == "fp32" ? "bf16" : "fp32";
  report.otherPrecision = other.train.precision;
  if (stage) stage("timing a batch in " + report.otherPrecision);
  Trainer trainer(other, previewNetwork(other, input), report.steps, device);
  report.otherSecondsPerStep = timeStep(other, data, trainer);
  if (!chose || report.secondsPerStep < kMoreExpensive * report.otherSecondsPerStep) return;
  report.problems.push_back({"train.precision",
                             Problem::Severity::Warning,
                             "A step takes " + seconds(report.secondsPerStep) + " in " + config.train.precision +
                                 " and " + seconds(report.otherSecondsPerStep) + " in " + report.otherPrecision +
                                 (computes ? "" : ", as this device has no bf16 arithmetic") +
                                 "; set train.precision to " + report.otherPrecision + ".",
                             "Set to " + report.otherPrecision,
                             {{"train.precision", report.otherPrecision}}});
}

/// The other precision may need more memory than the one that was chosen, which does not speak against that one.
void timeOtherPrecision(CheckReport& report, const RunConfig& config, bool chose, const DataSplit& data,
                        const InputShape& input, const CheckStage& stage) {
  try {
    timeOther(report, config, chose, data, input, stage);
  } catch (const std::exception& error) {
    if (!userErrorSentence(error, "")) throw;
    report.notes.push_back("A step in " + report.otherPrecision + " was not timed: there is not enough memory for it.");
    report.otherPrecision.clear();
  }
}

void addNotes(CheckReport& report) {
  if (report.busy > kBusy)
    report.notes.push_back("The machine is busy: other programs took " + percent(report.busy) +
                           " of the processors while this was timed, so on a quiet one it takes less.");
  if (mapsTakeMuch(report))
    report.notes.push_back("Measuring the " + std::to_string(report.storedMaps) + " snapshots that are stored takes " +
                           percent(mapsShare(report)) +
                           " of the time; fewer probe.stimuli, or output.maps = \"epoch\" or \"none\", take less.");
  if (textTakesMuch(report))
    report.notes.push_back("Drawing text for the " + std::to_string(report.storedMaps) +
                           " snapshots that are stored takes " + percent(report.textSeconds / report.seconds) +
                           " of the time; fewer output.sample_tokens, or 0, take less.");
}

bool hasError(const std::vector<Problem>& problems) {
  return std::any_of(problems.begin(), problems.end(),
                     [](const Problem& problem) { return problem.severity == Problem::Severity::Error; });
}

/// What the run consists of, in `batches` an epoch.
void countWork(CheckReport& report, const RunConfig& config, const DataFacts& facts, const NetworkFacts& network,
               std::int64_t batches) {
  report.notes = batchNotes(config, facts);
  report.parameters = network.parameters;
  report.trainingImages = facts.training;
  report.validationImages = facts.validation;
  report.classes = facts.classes;
  report.steps = config.train.steps > 0 ? config.train.steps : config.train.epochs * batches;
  report.storedMaps = storedMaps(config, report.steps, batches);
}

void noteSkipped(CheckReport& report, const std::vector<std::string>& skipped) {
  report.skipped = std::int64_t(skipped.size());
  if (!skipped.empty())
    report.problems.push_back({"data.root", Problem::Severity::Warning, skippedSentence(skipped), "", {}});
}

/// Steps, validation and probe in the precision of the run, with the memory that they take.
RunTiming timeOwnPrecision(CheckReport& report, const RunConfig& config, const DataSplit& data, const InputShape& input,
                           const CheckStage& stage) {
  forgetPeakMemory();
  const ProcessorLoad load;
  Trainer trainer(config, previewNetwork(config, input), report.steps, torchDevice(report.device));
  const auto timing = timeRun(config, data, trainer, stage);
  report.busy = load.others();
  report.secondsPerStep = timing.secondsPerStep;
  report.taskLoss = timing.first.taskLoss;
  report.topoLoss = timing.first.topoLoss;
  report.memoryBytes = trainer.device().is_cpu() ? peakMemory() : deviceBytes(trainer.device());
  return timing;
}

/// Time and disk of the whole run.
void sumUp(CheckReport& report, const RunConfig& config, const RunTiming& timing, const DataFacts& facts,
           const NetworkFacts& network, std::int64_t batches) {
  constexpr double kScalarBytes = 120;  // of a row of scalars.csv
  const std::int64_t epochs = (report.steps + batches - 1) / batches;
  const auto limit = config.data.validationLimit;
  const auto measured = limit > 0 ? std::min(limit, facts.validation) : facts.validation;
  report.probeSeconds = timing.secondsPerProbe * double(report.storedMaps);
  report.textSeconds = timing.secondsPerText * double(report.storedMaps);
  report.startSeconds = startAndFiles(report.storedMaps, epochs, timing.secondsToRead);
  report.seconds = report.startSeconds +
                   wholeRun(report, timing, measured, epochs, report.storedMaps, meanArea(config.data, epochs));
  report.runBytes = checkpointBytes(network.parameters, config.optimizer) *
                        double(std::max<std::int64_t>(config.output.keepCheckpoints, 1)) +
                    mapBytes(report.storedMaps, network.layers, facts.classes) +
                    double(report.steps / std::max<std::int64_t>(config.output.scalarsEvery, 1)) * kScalarBytes;
}

}  // namespace

std::vector<Problem> findProblems(const RunConfig& config) {
  try {
    const auto whole = withVocabularyOfData(config);
    return runProblems(whole, readDataFacts(whole));
  } catch (const UserError& error) {
    std::vector<Problem> problems;
    try {
      problems = modelProblems(config, defaultInputShape(config.model));
    } catch (const UserError& modelError) {
      problems.push_back({"model.name", Problem::Severity::Error, modelError.what(), "", {}});
    }
    for (const auto& problem : problems)  // said already by the settings themselves
      if (problem.key == "data.kind" || problem.key == "data.root") return problems;
    problems.push_back({"data.root", Problem::Severity::Error, error.what(), "", {}});
    return problems;
  }
}

CheckReport checkRun(const RunConfig& given, const std::string& device, int threads, const CheckStage& stage) {
  const auto say = [&stage](const std::string& words) {
    if (stage) stage(words);
  };
  CheckReport report;
  say("reading the settings");
  report.problems = findProblems(given);
  report.device = chooseDevice(device);
  if (hasError(report.problems)) return report;

  useThreads(threads);
  const RunConfig config = withVocabularyOfData(withResolvedPrecision(given, torchDevice(report.device)));
  report.precision = config.train.precision;
  say("reading the data");
  const auto begin = std::chrono::steady_clock::now();
  const auto opened = openTrainingData(config, {nullptr, false, kMostDecoded});
  const auto& data = opened.split;
  const auto facts = readDataFacts(data);
  const auto network = describeNetwork(config, facts.input);
  const std::int64_t batches =
      countBatches(facts.training, config.train.batchSize, fewestExamples(config, facts.input));
  countWork(report, config, facts, network, batches);
  noteSkipped(report, opened.record.skipped);
  const double reading = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();

  say("building the network");
  auto timing = timeOwnPrecision(report, config, data, facts.input, stage);
  timing.secondsToRead = reading;
  timeOtherPrecision(report, config, given.train.precision != "auto", data, facts.input, stage);
  for (const auto& sentence : opened.replaced->takeNew())  // met while a step was timed
    report.problems.push_back({"data.root", Problem::Severity::Warning, sentence, "", {}});
  sumUp(report, config, timing, facts, network, batches);
  addNotes(report);
  return report;
}

}  // namespace studio
