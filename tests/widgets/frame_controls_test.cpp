// The controls under the style: focus can be seen without anything moving, heights are those of look.md, and empty
// states.
#include <gtest/gtest.h>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include "tests/widgets/pictures.h"
#include "widgets/frame/dialogs.h"
#include "widgets/frame/keyboard_focus.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/view_tabs.h"
#include "widgets/frame/actions.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/tool_row.h"
#include "widgets/frame/whole_rows.h"

namespace studio {
namespace {

struct ControlRow {
  const char* name;
  QWidget* (*make)();
  int height;  ///< 0 = not asked
  Role ring;   ///< colour that comes with the focus
};

QWidget* primaryButton() {
  auto* button = new QPushButton("Start");
  button->setProperty("primary", true);
  return button;
}

QWidget* toolButton() {
  auto* button = new QToolButton;
  button->setText("Live");
  button->setFocusPolicy(Qt::StrongFocus);
  return button;
}

QWidget* combo() {
  auto* box = new QComboBox;
  box->addItems({"one", "two"});
  return box;
}

QWidget* list() {
  auto* view = new QListWidget;
  view->addItems({"one", "two"});
  return view;
}

QWidget* tabs() {
  auto* bar = new QTabBar;
  bar->addTab("Sheets");
  bar->addTab("Curves");
  return bar;
}

const ControlRow kControls[] = {
    {"button", [] { return static_cast<QWidget*>(new QPushButton("Check")); }, 28, Role::Accent},
    {"primary", primaryButton, 28, Role::Text},
    {"tool_button", toolButton, 28, Role::Accent},
    {"field", [] { return static_cast<QWidget*>(new QLineEdit("0.5")); }, 28, Role::Accent},
    {"spin_box", [] { return static_cast<QWidget*>(new QSpinBox); }, 28, Role::Accent},
    {"combo_box", combo, 28, Role::Accent},
    {"check_box", [] { return static_cast<QWidget*>(new QCheckBox("Outline")); }, 0, Role::Accent},
    {"list", list, 0, Role::Accent},
    {"text", [] { return static_cast<QWidget*>(new QPlainTextEdit("tau = 3")); }, 0, Role::Accent},
    {"tab_bar", tabs, 0, Role::Accent},
};

class FrameControls : public testing::TestWithParam<std::tuple<ControlRow, bool>> {};

TEST_P(FrameControls, focusIsSeenAndNothingMoves) {
  const auto& [row, dark] = GetParam();
  ThemeManager::instance().choose(dark ? ThemeChoice::Dark : ThemeChoice::Light);
  QWidget window;
  auto* column = new QVBoxLayout(&window);
  auto* other = new QPushButton("other");
  QWidget* control = row.make();
  column->addWidget(other);
  column->addWidget(control);
  window.show();
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  other->setFocus();
  QTest::qWait(1);
  const QImage without = control->grab().toImage();
  const QRect place = control->geometry();
  if (row.height > 0) {
    EXPECT_EQ(control->height(), row.height);
  }
  QTest::keyClick(other, Qt::Key_Tab);
  ASSERT_TRUE(control->hasFocus()) << "the tabulator reaches it";
  QTest::qWait(1);
  const QImage with = control->grab().toImage();
  EXPECT_EQ(control->geometry(), place);
  EXPECT_GE(countPixels(with, theme().color(row.ring)), countPixels(without, theme().color(row.ring)) + 10);
}

INSTANTIATE_TEST_SUITE_P(All, FrameControls, testing::Combine(testing::ValuesIn(kControls), testing::Bool()),
                         [](const auto& info) {
                           return std::string(std::get<0>(info.param).name) +
                                  (std::get<1>(info.param) ? "_dark" : "_light");
                         });

/// A view that has data only when a test says so.
class SomeView : public View {
 public:
  using View::View;
  EmptyState emptyState() const override {
    return hasData ? EmptyState{} : EmptyState{"No values yet.", "Start", "run.start"};
  }
  bool hasData = false;
};

TEST(FrameViews, aViewWithoutDataOffersTheActionThatGetsIt) {
  ViewTabs tabs;
  auto* view = new SomeView;
  tabs.addView("curves", "Curves", view);
  tabs.addView("other", "Other", new SomeView);
  tabs.show();
  QString wanted;
  QObject::connect(&tabs, &ViewTabs::actionWanted, [&](const QString& id) { wanted = id; });
  EXPECT_FALSE(view->isVisible());
  QTest::mouseClick(tabs.findChild<EmptyStatePanel*>()->findChild<QPushButton*>(), Qt::LeftButton);
  EXPECT_EQ(wanted, QStringLiteral("run.start"));
  view->hasData = true;
  tabs.refresh();
  EXPECT_TRUE(view->isVisible());
  EXPECT_TRUE(tabs.showView("other"));
  EXPECT_EQ(tabs.current(), tabs.view("other"));
  EXPECT_FALSE(view->isVisible());
  EXPECT_FALSE(tabs.showView("unknown"));
  tabs.setViewVisible("other", false);
  EXPECT_EQ(tabs.current(), view) << "a view without a tab is not shown";
}

TEST(FrameViewTabs, aGroupShowsItsTabsAndRemembersWhichWasOpen) {
  ViewTabs tabs;
  for (const char* id : {"sheets", "curves", "maps", "table"}) tabs.addView(id, id, new SomeView);
  const auto* bar = tabs.findChild<QTabBar*>("views");
  tabs.showGroup("train", {"sheets", "curves"});
  tabs.showView("curves");
  tabs.showGroup("analyse", {"maps", "table"});
  EXPECT_EQ(tabs.current(), tabs.view("maps")) << "the first where none was open";
  EXPECT_FALSE(bar->isTabVisible(0));
  EXPECT_FALSE(bar->isTabVisible(1));
  EXPECT_TRUE(bar->isTabVisible(3));
  tabs.showView("table");
  tabs.showGroup("train", {"sheets", "curves"});
  EXPECT_EQ(tabs.current(), tabs.view("curves"));
  tabs.showGroup("analyse", {"maps", "table"});
  EXPECT_EQ(tabs.current(), tabs.view("table"));
}

TEST(FrameAbout, namesTheLicences) {
  auto* dialog = new AboutDialog("1.2.3", nullptr);
  QString all;
  for (const QLabel* label : dialog->findChildren<QLabel*>()) all += label->text() + '\n';
  for (const char* part :
       {"1.2.3", "GNU General Public License, version 3 or later", "CC BY-SA 3.0", "MNIST", "SIL Open Font License"})
    EXPECT_TRUE(all.contains(QLatin1String(part))) << part;
  delete dialog;
}

TEST(FrameSettings, recentPathsAreNewestFirstAndThoseThatAreGoneAreLeftOut) {
  QFile::remove(settingsFile());
  const QString source = QStringLiteral(STUDIO_SOURCE_DIR);
  rememberPath(source + "/tests");
  rememberPath(source + "/widgets");
  rememberPath(source + "/gone");
  rememberPath(source + "/tests");
  EXPECT_EQ(recentPaths(), QStringList({source + "/tests", source + "/widgets"}));
  forgetPath(source + "/tests");
  EXPECT_EQ(recentPaths(), QStringList{source + "/widgets"});
  rememberPath(source + "/README.md#student");
  rememberPath(source + "/gone.pt#student");
  EXPECT_EQ(recentPaths().first(), source + "/README.md#student") << "a part of a file";
  EXPECT_EQ(recentPaths().size(), 2);
  EXPECT_EQ(savedTheme(), ThemeChoice::System) << "first start";
  saveTheme(ThemeChoice::Dark);
  EXPECT_EQ(savedTheme(), ThemeChoice::Dark);
}

/// Whole parts are left out, so that block and layer can be read.
TEST(ElidedLayer, keepsBlockAndLayer) {
  const QFont font = textFont(TextStyle::Label);
  const QFontMetrics metrics(font);
  const auto in = [&](const char* name, const char* as) {
    return elidedLayer(QString::fromUtf8(name), metrics, metrics.horizontalAdvance(QString::fromUtf8(as)) + 1);
  };
  EXPECT_EQ(in("layer4.0.residual.conv2", "layer4.0…conv2"), QString::fromUtf8("layer4.0…conv2"));
  EXPECT_EQ(in("transformer.h.0.attn", "…h.0.attn"), QString::fromUtf8("…h.0.attn"));
  EXPECT_EQ(in("features.stage.conv1", "features…conv1"), QString::fromUtf8("features…conv1"));
  EXPECT_EQ(in("layer4.0.conv2", "layer4.0.conv2"), QStringLiteral("layer4.0.conv2"));
  EXPECT_EQ(in("transformer.h.11.mlp.c_proj", "…11.mlp.c_proj"), QString::fromUtf8("…11.mlp.c_proj"));
  const auto narrow = [&](const char* name) {
    return elidedLayer(name, metrics, metrics.horizontalAdvance("00.mm…m"));
  };
  EXPECT_NE(narrow("transformer.h.0.attn.c_attn"), narrow("transformer.h.1.attn.c_attn")) << "the block is seen";
  EXPECT_TRUE(narrow("transformer.h.7.attn.c_proj").startsWith('7'));
  const QString shortened = in("layer2.0.downsample.0", "layer2.0…ple.0");
  EXPECT_TRUE(shortened.startsWith("layer2") && shortened.endsWith(".0")) << shortened.toStdString();
  EXPECT_NE(in("layer2.0.downsample.0", "layer2…le.0"), in("layer3.0.downsample.0", "layer3…le.0"));
  EXPECT_EQ(in("layer4.0.conv2", "4.0.conv2"), QStringLiteral("4.0.conv2"));
  EXPECT_NE(in("layer1.0.conv1", "1.0…v1"), in("layer1.1.conv1", "1.0…v1"));
  for (int width = 20; width < 200; ++width)
    EXPECT_LE(metrics.horizontalAdvance(elidedLayer("transformer.h.11.mlp.c_proj", metrics, width)), width);
}

TEST(ChoiceBox, showsAShorterTextWhereTheWholeDoesNotFit) {
  ChoiceBox box;
  box.addItem(QStringLiteral("Selectivity, airplanes and helicopters"));
  box.setItemData(0, QStringLiteral("Airplanes"), ChoiceBox::kShortText);
  box.resize(400, 28);
  EXPECT_EQ(box.shownText(), box.currentText());
  box.resize(140, 28);
  EXPECT_EQ(box.shownText(), QStringLiteral("Airplanes"));
}

TEST(WrappedLabel, losesNoLine) {
  QWidget window;
  auto* column = new QVBoxLayout(&window);
  auto* label = new WrappedLabel(QStringLiteral("TopoLoss with a blur of 3 × 3 is low in 16 of 20 layers: trained "
                                                "with TopoLoss, block convolutions, and more of that sort."),
                                 20, &window);
  column->addWidget(label);
  window.resize(180, 40);
  window.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
  QTest::qWait(30);
  EXPECT_GE(label->height(), label->heightForWidth(label->width()));
}

/// The last row of a low panel is whole or not there; at the end of the bar it is there.
TEST(WholeRowsArea, endsWithAWholeRow) {
  WholeRowsArea area;
  area.setFrameShape(QFrame::NoFrame);
  auto* panel = new QWidget;
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(0, 0, 0, 8);
  column->setSpacing(0);
  std::vector<QLabel*> rows;
  for (int i = 0; i < 11; ++i) {
    rows.push_back(new QLabel(QString::number(i), panel));
    rows.back()->setMinimumHeight(i == 9 ? 28 : 23);
    column->addWidget(rows.back());
  }
  area.setWidget(panel);
  area.resize(240, 300);
  area.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&area));
  const auto isCut = [&](const QLabel* row) {
    const int top = row->mapTo(area.viewport(), QPoint()).y();
    return top < area.viewport()->height() && top + row->height() > area.viewport()->height();
  };
  const auto cut = [&] { return std::count_if(rows.begin(), rows.end(), isCut); };
  for (int height = 120; height <= 290; height += 7) {
    area.verticalScrollBar()->setValue(0);
    area.resize(240, height);
    EXPECT_TRUE(QTest::qWaitFor([&] { return cut() == 0; })) << height;
    EXPECT_GT(area.viewport()->height(), height - 29) << "no more than a row is left out";
    area.verticalScrollBar()->setValue(area.verticalScrollBar()->maximum());
    EXPECT_TRUE(QTest::qWaitFor([&] {
      return cut() == 0 && rows.back()->mapTo(&area, QPoint(0, rows.back()->height())).y() <= height;
    })) << height;
  }
}

