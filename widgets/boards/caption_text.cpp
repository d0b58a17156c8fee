// The caption that a board makes of what its panels show: sentences for that alone, with what the marks are, the data,
// n, seeds and settings (board_figure.h).
#include <algorithm>
#include <map>
#include <set>

#include "core/run/printable_text.h"
#include "core/run/published_values.h"
#include "widgets/boards/board_figure.h"
#include "widgets/boards/board_group_names.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

QString sentence(QString text) {
  text = text.trimmed();
  if (!text.isEmpty() && !text.endsWith(QLatin1Char('.'))) text += QLatin1Char('.');
  return text;
}

QString panelsText(const FilledBoard& filled) {
  QStringList parts;
  for (const std::size_t panel : readingOrder(filled.board)) {
    const BoardPanel& own = filled.board.panels[panel];
    const PanelContent* content = panel < filled.contents.size() ? &filled.contents[panel] : nullptr;
    QString text = !own.title.empty() ? QString::fromStdString(own.title)
                   : content          ? content->caption
                                      : QString::fromStdString(own.kind);
    if (text.isEmpty() && content) text = content->title;
    if (content && content->empty()) text = sentence(content->title) + QLatin1Char(' ') + tr("Not measured.");
    parts << (own.letter.empty() ? sentence(text)
                                 : QStringLiteral("(%1) %2").arg(QString::fromStdString(own.letter), sentence(text)));
  }
  return parts.join(QLatin1Char(' '));
}

// What the marks are.

/// What is drawn of any panel's series.
struct DrawnMarks {
  bool seeds = false, bands = false, bars = false, overTau = false, controls = false;
  bool published = false, rivals = false, ofImages = false;
};

DrawnMarks findMarks(const FilledBoard& filled) {
  DrawnMarks drawn;
  for (const PanelContent& content : filled.contents)
    for (const PlotSeries& series : content.plot ? content.plot->series : std::vector<PlotSeries>()) {
      const bool published = isPublished(series), isPoints = series.shape == PlotSeries::Shape::Points;
      const bool spread = !series.high.empty() && series.high != series.low;
      drawn.published |= published;
      drawn.rivals |= published && series.mark == PlotSeries::Mark::Triangle;
      drawn.ofImages |= published && content.plot->x.column == "smoothness";
      drawn.controls |= series.dashed && !published;
      drawn.overTau |= isPoints && series.derived && series.line;
      drawn.seeds |= isPoints && std::any_of(series.columns.begin(), series.columns.end(),
                                             [](const Column& column) { return column.name == "seed"; });
      drawn.bands |= spread && series.shape == PlotSeries::Shape::Band;
      drawn.bars |= spread && !published && series.shape != PlotSeries::Shape::Band;
    }
  return drawn;
}

QStringList marksText(const DrawnMarks& drawn) {
  QStringList parts;
  if (drawn.seeds) {
    parts << tr("Large points: means over seeds, small ones each seed; bars: ± one standard deviation.");
  }
  if (drawn.bands) parts << tr("Lines and bands: mean ± one standard deviation over seeds.");
  if (drawn.bars) parts << tr("Points or bars with error bars: mean ± one standard deviation over seeds.");
  if (drawn.controls) parts << tr("Dashed: trained without a topographic loss, or not trained.");
  if (drawn.overTau) parts << tr("Lines join networks of one kind in the order of τ.");
  if (!drawn.published) return parts;
  const QString where = drawn.ofImages ? tr("published values of ImageNet") : tr("published values");
  parts << (drawn.rivals ? tr("Grey open circles and triangles: %1, triangles those of other methods.").arg(where)
                         : tr("Grey open circles: %1.").arg(where));
  return parts;
}

// The networks, a sentence a family.

struct DescribedFamily {
  RunConfig config;
  std::string name;
  std::map<std::pair<double, std::string>, std::set<std::int64_t>> seeds;  ///< by tau and what it is called
};

