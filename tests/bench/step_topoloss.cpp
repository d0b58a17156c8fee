// What TopoLoss adds to a training step: two networks of the same first weights, one with it and one without.
#include "paired_times.h"
#include "training_case.h"

namespace studio::bench {

std::vector<Result> measureStepTopoloss(const Row& row, const Options& options) {
  TrainingCase with(10.0), without(0.0);
  auto result = resultOf(row.name, row.peer,
                         timeAlternately(
                             options.repeats, [&] { return with.step(); }, [&] { return without.step(); }));
  result.error = overheadOf(result.ratio), result.errorBound = 0.05;
  result.errorMeaning = "of the step's time added";
  return {result};
}

}  // namespace studio::bench
