#include "app/gui/session.h"

#include <QTimer>

#include "core/run/error.h"
#include "widgets/runs/worker_call.h"

namespace studio {

namespace {

/// "ResNet-18 with BlurPool, 1000 classes; all 128 tensors matched, τ 10 (from the file)"
QString captionOf(const WeightsReport& report) {
  QStringList parts{Session::tr("all %L1 tensors matched").arg(report.tensors)};
  if (report.tau) parts << Session::tr("τ %1 (from the file)").arg(*report.tau);
  if (report.headsGuessed) parts << Session::tr("%1 attention heads assumed").arg(report.config.model.heads);
  return QString::fromStdString(report.title) + QStringLiteral("; ") + parts.join(QStringLiteral(", "));
}

RunData momentOf(const std::filesystem::path& file, WeightsReport report) {
  RunData data;
  data.folder = RunFolder(file);
  data.caption = captionOf(report).toStdString();
  const auto fact = [&](const QString& name, const QString& value) { data.facts.emplace_back(name.toStdString(), value.toStdString()); };
  fact(Session::tr("File"), QString::fromStdString(file.filename().string()));
  fact(Session::tr("Format"), QString::fromStdString(report.format));
  fact(Session::tr("Model"), QString::fromStdString(report.config.model.name));
  fact(Session::tr("Parameters"), Session::tr("%L1").arg(report.parameters));
  fact(Session::tr("Tensors"), Session::tr("%L1, all matched").arg(report.tensors));
  fact(Session::tr("τ"), report.tau ? Session::tr("%1, from the file").arg(*report.tau) : Session::tr("not told"));
  fact(Session::tr("Sheets"), Session::tr("%L1").arg(report.layers.size()));
  data.config = std::move(report.config);
  data.layers = std::move(report.layers);
  data.snapshot = std::make_shared<const Snapshot>(std::move(report.snapshot));
  return data;
}

}  // namespace

Session::Session(std::filesystem::path runsFolder, QObject* parent)
    : QObject(parent), runsFolder_(std::move(runsFolder)), device_(chooseDevice("auto")), monitor_(new RunMonitor(this)) {
  monitor_->setUnitSource([](const RunFolder& shown, std::int64_t step, const std::string& layer, std::int64_t unit) {
    return std::filesystem::is_regular_file(shown.path()) ? unitOfWeights(shown.path(), layer, unit) : unitWeights(shown, step, layer, unit);
  });
  auto* watch = new QTimer(this);
  connect(watch, &QTimer::timeout, this, &Session::watchJob);
  watch->start(100);
}

Session::~Session() {
  monitor_->disconnect();   // the views are going: nobody may hear of what ends now
  monitor_->close();
}

void Session::setRunsFolder(std::filesystem::path folder) {
  runsFolder_ = std::move(folder);
  Q_EMIT runsChanged();
}

void Session::start(const RunConfig& config, const QString& name, const QString& asGiven) {
  const RunStore store(runsFolder_);
  launch([=]() -> Started {
    Started started;
    started.config = withResolvedPaths(config);
    started.layers = layersOf(started.config);
    const std::string wished = name.trimmed().isEmpty() ? RunStore::nameFor(config) : name.trimmed().toStdString();
    started.folder = store.create(wished);
    started.asGiven = asGiven.isEmpty() ? toToml(config) : asGiven.toStdString();
    started.folder.writeConfig(started.config, started.asGiven);   // as the job will write it: a run that is killed before its first step can still be resumed
    return started;
  }, false, 0);
}

void Session::resume(const RunFolder& folder, std::int64_t extendToEpochs) {
  launch([folder]() -> Started {
    Started started;
    started.folder = folder;
    started.config = folder.config();
    started.layers = layersOf(started.config);
    return started;
  }, true, extendToEpochs);
}

void Session::launch(std::function<Started()> prepare, bool resume, std::int64_t extendToEpochs) {
  if (training()) {
    Q_EMIT failed(tr("A run is being trained in this window; stop it first, or start the other one with the command line."));
    return;
  }
  starting_ = true;
  Q_EMIT stateChanged();
  readOnWorker<Started>(
      this, std::move(prepare), [=, this](Started started) { begin(std::move(started), resume, extendToEpochs); },
      [this](const std::string& sentence) {
        starting_ = false;
        Q_EMIT failed(QString::fromStdString(sentence));
        Q_EMIT stateChanged();
      });
}

void Session::begin(Started started, bool resume, std::int64_t extendToEpochs) {
  starting_ = false;
  TrainRequest request;
  request.config = started.config;
  request.folder = started.folder;
  request.asGiven = started.asGiven;
  request.resume = resume;
  request.extendToEpochs = extendToEpochs;
  request.device = device_.name;
  runner_.start(makeTrainJob(std::move(request)));
  trained_ = started.folder;
  wasRunning_ = true;
  monitor_->followLive(runner_.channel(), started.folder, started.config, started.layers);
  Q_EMIT runsChanged();
  Q_EMIT stateChanged();
}

void Session::pauseOrResume() {
  if (runner_.paused()) runner_.resume();
  else runner_.pause();
  Q_EMIT stateChanged();
}

void Session::stop(bool save) {
  runner_.stop(save);
  Q_EMIT stateChanged();
}

void Session::saveCheckpoint() { runner_.requestCheckpoint(); }

void Session::open(const RunFolder& folder) {
  if (folder.path() == trained_.path() && runner_.running()) {
    const RunFolder live = trained_;
    readOnWorker<Started>(
        this, [live] { return Started{live, live.config(), live.layers(), {}}; },
        [this](Started started) {
          monitor_->followLive(runner_.channel(), started.folder, started.config, started.layers);
          Q_EMIT stateChanged();
        },
        [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
    return;
  }
  monitor_->openStored(folder);
  Q_EMIT stateChanged();
}

void Session::openWeights(const std::filesystem::path& file) {
  readOnWorker<WeightsReport>(
      this, [file] { return readWeightsReport(file); },
      [this, file](WeightsReport report) {
        monitor_->openMoment(momentOf(file, std::move(report)));
        Q_EMIT stateChanged();
      },
      [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
}

void Session::closeRun() {
  monitor_->close();
  Q_EMIT stateChanged();
}

bool Session::showsTraining() const {
  return runner_.running() && monitor_->hasRun() && monitor_->data().folder.path() == trained_.path();
}

/// The runner has no callback (the engine never calls the screen), so its end is noticed here.
void Session::watchJob() {
  const bool running = runner_.running();
  if (wasRunning_ && !running) {
    const RunStatus status = runner_.channel()->status();
    const auto state = toString(status.state);
    Q_EMIT ended(QString::fromStdString(trained_.name()), QString::fromUtf8(state.data(), qsizetype(state.size())));
    if (status.state == RunState::Failed && !status.error.empty()) Q_EMIT failed(QString::fromStdString(status.error));
    Q_EMIT runsChanged();
    Q_EMIT stateChanged();
  }
  wasRunning_ = running;
}

}  // namespace studio
