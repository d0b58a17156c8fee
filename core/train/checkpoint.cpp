// What a checkpoint holds, how it is written whole or not at all, and read again (checkpoint.h).
#include "core/train/checkpoint.h"

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>
#include <torch/types.h>

#include <algorithm>
#include <stdexcept>

#include "core/losses/losses.h"
#include "core/network/sheet_order.h"
#include "core/network/source.h"
#include "core/network/topo_layers.h"
#include "core/run/zip_archive.h"
#include "core/run/error.h"
#include "core/run/optimizers.h"
#include "core/run/run_command.h"
#include "core/run/run_files.h"
#include "core/weights/weights_file.h"
#include "core/weights/stated_texts.h"
#include "core/weights/state_dict.h"
#include "core/weights/stated_settings.h"
#include "core/weights/stated_topoloss.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

constexpr char kDigits[] = "0123456789abcdef";

int digitValue(char c) {
  const auto* found = std::char_traits<char>::find(kDigits, 16, c);
  if (!found) throw std::runtime_error("the random state is not hexadecimal");
  return int(found - kDigits);
}

constexpr const char* kWeights = "model.safetensors";
constexpr const char* kOptimizer = "optimizer.safetensors";
constexpr const char* kTrainer = kTrainerFile;
constexpr const char* kChecksum = "checksum";  ///< of trainer.json itself

Json dataJson(const DataRecord& data) {
  return {{"training", data.training},
          {"validation", data.validation},
          {"classes", data.classes},
          {"fingerprint", data.fingerprint},
          {"skipped", data.skipped}};
}

/// Null where there is none, as in checkpoints of older versions. Throws Json's exceptions for another form.
std::shared_ptr<const DataRecord> dataIn(const Json& json) {
  const auto found = json.find("data");
  if (found == json.end()) return {};
  auto data = std::make_shared<DataRecord>();
  found->at("training").get_to(data->training);
  found->at("validation").get_to(data->validation);
  found->at("classes").get_to(data->classes);
  found->at("fingerprint").get_to(data->fingerprint);
  found->at("skipped").get_to(data->skipped);
  return data;
}

Json trainerJson(const Trainer& trainer, const TrainingPosition& position) {
  Json json{{"format", 1},
            {"step", position.step},
            {"epoch", position.epoch},
            {"batch", position.batch},
            {"seconds", position.seconds},
            {"learning_rate", trainer.learningRate()},
            {"tau", TopoLossSchedule(trainer.config()).tauAt(trainer.steps(), trainer.length())},
            {"threads", position.threads},
            {"actual_threads", at::get_num_threads()},
            {"random", {{"cpu", randomState(c10::kCPU)}}}};
  if (!trainer.device().is_cpu()) json["random"]["device"] = randomState(trainer.device());
  if (position.data) json["data"] = dataJson(*position.data);
  if (!position.dataChanges.empty()) json["data_changes"] = position.dataChanges;
  return json;
}

/// The text of trainer.json, with a checksum of itself as its last member.
std::string withChecksum(Json json) {
  json[kChecksum] = computeCrc32(json.dump());
  return json.dump(1) + "\n";
}

/// Checkpoints of older versions have no checksums.
void requireSeal(Json json) {
  const auto found = json.find(kChecksum);
  if (found == json.end()) return;
  const auto seal = found->get<std::uint32_t>();
  json.erase(kChecksum);
  if (computeCrc32(json.dump()) != seal) throw UserError("changed");
}

Json readTrainerJson(const FolderHandle& folder) {
  const auto file = (folder.path() / kTrainer).string();
  if (!folder.inspect(kTrainer))
    throw UserError(file +
                    " is missing, and without it the position of training is unknown; copy it back, or resume from an "
                    "older checkpoint.");
  const std::string text = folder.read(kTrainer, kMostTrainerBytes);
  try {
    Json json = Json::parse(text);
    for (const char* key : {"step", "epoch", "batch"})
      if (json.at(key).get<std::int64_t>() < 0) throw UserError("negative");
    requireSeal(json);
    return json;
  } catch (const std::exception&) {
    throw UserError(file + " is damaged or cut short; resume from an older checkpoint or train again.");
  }
}

void requireOptimizer(const FolderHandle& folder) {
  if (!folder.inspect(kOptimizer))
    throw UserError((folder.path() / kOptimizer).string() +
                    " is missing: the weights beside it can be evaluated and analysed, but training cannot go on "
                    "exactly without the optimizer's state; copy it back, or resume from an older checkpoint.");
}

