// `--self-test`: the demo checked, trained for some steps and analysed, every view and every figure drawn once; and how
// long the window stood still meanwhile. Then 300 runs in the Compare workspace (self_test_compare.cpp).
#include "app/gui/gui_options.h"

#include <QAction>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "app/gui/main_window.h"
#include "core/run/places.h"
#include "core/run/error.h"
#include "widgets/analysis/analyses.h"
#include "widgets/figure/figures.h"
#include "widgets/forms/preflight_panel.h"
#include "widgets/forms/setup_view.h"
#include "widgets/runs/run_data.h"
#include "widgets/export/figure_print.h"

namespace studio {
namespace {

constexpr int kSteps = 20, kMostSeconds = 120;
constexpr std::int64_t kMostStill = 250;  ///< ms between two paints

/// Asks for a paint over and over and measures how long the window takes from one to the next: what keeps it from its
/// events, or from the processors, shows here.
class PaintClock : public QWidget {
 public:
  explicit PaintClock(QWidget* window) : QWidget(window) {
    resize(2, 2);
    show();
    raise();
    startTimer(kBeat);
    between_.start();
  }
  void restart() {
    raise();  // what is covered is not painted
    between_.restart();
    longest_ = 0;
  }
  /// Since restart(), up to now.
  qint64 longest() const { return std::max(longest_, between_.elapsed()); }

 protected:
  void timerEvent(QTimerEvent*) override { update(); }
  void paintEvent(QPaintEvent*) override { longest_ = std::max(longest_, between_.restart()); }

 private:
  static constexpr int kBeat = 10;  // ms
  QElapsedTimer between_;
  qint64 longest_ = 0;
};

void waitFor(MainWindow& window, const std::function<bool()>& done, const char* what) {
  QElapsedTimer clock;
  clock.start();
  while (!done()) {
    if (clock.elapsed() > kMostSeconds * 1000)
      throw UserError(std::string("The self-test waited two minutes for ") + what + ".");
    QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
  }
  window.repaint();
}

/// More than one colour: something was drawn.
bool isDrawn(const QImage& image) {
  const QRgb first = image.pixel(0, 0);
  for (int y = 0; y < image.height(); y += 3)
    for (int x = 0; x < image.width(); x += 3)
      if (image.pixel(x, y) != first) return true;
  return false;
}

void drawViews(MainWindow& window) {
  for (const QString& id : window.viewIds()) {
    window.showView(id);
    QCoreApplication::processEvents();
    if (!isDrawn(window.view(id)->grab().toImage()))
      throw UserError("The view " + id.toStdString() + " was drawn empty.");
    std::printf("view %s\n", qPrintable(id));
  }
}

void drawFigures(const RunFolder& run, const QString& folder) {
  for (const FigureEntry& entry : figures({})) {
    if (entry.needsAnalyses) continue;  // nothing has been analysed here
    const RunData data = loadRunData(run);
    const QString file = QStringLiteral("%1/%2.pdf").arg(folder, QString::fromStdString(entry.name));
    const auto figure = entry.make({data}, ViewState{});
    if (!figure) throw UserError("The figure " + entry.name + " has nothing to draw.");
    saveFigure(*figure, file);
    if (QFileInfo(file).size() < 1000) throw UserError("The figure " + entry.name + " was written empty.");
    std::printf("figure %s\n", entry.name.c_str());
  }
}

std::vector<StoodStill> stoodStill;  ///< of each work, in order

/// Prints how long the window stood still during some work; what is too long fails the test at its end, so that all
/// works are seen before.
void reportStill(const PaintClock& clock, const char* work) {
  stoodStill.push_back({work, clock.longest()});
  std::printf("longest time between two paints, %s: %lld ms\n", work, static_cast<long long>(clock.longest()));
}

void checkSettings(MainWindow& window, PaintClock& clock) {
  window.showWorkspace(QStringLiteral("setup"));
  QCoreApplication::processEvents();
  clock.restart();
  window.findChild<SetupView*>()->checkNow();
  const auto* panel = window.findChild<PreflightPanel*>();
  waitFor(
      window, [panel] { return panel->isChecked(); }, "the check of the settings");
  reportStill(clock, "pre-flight");
}

void analyse(MainWindow& window, PaintClock& clock) {
  window.showWorkspace(QStringLiteral("analyse"));
  const auto* analyses = window.findChild<Analyses*>();
  QAction* runAll = window.registry().action(QStringLiteral("analyse.runAll"));
  waitFor(
      window,
      [&] {
        window.registry().refresh();
        return runAll->isEnabled();
      },
      "something to analyse");
  clock.restart();
  runAll->trigger();
  bool begun = false;
  waitFor(
      window,
      [&] {
        begun = begun || analyses->work().running();
        return begun && !analyses->work().running();
      },
      "the analyses");
  reportStill(clock, "analyses");
}

void test() {
  const QTemporaryDir folder;
  if (!folder.isValid()) throw UserError("The self-test needs a temporary folder and could not make one.");
  ThemeManager::instance().choose(ThemeChoice::Light);
  MainWindow window(std::filesystem::path(folder.path().toStdString()) / "runs");
  window.resize(1440, 900);
  window.show();
  PaintClock clock(&window);
  checkSettings(window, clock);
  window.showWorkspace(QStringLiteral("train"));
  QCoreApplication::processEvents();
  clock.restart();
  RunConfig config = demoPreset(resourceFolder()).config;
  config.train.steps = kSteps;
  window.session().start(config, QStringLiteral("self_test"));
  waitFor(
      window,
      [&] {
        return window.session().monitor()->data().status.state == RunState::Finished ||
               window.session().monitor()->data().status.state == RunState::Failed;
      },
      "the training");
  const RunData& data = window.session().monitor()->data();
  if (data.status.state == RunState::Failed) throw UserError(data.status.error);
  waitFor(
      window,
      [&] {
        return window.session().monitor()->data().snapshot &&
               window.session().monitor()->data().snapshot->step == kSteps;
      },
      "the stored maps");
  reportStill(clock, "training");
  std::printf("trained %d steps, topo loss %.4f -> %.4f\n", kSteps, data.scalars.front().topoLoss,
              data.scalars.back().topoLoss);
  analyse(window, clock);
  drawViews(window);
  drawFigures(data.folder, folder.path());
  testCompareOfManyRuns(std::filesystem::path(folder.path().toStdString()) / "many");
}

}  // namespace

std::string stillSentence(const std::vector<StoodStill>& works) {
  std::string over, within;
  for (const StoodStill& work : works) {
    std::string& list = work.milliseconds > kMostStill ? over : within;
    list += (list.empty() ? "" : ", ") + work.work + " " + std::to_string(work.milliseconds) + " ms";
  }
  if (over.empty()) return {};
  return "The window stood still for longer than the " + std::to_string(kMostStill) + " ms that are meant: " + over +
         (within.empty() ? std::string() : " (within it: " + within + ")") +
         "; on a machine that does nothing else it should not, so try again there.";
}

int runSelfTest() {
  // Nothing of the user's settings is read or changed.
  const QTemporaryDir settings;
  qputenv("STUDIO_SETTINGS", (settings.path() + QStringLiteral("/settings.ini")).toUtf8());
  try {
    test();
    if (const std::string sentence = stillSentence(stoodStill); !sentence.empty()) throw UserError(sentence);
    std::printf("self-test passed\n");
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "toponets-studio: %s\n", error.what());
    return 1;
  }
}

}  // namespace studio
