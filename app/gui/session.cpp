#include "app/gui/session.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QTimer>
#include <utility>

#include "widgets/forms/preset_list.h"
#include "core/engine.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {

namespace {

/// Of a run that was made and is not to be trained after all.
void removeFolder(const RunFolder& folder) {
  try {
    folder.removeUntrained();
  } catch (const UserError&) {  // it stays as a run that never began
  }
}

/// As they are stored, which takes no data; a run that was killed before has no list yet.
std::vector<LayerInfo> layersOfRun(const Engine& engine, const RunFolder& folder, const RunConfig& config) {
  try {
    return folder.layers();
  } catch (const UserError&) {
    return engine.layers(config);
  }
}

}  // namespace

Session::Session(std::filesystem::path runsFolder, QObject* parent)
    : RunSession(parent),
      engine_(makeEngine()),
      runsFolder_(std::move(runsFolder)),
      device_(engine_->chooseDevice("auto")),
      monitor_(new RunMonitor(this)) {
  device_.title = engineText(device_.title).toStdString();
  device_.reason = engineText(device_.reason).toStdString();
  monitor_->setEngine(engine_);
  auto* watch = new QTimer(this);
  connect(watch, &QTimer::timeout, this, &Session::watchJob);
  watch->start(100);
  connect(&use_, &WindowUse::changed, this, [this] { runner_.setPriority(priorityBesideScreen()); });
}

Session::~Session() {
  if (cancelled_) *cancelled_ = true;
  monitor_->disconnect();  // the views are going: nobody may be notified of what ends now
  monitor_->close();
}

void Session::setRunsFolder(std::filesystem::path folder) {
  runsFolder_ = std::move(folder);
  Q_EMIT runsChanged();
}

void Session::start(const RunConfig& config, const QString& name, const QString& asGiven) {
  const RunStore store(runsFolder_);
  launch(
      [=, engine = engine_]() -> Started {
        Started started;
        started.config = withResolvedPaths(config);
        started.layers = engine->layers(started.config);
        const std::string requested =
            name.trimmed().isEmpty() ? RunStore::nameFor(config) : name.trimmed().toStdString();
        started.folder = store.create(requested);
        if (!name.trimmed().isEmpty()) started.requested = requested;
        started.asGiven = asGiven.isEmpty() ? toToml(config) : asGiven.toStdString();
        started.folder.writeConfig(started.config, started.asGiven);  // as the job will write it: a run that is killed
                                                                      // before its first step can still be resumed
        return started;
      },
      {});
  Q_EMIT runAsked();
}

void Session::startDemo() {
  try {
    const SetupPreset demo = demoPreset(resourceFolder());
    start(demo.config, {}, demo.toml);
    Q_EMIT demoStarted();
  } catch (const UserError& error) {
    Q_EMIT failed(QString::fromStdString(error.what()));
  }
}

/// Who trains it comes first: nothing else of a run is of interest while another process writes it.
Session::Started Session::openToResume(const Engine& engine, const RunFolder& folder, const ResumeRequest& request) {
  Started started;
  started.folder = folder;
  started.question = heldElsewhere(folder, request);
  if (started.question) return started;
  started.config = folder.config();
  started.layers = layersOfRun(engine, folder, started.config);
  const std::string change = request.acceptChangedData ? std::string() : engine.changedData(folder);
  if (change.empty()) return started;
  started.question = ResumeQuestion{folder, request, ResumeObstacle::ChangedData, QString::fromStdString(change)};
  return started;
}

void Session::resume(const RunFolder& folder, const ResumeRequest& request) {
  launch([engine = engine_, folder, request] { return openToResume(*engine, folder, request); }, {true, request});
}

void Session::launch(std::function<Started()> prepare, StartMode mode) {
  if (training()) {
    Q_EMIT failed(
        tr("A run is being trained in this window; stop it first, or start the other one with the command line."));
    return;
  }
  const auto cancelled = cancelled_ = std::make_shared<std::atomic<bool>>(false);
  Q_EMIT stateChanged();
  readOnWorker<Started>(
      this,
      [prepare = std::move(prepare), cancelled, resumes = mode.resume] {
        Started started = prepare();
        if (!*cancelled) return started;
        if (!resumes) removeFolder(started.folder);
        return Started();
      },
      [mode, cancelled, this](Started started) { takeStarted(std::move(started), mode, *cancelled); },
      [cancelled, this](const std::string& sentence) {
        if (*cancelled) return;
        cancelled_.reset();
        Q_EMIT failed(QString::fromStdString(sentence));
        Q_EMIT stateChanged();
      });
}