/// What a message covers does not show through beside it, cut within a word.
TEST(StatusStrip, endsBeforeAMessage) {
  StatusStrip strip;
  strip.resize(900, 28);
  strip.setState(QStringLiteral("check"), Role::Good, QStringLiteral("nanoGPT, 256 kinds of tokens, all 40 matched"));
  strip.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&strip));
  const auto right = [&] {
    QCoreApplication::processEvents();
    int most = 0;
    for (const auto* label : strip.findChildren<ElidedLabel*>())
      if (label->text().startsWith(QStringLiteral("nanoGPT")))
        most = label->mapTo(&strip, QPoint(label->width(), 0)).x();
    return most;
  };
  const int free = right();
  strip.setCovered(780);
  EXPECT_LE(right(), 900 - 780);
  strip.setCovered(0);
  EXPECT_EQ(right(), free);
}

/// Share and time of a run before the facts of the machine.
TEST(StatusStrip, whatTheRunDoesIsWholeInASmallWindow) {
  StatusStrip strip;
  strip.resize(1120, 28);
  strip.setState(QStringLiteral("ring"), Role::Accent, QStringLiteral("Training"));
  strip.setProgress(0.1, QStringLiteral("step 1,410 of 14,100"), QStringLiteral("10 %   2 min 13 s left   11 it/s"));
  const QString cost = QStringLiteral("Live maps cost 0.6 %, probe 1.2 %; stored maps took 10.5 s");
  strip.setFacts({cost, QStringLiteral("CPU, 2 threads"), QStringLiteral("50 GB free"), QStringLiteral("~/a/runs")},
                 QStringLiteral("why this device"));
  strip.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&strip));
  const auto labelWith = [&](const char* text) -> const QLabel* {
    for (const auto* label : strip.findChildren<ElidedLabel*>())
      if (label->text().contains(QLatin1String(text))) return label;
    return nullptr;
  };
  const QLabel* rate = labelWith("left");
  ASSERT_NE(rate, nullptr);
  EXPECT_GE(rate->width(), rate->sizeHint().width());
  EXPECT_EQ(labelWith("Live maps cost"), nullptr);
  const QLabel* facts = labelWith("~/a/runs");
  ASSERT_NE(facts, nullptr);
  EXPECT_GE(facts->width(), facts->sizeHint().width());
  EXPECT_TRUE(facts->toolTip().contains(cost)) << "it is said there";
  strip.resize(1800, 28);
  QCoreApplication::processEvents();
  EXPECT_NE(labelWith("Live maps cost"), nullptr);
}

