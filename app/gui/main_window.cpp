#include "app/gui/main_window.h"

#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QTimer>
#include <QUrl>

#include "widgets/runs/run_text.h"
#include "app/gui/session_memory.h"
#include "app/gui/window_commands.h"
#include "app/gui/welcome.h"
#include "core/run/places.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/welcome_page.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/desktop_notifier.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/named_layouts.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/sources.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

/// The first local file or folder of what is dragged; empty without one.
QString droppedPath(const QMimeData& data) {
  for (const QUrl& url : data.urls())
    if (url.isLocalFile()) return QDir::cleanPath(url.toLocalFile());
  return {};
}

QString wholePath(const std::filesystem::path& folder) {
  return QDir(QString::fromStdString(folder.string())).absolutePath();
}

/// "~/studies/runs", of a long place its last two parts.
QString folderText(const std::filesystem::path& folder) {
  constexpr int kLongest = 32;
  const QString whole = wholePath(folder), home = QDir::homePath() + QLatin1Char('/');
  const QString text = whole.startsWith(home) ? QStringLiteral("~/") + whole.mid(home.size()) : whole;
  return text.size() <= kLongest ? text : QStringLiteral("…/") + whole.section(QLatin1Char('/'), -2);
}

}  // namespace

MainWindow::MainWindow(std::filesystem::path runsFolder)
    : session_(new Session(std::move(runsFolder), this)),
      presets_(loadPresets(resourceFolder())),
      runs_(new RunListModel(this)),
      sources_(new Sources(session_->monitor(), session_->engine(), this)),
      files_(new FileCommands(*this, *session_)),
      memory_(new SessionMemory(*this, *session_, *sources_)),
      layouts_(new NamedLayouts(*this)),
      notifier_(new DesktopNotifier(QDBusConnection::sessionBus(), this)) {
  setObjectName(QStringLiteral("mainWindow"));
  setAcceptDrops(true);
  setMinimumSize(1120, 700);
  runs_->setFolder(session_->runsFolder());
  makeWelcome();
  makeWorkspaces();
  connectSession();
  connectMonitor();
  welcome_->fill();
  readFreeDisk();
  showWorkspace(QString::fromLatin1(kFirstWorkspace));
  refreshStatus();
}

/// They may still ask what is given away here.
MainWindow::~MainWindow() { removeWorkspaces(); }

void MainWindow::makeWelcome() {
  auto* page = new WelcomePage(this);
  page->setAutoFillBackground(true);
  page->setBackgroundRole(QPalette::Window);  // its cards are panels, the ground is not
  welcome_ = new Welcome(page, presets_, *runs_, *session_, *files_);
  setWelcomePage(page);
}

void MainWindow::openNewestRun() {
  const auto open = [this] {
    if (runs_->rowCount() > 0 && !session_->monitor()->hasRun()) session_->openRun(runs_->run(0).path);
  };
  if (runs_->rowCount() > 0) return open();
  connect(runs_, &RunListModel::refreshed, this, open, Qt::SingleShotConnection);
}

void MainWindow::makeWorkspaces() {
  addWorkspaces(workspaceRows(),
                {*this, *session_, *session_->monitor(), *runs_, *sources_, session_->engine(), presets_});
  std::vector<ActionSpec> commands = windowCommands(*this, *session_, *files_);
  for (ActionSpec& row : layouts_->actions()) commands.push_back(std::move(row));
  finish(std::move(commands), menuOrder(), windowToolbar());
  layouts_->fillMenu();
  connect(this, &WorkspaceWindow::workChanged, this, &MainWindow::refreshStatus);
  connect(this, &WorkspaceWindow::workspaceChanged, this, &MainWindow::refreshStatus);
  connect(this, &WorkspaceWindow::centreChanged, this, [this] {
    if (welcomes()) welcome_->fill();
  });
}

