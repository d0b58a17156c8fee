// How alike the maps of contrasts are in one layer: the lower triangle of a matrix, numbers in coloured cells.
// Pearson's r, SSIM and Spearman's rho are shown by name; none is called "structural similarity" but SSIM
// (science.md 4.6).
#pragma once
#include <QWidget>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/readings.h"
#include "widgets/export/figure_print.h"
#include "widgets/frame/controls.h"

class QLabel;

namespace studio {

enum class SimilarityMeasure { Pearson, Ssim, Spearman };
double measuredValue(const SimilarPair& pair, SimilarityMeasure measure);
QString measureTitle(SimilarityMeasure measure);

class SimilarityMatrix : public QWidget {
  Q_OBJECT
 public:
  explicit SimilarityMatrix(QWidget* parent);
  /// `names`: the contrasts in their order; those without a pair are left out.
  void show(const std::vector<std::string>& names, const std::vector<SimilarPair>& pairs, SimilarityMeasure measure);
  const std::vector<std::string>& names() const { return names_; }
  /// NaN where there is no such pair; row > column.
  double value(int row, int column) const;
  /// The number as it stands in the cell; empty where cells are too small for numbers.
  QString cellText(int row, int column) const;
  QRectF cellRect(int row, int column) const;
  /// All three measures of the pair under a place; empty = no cell.
  QString tipAt(const QPointF& position) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  const SimilarPair* pair(int row, int column) const;
  void paintNames(QPainter& painter) const;
  bool isNarrow() const;
  int nameWidth() const;
  std::vector<std::string> names_;
  std::vector<SimilarPair> pairs_;
  SimilarityMeasure measure_ = SimilarityMeasure::Pearson;
};

// The dock "Similarity of maps": the matrix of the chosen layer of the trained network, and the choice of the measure.

/// Pearson | SSIM | Spearman, one of them pressed; arrow keys and clicks choose.
class MeasureChoice : public Segments {
  Q_OBJECT
 public:
  explicit MeasureChoice(QWidget* parent);
  SimilarityMeasure measure() const { return SimilarityMeasure(chosen()); }
  void choose(SimilarityMeasure measure) { Segments::choose(int(measure)); }

 Q_SIGNALS:
  void measureChosen(SimilarityMeasure measure);
};

class SimilarityPanel : public AnalysisDock {
  Q_OBJECT
 public:
  SimilarityPanel(Analyses* analyses, QWidget* parent);
  SimilarityMatrix& matrix() { return *matrix_; }
  MeasureChoice& choice() { return *choice_; }

 private:
  SimilarityPanel(Analyses* analyses, QWidget* content, QWidget* parent);
  void refresh();
  Analyses* analyses_;
  SimilarityMatrix* matrix_;
  MeasureChoice* choice_;
  QLabel* layer_;
};

// How alike the maps of contrasts are, as a figure: a triangle of numbers for each layer.

/// nullptr where no layer has pairs.
std::unique_ptr<Figure> makeSimilarityFigure(const AnalysedNetwork& network, SimilarityMeasure measure);

}  // namespace studio
