// The chosen unit of the open run: its values at the step that is shown, its weights, and the stimuli that drove it
// most when the run was analysed last. GUI thread.
#pragma once
#include <QPointer>

#include "widgets/analysis/unit_pictures.h"
#include "widgets/sheets/inspector_panel.h"

namespace studio {

class StimuliStrip;

class RunUnitPanel : public InspectorPanel {
  Q_OBJECT
 public:
  RunUnitPanel(RunMonitor* monitor, std::shared_ptr<const Engine> engine, QWidget* parent);

 protected:
  void showDetails() override;
  void showEvent(QShowEvent* event) override;

 private:
  void read();
  std::shared_ptr<const Engine> engine_;
  UnitPictures pictures_;
  std::vector<StimuliChoice> stimuli_;  ///< that can be shown to the run, with their titles
  AnalysisRow row_;                     ///< the open run and what selectivity is stored of it
  std::filesystem::path readFor_;       ///< the run that row_ is of, or is being read for
  bool reading_ = false;
  QString pictured_;  ///< address of the unit whose pictures are shown or on their way
  QLabel *title_, *note_;
  StimuliStrip* strip_;
};

}  // namespace studio
