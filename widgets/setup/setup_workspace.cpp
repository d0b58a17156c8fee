// Setup: the form of a run to be, with its commands (start, check, undo, find a setting, save the configuration).
#include <QFileDialog>
#include <QSaveFile>
#include <QUndoStack>

#include "core/run/places.h"
#include "core/run/sweep_queue.h"
#include "widgets/forms/setup_view.h"
#include "widgets/forms/sweep_dialog.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/sweep_panel.h"
#include "widgets/runs/worker_call.h"
#include "widgets/runs/workspace_row.h"

namespace studio {
namespace {

const QString kSetupId = QStringLiteral("setup");

class SetupWorkspace : public RunWorkspace {
 public:
  explicit SetupWorkspace(const WorkspaceContext& context) : RunWorkspace(context), presets_(context.presets) {}

  QWidget* makePage(QWidget* parent) override {
    form_ = new SetupView(engine_, presets_, parent);
    form_->setPlace(session_.deviceName(), session_.runsFolder(), session_.trainingProgram());
    connectForm();
    connectSession();
    if (!presets_.empty()) form_->setConfig(presets_.front().config, presets_.front().toml);
    edited_ = false;
    return form_;
  }

  std::vector<WorkspaceDock> makeDocks() override {
    queue_ = new SweepPanel(session_);
    connect(queue_, &SweepPanel::queuesChanged, &window_, &WorkspaceWindow::refreshCentre);
    connect(queue_, &SweepPanel::failed, &window_, &WorkspaceWindow::showError);
    return {{"queue", tr("Queue"), queue_, Qt::BottomDockWidgetArea, 184, 0, nullptr, "monitor"}};
  }
  QStringList idleDocks() const override {
    return queue_ && queue_->hasQueue() ? QStringList() : QStringList{QStringLiteral("queue")};
  }
  void shown() override { queue_->refresh(); }
  bool showsRun() const override { return false; }  // it edits the settings of a run to be

  QString subject() const override { return tr("New run %1").arg(form_->name()); }

  /// Not the preset that anybody sees first.
  QByteArray keptState() const override { return edited_ ? form_->kept() : QByteArray(); }
  void restore(const QByteArray& kept) override { form_->restore(kept); }

  std::vector<ActionSpec> makeActions() override;

 private:
  void connectForm() {
    connect(form_, &SetupView::startWanted, this,
            [this](const RunConfig& config, const QString& name, const QString& toml) {
              session_.start(config, name, toml);
            });
    connect(form_, &SetupView::sweepWanted, this, [this] { askForSweep(); });
    form_->setSweepReason(session_.trainingProgram().isEmpty() ? noProgramText() : QString());
    connect(form_, &SetupView::startChanged, this, [this] {
      Q_EMIT contentChanged();
      Q_EMIT statusChanged();  // the name is part of it
    });
    connect(form_, &SetupView::configChanged, this, [this] {
      edited_ = true;
      Q_EMIT contentChanged();
      Q_EMIT keptStateChanged();
    });
    connect(form_, &SetupView::openFolderWanted, this, [this](const QString& key) { choosePath(key); });
  }

  void connectSession() {
    connect(&session_, &RunSession::stateChanged, this, [this] {
      form_->setBusy(session_.training() ? tr("A run is being trained in this window; stop it or wait for "
                                              "its end.")
                                         : QString());
    });
    connect(&session_, &RunSession::runsChanged, this,
            [this] { form_->setPlace(session_.deviceName(), session_.runsFolder(), session_.trainingProgram()); });
    connect(&runs_, &RunListModel::refreshed, this, [this] {
      std::set<QString> names;
      for (int row = 0; row < runs_.rowCount(); ++row) names.insert(QString::fromStdString(runs_.run(row).name));
      form_->setTakenNames(std::move(names));
    });
    connect(&session_, &RunSession::configurationAsked, this, [this] { comeToFront(); });
    connect(&session_, &RunSession::configurationOpened, this, [this](const RunConfig& config, const QString& toml) {
      form_->setConfig(config, toml);
      comeToFront();
    });
  }

  std::vector<ActionSpec> editActions();
  std::vector<ActionSpec> runActions();

  bool isInFront() const { return window_.currentWorkspace() == kSetupId; }
  void comeToFront() { window_.showWorkspace(kSetupId); }

  /// Outside the form one sees what will be started before it starts.
  void start() {
    if (isInFront())
      form_->start();
    else
      comeToFront();
  }

  /// Asked for beside an open run, its configuration is meant; what was edited before is one Undo away.
  void check() {
    const RunData& open = monitor_.data();
    const bool isOfRun = !isInFront() && monitor_.hasRun() && open.caption.empty();
    if (isOfRun && !(open.config == form_->config()))
      form_->loadConfig(open.config, tr("Configuration of %1").arg(QString::fromStdString(open.folder.name())));
    comeToFront();
    form_->checkNow();
  }

  void find() {
    comeToFront();
    form_->focusSearch();
  }

  void choosePath(const QString& key) {
    QString path;
    if (key == QLatin1String("model.weights"))
      path = QFileDialog::getOpenFileName(&window_, tr("Weights to start from"), {},
                                          tr("Weights (*.safetensors *.pt *.pth *.bin *.tar *.ckpt *.index.json)"));
    else
      path = QFileDialog::getExistingDirectory(
          &window_, key == "probe.data" ? tr("Folder of images sorted by category") : tr("Folder of the data"));
    if (!path.isEmpty()) form_->setPath(key, path);
  }

  static QString noProgramText() {
    return tr("The program toponets, which trains the runs, is not installed beside this one");
  }

