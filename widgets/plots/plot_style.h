// The look that all plots share, on screen and on paper (look.md): left and bottom axis, at most six ticks in few
// words, light horizontal grid, small labels; sizes, fonts and colours of both. GUI thread.
#pragma once
#include <qcustomplot.h>

#include "core/run/plot_spec.h"
#include "widgets/frame/theme.h"

namespace studio {

/// Sizes are in units of the painter: pixels on screen; on paper such that text is 7 pt high, and all else as large
/// beside it as on screen, but for lines, which are 1 pt, and axes of 0.5 pt.
struct PlotStyle {
  const Theme* theme = nullptr;
  bool paper = false;
  double unit = 1;  ///< a pixel of the screen's layout
  double line = 1.5, thin = 0.75, axis = 1, grid = 1;
  QFont text, heading;
  QColor ink;  ///< on paper

  static PlotStyle screen();
  /// `ink`: of all words and axes.
  static PlotStyle onPaper(double unitsPerMm, const QColor& ink);

  double px(double pixels) const { return pixels * unit; }
  QColor words() const;   ///< of headings
  QColor labels() const;  ///< of axes
  QColor ground() const { return theme->color(Role::Panel); }
  QColor mark(const PlotColour& colour) const;
  QColor label(const PlotColour& colour) const;
  QPen pen(const QColor& colour, double width, bool dashed = false) const;
};

/// Ticks of an axis in few words: 50k steps, 1.5M; seconds as "2 min". By ones, twos and fives, clocks as clocks are
/// divided.
class StepTicker : public QCPAxisTicker {
 public:
  explicit StepTicker(int ticks = 5) { setTickCount(ticks); }
  /// The axis counts seconds.
  void setTime(bool time) { time_ = time; }
  /// Of a figure on paper: numbers are English whatever the window's language.
  void setPaper(bool paper) { paper_ = paper; }
  static QString countText(double value);
  static QString timeText(double seconds);

 protected:
  QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
  double getTickStep(const QCPRange& range) override;

 private:
  bool time_ = false, paper_ = false;
};

/// Margins, pens and fonts of both axes; `titled`: space for a line of words above them.
void setUpAxes(QCustomPlot* plot, const PlotStyle& style, bool titled);
/// Scale and ticks as the axis requests and as `space`, its length in pixels of the screen's layout, allows.
void setUpTicks(QCPAxis* axis, const PlotAxis& request, const PlotStyle& style, double space);
/// Text at a place in units of the painter, inside or outside of the axes.
QCPItemText* addText(QCustomPlot* plot, const PlotStyle& style, Qt::Alignment alignment);

}  // namespace studio
