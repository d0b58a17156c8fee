// The incoming weights of one unit as a picture: the image they look at where the inputs are one, kernels side by side
// for convolutions, else a compact grid of the inputs. Signed colours, symmetric about zero.
#pragma once
#include <QWidget>
#include <optional>

#include "core/run/snapshot.h"

namespace studio {

/// How the weights are laid out: cells in rows and columns, and how many belong together (a kernel or a channel).
struct WeightsLayout {
  int rows = 0, columns = 0;            ///< cells in all
  int blockRows = 0, blockColumns = 0;  ///< a gap after each so many cells; 0 = none
  QString description;                  ///< "28 × 28 inputs"
};
WeightsLayout layoutOf(const UnitWeights& weights);
/// [rows * columns], NaN where there is no weight.
std::vector<float> arranged(const UnitWeights& weights, const WeightsLayout& layout);

class WeightsPicture : public QWidget {
  Q_OBJECT
 public:
  explicit WeightsPicture(QWidget* parent);
  void show(const std::optional<UnitWeights>& weights);
  double largest() const { return largest_; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override { return {220, heightForWidth(220)}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  WeightsLayout layout_;
  std::vector<float> cells_;
  double largest_ = 0;
};

}  // namespace studio
