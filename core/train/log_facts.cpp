// The first and the last lines of a run's log (log_facts.h).
#include "core/train/log_facts.h"

#include <ATen/Parallel.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/losses/losses.h"
#include "core/network/device.h"
#include "core/run/machine_load.h"
#include "core/run/printable_text.h"
#include "core/run/run_lock.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

/// "0.0448", "94.5", "1,064": never a power of ten where a whole number is shorter to read.
std::string threeDigits(double value) {
  return value >= 1000 && value < 1e9 ? groupedText(std::llround(value)) : significantText(value, 3);
}

/// As the system names it; its architecture where it does not.
std::string processorName(const utsname& system) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name"))
      if (const auto colon = line.find(": "); colon != std::string::npos) return printable(line.substr(colon + 2));
  return system.machine;
}

std::string machineLine(const DeviceChoice& device) {
  utsname system{};
  ::uname(&system);
  const double memory = double(::sysconf(_SC_PHYS_PAGES)) * double(::sysconf(_SC_PAGE_SIZE));
  return "Machine " + hostName() + ": " + processorName(system) + ", " + bytesText(memory) + " of memory, " +
         system.sysname + " " + system.release + "; computes on " + device.name + " (" + device.title + ") with " +
         std::to_string(at::get_num_threads()) + (at::get_num_threads() == 1 ? " thread." : " threads.");
}

std::string inputText(const InputShape& input) {
  if (input.language())
    return "rows of " + groupedText(input.tokens) + " tokens of a vocabulary of " + groupedText(input.vocabulary);
  return "images of " + std::to_string(input.channels) + " × " + std::to_string(input.height) + " × " +
         std::to_string(input.width);
}

std::string dataLine(const StartFacts& facts) {
  const DataConfig& data = facts.config.data;
  std::string line = "Data " + data.kind + (data.root.empty() ? "" : " in " + data.root) + ": " +
                     groupedText(facts.data.training) + " for training, " + groupedText(facts.data.validation) +
                     " for validation, " + inputText(facts.input);
  if (!facts.input.language()) line += ", " + std::to_string(facts.data.classes.size()) + " classes";
  if (!facts.data.skipped.empty()) line += "; " + groupedText(std::int64_t(facts.data.skipped.size())) + " left out";
  return line + (facts.data.fingerprint.empty() ? "." : "; fingerprint " + facts.data.fingerprint + ".");
}

/// "All-TNN with weight 10, linear"
std::string weightText(const LossRow& row, const RunConfig& config) {
  const auto schedule = lossSetting<std::string>(config, row.name, "schedule");
  return row.title + " with weight " + numberText(lossWeight(config, row.name)) +
         (schedule == "constant" ? "" : ", " + schedule);
}

/// "; TopoLoss with ...; All-TNN with ...": every loss beside the task's.
std::string lossesText(const StartFacts& facts) {
  std::string text;
  for (const auto* row : losses())
    if (isLossUsed(facts.config, *row))
      text += "; " + (row->describe ? row->describe(facts.config, facts.layers) : weightText(*row, facts.config));
  return text;
}

std::string networkLine(const StartFacts& facts) {
  return "Network " + facts.config.model.name + ": " + groupedText(facts.parameters) + " parameters (" +
         bytesText(4.0 * double(facts.parameters)) + ")" + lossesText(facts) + ".";
}

std::string trainingLine(const StartFacts& facts) {
  const TrainConfig& train = facts.config.train;
  return "Trains " + groupedText(facts.steps) + " steps (" + groupedText(facts.batchesPerEpoch) +
         " an epoch, batches of " + groupedText(train.batchSize) + "), seed " + std::to_string(train.seed) + ", " +
         train.precision + ", " + facts.config.optimizer.kind + " with a learning rate of " +
         numberText(facts.config.optimizer.learningRate) + "; all settings are in config.resolved.toml.";
}

struct FolderSize {
  std::int64_t maps = 0, checkpoints = 0;
  double bytes = 0;
};

FolderSize measure(const RunFolder& folder) {
  FolderSize size{std::int64_t(folder.mapSteps().size()), std::int64_t(folder.checkpointSteps().size())};
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder.place(), error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;
    if (const auto bytes = entry->is_regular_file(gone) ? entry->file_size(gone) : 0; !gone)
      size.bytes += double(bytes);
  }
  return size;
}

std::string counted(std::int64_t number, const char* one, const char* several) {
  return groupedText(number) + " " + (number == 1 ? one : several);
}

std::string ofStep(std::int64_t step) { return " of step " + groupedText(step); }

/// The newest values, each named by its step where that is not the last one: a run that was stopped within an epoch has
/// no validation of its end.
std::string valuesText(const RunStatus& status) {
  const bool olderLosses = status.lossStep >= 0 && status.lossStep != status.step;
  std::string text;
  if (status.taskLoss >= 0) text += "; task loss " + threeDigits(status.taskLoss);
  if (status.topoLoss > -1) text += (text.empty() ? "; topo loss " : ", topo loss ") + threeDigits(status.topoLoss);
  if (olderLosses && !text.empty()) text += ofStep(status.lossStep);
  if (status.validationAccuracy < 0) return text;
  const std::string accuracy = threeDigits(100 * status.validationAccuracy) + " %";
  if (isValidatedAtEnd(status)) return text + (olderLosses ? "; top-1 " : ", top-1 ") + accuracy;
  return text + "; validation" + ofStep(status.validationStep) + ": top-1 " + accuracy;
}

}  // namespace

std::vector<std::string> startLines(const StartFacts& facts) {
  return {"TopoNets Studio " + versionString() + " with LibTorch " + libtorchVersion() + ", compiled by GCC " +
              __VERSION__ + ".",
          machineLine(facts.device), dataLine(facts), networkLine(facts), trainingLine(facts)};
}

std::vector<std::string> endLines(const RunFolder& folder, const RunStatus& status, double seconds) {
  std::string end = "Trained for " + threeDigits(seconds) + " s up to step " + groupedText(status.step) + " of " +
                    groupedText(status.steps);
  if (seconds > 0) end += " (" + threeDigits(double(status.step) / seconds) + " steps/s)";
  end += valuesText(status);
  const FolderSize stored = measure(folder);
  return {end + ".", "Stored " + counted(stored.maps, "map file", "map files") + " and " +
                         counted(stored.checkpoints, "checkpoint", "checkpoints") + ", " + bytesText(stored.bytes) +
                         " in the run's folder; the process took at most " + bytesText(peakMemory()) + " of memory."};
}

}  // namespace studio