void MainWindow::connectSession() {
  connect(session_, &Session::failed, this, &MainWindow::showError);
  constexpr int kUnseen = 500;  // ms; the monitor follows the run in view alone
  auto* unseen = new QTimer(this);
  connect(unseen, &QTimer::timeout, this, [this] {
    if (session_->trainsUnseen()) refreshStatus();
  });
  unseen->start(kUnseen);
  constexpr int kDisk = 10000;  // ms; others write to it too
  auto* disk = new QTimer(this);
  connect(disk, &QTimer::timeout, this, &MainWindow::readFreeDisk);
  disk->start(kDisk);
  connect(session_, &Session::resumeAsked, this, &MainWindow::askToResume);
  connect(session_, &Session::reported, this, &MainWindow::showNotice);
  connect(session_, &Session::ended, this, &MainWindow::runEnded);
  connect(notifier_, &DesktopNotifier::chosen, this, [this] {
    show();
    raise();
    activateWindow();
  });
  connect(session_, &Session::handOverFailed, this, [this](const QString& sentence) {
    closing_ = false;
    showError(sentence);
  });
  connect(session_, &Session::runsChanged, this, [this] {
    runs_->setFolder(session_->runsFolder());
    readFreeDisk();
  });
  connect(session_, &Session::stateChanged, this, [this] {
    if (session_->training()) clearError();  // what kept a run from starting
    refreshCentre();
    refreshStatus();
    refreshActions();
  });
}

void MainWindow::connectMonitor() {
  RunMonitor* monitor = session_->monitor();
  connect(monitor, &RunMonitor::runOpened, this, [this] {
    if (session_->monitor()->hasRun() && session_->monitor()->data().error.empty()) clearError();
    refreshCentre();
    refreshStatus();
    refreshActions();
  });
  connect(monitor, &RunMonitor::statusChanged, this, &MainWindow::refreshStatus);
  connect(monitor, &RunMonitor::viewChanged, this, &MainWindow::refreshActions);
  for (const auto signal : {&RunMonitor::runOpened, &RunMonitor::statusChanged, &RunMonitor::scalarsChanged,
                            &RunMonitor::snapshotChanged, &RunMonitor::viewChanged})
    connect(monitor, signal, this, &MainWindow::refreshViews);
}

/// Called thirty times a second while training: only texts, and actions when the state is another one.
void MainWindow::refreshStatus() {
  const RunMonitor& monitor = *session_->monitor();
  const RunStatus& status = monitor.data().status;
  showRunState();
  showWork();
  const Workspace* shown = workspace(currentWorkspace());
  const bool showsRun = monitor.hasRun() && shown && shown->showsRun();
  statusStrip()->setFacts({showsRun ? costText(status) : QString(), QString::fromStdString(session_->device().title),
                           freeDisk_, folderText(session_->runsFolder())},
                          QStringList{QString::fromStdString(session_->device().reason),
                                      tr("Folder of runs") + QStringLiteral(": ") + wholePath(session_->runsFolder())}
                              .join(QLatin1Char('\n'))
                              .trimmed());
  if (shownState_ == status.state) return;
  shownState_ = status.state;
  runs_->refresh();  // the list says the same at once, not at its next reading
  refreshActions();
}

void MainWindow::showRunState() {
  const RunMonitor& monitor = *session_->monitor();
  const RunData& data = monitor.data();
  StatusStrip* strip = statusStrip();
  if (session_->trainsUnseen()) {
    showUnseenTraining();
  } else if (!session_->training() && showSubject()) {
    return;
  } else if (!monitor.hasRun()) {
    strip->setState({}, Role::Muted, tr("No run open"));
    strip->setProgress(-1, {}, {});
    setWindowTitle(tr("TopoNets Studio"));
  } else if (!data.caption.empty()) {
    strip->setState(QStringLiteral("file"), Role::Muted, QString::fromStdString(data.caption));
    strip->setProgress(-1, {}, {});
    setWindowTitle(tr("%1: %2").arg(QString::fromStdString(data.folder.name()), QString::fromStdString(data.caption)));
  } else {
    showProgress(data.status);
    setWindowTitle(tr("%1: %2").arg(QString::fromStdString(data.folder.name()), stateLine(data.status)));
  }
}

