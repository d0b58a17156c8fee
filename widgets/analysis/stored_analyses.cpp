#include "widgets/analysis/stored_analyses.h"

#include "core/run/analysis_store.h"
#include "widgets/analysis/analysis_text.h"
#include "widgets/export/figure.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/stored_run.h"

namespace studio {
namespace {

using Kind = AnalysisNetwork::Kind;

/// Of the stimuli that the first network was shown: numbers of other stimuli must not stand beside each other.
void add(std::vector<AnalysedNetwork>& networks, Kind kind, const RunData& run, const std::string& step,
         const std::string& analysis) {
  const std::string stimuli = networks.empty() ? std::string() : networks.front().found->stimuli;
  auto found = std::make_shared<NetworkAnalysis>(readAnalyses(run.folder, {step, stimuli, analysis}));
  if (found->layers.empty()) return;
  const QString detail = kind == Kind::Untrained
                             ? tr("step 0")
                             : tr("τ %1, seed %2").arg(run.config.topoloss.tau, 0, 'g', 4).arg(run.config.train.seed);
  networks.push_back({kind, detail, run.colour, std::move(found), provenanceOf(run)});
}

}  // namespace

std::vector<AnalysedNetwork> storedNetworks(const std::vector<RunData>& runs, const ViewState& view,
                                            const std::string& analysis) {
  std::vector<AnalysedNetwork> networks;
  if (runs.empty()) return networks;
  add(networks, Kind::Trained, runs.front(), std::to_string(view.step), analysis);
  if (networks.empty()) add(networks, Kind::Trained, runs.front(), {}, analysis);
  if (networks.empty()) return networks;
  for (std::size_t i = 1; i < runs.size(); ++i)
    add(networks, runs[i].config.topoloss.tau == 0 ? Kind::Baseline : Kind::Trained, runs[i], {}, analysis);
  add(networks, Kind::Untrained, runs.front(), "untrained", analysis);
  return networks;
}

std::string storedLayer(const std::vector<AnalysedNetwork>& networks, const ViewState& view) {
  if (!view.layer.empty() || networks.empty()) return view.layer;
  return networks.front().found->layers.back().layer;
}

QString provenanceOf(const std::vector<AnalysedNetwork>& networks) {
  QStringList parts;
  for (const AnalysedNetwork& network : networks) {
    const QString source = network.source.isEmpty() ? QString::fromStdString(network.found->network) : network.source;
    parts << QStringLiteral("%1 %2, step %3, stimuli %4")
                 .arg(networkName(network), source)
                 .arg(network.found->step)
                 .arg(stimuliTitle(network.found->stimuli));
  }
  return parts.join(QStringLiteral("; "));
}

}  // namespace studio
