#include "widgets/compare/compared_export.h"

#include <algorithm>

#include "widgets/export/export_dialog.h"
#include "widgets/export/run_figures.h"
#include "widgets/plots/plot_view.h"

namespace studio {

FigurePlace comparedFigurePlace(const std::vector<ComparedSource>& sources) {
  const auto hasFolder = [](const ComparedSource& source) { return source.first().kind != RunRecord::Kind::Settings; };
  const auto isRun = [&](const ComparedSource& source) {
    return hasFolder(source) && source.first().kind != RunRecord::Kind::Weights;
  };
  auto of = std::find_if(sources.begin(), sources.end(), isRun);
  if (of == sources.end()) of = std::find_if(sources.begin(), sources.end(), hasFolder);
  return {of == sources.end() ? std::filesystem::path() : of->first().path,
          QString::fromStdString(comparedFileName(sources))};
}

void offerComparedExport(PlotView* plot, const Comparison* comparison) {
  const auto save = [plot, comparison](auto write) {
    const auto figure = makePlotFigure({plot->plot()}, comparison->provenance());
    const FigurePlace place = comparedFigurePlace(comparison->compared());
    if (figure && !place.name.isEmpty())
      write(plot, *figure, RunFolder(place.run),
            place.name + QLatin1Char('_') + QString::fromStdString(plot->plot().name));
  };
  QObject::connect(plot, &PlotView::pictureWanted, plot, [save] { save(savePicture); });
  QObject::connect(plot, &PlotView::dataWanted, plot, [save] { save(saveData); });
}

}  // namespace studio
