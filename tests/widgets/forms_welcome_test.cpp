// The welcome page, its recorded demo and the appearance of both pages in both themes.
#include "forms_fixture.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <fstream>
#include <limits>
#include <set>

#include "core/run/npy.h"
#include "widgets/forms/welcome_page.h"
#include "widgets/forms/demo_card.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/preset_list.h"

namespace studio::forms_test {
namespace {

/// A stored run with maps at steps 0, 20, 100 and 300 for the class 3.
RunFolder storedRun(const QString& place) {
  const RunFolder run = RunStore(place.toStdString()).create("demo");
  RunConfig config;
  config.topoloss.tau = 3;
  config.topoloss.factor = {4, 4};
  run.writeConfig(config, toToml(config));
  for (const std::int64_t step : {0, 20, 100, 300}) {
    Snapshot snapshot;
    snapshot.step = step;
    snapshot.maps = {{"fc1", "3", 4, 4, step, std::vector<float>(16, static_cast<float>(step) / 10)}};
    snapshot.maps[0].values[5] = -40;
    run.writeMaps(snapshot);
  }
  std::vector<ScalarRow> rows;
  for (int step = 0; step <= 300; step += 10) {
    ScalarRow row;
    row.step = step;
    row.taskLoss = 2.3 - step / 150.0;
    row.topoLoss = 0.9 - step / 400.0;
    rows.push_back(row);
  }
  rows.back().validationAccuracy = 0.935;
  run.appendScalars(rows);
  return run;
}

TEST(DemoPreview, ComesFromAStoredRunAndBackFromItsFile) {
  QTemporaryDir place;
  const RunFolder run = storedRun(place.path());
  const DemoPreview preview = makeDemoPreview(run, "fc1", 3);
  ASSERT_EQ(preview.maps.size(), 4u);
  EXPECT_EQ(preview.maps.back().step, 300);
  const std::filesystem::path file = place.filePath("preview.npz").toStdString();
  writeDemoPreview(file, preview);
  const DemoPreview again = readDemoPreview(file);
  ASSERT_EQ(again.maps.size(), 4u);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(again.maps[i].step, preview.maps[i].step);
    EXPECT_EQ(again.maps[i].values, preview.maps[i].values);
  }
  EXPECT_EQ(again.losses.size(), 31u);
  EXPECT_DOUBLE_EQ(again.losses.back().taskLoss, preview.losses.back().taskLoss);
  EXPECT_DOUBLE_EQ(again.accuracy, 0.935);
  EXPECT_EQ(again.tau, 3);
  EXPECT_EQ(again.factor, 4);
  EXPECT_EQ(again.shownClass, 3);
}

TEST(DemoPreview, AFileThatIsNoneIsASentence) {
  QTemporaryDir place;
  const std::filesystem::path file = place.filePath("preview.npz").toStdString();
  EXPECT_THROW(readDemoPreview(file), UserError);
  std::ofstream(file) << "PK\x03\x04 cut short";
  EXPECT_THROW(readDemoPreview(file), UserError);
  writeNpz(file, {{"steps", NpyArray::from(std::vector<std::int64_t>{0, 1}, {2})},
                  {"maps", NpyArray::from(std::vector<float>(4), {1, 2, 2})},
                  {"scalars", NpyArray::from(std::vector<double>(3), {1, 3})},
                  {"facts", NpyArray::from(std::vector<double>(4), {4})}});
  EXPECT_THROW(readDemoPreview(file), UserError);
}

TEST(DemoPicture, AverageOfAConstantIsTheConstant) {
  for (const double value : smoothed(std::vector<double>(50, 1.75), 0.9)) EXPECT_NEAR(value, 1.75, 1e-12);
  std::vector<double> longer{1, 2, 3}, shorter{1, 2};
  EXPECT_EQ(smoothed(longer, 0.9)[1], smoothed(shorter, 0.9)[1]);
}

class Welcome : public testing::TestWithParam<ThemeChoice> {
 protected:
  void SetUp() override {
    ThemeManager::instance().choose(GetParam());
    page_.resize(1440, 800);
    page_.setExamples({{"Oriented bars", "MLP, made on the spot", 61}, {"CIFAR-10", "ResNet-18", -1}});
    page_.setDevice("CPU, 2 threads", "this build has no CUDA.");
    page_.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&page_));
  }
  WelcomePage page_;
};

