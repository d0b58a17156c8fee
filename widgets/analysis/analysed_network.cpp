#include "widgets/analysis/analysed_network.h"

#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysis_desk.h"
#include "widgets/export/figure.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/stored_run.h"

namespace studio {
namespace {

using Kind = AnalysisNetwork::Kind;

}  // namespace

std::vector<AnalysedNetwork> analysedNetworks(const AnalysisDesk& desk) {
  const int own = desk.monitor()->data().colour;
  std::vector<AnalysedNetwork> networks;
  for (const AnalysisRow& row : desk.rows()) {
    if (!row.found || row.found->layers.empty()) continue;
    const int control = own % 7 == 0 ? 1 : 0;  // the control's colour must not be the trained one's
    const bool trained = row.network.kind == Kind::Trained;
    const RunData& open = desk.monitor()->data();
    networks.push_back({row.network.kind, QString::fromStdString(row.network.detail), trained ? own : control,
                        row.found, trained && open.caption.empty() ? provenanceOf(open) : QString()});
  }
  return networks;
}

std::string shownLayer(const AnalysisDesk& desk, const std::vector<AnalysedNetwork>& networks) {
  for (const AnalysedNetwork& network : networks)
    if (network.found->find(desk.layer())) return desk.layer();
  return networks.empty() ? std::string() : networks.front().found->layers.front().layer;
}

std::vector<PlottedNetwork> plottedNetworks(const std::vector<AnalysedNetwork>& networks) {
  std::vector<PlottedNetwork> plotted;
  for (std::size_t i = 0; i < networks.size(); ++i) {
    const AnalysedNetwork& network = networks[i];
    const bool untrained = network.kind == Kind::Untrained;
    plotted.push_back({labelName(networks, i).toStdString(),
                       network.detail.toStdString(),
                       {untrained ? PlotColour::Role::Muted : PlotColour::Role::Run, network.colour},
                       network.kind != Kind::Trained,
                       network.found.get()});
  }
  return plotted;
}

QString kindName(Kind kind) {
  return kind == Kind::Trained ? tr("trained") : kind == Kind::Baseline ? tr("baseline") : tr("untrained");
}

QString kindTitle(Kind kind) {
  return kind == Kind::Trained ? tr("Trained") : kind == Kind::Baseline ? tr("Baseline") : tr("Untrained");
}

QString shortName(const AnalysedNetwork& network) {
  const QString first = network.detail.section(QLatin1Char(','), 0, 0).trimmed();
  return first.isEmpty() ? kindName(network.kind) : first;
}

QString labelName(const std::vector<AnalysedNetwork>& networks, std::size_t index) {
  const auto trained = std::count_if(networks.begin(), networks.end(),
                                     [](const AnalysedNetwork& each) { return each.kind == Kind::Trained; });
  return trained > 1 && networks[index].kind != Kind::Untrained ? shortName(networks[index])
                                                                : kindName(networks[index].kind);
}

QString valueText(double value, int decimals) {
  if (!std::isfinite(value)) return tr("undefined");
  QString text = QString::number(std::abs(value), 'f', decimals);
  const bool zero = text.toDouble() == 0;
  return value < 0 && !zero ? text.prepend(QChar(0x2212)) : text;
}

ValueColumn columnOf(const ShownColumn& measure, const QString& of) {
  const QString title = QString::fromStdString(measure.title);
  return {of.isEmpty() ? title : tr("%1: %2").arg(of, title), true, measure.decimals,
          QString::fromStdString(measure.help)};
}

QString plainText(double value) { return std::isfinite(value) ? QString::number(value, 'g', 12) : QString(); }

}  // namespace studio
