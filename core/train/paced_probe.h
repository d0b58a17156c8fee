// The probe at a pace that costs a run no more than its share of the training time: the newest result stands in for a new one until
// there is time for it again. Engine thread only.
#pragma once
#include "core/train/probe.h"

namespace studio {

/// Shares of the training time, 0..1, that the probe may have taken before it is asked once more.
struct ProbePace {
  double stored = 0.05;   ///< for maps that are kept
  double seen = 0.01;     ///< for somebody who is only looking
};

class PacedProbe {
 public:
  /// What is passed must outlive this.
  PacedProbe(const Probe& probe, Model& model, const std::vector<LayerInfo>& layers, ProbePace pace, bool bfloat16)
      : probe_(probe), model_(model), layers_(layers), pace_(pace), bfloat16_(bfloat16) {}

  enum class For { Keeping, Seeing, Certain };   ///< Certain: whatever it costs
  /// Seconds trained so far, and what the whole run will take (0 = not known yet).
  struct Time { double trained = 0, whole = 0; };
  /// Measures where one more fits into the share of the training time; a step is measured once. Maps form in the first steps, so what
  /// is kept may draw on a quarter of the whole run's share from the beginning.
  void refresh(std::int64_t step, Time time, For reason);
  /// step -1 before the first.
  const ProbeFound& newest() const { return newest_; }
  /// Of the seconds trained since this process began with the run, 0..1.
  double shareSpent(double secondsTrained) const;

 private:
  bool affordable(Time time, For reason) const;

  const Probe& probe_;
  Model& model_;
  const std::vector<LayerInfo>& layers_;
  ProbePace pace_;
  bool bfloat16_;
  ProbeFound newest_;
  double spent_ = 0, cost_ = 0;   ///< seconds in all, and of the last one
  double begun_ = -1;             ///< seconds trained when it was first asked: what a resumed run did before is no credit
};

}  // namespace studio
