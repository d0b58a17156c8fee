// The workspace Compare: many runs in a table, what is ticked against each other above it.
#include <QDesktopServices>
#include <QDir>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QUrl>
#include <algorithm>

#include "core/run/engine.h"
#include "widgets/compare/run_table_view.h"
#include "widgets/compare/compare_views.h"
#include "widgets/compare/compared_sheets_view.h"
#include "widgets/compare/differences_view.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/workspace_row.h"

namespace studio {
namespace {

constexpr int kTableHeight = 344;  // px, pictures/README.md

class CompareWorkspace : public RunWorkspace {
 public:
  explicit CompareWorkspace(const WorkspaceContext& context)
      : RunWorkspace(context),
        comparison_(new Comparison(context.session, context.runs, context.sources, context.engine, this)) {
    connect(comparison_, &Comparison::failed, this, [this](const QString& sentence) { window_.showError(sentence); });
    connect(comparison_, &Comparison::mended, this, [this](const QString& sentence) { window_.withdraw(sentence); });
    connect(&session_, &RunSession::comparisonAsked, this, [this](const QStringList& runs) { compare(runs); });
    for (const auto signal : {&Comparison::comparedChanged, &Comparison::recordsChanged, &Comparison::comparedRead,
                              &Comparison::viewChanged})
      connect(comparison_, signal, this, &Workspace::contentChanged);
    for (const auto signal : {&Comparison::readingChanged, &Comparison::comparedChanged})
      connect(comparison_, signal, this, &Workspace::statusChanged);
  }

  std::vector<WorkspaceView> makeViews(QWidget* parent) override {
    auto* tradeOff = new TradeOffView(comparison_, parent);
    connect(&tradeOff->pareto(), &ParetoPanel::runWanted, this, [this](const QString& id) { open(id); });
    return {{"trade_off", tr("Trade-off"), tradeOff},
            {"compared_curves", tr("Curves"), new ComparedCurvesView(comparison_, parent)},
            {"compared_sheets", tr("Sheets"), new ComparedSheetsView(comparison_, parent)},
            {"differences", tr("Differences"), new DifferencesView(comparison_, parent)}};
  }

