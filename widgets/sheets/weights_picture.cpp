#include "widgets/sheets/weights_picture.h"

#include <QCoreApplication>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/frame/tr.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

constexpr int kWeightsBarRoom = 24;  // px right of the weights for their colour bar
constexpr int kMostKernels = 1024;   // more would be less than a pixel each; the note says how many are shown

/// The side of an image that n inputs make, with 1 or 3 channels; 0 where they make none.
int imageSide(std::int64_t inputs, int& channels) {
  for (channels = 1; channels <= 3; channels += 2) {
    const auto side = std::int64_t(std::lround(std::sqrt(double(inputs) / channels)));
    if (side >= 8 && side * side * channels == inputs) return int(side);
  }
  return 0;
}

}  // namespace

WeightsLayout layoutOf(const UnitWeights& weights) {
  std::int64_t count = weights.shape.empty() ? 0 : 1;
  for (const std::int64_t size : weights.shape)
    count = size > 0 && size <= std::int64_t(weights.values.size()) ? count * size : 0;
  if (count == 0 || count != std::int64_t(weights.values.size())) return {};
  const std::int64_t inputs = weights.shape[0];
  if (weights.shape.size() == 3) {
    const int kernels = int(std::min<std::int64_t>(inputs, kMostKernels)), kh = int(weights.shape[1]),
              kw = int(weights.shape[2]);
    const int across = std::max(1, int(std::ceil(std::sqrt(1.8 * kernels))));
    const int down = (kernels + across - 1) / across;
    const QString text = inputs > kernels
                             ? tr("first %1 of %2 kernels of %3 × %4").arg(kernels).arg(inputs).arg(kh).arg(kw)
                             : tr("%1 kernels of %2 × %3").arg(inputs).arg(kh).arg(kw);
    return {down * kh, across * kw, kh, kw, text};
  }
  int channels = 1;
  if (const int side = imageSide(inputs, channels); side > 0)
    return {
        side, side * channels, 0, channels > 1 ? side : 0,
        channels > 1 ? tr("%1 channels of %2 × %2 inputs").arg(channels).arg(side) : tr("%1 × %1 inputs").arg(side)};
  const int across = int(std::ceil(std::sqrt(1.8 * double(inputs))));
  return {int((inputs + across - 1) / across), across, 0, 0, tr("%1 inputs").arg(inputs)};
}

std::vector<float> arranged(const UnitWeights& weights, const WeightsLayout& layout) {
  std::vector<float> cells(std::size_t(layout.rows) * layout.columns, std::nanf(""));
  if (cells.empty()) return cells;
  const bool blocks = layout.blockColumns > 0;
  const int bw = blocks ? layout.blockColumns : layout.columns,
            bh = layout.blockRows > 0 ? layout.blockRows : layout.rows;
  const int across = layout.columns / bw;
  const std::size_t inBlock = std::size_t(bw) * bh;
  for (std::size_t i = 0; i < weights.values.size(); ++i) {
    const std::size_t block = i / inBlock, inside = i % inBlock;
    const std::size_t row = (block / across) * bh + inside / bw, column = (block % across) * bw + inside % bw;
    if (row < std::size_t(layout.rows)) cells[row * layout.columns + column] = weights.values[i];
  }
  return cells;
}

WeightsPicture::WeightsPicture(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setAccessibleName(QCoreApplication::translate("WeightsPicture", "Weights of the unit"));
}

void WeightsPicture::show(const std::optional<UnitWeights>& weights) {
  layout_ = weights ? layoutOf(*weights) : WeightsLayout{};
  cells_ = weights ? arranged(*weights, layout_) : std::vector<float>{};
  if (layout_.columns == 0) cells_.clear();
  largest_ = 0;
  if (weights)
    for (const float value : weights->values)
      if (std::isfinite(value)) largest_ = std::max(largest_, std::abs(double(value)));
  updateGeometry();
  update();
}

int WeightsPicture::heightForWidth(int width) const {
  return layout_.columns > 0 ? std::clamp((width - kWeightsBarRoom) * layout_.rows / layout_.columns, 24, 240) : 0;
}

void WeightsPicture::paintEvent(QPaintEvent*) {
  if (cells_.empty()) return;
  QPainter painter(this);
  const SheetMap map{{}, {}, layout_.rows, layout_.columns, 0, cells_};
  const double limit = largest_ > 0 ? largest_ : 1;
  const MapLook look{&colourMapFor({}, kCosineQuantity, theme()), {-limit, limit}, 0, &theme()};
  const QRectF room(0, 0, width() - kWeightsBarRoom, height());
  QRectF area = sheetRect(room, map.height, map.width);
  area.moveLeft(0);
  area.moveTop(0);
  drawSheet(painter, area, map, look);
  drawColourBar(painter, QRectF(area.right() + 12, area.top(), 10, area.height()), look);
  if (layout_.blockColumns == 0) return;
  const double cell = area.width() / double(map.width);
  if (cell * layout_.blockColumns < 4) return;
  for (int column = layout_.blockColumns; column < layout_.columns; column += layout_.blockColumns)
    painter.fillRect(QRectF(area.left() + column * cell - 1, area.top(), 1, area.height()), theme().color(Role::Panel));
  for (int row = layout_.blockRows; layout_.blockRows > 0 && row < layout_.rows; row += layout_.blockRows)
    painter.fillRect(QRectF(area.left(), area.top() + row * cell - 1, area.width(), 1), theme().color(Role::Panel));
}

}  // namespace studio
