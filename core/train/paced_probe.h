// The probe at a pace that costs a run no more than its share of the training time: the newest result stands in for a new one until
// there is time for it again. Engine thread only.
#pragma once
#include "core/train/probe.h"
#include "core/train/probe_budget.h"

namespace studio {

class PacedProbe {
 public:
  /// What is passed must outlive this.
  PacedProbe(const Probe& probe, Model& model, const std::vector<LayerInfo>& layers, ProbePace pace, bool bfloat16)
      : probe_(probe), model_(model), layers_(layers), budget_(pace), bfloat16_(bfloat16) {}

  using For = ProbeBudget::For;
  /// Measures where the budget allows it; a step is measured once.
  void refresh(std::int64_t step, ProbeBudget::Time time, For reason);
  /// step -1 before the first.
  const ProbeFound& newest() const { return newest_; }
  /// Of the seconds trained since this process began with the run, 0..1.
  double shareSpent(double secondsTrained) const { return budget_.shareSpent(secondsTrained); }

 private:
  const Probe& probe_;
  Model& model_;
  const std::vector<LayerInfo>& layers_;
  ProbeBudget budget_;
  bool bfloat16_;
  ProbeFound newest_;
};

}  // namespace studio
