// The presets at the left of the setup workspace: example configurations to begin with.
#pragma once
#include <QListWidget>
#include <vector>

#include "widgets/forms/setup_services.h"

namespace studio {

class PresetList : public QListWidget {
  Q_OBJECT
 public:
  PresetList(const std::vector<SetupPreset>& presets, QWidget* parent);
  /// Selects the preset that equals this configuration, or none.
  void showConfig(const RunConfig& config);

 Q_SIGNALS:
  void presetChosen(int index);

 private:
  const std::vector<SetupPreset>& presets_;
};

}  // namespace studio
