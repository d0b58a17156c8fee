#include "widgets/export/compared_figures.h"

#include <QStringList>
#include <algorithm>
#include <cmath>

#include "core/run/compared_curves.h"
#include "core/run/run_record.h"
#include "widgets/export/run_figures.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

using Kind = RunColumn::Kind;

/// As the Compare workspace has them, in the colours of the runs.
std::vector<ComparedSource> groupedSources(const std::vector<RunData>& runs) {
  RunReading reading;
  for (const RunData& run : runs) reading.added.push_back({run.folder.path(), -1});
  const RunRecords records = RunRecordReader().read(reading);
  std::vector<std::size_t> all(records.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  auto groups = groupRuns(records, all);
  sortGroups(groups, records, RunColumn{Kind::Setting, "topoloss.tau"}, false);
  return comparedSources(records, groups, [&](const RunRecord& first) {
    const auto run =
        std::find_if(runs.begin(), runs.end(), [&](const RunData& each) { return each.folder.path() == first.path; });
    return run == runs.end() ? 0 : run->colour;
  });
}

}  // namespace

std::unique_ptr<Figure> makeParetoFigure(const std::vector<RunData>& runs, const std::vector<AnalysisKind>& kinds) {
  const std::vector<ComparedSource> sources = groupedSources(runs);
  const RunColumn x{Kind::Last, "smoothness"}, y{Kind::Last, "validation_accuracy"};
  const ParetoPicture picture =
      paretoPicture(paretoGroups(sources, x, y, kinds), {paretoAxis(x, kinds), paretoAxis(y, kinds)});
  if (picture.points == 0) return nullptr;
  return makePlotFigure({picture.plot}, comparedProvenance(sources), tr("Trade-off"));
}

std::unique_ptr<Figure> makeComparedCurvesFigure(const std::vector<RunData>& runs) {
  const std::vector<ComparedSource> sources = groupedSources(runs);
  std::vector<CurveSource> curves;
  for (const ComparedSource& source : sources) {
    CurveSource curve{source.name, source.label, source.plotColour(), source.data, {}, false};
    for (const auto& run : source.runs)
      for (const RunData& data : runs)
        if (data.folder.path() == run->path)
          curve.members.push_back(
              {run->name, std::make_shared<const std::vector<ScalarRow>>(data.scalars), run->status.steps});
    curves.push_back(std::move(curve));
  }
  std::vector<PlotSpec> plots;
  for (const ScalarColumn& column : comparedScalars(curves)) plots.push_back(comparedCurves(column.name, curves));
  return makePlotFigure(std::move(plots), comparedProvenance(sources), tr("Compared curves"));
}

QString comparedProvenance(const std::vector<ComparedSource>& sources) {
  QStringList texts;
  for (const ComparedSource& source : sources)
    for (const auto& run : source.runs) {
      if (!run->config) {
        texts << QString::fromStdString(run->name);
        continue;
      }
      RunData data;
      data.folder = RunFolder(run->path);
      data.config = *run->config;
      texts << provenanceText(data) + QStringLiteral(", step %1").arg(run->step >= 0 ? run->step : run->status.step);
    }
  return texts.join(QStringLiteral("; "));
}

}  // namespace studio
