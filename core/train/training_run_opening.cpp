// How a training run begins: data, network, and the checkpoint it goes on from.
#include <ATen/Parallel.h>

#include <algorithm>

#include "core/network/device.h"
#include "core/network/network.h"
#include "core/network/run_batches.h"
#include "core/run/error.h"
#include "core/train/probe_stimuli.h"
#include "core/train/run_problems.h"
#include "core/train/training_run.h"

namespace studio {
void TrainingRun::openData() {
  recorder_.enter(RunState::Starting, "reading data");
  data_ = openDataOf(config_);
  requireNoErrors(runProblems(config_, factsOf(data_)));

  const auto device = deviceOf(choice_);
  const bool validates = data_.validation && data_.validation->size() > 0;
  probe_ = openProbe(config_, validates ? data_.validation : data_.training, validationOptions(config_, device));
  if (probe_->contrastsLeftOut() > 0)
    recorder_.log(LogLine::Level::Warning, "The probe takes the first " + std::to_string(probe_->contrasts().size()) + " of " +
                                               std::to_string(probe_->contrasts().size() + std::size_t(probe_->contrastsLeftOut())) + " contrasts; name those wanted with probe.contrasts.");
  training_ = std::make_unique<Batcher>(data_.training, trainingOptions(config_, device));
  batchesPerEpoch_ = std::max<std::int64_t>(training_->batches(), 1);
  if (validates) validation_ = std::make_unique<Batcher>(measuredOf(data_.validation, config_.data.validationLimit), validationOptions(config_, device));
}

void TrainingRun::openNetwork() {
  recorder_.enter(RunState::Starting, "building the network");
  const auto device = deviceOf(choice_);
  trainer_ = std::make_unique<Trainer>(config_, buildNetwork(config_, factsOf(data_).input), length(), device);
  maps_ = std::make_unique<NetworkMaps>(trainer_->model(), config_.topoloss, trainer_->topoLoss());
  paced_ = std::make_unique<PacedProbe>(*probe_, trainer_->model(), maps_->layers(), paceOf(config_.probe), trainer_->bfloat16());
  live_ = std::make_unique<LiveMaps>(trainer_->model(), *maps_, *paced_, device);

  auto layers = maps_->layers();
  for (auto& layer : layers) layer.topo = settingOf(config_.topoloss, layer).listed;
  recorder_.folder().writeLayers(layers);
  auto& status = recorder_.status();
  status.steps = length();
  status.epochs = (length() + batchesPerEpoch_ - 1) / batchesPerEpoch_;
  status.device = choice_.name;
  status.deviceReason = choice_.reason;
}

std::int64_t TrainingRun::length() const {
  return config_.train.steps > 0 ? config_.train.steps : config_.train.epochs * batchesPerEpoch_;
}

void TrainingRun::goToCheckpoint() {
  recorder_.enter(RunState::Starting, "loading the checkpoint");
  const auto found = loadNewestCheckpoint(recorder_.folder(), *trainer_,
                                          [this](const std::string& text) { recorder_.log(LogLine::Level::Warning, text); });
  const std::int64_t step = found ? found->step : -1;
  recorder_.folder().truncateScalars(step);   // later rows belong to steps that are done again
  recorder_.replay();
  for (const auto& row : recorder_.folder().scalars()) lastRow_ = std::max(lastRow_, row.step);
  for (const auto stored : recorder_.folder().mapSteps()) lastMaps_ = std::max(lastMaps_, stored);
  if (!found) return recorder_.log(LogLine::Level::Info, "No checkpoint yet: starts again at step 0.");

  position_ = *found;
  position_.threads = request_.threads;
  lastCheckpoint_ = step;
  if (found->actualThreads != at::get_num_threads())
    recorder_.log(LogLine::Level::Warning, "The run used " + std::to_string(found->actualThreads) + " threads before, now " +
                                               std::to_string(at::get_num_threads()) + ": the last bits of its numbers may differ.");
  recorder_.log(LogLine::Level::Info, "Goes on from the checkpoint of step " + std::to_string(step) + ".");
}

}  // namespace studio
