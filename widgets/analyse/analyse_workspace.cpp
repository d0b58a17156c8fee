#include "widgets/analyse/analyse_workspace.h"

#include <QFileDialog>
#include <QLabel>
#include <QScrollArea>

#include "widgets/analysis/analysed_unit_panel.h"
#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/analysis_table_view.h"
#include "widgets/analysis/contrast_stack_view.h"
#include "widgets/analysis/maps_view.h"
#include "widgets/analysis/orientation_view.h"
#include "widgets/analysis/patches_view.h"
#include "widgets/analysis/plots_view.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/analysis/similarity_matrix.h"
#include "widgets/analysis/similarity_view.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/state_text.h"
#include "widgets/sheets/view_steps.h"

namespace studio {
namespace {

const QString kAnalyseId = QStringLiteral("analyse");

class AnalyseWorkspace : public Workspace {
 public:
  explicit AnalyseWorkspace(const WorkspaceContext& context)
      : Workspace(&context.window),
        window_(context.window),
        session_(context.session),
        monitor_(context.monitor),
        desk_(new AnalysisDesk(&context.monitor, context.engine, this)) {
    desk_->setDevice(session_.deviceName());
    connectDesk();
  }

  std::vector<WorkspaceView> makeViews(QWidget* parent) override {
    const ViewContext shown{&monitor_, desk_};
    return {{"maps", tr("Maps"), new MapsView(shown, parent)},
            {"contrast_stack", tr("Stack"), new ContrastStackView(shown, parent)},
            {"plots", tr("Plots"), new PlotsView(shown, parent)},
            {"patches", tr("Patches"), new PatchesView(shown, parent)},
            {"similarity", tr("Similarity"), new SimilarityView(shown, parent)},
            {"orientation", tr("Orientation"), new OrientationView(shown, parent)},
            {"table", tr("Table"), new AnalysisTableView(shown, parent)}};
  }

  std::vector<WorkspaceDock> makeDocks() override;
  QWidget* makeCorner(QWidget* parent) override;
  std::vector<ActionSpec> makeActions() override;
  std::optional<WorkspaceToolbar> toolbar() const override {
    return WorkspaceToolbar{
        {"file.open", "analyse.runAll", "analyse.stop", "|", "analyse.linkedCursor", "analyse.outlines"},
        {"analyse.copyData", "file.exportFigure:raised"}};
  }

  bool isEmpty() const override { return !monitor_.hasRun() && !session_.training(); }
  void shown() override { inspector_->setActive(true); }
  void hidden() override { inspector_->setActive(false); }  // it asks for no pictures while nobody sees them

  std::optional<WorkspaceStatus> status() const override {
    if (!desk_->running()) return std::nullopt;
    const QString left = timeLeftText(desk_->secondsLeft());
    return WorkspaceStatus{"ring", tr("Analysing"), desk_->progress(), desk_->progressText(),
                           left.isEmpty() ? QString() : tr("%1 left").arg(left)};
  }

 private:
  void connectDesk();
  QWidget* makeList();
  QWidget* makeInspector();
  void nameSheet();
  void comeToFront() { window_.showWorkspace(kAnalyseId); }
  bool canRun() const;
  void chooseStimuli();
  void showGratings();
  void toggleLock();
  void changeLook(const std::function<void(AnalysisLook&)>& change);