/// Those of one name together; configurations that cannot be read say nothing.
std::vector<DescribedFamily> describeFamilies(const std::vector<BoardRun>& runs) {
  std::vector<RunConfig> configs;
  for (const BoardRun& run : runs) {
    try {
      configs.push_back(parseConfig(run.config));
    } catch (const std::exception&) {
      continue;
    }
  }
  std::vector<const RunConfig*> families;
  std::map<std::string, std::size_t> places;
  for (const RunConfig& config : configs)
    if (places.emplace(familyKey(config), families.size()).second) families.push_back(&config);
  const std::vector<std::string> names = familyNames(families);
  std::vector<DescribedFamily> described;
  for (const RunConfig& config : configs) {
    const std::string& name = names[places.at(familyKey(config))];
    auto family = std::find_if(described.begin(), described.end(),
                               [&](const DescribedFamily& each) { return each.name == name; });
    if (family == described.end()) family = described.insert(described.end(), {config, name, {}});
    family->seeds[{config.topoloss.tau, tauText(config)}].insert(config.train.seed);
  }
  return described;
}

QString seedsText(const std::set<std::int64_t>& seeds) {
  QStringList texts;
  for (const std::int64_t seed : seeds) texts << QString::number(seed);
  return seeds.size() == 1 ? tr("n = 1, seed %1").arg(texts.front())
                           : tr("n = %1, seeds %2").arg(seeds.size()).arg(texts.join(QStringLiteral(", ")));
}

/// "τ 0 (n = 2, seeds 0, 1), τ 5 (…)", or once for all where they agree.
QString networksText(const DescribedFamily& family) {
  const std::set<std::int64_t>& first = family.seeds.begin()->second;
  const bool alike =
      std::all_of(family.seeds.begin(), family.seeds.end(), [&](const auto& each) { return each.second == first; });
  QStringList parts;
  for (const auto& [network, seeds] : family.seeds) {
    const QString text = QString::fromStdString(network.second);
    parts << (alike ? text : QStringLiteral("%1 (%2)").arg(text, seedsText(seeds)));
  }
  const QString all = parts.join(QStringLiteral(", "));
  if (!alike) return all;
  return family.seeds.size() == 1 ? tr("%1; %2").arg(all, seedsText(first))
                                  : tr("%1; %2 each").arg(all, seedsText(first));
}

QString settingsText(const RunConfig& config) {
  const QString length =
      config.train.steps > 0 ? tr("%1 steps").arg(config.train.steps) : tr("%1 epochs").arg(config.train.epochs);
  return tr("%1 on %2, %3, batches of %4, %5 at a learning rate of %6, TopoLoss factor %7 × %8")
      .arg(QString::fromStdString(config.model.name), dataText(config.data), length)
      .arg(config.train.batchSize)
      .arg(QString::fromStdString(config.optimizer.kind))
      .arg(config.optimizer.learningRate)
      .arg(config.topoloss.factor.first)
      .arg(config.topoloss.factor.second);
}

/// A sentence for the networks and one for their settings, each beginning with the family's name where there are
/// several.
QStringList familyText(const std::vector<DescribedFamily>& families) {
  QStringList parts;
  for (const DescribedFamily& family : families) {
    const QString name = QString::fromStdString(family.name), networks = networksText(family);
    parts << sentence(name.isEmpty() ? tr("Networks: %1").arg(networks) : tr("Networks, %1: %2").arg(name, networks));
    parts << sentence(settingsText(family.config));
  }
  return parts;
}

/// Their settings say how long they were meant to be.
QString unfinishedText(const std::vector<BoardRun>& runs) {
  QStringList parts;
  for (const BoardRun& run : runs)
    if (!run.trained.empty())
      parts << QStringLiteral("%1 (%2)").arg(QString::fromStdString(run.name), engineText(run.trained));
  return parts.isEmpty() ? QString() : sentence(tr("Not trained to the end: %1").arg(parts.join(QStringLiteral(", "))));
}

}  // namespace

QString boardCaption(const FilledBoard& filled) {
  const FigureBoard& board = filled.board;
  if (!board.caption.empty()) return QString::fromStdString(board.caption);
  QStringList parts;
  if (!board.title.empty()) parts << sentence(QString::fromStdString(board.title));
  parts << panelsText(filled) << marksText(findMarks(filled)) << familyText(describeFamilies(board.runs))
        << unfinishedText(board.runs);
  parts << sentence(tr("Drawn by TopoNets Studio %1").arg(QString::fromStdString(board.version)).trimmed());
  parts.removeAll(QString());
  return parts.join(QLatin1Char(' '));
}

}  // namespace studio
