// The twelve c_fc matrices of a GPT-2 124M, value and gradient, factor 3.
#include "topoloss_case.h"

namespace studio::bench {

std::vector<Result> measureTopolossGpt(const Row& row, const Options& options) {
  return measureTopoloss(row, {std::vector<std::vector<std::int64_t>>(12, {3072, 768}), 3}, options);
}

}  // namespace studio::bench