/// It may have been given up while its answer was on the way.
void Session::takeStarted(Started started, StartMode mode, bool isCancelled) {
  if (!isCancelled) return begin(std::move(started), mode);
  if (mode.resume || started.folder.path().empty()) return;
  startOnWorker(*QThreadPool::globalInstance(), [folder = started.folder] { removeFolder(folder); });
}

/// The worker reads on to its end, and what it has made goes: nobody waits for it.
void Session::cancelStart() {
  *cancelled_ = true;
  cancelled_.reset();
  Q_EMIT reported(tr("Stopped before the first step; nothing was trained."));
  Q_EMIT stateChanged();
  QTimer::singleShot(0, this,
                     [this] { Q_EMIT ended({}, QStringLiteral("stopped")); });  // a window that is closing waits for it
}

/// What trains gives way while somebody works with the window; else it is as fast as in a process of its own. The
/// number of threads stays, and with it every bit.
ThreadPriority Session::priorityBesideScreen() const {
  return use_.isUsed() ? ThreadPriority::BelowScreen : ThreadPriority::Normal;
}

void Session::begin(Started started, StartMode mode) {
  cancelled_.reset();
  if (started.question) {
    Q_EMIT stateChanged();
    Q_EMIT resumeAsked(*started.question);
    return;
  }
  mode_ = mode;
  TrainRequest request;
  static_cast<ResumeRequest&>(request) = mode.request;
  request.config = started.config;
  request.folder = started.folder;
  request.asGiven = started.asGiven;
  request.resume = mode.resume;
  request.device = device_.name;
  runner_.start(engine_->trainJob(std::move(request)), priorityBesideScreen());
  trained_ = started.folder;
  wasRunning_ = true;
  monitor_->followLive(runner_.channel(), started.folder, started.config, started.layers);
  Q_EMIT runsChanged();
  Q_EMIT stateChanged();
  const QString requested = QString::fromStdString(started.requested),
                name = QString::fromStdString(started.folder.name());
  if (!requested.isEmpty() && requested != name)
    Q_EMIT reported(tr("The name %1 is taken, so this run is called %2.").arg(requested, name));
}

/// Beside this program; tests lie in another folder of the build.
QString Session::trainingProgram() const {
  const QDir here(QCoreApplication::applicationDirPath());
  for (const char* place : {"toponets", "../bin/toponets"})
    if (QFileInfo(here.filePath(QLatin1String(place))).isExecutable())
      return QFileInfo(here.filePath(QLatin1String(place))).absoluteFilePath();
  return {};
}

/// Of a run that is still being prepared nothing has been trained.
RunStatus Session::lastStatus() const {
  RunStatus status;
  if (cancelled_)
    status.checkpoint = kNoCheckpointYet;
  else if (runner_.channel())
    status = runner_.channel()->status();
  return status;
}

bool Session::paused() const {
  return showsOtherTraining() ? monitor_->data().status.state == RunState::Paused : runner_.paused();
}

bool Session::showsOtherTraining() const {
  return monitor_->hasRun() && monitor_->data().caption.empty() && isLive(monitor_->data().status.state) &&
         !showsTraining() && isHeldElsewhere(monitor_->data().status);
}

/// The command is obeyed after the step at work, which may take a while; asked for again meanwhile it stays one.
void Session::sendToOther(RunCommand command) {
  if (asked() == command) return;
  remember(command);
  readOnWorker<std::string>(
      this, [folder = monitor_->data().folder, command] { return sendCommand(folder, command); },
      [this](const std::string&) { monitor_->reread(); },
      [this](const std::string& sentence) {
        sent_.reset();
        Q_EMIT stateChanged();
        Q_EMIT failed(QString::fromStdString(sentence));
      });
}

void Session::pauseOrResume() {
  if (showsOtherTraining()) return sendToOther(paused() ? RunCommand::Resume : RunCommand::Pause);
  const bool resumes = runner_.paused();
  if (resumes)
    runner_.resume();
  else
    runner_.pause();
  remember(resumes ? RunCommand::Resume : RunCommand::Pause);
}

