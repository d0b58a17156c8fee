// The Figure workspace: a board of panels for a paper, of one or many runs.
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <algorithm>

#include "core/run/text_file.h"
#include "widgets/boards/board_docks.h"
#include "widgets/boards/board_document.h"
#include "widgets/boards/board_view.h"
#include "widgets/boards/ready_boards.h"
#include "widgets/export/export_dialog.h"
#include "widgets/frame/controls.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/worker_call.h"
#include "widgets/runs/workspace_row.h"

namespace studio {
namespace {

const QString kFigureId = QStringLiteral("figure");

class FigureWorkspace : public RunWorkspace {
 public:
  explicit FigureWorkspace(const WorkspaceContext& context)
      : RunWorkspace(context), document_(new BoardDocument(context.engine, this)) {
    connectDocument();
    document_->setColours([&list = runs_](const std::string& settings, const std::string& place) {
      return list.runColour(settings, place);
    });
    connect(&session_, &RunSession::figureOpened, this,
            [this](const QString& file) { document_->openFigure(file.toStdString(), {session_.runsFolder()}); });
  }

  std::vector<WorkspaceView> makeViews(QWidget* parent) override {
    view_ = new BoardView(document_, parent);
    return {{"board", tr("Board"), view_}};
  }
  std::vector<WorkspaceDock> makeDocks() override;
  QWidget* makeCorner(QWidget* parent) override {
    auto* corner = new QWidget(parent);
    size_ = new QLabel(corner);
    size_->setFont(textFont(TextStyle::Label));
    size_->setProperty("muted", true);
    auto* zoom =
        new Segments({tr("Width"), tr("Whole page"), tr("100 %")}, int(BoardView::keptZoom()), corner, tr("Shown: %1"));
    connect(zoom, &Segments::chosenChanged, this, [this](int index) { view_->setZoom(BoardZoom(index)); });
    auto* row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    row->addWidget(size_);
    row->addWidget(zoom);
    return corner;
  }
  std::vector<ActionSpec> makeActions() override;
  std::optional<WorkspaceToolbar> toolbar() const override {
    return WorkspaceToolbar{{"figure.open", "edit.undo:icon", "edit.redo:icon", "|", "figure.readAgain", "figure.stop"},
                            {"figure.copyCaption", "figure.export:raised"}};
  }
  void shown() override;
  std::optional<WorkspaceStatus> status() const override {
    if (!document_->isBusy()) return std::nullopt;
    return WorkspaceStatus{"ring", tr("Reading runs"), document_->progress(), document_->progressText(), {}};
  }
  bool takesPanel(const BoardPanel& panel) const override { return document_->kindFor(panel.kind) != nullptr; }
  void takePanel(BoardPanel panel, const std::vector<std::filesystem::path>& runs) override;
  /// Not what anybody would see who comes here for the first time.
  QByteArray keptState() const override {
    QByteArray kept = document_->kept();
    return kept == firstBoard_ ? QByteArray() : kept;
  }
  void restore(const QByteArray& kept) override {
    begun_ = true;
    document_->restore(kept, {session_.runsFolder()});
  }

 private:
  void connectDocument();
  void makeFirstBoard();
  void tickFirst();
  std::vector<std::string> addToBoard(const std::vector<std::filesystem::path>& runs);
  void openFigure();
  void addSweep();
  void exportBoard();
  void nameSize();
  ActionSpec readyAction(const ReadyBoard& ready);