/// "Pause" becomes "Resume" and nothing beside it moves.
TEST(ToolRow, buttonsHaveTheWidthOfTheirLongestText) {
  ActionRegistry registry;
  ActionSpec pause{"run.pause", "Pause", "Run", {}, "pause", {}, {}, {}, {}};
  pause.otherTexts = {"Resume", "Going on and on"};
  QAction* action = registry.add(pause);
  registry.add({"run.stop", "Stop", "Run", {}, "stop", {}, {}, {}, {}});
  ToolRow row(QStringLiteral("Tools"), nullptr);
  row.resize(600, 44);
  row.fill(registry, {"run.pause", "run.stop"}, {});
  row.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&row));
  auto* stop = row.findChild<QToolButton*>(QStringLiteral("toolbar.run.stop"));
  const int before = stop->x();
  for (const char* text : {"Resume", "Going on and on", "Pause"}) {
    action->setText(QString::fromLatin1(text));
    QTest::qWait(20);
    EXPECT_EQ(stop->x(), before) << text;
  }
}

/// A run that has ended is not paused: its button goes, and the others take its place.
TEST(ToolRow, aCommandThatIsNotOfferedHasNoButton) {
  ActionRegistry registry;
  QAction* pause = registry.add({"run.pause", "Pause", "Run", {}, "pause", {}, {}, {}, {}});
  registry.add({"run.stop", "Stop", "Run", {}, "stop", {}, {}, {}, {}});
  ToolRow row(QStringLiteral("Tools"), nullptr);
  row.resize(600, 44);
  row.fill(registry, {"run.pause", "run.stop"}, {});
  row.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&row));
  const auto* button = row.findChild<QToolButton*>(QStringLiteral("toolbar.run.pause"));
  const auto* stop = row.findChild<QToolButton*>(QStringLiteral("toolbar.run.stop"));
  const int before = stop->x();
  pause->setVisible(false);
  QTest::qWait(20);
  EXPECT_FALSE(button->isVisible());
  EXPECT_LT(stop->x(), before);
  EXPECT_FALSE(row.findChild<QToolButton*>(QStringLiteral("moreTools"))->isVisible()) << "nor is it in the menu";
  pause->setVisible(true);
  QTest::qWait(20);
  EXPECT_TRUE(button->isVisible());
  EXPECT_EQ(stop->x(), before);
}

