// Train: the run that is trained or opened, watched step by step: sheets, stack and curves with the time bar, the list
// of runs, its settings, the chosen unit, monitor and log.
#include <QDesktopServices>
#include <QInputDialog>
#include <QScrollArea>
#include <QUrl>
#include <algorithm>

#include "core/run/run_status.h"
#include "widgets/frame/whole_rows.h"
#include "widgets/runs/workspace_row.h"
#include "widgets/train/curves_view.h"
#include "widgets/export/run_figures.h"
#include "widgets/runs/run_keeping.h"
#include "widgets/runs/run_panels.h"
#include "widgets/train/text_probe_panel.h"
#include "widgets/train/train_panels.h"
#include "widgets/train/run_steering.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/sweep_panel.h"
#include "widgets/sheets/inspector_panel.h"
#include "widgets/sheets/map_display.h"
#include "widgets/sheets/sheet_painter.h"
#include "widgets/train/sheets_view.h"
#include "widgets/sheets/stack_view.h"
#include "widgets/sheets/time_bar.h"

namespace studio {
namespace {

const QString kTrainId = QStringLiteral("train"), kCurvesId = QStringLiteral("curves");

class RunStackView : public StackView {
 public:
  using StackView::StackView;
  std::unique_ptr<Figure> figure() const override {
    return monitor_->data().snapshot ? makeStackFigure(monitor_->data(), monitor_->view()) : nullptr;
  }
  BoardPanel panel() const override { return mapsPanel("stack", *monitor_); }
};

class TrainWorkspace : public RunWorkspace {
 public:
  explicit TrainWorkspace(const WorkspaceContext& context)
      : RunWorkspace(context),
        steering_(new RunSteering(window_, session_, monitor_)),
        keeping_(new RunKeeping(window_, session_, monitor_, runs_)) {
    connectSession();
    connectRuns();
  }

  std::vector<WorkspaceView> makeViews(QWidget* parent) override {
    return {{"sheets", tr("Sheets"), new SheetsView(&monitor_, parent, false)},
            {"stack", tr("Stack"), new RunStackView(&monitor_, parent)},
            {"raised", tr("Raised"), new SheetsView(&monitor_, parent, true)},
            {kCurvesId, tr("Curves"), new CurvesView(&monitor_, parent)}};
  }

  std::vector<WorkspaceDock> makeDocks() override;
  QWidget* makeHeader(QWidget* parent) override;
  QWidget* makeFooter(QWidget* parent) override { return new TimeBar(&monitor_, parent); }
  std::vector<ActionSpec> makeActions() override;
  bool showsFooter() const override { return !isFile(); }
  /// A file has neither curves nor what belongs to training; the view Curves shows all that the monitor does.
  QStringList idleDocks() const override {
    const bool readsText = monitor_.hasRun() && isLanguage(monitor_.data());
    QStringList idle;
    if (!readsText) idle << QStringLiteral("probe");
    if (isFile())
      return idle + QStringList{QStringLiteral("monitor"), QStringLiteral("machine"), QStringLiteral("log"),
                                QStringLiteral("queue"), QStringLiteral("text")};
    if (!readsText) idle << QStringLiteral("text");
    if (window_.currentViewId() == kCurvesId) idle << QStringLiteral("monitor");
    if (!queue_ || !queue_->hasQueue()) idle << QStringLiteral("queue");
    return idle;
  }
  QStringList idleViews() const override { return isFile() ? QStringList{kCurvesId} : QStringList(); }
  bool isEmpty() const override { return !monitor_.hasRun() && !session_.training(); }
  std::vector<std::filesystem::path> shownRuns() const override {
    if (!monitor_.hasRun() || isFile()) return {};
    return {monitor_.data().folder.path()};
  }

 private:
  /// A file of weights is open: it has no time, no curves, no log.
  bool isFile() const { return monitor_.hasRun() && !monitor_.data().caption.empty(); }
  void connectSession();
  void connectRuns();
  QWidget* makeRunList();
  QWidget* makeInspector();
  std::vector<ActionSpec> mapActions();
  void showState();
  void showEnd();
  void foldMonitor();
  void matchOpenRun();
  void showDemoContrast();
  void goTo(const QString& address);
  void askForUnit();

