// The Analyse workspace in the window: its docks, its commands, and what the status row says while analyses are at
// work.
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <cmath>

#include "app/gui/main_window.h"
#include "app/gui/view_steps.h"
#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/distance_view.h"
#include "widgets/analysis/analysis_plot.h"
#include "widgets/analysis/scatter_plot.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/analysis/similarity_matrix.h"
#include "widgets/frame/status_strip.h"
#include "widgets/frame/view_tabs.h"
#include "widgets/runs/state_text.h"

namespace studio {
namespace {

/// Tables as a spreadsheet takes them from the clipboard.
QString pasteText(const FigureData& data) {
  QStringList lines;
  for (const FigureTable& table : data.tables) {
    QStringList heads;
    for (const std::string& column : table.columns) heads << QString::fromStdString(column);
    lines << heads.join(QLatin1Char('\t'));
    for (const auto& row : table.rows) {
      QStringList cells;
      for (const double value : row) cells << (std::isfinite(value) ? QString::number(value, 'g', 9) : QString());
      lines << cells.join(QLatin1Char('\t'));
    }
  }
  return lines.isEmpty() ? QString() : lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace

bool MainWindow::inAnalyse() const { return currentWorkspace() == QLatin1String("analyse"); }

void MainWindow::makeAnalyseDocks() {
  auto* panel = new AnalysisPanel(desk_, nullptr);
  connect(panel, &AnalysisPanel::folderWanted, this, &MainWindow::chooseStimuliFolder);
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setMinimumWidth(232);
  scroll->setWidget(panel);
  panel->setAutoFillBackground(true);
  panel->setBackgroundRole(QPalette::Base);
  addDock(QStringLiteral("analyses"), tr("Analyses"), scroll, Qt::LeftDockWidgetArea, 232);
  auto* distance = new PlotDock(desk_, new DistancePlot(desk_, nullptr), "smoothness", nullptr);
  auto* scatter = new PlotDock(desk_, new ScatterPlot(desk_, nullptr), "dimensionality", nullptr);
  auto* similarity = new SimilarityPanel(desk_, nullptr);
  for (AnalysisDock* dock : std::initializer_list<AnalysisDock*>{distance, scatter, similarity}) {
    dock->setMinimumWidth(256);
    connect(dock, &AnalysisDock::actionWanted, this, [this](const QString& id) {
      if (QAction* action = registry_->action(id)) action->trigger();
    });
  }
  addDock(QStringLiteral("distance"), tr("Correlation and distance"), distance, Qt::RightDockWidgetArea, 288);
  addDock(QStringLiteral("scatter"), tr("Dimensionality and smoothness"), scatter, Qt::RightDockWidgetArea, 288);
  addDock(QStringLiteral("similarity"), tr("Similarity of maps"), similarity, Qt::RightDockWidgetArea, 288);
  setDockHeight(QStringLiteral("distance"), 256);
  setDockHeight(QStringLiteral("scatter"), 292);
  setDockHeight(QStringLiteral("similarity"), 216);
  shareDockPlace(QStringLiteral("inspector"), QStringLiteral("similarity"));
}

void MainWindow::connectDesk() {
  connect(desk_, &AnalysisDesk::failed, this, &MainWindow::showError);
  for (const auto signal : {&AnalysisDesk::rowsChanged, &AnalysisDesk::selectionChanged, &AnalysisDesk::lookChanged,
                            &AnalysisDesk::settingsChanged})
    connect(desk_, signal, this, [this] {
      views_->refresh();
      refreshActions();
    });
  connect(desk_, &AnalysisDesk::progressChanged, this, [this] {
    refreshStatus();
    views_->refresh();  // what is said in place of results tells how far they are
  });
  connect(desk_, &AnalysisDesk::selectionChanged, this, [this] {
    const QString layer = QString::fromStdString(desk_->layer());
    const AnalysedLayer* found = desk_->trained() ? desk_->trained()->found->find(desk_->layer()) : nullptr;
    sheetName_->setText(found ? tr("%1 · %2 × %3").arg(layer).arg(found->height).arg(found->width) : layer);
  });
}

/// Analyses are told of where no training is: what trains is the more important.
void MainWindow::showAnalysisProgress() {
  if (!desk_->running() || session_->training()) return;
  const QString left = timeLeftText(desk_->secondsLeft());
  statusStrip()->setState(QStringLiteral("ring"), Role::Accent, tr("Analysing"));
  statusStrip()->setProgress(desk_->progress(), desk_->progressText(),
                             left.isEmpty() ? QString() : tr("%1 left").arg(left));
}

bool MainWindow::canAnalyse() const {
  return !desk_->running() && desk_->hasStimuli() && !desk_->rows().empty() &&
         desk_->rows().front().network.missing.empty();
}

void MainWindow::runAnalyses() {
  showWorkspace(QStringLiteral("analyse"));
  desk_->runAll();
}

void MainWindow::chooseStimuliFolder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of images sorted by category"));
  if (!folder.isEmpty()) desk_->setStimuli("localizer:" + folder.toStdString());
}

void MainWindow::showGratings() {
  showWorkspace(QStringLiteral("analyse"));
  for (const StimuliChoice& choice : desk_->stimuliChoices())
    if (choice.data.rfind("gratings", 0) == 0) return desk_->setStimuli(choice.data);
  showNotice(tr("Gratings cannot be shown to this network."));
}

bool MainWindow::limitsLocked() const {
  return inAnalyse() ? desk_->look().lockedLimit.has_value() : session_->monitor()->view().limitsLocked;
}

void MainWindow::toggleLimitsLock() {
  if (!inAnalyse()) return studio::toggleLimitsLock(*session_->monitor());
  AnalysisLook look = desk_->look();
  look.lockedLimit = look.lockedLimit ? std::optional<double>() : shownMaps(*desk_).limit;
  desk_->setLook(look);
}

void MainWindow::resetLimits() {
  if (!inAnalyse()) return studio::resetLimits(*session_->monitor());
  AnalysisLook look = desk_->look();
  look.lockedLimit.reset();
  desk_->setLook(look);
}

bool MainWindow::canCopyData() const {
  const FigureView* view = centre_->currentWidget() == views_ ? views_->current() : nullptr;
  return view && (!view->dataText().isEmpty() || view->figure() != nullptr);
}

void MainWindow::copyData() {
  const FigureView* view = views_->current();
  if (!view) return;
  QString text = view->dataText();
  const auto figure = text.isEmpty() ? view->figure() : nullptr;
  if (figure) text = pasteText(figure->data());
  if (!text.isEmpty())
    QGuiApplication::clipboard()->setText(text);
  else
    showNotice(tr("This view has no table to copy; its maps are exported beside the figure."));
}

}  // namespace studio
