// What the welcome page says and does: the demo, examples with the time they take here, and what was opened last. GUI
// thread.
#pragma once
#include <QObject>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "app/gui/preset_times.h"
#include "app/gui/window_commands.h"
#include "widgets/forms/preset_list.h"

namespace studio {

class RunListModel;
class WelcomePage;

/// The newest queue of the folder of runs that is not through.
struct OpenQueue {
  std::string name;
  std::filesystem::path folder;
  std::int64_t finished = 0, all = 0;
  bool workedOn = false;
};

class Welcome : public QObject {
  Q_OBJECT
 public:
  Welcome(WelcomePage* page, const std::vector<SetupPreset>& presets, RunListModel& runs, Session& session,
          FileCommands& files);
  void fill();

 private:
  void connectPage(FileCommands& files);
  void fillRecent();
  void fillQueue();
  void goOnWithQueue();
  void fillExamples();
  void timeExamples();
  void showTime(int preset, double seconds);
  bool eventFilter(QObject* watched, QEvent* event) override;

  WelcomePage* page_;
  const std::vector<SetupPreset>& presets_;
  RunListModel& runs_;
  Session& session_;
  PresetTimes* times_;
  bool filled_ = false;
  std::optional<OpenQueue> queue_;
};

}  // namespace studio