/// Every file is read before anything of the trainer changes.
TrainingPosition load(const FolderHandle& folder, Trainer& trainer) {
  const Json json = readTrainerJson(folder);
  requireOptimizer(folder);
  for (const char* name : {kWeights, kOptimizer}) requireAsWritten(folder, name);
  const StateDict weights = readWeights(folder, kWeights);
  const StateDict optimizer = readWeights(folder, kOptimizer);
  loadInto(trainer.model(), weights, (folder.path() / kWeights).string());
  trainer.optimizer().load(optimizer, (folder.path() / kOptimizer).string());
  try {
    setRandomState(c10::kCPU, json.at("random").at("cpu").get<std::string>());
    if (!trainer.device().is_cpu() && json["random"].contains("device"))
      setRandomState(trainer.device(), json["random"]["device"].get<std::string>());
    TrainingPosition position{json.at("step"),          json.at("epoch"),
                              json.at("batch"),         json.value("seconds", 0.0),
                              json.value("threads", 0), json.value("actual_threads", 0)};
    position.data = dataIn(json);
    position.dataChanges = json.value("data_changes", std::vector<std::string>{});
    trainer.continueFrom(position.step);
    return position;
  } catch (const std::exception&) {
    throw UserError((folder.path() / kTrainer).string() +
                    " is damaged; resume from an older checkpoint or train again.");
  }
}

std::vector<std::string> layersWithTopoLoss(Trainer& trainer) {
  std::vector<std::string> names;
  for (const auto& layer : trainer.model().layers())
    if (findLayerSetting(trainer.config().topoloss, layer).listed) names.push_back(layer.name);
  return names;
}

/// What a file of weights says beside its tensors.
std::map<std::string, std::string> makeMetadata(Trainer& trainer, const TrainingPosition& position) {
  auto metadata = settingTexts(trainer.config().model);
  metadata.merge(topoLossTexts(trainer.config().topoloss, layersWithTopoLoss(trainer), position.step));
  metadata.merge(sheetOrderTexts(trainer.model()));
  if (auto losses = completionText(trainer.config(), position.step, trainer.length()); !losses.empty())
    metadata[kLossesKey] = std::move(losses);
  metadata["format"] = "pt";
  if (position.data && !position.data->classes.empty())
    metadata[kClassNamesKey] = classNamesText(position.data->classes);
  return metadata;
}

/// Steps at which a person asked for a checkpoint; nullopt where that cannot be read.
std::optional<std::vector<std::int64_t>> stepsAskedFor(const RunFolder& folder) try {
  std::vector<std::int64_t> steps;
  std::string unread;  // said when the run is opened
  for (const Event& event : folder.events(unread))
    if (event.kind == toString(RunCommand::Checkpoint)) steps.push_back(event.step);
  return steps;
} catch (const UserError&) {
  return {};
}

/// Of the checkpoints of the plan up to this step the newest `keep` stay, and all that a person asked for. Where it
/// cannot be read which these are, all stay.
void removeOlder(const RunFolder& folder, const FolderHandle& checkpoints, std::int64_t step, std::int64_t keep) {
  auto steps = folder.checkpointSteps();
  const auto asked = stepsAskedFor(folder);
  if (!asked) return;
  std::erase_if(steps, [&](std::int64_t other) {
    return other > step || std::find(asked->begin(), asked->end(), other) != asked->end();
  });
  for (std::size_t i = 0; i + std::size_t(std::max<std::int64_t>(keep, 1)) < steps.size(); ++i)
    checkpoints.removeAll(stepName(steps[i]));  // one that cannot be removed costs space, nothing else
}

/// It lies beside the weights wherever the folder is copied to.
void copyTokenizer(const FolderHandle& run, const FolderHandle& checkpoint) {
  if (run.hasFile(RunFiles::kTokenizer))
    checkpoint.write(RunFiles::kTokenizer, run.read(RunFiles::kTokenizer, RunFiles::kLargeFile));
}

/// What a killed process was writing.
void removeUnfinished(const FolderHandle& checkpoints) {
  for (const auto& entry : checkpoints.list())
    if (entry.name.starts_with(".step_")) checkpoints.removeAll(entry.name);
}

/// Visits the folders named as checkpoints, complete or not, newest first, until one is enough. One is open at a time:
/// a run may keep more of them than a process may have open. Throws UserError where they cannot be listed: nobody may
/// take that for a run without any.
template <class IsEnough>
void visitNewestFirst(const RunFolder& folder, IsEnough isEnough) {
  const auto checkpoints = folder.folder().find(RunFiles::kCheckpoints);
  if (!checkpoints) return;
  std::vector<std::pair<std::int64_t, std::string>> found;
  for (const auto& entry : checkpoints->list())
    if (const auto step = entry.isFolder ? stepFromName(entry.name) : std::nullopt)
      found.emplace_back(*step, entry.name);
  std::sort(found.rbegin(), found.rend());
  for (const auto& [step, name] : found)
    if (const auto checkpoint = checkpoints->find(name); checkpoint && isEnough(*checkpoint)) return;
}

