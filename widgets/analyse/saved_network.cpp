#include "widgets/analyse/saved_network.h"

#include <QDir>
#include <QFileDialog>
#include <QInputDialog>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analyses.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr double kSmallDrop = 0.02;  // of the whole network's accuracy
const QString kEnding = QStringLiteral(".safetensors");

/// What is lost at a level; NaN where that was not measured.
double dropAt(const Table& rows, double level) {
  if (rows.columns().empty() || !rows.column("drop")) return kUndefined;
  for (std::size_t row = 0; row < rows.rows(); ++row)
    if (std::abs(rows.number(row, rows.columns().front().name) - level) < 1e-9) return rows.number(row, "drop");
  return kUndefined;
}

/// "pruned", "downsampled": what the analysis has done to the network.
QString participle(const std::string& analysis) {
  const QString verb = QString::fromStdString(analysis);
  if (verb.endsWith(QLatin1Char('e'))) return verb + QLatin1Char('d');
  return verb + QStringLiteral("ed");
}

}  // namespace

std::size_t offeredLevel(const std::vector<double>& levels, const Result* found) {
  const Table* rows = found ? found->find("rows") : nullptr;
  std::vector<std::size_t> reduced, cheap;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (levels[i] <= 0) continue;
    reduced.push_back(i);
    if (rows && dropAt(*rows, levels[i]) <= kSmallDrop) cheap.push_back(i);
  }
  const auto weaker = [&](std::size_t a, std::size_t b) { return levels[a] < levels[b]; };
  if (!cheap.empty()) return *std::max_element(cheap.begin(), cheap.end(), weaker);
  std::sort(reduced.begin(), reduced.end(), weaker);
  return reduced.empty() ? 0 : reduced[(reduced.size() - 1) / 2];
}

QString savedNetworkName(const QString& run, const std::string& analysis, double level) {
  return QStringLiteral("%1_%2%3").arg(run, participle(analysis)).arg(100 * level, 0, 'g', 4) + kEnding;
}

QString withNetworkEnding(const QString& file) {
  return file.isEmpty() || file.endsWith(kEnding, Qt::CaseInsensitive) ? file : file + kEnding;
}

std::optional<SaveNetworkRequest> askForSavedNetwork(QWidget* parent, const Analyses& analyses,
                                                     const std::string& analysis, const std::filesystem::path& folder,
                                                     const QString& run) {
  const auto& rows = analyses.results().rows();
  const auto& kinds = analyses.choices().kinds();
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const AnalysisKind& each) { return each.name == analysis; });
  if (rows.empty() || rows.front().source.isMissing() || kind == kinds.end()) return std::nullopt;
  const AnalysisSettings& settings = analyses.choices().settings();
  const std::vector<double> levels = settings.numbers(kind->saves);
  QStringList texts;
  for (const double level : levels) texts << QString::number(level);
  const Result* found = rows.front().found ? rows.front().found->result(analysis) : nullptr;
  const QString title = tr("Save network");
  bool chosen = false;
  const auto level = texts.indexOf(QInputDialog::getItem(parent, title, tr("Share that is left out"), texts,
                                                         int(offeredLevel(levels, found)), false, &chosen));
  if (!chosen || level < 0) return std::nullopt;
  const double share = levels[std::size_t(level)];
  const QString proposed =
      QDir(QString::fromStdString(folder.string())).filePath(savedNetworkName(run, analysis, share));
  const QString file = withNetworkEnding(QFileDialog::getSaveFileName(
      parent, title, proposed, tr("Files of weights (%1)").arg(QStringLiteral("*.safetensors"))));
  if (file.isEmpty()) return std::nullopt;
  return SaveNetworkRequest{requestFor(rows.front().network(), analyses.choices().stimuli(), {analysis}, settings),
                            file.toStdString(), share};
}

}  // namespace studio
