// Lays a PlotSpec out on a QCustomPlot: the one place where limits, ticks, thinning and the places of labels are
// decided, for the screen (PlotView) and for paper (paintOnPaper). GUI thread.
#pragma once
#include <qcustomplot.h>

#include <algorithm>
#include <vector>

#include "core/run/plot_spec.h"
#include "widgets/frame/theme.h"

namespace studio {

// The look that all plots share, on screen and on paper (look.md): left and bottom axis, at most six ticks in few
// words, light horizontal grid, small labels; sizes, fonts and colours of both. GUI thread.

/// Sizes are in units of the painter: pixels on screen; on paper such that text is 7 pt high, and all else as large
/// beside it as on screen, but for lines, which are 1 pt, and axes of 0.5 pt.
struct PlotStyle {
  const Theme* theme = nullptr;
  bool paper = false;
  bool windowNumbers = true;  ///< as the window's language writes them; on paper they are English
  double unit = 1;            ///< a pixel of the screen's layout
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
  QPen pen(const QColor& colour, double width, Qt::PenStyle line = Qt::SolidLine) const;
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
  /// Of an axis from left to right: its length, and what a label may stand out at its end. QCustomPlot leaves out a
  /// label that does not fit, so one that would be is not counted.
  void setLength(double length, double beyond, const QFont& font);
  static QString countText(double value);
  static QString timeText(double seconds);

 protected:
  QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
  double getTickStep(const QCPRange& range) override;

 private:
  bool labelFits(double tick, const QCPRange& range);
  bool areApart(double step, const QCPRange& range);
  int drawnLabels(double step, const QCPRange& range);
  double roomyStep(double step, const QCPRange& range);

  bool time_ = false, paper_ = false;
  double length_ = 0, beyond_ = 0;  ///< 0: any label fits
  QFont font_;
};

/// Margins, pens and fonts of both axes; `titled`: space for a line of words above them.
void setUpAxes(QCustomPlot* plot, const PlotStyle& style, bool titled);
/// Scale and ticks as the axis requests and as `space`, its length in pixels of the screen's layout, allows.
void setUpTicks(QCPAxis* axis, const PlotAxis& request, const PlotStyle& style, double space);
/// Text at a place in units of the painter, inside or outside of the axes.
QCPItemText* addText(QCustomPlot* plot, const PlotStyle& style, Qt::Alignment alignment);

/// Those with both coordinates.
inline std::size_t countPoints(const PlotSeries& series) { return std::min(series.x.size(), series.y.size()); }

class PlotPainter : public QObject {
  Q_OBJECT
 public:
  /// Has the plot for itself; what others add to it must be items, in the layer "overlay".
  explicit PlotPainter(QCustomPlot* plot);
  void show(PlotSpec spec, const PlotStyle& style);
  const PlotSpec& spec() const { return spec_; }
  /// The plot's size in units of the painter: fewer ticks where there is little space.
  void setSize(QSizeF size);
  /// A part of the plot: what show() and setSize() leave as it is until showWhole().
  void setPart(bool part) { part_ = part; }
  bool showsPart() const { return part_; }
  void showWhole();
  QCPRange wholeX() const { return wholeX_; }
  QCPRange wholeY() const { return wholeY_; }

  /// What the labels say in place of the newest values, in words and short, in their order; empty = these again.
  struct Reading {
    QString words, brief;
  };
  void setReadings(std::vector<Reading> readings);
  /// Lines from top to bottom at these x that readings stand beside; NaN = none.
  void setCursors(std::vector<double> cursors);
  /// The labels as they stand in the plot, and where; without those for which there is no place.
  QStringList labels() const;
  std::vector<QRectF> labelRects() const;
  /// Thin lines from labels that stand off their points to these.
  std::vector<QLineF> leaders() const;
  /// The line or points of a series; nullptr for bars.
  QCPGraph* graph(std::size_t series) const;
  /// Where a point lies in the plot; of bars, the end of the bar.
  QPointF pointPosition(std::size_t series, std::size_t point) const;
  /// Of its line: dashed for controls, dash-dotted for the second round of colours.
  static Qt::PenStyle lineStyle(const PlotSeries& series);

 private:
  struct Label {
    std::size_t series;
    QCPItemText* item;
    bool wordsFit;                  ///< beside the axis
    QCPItemLine* leader = nullptr;  ///< to its own point, where it stands off
  };
  std::string wordsFor(const std::string& label) const;
  void addSeries(std::size_t index);
  void addBand(const PlotSeries& series);
  void addBars(std::size_t index);
  void addLonePoints(const PlotSeries& series);
  void addErrors(const PlotSeries& series, QCPAbstractPlottable* of);
  void addReferences();
  void addLabels();
  void addLegend();
  void setData(QCPGraph* graph, const std::vector<double>& x, const std::vector<double>& y, bool sorted);
  QPen linePen(const PlotSeries& series) const;
  QCPScatterStyle pointStyle(const PlotSeries& series) const;
  double barOffset(std::size_t series) const;
  QPolygonF inPixels(const PlotSeries& series) const;
  std::vector<QPolygonF> referencesInPixels() const;
  void addObstacles(const PlotSeries& series, std::vector<QPolygonF>& obstacles) const;
  std::vector<QPolygonF> linesToClear() const;
  bool isClear(const QRectF& block, const std::vector<QPolygonF>& lines) const;
  void placeTexts();
  void putReadings();
  QRectF readingSpace() const;
  void placeBeside();
  int placeBesideAs(int nameLength);
  QString labelText(const Label& label, int nameLength) const;
  void placeAtEnd();
  /// As a block at the right end, `top` px below the upper edge of the axes, in words or short; false where it would
  /// cross a line.
  bool placeBlock(bool inWords, double top, const std::vector<QPolygonF>& lines);
  bool hasMoreSpaceAbove() const;

  QCustomPlot* plot_;
  PlotSpec spec_;
  PlotStyle style_;
  QSizeF size_;
  bool part_ = false;
  QCPRange wholeX_{0, 1}, wholeY_{0, 1};
  std::vector<QCPGraph*> graphs_;  ///< one a series
  std::vector<std::size_t> bars_;  ///< series that are bars, in their order
  std::vector<QCPAbstractItem*> items_;
  std::vector<Label> labels_;
  std::vector<Reading> readings_;
  std::vector<double> cursors_;
  bool upper_ = true;  ///< labels at the end stand above the lines
  QRect placedIn_;     ///< what the labels were put for
  QCPRange placedX_, placedY_;
};

/// The same picture at its true size, with sharp lines whatever the file; `area` in units of the painter. Any thread:
/// one that is not the GUI thread waits for it.
void paintOnPaper(QCPPainter& painter, const QRectF& area, const PlotSpec& spec, const PlotStyle& style);

}  // namespace studio
