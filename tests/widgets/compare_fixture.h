// Some runs of two configurations and their seeds, and a comparison of them.
#pragma once
#include <QFile>

#include "core/run/analysis_store.h"
#include "core/run/measures.h"
#include "tests/support/fake_engine.h"
#include "tests/widgets/fake_session.h"
#include "tests/widgets/sample_kinds.h"
#include "tests/widgets/sample_run.h"
#include "widgets/compare/comparison.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/sources.h"

namespace studio {

/// Losses fall and smoothness rises with tau; the seeds differ a little.
inline RunFolder addComparedRun(const std::filesystem::path& runs, const std::string& name, double tau,
                                std::int64_t seed, const std::vector<std::int64_t>& mapSteps = {0, 50, 100},
                                const std::string& data = "resources/demo") {
  const RunFolder run = RunStore(runs).create(name);
  RunConfig config = sampleConfig(seed);
  config.topoloss.tau = tau;
  config.data.root = data;
  run.writeConfig(config, toToml(config));
  run.writeLayers(sampleLayers());
  std::vector<ScalarRow> rows;
  for (std::int64_t step = 0; step <= 100; step += 10) {
    ScalarRow row = sampleRow(step);
    row.tau = tau;
    row.smoothness = 0.1 + 0.08 * tau + 0.01 * double(seed);
    if (step % 50 == 0) row.validationAccuracy = 0.9 - 0.02 * tau - 0.004 * double(seed);
    rows.push_back(row);
  }
  run.appendScalars(rows);
  for (const std::int64_t step : mapSteps) {
    Snapshot snapshot = sampleSnapshot(step);
    for (SheetMap& map : snapshot.maps)
      for (float& value : map.values) value += float(tau) / 10;
    run.writeMaps(snapshot);
  }
  RunStatus status = sampleStatus(RunState::Finished);
  status.started = 1000 + 10 * tau + double(seed);
  run.writeStatus(status);
  return run;
}

struct Compared {
  explicit Compared(FakeEngine made = {})
      : session(folder.path()), engine(std::make_shared<FakeEngine>(std::move(made))) {
    ThemeManager::instance().choose(ThemeChoice::Light);
    QFile::remove(settingsFile());
    for (const AnalysisKind& kind : sampleKinds()) describeMeasures(kind);
    for (const double tau : {0.0, 1.0, 5.0})
      for (const std::int64_t seed : {0, 1})
        addComparedRun(folder.path(), "mlp_tau" + std::to_string(int(tau)) + "_s" + std::to_string(seed), tau, seed);
    open();
  }
  /// Reads the folder and waits for it.
  void open() {
    comparison = std::make_unique<Comparison>(session, list, sources, engine);
    comparison->refresh();
    EXPECT_TRUE(comes([this] { return comparison->hasRead(); }));
  }
  void reread() {
    bool read = false;
    const auto connection =
        QObject::connect(comparison.get(), &Comparison::readingChanged, [&] { read = read || !comparison->reading(); });
    comparison->refresh();
    EXPECT_TRUE(comes([&] { return read; }));
    QObject::disconnect(connection);
  }
  const RunRecord& run(const std::string& name) const {
    for (const auto& record : comparison->records())
      if (record->name == name) return *record;
    throw std::logic_error("no run " + name);
  }
  std::string id(const std::string& name) const { return run(name).id(); }

  TemporaryFolder folder;
  FakeSession session;
  RunMonitor monitor;
  RunListModel list;
  std::shared_ptr<FakeEngine> engine;
  Sources sources{&monitor, engine};
  std::unique_ptr<Comparison> comparison;
};

}  // namespace studio
