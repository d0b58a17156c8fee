// Base of the plots over results of analyses: look, labels beside their lines, a tip and a ring at the point under the
// pointer, a menu that saves and copies. A subclass fills the graphs from the desk in fill().
#pragma once
#include <qcustomplot.h>

#include <memory>
#include <string>
#include <vector>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analysis_empty.h"
#include "widgets/export/figure.h"

namespace studio {

class AnalysisPlot : public QCustomPlot {
  Q_OBJECT
 public:
  AnalysisPlot(AnalysisDesk* desk, const QString& xTitle, const QString& yTitle, QWidget* parent);
  /// Takes what the desk has now; nothing is drawn while hidden.
  void refresh();
  /// The labels as they stand in the plot.
  QStringList labels() const;
  std::vector<QRectF> labelRects() const;
  /// What is told about the point nearest to a place of this widget, at most 16 px away; empty = none.
  QString tipAt(const QPointF& position) const;
  /// Where the point of this index lies in this widget.
  QPointF placeOf(std::size_t point) const;
  std::size_t pointCount() const { return points_.size(); }
  virtual QString table() const = 0;
  virtual std::unique_ptr<Figure> figure() const = 0;
  bool hasData() const { return !points_.empty(); }

 Q_SIGNALS:
  void refreshed();

 protected:
  struct Point {
    double x, y;
    QString tip;
  };
  struct Label {
    QString text;
    QColor colour;
    QVector<double> x, y;
  };  ///< x, y: the line or point it names
  struct Line {
    QVector<double> x, y;
  };
  /// Clears nothing itself: makes graphs, points, labels and ranges anew. Called with all of them cleared.
  virtual void fill() = 0;
  virtual QString fileName() const = 0;
  void addPoint(double x, double y, const QString& tip) { points_.push_back({x, y, tip}); }
  void addLabel(Label label) { labels_.push_back(std::move(label)); }
  /// A line or points that labels keep clear of.
  void addObstacle(Line line) { obstacles_.push_back(std::move(line)); }
  QCPGraph* addLine(const QVector<double>& x, const QVector<double>& y, const QPen& pen,
                    const QCPScatterStyle& scatter = {});
  AnalysisDesk& desk() const { return *desk_; }

  void showEvent(QShowEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void placeTexts();
  int nearest(const QPointF& position) const;
  QPolygonF inPixels(const QVector<double>& x, const QVector<double>& y) const;
  AnalysisDesk* desk_;
  std::vector<Point> points_;
  std::vector<Label> labels_;
  std::vector<Line> obstacles_;
  std::vector<QCPItemText*> texts_;
  QCPItemText* title_ = nullptr;
  QCPGraph* ring_ = nullptr;
  std::string layer_;  ///< the desk's, as it was drawn
  QRect placedFor_;    ///< the axes' place that the labels were put for
  int hovered_ = -1;
};

// A plot of the Analyse workspace as a dock's content: the plot with its margins, or what it needs.

class PlotDock : public AnalysisDock {
  Q_OBJECT
 public:
  /// Takes the plot; `analysis` is what it needs ("smoothness").
  PlotDock(AnalysisDesk* desk, AnalysisPlot* plot, std::string analysis, QWidget* parent);
  AnalysisPlot& plot() { return *plot_; }

 private:
  void refresh();
  AnalysisDesk* desk_;
  AnalysisPlot* plot_;
  std::string analysis_;
};

}  // namespace studio
