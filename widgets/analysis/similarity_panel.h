// The dock "Similarity of maps": the matrix of the chosen layer of the trained network, and the choice of the measure.
#pragma once
#include "widgets/analysis/analysis_empty.h"
#include "widgets/analysis/similarity_matrix.h"
#include "widgets/frame/segments.h"

class QLabel;

namespace studio {

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
  SimilarityPanel(AnalysisDesk* desk, QWidget* parent);
  SimilarityMatrix& matrix() { return *matrix_; }
  MeasureChoice& choice() { return *choice_; }

 private:
  SimilarityPanel(AnalysisDesk* desk, QWidget* content, QWidget* parent);
  void refresh();
  AnalysisDesk* desk_;
  SimilarityMatrix* matrix_;
  MeasureChoice* choice_;
  QLabel* layer_;
};

}  // namespace studio
