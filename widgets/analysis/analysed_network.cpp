#include "widgets/analysis/analysed_network.h"

#include <algorithm>
#include <cmath>

#include "core/run/analysis_store.h"
#include "core/run/group_analysis.h"
#include "core/run/printable_text.h"
#include "widgets/analysis/analyses.h"
#include "widgets/analysis/readings.h"
#include "widgets/export/figure_print.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_colours.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

using Kind = AnalysisNetwork::Kind;

constexpr int kHues = 7;  ///< of Theme::runMark, before they come again

class AddedColours {
 public:
  explicit AddedColours(std::vector<int> taken) : taken_(std::move(taken)) {}
  int colourFor(const Source& source) {
    const auto listed = source.isGroup() ? std::nullopt : keptRunColour(source.network().run);
    if (listed && !isTaken(*listed, taken_.size())) return taken_.emplace_back(*listed);
    while (isTaken(next_, next_ < kHues ? taken_.size() : kReserved)) ++next_;
    return taken_.emplace_back(next_++);
  }

 private:
  static constexpr std::size_t kReserved = 2;  ///< the open network's and its controls', which come first
  bool isTaken(int colour, std::size_t among) const {
    const auto end = taken_.begin() + std::ptrdiff_t(std::min(among, taken_.size()));
    return std::any_of(taken_.begin(), end, [&](int each) { return each % kHues == colour % kHues; }) ||
           std::find(end, taken_.end(), colour) != taken_.end();
  }
  std::vector<int> taken_;
  int next_ = 0;
};

}  // namespace

/// The open network and its controls have colours of their own; a run that was added has that of the list as far as it
/// can be distinguished from the others, and what else was added takes the rest in turn.
std::vector<AnalysedNetwork> analysedNetworks(const Analyses& analyses) {
  const RunData& open = analyses.monitor()->data();
  const int own = open.colour, control = own % kHues == 0 ? 1 : 0;  // never the trained one's
  AddedColours added({own, control});
  std::vector<AnalysedNetwork> networks;
  const auto& rows = analyses.results().rows();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].found || rows[i].found->empty()) continue;
    const Source& source = rows[i].source;
    AnalysedNetwork network;
    network.kind = rows[i].network().kind;
    network.detail = source.detail();
    network.colour = source.isOpenOne() ? own : source.added ? added.colourFor(source) : control;
    network.found = rows[i].found;
    network.pinned = int(i) == analyses.sources().pinned();
    if (source.isOpenOne() && open.caption.empty()) network.source = provenanceText(open);
    if (source.added || source.isOfFile()) network.addedName = source.name();
    if (source.isGroup()) network.members = rows[i].members;
    networks.push_back(std::move(network));
  }
  return networks;
}

