// A window made from workspaces, none of which it knows by name.
#include "widgets/frame/workspace_window.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QDockWidget>
#include <QFileDialog>
#include <QFileInfo>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/frame/controls.h"
#include "widgets/frame/actions.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/file_dialog.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/view_tabs.h"

namespace studio {
namespace {

/// Tables as a spreadsheet takes them from the clipboard.
QString pasteText(const FigureData& data) {
  std::string text;
  for (const Table& table : data.tables) text.append(text.empty() ? "" : "\n").append(plotTabbed(table));
  return QString::fromStdString(text);
}

/// Those that name a neighbour (ActionSpec::after) move behind it.
void moveBehindNeighbours(std::vector<ActionSpec>& specs) {
  const std::vector<ActionSpec> asGiven = specs;
  for (const ActionSpec& spec : asGiven) {
    if (spec.after.isEmpty()) continue;
    const auto named = [](const QString& id) { return [&id](const ActionSpec& each) { return each.id == id; }; };
    if (std::none_of(specs.begin(), specs.end(), named(spec.after))) continue;
    specs.erase(std::find_if(specs.begin(), specs.end(), named(spec.id)));
    specs.insert(std::next(std::find_if(specs.begin(), specs.end(), named(spec.after))), spec);
  }
}

/// Menu by menu, in the order of the menu bar; a menu that is not named there comes last.
void sortByMenu(std::vector<ActionSpec>& specs, const QStringList& menuOrder) {
  const auto place = [&](const ActionSpec& spec) {
    const qsizetype index = menuOrder.indexOf(spec.menu.section(QLatin1Char('/'), 0, 0));
    return index < 0 ? menuOrder.size() : index;
  };
  std::stable_sort(specs.begin(), specs.end(),
                   [&](const ActionSpec& a, const ActionSpec& b) { return place(a) < place(b); });
}

}  // namespace

WorkspaceWindow::WorkspaceWindow(QWidget* parent)
    : DockFrame(parent), registry_(new ActionRegistry(this)), messages_(nullptr) {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  centre_ = new PageStack(page);
  column->addWidget(centre_, 1);
  views_ = new ViewTabs(centre_);
  centre_->addWidget(views_);
  setCentralWidget(page);
  messages_ = new MessageBar(this);
  messages_->setPlace([this](int wanted) { return messagePlace(wanted); });
  messages_->setCovers([this](int width) {
    if (width == 0) statusStrip()->makeRoom(0, 0);
    statusStrip()->setCovered(width);
  });
  qApp->installEventFilter(this);
  connect(this, &DockFrame::workspaceChanged, this, &WorkspaceWindow::workspaceHasChanged);
  connect(views_, &ViewTabs::actionWanted, this, &WorkspaceWindow::trigger);
  connect(views_, &ViewTabs::currentChanged, this, &WorkspaceWindow::refreshActions);
  connect(views_, &ViewTabs::currentChanged, this, &WorkspaceWindow::viewShown);
}

/// Workspaces before the widgets that show what they hold. A message that is still there hides when the window's own
/// part has gone already, so it no longer asks for its place.
WorkspaceWindow::~WorkspaceWindow() {
  removeWorkspaces();
  messages_->setPlace({});
  messages_->setCovers({});
}

void WorkspaceWindow::removeWorkspaces() {
  for (const Entry& entry : std::exchange(entries_, {})) delete entry.workspace;
}

void WorkspaceWindow::addWorkspace(const QString& id, const QString& title, Workspace* workspace,
                                   std::function<bool()> offered) {
  Entry entry;
  entry.id = id;
  entry.workspace = workspace;
  entry.offered = std::move(offered);
  makeViews(entry);
  makeDocks(entry);
  connect(workspace, &Workspace::contentChanged, this, [this] {
    refreshViews();
    refreshActions();
  });
  connect(workspace, &Workspace::statusChanged, this, [this] {
    Q_EMIT workChanged();
    refreshViews();  // what is said in place of results shows how far they are
  });
  DockFrame::addWorkspace({id, title, entry.docks, entry.offered});
  entries_.push_back(std::move(entry));
}

void WorkspaceWindow::makeViews(Entry& entry) {
  Workspace& workspace = *entry.workspace;
  entry.page = workspace.makePage(centre_);
  if (entry.page) centre_->addWidget(entry.page);
  for (const WorkspaceView& made : workspace.makeViews(views_)) {
    made.view->setObjectName(made.id);
    views_->addView(made.id, made.title, made.view);
    entry.views << made.id;
    if (made.needsImages) entry.imageViews << made.id;
  }
  entry.header = workspace.makeHeader(views_);
  if (entry.header) views_->addHeader(entry.header);
  entry.footer = workspace.makeFooter(views_);
  if (entry.footer) views_->addFooter(entry.footer);
  entry.corner = workspace.makeCorner(views_);
  if (entry.corner) views_->addCorner(entry.corner);
}

/// The second content of a dock stands in a stack with the first.
void WorkspaceWindow::makeDocks(Entry& entry) {
  for (const WorkspaceDock& made : entry.workspace->makeDocks()) {
    entry.docks << made.id;
    if (made.needsImages) entry.imageDocks << made.id;
    entry.contents[made.id] = made.content;
    if (QDockWidget* there = dock(made.id)) {
      QStackedWidget*& stack = sharedDocks_[made.id];
      if (!stack) {
        QWidget* first = there->widget();
        stack = new QStackedWidget;
        there->setWidget(stack);
        stack->addWidget(first);
      }
      stack->addWidget(made.content);
      made.content->setAutoFillBackground(true);
      made.content->setBackgroundRole(QPalette::Base);
    } else {
      addDock(made.id, made.title, made.content, made.area, made.extent, made.titleExtra);
    }
    if (!made.tab.isEmpty()) dock(made.id)->setProperty("tab", made.tab);
    if (made.height > 0) setDockHeight(made.id, made.height);
    if (!made.behind.isEmpty()) shareDockPlace(made.id, made.behind);
  }
}

void WorkspaceWindow::setWelcomePage(QWidget* page) {
  welcome_ = page;
  centre_->addWidget(page);
}

void WorkspaceWindow::finish(std::vector<ActionSpec> own, const QStringList& menuOrder,
                             const WorkspaceToolbar& toolbar) {
  for (ActionSpec& spec : orderedActions(std::move(own), menuOrder)) registry_->add(std::move(spec));
  buildMenus(*registry_, menuOrder);
  setToolbar(toolbar.left, toolbar.right);
  for (const Entry& entry : entries_)
    if (const auto bar = entry.workspace->toolbar()) setWorkspaceToolbar(entry.id, bar->left, bar->right);
  refreshCentre();
}

/// Of commands with one id one is kept, which asks the workspace that is shown; the first that gave it answers for
/// those that did not.
std::vector<ActionSpec> WorkspaceWindow::orderedActions(std::vector<ActionSpec> own, const QStringList& menuOrder) {
  std::vector<ActionSpec> specs = std::move(own);
  std::map<QString, std::map<QString, ActionSpec>> answers;  // id -> workspace -> its command
  for (const Entry& entry : entries_)
    for (const ActionSpec& spec : entry.workspace->makeActions()) {
      const auto known = answers.find(spec.id);
      if (known == answers.end()) specs.push_back(spec);
      answers[spec.id][entry.id] = spec;
    }
  for (ActionSpec& spec : specs) {
    const auto found = answers.find(spec.id);
    if (found == answers.end() || found->second.size() < 2) continue;
    const auto answer = [this, first = spec, all = found->second]() -> ActionSpec {
      const auto own = all.find(currentWorkspace());
      return own == all.end() ? first : own->second;
    };
    spec.run = [answer] { answer().run(); };
    if (spec.enabled) spec.enabled = [answer] { return !answer().enabled || answer().enabled(); };
    if (spec.checked) spec.checked = [answer] { return answer().checked && answer().checked(); };
  }
  moveBehindNeighbours(specs);
  sortByMenu(specs, menuOrder);
  return specs;
}

void WorkspaceWindow::trigger(const QString& action) {
  if (QAction* found = registry_->action(action)) found->trigger();
}

std::vector<Workspace*> WorkspaceWindow::workspaces() const {
  std::vector<Workspace*> all;
  for (const Entry& entry : entries_) all.push_back(entry.workspace);
  return all;
}

const WorkspaceWindow::Entry* WorkspaceWindow::entry(const QString& id) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& each) { return each.id == id; });
  return found == entries_.end() ? nullptr : &*found;
}