  std::vector<WorkspaceDock> makeDocks() override {
    auto* panel = new RunTablePanel(comparison_, nullptr);
    auto* filter = new RunFilterRow(comparison_, nullptr);
    tree_ = &panel->tree();
    connect(filter, &RunFilterRow::columnsWanted, this, [this] { chooseColumns(); });
    connect(tree_, &RunTreeView::runWanted, this, [this](const QString& id) { open(id); });
    connect(tree_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &Workspace::contentChanged);
    connect(tree_, &RunTreeView::folderWanted, this,
            [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    return {{"run_table", tr("Runs"), panel, Qt::BottomDockWidgetArea, kTableHeight, 0, filter}};
  }

  std::vector<ActionSpec> makeActions() override;
  std::optional<WorkspaceToolbar> toolbar() const override {
    return WorkspaceToolbar{{"compare.addRuns>compare.addFile", "compare.groupSeeds", "compare.differencesOnly", "|",
                             "compare.pin", "compare.chooseAll"},
                            {"analyse.copyData", "file.exportFigure:raised"}};
  }
  std::vector<std::filesystem::path> shownRuns() const override {
    std::vector<std::filesystem::path> runs;
    for (const ComparedSource& source : comparison_->compared())
      for (const auto& run : source.runs)
        if (run->kind == RunRecord::Kind::Run && !run->gone) runs.push_back(run->path);
    return runs;
  }
  void shown() override {
    isShown_ = true;
    comparison_->setActive(true);
  }
  void hidden() override {
    isShown_ = false;
    comparison_->setActive(false);
  }
  std::optional<WorkspaceStatus> status() const override;

 private:
  void open(const QString& id);
  void compare(const QStringList& runs);
  void addFolder();
  void addFiles();
  void chooseColumns();
  void pinCurrent();
  void chooseAll();
  void copyTable() const;
  std::vector<ActionSpec> addActions();
  std::vector<ActionSpec> tableActions();
  std::vector<ActionSpec> rowActions();
  std::vector<ActionSpec> copyActions();
  bool hasRows() const { return !comparison_->groups().empty(); }
  const RunRecord* current() const { return tree_ ? tree_->runs().record(tree_->currentIndex()) : nullptr; }

  Comparison* comparison_;
  RunTreeView* tree_ = nullptr;
  bool isShown_ = false;
};

/// What is compared, or how far the reading has come while nothing is known yet; nothing that other workspaces show.
std::optional<WorkspaceStatus> CompareWorkspace::status() const {
  if (!isShown_) return std::nullopt;
  if (!comparison_->hasRead() && comparison_->reading()) {
    const double share =
        comparison_->readTotal() > 0 ? double(comparison_->readDone()) / double(comparison_->readTotal()) : -1;
    return WorkspaceStatus{"ring", tr("Reading runs"), share, readingText(*comparison_), {}};
  }
  if (comparison_->compared().empty()) return std::nullopt;
  std::int64_t runs = 0, finished = 0;
  for (const ComparedSource& source : comparison_->compared())
    for (const auto& run : source.runs) ++runs, finished += run->status.state == RunState::Finished;
  const QString count = countText(runs, tr("1 run compared"), tr("%L1 runs compared"));
  const QString groups =
      countText(std::int64_t(comparison_->compared().size()), tr("1 configuration"), tr("%L1 configurations"));
  return WorkspaceStatus{
      finished == runs ? "check" : "info",
      finished == runs ? tr("%1, all finished").arg(count) : tr("%1, %2 finished").arg(count).arg(finished),
      -1,
      groups,
      {}};
}

/// A run as every other; a checkpoint as its run; a file as a file.
void CompareWorkspace::open(const QString& id) {
  for (const auto& record : comparison_->records()) {
    if (record->id() != id.toStdString()) continue;
    if (record->gone) return window_.showError(QString::fromStdString(record->error));
    if (record->kind == RunRecord::Kind::Settings)
      return session_.openConfiguration(*record->config, {}), session_.askForConfiguration();
    return session_.openRun(record->path);
  }
}

/// None of them may be out of sight: what the filter hides is not compared.
void CompareWorkspace::compare(const QStringList& runs) {
  std::vector<std::string> ids;
  for (const QString& run : runs) ids.push_back(run.toStdString());
  comparison_->setFilterText({});
  comparison_->chooseOnly(ids);
  window_.showWorkspace(QStringLiteral("compare"));
}

void CompareWorkspace::addFolder() {
  const QString folder =
      QFileDialog::getExistingDirectory(&window_, tr("Folder of a run, of a checkpoint or of several runs"));
  if (!folder.isEmpty()) comparison_->addAllIn(folder.toStdString());
}

void CompareWorkspace::addFiles() {
  const QStringList files = QFileDialog::getOpenFileNames(
      &window_, tr("Files of weights or configurations"), {},
      tr("Weights and configurations (*.pt *.pth *.safetensors *.bin *.toml);;All files (*)"));
  for (const QString& file : files) comparison_->add(file.toStdString());
}

void CompareWorkspace::chooseColumns() {
  auto* dialog = new ColumnDialog(comparison_, &window_);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

void CompareWorkspace::pinCurrent() {
  const RunRecord* run = current();
  if (!run) return comparison_->pin({});
  const RunGroup* group = tree_->runs().group(tree_->currentIndex());
  comparison_->pin(comparison_->isPinned(*group) ? std::string() : run->id());
}

void CompareWorkspace::chooseAll() {
  std::vector<std::string> ids;
  for (const RunGroup& group : comparison_->groups())
    for (const std::size_t run : group.runs) ids.push_back(comparison_->records()[run]->id());
  const bool all = std::all_of(ids.begin(), ids.end(), [this](const std::string& id) {
    const auto& records = comparison_->records();
    const auto found = std::find_if(records.begin(), records.end(), [&](const auto& each) { return each->id() == id; });
    return found != records.end() && comparison_->isChosen(**found);
  });
  comparison_->choose(ids, !all);
}

void CompareWorkspace::copyTable() const {
  const Table table = runTable(comparison_->records(), comparison_->groups(), comparison_->shownColumns());
  QGuiApplication::clipboard()->setText(QString::fromStdString(plotTabbed(table)));
}

std::vector<ActionSpec> CompareWorkspace::addActions() {
  const QString menu = tr("Compare");
  const auto addRuns = [this] { addFolder(); };
  return {{.id = "compare.addRuns", .text = tr("Add runs…"), .menu = menu, .icon = "plus", .run = addRuns},
          {.id = "compare.addFile",
           .text = tr("Add weights or configurations…"),
           .menu = menu,
           .icon = "file",
           .run = [this] { addFiles(); }}};
}

/// How the table shows the runs.
std::vector<ActionSpec> CompareWorkspace::tableActions() {
  const QString menu = tr("Compare");
  return {
      {.id = "compare.groupSeeds",
       .text = tr("Group seeds"),
       .menu = menu,
       .icon = "layers",
       .run = [this] { comparison_->setGroupsSeeds(!comparison_->groupsSeeds()); },
       .checked = [this] { return comparison_->groupsSeeds(); }},
      {.id = "compare.differencesOnly",
       .text = tr("Differences only"),
       .menu = menu,
       .icon = "filter",
       .run = [this] { comparison_->setDifferencesOnly(!comparison_->differencesOnly()); },
       .enabled = [this] { return hasRows(); },
       .checked = [this] { return comparison_->differencesOnly(); },
       .whyDisabled = tr("There are no runs in the table")},
      {.id = "compare.columns", .text = tr("Columns of the table…"), .menu = menu, .icon = "sliders", .run = [this] {
         chooseColumns();
       }}};
}

std::vector<ActionSpec> CompareWorkspace::rowActions() {
  const QString menu = tr("Compare");
  return {{.id = "compare.pin",
           .text = tr("Pin"),
           .menu = menu,
           .shortcut = QKeySequence("Ctrl+Alt+P"),
           .icon = "target",
           .run = [this] { pinCurrent(); },
           .enabled = [this] { return current() != nullptr || comparison_->pinnedGroup() != nullptr; },
           .checked = [this] { return comparison_->pinnedGroup() != nullptr; },
           .whyDisabled = tr("Choose a row of the table first: the others are compared with it")},
          {.id = "compare.chooseAll",
           .text = tr("Tick all or none"),
           .menu = menu,
           .icon = "check",
           .run = [this] { chooseAll(); },
           .enabled = [this] { return hasRows(); },
           .whyDisabled = tr("There are no runs in the table")}};
}

std::vector<ActionSpec> CompareWorkspace::copyActions() {
  return {{.id = "analyse.copyData",
           .text = tr("Copy data"),
           .menu = tr("Analyse"),
           .shortcut = QKeySequence("Ctrl+Shift+C"),
           .icon = "copy",
           .run = [this] { window_.copyData(); },
           .enabled = [this] { return window_.canCopyData(); },
           .whyDisabled = tr("Nothing to copy yet: open a view with data")},
          {.id = "compare.copyTable",
           .text = tr("Copy the table"),
           .menu = tr("Compare"),
           .icon = "copy",
           .run = [this] { copyTable(); },
           .enabled = [this] { return hasRows(); },
           .whyDisabled = tr("There are no runs in the table")}};
}

std::vector<ActionSpec> CompareWorkspace::makeActions() {
  std::vector<ActionSpec> all;
  for (const auto& some : {addActions(), tableActions(), rowActions(), copyActions()})
    all.insert(all.end(), some.begin(), some.end());
  return inGroups(std::move(all), {"compare.groupSeeds", "compare.pin", "compare.copyTable"});
}

}  // namespace

WorkspaceRow compareWorkspace() {
  return {"compare", QT_TRANSLATE_NOOP("Workspace", "Compare"),
          [](const WorkspaceContext& context) -> Workspace* { return new CompareWorkspace(context); }};
}

}  // namespace studio
