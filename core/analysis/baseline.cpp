// The control "baseline": what the same training finds without the loss.
#include "core/analysis/analyse.h"
#include "core/eval/source.h"
#include "core/run/run_store.h"

namespace studio {
namespace {

/// What two runs must share to be compared: everything but the loss, how long they went, and what they wrote.
RunConfig comparable(RunConfig config) {
  config.topoloss = {};
  config.topoloss.tau = 0;
  config.output = {};
  config.probe = {};
  config.train.epochs = 1;
  config.train.steps = 0;
  return config;
}

bool hasCheckpoint(const std::filesystem::path& run) { return !RunFolder(run).weightSteps().empty(); }

}  // namespace

Baseline baselineOf(const SourceRequest& run) {
  const auto whole = std::filesystem::absolute(checkpointOf(run).run.path()).lexically_normal();
  const auto folder = whole.has_filename() ? whole : whole.parent_path();
  const RunConfig config = RunFolder(folder).config();
  if (config.topoloss.tau == 0) return {{}, "This run has tau 0 itself."};
  const RunConfig wanted = comparable(config);
  for (const RunSummary& each : RunStore(folder.parent_path()).list()) {
    if (!each.error.empty() || each.tau != 0 || each.seed != config.train.seed ||
        each.path.filename() == folder.filename())
      continue;
    if (comparable(RunFolder(each.path).config()) == wanted && hasCheckpoint(each.path)) return {each.path, {}};
  }
  return {{},
          "No run with tau 0, seed " + std::to_string(config.train.seed) +
              " and otherwise the same settings is in this folder; train one to compare with."};
}

}  // namespace studio
