// Docks and views without meaning for what is open, or that would repeat what stands above them: they are away.
#include <QDockWidget>

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
  window->files().openPath(QString::fromStdString(file.string()));
  ASSERT_TRUE(waitFor([&] { return !window->session().monitor()->data().caption.empty(); }));
  QApplication::processEvents();
  EXPECT_EQ(window->currentViewId(), "sheets");
  EXPECT_TRUE(window->currentView()->emptyState().text.isEmpty());
  for (const char* dock : {"queue", "monitor", "machine", "log"}) EXPECT_FALSE(isOpen(dock)) << dock;
  EXPECT_TRUE(isOpen("setup")) << "it says what the file is";
  window->session().openRun(folder.path());
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().caption.empty() && isOpen("queue"); }));
  EXPECT_TRUE(isOpen("monitor"));
  ASSERT_TRUE(window->showView("curves"));
  EXPECT_TRUE(waitFor([&] { return !isOpen("monitor"); }));
  ASSERT_TRUE(window->showView("sheets"));
  EXPECT_TRUE(waitFor([&] { return isOpen("monitor"); }));
}

}  // namespace
}  // namespace studio
