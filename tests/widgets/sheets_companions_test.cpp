// The room around a sheet: companions fill it at every size of window, overlap nothing, and show other maps on a click.
#include <gtest/gtest.h>

#include <QMenu>
#include <QTest>
#include <QToolButton>

#include "tests/widgets/pictures.h"
#include "tests/widgets/sheets_fixture.h"
#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/companion_maps.h"
#include "widgets/sheets/film_strip.h"
#include "widgets/sheets/sheet_board.h"
#include "widgets/train/sheets_view.h"

namespace studio {
namespace {

/// A centre as the window of 1120 × 700, 1440 × 900, 1920 × 1080 and 2560 × 1440 has it below its film strip.
const QSizeF kSpaces[] = {{570, 200}, {880, 330}, {1360, 510}, {2000, 870}};

TEST(SheetArrangement, companionsFitAndOverlapNothing) {
  const SheetMargins margins{40, 5, 176, 40};
  for (const QSizeF& space : kSpaces)
    for (const auto& [height, width] : {std::pair{16, 16}, {8, 8}, {16, 32}, {24, 32}, {48, 64}, {2, 5}, {1, 97}})
      for (const int companions : {0, 1, 3, 12}) {
        const SheetArrangement placed = arrangeSheet(space, margins, height, width, companions);
        const QRectF sheet(margins.left, margins.top, placed.cell * width, placed.cell * height);
        EXPECT_LE(sheet.right() + margins.right, space.width() + 1e-6);
        EXPECT_LE(sheet.bottom() + margins.bottom, space.height() + 1e-6) << height << " × " << width;
        ASSERT_EQ(placed.maps.size(), placed.captions.size());
        EXPECT_LE(int(placed.maps.size()), companions);
        for (std::size_t i = 0; i < placed.maps.size(); ++i) {
          const QRectF whole = placed.captions[i].united(placed.maps[i]);
          EXPECT_TRUE(QRectF(QPointF(), space).contains(whole)) << height << " × " << width << " " << i;
          EXPECT_FALSE(whole.intersects(sheet.adjusted(-margins.left, 0, 0, margins.bottom - 17)));
          for (std::size_t other = 0; other < i; ++other)
            EXPECT_FALSE(whole.intersects(placed.captions[other].united(placed.maps[other])));
        }
      }
}

constexpr std::pair<int, int> kShapes[] = {{16, 16}, {8, 8}, {16, 32}, {24, 32}, {48, 64}, {2, 5}, {1, 97}};

/// Nearly the same size would look like a mistake; larger than the sheet, as if they were what is looked at.
TEST(SheetArrangement, companionsAreAsLargeAsTheSheetOrClearlySmaller) {
  std::size_t maps = 0;
  for (const QSizeF& space : kSpaces)
    for (const auto& [height, width] : kShapes)
      for (int companions = 1; companions <= 14; ++companions) {
        const SheetArrangement placed = arrangeSheet(space, {40, 5, 176, 40}, height, width, companions);
        maps += placed.maps.size();
        for (const QRectF& map : placed.maps) {
          const double share = map.width() / (placed.cell * width);
          EXPECT_TRUE(std::abs(share - 1) < 1e-9 || share <= 1 / 1.5 + 1e-9)
              << share << " of the sheet, " << height << " x " << width << ", " << companions << " in " << space.width()
              << " px";
        }
      }
  EXPECT_GT(maps, 100u);
}

TEST(SheetArrangement, whatHasNoRoomIsListedInTheLastPlace) {
  int tiles = 0;
  for (const QSizeF& space : kSpaces)
    for (const auto& [height, width] : kShapes)
      for (const int companions : {1, 3, 12, 20}) {
        const SheetArrangement placed = arrangeSheet(space, {40, 5, 176, 40}, height, width, companions);
        EXPECT_EQ(placed.more.isEmpty(), int(placed.maps.size()) == companions)
            << placed.maps.size() << " of " << companions << ", " << height << " × " << width;
        if (placed.more.isEmpty()) continue;
        ++tiles;
        const QRectF tile = placed.moreCaption.united(placed.more);
        EXPECT_TRUE(QRectF(QPointF(), space).contains(tile));
        for (std::size_t i = 0; i < placed.maps.size(); ++i)
          EXPECT_FALSE(tile.intersects(placed.captions[i].united(placed.maps[i])));
      }
  EXPECT_GT(tiles, 10);
}

/// Share of the picture's tiles that show nothing but the panel's colour.
double blankShare(const QImage& picture, const QRect& area) {
  constexpr int kTile = 32;
  const QRgb ground = theme().color(Role::Panel).rgb();
  int tiles = 0, blank = 0;
  for (int top = area.top(); top + kTile <= area.bottom() + 1; top += kTile)
    for (int left = area.left(); left + kTile <= area.right() + 1; left += kTile, ++tiles) {
      bool empty = true;
      for (int y = top; empty && y < top + kTile; ++y)
        for (int x = left; empty && x < left + kTile; ++x) empty = picture.pixel(x, y) == ground;
      blank += empty;
    }
  return tiles > 0 ? double(blank) / tiles : 0;
}

/// As a file of weights (only cosine and norm), and as a run with contrasts.
TEST(SheetsView, noThirdOfItIsBlankAtAnySizeOfWindow) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  for (const auto& [height, width] : {std::pair{16, 16}, {16, 32}, {24, 32}}) {
    ShownContrasts shown(height, width, {590, 360});
    for (const QSize& size : {QSize(590, 360), QSize(904, 480), QSize(1384, 660), QSize(2024, 1020)}) {
      shown.show(size);
      const QImage picture =
          keepPicture(shown.view, size, QStringLiteral("sheets_%1_%2x%3").arg(size.width()).arg(height).arg(width));
      EXPECT_LT(blankShare(picture, QRect(0, 100, size.width(), size.height() - 100)), 1.0 / 3)
          << size.width() << " px, " << height << " × " << width;
    }
  }
}

/// A layer with more maps than its view has room for: a tile says how many are seen and lists the others.
TEST(SheetsView, mapsWithoutRoomAreCountedAndListed) {
  ShownContrasts shown(16, 16, {590, 360});
  SheetsView& view = shown.view;
  CompanionMaps& companions = view.companions();
  const int all = int(companions.companions().size()), rest = all - companions.shownCount();
  ASSERT_GT(rest, 0) << "the view is small";
  ASSERT_TRUE(companions.more()->isVisible());
  EXPECT_TRUE(companions.rect().contains(companions.more()->geometry()));
  EXPECT_EQ(companions.more()->text(), QStringLiteral("+%1").arg(rest));
  EXPECT_TRUE(companions.more()->toolTip().startsWith(QStringLiteral("%1 of %2 maps").arg(all - rest).arg(all)));
  EXPECT_GE(view.board().sheetArea().width(), companions.mapRect(0).width());
  QTest::mouseClick(companions.more(), Qt::LeftButton);
  auto* menu = companions.findChild<QMenu*>(QStringLiteral("otherMaps"));
  ASSERT_NE(menu, nullptr);
  ASSERT_EQ(menu->actions().size(), rest);
  EXPECT_EQ(menu->actions().back()->text(), companions.companions().back().caption);
  menu->actions().back()->trigger();
  menu->close();
  EXPECT_EQ(shown.monitor.view().quantity, "norm") << "contrasts stand before it";
  view.resize(2024, 1020);
  QCoreApplication::processEvents();
  EXPECT_FALSE(companions.more()->isVisible()) << "all have room";
  EXPECT_EQ(companions.shownCount(), all);
}

/// With all its companions: that of the first step is read from the disk, and those beside it move when it comes.
struct WithCompanions : ShownSheets {
  WithCompanions() : ShownSheets({1384, 660}) {
    EXPECT_TRUE(comes([this] {
      return view.companions().shownCount() >= 3 && !captions().filter(QStringLiteral("Step 0")).isEmpty();
    }));
  }
  QStringList captions() const {
    QStringList all;
    for (const Companion& companion : const_cast<SheetsView&>(view).companions().companions()) all << companion.caption;
    return all;
  }
  void click(const QString& caption) {
    CompanionMaps& companions = view.companions();
    for (int i = 0; i < companions.shownCount(); ++i)
      if (companions.companions()[std::size_t(i)].caption.startsWith(caption))
        return QTest::mouseClick(&companions, Qt::LeftButton, {}, companions.mapRect(i).center().toPoint());
    FAIL() << "no companion " << caption.toStdString() << " in " << captions().join(u", ").toStdString();
  }
};

TEST(SheetsView, companionsAreTheContrastsThenTheFirstStepAndTheOtherQuantities) {
  WithCompanions shown;
  const QStringList captions = shown.captions();
  ASSERT_EQ(captions.size(), 3) << captions.join(u", ").toStdString();
  EXPECT_TRUE(captions[0].startsWith(QStringLiteral("3"))) << captions[0].toStdString();
  EXPECT_TRUE(captions[1].startsWith(QStringLiteral("Step 0"))) << captions[1].toStdString();
  EXPECT_TRUE(captions[2].startsWith(QStringLiteral("Norm"))) << captions[2].toStdString();
  const auto& companions = shown.view.companions().companions();
  EXPECT_EQ(companions[1].map.values, sampleSnapshot(0).find("fc1", "cosine")->values);
  EXPECT_EQ(companions[1].display.limits, findLimits(*shown.monitor.data().snapshot, "cosine")) << "the bar's scale";
  shown.click(QStringLiteral("3"));
  EXPECT_EQ(shown.monitor.view().quantity, "3");
  EXPECT_TRUE(shown.captions().front().startsWith(QStringLiteral("Step 0"))) << "it is of a contrast now";
  shown.click(QStringLiteral("Norm, 0 to "));
  EXPECT_EQ(shown.monitor.view().quantity, "norm");
  shown.click(QStringLiteral("Step 0"));
  EXPECT_FALSE(shown.monitor.view().followLive);
  EXPECT_EQ(shown.monitor.view().step, 0);
  ASSERT_TRUE(comes([&] { return shown.monitor.data().snapshot->step == 0; }));
}

/// The same maps stand in the same places at every step.
TEST(SheetsView, nothingMovesWhileStepsArePlayed) {
  WithCompanions shown;
  const auto places = [&] {
    std::vector<QRectF> all{shown.view.board().sheetArea()};
    for (int i = 0; i < shown.view.companions().shownCount(); ++i) all.push_back(shown.view.companions().mapRect(i));
    return all;
  };
  const auto before = places();
  for (const std::int64_t step : kSampleSteps) {
    shown.edit([&](ViewState& view) {
      view.followLive = false;
      view.step = step;
    });
    ASSERT_TRUE(comes([&] { return shown.monitor.data().snapshot->step == step; }));
    QCoreApplication::processEvents();
    ASSERT_FALSE(shown.captions().filter(QStringLiteral("Step 0")).isEmpty());
    EXPECT_EQ(places(), before) << step;
  }
}

TEST(SheetsView, nothingLiesOverAnythingElse) {
  WithCompanions shown;
  for (const QSize& size : {QSize(590, 360), QSize(904, 480), QSize(1384, 660), QSize(2024, 1020)}) {
    shown.view.resize(size);
    QCoreApplication::processEvents();
    for (const char* quantity : {"cosine", "3"})
      for (const char* layer : {"fc1", "fc2", "fc3"}) {
        shown.edit([&](ViewState& view) {
          view.layer = layer;
          view.quantity = quantity;
        });
        QCoreApplication::processEvents();
        QList<QWidget*> parts;
        for (QWidget* part : shown.view.findChildren<QWidget*>(Qt::FindDirectChildrenOnly))
          if (part->isVisible()) parts << part;
        const auto place = [](const QWidget* part) {  // companions may stand beside the sheet and below it
          return part->mask().isEmpty() ? QRegion(part->geometry()) : part->mask().translated(part->pos());
        };
        for (const QWidget* a : parts) {
          EXPECT_TRUE(shown.view.rect().contains(a->geometry())) << size.width() << " " << layer;
          for (const QWidget* b : parts)
            EXPECT_TRUE(a == b || !place(a).intersects(place(b)))
                << a->metaObject()->className() << " over " << b->metaObject()->className() << ", " << size.width()
                << " px, " << layer;
        }
      }
  }
}

/// A threshold is in the units of the quantity it was set for.
TEST(SheetsView, whatIsHiddenOfAContrastIsShownOfOtherQuantities) {
  WithCompanions shown;
  shown.edit([](ViewState& view) {
    view.quantity = "3";
    view.threshold = 8;
  });
  QCoreApplication::processEvents();
  EXPECT_EQ(shown.view.board().isVisible(), true);
  int others = 0;
  for (const Companion& companion : shown.view.companions().companions()) {
    const bool isContrast = companion.map.quantity == "3";
    EXPECT_EQ(companion.display.threshold, isContrast ? 8 : 0) << companion.caption.toStdString();
    others += !isContrast;
  }
  EXPECT_GE(others, 2);
  shown.click(QStringLiteral("Norm"));
  EXPECT_EQ(shown.monitor.view().quantity, "norm");
  EXPECT_EQ(shown.monitor.view().threshold, 0) << "8 of t says nothing of norms";
}

/// A sheet gives up no more than its companions need, and these are seen: at least a third of its width each, or as
/// large as is easily seen.
TEST(SheetArrangement, theSheetUsesItsRoomAndCompanionsHaveAFairShare) {
  const SheetMargins margins{40, 5, 176, 40};
  for (const QSizeF& space : kSpaces)
    for (const int companions : {0, 3, 12}) {
      const SheetArrangement placed = arrangeSheet(space, margins, 16, 16, companions);
      const double most = std::floor((space.height() - margins.top - margins.bottom) / 16);
      EXPECT_GE(placed.cell, 0.8 * most) << companions << " in " << space.width() << " px";
      EXPECT_TRUE(companions > 0 || placed.cell == most);
    }
  for (const QSizeF& space : kSpaces)
    for (const auto& [height, width] : {std::pair{16, 16}, {16, 32}, {24, 32}})
      for (const int companions : {3, 12}) {
        const SheetArrangement placed = arrangeSheet(space, margins, height, width, companions);
        ASSERT_FALSE(placed.maps.empty());
        EXPECT_GE(placed.maps[0].width() + 1e-6, std::min(64.0, placed.cell * width / 3)) << height << " × " << width;
      }
  const SheetArrangement wide = arrangeSheet(kSpaces[3], margins, 16, 32, 12);
  ASSERT_GT(wide.maps.size(), 4u);
  EXPECT_GT(wide.maps[1].left(), wide.maps[0].right()) << "in columns";
  EXPECT_GT(wide.maps[0].width(), 250);
}

/// All twelve in the windows of 1440 and 2560 px, beside the sheet and below it; none smaller than is easily seen.
TEST(SheetArrangement, asManyMapsAreShownAsHaveRoom) {
  for (const auto& [height, width] : {std::pair{16, 16}, {16, 32}, {24, 32}})
    for (const QSizeF& space : {kSpaces[1], kSpaces[2], kSpaces[3]}) {
      const SheetArrangement placed = arrangeSheet(space, {40, 5, 176, 40}, height, width, 12);
      EXPECT_EQ(placed.maps.size(), 12u) << height << " × " << width << " in " << space.width() << " px";
      EXPECT_TRUE(placed.more.isEmpty());
      for (const QRectF& map : placed.maps) EXPECT_GE(std::max(map.width(), map.height()), 64);
    }
}

/// In the centre of the smallest window.
TEST(SheetsView, theSmallestWindowShowsMostOfTheSheet) {
  ShownContrasts shown(16, 32, {596, 350});
  const QRectF sheet = shown.view.board().sheetArea();
  EXPECT_GE(sheet.width(), 288);
  EXPECT_TRUE(shown.view.rect().contains(shown.view.bar().geometry()));
  EXPECT_LE(shown.view.strip().height(), 82);
}

/// Where the buttons leave no room for unit and lock above the bar, the bar gives way and not the sheet.
TEST(SheetsView, aSmallWindowShowsALargeSheet) {
  for (const auto& [height, width] : {std::pair{16, 16}, {16, 32}}) {
    ShownContrasts shown(height, width, {590, 360});
    const QRectF sheet = shown.view.board().sheetArea();
    EXPECT_GE(sheet.width(), width == 16 ? 128 : 180) << height << " × " << width;
    EXPECT_TRUE(shown.view.rect().contains(shown.view.bar().geometry()));
  }
}

}  // namespace
}  // namespace studio
