// A training step of a small nanoGPT: 4 blocks, width 256, 8 rows of 128 bytes.
#include <torch/types.h>
#include <torch/utils.h>

#include "core/models/model.h"
#include "step_peer.h"

namespace studio::bench {

std::vector<Result> measureStepGpt(const Row& row, const Options& options) {
  auto config = findModel("nanogpt").defaults();
  config.model.layers = 4, config.model.heads = 4, config.model.width = 256, config.model.context = 128,
  config.model.vocabulary = 256;
  config.topoloss.defaultLayers = false;
  config.topoloss.tau = 0;
  config.optimizer.schedule = "constant";
  config.optimizer.warmupSteps = 0;
  config.optimizer.gradientClip = 0;
  torch::manual_seed(7);
  const auto tokens = torch::randint(config.model.vocabulary, {8, config.model.context + 1}, torch::kLong);
  const Batch batch{tokens.narrow(1, 0, config.model.context).contiguous(),
                    tokens.narrow(1, 1, config.model.context).contiguous(), 8};
  return measureStepAgainstPython(row, options, {config, batch, 1e-4, 1e-2});
}

}  // namespace studio::bench
