// Analyse: what topography does to the open network, compared with its controls: the list of analyses with their
// settings, their maps, plots and tables.
#include <QFileDialog>
#include <QLabel>
#include <QScrollArea>
#include <algorithm>

#include "widgets/analyse/analyse_commands.h"
#include "widgets/analyse/saved_network.h"
#include "widgets/analysis/analyses.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/contrast_views.h"
#include "widgets/analysis/similarity_matrix.h"
#include "widgets/analysis/result_views.h"
#include "widgets/analysis/windows_view.h"
#include "widgets/frame/engine_text.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/sources_panel.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/workspace_row.h"
#include "widgets/sheets/map_display.h"

namespace studio {
namespace {

constexpr int kLeastList = 216;  // px: as much as the smallest window has
constexpr int kListWidth = 296;  // px: what was found stands whole beside its title
const QString kAnalyseId = QStringLiteral("analyse");

class AnalyseWorkspace : public RunWorkspace {
 public:
  explicit AnalyseWorkspace(const WorkspaceContext& context)
      : RunWorkspace(context), analyses_(new Analyses(&context.monitor, &context.sources, context.engine, this)) {
    analyses_->work().setDevice(session_.deviceName());
    connectAnalyses();
  }

  std::vector<WorkspaceView> makeViews(QWidget* parent) override {
    const ViewContext shown{&monitor_, analyses_};
    constexpr bool kNeedsImages = true;  // it shows contrasts or angles, which a language model has none of
    return {{"maps", tr("Maps"), new MapsView(shown, parent), kNeedsImages},
            {"contrast_stack", tr("Stack"), new ContrastStackView(shown, parent), kNeedsImages},
            {"plots", tr("Plots"), plots_ = new PlotsView(shown, parent)},
            {"patches", tr("Patches"), new PatchesView(shown, parent), kNeedsImages},
            {"similarity", tr("Similarity"), new SimilarityView(shown, parent), kNeedsImages},
            {"orientation", tr("Orientation"), new OrientationView(shown, parent), kNeedsImages},
            {"windows", tr("Windows"), new WindowsView(shown, parent)},
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

  bool showsImages() const override { return !isLanguage(monitor_.data()); }
  /// Networks that are shown images have no windows of words.
  QStringList idleViews() const override {
    return isLanguage(monitor_.data()) ? QStringList() : QStringList{QStringLiteral("windows")};
  }
  bool isEmpty() const override { return !monitor_.hasRun() && !session_.training(); }
  std::vector<std::filesystem::path> shownRuns() const override;
  void shown() override {
    isShown_ = true;
    inspector_->setActive(true);
    analyses_->setWatching(true);
  }
  void hidden() override {
    isShown_ = false;
    analyses_->setWatching(false);
    inspector_->setActive(false);  // it asks for no pictures while nobody sees them
  }

  std::optional<WorkspaceStatus> status() const override {
    if (!analyses_->work().running()) return std::nullopt;
    const QString left = timeLeftText(analyses_->work().secondsLeft());
    return WorkspaceStatus{"ring", tr("Analysing"), analyses_->work().progress(), analyses_->work().progressText(),
                           left.isEmpty() ? QString() : tr("%1 left").arg(left)};
  }

 private:
  void connectAnalyses();
  QWidget* makeList();
  QWidget* makeInspector();
  void nameSheet();
  void comeToFront() { window_.showWorkspace(kAnalyseId); }
  void showFailure(const QString& sentence);
  void chooseFolder();
  void chooseFile();
  void chooseSentences();
  void choosePlace(const QString& key, bool isFolder);
  void showGratings();
  void saveNetwork(const QString& analysis);
  void showAnalysis(const QString& analysis);
  void trainBaseline();

  Analyses* analyses_;
  AnalysedUnitPanel* inspector_ = nullptr;
  QLabel* sheetName_ = nullptr;
  PlotsView* plots_ = nullptr;
  bool isShown_ = false;
};

void AnalyseWorkspace::connectAnalyses() {
  connect(analyses_, &Analyses::failed, this, [this](const QString& sentence) { showFailure(sentence); });
  connect(&analyses_->results(), &AnalysisResults::changed, this, &Workspace::contentChanged);
  connect(&analyses_->selection(), &AnalysisSelection::changed, this, &Workspace::contentChanged);
  connect(&analyses_->selection(), &AnalysisSelection::displayChanged, this, &Workspace::contentChanged);
  connect(&analyses_->choices(), &AnalysisChoices::changed, this, &Workspace::contentChanged);
  connect(&analyses_->work(), &AnalysisWork::changed, this, &Workspace::contentChanged);
  connect(&analyses_->plan(), &RunPlan::changed, this, &Workspace::contentChanged);  // it stands in the centre too
  connect(&analyses_->work(), &AnalysisWork::changed, this, [this] {
    if (analyses_->work().running()) window_.clearError();
  });
  connect(&analyses_->work(), &AnalysisWork::progressChanged, this, &Workspace::statusChanged);
  connect(&analyses_->work(), &AnalysisWork::networkSaved, &window_, &WorkspaceWindow::showNotice);
  connect(&analyses_->sources(), &Sources::changed, this, &Workspace::contentChanged);
  connect(&analyses_->results(), &AnalysisResults::changed, this, [this] { nameSheet(); });
  connect(&analyses_->selection(), &AnalysisSelection::changed, this, [this] { nameSheet(); });
}

/// Those whose networks have results; the untrained network is of the open run. Files of weights are no runs.
std::vector<std::filesystem::path> AnalyseWorkspace::shownRuns() const {
  std::vector<std::filesystem::path> runs;
  for (const AnalysisRow& row : analyses_->results().rows())
    for (const AnalysisNetwork& network : row.source.networks) {
      const bool isNew = std::find(runs.begin(), runs.end(), network.run) == runs.end();
      if (isNew && network.missing.empty() && !network.source.run.empty()) runs.push_back(network.run);
    }
  return runs;
}

/// Once: not as a message where the centre says it in place of results.
void AnalyseWorkspace::showFailure(const QString& sentence) {
  const auto& rows = analyses_->results().rows();
  const bool isInCentre = isShown_ && !rows.empty() && !rows.front().found && rows.front().error == sentence;
  if (!isInCentre) window_.showError(sentence);
}

QWidget* AnalyseWorkspace::makeCorner(QWidget* parent) {
  sheetName_ = new QLabel(parent);
  sheetName_->setFont(textFont(TextStyle::Label));
  sheetName_->setProperty("muted", true);
  return sheetName_;
}

void AnalyseWorkspace::nameSheet() {
  const QString layer = QString::fromStdString(analyses_->selection().layer());
  const AnalysisRow* first = analyses_->results().first();
  const AnalysedLayer* found = first ? first->found->find(analyses_->selection().layer()) : nullptr;
  sheetName_->setText(found ? tr("%1 · %2 × %3").arg(layer).arg(found->height).arg(found->width) : layer);
}

QWidget* AnalyseWorkspace::makeList() {
  auto* panel = new AnalysisPanel(analyses_, nullptr);
  connect(panel, &AnalysisPanel::folderWanted, this, [this] { chooseFolder(); });
  connect(panel, &AnalysisPanel::fileWanted, this, [this] { chooseFile(); });
  connect(panel, &AnalysisPanel::sentencesWanted, this, [this] { chooseSentences(); });
  connect(panel, &AnalysisPanel::placeWanted, this, &AnalyseWorkspace::choosePlace);
  connect(&panel->list(), &AnalysisList::shownWanted, this,
          [this](const QString& analysis) { showAnalysis(analysis); });
  connect(panel, &AnalysisPanel::saveWanted, this, [this](const QString& analysis) { saveNetwork(analysis); });
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setMinimumWidth(kLeastList);
  scroll->setWidget(panel);
  panel->setAutoFillBackground(true);
  panel->setBackgroundRole(QPalette::Base);
  return scroll;
}

QWidget* AnalyseWorkspace::makeInspector() {
  inspector_ = new AnalysedUnitPanel(analyses_, nullptr);
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

/// Two plots stand beside every view: the paper's figures of smoothness (2B) and of dimensionality (2A). All others are
/// in the view Plots.
std::vector<WorkspaceDock> AnalyseWorkspace::makeDocks() {
  auto* distance = new PlotDock(analyses_, "distance", nullptr);
  auto* scatter = new PlotDock(analyses_, "dimensionality", nullptr);
  auto* similarity = new SimilarityPanel(analyses_, nullptr);
  for (QWidget* dock : std::initializer_list<QWidget*>{distance, scatter, similarity}) dock->setMinimumWidth(256);
  constexpr auto kRight = Qt::RightDockWidgetArea;
  auto* sources = new SourcesPanel(&analyses_->sources(), &runs_, nullptr);
  sources->setMinimumWidth(kLeastList);
  return {
      {"analyses", tr("Analyses"), makeList(), Qt::LeftDockWidgetArea, kListWidth},
      {"sources", tr("Networks"), sources, Qt::LeftDockWidgetArea, kListWidth, 0, nullptr, "analyses"},
      {"distance", tr("Correlation and distance"), distance, kRight, 288, 256, nullptr, {}, tr("Distance")},
      {"scatter", tr("Dimensionality and smoothness"), scatter, kRight, 288, 292, nullptr, {}, tr("Dimensionality")},
      {"similarity", tr("Similarity of maps"), similarity, kRight, 288, 216, nullptr, {}, tr("Similarity"), true},
      {"inspector", tr("Unit"), makeInspector(), kRight, 280, 0, nullptr, "similarity"}};
}

void AnalyseWorkspace::chooseFolder() {
  const QString what =
      isLanguage(monitor_.data()) ? tr("Folder of tokens or text") : tr("Folder of images sorted by category");
  const QString folder = QFileDialog::getExistingDirectory(&window_, what);
  if (!folder.isEmpty()) analyses_->choices().setStimuliPlace(folder);
}

void AnalyseWorkspace::chooseFile() {
  const QString names = analyses_->choices().stimuliFileNames().join(QLatin1Char(' '));
  const QString what = tr("Files of stimuli") + QStringLiteral(" (%1)").arg(names);
  const QString file = QFileDialog::getOpenFileName(&window_, tr("File of stimuli"), {}, what);
  if (!file.isEmpty()) analyses_->choices().setStimuliPlace(file);
}

/// Files of text are text as well: that each is a label is for a person to say.
void AnalyseWorkspace::chooseSentences() {
  const QString folder =
      QFileDialog::getExistingDirectory(&window_, tr("Folder of sentences, a .txt file for each label"));
  if (!folder.isEmpty()) analyses_->choices().setStimuli("sentences:" + folder.toStdString());
}

/// Of a setting of analyses, from where it is now.
void AnalyseWorkspace::choosePlace(const QString& key, bool isFolder) {
  AnalysisSettings settings = analyses_->choices().settings();
  const QString before = QString::fromStdString(settings.text(key.toStdString()));
  const QString place = isFolder ? QFileDialog::getExistingDirectory(&window_, tr("Choose folder"), before)
                                 : QFileDialog::getOpenFileName(&window_, tr("Choose file"), before);
  if (place.isEmpty()) return;
  settings.values[key.toStdString()] = place.toStdString();
  analyses_->choices().setSettings(settings);
}

void AnalyseWorkspace::showGratings() {
  comeToFront();
  const std::string oriented = analyses_->choices().orientedStimuli();
  if (!oriented.empty()) return analyses_->choices().setStimuli(oriented);
  window_.showNotice(tr("Gratings cannot be shown to this network."));
}

/// In the view of its own name, the maps of contrasts, its plot, or with the numbers of all.
void AnalyseWorkspace::showAnalysis(const QString& analysis) {
  const auto& kinds = analyses_->choices().kinds();
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const AnalysisKind& each) { return each.name == analysis.toStdString(); });
  if (kind == kinds.end()) return;
  QString view = QStringLiteral("table");
  if (window_.viewIds(kAnalyseId).contains(analysis))
    view = analysis;
  else if (!kind->viewChoices.empty())
    view = QStringLiteral("maps");
  else if (!kind->plots.empty())
    view = QStringLiteral("plots");
  if (view == QLatin1String("plots")) plots_->showAnalysis(kind->name);
  if (window_.offeredViews(kAnalyseId).contains(view)) window_.showView(view);
}

void AnalyseWorkspace::saveNetwork(const QString& analysis) {
  const QString run = QString::fromStdString(monitor_.data().folder.name());
  if (const auto request = askForSavedNetwork(&window_, *analyses_, analysis.toStdString(), session_.runsFolder(), run))
    analyses_->work().saveNetwork(*request);
}

/// The same run for its task alone, as a configuration that is looked at before it starts.
void AnalyseWorkspace::trainBaseline() { session_.openConfiguration(withoutLosses(monitor_.data().config), {}); }

std::vector<ActionSpec> AnalyseWorkspace::makeActions() {
  return analyseCommands({.window = window_,
                          .monitor = monitor_,
                          .analyses = *analyses_,
                          .comeToFront = [this] { comeToFront(); },
                          .chooseStimuli = [this] { chooseFolder(); },
                          .showGratings = [this] { showGratings(); },
                          .trainBaseline = [this] { trainBaseline(); }});
}

}  // namespace

WorkspaceRow analyseWorkspace() {
  return {"analyse", QT_TRANSLATE_NOOP("Workspace", "Analyse"),
          [](const WorkspaceContext& context) -> Workspace* { return new AnalyseWorkspace(context); }};
}

}  // namespace studio
