// A window of made-up workspaces: commands while a text field has the keyboard, where messages lie, and what a
// workspace does not show.
#include <gtest/gtest.h>

#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <memory>

#include "widgets/frame/frame_rows.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/view_tabs.h"
#include "widgets/frame/workspace_window.h"

namespace studio {
namespace {

struct TestView : public View {
  explicit TestView(QWidget* parent) : View(parent), field(new QLineEdit(this)) {
    (new QVBoxLayout(this))->addWidget(field);
  }
  QLineEdit* field;
};

class TestWorkspace : public Workspace {
 public:
  TestWorkspace(QObject* parent, bool panels) : Workspace(parent), panels_(panels) {}
  std::vector<WorkspaceView> makeViews(QWidget* parent) override {
    const QString id = panels_ ? QStringLiteral("with") : QStringLiteral("without");
    return {{id, id, view = new TestView(parent), panels_}, {id + "2", id + "2", new TestView(parent)}};
  }
  std::vector<WorkspaceDock> makeDocks() override {
    if (!panels_) return {};
    return {{.id = "side",
             .title = "Side",
             .content = new QWidget,
             .area = Qt::RightDockWidgetArea,
             .extent = 280,
             .needsImages = true}};
  }
  QWidget* makeFooter(QWidget* parent) override {
    footer = new QWidget(parent);
    footer->setFixedHeight(40);
    return footer;
  }
  bool showsFooter() const override { return !idle; }
  bool showsImages() const override { return !idle; }
  TestView* view = nullptr;
  QWidget* footer = nullptr;
  bool idle = false;

