#include "widgets/plots/plot_look.h"

#include "widgets/plots/step_ticker.h"

namespace studio {

void paintAxis(QCPAxis* axis, const Theme& colours) {
  axis->setBasePen(QPen(colours.color(Role::Line)));
  axis->setTickPen(QPen(colours.color(Role::Line)));
  axis->setSubTickPen(Qt::NoPen);
  axis->setTickLabelColor(colours.color(Role::Muted));
  axis->setTickLabelFont(studio::textFont(TextStyle::Label));
  axis->setLabelColor(colours.color(Role::Muted));
  axis->setLabelFont(studio::textFont(TextStyle::Label));
  axis->setTickLengthIn(0);
  axis->setTickLengthOut(3);
  axis->grid()->setPen(QPen(colours.color(Role::Grid)));
  axis->grid()->setZeroLinePen(QPen(colours.color(Role::Grid)));
}

void setUpAxes(QCustomPlot* plot, int top) {
  plot->axisRect()->setAutoMargins(QCP::msLeft | QCP::msBottom);
  plot->axisRect()->setMargins({0, top, 8, 0});
  plot->axisRect()->setMinimumMargins({32, top, 8, 20});
  plot->xAxis->grid()->setVisible(false);
  for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) {
    axis->setTicker(QSharedPointer<StepTicker>(new StepTicker));
    axis->setSubTicks(false);
  }
}

QCPItemText* addText(QCustomPlot* plot, Qt::Alignment alignment) {
  auto* text = new QCPItemText(plot);
  text->position->setType(QCPItemPosition::ptAbsolute);
  text->setPositionAlignment(alignment);
  text->setClipToAxisRect(false);
  text->setFont(studio::textFont(TextStyle::Label));
  return text;
}

}  // namespace studio
