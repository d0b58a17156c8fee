// How long each preset takes on this computer: checked one after the other in processes of their own, so that what
// timing batches takes is given back, and remembered for the next start. GUI thread.
#pragma once
#include <QObject>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/run/engine.h"
#include "widgets/forms/preflight_check.h"
#include "widgets/forms/preset_list.h"

namespace studio {

class PresetTimes : public QObject {
  Q_OBJECT
 public:
  PresetTimes(std::shared_ptr<const Engine> engine, const std::vector<SetupPreset>& presets, QObject* parent);
  /// Where they would be computed (PreflightCheck::setPlace); times of another device are forgotten.
  void setPlace(const std::string& device, const std::string& deviceTitle, const std::filesystem::path& runsFolder,
                const QString& program);
  /// Goes on with the first that is not known yet; those that are remembered are told at once.
  void start();
  void stop();
  bool running() const { return check_->running(); }

 Q_SIGNALS:
  void known(int preset, double seconds);  ///< negative: its data are not here

 private:
  void takeChecked(const Preflight& preflight);
  void checkNext();
  QString key(std::size_t preset) const;

  const std::vector<SetupPreset>& presets_;
  QString version_;
  PreflightCheck* check_;
  std::size_t next_ = 0;
};

}  // namespace studio
