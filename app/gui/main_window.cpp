#include "app/gui/main_window.h"

#include <QDockWidget>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "app/gui/actions.h"
#include "app/gui/analysis_services.h"
#include "app/gui/services.h"
#include "app/gui/views.h"
#include "core/engine.h"
#include "widgets/analysis/analysis_desk.h"
#include "widgets/export/save_dialog.h"
#include "widgets/forms/setup_view.h"
#include "widgets/forms/welcome_page.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/status_strip.h"
#include "widgets/frame/view_tabs.h"
#include "widgets/plots/log_panel.h"
#include "widgets/plots/monitor_panel.h"
#include "widgets/runs/run_holder.h"
#include "widgets/runs/run_list_panel.h"
#include "widgets/runs/settings_panel.h"
#include "widgets/runs/state_text.h"
#include "widgets/runs/worker_call.h"
#include "widgets/sheets/inspector_panel.h"
#include "widgets/sheets/map_display_panel.h"
#include "widgets/sheets/time_bar.h"

namespace studio {

MainWindow::MainWindow(std::filesystem::path runsFolder)
    : session_(new Session(std::move(runsFolder), this)),
      desk_(new AnalysisDesk(session_->monitor(), makeAnalysisServices(*session_), this)),
      registry_(new ActionRegistry(this)),
      presets_(loadPresets(resourceFolder())) {
  setObjectName(QStringLiteral("mainWindow"));
  setAcceptDrops(true);
  setMinimumSize(960, 620);
  makeCentre();
  makeDocks();
  makeFrame();
  connectSession();
  connectPanels();
  connectDesk();
  connectSetup();
  connectWelcome();
  fillWelcome();
  readFreeDisk();
  showWorkspace(QStringLiteral("train"));
  refreshCentre();
  refreshStatus();
}

/// The desk's threads may still ask the session something.
MainWindow::~MainWindow() { delete desk_; }

void MainWindow::makeCentre() {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  centre_ = new QStackedWidget(page);
  column->addWidget(centre_, 1);
  welcome_ = new WelcomePage(centre_);
  welcome_->setAutoFillBackground(true);
  welcome_->setBackgroundRole(QPalette::Window);  // its cards are panels, the ground is not
  views_ = new ViewTabs(session_->monitor(), centre_);
  for (const ViewEntry& entry : views()) {
    FigureView* view = entry.make({session_->monitor(), desk_}, views_);
    view->setObjectName(QString::fromLatin1(entry.id));
    views_->addView(view->objectName(), titleOf(entry), view);
  }
  timeBar_ = new TimeBar(session_->monitor(), views_);
  views_->setFooter(timeBar_);
  sheetName_ = new QLabel(views_);
  sheetName_->setFont(studio::textFont(TextStyle::Label));
  sheetName_->setProperty("muted", true);
  views_->addCorner(sheetName_);
  setup_ = new SetupView(makeServices(*session_, presets_), centre_);
  for (QWidget* part : std::initializer_list<QWidget*>{welcome_, views_, setup_}) centre_->addWidget(part);
  messages_ = new MessageBar(page);
  setCentralWidget(page);
}

void MainWindow::makeDocks() {
  RunMonitor* monitor = session_->monitor();
  runs_ = new RunListPanel;
  runs_->setFolder(session_->runsFolder());
  auto* settings = new SettingsPanel(monitor, nullptr);
  connect(settings, &SettingsPanel::partChosen, session_,
          [this](const QString& part) { session_->openPart(part.toStdString()); });
  inspector_ = new InspectorPanel(monitor, nullptr, desk_);
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setWidget(inspector_);
  scroll->setMinimumWidth(280);  // narrower, the names of quantities would be cut
  runs_->setMinimumWidth(240);
  auto* monitorPanel = new MonitorPanel(monitor, nullptr);
  addDock(QStringLiteral("runs"), tr("Runs"), runs_, Qt::LeftDockWidgetArea, 256);
  addDock(QStringLiteral("setup"), tr("Setup"), settings, Qt::LeftDockWidgetArea, 256,
          settings->makeTitleExtra(nullptr));
  addDock(QStringLiteral("inspector"), tr("Unit"), scroll, Qt::RightDockWidgetArea, 280);
  addDock(QStringLiteral("mapDisplay"), tr("Map display"), new MapDisplayPanel(monitor, nullptr),
          Qt::RightDockWidgetArea, 280);
  addDock(QStringLiteral("monitor"), tr("Monitor"), monitorPanel, Qt::BottomDockWidgetArea, 184,
          monitorPanel->makeTitleExtra(nullptr));
  addDock(QStringLiteral("log"), tr("Log"), new LogPanel(monitor, nullptr), Qt::BottomDockWidgetArea, 184);
  makeAnalyseDocks();
  setDockHeight(QStringLiteral("setup"), 310);
  setDockHeight(QStringLiteral("mapDisplay"), 250);
}

void MainWindow::makeFrame() {
  addWorkspace({QStringLiteral("setup"), tr("Setup"), {}});
  addWorkspace({QStringLiteral("train"),
                tr("Train"),
                {QStringLiteral("runs"), QStringLiteral("setup"), QStringLiteral("inspector"),
                 QStringLiteral("mapDisplay"), QStringLiteral("monitor"), QStringLiteral("log")}});
  addWorkspace({QStringLiteral("analyse"),
                tr("Analyse"),
                {QStringLiteral("analyses"), QStringLiteral("distance"), QStringLiteral("scatter"),
                 QStringLiteral("similarity"), QStringLiteral("inspector")}});
  studio::addActions(*registry_, *this);  // QWidget has one of its own
  buildMenus(*registry_, menuOrder());
  setToolbar(
      {QStringLiteral("file.new"), QStringLiteral("file.open"), QStringLiteral("|"), QStringLiteral("run.pause"),
       QStringLiteral("run.stop>run.stopDiscard"), QStringLiteral("run.checkpoint"), QStringLiteral("run.extend"),
       QStringLiteral("|"), QStringLiteral("edit.undo:icon"), QStringLiteral("edit.redo:icon")},
      {QStringLiteral("run.check"), QStringLiteral("file.exportFigure:raised")});
  setToolbarOf(QStringLiteral("analyse"),
               {QStringLiteral("file.open"), QStringLiteral("analyse.runAll"), QStringLiteral("analyse.stop"),
                QStringLiteral("|"), QStringLiteral("analyse.linkedCursor"), QStringLiteral("analyse.outlines")},
               {QStringLiteral("analyse.copyData"), QStringLiteral("file.exportFigure:raised")});
  connect(this, &DockFrame::workspaceChanged, this, &MainWindow::refreshCentre);
  connect(views_, &ViewTabs::actionWanted, this, [this](const QString& id) {
    if (QAction* action = registry_->action(id)) action->trigger();
  });
  connect(views_, &ViewTabs::currentChanged, this, &MainWindow::refreshActions);
}

void MainWindow::connectSession() {
  RunMonitor* monitor = session_->monitor();
  connect(session_, &Session::failed, this, &MainWindow::showError);
  connect(session_, &Session::resumeAsked, this, &MainWindow::askToResume);
  connect(session_, &Session::told, this, &MainWindow::showNotice);
  connect(session_, &Session::headsWanted, this, &MainWindow::askHeads);
  connect(session_, &Session::partWanted, this, &MainWindow::askPart);
  connect(session_, &Session::ended, this, &MainWindow::runEnded);
  connect(session_, &Session::runsChanged, this, [this] { runs_->setFolder(session_->runsFolder()); });
  connect(session_, &Session::stateChanged, this, [this] {
    setup_->setBusy(session_->training() ? tr("A run is being trained in this window; stop it or wait for its end.")
                                         : QString());
    refreshCentre();
    refreshStatus();
    refreshActions();
  });
  connect(monitor, &RunMonitor::statusChanged, this, &MainWindow::refreshStatus);
  connect(monitor, &RunMonitor::runOpened, this, [this] {
    runs_->select(session_->monitor()->data().folder.path());
    refreshCentre();
    refreshStatus();
    refreshActions();
  });
  connect(monitor, &RunMonitor::viewChanged, this, &MainWindow::refreshActions);
  connect(monitor, &RunMonitor::snapshotChanged, this, &MainWindow::showDemoContrast);
}

void MainWindow::connectPanels() {
  connect(runs_, &RunListPanel::runChosen, this, &MainWindow::openRun);
  connect(runs_, &RunListPanel::folderWanted, this, &MainWindow::showFolder);
  connect(runs_, &RunListPanel::resumeWanted, this,
          [this](const QString& path) { session_->resume(RunFolder(path.toStdString())); });
  connect(runs_, &RunListPanel::trashWanted, this, &MainWindow::moveToTrash);
  connect(&runs_->model(), &RunListModel::refreshed, this, [this] {
    fillWelcome();
    matchOpenRun();
  });
  connect(inspector_, &InspectorPanel::addressEntered, this, &MainWindow::goToUnit);
}

/// The list has been read anew: the open run takes its colour, and is read again where another process goes on with it.
void MainWindow::matchOpenRun() {
  RunMonitor* monitor = session_->monitor();
  const int row = monitor->hasRun() ? runs_->model().rowOf(monitor->data().folder.path()) : -1;
  if (row < 0) return;
  const int colour = runs_->model().colourOf(monitor->data().folder.path());
  if (colour != monitor->data().colour) monitor->setColour(colour);
  const RunStatus &listed = runs_->model().run(row).status, &shown = monitor->data().status;
  if (!session_->showsTraining() && (listed.state != shown.state || listed.step != shown.step)) monitor->lookAgain();
}

void MainWindow::connectSetup() {
  connect(setup_, &SetupView::startWanted, this,
          [this](const RunConfig& config, const QString& name, const QString& toml) {
            session_->start(config, name, toml);
            showWorkspace(QStringLiteral("train"));
          });
  connect(setup_, &SetupView::startChanged, this, &MainWindow::refreshActions);
  connect(setup_, &SetupView::configChanged, this, &MainWindow::refreshActions);
  connect(setup_, &SetupView::openFolderWanted, this, &MainWindow::choosePath);
  if (!presets_.empty()) setup_->setConfig(presets_.front().config, presets_.front().toml);
}

/// Which page the centre shows: the form, the views, or the welcome page while no run is open.
void MainWindow::refreshCentre() {
  const bool setup = currentWorkspace() == QLatin1String("setup");
  const bool welcome = !setup && !session_->monitor()->hasRun() && !session_->training();
  QStringList shown;
  for (const ViewEntry& entry : views())
    if (currentWorkspace() == QLatin1String(entry.workspace)) shown << QString::fromLatin1(entry.id);
  if (!shown.isEmpty()) views_->showGroup(currentWorkspace(), shown);
  timeBar_->setVisible(!inAnalyse());
  inspector_->setAnalysing(inAnalyse());
  sheetName_->setVisible(inAnalyse());
  centre_->setCurrentWidget(setup ? static_cast<QWidget*>(setup_) : welcome ? static_cast<QWidget*>(welcome_) : views_);
  setDocksShown(!setup && !welcome);
  if (welcome) fillWelcome();
}

bool MainWindow::hasFigure() const {
  return centre_->currentWidget() == views_ && views_->current() && views_->current()->figure() != nullptr;
}

bool MainWindow::showView(const QString& id) {
  for (const ViewEntry& entry : views())
    if (id == QLatin1String(entry.id)) showWorkspace(QString::fromLatin1(entry.workspace));
  return views_->showView(id);
}

QStringList MainWindow::viewIds() const { return views_->ids(); }

QWidget* MainWindow::viewWidget(const QString& id) const { return views_->view(id); }

void MainWindow::showError(const QString& sentence) { messages_->showError(sentence); }

void MainWindow::showNotice(const QString& sentence) { messages_->showNotice(sentence); }

void MainWindow::refreshActions() {
  if (QAction* pause = registry_->action(QStringLiteral("run.pause"))) {
    pause->setText(session_->paused() ? tr("Resume") : tr("Pause"));
    pause->setIcon(icon(session_->paused() ? QStringLiteral("play") : QStringLiteral("pause")));
  }
  registry_->refresh();
}

/// Called thirty times a second while training: only texts, and actions when the state is another one.
void MainWindow::refreshStatus() {
  const bool has = session_->monitor()->hasRun();
  const RunData& data = session_->monitor()->data();
  const RunStatus& status = data.status;
  StatusStrip* strip = statusStrip();
  if (!has) {
    strip->setState({}, Role::Muted, tr("No run open"));
    strip->setProgress(-1, {}, {});
    setWindowTitle(tr("TopoNets Studio"));
  } else if (!data.caption.empty()) {
    strip->setState(QStringLiteral("file"), Role::Muted, QString::fromStdString(data.caption));
    strip->setProgress(-1, {}, {});
    setWindowTitle(tr("%1: %2").arg(QString::fromStdString(data.folder.name()), QString::fromStdString(data.caption)));
  } else {
    const StateLook look = lookOf(status.state);
    const bool live = isLive(status.state);
    const bool held = isHeldElsewhere(status);
    const bool isShort = status.state == RunState::Failed || (live && status.state != RunState::Starting);
    QString state = isShort ? look.word : stateLine(status);
    if (held) state = tr("%1 by %2").arg(look.word, holderName(status));
    strip->setState(held ? QStringLiteral("lock") : look.icon, look.role, state);
    const double share = status.steps > 0 ? double(status.step) / double(status.steps) : 0;
    QStringList rate{tr("%1 %").arg(int(100 * share))};
    if (status.secondsLeft >= 0 && status.state == RunState::Training)
      rate << tr("%1 left").arg(timeLeftText(status.secondsLeft));
    if (status.iterationsPerSecond > 0 && live)
      rate << tr("%1 it/s").arg(status.iterationsPerSecond, 0, 'f', status.iterationsPerSecond < 10 ? 1 : 0);
    strip->setProgress(live && status.steps > 0 ? share : -1,
                       live ? tr("step %L1 of %L2").arg(status.step).arg(status.steps) : QString(),
                       live ? rate.join(QStringLiteral("   ")) : QString());
    setWindowTitle(tr("%1: %2").arg(QString::fromStdString(data.folder.name()), stateLine(status)));
  }
  showAnalysisProgress();
  const QString cost = has && status.mapsCost + status.probeCost > 0 ? tr("Maps cost %1 %, probe %2 %")
                                                                           .arg(100 * status.mapsCost, 0, 'f', 1)
                                                                           .arg(100 * status.probeCost, 0, 'f', 1)
                                                                     : QString();
  strip->setFacts({cost, QString::fromStdString(session_->device().title), freeDisk_,
                   QString::fromStdString(session_->runsFolder().filename().string()) + QLatin1Char('/')},
                  QString::fromStdString(session_->device().reason));
  if (shownState_ == status.state) return;
  shownState_ = status.state;
  runs_->model().refresh();  // the list says the same at once, not at its next reading
  refreshActions();
}

bool MainWindow::event(QEvent* event) {
  const bool result = DockFrame::event(event);
  const auto type = event->type();
  if (type == QEvent::Show || type == QEvent::Hide || type == QEvent::WindowStateChange)
    session_->monitor()->setSeen(isVisible() && !isMinimized());
  return result;
}

}  // namespace studio