TEST_P(Welcome, AnExampleTellsItsTimeOrThatItsDataAreMissing) {
  const auto right = [this](int row) {
    for (const QListWidget* list : page_.findChildren<QListWidget*>())
      if (list->count() == 2) return list->item(row)->data(TwoLineDelegate::kRightText).toString();
    return QString();
  };
  EXPECT_TRUE(right(0).contains(QStringLiteral("1"))) << right(0).toStdString();  // 61 s
  const QString unknown = right(1);
  page_.setExampleSeconds(1, std::numeric_limits<double>::infinity());
  EXPECT_NE(right(1), unknown);
  EXPECT_TRUE(right(1).contains(QStringLiteral("data")));
}

TEST_P(Welcome, EveryWayInSaysSo) {
  QSignalSpy demo(&page_, &WelcomePage::demoWanted), fresh(&page_, &WelcomePage::newRunWanted),
      open(&page_, &WelcomePage::openWanted);
  QSignalSpy recent(&page_, &WelcomePage::recentChosen), example(&page_, &WelcomePage::exampleChosen);
  page_.setRecent({{"runs/a", "a", "Finished"}});
  QTest::qWait(20);
  QTest::mouseClick(page_.findChild<DemoCard*>()->startButton(), Qt::LeftButton);
  const auto cards = page_.findChildren<ChoiceCard*>();
  ASSERT_EQ(cards.size(), 2);
  QTest::mouseClick(cards[0], Qt::LeftButton);
  cards[1]->setFocus();
  QTest::keyClick(cards[1], Qt::Key_Space);
  for (QListWidget* list : page_.findChildren<QListWidget*>())
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
  EXPECT_EQ(demo.count(), 1);
  EXPECT_EQ(fresh.count(), 1);
  EXPECT_EQ(open.count(), 1);
  ASSERT_EQ(recent.count(), 1);
  EXPECT_EQ(recent[0][0].toString(), "runs/a");
  ASSERT_EQ(example.count(), 1);
  EXPECT_EQ(example[0][0].toInt(), 0);
}

TEST_P(Welcome, TheDemoShowsItsRecordedResultOrNone) {
  auto* card = page_.findChild<DemoCard*>();
  EXPECT_FALSE(card->hasPicture());
  QTemporaryDir place;
  page_.setDemo(makeDemoPreview(storedRun(place.path()), "fc1", 3));
  EXPECT_TRUE(card->hasPicture());
  auto* picture = page_.findChild<DemoPicture*>();
  EXPECT_EQ(picture->limits(), (Limits{-40, 40}));
  QTest::qWait(30);
  const QImage image = picture->grab().toImage();
  std::set<QRgb> colours;  // of the last map: +30 everywhere but one unit of -40
  const double ratio = image.devicePixelRatio();
  for (const QPoint at : {QPoint(3 * 108 + 12, 32), QPoint(3 * 108 + 12 + 24, 32 + 24)})
    colours.insert(image.pixel((QPointF(at) * ratio).toPoint()));
  const ColourMap& map = colourMapFor({}, "3", theme());
  EXPECT_TRUE(colours.count(colourFor(30, map, {-40, 40}, 0, theme())));
  EXPECT_TRUE(colours.count(colourFor(-40, map, {-40, 40}, 0, theme())));
}

/// What a run is doing changes in its row, which stays under the pointer.
TEST(WelcomePage, recentRunsAreWrittenAnewInPlace) {
  WelcomePage page;
  page.setRecent({{"runs/a", "a", "Paused 44 %"}, {"runs/b", "b", "Finished"}});
  QListWidget* recent = nullptr;
  for (auto* list : page.findChildren<QListWidget*>())
    if (list->accessibleName() == QStringLiteral("Recent")) recent = list;
  ASSERT_NE(recent, nullptr);
  const QListWidgetItem* row = recent->item(0);
  page.setRecent({{"runs/a", "a", "Training 45 %"}, {"runs/b", "b", "Finished"}});
  EXPECT_EQ(recent->item(0), row);
  EXPECT_EQ(row->data(TwoLineDelegate::kSecondLine).toString(), "Training 45 %");
  page.setRecent({{"runs/b", "b", "Finished"}});
  EXPECT_EQ(recent->count(), 1);
}

