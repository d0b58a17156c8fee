// The chosen unit as analyses found it: its value for every contrast with the controls' as thin marks, and the stimuli
// that drive it most.
#pragma once
#include "widgets/sheets/inspector_panel.h"

namespace studio {

class Analyses;
class StimuliStrip;

class AnalysedUnitPanel : public InspectorPanel {
  Q_OBJECT
 public:
  AnalysedUnitPanel(Analyses* analyses, QWidget* parent);
  /// false while nobody can see it: no pictures are asked for then.
  void setActive(bool active);

 protected:
  void showValues(UnitBars& bars) override;
  void showDetails() override;

 private:
  Analyses* analyses_;
  bool active_ = true;
  QString pictured_;  ///< address of the unit whose pictures are shown or on their way
  QLabel *barsNote_, *stimuliTitle_, *stimuliNote_;
  StimuliStrip* stimuli_;
};

}  // namespace studio