/// "Open..." stands there without its dots, and without space for them.
TEST(ToolRow, buttonsOfOneTextReserveNothing) {
  ActionRegistry registry;
  registry.add({"plain", "Open", "File", {}, "folder", {}, {}, {}, {}});
  registry.add({"dots", "Open...", "File", {}, "folder", {}, {}, {}, {}});
  ToolRow row(QStringLiteral("Tools"), nullptr);
  row.resize(600, 44);
  row.fill(registry, {"plain", "dots"}, {});
  row.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&row));
  const auto* plain = row.findChild<QToolButton*>(QStringLiteral("toolbar.plain"));
  const auto* dots = row.findChild<QToolButton*>(QStringLiteral("toolbar.dots"));
  EXPECT_EQ(dots->text(), plain->text());
  EXPECT_EQ(dots->width(), plain->width());
  EXPECT_GE(plain->width(), plain->fontMetrics().horizontalAdvance(plain->text()) + 16 + 4) << "its words are whole";
}

/// Everybody sees where a click went; only who comes by the keyboard needs a frame.
TEST(KeyboardFocus, aFrameIsShownAfterTabAndNotAfterAClick) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  QWidget window;
  auto* column = new QVBoxLayout(&window);
  auto* line = new QLineEdit(&window);
  auto* list = new QListWidget(&window);
  list->addItems({"one", "two"});
  column->addWidget(line);
  column->addWidget(list);
  window.show();
  window.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&window));
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
  ASSERT_TRUE(list->hasFocus());
  EXPECT_FALSE(showsFocus(list));
  const QImage clicked = list->grab().toImage();
  line->setFocus(Qt::OtherFocusReason);
  QTest::keyClick(line, Qt::Key_Tab);
  ASSERT_TRUE(list->hasFocus());
  EXPECT_TRUE(showsFocus(list));
  EXPECT_NE(list->grab().toImage(), clicked) << "the style sheet draws its frame now";
}

}  // namespace
}  // namespace studio
