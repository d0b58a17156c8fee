// A session for tests of widgets: it trains nothing and remembers which run was to be opened.
#pragma once
#include "widgets/runs/run_session.h"

namespace studio {

class FakeSession : public RunSession {
 public:
  explicit FakeSession(std::filesystem::path runs = {}) : runs_(std::move(runs)) {}
  bool training() const override { return false; }
  bool paused() const override { return false; }
  bool showsTraining() const override { return false; }
  std::string deviceName() const override { return "cpu"; }
  std::filesystem::path runsFolder() const override { return runs_; }
  QString trainingProgram() const override { return program; }
  void start(const RunConfig&, const QString&, const QString&) override {}
  void startDemo() override {}
  void resume(const RunFolder&) override {}
  void extend(const RunFolder&, std::int64_t) override {}
  void pauseOrResume() override {}
  void stop(bool) override {}
  void saveCheckpoint() override {}
  void openRun(const std::filesystem::path& run) override { opened = run; }
  void openPart(const std::string&) override {}
  void closeRun() override {}

  QString program;
  std::filesystem::path opened;

 private:
  const std::filesystem::path runs_;
};

}  // namespace studio