  WorkspaceWindow& window_;
  RunSession& session_;
  RunMonitor& monitor_;
  AnalysisDesk* desk_;
  AnalysedUnitPanel* inspector_ = nullptr;
  QLabel* sheetName_ = nullptr;
};

void AnalyseWorkspace::connectDesk() {
  connect(desk_, &AnalysisDesk::failed, &window_, &WorkspaceWindow::showError);
  for (const auto signal : {&AnalysisDesk::rowsChanged, &AnalysisDesk::selectionChanged, &AnalysisDesk::lookChanged,
                            &AnalysisDesk::settingsChanged})
    connect(desk_, signal, this, &Workspace::contentChanged);
  connect(desk_, &AnalysisDesk::progressChanged, this, &Workspace::statusChanged);
  connect(desk_, &AnalysisDesk::selectionChanged, this, [this] { nameSheet(); });
}

QWidget* AnalyseWorkspace::makeCorner(QWidget* parent) {
  sheetName_ = new QLabel(parent);
  sheetName_->setFont(textFont(TextStyle::Label));
  sheetName_->setProperty("muted", true);
  return sheetName_;
}

void AnalyseWorkspace::nameSheet() {
  const QString layer = QString::fromStdString(desk_->layer());
  const AnalysedLayer* found = desk_->trained() ? desk_->trained()->found->find(desk_->layer()) : nullptr;
  sheetName_->setText(found ? tr("%1 · %2 × %3").arg(layer).arg(found->height).arg(found->width) : layer);
}

QWidget* AnalyseWorkspace::makeList() {
  auto* panel = new AnalysisPanel(desk_, nullptr);
  connect(panel, &AnalysisPanel::folderWanted, this, [this] { chooseStimuli(); });
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setMinimumWidth(232);
  scroll->setWidget(panel);
  panel->setAutoFillBackground(true);
  panel->setBackgroundRole(QPalette::Base);
  return scroll;
}

QWidget* AnalyseWorkspace::makeInspector() {
  inspector_ = new AnalysedUnitPanel(desk_, nullptr);
  connect(inspector_, &AnalysedUnitPanel::addressEntered, this, [this](const QString& address) {
    const QString problem = goToUnit(monitor_, address);
    if (!problem.isEmpty()) window_.showError(problem);
  });
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setWidget(inspector_);
  scroll->setMinimumWidth(280);  // narrower, the names of quantities would be cut
  return scroll;
}

std::vector<WorkspaceDock> AnalyseWorkspace::makeDocks() {
  auto* distance = new PlotDock(desk_, "distance", nullptr);
  auto* scatter = new PlotDock(desk_, "dimensionality", nullptr);
  auto* similarity = new SimilarityPanel(desk_, nullptr);
  for (AnalysisDock* dock : std::initializer_list<AnalysisDock*>{distance, scatter, similarity}) {
    dock->setMinimumWidth(256);
    connect(dock, &AnalysisDock::actionWanted, &window_, &WorkspaceWindow::trigger);
  }
  constexpr auto kRight = Qt::RightDockWidgetArea;
  return {{"analyses", tr("Analyses"), makeList(), Qt::LeftDockWidgetArea, 232},
          {"distance", tr("Correlation and distance"), distance, kRight, 288, 256},
          {"scatter", tr("Dimensionality and smoothness"), scatter, kRight, 288, 292},
          {"similarity", tr("Similarity of maps"), similarity, kRight, 288, 216},
          {"inspector", tr("Unit"), makeInspector(), kRight, 280, 0, nullptr, "similarity"}};
}

bool AnalyseWorkspace::canRun() const {
  return !desk_->running() && desk_->hasStimuli() && !desk_->rows().empty() &&
         desk_->rows().front().network.missing.empty();
}

void AnalyseWorkspace::chooseStimuli() {
  const QString folder = QFileDialog::getExistingDirectory(&window_, tr("Folder of images sorted by category"));
  if (!folder.isEmpty()) desk_->setStimuli("localizer:" + folder.toStdString());
}

void AnalyseWorkspace::showGratings() {
  comeToFront();
  for (const StimuliChoice& choice : desk_->stimuliChoices())
    if (choice.data.rfind("gratings", 0) == 0) return desk_->setStimuli(choice.data);
  window_.showNotice(tr("Gratings cannot be shown to this network."));
}

void AnalyseWorkspace::changeLook(const std::function<void(AnalysisLook&)>& change) {
  AnalysisLook look = desk_->look();
  change(look);
  desk_->setLook(look);
}

void AnalyseWorkspace::toggleLock() {
  changeLook([this](AnalysisLook& look) {
    look.lockedLimit = look.lockedLimit ? std::optional<double>() : shownMaps(*desk_).limit;
  });
}

std::vector<ActionSpec> AnalyseWorkspace::makeActions() {
  const QString menu = tr("Analyse"), maps = tr("Maps"), openFirst = tr("Open or start a run first");
  const auto hasRun = [this] { return monitor_.hasRun(); };
  const auto flag = [this](const char* id, QString text, const char* keys, const char* icon,
                           bool AnalysisLook::*which) {
    return ActionSpec{id,
                      std::move(text),
                      tr("Analyse"),
                      QKeySequence(keys),
                      icon,
                      [this, which] { changeLook([which](AnalysisLook& look) { look.*which = !(look.*which); }); },
                      {},
                      [this, which] { return desk_->look().*which; },
                      {}};
  };
  return {
      {"maps.lockLimits",
       tr("Lock limits"),
       maps,
       QKeySequence("K"),
       {},
       [this] { toggleLock(); },
       hasRun,
       [this] { return desk_->look().lockedLimit.has_value(); },
       openFirst},
      {"maps.resetLimits",
       tr("Reset limits"),
       maps,
       QKeySequence("R"),
       {},
       [this] { changeLook([](AnalysisLook& look) { look.lockedLimit.reset(); }); },
       hasRun,
       {},
       openFirst},
      {"analyse.runAll",
       tr("Run all"),
       menu,
       QKeySequence("F8"),
       "play",
       [this] {
         comeToFront();
         desk_->runAll();
       },
       [this] { return canRun(); },
       {},
       tr("Nothing to analyse: open a run with a checkpoint, or a file of weights; or analyses are at work")},
      {"analyse.stop",
       tr("Stop analyses"),
       menu,
       QKeySequence("Shift+F8"),
       "stop",
       [this] { desk_->cancel(); },
       [this] { return desk_->running(); },
       {},
       tr("No analysis is at work")},
      {"analyse.chooseStimuli",
       tr("Choose stimuli..."),
       menu,
       {},
       "folder",
       [this] { chooseStimuli(); },
       hasRun,
       {},
       openFirst},
      {"analyse.gratings",
       tr("Show gratings to the network"),
       menu,
       {},
       "target",
       [this] { showGratings(); },
       hasRun,
       {},
       openFirst},
      flag("analyse.linkedCursor", tr("Linked cursor"), "C", "link", &AnalysisLook::linkedCursor),
      flag("analyse.outlines", tr("Outlines"), "O", "eye", &AnalysisLook::outlines),
      flag("analyse.raised", tr("Raised maps"), "", "raised", &AnalysisLook::raised),
      {"analyse.copyData",
       tr("Copy data"),
       menu,
       QKeySequence("Ctrl+Shift+C"),
       "copy",
       [this] { window_.copyData(); },
       [this] { return window_.canCopyData(); },
       {},
       tr("Nothing to copy yet: open a view with data")},
  };
}

}  // namespace

Workspace* makeAnalyseWorkspace(const WorkspaceContext& context) { return new AnalyseWorkspace(context); }

}  // namespace studio
