// The VTK scene off the screen, flat and raised, and the painter's picture of the same sheet.
#include <gtest/gtest.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>
#include <vtkWindowToImageFilter.h>

#include <cmath>

#include "tests/widgets/pictures.h"
#include "widgets/sheets/sheet_canvas.h"
#include "widgets/sheets/sheet_scene.h"

namespace studio {
namespace {

constexpr int kCell = 20, kRows = 8, kColumns = 12;

SheetMap hill() {
  SheetMap map{"fc1", "cosine", kRows, kColumns, 0, {}};
  for (int unit = 0; unit < kRows * kColumns; ++unit) {
    const double x = unit % kColumns - 8.0, y = unit / kColumns - 2.0;
    map.values.push_back(
        float(std::exp(-(x * x + y * y) / 9) - 0.6 * std::exp(-((x + 5) * (x + 5) + (y - 3) * (y - 3)) / 7)));
  }
  return map;
}

MapDisplay displayIn(const Theme& theme) { return {&colourMapFor("", "cosine", theme), {-1, 1}, 0, &theme}; }

QImage render(SheetScene& scene, int width, int height) {
  vtkNew<vtkRenderWindow> window;
  window->SetOffScreenRendering(1);
  window->SetMultiSamples(0);
  window->SetSize(width, height);
  window->AddRenderer(scene.renderer());
  scene.setAspect(double(width) / height);
  window->Render();
  vtkNew<vtkWindowToImageFilter> filter;
  filter->SetInput(window);
  filter->SetInputBufferTypeToRGB();
  filter->ReadFrontBufferOff();
  filter->Update();
  QImage image(width, height, QImage::Format_RGB32);
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const auto* pixel = static_cast<unsigned char*>(filter->GetOutput()->GetScalarPointer(x, height - 1 - y, 0));
      image.setPixelColor(x, y, QColor::fromRgb(pixel[0], pixel[1], pixel[2]));
    }
  window->RemoveRenderer(scene.renderer());
  return image;
}

QImage renderFlat(const SheetMap& map, const Theme& theme) {
  SheetScene scene;
  scene.setCellPixels(kCell);
  scene.show(map, displayIn(theme));
  return render(scene, kCell * kColumns, kCell * kRows);
}

QImage paintFlat(const SheetMap& map, const Theme& theme) {
  QImage image(kCell * kColumns, kCell * kRows, QImage::Format_RGB32);
  QPainter painter(&image);
  drawSheet(painter, image.rect(), map, displayIn(theme));
  return image;
}

class SceneWithOpenGl : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    if (!openGlProblem().isEmpty()) GTEST_SKIP() << "skipped: no OpenGL";
  }
  const Theme& theme() const { return GetParam() ? Theme::darkTheme() : Theme::light(); }
  QString file(const char* name) const {
    return QLatin1String(name) + (GetParam() ? QStringLiteral("_dark") : QStringLiteral("_light"));
  }
};

INSTANTIATE_TEST_SUITE_P(Themes, SceneWithOpenGl, testing::Bool(),
                         [](const auto& info) { return info.param ? "dark" : "light"; });

TEST_P(SceneWithOpenGl, middleOfEachCellHasTheColourOfItsValue) {
  SheetMap map = hill();
  map.values[17] = std::nanf("");
  for (const QImage& image : {renderFlat(map, theme()), paintFlat(map, theme())})
    for (int unit = 0; unit < kRows * kColumns; ++unit) {
      const QRgb expected = colourFor(map.values[unit], *displayIn(theme()).colours, {-1, 1}, 0, theme());
      EXPECT_LE(
          distance(image.pixel(unit % kColumns * kCell + kCell / 2, unit / kColumns * kCell + kCell / 2), expected), 6)
          << unit;
    }
}

TEST_P(SceneWithOpenGl, hairlineBetweenCellsHasTheColourOfThePanel) {
  for (const QImage& image : {renderFlat(hill(), theme()), paintFlat(hill(), theme())}) {
    EXPECT_LE(distance(image.pixel(3 * kCell - 1, kCell / 2), theme().color(Role::Panel).rgb()), 6);
    EXPECT_LE(distance(image.pixel(kCell / 2, 5 * kCell - 1), theme().color(Role::Panel).rgb()), 6);
  }
}

TEST_P(SceneWithOpenGl, painterAndVtkDrawTheSameFlatSheet) {
  const QImage a = renderFlat(hill(), theme()), b = paintFlat(hill(), theme());
  int differing = 0;
  for (int y = 0; y < a.height(); ++y)
    for (int x = 0; x < a.width(); ++x) differing += distance(a.pixel(x, y), b.pixel(x, y)) > 9;
  EXPECT_EQ(differing, 0);
}

TEST_P(SceneWithOpenGl, picturesAreThoseKept) {
  expectLikeBaseline(renderFlat(hill(), theme()), file("sheet_flat"));
  SheetScene scene;
  scene.setRaised(true);
  scene.show(hill(), displayIn(theme()));
  scene.setChosen(2 * kColumns + 8);
  expectLikeBaseline(render(scene, 300, 200), file("sheet_raised"), 3, 0.03);
}