/// As in the smallest window: the wheel moves the page wherever the pointer is, and the keyboard takes it along.
TEST(WelcomePage, nothingScrollsButThePage) {
  WelcomePage page;
  std::vector<RecentItem> recent;
  for (int i = 0; i < 10; ++i) recent.push_back({QString::number(i), QString::number(i), "Finished"});
  page.setRecent(recent);
  page.setExamples(std::vector<ExampleItem>(5, {"Oriented bars", "MLP, made on the spot", 61}));
  page.resize(1120, 580);
  page.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&page));
  QScrollBar* whole = page.findChild<QScrollArea*>()->verticalScrollBar();
  ASSERT_GT(whole->maximum(), 0) << "the page is higher than this window";
  for (QListWidget* list : page.findChildren<QListWidget*>()) {
    EXPECT_EQ(list->verticalScrollBar()->maximum(), 0) << list->accessibleName().toStdString();
    whole->setValue(0);
    const QPoint middle = list->viewport()->rect().center();
    QWheelEvent turn(middle, list->viewport()->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier,
                     Qt::NoScrollPhase, false);
    QApplication::sendEvent(list->viewport(), &turn);
    EXPECT_GT(whole->value(), 0) << list->accessibleName().toStdString();
    whole->setValue(0);
    list->setCurrentRow(0);
    list->setFocus();
    for (int row = 1; row < list->count(); ++row) QTest::keyClick(list, Qt::Key_Down);
    EXPECT_EQ(list->currentRow(), list->count() - 1);
    const QRect row = list->visualItemRect(list->currentItem());
    EXPECT_TRUE(QRegion(row).subtracted(list->viewport()->visibleRegion()).isEmpty())
        << list->accessibleName().toStdString();
  }
}

/// Labels whose space is smaller than their text.
QStringList clipped(QWidget& page) {
  QStringList found;
  for (QLabel* label : page.findChildren<QLabel*>()) {
    if (!label->isVisible() || label->text().isEmpty()) continue;
    const int needed = label->wordWrap() ? label->heightForWidth(label->width()) : label->sizeHint().height();
    if (needed > label->height() || (!label->wordWrap() && label->sizeHint().width() > label->width()))
      found << label->text();
  }
  for (FittedText* text : page.findChildren<FittedText*>())
    if (text->isVisible() && text->height() < text->minimumSizeHint().height()) found << text->text();
  for (QPushButton* button : page.findChildren<QPushButton*>())
    if (button->isVisible() && button->fontMetrics().horizontalAdvance(button->text()) > button->width())
      found << button->text();
  return found;
}

TEST_P(Welcome, NothingIsClippedAndTheThemeIsItsOwn) {
  for (const QSize size : {QSize(1280, 700), QSize(1440, 800)}) {
    page_.resize(size);
    QTest::qWait(30);
    EXPECT_TRUE(clipped(page_).isEmpty()) << clipped(page_).join(" | ").toStdString();
  }
}

TEST_P(Welcome, SetupIsWholeInThisTheme) {
  FakeEngine checked = smallEngine();
  checked.onCheck = [](const RunConfig&) {
    CheckReport report;
    report.trainingImages = 1281167;
    report.device.title = "CPU, 16 threads";
    report.device.reason = "This build of LibTorch has no CUDA, and so the processor does all the work there is.";
    return report;
  };
  SetupView view(std::make_shared<FakeEngine>(checked), onePreset());
  view.checkNow();
  for (const QSize size : {QSize(1280, 700), QSize(1440, 800)}) {
    view.resize(size);
    view.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&view));
    QTest::qWait(300);
    EXPECT_EQ(view.width(), size.width()) << "four columns must fit";
    EXPECT_TRUE(clipped(view).isEmpty()) << clipped(view).join(" | ").toStdString();
    auto* form = view.findChild<ConfigForm*>();  // its margin shows the ground
    EXPECT_EQ(form->grab().toImage().pixelColor(4, form->height() / 2), theme().color(Role::Panel));
  }
}

INSTANTIATE_TEST_SUITE_P(Themes, Welcome, testing::Values(ThemeChoice::Light, ThemeChoice::Dark));

}  // namespace
}  // namespace studio::forms_test
