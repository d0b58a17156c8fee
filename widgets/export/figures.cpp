// The one table of figures.
#include <QCryptographicHash>

#include "core/run/error.h"
#include "widgets/analysis/orientation_rows.h"
#include "widgets/export/curves_figure.h"
#include "widgets/export/dimensionality_figure.h"
#include "widgets/export/distance_figure.h"
#include "widgets/export/figure.h"
#include "widgets/export/orientation_figure.h"
#include "widgets/export/selectivity_figure.h"
#include "widgets/export/sheets_figure.h"
#include "widgets/export/similarity_figure.h"
#include "widgets/export/stack_figure.h"
#include "widgets/export/stored_analyses.h"
#include "widgets/runs/stored_run.h"

namespace studio {
namespace {

std::unique_ptr<Figure> distanceFigure(const std::vector<RunData>& runs, const ViewState& view) {
  const auto networks = storedNetworks(runs, view, "smoothness");
  return makeDistanceFigure(networks, storedLayer(networks, view));
}

std::unique_ptr<Figure> similarityFigure(const std::vector<RunData>& runs, const ViewState& view) {
  const auto networks = storedNetworks(runs, view, "similarity");
  return networks.empty() ? nullptr : makeSimilarityFigure(networks.front(), SimilarityMeasure::Pearson);
}

std::unique_ptr<Figure> orientationFigure(const std::vector<RunData>& runs, const ViewState& view) {
  const auto networks = storedNetworks(runs, view, "orientation");
  return makeOrientationFigure(networks, orientationLayer(networks, storedLayer(networks, view)));
}

}  // namespace

const std::vector<FigureEntry>& figures() {
  static const std::vector<FigureEntry> table = {
      {"curves", QT_TRANSLATE_NOOP("Figure", "Curves"),
       [](const std::vector<RunData>& runs, const ViewState&) { return makeCurvesFigure(runs, {}); }},
      {"sheets", QT_TRANSLATE_NOOP("Figure", "Sheets"),
       [](const std::vector<RunData>& runs, const ViewState& view) {
         return runs.empty() ? nullptr : makeSheetsFigure(runs.front(), view);
       }},
      {"stack", QT_TRANSLATE_NOOP("Figure", "Stack"),
       [](const std::vector<RunData>& runs, const ViewState& view) {
         return runs.empty() ? nullptr : makeStackFigure(runs.front(), view);
       }},
      {"selectivity", QT_TRANSLATE_NOOP("Figure", "Selectivity"),
       [](const std::vector<RunData>& runs, const ViewState& view) { return makeStoredSelectivityFigure(runs, view); },
       true},
      {"distance", QT_TRANSLATE_NOOP("Figure", "Correlation and distance"), distanceFigure, true},
      {"dimensionality", QT_TRANSLATE_NOOP("Figure", "Dimensionality and smoothness"),
       [](const std::vector<RunData>& runs, const ViewState&) {
         return makeDimensionalityFigure(storedRuns(runs, "dimensionality"));
       },
       true},
      {"similarity", QT_TRANSLATE_NOOP("Figure", "Similarity of maps"), similarityFigure, true},
      {"orientation", QT_TRANSLATE_NOOP("Figure", "Orientation"), orientationFigure, true},
  };
  return table;
}

QString provenanceOf(const RunData& run) {
  const QByteArray hash =
      QCryptographicHash::hash(QByteArray::fromStdString(toToml(run.config)), QCryptographicHash::Sha256)
          .toHex()
          .left(12);
  return QStringLiteral("run %1, config %2").arg(QString::fromStdString(run.folder.name()), QLatin1String(hash));
}

RunData loadRunData(const RunFolder& folder, std::int64_t step) {
  ScalarsFile scalars = folder.scalarsFile(ScalarsFile::WrongLines::LeftOut);
  LogTail log(folder);
  RunData data = readStoredRun(folder, scalars, log);
  if (data.config.model.name.empty() || (!data.error.empty() && data.scalars.empty() && data.mapSteps.empty()))
    throw UserError(data.error);
  if (data.mapSteps.empty()) return data;
  const std::int64_t wanted = step < 0 ? data.mapSteps.back() : step;
  try {
    data.snapshot = std::make_shared<const Snapshot>(folder.maps(wanted));
  } catch (const UserError& error) {  // the curves need no maps
    data.leftOut.push_back(error.what());
  }
  return data;
}

}  // namespace studio
