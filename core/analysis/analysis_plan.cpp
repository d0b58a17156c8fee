// What the analyses of a request still take, known before anything is computed (analyse.h): nothing is opened but the
// list of the stimuli, and that only where it costs nothing.
#include <algorithm>
#include <optional>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/data/data_reference.h"
#include "core/data/dataset.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/train/checkpoint.h"
#include "core/train/train_job.h"
#include "core/train/training_data.h"

namespace studio {
namespace {

constexpr double kForwardShare = 1.0 / 3;  ///< of a step of training: forward, then twice as much backward

/// Sets that are drawn, or that lie in a file an image, are listed in no time; others would be read whole.
std::int64_t countNamed(const std::string& data) {
  const DataConfig config = parseDataReference(data);
  const auto* entry = findDataset(config.kind);
  if (!entry || (readsPlace(*entry) && !entry->files)) return -1;
  RunConfig shown;
  shown.data = config;
  const auto split = openData(withOpenablePaths(shown).data, 0);
  return split.validation && split.validation->size() > 0 ? split.validation->size() : split.training->size();
}

/// Of what is stored of these stimuli, else by the stimuli themselves.
std::int64_t countStimuli(const AnalysisCache& cache, const AnalysisRequest& request, const AnalysisPlan& plan,
                          const std::optional<RunFolder>& run) {
  for (const auto& name : plan.stored) {
    NetworkAnalysis found;
    if (cache.store.read(cache.key(name, request.settings), found)) return found.stimuliCount;
  }
  if (!request.stimuli.array.empty()) return -1;
  try {
    if (!request.stimuli.data.empty()) return countNamed(request.stimuli.data);
    const auto own = run ? readStoredData(*run) : nullptr;
    return !own ? -1 : own->validation > 0 ? own->validation : own->training;
  } catch (const UserError&) {
    return -1;  // said when they are opened
  }
}

/// How often all stimuli are shown: once for the responses, and once each time an analysis evaluates the network.
double passesFor(const std::vector<std::string>& names, const AnalysisSettings& settings) {
  double passes = 0;
  bool responses = false;
  for (const auto& name : names)
    if (const AnalysisEntry& entry = findAnalysis(name); entry.passes)
      passes += double(entry.passes(settings));
    else if (!isOfSentences(name))
      responses = true;
  return passes + (responses ? 1 : 0);
}

/// As long as its stored snapshots took, which showed their stimuli to the same network on the machine as it was.
double probeSecondsPerStimulus(const RunFolder& run) {
  try {
    const double seconds = run.status().storedSeconds;
    const auto snapshots = run.mapSteps().size();
    const auto stimuli = run.config().probe.stimuli;
    return seconds > 0 && snapshots > 0 && stimuli > 0 ? seconds / (double(snapshots) * double(stimuli)) : 0;
  } catch (const UserError&) {
    return 0;
  }
}

double imagesPerSecond(const RunFolder& run) {
  try {
    const auto last = run.lastScalar();
    return last ? last->imagesPerSecond : kUndefined;
  } catch (const UserError&) {
    return kUndefined;
  }
}

}  // namespace

AnalysisPlan planAnalyses(const AnalysisRequest& request) {
  AnalysisPlan plan;
  const auto cache = findAnalysisCache(request);
  const bool maps = cache && cache->store.has(cache->key(kMapsAnalysis, request.settings));
  for (const auto& name : request.analyses) {
    const bool stored = cache && cache->store.has(cache->key(name, request.settings));
    (stored ? plan.stored : maps && findAnalysis(name).kind.ofMaps ? plan.fromMaps : plan.fromStimuli).push_back(name);
  }
  if (!cache || std::all_of(plan.fromStimuli.begin(), plan.fromStimuli.end(), isOfSentences)) return plan;
  std::optional<RunFolder> run;  // a file of weights has none: how fast it is, whoever has computed it knows
  if (!request.source.run.empty()) run = resolveCheckpoint(request.source).run;
  plan.stimuli = countStimuli(*cache, request, plan, run);
  if (const double rate = run ? imagesPerSecond(*run) : kUndefined; rate > 0 && plan.stimuli >= 0) {
    const double seconds = std::max(kForwardShare / rate, probeSecondsPerStimulus(*run));
    plan.seconds = passesFor(plan.fromStimuli, request.settings) * double(plan.stimuli) * seconds;
  }
  return plan;
}

}  // namespace studio
