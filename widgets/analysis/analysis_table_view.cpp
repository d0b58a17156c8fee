#include "widgets/analysis/analysis_table_view.h"

#include <QVBoxLayout>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/analysis_empty.h"
#include "widgets/analysis/measure_rows.h"

namespace studio {

AnalysisTableView::AnalysisTableView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent), desk_(context.desk) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  table_ = new ValueTable(tr("All that analyses found"), this);
  column->addWidget(table_);
  connect(desk_, &AnalysisDesk::rowsChanged, this, &AnalysisTableView::refresh);
  connect(table_, &ValueTable::rowChosen, this, [this](int row) {
    if (row >= 0 && row < int(layers_.size()) && !layers_[std::size_t(row)].empty()) desk_->setLayer(layers_[std::size_t(row)]);
  });
  refresh();
}

EmptyState AnalysisTableView::emptyState() const { return layers_.empty() ? analysisEmptyState(*desk_, {}) : EmptyState{}; }

void AnalysisTableView::refresh() {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*desk_);
  MeasureTable found = measureTable(networks, desk_->kinds());
  layers_.clear();
  for (const AnalysedNetwork& network : networks) {
    for (const AnalysedLayer& layer : network.found->layers) layers_.push_back(layer.layer);
    layers_.emplace_back();
  }
  table_->show(std::move(found.columns), std::move(found.rows));
}

QString AnalysisTableView::dataText() const { return layers_.empty() ? QString() : table_->values().text(); }

}  // namespace studio
