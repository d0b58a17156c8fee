// What a window showed, in the settings and back (session_memory.h).
#include "app/gui/session_memory.h"

#include <QFileInfo>
#include <algorithm>

#include "app/gui/main_window.h"
#include "app/gui/window_commands.h"
#include "core/run/places.h"
#include "widgets/runs/sources.h"

namespace studio {
namespace {

constexpr int kKeepMilliseconds = 1000;    // after the last change
constexpr int kSettleMilliseconds = 3000;  // a start that has come so far did not crash on what it brought back

const QString kRestoreKey = QStringLiteral("session/restore"), kOpeningKey = QStringLiteral("session/opening");

QString text(const std::string& value) { return QString::fromStdString(value); }

bool isStillThere(const QString& place) { return !place.isEmpty() && isPlaceThere(place.toStdString()); }

void readView(QSettings& settings, ViewState& view) {
  view.layer = settings.value(QStringLiteral("layer")).toString().toStdString();
  view.quantity = settings.value(QStringLiteral("quantity"), text(view.quantity)).toString().toStdString();
  view.unit = settings.value(QStringLiteral("unit"), -1).toLongLong();
  view.followLive = settings.value(QStringLiteral("followLive"), true).toBool();
  view.step = settings.value(QStringLiteral("step"), 0).toLongLong();
  view.threshold = settings.value(QStringLiteral("threshold"), 0.0).toDouble();
  view.percentile = settings.value(QStringLiteral("percentile"), view.percentile).toDouble();
  view.layerAlone = settings.value(QStringLiteral("layerAlone"), view.layerAlone).toBool();
  view.colours = settings.value(QStringLiteral("colours")).toString().toStdString();
}

void writeView(QSettings& settings, const ViewState& view) {
  settings.setValue(QStringLiteral("layer"), text(view.layer));
  settings.setValue(QStringLiteral("quantity"), text(view.quantity));
  settings.setValue(QStringLiteral("unit"), qlonglong(view.unit));
  settings.setValue(QStringLiteral("followLive"), view.followLive);
  settings.setValue(QStringLiteral("step"), qlonglong(view.step));
  settings.setValue(QStringLiteral("threshold"), view.threshold);
  settings.setValue(QStringLiteral("percentile"), view.percentile);
  settings.setValue(QStringLiteral("layerAlone"), view.layerAlone);
  settings.setValue(QStringLiteral("colours"), text(view.colours));
}

}  // namespace

SessionState readSessionState(QSettings& settings) {
  SessionState state;
  settings.beginGroup(QStringLiteral("session"));
  state.runsFolder = settings.value(QStringLiteral("runsFolder")).toString();
  state.open = settings.value(QStringLiteral("open")).toString();
  state.workspace = settings.value(QStringLiteral("workspace")).toString();
  state.view = settings.value(QStringLiteral("view")).toString();
  readView(settings, state.shown);
  const int count = settings.beginReadArray(QStringLiteral("sources"));
  for (int i = 0; i < count; ++i) {
    settings.setArrayIndex(i);
    state.sources.push_back({settings.value(QStringLiteral("places")).toStringList(),
                             settings.value(QStringLiteral("step"), -1).toLongLong()});
  }
  settings.endArray();
  settings.beginGroup(QStringLiteral("views"));
  for (const QString& workspace : settings.childKeys()) state.views[workspace] = settings.value(workspace).toString();
  settings.endGroup();
  settings.beginGroup(QStringLiteral("made"));
  for (const QString& workspace : settings.childKeys()) state.made[workspace] = settings.value(workspace).toByteArray();
  settings.endGroup();
  settings.endGroup();
  return state;
}

void writeSessionState(QSettings& settings, const SessionState& state) {
  settings.beginGroup(QStringLiteral("session"));
  settings.setValue(QStringLiteral("runsFolder"), state.runsFolder);
  settings.setValue(QStringLiteral("open"), state.open);
  settings.setValue(QStringLiteral("workspace"), state.workspace);
  settings.setValue(QStringLiteral("view"), state.view);
  writeView(settings, state.shown);
  settings.remove(QStringLiteral("sources"));
  settings.beginWriteArray(QStringLiteral("sources"), int(state.sources.size()));
  for (int i = 0; i < int(state.sources.size()); ++i) {
    settings.setArrayIndex(i);
    settings.setValue(QStringLiteral("places"), state.sources[std::size_t(i)].places);
    settings.setValue(QStringLiteral("step"), state.sources[std::size_t(i)].step);
  }
  settings.endArray();
  for (const auto& [workspace, view] : state.views) settings.setValue(QStringLiteral("views/") + workspace, view);
  for (const auto& [workspace, made] : state.made) settings.setValue(QStringLiteral("made/") + workspace, made);
  settings.endGroup();
}

bool restoresSessions() { return openSettings()->value(kRestoreKey, true).toBool(); }

void setRestoresSessions(bool restores) { openSettings()->setValue(kRestoreKey, restores); }

SessionMemory::SessionMemory(MainWindow& window, Session& session, Sources& sources)
    : QObject(&window), window_(window), session_(session), sources_(sources) {
  keepSoon_.setSingleShot(true);
  settles_.setSingleShot(true);
  connect(&keepSoon_, &QTimer::timeout, this, &SessionMemory::keep);
  connect(&settles_, &QTimer::timeout, this, &SessionMemory::settled);
  const auto soon = [this] { keepSoon_.start(kKeepMilliseconds); };
  connect(session.monitor(), &RunMonitor::runOpened, this, soon);
  connect(session.monitor(), &RunMonitor::viewChanged, this, soon);
  connect(&session, &Session::runsChanged, this, soon);
  connect(&sources, &Sources::changed, this, soon);
  connect(&window, &WorkspaceWindow::centreChanged, this, soon);
  connect(&window, &WorkspaceWindow::viewShown, this, soon);
  for (const auto signal : {&RunMonitor::runOpened, &RunMonitor::statusChanged, &RunMonitor::snapshotChanged})
    connect(session.monitor(), signal, this, &SessionMemory::showKept);
}

/// The workspaces are there by now.
void SessionMemory::begin() {
  if (std::exchange(begun_, true)) return;
  for (const Workspace* workspace : window_.workspaces())
    connect(workspace, &Workspace::keptStateChanged, this, [this] { keepSoon_.start(kKeepMilliseconds); });
}

/// The program ends in order.
SessionMemory::~SessionMemory() {
  if (settles_.isActive()) openSettings()->setValue(kOpeningKey, false);
}

SessionState SessionMemory::capture() const {
  SessionState state;
  const RunMonitor& monitor = *session_.monitor();
  state.runsFolder = text(session_.runsFolder().string());
  if (monitor.hasRun()) {
    const RunData& data = monitor.data();
    state.open = text(data.folder.path().string());
    if (!data.part.empty()) state.open += QLatin1Char('#') + text(data.part);
  }
  state.shown = monitor.view();
  state.workspace = window_.currentWorkspace();
  state.view = window_.currentViewId();
  for (const Source& source : sources_.list()) {
    if (!source.added) continue;
    SessionState::Added added;
    for (const AnalysisNetwork& network : source.networks) added.places << text(network.run.string());
    added.step = source.network().step;
    state.sources.push_back(added);
  }
  for (const QString& id : window_.workspaceIds())
    if (const QString view = window_.shownView(id); !view.isEmpty()) state.views[id] = view;
  for (const QString& id : window_.workspaceIds())
    if (const QByteArray made = window_.workspace(id)->keptState(); !made.isEmpty()) state.made[id] = made;
  return state;
}

bool SessionMemory::isEmpty() const {
  const auto& sources = sources_.list();
  const auto workspaces = window_.workspaces();
  return !session_.monitor()->hasRun() &&
         std::none_of(sources.begin(), sources.end(), [](const Source& source) { return source.added; }) &&
         std::all_of(workspaces.begin(), workspaces.end(),
                     [](const Workspace* workspace) { return workspace->keptState().isEmpty(); });
}

namespace {

/// How a person has maps shown is the same for every run.
ViewState withDisplay(ViewState view, const ViewState& kept) {
  view.quantity = kept.quantity;
  view.threshold = kept.threshold;
  view.percentile = kept.percentile;
  view.layerAlone = kept.layerAlone;
  view.colours = kept.colours;
  return view;
}

}  // namespace

/// While something is still being brought back, what is there is only half of it. A window that was opened on a place
/// and has shown nothing yet takes nothing away.
void SessionMemory::keep() {
  if (!begun_ || wanted_ || settles_.isActive() || (!restored_ && isEmpty())) return;
  restored_ = true;
  writeSessionState(*openSettings(), capture());
}

bool SessionMemory::restoreIn(const std::filesystem::path& runsFolder, const QString& workspace, const QString& view) {
  begin();
  const auto place = [](const QString& folder) { return QFileInfo(folder).canonicalFilePath(); };
  const QString kept = place(readSessionState(*openSettings()).runsFolder);
  const bool isKept = !kept.isEmpty() && kept == place(text(runsFolder.string()));
  if (isKept) restore(workspace, view);
  return isKept;
}

void SessionMemory::restore(const QString& workspace, const QString& view) {
  begin();
  restored_ = true;
  if (!restoresSessions()) return;
  const auto settings = openSettings();
  SessionState state = readSessionState(*settings);
  if (!workspace.isEmpty()) state.workspace = workspace, state.view.clear();
  if (!view.isEmpty()) state.view = view;
  const bool crashed = settings->value(kOpeningKey, false).toBool();
  settings->setValue(kOpeningKey, true);
  settings->sync();
  settles_.start(kSettleMilliseconds);
  if (!crashed) return openKept(state);
  if (state.open.isEmpty() && state.made.empty()) return;
  const QString what = state.open.isEmpty() ? tr("what was made last") : QFileInfo(state.open).fileName();
  window_.offerAction(tr("The program ended while it opened %1, so it starts without it.").arg(what),
                      tr("Open it again"), [this, state] { openKept(state); });
}

void SessionMemory::openKept(const SessionState& state) {
  const bool hasFolder = QFileInfo(state.runsFolder).isDir();
  if (hasFolder && state.runsFolder.toStdString() != session_.runsFolder().string())
    session_.setRunsFolder(state.runsFolder.toStdString());
  session_.monitor()->setView(withDisplay(session_.monitor()->view(), state.shown));
  if (isStillThere(state.open)) {
    wanted_ = state;
    window_.files().openPath(state.open);
  } else if (!state.open.isEmpty()) {
    window_.showNotice(tr("%1, which was open, is not there any more.").arg(QFileInfo(state.open).fileName()));
  }
  addKept(state);
  for (const auto& [workspace, made] : state.made)
    if (Workspace* there = window_.workspace(workspace)) there->restore(made);
  showViews(state);
  showKept();
}

/// Those behind too; then the workspace that was in front.
void SessionMemory::showViews(const SessionState& state) {
  for (const auto& [workspace, view] : state.views) window_.chooseView(workspace, view);
  if (!state.workspace.isEmpty()) window_.showWorkspace(state.workspace);
  if (!state.view.isEmpty()) window_.showView(state.view);
}

/// Once the run has been read: only what it still has is chosen.
void SessionMemory::showKept() {
  const RunMonitor& monitor = *session_.monitor();
  if (!wanted_ || !monitor.hasRun() || monitor.data().layers.empty()) return;
  const RunData& data = monitor.data();
  const SessionState state = *std::exchange(wanted_, std::nullopt);
  settles_.start(kSettleMilliseconds);
  if (text(data.folder.path().string()) != state.open.section(QLatin1Char('#'), 0, 0)) return;
  ViewState view = monitor.view();
  const auto layer = std::find_if(data.layers.begin(), data.layers.end(),
                                  [&](const LayerInfo& each) { return each.name == state.shown.layer; });
  if (layer != data.layers.end()) {
    view.layer = layer->name;
    view.unit = state.shown.unit < layer->units ? state.shown.unit : -1;
  }
  view = withDisplay(view, state.shown);
  if (std::binary_search(data.mapSteps.begin(), data.mapSteps.end(), state.shown.step) && !state.shown.followLive) {
    view.followLive = false;
    view.step = state.shown.step;
  }
  session_.monitor()->keepQuantity();
  session_.monitor()->setView(view);
  showViews(state);  // opening a run has shown another workspace
}

/// What has gone meanwhile is passed over in silence.
void SessionMemory::addKept(const SessionState& state) {
  for (const SessionState::Added& added : state.sources) {
    std::vector<std::filesystem::path> places;
    for (const QString& place : added.places)
      if (isStillThere(place)) places.emplace_back(place.toStdString());
    if (places.size() == 1 && added.places.size() == 1) sources_.add(places.front(), added.step);
    if (places.size() > 1) sources_.addGroup(places);
  }
}

/// A large file may take long to read.
void SessionMemory::settled() {
  constexpr int kMostWaits = 40;
  if (wanted_ && ++waited_ < kMostWaits) return settles_.start(kSettleMilliseconds);
  openSettings()->setValue(kOpeningKey, false);
  wanted_.reset();
  keep();
}

}  // namespace studio