QStringList WorkspaceWindow::workspaceIds() const {
  QStringList ids;
  for (const Entry& entry : entries_) ids << entry.id;
  return ids;
}

Workspace* WorkspaceWindow::workspace(const QString& id) const {
  const Entry* found = entry(id);
  return found ? found->workspace : nullptr;
}

void WorkspaceWindow::workspaceHasChanged(const QString& id) {
  const Entry *before = entry(front_), *now = entry(id);
  front_ = id;
  if (before) before->workspace->hidden();
  for (const auto& [dockId, content] : now->contents)
    if (const auto shared = sharedDocks_.find(dockId); shared != sharedDocks_.end())
      shared->second->setCurrentWidget(content);
  refreshCentre();
  now->workspace->shown();
  refreshActions();
}

void WorkspaceWindow::refreshCentre() {
  const Entry* now = entry(currentWorkspace());
  if (!now) return;
  const bool welcome = welcome_ && !now->page && now->workspace->isEmpty();
  if (const QStringList shown = offeredViews(now->id); !shown.isEmpty()) views_->showGroup(now->id, shown);
  for (const Entry& each : entries_) {
    if (each.header) each.header->setVisible(&each == now);
    if (each.footer) each.footer->setVisible(&each == now && now->workspace->showsFooter());
    if (each.corner) each.corner->setVisible(&each == now);
  }
  centre_->setCurrentWidget(now->page ? now->page : welcome ? welcome_ : views_);
  const QStringList withoutImages = now->workspace->showsImages() ? QStringList() : now->imageDocks;
  setDocksShown(!welcome && !now->docks.isEmpty(), now->workspace->idleDocks() + withoutImages);
  QTimer::singleShot(0, messages_, &MessageBar::placeAgain);  // once docks have taken their places
  Q_EMIT centreChanged();
}