/// What the newest trainer.json that can be read says; a damaged one is reported when it is loaded.
template <class Value, class Read>
Value fromNewest(const RunFolder& folder, Value otherwise, Read read) {
  visitNewestFirst(folder, [&](const FolderHandle& checkpoint) {
    try {
      otherwise = read(readTrainerJson(checkpoint));
      return true;
    } catch (const std::exception&) {
      return false;
    }
  });
  return otherwise;
}

}  // namespace

std::string randomState(c10::Device device) {
  auto generator = at::globalContext().defaultGenerator(device);
  const auto state = generator.get_state().contiguous();  // uint8 [bytes], on the CPU
  std::string text;
  for (std::int64_t i = 0; i < state.numel(); ++i) {
    const auto byte = state.const_data_ptr<std::uint8_t>()[i];
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

void setRandomState(c10::Device device, const std::string& text) {
  auto generator = at::globalContext().defaultGenerator(device);
  const auto size = generator.get_state().numel();
  if (std::int64_t(text.size()) != 2 * size) throw std::runtime_error("the random state has another length");
  auto state = torch::empty({size}, torch::kByte);
  for (std::int64_t i = 0; i < size; ++i)
    state.data_ptr<std::uint8_t>()[i] =
        std::uint8_t(digitValue(text[std::size_t(2 * i)]) << 4 | digitValue(text[std::size_t(2 * i + 1)]));
  generator.set_state(state);
}

void writeCheckpoint(const RunFolder& folder, Trainer& trainer, const TrainingPosition& position, std::int64_t keep) {
  const FolderHandle checkpoints = folder.folder().make(RunFiles::kCheckpoints);
  removeUnfinished(checkpoints);
  const std::string target = stepName(position.step), part = "." + target + ".part";
  try {
    const FolderHandle made = checkpoints.make(part);
    auto json = trainerJson(trainer, position);
    json[kChecksumsKey] = {
        {kWeights, writeWeights(made, kWeights, makeStateDict(trainer.model()), makeMetadata(trainer, position))},
        {kOptimizer, writeWeights(made, kOptimizer, trainer.optimizer().state())}};
    copyTokenizer(folder.folder(), made);
    made.write(kTrainer, withChecksum(std::move(json)));
    checkpoints.put(part, target);
  } catch (...) {
    checkpoints.removeAll(part);
    throw;
  }
  removeOlder(folder, checkpoints, position.step, keep);
}

std::optional<TrainingPosition> loadNewestCheckpoint(const RunFolder& folder, Trainer& trainer,
                                                     const std::function<void(const std::string&)>& skipped) {
  std::string newestError;
  std::optional<TrainingPosition> found;
  visitNewestFirst(folder, [&](const FolderHandle& checkpoint) {
    try {
      found = load(checkpoint, trainer);
    } catch (const UserError& error) {
      if (newestError.empty()) newestError = error.what();
      skipped(std::string("Checkpoint skipped: ") + error.what());
    }
    return found.has_value();
  });
  if (!found && !newestError.empty())
    throw CheckpointsLost("No checkpoint of the run " + folder.name() +
                              " can be resumed: " + newestError.substr(0, newestError.rfind(';')),
                          "copy one back, or begin again at step 0 with --restart.");
  return found;
}

void setAsideAfter(const RunFolder& folder, std::int64_t step, const std::function<void(const std::string&)>& moved) {
  const auto checkpoints = folder.folder().find(RunFiles::kCheckpoints);
  if (!checkpoints) return;
  for (const auto& entry : checkpoints->list()) {
    const auto later = entry.isFolder ? stepFromName(entry.name) : std::nullopt;
    if (!later || *later <= step) continue;
    const std::string aside = "set_aside_" + entry.name;
    checkpoints->removeAll(aside);
    checkpoints->rename(entry.name, aside);
    moved("The checkpoint of step " + std::to_string(*later) +
          " is of training that is done again, so it is kept as checkpoints/" + aside + ".");
  }
}

int threadsAskedFor(const RunFolder& folder) {
  return fromNewest(folder, 0, [](const Json& json) { return json.value("threads", 0); });
}

std::shared_ptr<const DataRecord> readStoredData(const RunFolder& folder) {
  return fromNewest(folder, std::shared_ptr<const DataRecord>(), [](const Json& json) { return dataIn(json); });
}

double checkpointBytes(std::int64_t parameters, const OptimizerConfig& optimizer) {
  const OptimizerRow* row = findOptimizer(optimizer.kind);
  const int copies = 1 + (row ? row->moments(optimizer) : 0);  // the weights, and what is kept beside them
  return 4.0 * double(parameters) * copies + 20e3;             // float32; headers and random state
}

}  // namespace studio
