#include "widgets/boards/figure_workspace.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QScrollArea>

#include "core/run/text_file.h"
#include "widgets/boards/board_caption.h"
#include "widgets/boards/board_document.h"
#include "widgets/boards/board_kinds.h"
#include "widgets/boards/board_runs.h"
#include "widgets/boards/board_settings.h"
#include "widgets/boards/board_view.h"
#include "widgets/boards/ready_boards.h"
#include "widgets/export/export_dialog.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

const QString kFigureId = QStringLiteral("figure");

class FigureWorkspace : public RunWorkspace {
 public:
  explicit FigureWorkspace(const WorkspaceContext& context)
      : RunWorkspace(context), document_(new BoardDocument(context.engine, this)) {
    connectDocument();
    connect(&session_, &RunSession::figureOpened, this,
            [this](const QString& file) { document_->openFigure(file.toStdString(), {session_.runsFolder()}); });
  }

  std::vector<WorkspaceView> makeViews(QWidget* parent) override {
    view_ = new BoardView(document_, parent);
    return {{"board", tr("Board"), view_}};
  }
  std::vector<WorkspaceDock> makeDocks() override;
  QWidget* makeCorner(QWidget* parent) override {
    size_ = new QLabel(parent);
    size_->setFont(textFont(TextStyle::Label));
    size_->setProperty("muted", true);
    return size_;
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

 private:
  void connectDocument();
  void makeFirstBoard();
  void openFigure();
  void addSweep();
  void exportBoard();
  void nameSize();
  ActionSpec readyAction(const ReadyBoard& ready);

  BoardDocument* document_;
  BoardView* view_ = nullptr;
  BoardRunsPanel* runsPanel_ = nullptr;
  QLabel* size_ = nullptr;
  bool begun_ = false;
};

void FigureWorkspace::connectDocument() {
  connect(document_, &BoardDocument::changed, this, [this] {
    nameSize();
    Q_EMIT contentChanged();
  });
  connect(document_, &BoardDocument::selectionChanged, this, &Workspace::contentChanged);
  connect(document_, &BoardDocument::busyChanged, this, [this] {
    Q_EMIT statusChanged();
    Q_EMIT contentChanged();
  });
  connect(document_, &BoardDocument::failed, this, [this](const QString& sentence) { window_.showError(sentence); });
  connect(document_, &BoardDocument::opened, this, [this] {
    begun_ = true;
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
  runsPanel_->model().tickAlikeNewest();
  document_->useReadyBoard("2a");
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
            window_.showWorkspace(kFigureId);
            if (document_->chosen().empty()) runsPanel_->model().tickAlikeNewest();
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

Workspace* makeFigureWorkspace(const WorkspaceContext& context) { return new FigureWorkspace(context); }

}  // namespace studio
