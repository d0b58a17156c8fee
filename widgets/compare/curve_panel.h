// One curve of the compared runs over each other: a scalar, or a plot that an analysis makes of its stored results;
// where one is pinned, the difference to it below. GUI thread.
#pragma once
#include <QWidget>

#include "widgets/compare/comparison.h"
#include "widgets/plots/plot_view.h"

class QComboBox;
class QLabel;

namespace studio {

class FittedText;

class CurvePanel : public QWidget {
  Q_OBJECT
 public:
  /// `name`: under which its choices are kept.
  CurvePanel(Comparison* comparison, const QString& name, QWidget* parent);
  PlotView& plot() { return *plot_; }
  PlotView& difference() { return *difference_; }
  QComboBox& choice() { return *choice_; }
  QComboBox& axis() { return *axis_; }
  /// Those that have something to draw.
  std::vector<PlotSpec> plots() const;

 private:
  void fillChoices();
  void refresh();
  void refreshSoon();
  PlotSpec storedPlot(const std::string& name);
  Comparison* comparison_;
  QComboBox *choice_, *axis_;
  PlotView *plot_, *difference_;
  FittedText* text_;  ///< two lines: the plot needs the rest
  QString name_;
  QTimer soon_;
};

/// A plot of an analysis over the compared sources: groups of seeds as their mean with a band; without series where no
/// source has results of it.
PlotSpec comparedStoredPlot(const PlotKind& plot, const std::vector<ComparedSource>& sources,
                            const std::vector<std::vector<Comparison::Numbers>>& numbers, const std::string& layer);
/// What runs along x: step, epoch, time, share of the run.
QComboBox* compareAxisChoice(QWidget* parent);

}  // namespace studio