TEST_P(SceneWithOpenGl, raisedSheetShowsHeightAndTurns) {
  SheetScene scene;
  scene.setRaised(true);
  SheetMap level = hill();
  std::fill(level.values.begin(), level.values.end(), 0.0f);
  scene.show(level, displayIn(theme()));
  const QImage flat = render(scene, 300, 200);
  scene.show(hill(), displayIn(theme()));
  const QImage high = render(scene, 300, 200);
  scene.rotate(40);
  const QImage turned = render(scene, 300, 200);
  EXPECT_NE(flat, high);
  EXPECT_NE(high, turned);
  scene.resetCamera();
  EXPECT_EQ(render(scene, 300, 200), high);
}

/// The colour that is seen under a point belongs to the unit that the pointer is said to be on.
TEST_P(SceneWithOpenGl, pickedUnitIsTheOneSeen) {
  SheetMap map = hill();
  std::fill(map.values.begin(), map.values.end(), 0.0f);
  const int unit = 3 * kColumns + 7;
  map.values[unit] = 0.6f;
  SheetScene scene;
  scene.setRaised(true);
  scene.show(map, displayIn(theme()));
  const QImage image = render(scene, 600, 400);
  int on = 0, right = 0;
  for (int y = 0; y < 400; y += 2)
    for (int x = 0; x < 600; x += 2) {
      const QRgb seen = image.pixel(x, y);
      if (qRed(seen) < qGreen(seen) + 40) continue;  // not the one positive unit
      ++on;
      right += scene.unitAt((x + 0.5) / 600, (y + 0.5) / 400) == unit;
    }
  ASSERT_GT(on, 50);
  EXPECT_GT(right, 0.9 * on);
  EXPECT_EQ(scene.unitAt(0.01, 0.01), -1);
}

TEST(SheetScene, flatUnitUnderAPointIsExact) {
  SheetScene scene;
  scene.show(hill(), displayIn(Theme::light()));
  scene.setAspect(double(kColumns) / kRows);
  for (int unit = 0; unit < kRows * kColumns; ++unit)
    EXPECT_EQ(scene.unitAt((unit % kColumns + 0.5) / kColumns, (unit / kColumns + 0.5) / kRows), unit);
  EXPECT_EQ(scene.unitAt(-0.01, 0.5), -1);
  EXPECT_EQ(scene.unitAt(0.5, 1.01), -1);
}

TEST(SheetPainter, sheetHasSquareCellsOfWholePixels) {
  const QRectF rect = sheetRect(QRectF(0, 0, 700, 355), 16, 32);
  EXPECT_EQ(rect.size(), QSizeF(21 * 32, 21 * 16));
  EXPECT_TRUE(sheetRect(QRectF(0, 0, 100, 100), 0, 5).isEmpty());
  EXPECT_LE(sheetRect(QRectF(0, 0, 300, 100), 1, 997).width(), 300);
}

TEST(SheetPainter, unitsBelowTheThresholdAreHatchedAndCounted) {
  MapDisplay display = displayIn(Theme::light());
  display.threshold = 0.5;
  SheetMap map = hill();
  map.values[0] = 1.5f;
  QImage plain(kCell * kColumns, kCell * kRows, QImage::Format_RGB32);
  QPainter painter(&plain);
  drawSheet(painter, plain.rect(), map, display);
  const QImage before = plain.copy();
  drawHatch(painter, plain.rect(), map, display);
  painter.end();
  int small = 0;
  for (int unit = 0; unit < kRows * kColumns; ++unit) {
    const QRect cell(unit % kColumns * kCell, unit / kColumns * kCell, kCell, kCell);
    const bool hidden = std::abs(map.values[unit]) < 0.5f;
    small += hidden;
    EXPECT_EQ(plain.copy(cell) != before.copy(cell), hidden) << unit;
  }
  EXPECT_EQ(leftOut(map, display).uncoloured, small);
  EXPECT_EQ(leftOut(map, display).beyond, 1);
}

TEST(SheetPainter, barPrintsTheLimitsWithASign) {
  EXPECT_EQ(limitText(13.47, {-13.47, 13.47}, true), QStringLiteral("+13.5"));
  EXPECT_EQ(limitText(-13.47, {-13.47, 13.47}, true), QChar(0x2212) + QStringLiteral("13.5"));
  EXPECT_EQ(limitText(0, {-13.47, 13.47}, true), QStringLiteral("0.0"));
  EXPECT_EQ(limitText(-1e-12, {-13.47, 13.47}, true), QStringLiteral("0.0")) << "zero has no sign";
  EXPECT_EQ(limitText(0.0423, {0, 0.0423}, false), QStringLiteral("0.0423"));
}

}  // namespace
}  // namespace studio
