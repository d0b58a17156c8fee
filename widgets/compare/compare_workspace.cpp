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
        comparison_->readOf() > 0 ? double(comparison_->readDone()) / double(comparison_->readOf()) : -1;
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
  const QString folder = QFileDialog::getExistingDirectory(&window_, tr("Folder of a run or of a checkpoint"));
  if (!folder.isEmpty()) comparison_->add(folder.toStdString());
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

std::vector<ActionSpec> CompareWorkspace::makeActions() {
  const QString menu = tr("Compare");
  const auto hasRows = [this] { return !comparison_->groups().empty(); };
  const auto add = [this] { addFiles(); };
  return inGroups(
      {{"compare.addRuns", tr("Add runs…"), menu, {}, "plus", [this] { addFolder(); }, {}, {}, {}},
       {"compare.addFile", tr("Add weights or configurations…"), menu, {}, "file", add, {}, {}, {}},
       {"compare.groupSeeds",
        tr("Group seeds"),
        menu,
        {},
        "layers",
        [this] { comparison_->setGroupsSeeds(!comparison_->groupsSeeds()); },
        {},
        [this] { return comparison_->groupsSeeds(); },
        {}},
       {"compare.differencesOnly",
        tr("Differences only"),
        menu,
        {},
        "filter",
        [this] { comparison_->setDifferencesOnly(!comparison_->differencesOnly()); },
        hasRows,
        [this] { return comparison_->differencesOnly(); },
        tr("There are no runs in the table")},
       {"compare.columns", tr("Columns of the table…"), menu, {}, "sliders", [this] { chooseColumns(); }, {}, {}, {}},
       {"compare.pin", tr("Pin"), menu, QKeySequence("Ctrl+Alt+P"), "target", [this] { pinCurrent(); },
        [this] { return current() != nullptr || comparison_->pinnedGroup() != nullptr; },
        [this] { return comparison_->pinnedGroup() != nullptr; },
        tr("Choose a row of the table first: the others are compared with it")},
       {"compare.chooseAll",
        tr("Tick all or none"),
        menu,
        {},
        "check",
        [this] { chooseAll(); },
        hasRows,
        {},
        tr("There are no runs in the table")},
       {"analyse.copyData",
        tr("Copy data"),
        tr("Analyse"),
        QKeySequence("Ctrl+Shift+C"),
        "copy",
        [this] { window_.copyData(); },
        [this] { return window_.canCopyData(); },
        {},
        tr("Nothing to copy yet: open a view with data")},
       {"compare.copyTable",
        tr("Copy the table"),
        menu,
        {},
        "copy",
        [this] {
          QGuiApplication::clipboard()->setText(QString::fromStdString(
              plotTabbed(runTable(comparison_->records(), comparison_->groups(), comparison_->shownColumns()))));
        },
        hasRows,
        {},
        tr("There are no runs in the table")}},
      {"compare.groupSeeds", "compare.pin", "compare.copyTable"});
}

}  // namespace

WorkspaceRow compareWorkspace() {
  return {"compare", QT_TRANSLATE_NOOP("Workspace", "Compare"),
          [](const WorkspaceContext& context) -> Workspace* { return new CompareWorkspace(context); }};
}

}  // namespace studio