std::string shownLayer(const Analyses& analyses, const std::vector<AnalysedNetwork>& networks) {
  for (const AnalysedNetwork& network : networks)
    if (network.found->find(analyses.selection().layer())) return analyses.selection().layer();
  for (const AnalysedNetwork& network : networks)
    if (!network.found->layers.empty()) return network.found->layers.front().layer;
  return {};
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

/// The plot of the means, and the same plot of every seed alone for the spread about them.
PlotSpec makePlot(const PlotKind& kind, const std::vector<AnalysedNetwork>& networks, const std::string& layer) {
  PlotSpec plot = kind.make(plottedNetworks(networks), layer);
  for (std::size_t i = 0; i < networks.size(); ++i) {
    std::vector<PlotSpec> seeds;
    for (const auto& member : networks[i].members) {
      std::vector<PlottedNetwork> alone = plottedNetworks(networks);
      alone[i].found = member.get();
      seeds.push_back(kind.make(alone, layer));
    }
    plot = withSpread(std::move(plot), seeds);
  }
  return plot;
}

QString networkName(const AnalysedNetwork& network) {
  return network.addedName.isEmpty() ? networkWords(network.kind).name : network.addedName;
}

QString networkTitle(const AnalysedNetwork& network) {
  QString title = networkName(network);
  if (network.addedName.isEmpty() || network.kind == Kind::Untrained) title[0] = title[0].toUpper();
  return title;
}

QString shortName(const AnalysedNetwork& network) {
  const QString first = network.detail.section(QLatin1Char(','), 0, 0).trimmed();
  return first.isEmpty() ? networkName(network) : first;
}

QString labelName(const std::vector<AnalysedNetwork>& networks, std::size_t index) {
  const auto count = [&](auto holds) { return std::count_if(networks.begin(), networks.end(), holds); };
  const AnalysedNetwork& network = networks[index];
  const auto trained = count([](const AnalysedNetwork& each) { return each.kind == Kind::Trained; });
  const auto alike = count([&](const AnalysedNetwork& each) { return shortName(each) == shortName(network); });
  if (trained < 2 || network.kind == Kind::Untrained) return networkName(network);
  return alike < 2 ? shortName(network) : networkName(network);
}

QString valueText(double value, int decimals) {
  return std::isfinite(value) ? QString::fromStdString(fixedText(value, decimals)) : tr("undefined");
}

ValueColumn makeValueColumn(const ShownColumn& measure, const QString& of) {
  const QString title = QString::fromStdString(measure.title);
  return {of.isEmpty() ? asHeading(title) : tr("%1: %2").arg(of, title), true, measure.decimals,
          QString::fromStdString(measure.help)};
}

QString plainText(double value) { return std::isfinite(value) ? QString::number(value, 'g', 12) : QString(); }

namespace {

using Kind = AnalysisNetwork::Kind;

/// Of the stimuli that the first network was shown: numbers of other stimuli must not stand beside each other.
void add(std::vector<AnalysedNetwork>& networks, Kind kind, const RunData& run, const std::string& step,
         const std::string& analysis, const std::string& wanted) {
  const std::string stimuli = networks.empty() ? wanted : networks.front().found->stimuli;
  auto found = std::make_shared<NetworkAnalysis>(readAnalyses(run.folder, {step, stimuli, analysis}));
  if (found->empty()) return;
  const QString detail = kind == Kind::Untrained
                             ? tr("step 0")
                             : tr("τ %1, seed %2").arg(run.config.topoloss.tau, 0, 'g', 4).arg(run.config.train.seed);
  networks.push_back({kind, detail, run.colour, std::move(found), provenanceText(run)});
}

}  // namespace

std::vector<AnalysedNetwork> storedNetworks(const std::vector<RunData>& runs, const ViewState& view,
                                            const std::string& analysis) {
  std::vector<AnalysedNetwork> networks;
  if (runs.empty()) return networks;
  add(networks, Kind::Trained, runs.front(), std::to_string(view.step), analysis, view.stimuli);
  if (networks.empty()) add(networks, Kind::Trained, runs.front(), {}, analysis, view.stimuli);
  if (networks.empty()) return networks;
  for (std::size_t i = 1; i < runs.size(); ++i)
    add(networks, runs[i].config.topoloss.tau == 0 ? Kind::Baseline : Kind::Trained, runs[i], {}, analysis,
        view.stimuli);
  add(networks, Kind::Untrained, runs.front(), "untrained", analysis, view.stimuli);
  return networks;
}

std::string storedLayer(const std::vector<AnalysedNetwork>& networks, const ViewState& view) {
  if (!view.layer.empty() || networks.empty() || networks.front().found->layers.empty()) return view.layer;
  return networks.front().found->layers.back().layer;
}

QString provenanceText(const std::vector<AnalysedNetwork>& networks) {
  QStringList parts;
  for (const AnalysedNetwork& network : networks) {
    const QString source = network.source.isEmpty() ? QString::fromStdString(network.found->network) : network.source;
    const std::int64_t step = network.found->step;  // a file of weights has none
    parts << QStringLiteral("%1 %2%3, stimuli %4")
                 .arg(networkName(network), source, step < 0 ? QString() : QStringLiteral(", step %1").arg(step),
                      stimuliTitle(network.found->stimuli));
  }
  return parts.join(QStringLiteral("; "));
}

}  // namespace studio
