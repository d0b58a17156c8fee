// The view "Similarity": the matrices of all layers of a network side by side, one measure, one colour scale.
#pragma once
#include <vector>

#include "widgets/analysis/similarity_matrix.h"
#include "widgets/runs/run_monitor.h"

class QGridLayout;
class QLabel;
class QScrollArea;

namespace studio {

class NetworkChoice;
struct ViewContext;
class SimilarityView : public FigureView {
  Q_OBJECT
 public:
  SimilarityView(const ViewContext& context, QWidget* parent);
  EmptyState emptyState() const override;
  QString dataText() const override;
  std::unique_ptr<Figure> figure() const override;
  BoardPanel panel() const override;
  const std::vector<SimilarityMatrix*>& matrices() const { return matrices_; }
  MeasureChoice& choice() { return *choice_; }
  NetworkChoice& network() { return *network_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void place();
  std::vector<AnalysedLayer> layers() const;  ///< with pairs
  Analyses* analyses_;
  NetworkChoice* network_;
  MeasureChoice* choice_;
  QScrollArea* scroll_;
  QGridLayout* grid_;
  std::vector<QLabel*> titles_;
  std::vector<SimilarityMatrix*> matrices_;
  int columns_ = 0;
};

}  // namespace studio