  void askForSweep() {
    comeToFront();
    auto* dialog = new SweepDialog(engine_, form_->config(), &window_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setPlace(session_.deviceName(), session_.runsFolder(), session_.trainingProgram());
    dialog->setQueues(queue_->queueNames());
    connect(dialog, &SweepDialog::queueWanted, this, [this, dialog](const Sweep& sweep, int jobs) {
      queueRuns(sweep, {jobs, dialog->areJobsChosen()});
    });
    dialog->open();
  }

  struct Queued {
    std::filesystem::path folder;
    std::size_t added = 0;
    bool workedOn = false;
  };
  struct Jobs {
    int count = 1;
    bool chosen = false;  ///< else a queue that is there keeps its own
  };
  /// In the folder of a sweep of this name, which may be there.
  static Queued makeQueue(const Sweep& sweep, Jobs jobs, const std::filesystem::path& runs) {
    auto all = sweepRuns(sweep);
    for (SweepRun& run : all) run.config = withResolvedPaths(run.config);
    const auto [queue, added, isNew] = SweepQueue::fill(runs, sweep.name, all, toToml(sweep));
    if (isNew || jobs.chosen) queue.setJobs(jobs.count);
    return {queue.folder(), added, queue.read().workedOn};
  }

  /// A process of its own trains them; where one works on this queue already, it takes them too.
  void queueRuns(const Sweep& sweep, Jobs jobs) {
    readOnWorker<Queued>(
        this, [sweep, jobs, runs = session_.runsFolder()] { return makeQueue(sweep, jobs, runs); },
        [this](const Queued& queued) {
          if (!queued.workedOn && !startSweepProcess(session_, queued.folder))
            window_.showError(tr("No process could be started to go on with the queue; install the program again."));
          else
            window_.showNotice(queued.added == 1 ? tr("1 run is queued.")
                                                 : tr("%L1 runs are queued.").arg(qint64(queued.added)));
          queue_->choose(queued.folder);
        },
        [this](const std::string& sentence) { window_.showError(QString::fromStdString(sentence)); });
  }

  void save() {
    const QString path = QFileDialog::getSaveFileName(
        &window_, tr("Save configuration"), form_->name() + QStringLiteral(".toml"), tr("Configurations (*.toml)"));
    if (path.isEmpty()) return;
    QSaveFile file(path);
    const QByteArray text = form_->toml().toUtf8();
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
      return window_.showError(tr("%1 cannot be written (%2); choose another place.").arg(path, file.errorString()));
    rememberPath(path);
    window_.showSaved(path);
  }

  const std::vector<SetupPreset>& presets_;
  SetupView* form_ = nullptr;
  SweepPanel* queue_ = nullptr;
  bool edited_ = false;  ///< the form has held another configuration than the first
};

std::vector<ActionSpec> SetupWorkspace::editActions() {
  const QString edit = tr("Edit");
  return {{.id = "file.saveConfig",
           .text = tr("Save configuration..."),
           .menu = tr("File"),
           .shortcut = QKeySequence("Ctrl+S"),
           .icon = "download",
           .run = [this] { save(); },
           .after = "file.openFolder"},
          {.id = "edit.undo",
           .text = tr("Undo"),
           .menu = edit,
           .shortcut = QKeySequence("Ctrl+Z"),
           .icon = "undo",
           .run = [this] { form_->undoStack()->undo(); },
           .enabled = [this] { return isInFront() && form_->undoStack()->canUndo(); },
           .whyDisabled = tr("Nothing to undo")},
          {.id = "edit.redo",
           .text = tr("Redo"),
           .menu = edit,
           .shortcut = QKeySequence("Ctrl+Shift+Z"),
           .icon = "redo",
           .run = [this] { form_->undoStack()->redo(); },
           .enabled = [this] { return isInFront() && form_->undoStack()->canRedo(); },
           .whyDisabled = tr("Nothing to redo")},
          {.id = "edit.findSetting",
           .text = tr("Find a setting"),
           .menu = edit,
           .shortcut = QKeySequence("Ctrl+F"),
           .icon = "search",
           .run = [this] { find(); }}};
}

std::vector<ActionSpec> SetupWorkspace::runActions() {
  const QString run = tr("Run");
  return {{.id = "run.start",
           .text = tr("Start"),
           .menu = run,
           .shortcut = QKeySequence("F5"),
           .icon = "play",
           .run = [this] { start(); },
           .enabled = [this] { return !session_.training() && form_->canStart(); },
           .whyDisabled = tr("The configuration has a problem, or a run is being trained")},
          {.id = "run.check",
           .text = tr("Check configuration"),
           .menu = run,
           .shortcut = QKeySequence("F7"),
           .icon = "check",
           .run = [this] { check(); },
           .after = "run.extend"},
          {.id = "run.sweep",
           .text = tr("Sweep..."),
           .menu = run,
           .shortcut = QKeySequence("Ctrl+Return"),
           .icon = "layers",
           .run = [this] { askForSweep(); },
           .enabled = [this] { return !session_.trainingProgram().isEmpty(); },
           .whyDisabled = noProgramText(),
           .after = "run.check"}};
}

std::vector<ActionSpec> SetupWorkspace::makeActions() {
  std::vector<ActionSpec> all = editActions();
  for (ActionSpec& each : runActions()) all.push_back(std::move(each));
  return all;
}

}  // namespace

WorkspaceRow setupWorkspace() {
  return {"setup", QT_TRANSLATE_NOOP("Workspace", "Setup"),
          [](const WorkspaceContext& context) -> Workspace* { return new SetupWorkspace(context); }};
}

}  // namespace studio