/// Of a workspace that is about something else than what is open: a state under a form would be taken for the form's.
bool MainWindow::showSubject() {
  const Workspace* front = workspace(currentWorkspace());
  const QString subject = front ? front->subject() : QString();
  if (subject.isEmpty()) return false;
  statusStrip()->setState(QStringLiteral("pencil"), Role::Muted, subject);
  statusStrip()->setProgress(-1, {}, {});
  setWindowTitle(tr("TopoNets Studio: %1").arg(subject));
  return true;
}

/// What trains, whichever run is looked at: by its name, for the title names the one in view.
void MainWindow::showUnseenTraining() {
  const RunMonitor& monitor = *session_->monitor();
  const RunStatus status = session_->lastStatus();
  showProgress(status);
  const QString name = QString::fromStdString(session_->trainedRun());
  const bool isAsked = session_->asked() && !session_->showsOtherTraining();
  runs_->showTrained(session_->runsFolder() / session_->trainedRun(), status,
                     isAsked ? askedText(*session_->asked()) : QString());
  const StateStyle display = stateStyle(status.state);
  statusStrip()->setState(display.icon, display.role,
                          tr("%1: %2").arg(name, isAsked ? askedText(*session_->asked()) : display.word));
  const RunData& data = monitor.data();
  if (!monitor.hasRun())
    setWindowTitle(tr("TopoNets Studio"));
  else
    setWindowTitle(
        tr("%1: %2").arg(QString::fromStdString(data.folder.name()),
                         data.caption.empty() ? stateLine(data.status) : QString::fromStdString(data.caption)));
}

void MainWindow::showProgress(const RunStatus& status) {
  const StateStyle display = stateStyle(status.state);
  const bool live = isLive(status.state);
  const bool held = isHeldElsewhere(status);
  const bool isShort = status.state == RunState::Failed || (live && status.stage.empty());
  QString state = isShort ? display.word : stateLine(status);
  if (held) state = tr("%1 by %2").arg(display.word, holderName(status));
  if (session_->asked() && (session_->showsTraining() || session_->showsOtherTraining()))
    state = askedText(*session_->asked());
  statusStrip()->setState(held ? QStringLiteral("lock") : display.icon, display.role, state);
  const double share = shareTrained(status);
  QStringList rate;
  if (share >= 0) rate << shareText(status);
  if (status.secondsLeft >= 0 && status.state == RunState::Training)
    rate << tr("%1 left").arg(timeLeftText(status.secondsLeft));
  if (status.iterationsPerSecond > 0 && live && status.state != RunState::Paused)
    rate << rateText(status.iterationsPerSecond);
  statusStrip()->setProgress(live ? share : -1,
                             live && share >= 0 ? tr("step %L1 of %L2").arg(status.step).arg(status.steps) : QString(),
                             live ? rate.join(QStringLiteral("   ")) : QString());
}

/// Work in a workspace is shown where no training is: what trains is the more important.
void MainWindow::showWork() {
  if (session_->training()) return;
  for (const Workspace* workspace : workspaces())
    if (const auto work = workspace->status()) {
      statusStrip()->setState(work->icon, Role::Accent, work->text);
      statusStrip()->setProgress(work->progress, work->done, work->left);
      return;
    }
}

void MainWindow::readFreeDisk() {
  readOnWorker<double>(
      this, [folder = session_->runsFolder()] { return freeDiskBytes(folder); },
      [this](double bytes) {
        freeDisk_ = bytes > 0 ? tr("%1 free").arg(byteCountText(bytes)) : QString();  // as the check of a run says it
        refreshStatus();
      });
}

