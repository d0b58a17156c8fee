// Analyses of arrays made elsewhere: responses with labels, or one map.
#include <torch/types.h>
#include <torch/utils.h>

#include "core/analysis/analyses.h"
#include "core/analysis/map_notes.h"
#include "core/data/npy_tensor.h"
#include "core/network/device.h"
#include "core/run/analysis.h"
#include "core/run/error.h"
#include "topo/cortical_sheet.h"

namespace studio {
namespace {

CorticalSheet sheetFor(const ResponseArrays& arrays, std::int64_t units) {
  if (!arrays.sheet) return CorticalSheet::ofUnits(units);
  const auto [height, width] = *arrays.sheet;
  if (height < 1 || width < 1 || height * width != units)
    throw UserError("The sheet " + std::to_string(height) + "x" + std::to_string(width) + " does not hold the " +
                    std::to_string(units) + " units of " + arrays.responses.string() +
                    "; give --sheet HxW with H x W = " + std::to_string(units) + ".");
  CorticalSheet sheet = CorticalSheet::ofUnits(units);
  sheet.height = height;
  sheet.width = width;
  return sheet;
}

}  // namespace

NetworkAnalysis analyseArrays(const AnalysisRequest& request, const Computing& computing) {
  const auto& arrays = request.arrays;
  useThreads(computing.threads);
  const auto array = readArray(arrays.responses, {"responses", "arr_0"});
  const auto responses = makeTensor(array, arrays.responses.string());
  if (responses.dim() != 2 || responses.size(0) < 2 || responses.size(1) < 1)
    throw UserError(arrays.responses.string() + " does not hold responses [stimuli, units] to two stimuli or more.");
  const auto groups = readStimulusGroups(arrays.labels, responses.size(0), request.settings,
                                         anyNeeds(request.analyses, &AnalysisKind::contrasts));
  if (anyNeeds(request.analyses, &AnalysisKind::angles))
    requireAngles(groups,
                  arrays.labels.empty() ? "stimuli without --labels" : "the lines of " + arrays.labels.string());
  const auto sheet = sheetFor(arrays, responses.size(1));
  NetworkAnalysis found;
  found.network = "responses";
  found.stimuli = arrays.responses.string();
  found.settings = request.settings;
  found.remarks = groups.remarks;
  found.rows = {responses.size(0), 1};
  const auto values = torch::isFloatingType(responses.scalar_type()) ? responses.clone() : responses.to(torch::kDouble);
  analyseLayers(request.analyses, {{"responses", sheet.height, sheet.width, values, {}}}, groups, computing, found);
  return found;
}

NetworkAnalysis analyseMap(const std::string& name, const std::filesystem::path& file,
                           const AnalysisSettings& settings) {
  const AnalysisEntry& entry = findAnalysis(name);
  if (!entry.map)
    throw UserError("The analysis " + name + " is not made of one map; give it responses or a network instead of " +
                    file.string() + ".");
  requireChoices(entry.kind, settings);
  const auto array = readArray(file, {"map", "arr_0"});
  const auto map = makeTensor(array, file.string());
  if (map.dim() != 2 || map.numel() == 0) throw UserError(file.string() + " does not hold a map [height, width].");
  NetworkAnalysis found;
  found.network = file.string();
  found.settings = settings;
  if (const auto broken = nonFiniteIn(map, {"row", "column"}); !broken.empty())
    found.warnings.push_back(file.string() + " holds " + broken + "; these units are left out.");
  found.layers.push_back({kMapLayer, map.size(0), map.size(1), map.numel(), 0});
  beginResult(entry.kind, found);
  entry.map(map.to(torch::kDouble), found.settings, found.resultFor(name));
  found.resultFor(name).notes = alikeSentences(areAlike(map.to(torch::kDouble)) ? 1 : 0, 1);
  return found;
}

}  // namespace studio
