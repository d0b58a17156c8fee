// When the probe looks. What is stored is measured at its own step, each time and whatever it costs: the same seed
// stores the same scores and maps on a quiet machine and on a busy one (`check` tells the cost beforehand). A live view
// in between gets the newest result, measured anew as far as its share of the training time allows. Engine thread only.
#pragma once
#include "core/train/probe.h"

namespace studio {

class PacedProbe {
 public:
  /// `share` of the training time, 0..1, is what live views may take. What is passed must outlive this.
  PacedProbe(const Probe& probe, Model& model, const std::vector<LayerInfo>& layers, double share, bool bfloat16)
      : probe_(probe), model_(model), layers_(layers), share_(share), bfloat16_(bfloat16) {}

  /// For what is stored at this step.
  const ProbeFound& measure(std::int64_t step);
  /// For a live view: the first look is always made, a further one when the training has earned it.
  void look(std::int64_t step, double secondsTrained);
  /// step -1 before the first.
  const ProbeFound& newest() const { return newest_; }
  /// The newest was measured to be stored, at this step: a row may carry its scores.
  bool storedAt(std::int64_t step) const { return stored_ == step && newest_.step == step; }
  /// Of the seconds trained since this process began with the run, 0..1; what is stored and live views together.
  double shareSpent(double secondsTrained) const;

 private:
  void measureNow(std::int64_t step);

  const Probe& probe_;
  Model& model_;
  const std::vector<LayerInfo>& layers_;
  double share_;
  bool bfloat16_;
  ProbeFound newest_;
  std::int64_t stored_ = -1;                ///< the newest step that was measured to be stored
  double spent_ = 0, live_ = 0, last_ = 0;  ///< seconds: in all, of live looks, of the newest look
  double begun_ = -1;  ///< seconds trained when first asked: what a resumed run did before is no credit
};

}  // namespace studio