/// Stays open beside the window, so that one can look at the run meanwhile.
void MainWindow::askToResume(const ResumeQuestion& asked) {
  QMessageBox* question = makeResumeQuestion(asked, this);
  connect(question, &QMessageBox::buttonClicked, this, [this, question, asked](QAbstractButton* button) {
    if (button != question->button(QMessageBox::Cancel)) session_->resume(asked.folder, asked.answered());
  });
  question->open();
}

void MainWindow::runEnded(const QString& run, const QString& state) {
  readFreeDisk();
  if (notifiesOfEnds())
    if (const auto notice = endNotice(run, session_->lastStatus(), isActiveWindow()))
      notifier_->notify(notice->title, notice->text);
  if (closing_) {
    close();
    return;
  }
  if (state == QLatin1String("finished"))
    showNotice(tr("%1 has finished. Its maps can be played in the time bar; Ctrl+E exports a figure.").arg(run));
}

bool MainWindow::event(QEvent* event) {
  const bool result = WorkspaceWindow::event(event);
  const auto type = event->type();
  if (type == QEvent::Show || type == QEvent::Hide || type == QEvent::WindowStateChange)
    session_->monitor()->setSeen(isVisible() && !isMinimized());
  return result;
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  const QString path = droppedPath(*event->mimeData());
  if (path.isEmpty()) return;
  event->acceptProposedAction();
  statusStrip()->setHint(tr("Drop to open %1.").arg(QFileInfo(path).fileName()));
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { statusStrip()->setHint({}); }

void MainWindow::dropEvent(QDropEvent* event) {
  statusStrip()->setHint({});
  files_->openPath(droppedPath(*event->mimeData()));
}

QMessageBox* MainWindow::makeCloseQuestion(bool isPaused) {
  const QString title = isPaused ? tr("A run is paused") : tr("A run is being trained");
  const QString text =
      isPaused ? tr("Keep it paused without the window, or stop here with a checkpoint? Either way the run can be "
                    "opened, followed and resumed later.")
               : tr("Keep training without the window, or stop here with a checkpoint? Either way the run can be "
                    "opened, followed and resumed later.");
  const QString name = QString::fromStdString(session_->trainedRun());
  const RunStatus status = session_->lastStatus();
  QString which;  // one that is still being prepared has no name yet, and no step
  if (!name.isEmpty())
    which = status.steps > 0 ? tr("%1 is at step %L2 of %L3.").arg(name).arg(status.step).arg(status.steps)
                             : tr("%1 has not made its first step.").arg(name);
  const QString whole = which.isEmpty() ? text : which + QLatin1Char(' ') + text;
  return new QMessageBox(QMessageBox::NoIcon, title, whole, QMessageBox::Cancel, this);
}

/// A run that is still being prepared has nothing yet that another process could go on with.
void MainWindow::closeEvent(QCloseEvent* event) {
  if (!session_->training()) {
    memory_->keep();
    return WorkspaceWindow::closeEvent(event);
  }
  event->ignore();
  if (closing_) return;
  const bool isPaused = session_->trainsPaused();
  const std::unique_ptr<QMessageBox> question(makeCloseQuestion(isPaused));
  auto* keep = question->addButton(isPaused ? tr("Keep it paused") : tr("Keep training"), QMessageBox::AcceptRole);
  auto* save = question->addButton(tr("Stop and save"), QMessageBox::DestructiveRole);
  keep->setEnabled(session_->canHandOver());
  question->setDefaultButton(keep->isEnabled() ? keep : save);
  question->exec();
  const QAbstractButton* pressed = question->clickedButton();
  if (pressed != save && pressed != keep) return;
  if (!session_->training()) {  // it has ended while the question was open
    QTimer::singleShot(0, this, &QWidget::close);
    return;
  }
  closing_ = true;  // runEnded() closes
  if (pressed == keep)
    session_->handOver();
  else
    session_->stopTraining(true);
}

}  // namespace studio