 private:
  bool panels_;
};

struct TestWindow {
  TestWindow() {
    QFile::remove(settingsFile());
    window.addWorkspace("with", "With", with = new TestWorkspace(&window, true));
    window.addWorkspace("without", "Without", without = new TestWorkspace(&window, false));
    const auto row = [this](const char* id, const char* keys) {
      return ActionSpec{id, id, "File", QKeySequence(QLatin1String(keys)), {}, [this, id] { ran << id; }, {}, {}, {}};
    };
    window.finish({row("export", "Ctrl+E"), row("checkpoint", "Ctrl+K"), row("undo", "Ctrl+Z"), row("live", "L")},
                  {"File"}, {{"export"}, {}});
    window.resize(1300, 800);
    window.show();
    window.showWorkspace("with");
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    QTest::qWait(30);
  }
  QRect message() {
    auto* bar = window.findChild<MessageBar*>();
    return {bar->mapTo(&window, QPoint()), bar->size()};
  }
  QRect place(const QWidget* widget) { return {widget->mapTo(&window, QPoint()), widget->size()}; }
  WorkspaceWindow window;
  TestWorkspace *with, *without;
  QStringList ran;
};

TEST(WorkspaceWindow, commandsWorkWhileATextFieldHasTheKeyboard) {
  TestWindow test;
  QLineEdit* field = test.with->view->field;
  field->setText("a b c");
  field->setFocus();
  field->setCursorPosition(0);
  QTest::keyClick(field, Qt::Key_E, Qt::ControlModifier);
  QTest::keyClick(field, Qt::Key_K, Qt::ControlModifier);
  EXPECT_EQ(test.ran, (QStringList{"export", "checkpoint"}));
  EXPECT_EQ(field->text(), "a b c") << "the field did not delete its line";
  QTest::keyClick(field, Qt::Key_L);
  EXPECT_EQ(field->text(), "la b c") << "letters are typed";
  QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(field->text(), "a b c") << "undo stays the field's own";
  EXPECT_EQ(test.ran.size(), 2);
}

TEST(WorkspaceWindow, messagesLieOverTheStatusNeverOverAViewOrAPanel) {
  TestWindow test;
  test.window.showNotice("Saved figure.pdf");
  QTest::qWait(10);
  EXPECT_TRUE(test.place(test.window.statusStrip()).contains(test.message()));
  EXPECT_FALSE(test.message().intersects(test.place(test.window.dock("side"))));
  test.window.showWorkspace("without");
  test.window.resize(1120, 700);
  QTest::qWait(30);
  test.window.showSaved("/nowhere/figure.pdf", "with figure.csv");
  QTest::qWait(10);
  EXPECT_TRUE(test.place(test.window.statusStrip()).contains(test.message()));
  EXPECT_FALSE(test.message().intersects(test.place(test.without->view)))
      << test.message().top() << " to " << test.message().bottom();
  const auto* bar = test.window.findChild<MessageBar*>();
  EXPECT_EQ(bar->text(), "Saved figure.pdf\nwith figure.csv");
  QStringList offered;
  for (const QPushButton* button : bar->findChildren<QPushButton*>())
    if (button->isVisible()) offered << button->text();
  EXPECT_EQ(offered, (QStringList{"Open", "Show in folder"}));
}

/// Preset sanitize says where the message asks a window that is half gone.
TEST(WorkspaceWindow, canBeDestroyedWithAMessageOnIt) {
  auto window = std::make_unique<TestWindow>();
  window->window.showError("Something is wrong.");
  QTest::qWait(50);
  const QPointer<MessageBar> bar = window->window.findChild<MessageBar*>();
  ASSERT_TRUE(bar && bar->isVisible());
  window.reset();
  EXPECT_FALSE(bar);
}

TEST(WorkspaceWindow, whatHasNothingToShowGivesItsSpace) {
  TestWindow test;
  EXPECT_TRUE(test.with->footer->isVisible());
  EXPECT_EQ(test.window.currentViewId(), "with");
  test.with->idle = true;
  test.window.refreshCentre();
  EXPECT_FALSE(test.with->footer->isVisible());
  EXPECT_EQ(test.window.currentViewId(), "with2");
  EXPECT_EQ(test.window.offeredViews("with"), QStringList{"with2"}) << "the other one needs images";
  EXPECT_FALSE(test.window.dock("side")->isVisible());
  test.with->idle = false;
  test.window.refreshCentre();
  EXPECT_TRUE(test.with->footer->isVisible());
  EXPECT_EQ(test.window.currentViewId(), "with") << "the first view that is offered again";
  EXPECT_TRUE(test.window.dock("side")->isVisible());
}

TEST(StatusStrip, longLinesEndInAnEllipsisAndNeverLieOverEachOther) {
  StatusStrip strip;
  strip.resize(1120, 28);
  strip.setState("file", Role::Muted, QString("MLP; all 2 tensors matched, τ 3 (from the file) ").repeated(4));
  strip.setProgress(0.5, "Trained: 320 of 500 images", "12 s left");
  strip.setFacts({"Maps cost 0.1 %, probe 1.4 %", "CPU, 2 threads", "56 GB free", "runs/"});
  strip.show();
  QTest::qWait(20);
  QList<QRect> places;
  for (const QWidget* part : strip.findChildren<QWidget*>())
    if (part->isVisible() && (part->inherits("QLabel") || part->inherits("QProgressBar")))
      places << QRect(part->mapTo(&strip, QPoint()), part->size());
  ASSERT_GE(places.size(), 5);
  for (const QRect& a : places) {
    EXPECT_LE(a.right(), 1120);
    for (const QRect& b : places) EXPECT_TRUE(&a == &b || !a.intersects(b));
  }
}

TEST(ViewTabs, thoseThatFindNoRoomAreInTheMenuAndNoneIsASliver) {
  ThemeManager::instance().choose(ThemeChoice::Light);  // tabs as wide as the window's
  ViewTabs tabs;
  const QStringList names{"Karten", "Stapel", "Diagramme", "Flecken", "Ähnlichkeit", "Orientierung", "Tabelle"};
  for (const QString& name : names) tabs.addView(name, name, new TestView(&tabs));
  tabs.resize(420, 300);
  tabs.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&tabs));
  QTest::qWait(100);
  auto* bar = tabs.findChild<QTabBar*>(QStringLiteral("views"));
  auto* more = tabs.findChild<QToolButton*>(QStringLiteral("moreViews"));
  const auto areWhole = [&] {
    int shown = 0;
    for (int tab = 0; tab < bar->count(); ++tab)
      if (bar->isTabVisible(tab)) {
        ++shown;
        EXPECT_TRUE(bar->rect().contains(bar->tabRect(tab))) << tab;
      }
    return shown;
  };
  EXPECT_LT(areWhole(), 7);
  ASSERT_TRUE(more->isVisible());
  Q_EMIT more->menu()->aboutToShow();
  ASSERT_EQ(more->menu()->actions().size(), 7);
  more->menu()->actions().back()->trigger();
  QTest::qWait(100);
  EXPECT_EQ(tabs.current(), tabs.view("Tabelle"));
  EXPECT_TRUE(bar->isTabVisible(6)) << "what is shown has its tab";
  areWhole();
  tabs.resize(1400, 300);
  QTest::qWait(100);
  EXPECT_EQ(areWhole(), 7);
  EXPECT_FALSE(more->isVisible());
}

/// The bar must not move with what a run does.
TEST(StatusStrip, theProgressStandsStillWhateverTheStage) {
  StatusStrip strip;
  strip.resize(1440, 28);
  strip.show();
  const QWidget* bar = strip.findChild<QProgressBar*>();
  std::vector<int> places;
  for (const char* stage : {"Training", "Reading the data", "Validation", "Writing the checkpoint"}) {
    strip.setState("play", Role::Accent, QString::fromLatin1(stage));
    strip.setProgress(0.5, "step 120 of 400", "12 s left");
    QTest::qWait(100);
    places.push_back(bar->mapTo(&strip, QPoint()).x());
  }
  EXPECT_EQ(places, std::vector<int>(4, places.front()));
}

}  // namespace
}  // namespace studio
