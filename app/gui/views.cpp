#include "app/gui/views.h"

#include <QCoreApplication>

#include "widgets/plots/curves_view.h"
#include "widgets/sheets/sheets_view.h"
#include "widgets/sheets/stack_view.h"

namespace studio {

const std::vector<ViewEntry>& views() {
  static const std::vector<ViewEntry> table = {
      {"sheets", QT_TRANSLATE_NOOP("View", "Sheets"), "train", [](RunMonitor* monitor, QWidget* parent) -> FigureView* { return new SheetsView(monitor, parent, false); }},
      {"stack", QT_TRANSLATE_NOOP("View", "Stack"), "train", [](RunMonitor* monitor, QWidget* parent) -> FigureView* { return new StackView(monitor, parent); }},
      {"raised", QT_TRANSLATE_NOOP("View", "Raised"), "train", [](RunMonitor* monitor, QWidget* parent) -> FigureView* { return new SheetsView(monitor, parent, true); }},
      {"curves", QT_TRANSLATE_NOOP("View", "Curves"), "train", [](RunMonitor* monitor, QWidget* parent) -> FigureView* { return new CurvesView(monitor, parent); }},
  };
  return table;
}

QString titleOf(const ViewEntry& view) { return QCoreApplication::translate("View", view.title); }

}  // namespace studio