void Session::stop(bool save) {
  if (showsOtherTraining()) return sendToOther(RunCommand::Stop);
  stopTraining(save);
}

void Session::stopTraining(bool save) {
  if (cancelled_) return cancelStart();
  runner_.stop(save);
  remember(RunCommand::Stop);
}

void Session::saveCheckpoint() {
  if (showsOtherTraining()) return sendToOther(RunCommand::Checkpoint);
  runner_.requestCheckpoint();
  remember(RunCommand::Checkpoint);
}

// What was asked for, until it is done.

/// Of a checkpoint nothing is heard where the run has not moved on from its newest one.
bool Session::isDone(const Sent& sent, const Standing& run) {
  const RunState state = run.status.state;
  if (!isLive(state) && state != RunState::Draft) return true;
  if (sent.command == RunCommand::Pause) return state == RunState::Paused;
  if (sent.command == RunCommand::Resume) return state != RunState::Paused;
  if (sent.command == RunCommand::Stop) return false;
  return run.checkpoint > sent.checkpoint || run.checkpoint == run.status.step || run.status.step > sent.step + 1;
}

Session::Standing Session::readStanding(const std::filesystem::path& run) const {
  if (runner_.running() && run == trained_.path()) {
    const auto checkpoints = runner_.channel()->storedCheckpoints();
    return {runner_.channel()->status(), checkpoints.empty() ? -1 : checkpoints.back()};
  }
  const RunData& data = monitor_->data();
  if (!monitor_->hasRun() || data.folder.path() != run || data.live) return {};
  return {data.status, data.checkpointSteps.empty() ? -1 : data.checkpointSteps.back()};
}

void Session::remember(RunCommand command) {
  const auto run = showsOtherTraining() ? monitor_->data().folder.path() : trained_.path();
  const Standing now = readStanding(run);
  sent_ = Sent{run, command, now.status.step, now.checkpoint};
  Q_EMIT stateChanged();
}

std::optional<RunCommand> Session::asked() const {
  if (!sent_) return std::nullopt;
  const bool own = runner_.running() && sent_->run == trained_.path();
  const bool other = showsOtherTraining() && sent_->run == monitor_->data().folder.path();
  if ((!own && !other) || isDone(*sent_, readStanding(sent_->run))) return std::nullopt;
  return sent_->command;
}

void Session::openRun(const std::filesystem::path& folder) {
  rememberPath(QString::fromStdString(folder.string()));
  if (!monitor_->hasRun() || monitor_->data().folder.path() != folder) {
    if (folder.parent_path() != runsFolder_) setRunsFolder(folder.parent_path());
    open(RunFolder(folder));
  }
  Q_EMIT runAsked();
}

void Session::open(const RunFolder& folder) {
  if (folder.path() == trained_.path() && runner_.running()) {
    const RunFolder live = trained_;
    readOnWorker<Started>(
        this,
        [live] {
          return Started{live, live.config(), live.layers(), {}, std::nullopt};
        },
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
  if (sent_ && !asked()) {
    sent_.reset();
    Q_EMIT stateChanged();
  }
  if (wasRunning_ && !running) {
    const RunStatus status = runner_.channel()->status();
    const auto state = toString(status.state);
    const bool goesOn = std::exchange(handsOver_, false) && status.state == RunState::Stopped;
    if (goesOn && !startTrainingProcess())
      Q_EMIT handOverFailed(
          tr("%1 was stopped with a checkpoint, for no process could be started to go on with it; resume it here.")
              .arg(QString::fromStdString(trained_.name())));
    Q_EMIT ended(QString::fromStdString(trained_.name()), QString::fromUtf8(state.data(), qsizetype(state.size())));
    Q_EMIT runsChanged();
    Q_EMIT stateChanged();
    if (status.state == RunState::Failed) reportFailure(status.error);
  }
  wasRunning_ = running;
}

/// A refusal that leaves a decision is a question.
void Session::reportFailure(const std::string& sentence) {
  const QString lost = QString::fromStdString(runner_.channel()->lostCheckpoints());
  if (mode_.resume && !mode_.request.restart && !lost.isEmpty())
    Q_EMIT resumeAsked({trained_, mode_.request, ResumeObstacle::LostCheckpoints, lost});
  else if (!sentence.empty())
    Q_EMIT failed(QString::fromStdString(sentence));
}

}  // namespace studio
