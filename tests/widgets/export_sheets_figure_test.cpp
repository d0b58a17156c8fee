// The sheets of a run on paper: how rows fill its width, and what the caption says of a file of weights.
#include <gtest/gtest.h>
#include <qcustomplot.h>

#include <QImage>
#include <algorithm>

#include "tests/widgets/sample_run.h"
#include "widgets/export/figure_print.h"
#include "widgets/export/run_figures.h"
#include "widgets/runs/run_data.h"

namespace studio {
namespace {

TEST(SheetsFigure, anAssumedBlurIsNamed) {
  RunData run = sampleFile();
  run.config.topoloss.factor = {3, 3};
  const QString blur = QString::fromUtf8("blur 3 × 3, assumed");
  EXPECT_FALSE(makeSheetsFigure(run, {})->title().contains(blur)) << "it is stated";
  run.assumesBlur = true;
  for (const auto& figure : {makeSheetsFigure(run, {}), makeStackFigure(run, {})})
    EXPECT_TRUE(figure->title().endsWith(blur)) << figure->title().toStdString();
  ViewState norm;
  norm.quantity = "norm";
  EXPECT_FALSE(makeSheetsFigure(run, norm)->title().contains(blur)) << "a norm is of no blur";
}

/// Rows end where the colour bar begins.
TEST(SheetsFigure, rowsAreAsWideAsThePaper) {
  RunData run;
  run.folder = RunFolder("resnet18");
  Snapshot snapshot;
  for (int i = 0; i < 20; ++i) {
    const std::int64_t height = i < 5 ? 8 : i < 10 ? 8 : 16, width = i < 5 ? 8 : i < 15 ? 16 : 32;
    snapshot.maps.push_back({"layer" + std::to_string(i) + ".conv", "cosine", height, width, 0,
                             std::vector<float>(std::size_t(height * width), 0.9f)});
  }
  run.snapshot = std::make_shared<const Snapshot>(std::move(snapshot));
  const auto figure = makeSheetsFigure(run, {});
  constexpr double kWidth = 183, kPerMm = 8;
  QImage paper(int(kWidth * kPerMm), int(figure->heightMm(kWidth) * kPerMm), QImage::Format_RGB32);
  paper.fill(Qt::white);
  {
    QCPPainter painter(&paper);
    figure->draw(painter, QRectF(paper.rect()), kPerMm);
  }
  const int end = int((kWidth - kPrintBarSpace - 1) * kPerMm);
  const auto isSheet = [&](int x, int y) {
    const QColor colour = paper.pixelColor(x, y);
    return colour.saturation() > 40;
  };
  std::vector<int> widths;  // how far each row of sheets reaches
  bool inside = false;
  for (int y = 0; y < paper.height(); ++y) {
    const bool row = isSheet(int(1.6 * kPerMm), y);
    if (row && !inside) widths.push_back(0);
    inside = row;
    if (row)
      for (int x = 0; x < end; ++x)
        if (isSheet(x, y)) widths.back() = std::max(widths.back(), x);
  }
  ASSERT_GE(widths.size(), 2u);
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) EXPECT_GT(widths[i], 0.88 * end) << "row " << i;
}

}  // namespace
}  // namespace studio
