// What the probe may spend of a run's time, reckoned before each look so that the first and the last one, which are always taken, are
// paid for too. Arithmetic only; engine thread.
#pragma once
#include <algorithm>

namespace studio {

/// Shares of the training time, 0..1, that the probe may have taken before it is asked once more.
struct ProbePace {
  double stored = 0.05;   ///< for maps that are kept
  double seen = 0.01;     ///< for somebody who is only looking
};

class ProbeBudget {
 public:
  enum class For { Keeping, Seeing, Certain };   ///< Certain: whatever it costs
  /// Seconds trained so far, and what the whole run will take (0 = not known yet).
  struct Time { double trained = 0, whole = 0; };

  explicit ProbeBudget(ProbePace pace) : pace_(pace) {}

  /// Whether one more look fits in, and the last one after it. Maps form in the first steps, so what is kept may draw on a quarter of the
  /// whole run's share from the beginning. The first look is always made: a screen that has just opened sees maps at once.
  bool allows(Time time, For reason);
  /// Seconds of the look that was made.
  void spend(double seconds) { cost_ = std::max(seconds, 0.8 * cost_), spent_ += seconds; }
  /// Of the seconds trained since this process began with the run, 0..1.
  double shareSpent(double secondsTrained) const;

 private:
  ProbePace pace_;
  double spent_ = 0, cost_ = 0;   ///< seconds in all, and of one more: as the longest was, which is forgotten by and by
  double begun_ = -1;             ///< seconds trained when it was first asked: what a resumed run did before is no credit
};

inline bool ProbeBudget::allows(Time time, For reason) {
  if (begun_ < 0) begun_ = time.trained;
  if (cost_ <= 0 || reason == For::Certain) return true;
  const double passed = time.trained - begun_;
  const double credit = reason == For::Keeping ? pace_.stored * std::max(passed, (time.whole - begun_) / 4) : pace_.seen * passed;
  return spent_ + 2 * cost_ <= credit;
}

inline double ProbeBudget::shareSpent(double secondsTrained) const {
  const double passed = std::max(secondsTrained - begun_, spent_);
  return passed > 0 ? spent_ / passed : 0;
}

}  // namespace studio