void WorkspaceWindow::refreshViews() {
  views_->refresh();
  if (pageSays(messages_->text())) messages_->clearError();
}

void WorkspaceWindow::refreshActions() {
  for (const Entry& entry : entries_)
    if (entry.offered) setWorkspaceEnabled(entry.id, entry.offered());
  registry_->refresh();
}

bool WorkspaceWindow::showView(const QString& id) {
  for (const Entry& entry : entries_)
    if (entry.views.contains(id)) {
      showWorkspace(entry.id);
      return views_->showView(id);
    }
  return false;
}

QStringList WorkspaceWindow::viewIds() const { return views_->ids(); }

QStringList WorkspaceWindow::viewIds(const QString& workspace) const {
  const Entry* found = entry(workspace);
  return found ? found->views : QStringList();
}

QStringList WorkspaceWindow::offeredViews(const QString& workspace) const {
  const Entry* found = entry(workspace);
  if (!found) return {};
  const QStringList idle = found->workspace->idleViews();
  QStringList offered;
  for (const QString& id : found->views)
    if ((found->workspace->showsImages() || !found->imageViews.contains(id)) && !idle.contains(id)) offered << id;
  return offered;
}

View* WorkspaceWindow::view(const QString& id) const { return views_->view(id); }

View* WorkspaceWindow::currentView() const { return centre_->currentWidget() == views_ ? views_->current() : nullptr; }

QString WorkspaceWindow::currentViewId() const {
  const View* view = currentView();
  return view ? view->objectName() : QString();
}

QString WorkspaceWindow::shownView(const QString& workspace) const { return views_->shownView(workspace); }

void WorkspaceWindow::chooseView(const QString& workspace, const QString& view) {
  if (viewIds(workspace).contains(view)) views_->chooseView(workspace, view);
}

bool WorkspaceWindow::welcomes() const { return welcome_ && centre_->currentWidget() == welcome_; }

bool WorkspaceWindow::canCopyData() const {
  const View* view = currentView();
  return view && (!view->dataText().isEmpty() || view->figure() != nullptr);
}

void WorkspaceWindow::copyData() {
  const View* view = currentView();
  if (!view) return;
  QString text = view->dataText();
  const auto figure = text.isEmpty() ? view->figure() : nullptr;
  if (figure) text = pasteText(figure->data());
  if (!text.isEmpty())
    QGuiApplication::clipboard()->setText(text);
  else
    showNotice(tr("This view has no table to copy; its maps are exported beside the figure."));
}

/// nullptr where no workspace has such a panel.
Workspace* WorkspaceWindow::boardFor(const BoardPanel& panel) const {
  for (const Entry& each : entries_)
    if (!panel.kind.empty() && each.workspace->takesPanel(panel)) return each.workspace;
  return nullptr;
}

bool WorkspaceWindow::canSendToBoard(const BoardPanel& panel) const {
  const Entry* now = entry(currentWorkspace());
  return now && boardFor(panel) && !now->workspace->shownRuns().empty();
}

void WorkspaceWindow::sendToBoard(const BoardPanel& panel) {
  if (!canSendToBoard(panel)) return;
  boardFor(panel)->takePanel(panel, entry(currentWorkspace())->workspace->shownRuns());
}

void WorkspaceWindow::showPalette() {
  auto* palette = new CommandPalette(*registry_, this);
  palette->move(mapToGlobal(QPoint((width() - palette->width()) / 2, 60)));
  palette->show();
}

namespace {

bool isTextField(const QObject* object) {
  return object->inherits("QLineEdit") || object->inherits("QPlainTextEdit") || object->inherits("QTextEdit");
}

/// Of the keys that text fields know, those that everybody expects of them.
bool isEditing(const QKeyEvent& key) {
  for (const auto standard : {QKeySequence::Undo, QKeySequence::Redo, QKeySequence::Copy, QKeySequence::Cut,
                              QKeySequence::Paste, QKeySequence::SelectAll})
    if (key.matches(standard)) return true;
  return false;
}

}  // namespace

bool WorkspaceWindow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Show)
    if (auto* files = qobject_cast<QFileDialog*>(watched)) fitFileDialog(*files);
  if (event->type() != QEvent::ShortcutOverride || !isTextField(watched)) return DockFrame::eventFilter(watched, event);
  const auto& key = *static_cast<QKeyEvent*>(event);
  const bool ours = static_cast<QWidget*>(watched)->window() == this && key.modifiers().testFlag(Qt::ControlModifier);
  if (!ours || isEditing(key)) return DockFrame::eventFilter(watched, event);
  const QKeySequence pressed(key.keyCombination());
  const auto& specs = registry_->specs();
  const bool known =
      std::any_of(specs.begin(), specs.end(), [&](const ActionSpec& spec) { return spec.shortcut == pressed; });
  if (!known) return DockFrame::eventFilter(watched, event);
  event->ignore();  // on Linux, Ctrl+E and Ctrl+K would else move and delete within the field
  return true;
}

}  // namespace studio
