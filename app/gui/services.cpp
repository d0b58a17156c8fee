#include "app/gui/services.h"

#include <QThreadPool>
#include <algorithm>
#include <exception>

#include "core/engine.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

PreflightReport reportOf(const RunConfig& config, const std::string& device, const std::filesystem::path& runs) {
  PreflightReport report;
  try {
    const CheckReport found = check(config, device);
    report.problems = found.problems;
    report.parameters = found.parameters;
    report.trainingImages = found.trainingImages;
    report.validationImages = found.validationImages;
    report.classes = found.classes;
    report.steps = found.steps;
    report.secondsPerStep = found.secondsPerStep;
    report.seconds = found.seconds;
    report.memoryBytes = found.memoryBytes;
    report.taskLoss = found.taskLoss;
    report.topoLoss = found.topoLoss;
    report.runBytes = found.runBytes;
    report.device = QString::fromStdString(found.device.title);
    report.deviceReason = QString::fromStdString(found.device.reason);
    for (const auto& note : found.notes) report.notes << QString::fromStdString(note);
  } catch (const std::exception& error) {
    report.error = QString::fromStdString(shownSentence(error, kLessTrainingMemory));
  }
  report.freeDiskBytes = freeBytes(runs);
  return report;
}

}  // namespace

SetupServices makeServices(Session& session, const std::vector<Preset>& presets) {
  SetupServices services;
  services.problems = [](const RunConfig& config) { return problemsOf(config); };
  services.layers = [](const RunConfig& config) { return layersOf(config); };
  services.idle = [](const RunConfig& config) { return idleSettings(config); };
  services.choices = [](const std::string& key) { return choicesFor(key); };
  services.preview = [](const RunConfig& config, const std::string& layer) {
    BlurPreview found = blurPreview(config, layer);
    return SheetPreview{std::move(found.weights), std::move(found.blurred), found.lowHeight, found.lowWidth};
  };
  services.check = [&session](const RunConfig& config, std::function<void(PreflightReport)> done) {
    startOnWorker(*QThreadPool::globalInstance(),
                  [config, done, device = session.device().name, runs = session.runsFolder()] {
                    done(reportOf(config, device, runs));
                  });
  };
  services.mayCheck = [&session] { return !session.training(); };
  for (const Preset& preset : presets)
    services.presets.push_back({preset.title, preset.about, preset.config, preset.toml});
  return services;
}

double freeBytes(std::filesystem::path folder) {
  std::error_code error;
  while (!std::filesystem::exists(folder, error) && folder != folder.parent_path()) folder = folder.parent_path();
  const auto space = std::filesystem::space(folder.empty() ? "." : folder, error);
  return error ? -1 : double(space.available);
}

double secondsOf(const RunConfig& config) {
  const CheckReport report = check(config);
  const bool wrong = std::any_of(report.problems.begin(), report.problems.end(),
                                 [](const Problem& problem) { return problem.severity == Problem::Severity::Error; });
  return wrong || report.seconds <= 0 ? -1 : report.seconds;
}

}  // namespace studio
