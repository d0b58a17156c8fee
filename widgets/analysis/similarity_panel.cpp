#include "widgets/analysis/similarity_panel.h"

#include <QLabel>
#include <QVBoxLayout>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analysis_desk.h"

namespace studio {
namespace {

QStringList titles() {
  QStringList result;
  for (const auto measure : {SimilarityMeasure::Pearson, SimilarityMeasure::Ssim, SimilarityMeasure::Spearman}) result << measureTitle(measure);
  return result;
}

}  // namespace

MeasureChoice::MeasureChoice(QWidget* parent) : Segments(titles(), int(SimilarityMeasure::Pearson), parent, tr("Similarity by %1")) {
  connect(this, &Segments::chosenChanged, this, [this] { Q_EMIT measureChosen(measure()); });
}

SimilarityPanel::SimilarityPanel(AnalysisDesk* desk, QWidget* parent) : SimilarityPanel(desk, new QWidget, parent) {}

SimilarityPanel::SimilarityPanel(AnalysisDesk* desk, QWidget* content, QWidget* parent)
    : AnalysisDock(desk, content, parent), desk_(desk) {
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(16, 0, 16, 8);
  column->setSpacing(4);
  layer_ = new QLabel(content);
  layer_->setFont(textFont(TextStyle::Label));
  layer_->setProperty("muted", true);
  matrix_ = new SimilarityMatrix(content);
  choice_ = new MeasureChoice(content);
  connect(choice_, &MeasureChoice::measureChosen, this, &SimilarityPanel::refresh);
  column->addWidget(choice_, 0, Qt::AlignLeft);
  column->addWidget(layer_);
  column->addWidget(matrix_);
  column->addStretch(1);
  for (const auto signal : {&AnalysisDesk::rowsChanged, &AnalysisDesk::selectionChanged, &AnalysisDesk::settingsChanged,
                            &AnalysisDesk::progressChanged})
    connect(desk, signal, this, &SimilarityPanel::refresh);
  refresh();
}

void SimilarityPanel::refresh() {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*desk_);
  const std::string name = shownLayer(*desk_, networks);
  const auto pairs = networks.empty() ? std::vector<SimilarPair>() : similarPairs(*networks.front().found, name);
  showState(pairs.empty() ? analysisEmptyState(*desk_, "similarity") : EmptyState{});
  if (pairs.empty()) return;
  std::vector<std::string> names;
  for (const Contrast& contrast : networks.front().found->contrasts) names.push_back(contrast.name);
  layer_->setText(tr("%1, %2").arg(kindTitle(networks.front().kind), QString::fromStdString(name)));
  matrix_->show(names, pairs, choice_->measure());
}

}  // namespace studio
