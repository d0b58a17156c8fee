// One QCustomPlot in the look of the studio: left and bottom axis, light grid, training in the run's colour, validation
// in the text's, each line's last value beside its end. Its menu saves the picture and the data.
#pragma once
#include <qcustomplot.h>

#include "widgets/plots/curve.h"
#include "widgets/plots/step_ticker.h"

namespace studio {

class CurvePlot : public QCustomPlot {
  Q_OBJECT
 public:
  CurvePlot(const CurveSpec& spec, QWidget* parent);
  const CurveSpec& spec() const { return spec_; }
  /// smoothing 0 = off; raw values stay visible, thin, under smoothed ones.
  void show(const std::vector<ScalarRow>& rows, int colour, double smoothing, CurveAxis axis);
  /// A line at the step shown by the maps; NaN = none.
  void setCursor(double x);
  /// Said before the newest value of a plot with one line: "mean of 16 layers".
  void setPrefix(const QString& prefix) { prefix_ = prefix; }
  /// The newest values as they stand in the plot.
  QStringList labels() const;
  const std::vector<CurveLine>& lines() const { return lines_; }
  /// The points as text, tab between columns: for a spreadsheet.
  QString table() const;

 Q_SIGNALS:
  void pictureWanted(const QString& curve);
  void dataWanted(const QString& curve);

 protected:
  void contextMenuEvent(QContextMenuEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void applyTheme();
  struct Room {
    double above, below;
  };
  Room roomAtTheRight() const;
  void placeLabels();
  bool upper_ = true;  ///< labels stand above the lines
  void scaleAxes();
  void showLine(int index);
  QString labelOf(const CurveLine& line, double value, const QString& prefix) const;
  QCPGraph* graphFor(int index);

  CurveSpec spec_;
  std::vector<CurveLine> lines_;
  std::vector<QCPItemText*> texts_;
  QCPItemStraightLine* cursor_;
  int colour_ = 0;
  double smoothing_ = 0;
  QString prefix_;
  QSharedPointer<StepTicker> xTicker_;
};

}  // namespace studio