  RunSteering* steering_;
  RunKeeping* keeping_;
  RunListPanel* list_ = nullptr;
  SweepPanel* queue_ = nullptr;
  RunEndBar* end_ = nullptr;
  bool demoWaits_ = false;  ///< the demo has been started and its first maps are not here yet
};

void TrainWorkspace::connectSession() {
  connect(&session_, &RunSession::runAsked, this, [this] {
    if (monitor_.hasRun()) monitor_.setColour(std::max(0, runs_.colourIndex(monitor_.data().folder.path())));
    window_.showWorkspace(kTrainId);
  });
  connect(&session_, &RunSession::demoStarted, this, [this] { demoWaits_ = true; });
  connect(&session_, &RunSession::stateChanged, this, [this] { showState(); });
  connect(steering_, &RunSteering::pauseChanged, this, &Workspace::contentChanged);
  connect(  // docks are laid out anew once the tab has been left
      &window_, &WorkspaceWindow::viewShown, this, [this] { foldMonitor(); }, Qt::QueuedConnection);
  for (const auto signal : {&RunMonitor::runOpened, &RunMonitor::statusChanged})
    connect(&monitor_, signal, this, [this] { showState(); });
  connect(&monitor_, &RunMonitor::snapshotChanged, this, [this] {  // with new checkpoints
    showEnd();
    showDemoContrast();
    steering_->saySavedCheckpoint();
  });
}

void TrainWorkspace::connectRuns() {
  connect(&runs_, &RunListModel::refreshed, this, [this] { matchOpenRun(); });
  connect(&monitor_, &RunMonitor::runOpened, this, [this] { list_->select(monitor_.data().folder.path()); });
}

std::vector<WorkspaceDock> TrainWorkspace::makeDocks() {
  auto* settings = new SettingsPanel(&monitor_, nullptr);
  connect(settings, &SettingsPanel::partChosen, this,
          [this](const QString& part) { session_.openPart(part.toStdString()); });
  auto* settingsScroll = new WholeRowsArea;  // what is known of a file of weights may be long
  settingsScroll->setFrameShape(QFrame::NoFrame);
  settingsScroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  settingsScroll->setMinimumWidth(240);
  settingsScroll->setWidget(settings);
  auto* log = new LogPanel(&monitor_, nullptr);
  connect(log, &LogPanel::reported, &window_, &WorkspaceWindow::showNotice);
  connect(log, &LogPanel::failed, &window_, &WorkspaceWindow::showError);
  auto* machine = new MachinePanel;
  machine->setRunsFolder(session_.runsFolder());
  connect(&session_, &RunSession::runsChanged, machine,
          [this, machine] { machine->setRunsFolder(session_.runsFolder()); });
  const auto watchTrainer = [this, machine] {
    machine->setTrainer(monitor_.hasRun() ? trainerHere(monitor_.data().status) : 0);
  };
  for (const auto signal : {&RunMonitor::runOpened, &RunMonitor::statusChanged})
    connect(&monitor_, signal, machine, watchTrainer);
  auto* text = new TextPanel(&monitor_, nullptr);
  auto* probe = new TextProbePanel(&monitor_, engine_, nullptr);
  auto* curves = new MonitorPanel(&monitor_, nullptr);
  queue_ = new SweepPanel(session_);
  connect(queue_, &SweepPanel::queuesChanged, &window_, &WorkspaceWindow::refreshCentre);
  connect(queue_, &SweepPanel::failed, &window_, &WorkspaceWindow::showError);
  return {{"runs", tr("Runs"), makeRunList(), Qt::LeftDockWidgetArea, 256},
          {"setup", tr("Setup"), settingsScroll, Qt::LeftDockWidgetArea, 256, 326, settings->makeTitleExtra(nullptr)},
          {"inspector", tr("Unit"), makeInspector(), Qt::RightDockWidgetArea, 280},
          {"mapDisplay", tr("Map display"), new MapDisplayPanel(&monitor_, nullptr), Qt::RightDockWidgetArea, 280, 218},
          {"monitor", tr("Monitor"), curves, Qt::BottomDockWidgetArea, 184, 0, curves->makeTitleExtra(nullptr)},
          {"machine", tr("System"), machine, Qt::BottomDockWidgetArea, 184},
          {"log", tr("Log"), log, Qt::BottomDockWidgetArea, 184, 0, log->makeTitleExtra(nullptr)},
          {"text", tr("Drawn text"), text, Qt::BottomDockWidgetArea, 184, 0, text->makeTitleExtra(nullptr), "log"},
          {"probe", tr("Text probe"), probe, Qt::BottomDockWidgetArea, 184, 0, probe->makeTitleExtra(nullptr), "log"},
          {"queue", tr("Queue"), queue_, Qt::BottomDockWidgetArea, 184, 0, nullptr, "monitor"}};
}

QWidget* TrainWorkspace::makeRunList() {
  list_ = new RunListPanel(nullptr, &runs_);
  list_->setMinimumWidth(240);
  connect(list_, &RunListPanel::runChosen, this, [this](const QString& path) { session_.openRun(path.toStdString()); });
  connect(list_, &RunListPanel::folderWanted, this,
          [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
  connect(list_, &RunListPanel::resumeWanted, this,
          [this](const QString& path) { session_.resume(RunFolder(path.toStdString())); });
  connect(list_, &RunListPanel::compareWanted, this,
          [this](const QStringList& paths) { session_.askForComparison(paths); });
  keeping_->serve(*list_);
  return list_;
}

QWidget* TrainWorkspace::makeInspector() {
  auto* inspector = new RunUnitPanel(&monitor_, engine_, nullptr);
  connect(inspector, &InspectorPanel::addressEntered, this, [this](const QString& address) { goTo(address); });
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setWidget(inspector);
  scroll->setMinimumWidth(280);  // narrower, the names of quantities would be cut
  return scroll;
}

QWidget* TrainWorkspace::makeHeader(QWidget* parent) {
  end_ = new RunEndBar(parent);
  connect(end_, &RunEndBar::resumeWanted, this, [this] { session_.resume(monitor_.data().folder); });
  return end_;
}

/// The row in the list, the bar over the views and the buttons say the same as the title at every moment.
void TrainWorkspace::showState() {
  const RunData& data = monitor_.data();
  const bool trained = monitor_.hasRun() && data.caption.empty() && isLive(data.status.state);
  const bool isAsked = session_.asked() && (session_.showsTraining() || session_.showsOtherTraining());
  if (!session_.trainsUnseen())  // else the window gives the row of that one, with its own status row
    runs_.showTrained(trained ? data.folder.path() : std::filesystem::path(), data.status,
                      isAsked ? askedText(*session_.asked()) : QString());
  showEnd();
  steering_->showAsked();
  if (QAction* live = window_.registry().action(QStringLiteral("maps.live")))
    live->setText(data.live ? tr("Live") : tr("Latest"));  // as the time bar calls it
}

/// Where the view Curves comes to the front or leaves it.
void TrainWorkspace::foldMonitor() {
  if (window_.currentWorkspace() == kTrainId && idleDocks() != window_.idleDocks()) window_.refreshCentre();
}

void TrainWorkspace::showEnd() {
  if (!end_) return;
  const bool hasEnded = monitor_.hasRun() && !session_.showsTraining();
  end_->show(hasEnded ? monitor_.data() : RunData{}, !session_.training() ? QString()
                                                     : session_.trainedRun().empty()
                                                         ? tr("A run is being trained in this window; stop it first.")
                                                         : tr("%1 is being trained in this window; stop it first.")
                                                               .arg(QString::fromStdString(session_.trainedRun())));
  if (QAction* pause = window_.registry().action(QStringLiteral("run.pause")))
    pause->setVisible(!end_->isShown() || session_.training());
}

/// The list has been read again: the open run takes its colour, and is read again where another process goes on with
/// it.
void TrainWorkspace::matchOpenRun() {
  const int row = monitor_.hasRun() ? runs_.findRow(monitor_.data().folder.path()) : -1;
  if (row < 0) return;
  const int colour = runs_.colourIndex(monitor_.data().folder.path());
  if (colour != monitor_.data().colour) monitor_.setColour(colour);
  const RunStatus &listed = runs_.run(row).status, &shown = monitor_.data().status;
  if (!session_.showsTraining() && (listed.state != shown.state || listed.step != shown.step)) monitor_.reread();
}

/// The demo opens on what a newcomer should see: how a sheet comes to prefer one digit, and the unit that does most.
void TrainWorkspace::showDemoContrast() {
  if (!demoWaits_ || !session_.showsTraining() || !monitor_.data().snapshot) return;
  ViewState view = monitor_.view();
  const SheetMap* map = monitor_.data().snapshot->find(view.layer, "3");
  if (!map) return;
  demoWaits_ = false;
  chooseQuantity(view, map->quantity);
  view.unit = std::max_element(map->values.begin(), map->values.end()) - map->values.begin();
  monitor_.setView(view);
}

void TrainWorkspace::goTo(const QString& address) {
  const QString problem = goToUnit(monitor_, address);
  if (!problem.isEmpty()) window_.showError(problem);
}

void TrainWorkspace::askForUnit() {
  bool accepted = false;
  const QString layer = QString::fromStdString(monitor_.view().layer);
  const QString address = QInputDialog::getText(&window_, tr("Go to unit"), tr("Address, as layer:unit"),
                                                QLineEdit::Normal, layer + QStringLiteral(":0"), &accepted);
  if (accepted) goTo(address);
}

std::vector<ActionSpec> TrainWorkspace::makeActions() {
  std::vector<ActionSpec> specs = steering_->actions();
  for (ActionSpec& spec : keeping_->actions()) specs.push_back(std::move(spec));
  for (ActionSpec& spec : mapActions()) specs.push_back(std::move(spec));
  return inGroups(std::move(specs),
                  {"run.resume", "run.demo", "maps.previousSnapshot", "maps.lockLimits", "maps.goToUnit"});
}

std::vector<ActionSpec> TrainWorkspace::mapActions() {
  RunMonitor& monitor = monitor_;
  const auto hasRun = [&monitor] { return monitor.hasRun(); };
  const auto row = [&](const char* id, QString text, const char* keys, std::function<void()> run,
                       std::function<bool()> checked = {}) {
    return ActionSpec{id,
                      std::move(text),
                      tr("Maps"),
                      QKeySequence(keys),
                      {},
                      std::move(run),
                      hasRun,
                      std::move(checked),
                      tr("Open or start a run first")};
  };
  return {
      row("maps.previousLayer", tr("Previous layer"), "Alt+Left", [&monitor] { stepLayer(monitor, -1); }),
      row("maps.nextLayer", tr("Next layer"), "Alt+Right", [&monitor] { stepLayer(monitor, 1); }),
      row("maps.previousQuantity", tr("Previous quantity"), "Alt+Up", [&monitor] { stepQuantity(monitor, -1); }),
      row("maps.nextQuantity", tr("Next quantity"), "Alt+Down", [&monitor] { stepQuantity(monitor, 1); }),
      row("maps.previousSnapshot", tr("Previous snapshot"), ",", [&monitor] { stepSnapshot(monitor, -1); }),
      row("maps.nextSnapshot", tr("Next snapshot"), ".", [&monitor] { stepSnapshot(monitor, 1); }),
      row(
          "maps.live", tr("Live"), "L", [&monitor] { toggleLive(monitor); },
          [&monitor] { return monitor.view().followLive; }),
      row(
          "maps.lockLimits", tr("Lock limits"), "K", [&monitor] { toggleLimitsLock(monitor); },
          [&monitor] { return monitor.view().limitsLocked; }),
      row(
          "maps.robustLimits", tr("Limits of 99 % of the values"), "Shift+K",
          [&monitor] { toggleRobustLimits(monitor); },
          [&monitor] { return !monitor.view().limitsLocked && monitor.view().percentile < 100; }),
      row("maps.resetLimits", tr("Reset limits"), "R", [&monitor] { resetLimits(monitor); }),
      row("maps.goToUnit", tr("Go to unit..."), "Ctrl+G", [this] { askForUnit(); }),
  };
}

}  // namespace

WorkspaceRow trainWorkspace() {
  return {"train", QT_TRANSLATE_NOOP("Workspace", "Train"),
          [](const WorkspaceContext& context) -> Workspace* { return new TrainWorkspace(context); }};
}

}  // namespace studio
