// What is chosen within the results, the same in all views of the Analyse workspace: layer, unit, the unit under the
// pointer, and how maps of contrasts are drawn. Layer and unit are those of the RunMonitor's view. GUI thread only.
#pragma once
#include <QObject>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "widgets/analysis/analysis_results.h"

namespace studio {

/// How maps of contrasts are looked at.
struct AnalysisDisplay {
  bool outlines = true;               ///< patches of the trained network outlined
  bool linkedCursor = true;           ///< the cursor of one map shown on all
  bool raised = false;                ///< height = value
  double sigma = 0;                   ///< maps smoothed by a Gaussian, units; 0 = as measured
  double greyBelow = 0;               ///< |value| below it is shown as `nan`
  double percentile = 100;            ///< of the |values| that computed limits hold; 100 = all
  std::optional<double> lockedLimit;  ///< symmetric about zero; empty = computed of the maps shown
  std::vector<std::string> hidden;    ///< contrasts that are not shown
  bool operator==(const AnalysisDisplay&) const = default;
};

class AnalysisSelection : public QObject {
  Q_OBJECT
 public:
  AnalysisSelection(RunMonitor* monitor, const AnalysisResults& results, QObject* parent = nullptr);

  /// A layer that has not been analysed is answered by the first that has.
  std::string layer() const;
  void setLayer(const std::string& layer);
  std::int64_t unit() const;  ///< of layer(); -1 = none
  void setUnit(std::int64_t unit);
  std::int64_t hovered() const { return hovered_; }  ///< -1 = none
  void setHovered(std::int64_t unit);
  const AnalysisDisplay& display() const { return display_; }
  void setDisplay(const AnalysisDisplay& display);
  /// Another run or file will be open: what belongs to its maps is no longer chosen.
  void clear();

 Q_SIGNALS:
  void changed();  ///< layer or unit
  void hoverChanged();
  void displayChanged();

 private:
  void follow();

  RunMonitor* monitor_;
  const AnalysisResults& results_;
  std::int64_t hovered_ = -1;
  AnalysisDisplay display_;
  std::string seenLayer_, seenChoice_;  ///< as changed() announced them: layer(), and the view's
  std::int64_t seenUnit_ = -1;
};

}  // namespace studio
