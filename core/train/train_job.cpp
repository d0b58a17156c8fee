#include "core/train/train_job.h"

#include <ATen/Parallel.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/network/device.h"
#include "core/run/atomic_file.h"
#include "core/run/error.h"
#include "core/run/log.h"
#include "core/train/training_run.h"

namespace studio {
namespace {

/// What a stored run says about itself, or a run whose process died before it said anything.
RunStatus statusOf(const RunFolder& folder) {
  try {
    return folder.status();
  } catch (const UserError&) {
    return {};
  }
}

void requireFree(const RunFolder& folder) {
  const auto status = statusOf(folder);
  if (isLive(status.state) && status.pid != ::getpid())
    throw UserError("The run " + folder.name() + " is being trained by process " + std::to_string(status.pid) +
                    (status.host.empty() ? "" : " on " + status.host) + "; stop it there first.");
}

std::string givenText(const RunFolder& folder) {
  const auto file = folder.path() / "config.toml";
  std::error_code none;
  return std::filesystem::exists(file, none) ? readFile(file, std::size_t{1} << 24) : toToml(folder.config());
}

/// The configuration of a resumed run; with more epochs where it is to be extended.
RunConfig resumedConfig(const TrainRequest& request) {
  RunConfig config = request.folder.config();
  if (request.extendToEpochs <= 0) return config;
  if (config.train.steps == 0 && request.extendToEpochs < config.train.epochs)
    throw UserError("The run " + request.folder.name() + " is set to " + std::to_string(config.train.epochs) + " epochs, so it cannot be extended to " +
                    std::to_string(request.extendToEpochs) + "; choose more.");
  config.train.epochs = request.extendToEpochs;
  config.train.steps = 0;
  request.folder.writeConfig(config, givenText(request.folder));
  return config;
}

void writeEnvironment(const RunFolder& folder, const DeviceChoice& device, const RunStatus& status) {
  const nlohmann::ordered_json json{{"version", versionString()},
                                    {"libtorch", libtorchVersion()},
                                    {"device", device.name},
                                    {"device_title", device.title},
                                    {"threads", at::get_num_threads()},
                                    {"host", status.host},
                                    {"started", status.started}};
  folder.writeEnvironment(json.dump(1) + "\n");
}

/// What was measured before a failure stays, where the disk still takes it.
void keepRows(RunRecorder& recorder) {
  try {
    recorder.flush();
  } catch (const std::exception&) {   // the failure on its way out says more
  }
}

}  // namespace

void TrainJob::run(JobContext& context) {
  auto& folder = request_.folder;
  if (request_.resume) {
    requireFree(folder);
    if (request_.threads == 0) request_.threads = threadsAskedFor(folder);
  }
  ours_ = true;
  useThreads(request_.threads);
  const auto device = chooseDevice(request_.device);
  RunConfig config = request_.resume ? resumedConfig(request_) : withResolvedPaths(request_.config);
  if (!request_.resume) folder.writeConfig(config, request_.asGiven.empty() ? toToml(request_.config) : request_.asGiven);

  RunRecorder recorder(folder, context.channel);
  recorder.enter(RunState::Starting, "starting");
  writeEnvironment(folder, device, recorder.status());
  if (!device.reason.empty()) recorder.log(LogLine::Level::Info, device.reason);
  try {
    TrainingRun(request_, config, device, context, recorder).run();
  } catch (...) {
    keepRows(recorder);
    throw;
  }
}

void TrainJob::failed(const RunStatus& status) {
  if (!ours_) return;
  RunStatus stored = status;
  stored.heartbeat = secondsNow();
  request_.folder.writeStatus(stored);
  request_.folder.appendLog(Log::format({stored.heartbeat, LogLine::Level::Error, stored.error}));
}

}  // namespace studio
