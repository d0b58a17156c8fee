#include "app/gui/gui_options.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <algorithm>
#include <cstdio>

#include "app/gui/main_window.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/run_store.h"
#include "widgets/compare/run_table_view.h"

namespace studio {
namespace {

constexpr int kRuns = 300, kSeeds = 3, kRows = 200, kMostWaiting = 120000;  // ms
constexpr int kMostOpening = 2000, kMostFirstPaint = 500, kMostFrame = 33;  // ms, what is meant

NetworkAnalysis smoothnessFound(double value) {
  NetworkAnalysis found;
  found.step = kRows;
  found.stimuli = kOwnStimuli;
  found.layers = {{"fc1", 16, 16, 256}};
  found.resultFor("smoothness").table("").add({{"layer", "fc1"}, {"max_minus_min", value}});
  return found;
}

std::vector<ScalarRow> fixtureRows(double tau, std::int64_t seed) {
  std::vector<ScalarRow> rows;
  for (int i = 0; i <= kRows; ++i) {
    ScalarRow row;
    row.step = i;
    row.epoch = double(i) / 50;
    row.seconds = 0.1 * i;
    row.taskLoss = 2.3 / (1 + 0.05 * i) + 0.01 * tau;
    row.topoLoss = 0.9 / (1 + tau * i);
    row.trainAccuracy = 1 - 0.9 / (1 + 0.05 * i);
    if (i % 20 == 0) row.validationAccuracy = row.trainAccuracy - 0.01 * tau - 0.002 * double(seed);
    row.smoothness = 0.1 + 0.01 * tau;
    rows.push_back(row);
  }
  return rows;
}

void makeRuns(const std::filesystem::path& folder) {
  const RunStore store(folder);
  for (int i = 0; i < kRuns; ++i) {
    const double tau = i / kSeeds;
    const std::int64_t seed = i % kSeeds;
    RunConfig config;
    config.data.kind = "bars";
    config.topoloss.tau = tau;
    config.train.seed = seed;
    const RunFolder run = store.create("run_" + std::to_string(i));
    run.writeConfig(config, toToml(config));
    run.appendScalars(fixtureRows(tau, seed));
    RunStatus status;
    status.state = RunState::Finished;
    status.step = status.steps = kRows;
    status.started = 1000 + i;
    status.secondsTrained = 20;
    run.writeStatus(status);
    AnalysisStore(run).write({"smoothness", std::to_string(kRows), "self-test"}, smoothnessFound(0.01 * tau));
  }
}

/// When a widget was painted first.
class FirstPaint : public QObject {
 public:
  explicit FirstPaint(QWidget* watched) : QObject(watched) {
    watched->installEventFilter(this);
    clock_.start();
  }
  qint64 after() const { return after_; }  ///< ms; -1 = not yet

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() == QEvent::Paint && after_ < 0) after_ = clock_.elapsed();
    return false;
  }

 private:
  QElapsedTimer clock_;
  qint64 after_ = -1;
};

void waitUntil(const std::function<bool()>& done, const char* what) {
  QElapsedTimer clock;
  clock.start();
  while (!done()) {
    if (clock.elapsed() > kMostWaiting)
      throw UserError(std::string("The self-test waited two minutes for ") + what + ".");
    QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
  }
}

/// The slowest of the frames from the first row to the last and back.
double slowestFrame(RunTreeView& tree) {
  QScrollBar* bar = tree.verticalScrollBar();
  double slowest = 0;
  constexpr int kFrames = 300;
  for (int i = 0; i <= kFrames; ++i) {
    const int half = kFrames / 2, place = i <= half ? i : kFrames - i;
    QElapsedTimer clock;
    clock.start();
    bar->setValue(bar->maximum() * place / half);
    tree.viewport()->repaint();
    slowest = std::max(slowest, double(clock.nsecsElapsed()) / 1e6);
    QCoreApplication::processEvents();
  }
  return slowest;
}

void printTime(const char* what, double milliseconds, int most) {
  std::printf("compare %d runs, %s: %.1f ms\n", kRuns, what, milliseconds);
  if (milliseconds > most)
    std::fprintf(stderr, "toponets-studio: %s took %.0f ms with %d runs; at most %d ms are meant.\n", what,
                 milliseconds, kRuns, most);
}

}  // namespace

void testCompareOfManyRuns(const std::filesystem::path& folder) {
  makeRuns(folder);
  MainWindow window(folder);
  window.resize(1440, 900);
  window.show();
  QCoreApplication::processEvents();
  auto* panel = window.findChild<RunTablePanel*>();
  if (!panel) throw UserError("The window has no table of runs.");
  FirstPaint paint(panel);
  QElapsedTimer clock;
  clock.start();
  window.showWorkspace(QStringLiteral("compare"));
  waitUntil([&] { return paint.after() >= 0; }, "the Compare workspace");
  waitUntil([&] { return panel->tree().model()->rowCount() == kRuns / kSeeds; }, "300 runs");
  panel->tree().viewport()->repaint();
  printTime("opening", double(clock.elapsed()), kMostOpening);
  printTime("first paint", double(paint.after()), kMostFirstPaint);
  panel->tree().expandAll();
  waitUntil([&] { return panel->tree().verticalScrollBar()->maximum() > 0; }, "the rows");
  printTime("slowest frame of scrolling", slowestFrame(panel->tree()), kMostFrame);
}

}  // namespace studio
