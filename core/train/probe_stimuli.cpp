#include "core/train/probe_stimuli.h"

#include <algorithm>
#include <filesystem>

#include "core/analysis/shown_network.h"
#include "core/data/data_reference.h"
#include "core/engine.h"
#include "core/network/network.h"
#include "core/run/error.h"
#include "core/run/nearest_name.h"

namespace studio {
namespace {

Problem error(const char* key, std::string sentence) {
  return {key, Problem::Severity::Error, std::move(sentence), "", {}};
}

bool readsPlace(const DatasetEntry& entry) {
  return std::find(entry.settings.begin(), entry.settings.end(), "data.root") != entry.settings.end();
}

void requirePossible(const RunConfig& config) {
  RunConfig shown = config;
  shown.data = parseDataReference(config.probe.data);
  const auto* entry = findDataset(shown.data.kind);
  std::vector<std::string> kinds;
  for (const auto& each : datasets()) kinds.emplace_back(each.kind);
  if (!entry)
    throw UserError("There are no stimuli of the kind \"" + shown.data.kind + "\"" +
                    suggestion(shown.data.kind, kinds));
  if (entry->language || findModel(config.model.name).defaultInput.language())
    throw UserError("A probe needs images, and a network that sees images; leave probe.data empty.");
  std::error_code none;
  if (readsPlace(*entry) && !std::filesystem::exists(withOpenablePaths(shown).data.root, none))
    throw UserError("The probe's stimuli " + shown.data.root +
                    " are not there; choose another folder, or leave probe.data empty.");
}

}  // namespace

std::unique_ptr<Probe> openProbe(const RunConfig& config, const std::shared_ptr<const Dataset>& validation,
                                 const Batcher::Options& options) {
  if (config.probe.data.empty()) return std::make_unique<Probe>(validation, options, config.probe);
  StimuliRequest request;
  request.data = config.probe.data;
  auto own = config;  // normalised as what the network learns from
  if (own.data.mean.empty()) {
    own.data.mean = validation->defaultMean();
    own.data.std = validation->defaultStd();
  }
  const auto stimuli = stimuliFor(request, own, inputOf(*validation));
  auto seen = options;
  seen.mean = stimuli.options.mean;
  seen.std = stimuli.options.std;
  return std::make_unique<Probe>(stimuli.data, seen, config.probe);
}

double liveShare(const ProbeConfig& config) { return config.data.empty() ? std::min(config.cost, 0.01) : config.cost; }

std::vector<Problem> probeProblems(const RunConfig& config) {
  if (config.probe.data.empty()) return {};
  try {
    requirePossible(config);
    return {};
  } catch (const UserError& problem) {
    return {error("probe.data", problem.what())};
  }
}

}  // namespace studio
