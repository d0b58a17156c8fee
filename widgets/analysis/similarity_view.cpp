#include "widgets/analysis/contrast_views.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analyses.h"
#include "widgets/analysis/network_choice.h"
#include "widgets/frame/controls.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/similarity_matrix.h"

namespace studio {

SimilarityView::SimilarityView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent), analyses_(context.analyses) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 0, 8);
  column->setSpacing(8);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 16, 0);
  auto* note = new ElidedLabel(tr("Maps of contrasts compared with each other"), this);
  note->setProperty("muted", true);
  network_ = new NetworkChoice(
      analyses_,
      [](const AnalysisRow& each) {
        return std::any_of(each.found->layers.begin(), each.found->layers.end(),
                           [&](const AnalysedLayer& layer) { return !similarPairs(*each.found, layer.layer).empty(); });
      },
      this);
  choice_ = new MeasureChoice(this);
  row->addWidget(note);
  row->addSpacing(12);
  row->addWidget(network_);
  row->addStretch(1);
  row->addWidget(choice_);
  column->addLayout(row);
  auto* content = new QWidget;
  grid_ = new QGridLayout(content);
  grid_->setContentsMargins(0, 0, 16, 0);
  grid_->setHorizontalSpacing(24);
  grid_->setVerticalSpacing(4);
  scroll_ = new QScrollArea(this);
  scroll_->setWidgetResizable(true);
  scroll_->setWidget(content);
  content->setAutoFillBackground(true);
  content->setBackgroundRole(QPalette::Base);
  column->addWidget(scroll_, 1);
  connect(network_, &NetworkChoice::networkChosen, this, &SimilarityView::refresh);
  connect(choice_, &MeasureChoice::measureChosen, this, &SimilarityView::refresh);
  connect(&analyses_->results(), &AnalysisResults::changed, this, &SimilarityView::refresh);
  connect(&analyses_->choices(), &AnalysisChoices::changed, this, &SimilarityView::refresh);
  refresh();
}

std::vector<AnalysedLayer> SimilarityView::layers() const {
  std::vector<AnalysedLayer> found;
  const AnalysisRow* shown = network_->row();
  for (const AnalysedLayer& layer : shown ? shown->found->layers : std::vector<AnalysedLayer>())
    if (!similarPairs(*shown->found, layer.layer).empty()) found.push_back(layer);
  return found;
}

EmptyState SimilarityView::emptyState() const {
  return layers().empty() ? analysisEmptyState(*analyses_, "similarity") : EmptyState{};
}

void SimilarityView::refresh() {
  const std::vector<AnalysedLayer> shown = layers();
  while (matrices_.size() < shown.size()) {
    titles_.push_back(new QLabel(scroll_->widget()));
    titles_.back()->setFont(textFont(TextStyle::PanelTitle));
    matrices_.push_back(new SimilarityMatrix(scroll_->widget()));
    columns_ = 0;
  }
  while (matrices_.size() > shown.size()) {
    delete titles_.back();
    delete matrices_.back();
    titles_.pop_back();
    matrices_.pop_back();
    columns_ = 0;
  }
  std::vector<std::string> names;
  if (!shown.empty())
    for (const Contrast& contrast : network_->row()->found->contrasts) names.push_back(contrast.name);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    titles_[i]->setText(
        tr("%1 · %2 × %3").arg(QString::fromStdString(shown[i].layer)).arg(shown[i].height).arg(shown[i].width));
    matrices_[i]->show(names, similarPairs(*network_->row()->found, shown[i].layer), choice_->measure());
  }
  place();
}

/// As many beside each other as keep their numbers.
void SimilarityView::place() {
  constexpr int kColumnWidth = 300;
  const int columns = std::clamp(width() / kColumnWidth, 1, std::max(1, int(matrices_.size())));
  if (columns == columns_) return;
  columns_ = columns;
  for (int i = 0; i < int(matrices_.size()); ++i) {
    grid_->addWidget(titles_[i], 2 * (i / columns), i % columns);
    grid_->addWidget(matrices_[i], 2 * (i / columns) + 1, i % columns, Qt::AlignTop);
  }
  for (int i = 0; i < grid_->columnCount(); ++i) grid_->setColumnStretch(i, i < columns ? 1 : 0);
  grid_->setRowStretch(grid_->rowCount(), 1);
}

void SimilarityView::resizeEvent(QResizeEvent* event) {
  FigureView::resizeEvent(event);
  place();
}

QString SimilarityView::dataText() const {
  QString text;
  for (const AnalysedLayer& layer : layers())
    for (const SimilarPair& pair : similarPairs(*network_->row()->found, layer.layer))
      text += QStringList{QString::fromStdString(layer.layer),
                          QString::fromStdString(pair.a),
                          QString::fromStdString(pair.b),
                          plainText(pair.pearson),
                          plainText(pair.ssim),
                          plainText(pair.spearman)}
                  .join(QLatin1Char('\t')) +
              QLatin1Char('\n');
  return text.isEmpty() ? text : tr("layer\tcontrast\tcontrast\tPearson\tSSIM\tSpearman") + QLatin1Char('\n') + text;
}

std::unique_ptr<Figure> SimilarityView::figure() const {
  if (layers().empty()) return nullptr;
  for (const AnalysedNetwork& network : analysedNetworks(*analyses_))
    if (network.found == network_->row()->found) return makeSimilarityFigure(network, choice_->measure());
  return nullptr;
}

BoardPanel SimilarityView::panel() const { return {.kind = layers().empty() ? std::string() : "similarity"}; }

}  // namespace studio
