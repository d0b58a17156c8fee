#include "app/gui/views.h"

#include <QCoreApplication>

#include "widgets/analysis/analysis_table_view.h"
#include "widgets/analysis/contrast_stack_view.h"
#include "widgets/analysis/distance_view.h"
#include "widgets/analysis/maps_view.h"
#include "widgets/analysis/orientation_view.h"
#include "widgets/analysis/patches_view.h"
#include "widgets/analysis/similarity_view.h"
#include "widgets/plots/curves_view.h"
#include "widgets/sheets/sheets_view.h"
#include "widgets/sheets/stack_view.h"

namespace studio {

const std::vector<ViewEntry>& views() {
  static const std::vector<ViewEntry> table = {
      {"sheets", QT_TRANSLATE_NOOP("View", "Sheets"), "train",
       [](const ViewContext& context, QWidget* parent) -> FigureView* {
         return new SheetsView(context.monitor, parent, false);
       }},
      {"stack", QT_TRANSLATE_NOOP("View", "Stack"), "train",
       [](const ViewContext& context, QWidget* parent) -> FigureView* {
         return new StackView(context.monitor, parent);
       }},
      {"raised", QT_TRANSLATE_NOOP("View", "Raised"), "train",
       [](const ViewContext& context, QWidget* parent) -> FigureView* {
         return new SheetsView(context.monitor, parent, true);
       }},
      {"curves", QT_TRANSLATE_NOOP("View", "Curves"), "train",
       [](const ViewContext& context, QWidget* parent) -> FigureView* {
         return new CurvesView(context.monitor, parent);
       }},
      {"maps", QT_TRANSLATE_NOOP("View", "Maps"), "analyse",
       [](const ViewContext& context, QWidget* parent) -> FigureView* { return new MapsView(context, parent); }},
      {"contrast_stack", QT_TRANSLATE_NOOP("View", "Stack"), "analyse",
       [](const ViewContext& context, QWidget* parent) -> FigureView* {
         return new ContrastStackView(context, parent);
       }},
      {"distance", QT_TRANSLATE_NOOP("View", "Distance"), "analyse",
       [](const ViewContext& context, QWidget* parent) -> FigureView* { return new DistanceView(context, parent); }},
      {"patches", QT_TRANSLATE_NOOP("View", "Patches"), "analyse",
       [](const ViewContext& context, QWidget* parent) -> FigureView* { return new PatchesView(context, parent); }},
      {"similarity", QT_TRANSLATE_NOOP("View", "Similarity"), "analyse",
       [](const ViewContext& context, QWidget* parent) -> FigureView* { return new SimilarityView(context, parent); }},
      {"orientation", QT_TRANSLATE_NOOP("View", "Orientation"), "analyse",
       [](const ViewContext& context, QWidget* parent) -> FigureView* { return new OrientationView(context, parent); }},
      {"table", QT_TRANSLATE_NOOP("View", "Table"), "analyse",
       [](const ViewContext& context, QWidget* parent) -> FigureView* {
         return new AnalysisTableView(context, parent);
       }},
  };
  return table;
}

QString titleOf(const ViewEntry& view) { return QCoreApplication::translate("View", view.title); }

}  // namespace studio
