#include "widgets/analysis/orientation_view.h"

#include <QLabel>
#include <QVBoxLayout>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/analysis/analysis_empty.h"
#include "widgets/analysis/orientation_board.h"
#include "widgets/export/orientation_figure.h"

namespace studio {

OrientationView::OrientationView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent), desk_(context.desk) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 0, 8);
  column->setSpacing(8);
  title_ = new QLabel(this);
  title_->setFont(textFont(TextStyle::ObjectTitle));
  board_ = new OrientationBoard(desk_, this);
  column->addWidget(title_);
  column->addWidget(board_, 1);
  connect(desk_, &AnalysisDesk::rowsChanged, this, &OrientationView::refresh);
  connect(desk_, &AnalysisDesk::selectionChanged, this, [this] {
    if (desk_->layer() != layer_) refresh();
  });
  refresh();
}

EmptyState OrientationView::emptyState() const {
  return board_->rows().empty() ? analysisEmptyState(*desk_, "orientation") : EmptyState{};
}

void OrientationView::refresh() {
  layer_ = desk_->layer();
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*desk_);
  const std::string layer = orientationLayer(networks, desk_->layer());
  std::vector<OrientationRow> rows = orientationRows(networks, layer);
  title_->setText(
      rows.empty()
          ? QString()
          : tr("%1 · %2 × %3").arg(QString::fromStdString(layer)).arg(rows.front().angles.height).arg(rows.front().angles.width));
  board_->show(std::move(rows));
}

std::unique_ptr<Figure> OrientationView::figure() const {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*desk_);
  return makeOrientationFigure(networks, orientationLayer(networks, desk_->layer()));
}

QString OrientationView::dataText() const {
  QString text;
  for (const OrientationRow& row : board_->rows())
    for (std::size_t unit = 0; unit < std::min(row.angles.values.size(), row.variance.values.size()); ++unit)
      text +=
          QStringList{row.title, QString::number(unit), plainText(row.angles.values[unit]), plainText(row.variance.values[unit])}
              .join(QLatin1Char('\t')) +
          QLatin1Char('\n');
  return text.isEmpty() ? text : tr("network\tunit\tpreferred angle, degrees\tcircular variance") + QLatin1Char('\n') + text;
}

}  // namespace studio
