// Docks and views without meaning for what is open, or that would repeat what stands above them: they are away.
#include <QDockWidget>
#include <cmath>

#include "core/run/sweep_queue.h"
#include "tests/app/gui/gui_fixture.h"

namespace studio {
namespace {

class IdleDocks : public GuiTest {};

/// Whatever was looked at before: a file has no curves, and the queue of a sweep is nothing to it.
TEST_F(IdleDocks, AFileOpensOnItsSheetsWithoutDocksThatAreNothingToIt) {
  Sweep sweep;
  sweep.name = "taus";
  sweep.grid = {{"topoloss.tau", {0.0, 1.0}}};
  SweepQueue::make(runs(), "taus").add(sweepRuns(sweep), "given");
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  const auto folder = window->session().monitor()->data().folder;
  const auto file = folder.checkpoint(folder.checkpointSteps().back()) / "model.safetensors";
  ASSERT_TRUE(window->showView("curves"));
  const auto isOpen = [&](const char* dock) { return !window->dock(QLatin1String(dock))->isHidden(); };
  ASSERT_TRUE(waitFor([&] { return isOpen("queue") && !isOpen("monitor"); })) << "the curves stand above already";
  EXPECT_FALSE(isOpen("text")) << "a network of images draws none";
  EXPECT_FALSE(isOpen("probe")) << "and reads none";
  window->files().openPath(QString::fromStdString(file.string()));
  ASSERT_TRUE(waitFor([&] { return !window->session().monitor()->data().caption.empty(); }));
  QApplication::processEvents();
  EXPECT_EQ(window->currentViewId(), "sheets");
  EXPECT_TRUE(window->currentView()->emptyState().text.isEmpty());
  for (const char* dock : {"queue", "monitor", "machine", "log", "text", "probe"}) EXPECT_FALSE(isOpen(dock)) << dock;
  EXPECT_TRUE(isOpen("setup")) << "it says what the file is";
  window->session().openRun(folder.path());
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().caption.empty() && isOpen("queue"); }));
  EXPECT_TRUE(isOpen("monitor"));
  ASSERT_TRUE(window->showView("curves"));
  EXPECT_TRUE(waitFor([&] { return !isOpen("monitor"); }));
  ASSERT_TRUE(window->showView("sheets"));
  EXPECT_TRUE(waitFor([&] { return isOpen("monitor"); }));
}

TEST_F(IdleDocks, theColumnsStayAsWideAsTheyAreWhateverIsOpen) {
  const auto window = makeWindow();
  window->resize(1440, 900);
  ASSERT_TRUE(train(*window, 20));
  ASSERT_TRUE(window->showView("sheets"));
  ASSERT_TRUE(waitFor([&] { return window->dock("monitor")->isVisible(); }));
  QDockWidget *runs = window->dock("runs"), *unit = window->dock("inspector");
  window->resizeDocks({runs, unit}, {290, 310}, Qt::Horizontal);
  ASSERT_TRUE(waitFor([&] { return std::abs(runs->width() - 290) <= 2 && std::abs(unit->width() - 310) <= 2; }));
  const auto expectSame = [&](const char* what) {
    for (int i = 0; i < 5; ++i) QApplication::processEvents();
    EXPECT_NEAR(runs->width(), 290, 2) << what;
    EXPECT_NEAR(unit->width(), 310, 2) << what;
  };
  ASSERT_TRUE(window->showView("curves"));
  ASSERT_TRUE(waitFor([&] { return !window->dock("monitor")->isVisible(); }));
  expectSame("the monitor has gone");
  ASSERT_TRUE(window->showView("sheets"));
  ASSERT_TRUE(waitFor([&] { return window->dock("monitor")->isVisible(); }));
  ViewState view = window->session().monitor()->view();
  view.unit = 5;
  window->session().monitor()->setView(view);
  expectSame("a unit is chosen");
  const auto folder = window->session().monitor()->data().folder;
  const auto file = folder.checkpoint(folder.checkpointSteps().back()) / "model.safetensors";
  window->files().openPath(QString::fromStdString(file.string()));
  ASSERT_TRUE(waitFor([&] { return !window->session().monitor()->data().caption.empty(); }));
  ASSERT_TRUE(waitFor([&] { return !window->dock("monitor")->isVisible(); }));
  expectSame("a file is open");
  window->session().openRun(folder.path());
  ASSERT_TRUE(waitFor([&] { return window->dock("monitor")->isVisible(); }));
  expectSame("the run is open again");
}

}  // namespace
}  // namespace studio
