// Two measures of the compared runs against each other: both axes are chosen among the numbers that they have; the
// front, the spread over seeds, published values. A click on a point asks for its run. GUI thread.
#pragma once
#include <QWidget>
#include <memory>

#include "widgets/compare/comparison.h"
#include "widgets/frame/view.h"
#include "widgets/plots/plot_view.h"

class QComboBox;
class QLabel;
class QLayout;
class QAction;
class QToolButton;

namespace studio {

class FittedText;

inline constexpr int kLeastPlotHeight = 140;  ///< px, of a plot of compared runs

class ParetoPanel : public QWidget {
  Q_OBJECT
 public:
  ParetoPanel(Comparison* comparison, QWidget* parent);
  PlotView& plot() { return *plot_; }
  const PlotSpec& spec() const { return picture_.plot; }
  QString text() const;  ///< what stands below the plot
  void setPublished(bool shown);
  QComboBox& xChoice() { return *x_; }
  QComboBox& yChoice() { return *y_; }
  /// "runs a, b; config ..."
  QString provenance() const;

 Q_SIGNALS:
  void runWanted(const QString& id);

 private:
  QLayout* layOutChoices();
  QToolButton* makeMenuButton();
  void keepChoices();
  void fillChoices();
  void refresh();
  void open(std::size_t series, std::size_t point);
  Comparison* comparison_;
  QComboBox *x_, *y_;
  QLabel* about_;
  FittedText* text_;  ///< two lines: the plot needs the rest
  QAction *published_, *dominated_;
  PlotView* plot_;
  ParetoPicture picture_;
  std::vector<std::string> offered_;
};

}  // namespace studio