  BoardDocument* document_;
  BoardView* view_ = nullptr;
  BoardRunsPanel* runsPanel_ = nullptr;
  QLabel* size_ = nullptr;
  bool begun_ = false, makesFirst_ = false;
  QByteArray firstBoard_;  ///< BoardDocument::kept() of the board that nobody has asked for
};

void FigureWorkspace::connectDocument() {
  connect(document_, &BoardDocument::changed, this, [this] {
    if (makesFirst_ && !document_->isEmpty()) {
      makesFirst_ = false;
      firstBoard_ = document_->kept();
    }
    nameSize();
    Q_EMIT contentChanged();
    Q_EMIT keptStateChanged();
  });
  connect(document_, &BoardDocument::runsChanged, this, &Workspace::keptStateChanged);
  connect(document_, &BoardDocument::selectionChanged, this, &Workspace::contentChanged);
  connect(document_, &BoardDocument::busyChanged, this, [this] {
    Q_EMIT statusChanged();
    Q_EMIT contentChanged();
  });
  connect(document_, &BoardDocument::failed, this, [this](const QString& sentence) { window_.showError(sentence); });
  connect(document_, &BoardDocument::replaced, this, [this](const QString& by) {
    window_.offerAction(tr("%1 has taken the place of the board that you had changed.").arg(by), tr("Undo"),
                        [this] { document_->undo(); });
  });
  connect(document_, &BoardDocument::opened, this, [this] {
    begun_ = true;
    window_.clearError();  // of a file that was tried before
    window_.showWorkspace(kFigureId);
  });
}

void FigureWorkspace::nameSize() {
  if (!size_) return;
  const FigureBoard& board = document_->board();
  size_->setText(tr("%1 × %2 mm").arg(board.widthMm, 0, 'f', 0).arg(boardHeightMm(board), 0, 'f', 0));
}

/// Who comes here for the first time sees a figure of what there is, not an empty page.
void FigureWorkspace::shown() {
  if (begun_) return;
  if (runs_.rowCount() > 0) return makeFirstBoard();
  connect(&runs_, &RunListModel::refreshed, this, [this] {
    if (!begun_ && window_.currentWorkspace() == kFigureId) makeFirstBoard();
  });
}

void FigureWorkspace::makeFirstBoard() {
  if (begun_ || runs_.rowCount() == 0) return;
  begun_ = true;
  if (!document_->isEmpty() || !document_->chosen().empty()) return;
  makesFirst_ = true;
  tickFirst();
  document_->useReadyBoard("2a");
}

void FigureWorkspace::tickFirst() {
  const bool isRun = monitor_.hasRun() && monitor_.data().caption.empty();
  runsPanel_->model().tickAlike(isRun ? monitor_.data().folder.path() : std::filesystem::path());
}

/// What other workspaces show, with the runs that it is of; the board that is there stays.
void FigureWorkspace::takePanel(BoardPanel panel, const std::vector<std::filesystem::path>& runs) {
  const PanelKind* kind = document_->kindFor(panel.kind);
  if (!kind) return;
  begun_ = true;
  panel.kind = kind->name;
  if (!kind->ofLayer) panel.layer.clear();
  if (!kind->ofMaps) panel.quantity.clear();
  if (!kind->ofMaps || !kind->ofOneRun) panel.step = -1;
  panel.runs = addToBoard(runs);
  if (!document_->addPanelLike(std::move(panel)))
    return window_.showError(tr("The board has no space for another panel; remove one of its panels first."));
  window_.offerAction(tr("“%1” is on the board.").arg(kind->title), tr("Open"),
                      [this] { window_.showWorkspace(kFigureId); });
}

/// Their names on the board; those of another folder are distinguished by it.
std::vector<std::string> FigureWorkspace::addToBoard(const std::vector<std::filesystem::path>& runs) {
  const auto& chosen = document_->chosen();
  std::vector<BoardDocument::ChosenRun> added;
  std::vector<std::string> names;
  for (const std::filesystem::path& run : runs) {
    const auto known =
        std::find_if(chosen.begin(), chosen.end(), [&](const auto& each) { return each.run.path == run; });
    const bool isHere = run.parent_path() == session_.runsFolder();
    const auto name = isHere ? run.filename() : run.parent_path().filename() / run.filename();
    names.push_back(known != chosen.end() ? known->run.name : name.string());
    if (known != chosen.end() || chosen.size() + added.size() >= kMostBoardRuns) continue;
    const int row = runs_.findRow(run);
    added.push_back({{names.back(), run}, row < 0 ? -1 : runs_.index(row).data(RunListModel::ColourRole).toInt()});
  }
  document_->addRuns(added);
  return names;
}

std::vector<WorkspaceDock> FigureWorkspace::makeDocks() {
  runsPanel_ = new BoardRunsPanel(document_, &runs_, nullptr);
  connect(runsPanel_, &BoardRunsPanel::sweepWanted, this, [this] { addSweep(); });
  auto* kinds = new BoardKindsPanel(document_, nullptr);
  auto* settings = new BoardSettingsPanel(document_, nullptr);
  settings->setAutoFillBackground(true);
  settings->setBackgroundRole(QPalette::Base);
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setMinimumWidth(264);
  scroll->setWidget(settings);
  constexpr auto kLeft = Qt::LeftDockWidgetArea, kRight = Qt::RightDockWidgetArea;
  return {{"figure_runs", tr("Runs"), runsPanel_, kLeft, 256, 330},
          {"figure_kinds", tr("Figures"), kinds, kLeft, 256},
          {"figure_settings", tr("Board"), scroll, kRight, 280, 440},
          {"figure_caption", tr("Caption"), new BoardCaptionPanel(document_, nullptr), kRight, 280},
          {"figure_provenance", tr("Provenance"), new BoardProvenancePanel(document_, nullptr), kRight, 280, 0, nullptr,
           "figure_caption"}};
}

void FigureWorkspace::openFigure() {
  const QString file = QFileDialog::getOpenFileName(&window_, tr("Open the board of a figure"),
                                                    QString::fromStdString(session_.runsFolder().string()),
                                                    tr("Figures (*.pdf *.svg *.png)"));
  if (!file.isEmpty()) document_->openFigure(file.toStdString(), {session_.runsFolder()});
}

void FigureWorkspace::addSweep() {
  const QString folder = QFileDialog::getExistingDirectory(&window_, tr("Folder of a sweep"),
                                                           QString::fromStdString(session_.runsFolder().string()));
  if (folder.isEmpty()) return;
  readOnWorker<std::vector<NamedRun>>(
      this, [folder] { return findRuns(folder.toStdString()); },
      [this](const std::vector<NamedRun>& runs) { runsPanel_->model().addRuns(runs); },
      [this](const std::string& sentence) { window_.showError(QString::fromStdString(sentence)); });
}

/// The picture, its data, and the caption as text beside them.
void FigureWorkspace::exportBoard() {
  const auto filled = document_->filled();
  const BoardFigure figure(filled);
  const QString name = QString::fromStdString(filled->board.name == "board" ? "board" : "figure_" + filled->board.name);
  const QString folder = QString::fromStdString((session_.runsFolder() / "figures").string());
  ExportDialog dialog(figure, folder, name, &window_);
  if (dialog.exec() != QDialog::Accepted) return;
  const QFileInfo file(dialog.file());
  QStringList written{tr("with %1 files of data").arg(dialog.dataFiles().size())};
  try {
    const QString caption = file.dir().filePath(file.completeBaseName() + QStringLiteral("_caption.txt"));
    writeFileAtomically(caption.toStdString(), boardCaption(*filled).toStdString() + "\n");
    written << tr("with %1").arg(QFileInfo(caption).fileName());
  } catch (const std::exception& error) {
    window_.showError(QString::fromStdString(error.what()));
  }
  window_.showSaved(dialog.file(), written.join(QStringLiteral(", ")));
}

ActionSpec FigureWorkspace::readyAction(const ReadyBoard& ready) {
  return {QStringLiteral("figure.ready.") + QString::fromStdString(ready.name),
          ready.title,
          tr("Figure"),
          {},
          "grid",
          [this, name = ready.name] {
            begun_ = true;
            window_.clearError();
            window_.showWorkspace(kFigureId);
            if (document_->chosen().empty()) tickFirst();
            document_->useReadyBoard(name);
          },
          {},
          {},
          {}};
}

std::vector<ActionSpec> FigureWorkspace::makeActions() {
  const QString menu = tr("Figure"), nothing = tr("The board is empty: choose a figure first");
  const auto hasPanels = [this] { return !document_->isEmpty(); };
  std::vector<ActionSpec> specs;
  for (const ReadyBoard& ready : readyBoards()) specs.push_back(readyAction(ready));
  const auto add = [&](const char* id, const QString& text, const char* icon, std::function<void()> run,
                       std::function<bool()> enabled, const QString& why) {
    specs.push_back(
        {QLatin1String(id), text, menu, {}, QLatin1String(icon), std::move(run), std::move(enabled), {}, why});
  };
  add("figure.open", tr("Open board…"), "folder", [this] { openFigure(); }, {}, {});
  add(
      "figure.clear", tr("Empty the board"), "trash", [this] { document_->clear(); }, hasPanels, nothing);
  add(
      "figure.readAgain", tr("Read runs again"), "refresh", [this] { document_->readAgain(); },
      [this] { return !document_->chosen().empty(); }, tr("Tick runs first"));
  add(
      "figure.stop", tr("Stop reading"), "stop", [this] { document_->cancel(); },
      [this] { return document_->isBusy(); }, tr("Nothing is being read"));
  add(
      "figure.copyCaption", tr("Copy caption"), "copy",
      [this] { QApplication::clipboard()->setText(boardCaption(*document_->filled())); }, hasPanels, nothing);
  add(
      "figure.export", tr("Export board…"), "export", [this] { exportBoard(); }, hasPanels, nothing);
  specs = inGroups(std::move(specs), {"figure.open", "figure.readAgain", "figure.copyCaption"});
  // The same commands as in Setup: whichever workspace is shown answers.
  specs.push_back({"edit.undo",
                   tr("Undo"),
                   tr("Edit"),
                   QKeySequence("Ctrl+Z"),
                   "undo",
                   [this] { document_->undo(); },
                   [this] { return document_->canUndo(); },
                   {},
                   tr("Nothing to undo")});
  specs.push_back({"edit.redo",
                   tr("Redo"),
                   tr("Edit"),
                   QKeySequence("Ctrl+Shift+Z"),
                   "redo",
                   [this] { document_->redo(); },
                   [this] { return document_->canRedo(); },
                   {},
                   tr("Nothing to redo")});
  return specs;
}

}  // namespace

WorkspaceRow figureWorkspace() {
  return {"figure", QT_TRANSLATE_NOOP("Workspace", "Figure"),
          [](const WorkspaceContext& context) -> Workspace* { return new FigureWorkspace(context); }};
}

}  // namespace studio
