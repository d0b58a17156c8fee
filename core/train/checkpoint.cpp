#include "core/train/checkpoint.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/run/atomic_file.h"
#include "core/run/disk_error.h"
#include "core/run/error.h"
#include "core/train/folder_swap.h"
#include "core/train/random_state.h"
#include "core/weights/state_dict.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr const char* kWeights = "model.safetensors";
constexpr const char* kOptimizer = "optimizer.safetensors";
constexpr const char* kTrainer = "trainer.json";

Json trainerJson(const Trainer& trainer, const TrainingPosition& position) {
  Json json{{"format", 1},
            {"step", position.step},
            {"epoch", position.epoch},
            {"batch", position.batch},
            {"seconds", position.seconds},
            {"learning_rate", trainer.learningRate()},
            {"tau", trainer.tau()},
            {"threads", position.threads},
            {"actual_threads", at::get_num_threads()},
            {"random", {{"cpu", randomState(c10::kCPU)}}}};
  if (!trainer.device().is_cpu()) json["random"]["device"] = randomState(trainer.device());
  return json;
}

Json readTrainerJson(const fs::path& folder) {
  const fs::path file = folder / kTrainer;
  try {
    Json json = Json::parse(readFile(file, std::size_t{1} << 20));
    for (const char* key : {"step", "epoch", "batch"})
      if (json.at(key).get<std::int64_t>() < 0) throw UserError("negative");
    return json;
  } catch (const std::exception&) {
    throw UserError(file.string() + " is damaged or cut short; resume from an older checkpoint or train again.");
  }
}

/// Every file is read before anything of the trainer changes.
TrainingPosition load(const fs::path& folder, Trainer& trainer) {
  const Json json = readTrainerJson(folder);
  const StateDict weights = readWeights(folder / kWeights);
  const StateDict optimizer = readWeights(folder / kOptimizer);
  loadInto(trainer.model(), weights, (folder / kWeights).string());
  trainer.optimizer().load(optimizer, (folder / kOptimizer).string());
  try {
    setRandomState(c10::kCPU, json.at("random").at("cpu").get<std::string>());
    if (!trainer.device().is_cpu() && json["random"].contains("device"))
      setRandomState(trainer.device(), json["random"]["device"].get<std::string>());
    const TrainingPosition position{json.at("step"), json.at("epoch"), json.at("batch"), json.value("seconds", 0.0),
                                    json.value("threads", 0), json.value("actual_threads", 0)};
    trainer.continueFrom(position.step);
    return position;
  } catch (const std::exception&) {
    throw UserError((folder / kTrainer).string() + " is damaged; resume from an older checkpoint or train again.");
  }
}

/// Of the checkpoints up to this step the newest `keep` stay.
void removeOlder(const RunFolder& folder, std::int64_t step, std::int64_t keep) {
  auto steps = folder.checkpointSteps();
  std::erase_if(steps, [step](std::int64_t other) { return other > step; });
  std::error_code ignored;   // a folder that cannot be removed costs space, nothing else
  for (std::size_t i = 0; i + std::size_t(std::max<std::int64_t>(keep, 1)) < steps.size(); ++i)
    fs::remove_all(folder.checkpoint(steps[i]), ignored);
}

/// What a killed process was writing.
void removeUnfinished(const fs::path& checkpoints) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(checkpoints, ignored))
    if (entry.path().filename().string().starts_with(".step_")) fs::remove_all(entry.path(), ignored);
}

/// Folders named as checkpoints, complete or not, newest first.
std::vector<std::pair<std::int64_t, fs::path>> candidates(const RunFolder& folder) {
  std::vector<std::pair<std::int64_t, fs::path>> found;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder.path() / "checkpoints", none)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("step_") && name.size() > 5 && name.find_first_not_of("0123456789", 5) == std::string::npos && name.size() < 24)
      found.emplace_back(std::stoll(name.substr(5)), entry.path());
  }
  std::sort(found.rbegin(), found.rend());
  return found;
}

}  // namespace

void writeCheckpoint(const RunFolder& folder, Trainer& trainer, const TrainingPosition& position, std::int64_t keep) {
  const fs::path target = folder.checkpoint(position.step);
  const fs::path made = target.parent_path() / ("." + target.filename().string() + ".part");
  std::error_code ignored;
  removeUnfinished(target.parent_path());
  makeFolders(made);
  try {
    writeWeights(made / kWeights, stateDictOf(trainer.model()), {{"format", "pt"}});
    writeWeights(made / kOptimizer, trainer.optimizer().state());
    writeFileAtomically(made / kTrainer, trainerJson(trainer, position).dump(1) + "\n");
    putFolder(made, target);
  } catch (...) {
    fs::remove_all(made, ignored);
    throw;
  }
  removeOlder(folder, position.step, keep);
}

std::optional<TrainingPosition> loadNewestCheckpoint(const RunFolder& folder, Trainer& trainer,
                                                     const std::function<void(const std::string&)>& skipped) {
  std::string newestError;
  for (const auto& [step, path] : candidates(folder)) {
    try {
      return load(path, trainer);
    } catch (const UserError& error) {
      if (newestError.empty()) newestError = error.what();
      skipped(std::string("Checkpoint skipped: ") + error.what());
    }
  }
  if (!newestError.empty()) throw UserError(newestError);
  return std::nullopt;
}

int threadsAskedFor(const RunFolder& folder) {
  for (const auto& [step, path] : candidates(folder)) {
    try {
      return readTrainerJson(path).value("threads", 0);
    } catch (const std::exception&) {
      continue;
    }
  }
  return 0;
}

double checkpointBytes(std::int64_t parameters, const OptimizerConfig& optimizer) {
  const int copies = optimizer.kind == "sgd" ? (optimizer.momentum != 0 ? 2 : 1) : 3;
  return 4.0 * double(parameters) * copies + 20e3;   // float32; headers and random state
}

}  // namespace studio
