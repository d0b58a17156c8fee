// What is wrong with the settings of layers (topo_layers.h). One mistake is one problem, however many layers it meets.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "core/network/topo_layers.h"
#include "core/run/names.h"
#include "core/run/schedule.h"

namespace studio {
namespace {

using LayerList = std::vector<const LayerInfo*>;

std::string factorText(double height, double width) {
  char text[64];
  std::snprintf(text, sizeof text, "%g × %g", height, width);
  return text;
}

std::string sheetText(const LayerInfo& layer) {
  return std::to_string(layer.height) + " × " + std::to_string(layer.width);
}

std::string namesText(const LayerList& layers) {
  std::string text;
  for (const LayerInfo* layer : layers) text += (text.empty() ? "" : ", ") + layer->name;
  return text;
}

/// TOML list of the listed layers without some of them.
std::string listWithout(const TopoLossConfig& config, const std::vector<LayerInfo>& layers, const LayerList& gone) {
  std::string list;
  for (const auto& layer : layers)
    if (findLayerSetting(config, layer).listed && std::find(gone.begin(), gone.end(), &layer) == gone.end())
      list += (list.empty() ? "\"" : ", \"") + layer.name + "\"";
  return "[" + list + "]";
}

void addUnknownLayers(std::vector<Problem>& problems, const TopoLossConfig& config,
                      const std::vector<LayerInfo>& layers) {
  std::vector<std::string> names, unknown;
  for (const auto& layer : layers) names.push_back(layer.name);
  std::set<std::string> asked;
  if (!config.defaultLayers) asked.insert(config.layers.begin(), config.layers.end());
  for (const auto& entry : config.overrides) asked.insert(entry.layer);
  for (const auto& name : asked)
    if (std::find(names.begin(), names.end(), name) == names.end()) unknown.push_back(name);
  if (unknown.empty()) return;
  Problem problem{"topoloss.layers", Problem::Severity::Error, {}, {}, {}};
  const std::string nearest = nearestName(unknown.front(), names);
  if (unknown.size() > 1) {
    std::string list;
    for (const auto& name : unknown) list += (list.empty() ? "`" : ", `") + name + "`";
    problem.sentence = "The model has no layers " + list + " with a sheet; name others, or take the default layers.";
  } else {
    problem.sentence =
        "The model has no layer `" + unknown.front() + "` with a sheet" +
        (nearest.empty() ? "; name another, or take the default layers." : "; did you mean `" + nearest + "`?");
  }
  if (!config.defaultLayers) {
    problem.fixLabel = "Use the default layers";
    problem.fix = {{"topoloss.layers", "\"default\""}};
  }
  problems.push_back(std::move(problem));
}

/// The largest factor up to `wanted` that leaves at least two low-resolution values where the axis has two, else one.
double fitting(double wanted, std::int64_t length) {
  return std::max(1.0, std::min(wanted, std::floor(double(length) / (length > 1 ? 2 : 1))));
}

/// Layers that one factor does not suit, and the largest that suits them all.
struct Misfit {
  double height = 0, width = 0;  ///< the factor
  double rows = 0, columns = 0;
  LayerList layers;

  void add(const LayerInfo& layer) {
    const double r = fitting(height, layer.height), c = fitting(width, layer.width);
    rows = layers.empty() ? r : std::min(rows, r);
    columns = layers.empty() ? c : std::min(columns, c);
    layers.push_back(&layer);
  }
  std::string factor() const { return factorText(height, width); }
  std::string fits() const { return factorText(rows, columns); }
};

/// By what mends them: a smaller factor for all, or, where a general factor would not, the layers left out.
struct MisfitKey {
  double height, width;
  bool leaveOut;
  auto operator<=>(const MisfitKey&) const = default;
};
using Misfits = std::map<MisfitKey, Misfit>;

Problem impossibleFactor(const TopoLossConfig& config, const std::vector<LayerInfo>& layers, const Misfit& misfit,
                         bool leaveOut) {
  const LayerInfo& first = *misfit.layers.front();
  const std::size_t count = misfit.layers.size();
  Problem problem{"topoloss.factor", Problem::Severity::Error, {}, {}, {}};
  problem.sentence = count == 1 ? "The factor " + misfit.factor() + " does not fit " + first.name + ": its sheet is " +
                                      sheetText(first) + ", at most " + misfit.fits() + " makes sense."
                                : "The factor " + misfit.factor() + " does not fit the sheets of " +
                                      std::to_string(count) + " layers, at most " + misfit.fits() +
                                      " makes sense for all of them: " + namesText(misfit.layers) + ".";
  if (leaveOut) {
    problem.fixLabel = count == 1 ? "Turn off for this layer" : "Turn off for these layers";
    problem.fix = {{"topoloss.layers", listWithout(config, layers, misfit.layers)}};
    return problem;
  }
  char value[64];
  std::snprintf(value, sizeof value, "[%.17g, %.17g]", misfit.rows, misfit.columns);
  problem.fixLabel = "Use " + misfit.fits();
  problem.fix = {{"topoloss.factor", value}};
  return problem;
}

Problem blurredAway(const Misfit& misfit) {
  const LayerInfo& first = *misfit.layers.front();
  const std::string what = misfit.layers.size() == 1
                               ? first.name + " (sheet " + sheetText(first) + ") to a single value; at most " +
                                     misfit.fits() + " keeps a map."
                               : std::to_string(misfit.layers.size()) + " layers to a single value; at most " +
                                     misfit.fits() + " keeps a map of each: " + namesText(misfit.layers) + ".";
  return {"topoloss.factor", Problem::Severity::Warning, "The factor " + misfit.factor() + " blurs " + what, {}, {}};
}

void addFactorProblems(std::vector<Problem>& problems, const TopoLossConfig& config,
                       const std::vector<LayerInfo>& layers) {
  Misfits impossible, blurred;
  const auto note = [](Misfits& misfits, const TopoOptions& options, const LayerInfo& layer, bool leaveOut) {
    Misfit& misfit = misfits[{options.factorHeight, options.factorWidth, leaveOut}];
    misfit.height = options.factorHeight;
    misfit.width = options.factorWidth;
    misfit.add(layer);
  };
  for (const auto& layer : layers) {
    const auto setting = findLayerSetting(config, layer);
    if (!setting.listed) continue;
    const TopoOptions& options = setting.options;
    const auto low = [](std::int64_t n, double f) {
      return std::int64_t(double(n) * (1.0 / f));
    };  // as the loss computes it
    if (!factorProblem({layer.height, layer.width}, options).empty()) {
      const bool byOverride = std::any_of(config.overrides.begin(), config.overrides.end(),
                                          [&](const auto& entry) { return entry.layer == layer.name && entry.factor; });
      const bool hopeless =
          fitting(options.factorHeight, layer.height) * fitting(options.factorWidth, layer.width) <= 1;
      note(impossible, options, layer, byOverride || hopeless);
    } else if (layer.units > 1 && low(layer.height, options.factorHeight) * low(layer.width, options.factorWidth) == 1)
      note(blurred, options, layer, false);
  }
  for (const auto& [key, misfit] : impossible)
    problems.push_back(impossibleFactor(config, layers, misfit, key.leaveOut || misfit.rows * misfit.columns <= 1));
  for (const auto& [key, misfit] : blurred) problems.push_back(blurredAway(misfit));
}

/// The factors that a schedule moves between must fit too.
void addScheduledFactors(std::vector<Problem>& problems, const TopoLossConfig& config,
                         const std::vector<LayerInfo>& layers) {
  if (config.factorSchedule == "constant") return;
  RunConfig whole;
  whole.topoloss = config;
  const auto schedule = readSchedule(whole, factorScheduleKeys());
  const auto rows = schedule.extremes(config.factor.first), columns = schedule.extremes(config.factor.second);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto then = config;
    then.factor = {rows[i], columns[i]};
    std::vector<Problem> found;
    if (then.factor != config.factor) addFactorProblems(found, then, layers);
    for (auto& problem : found)
      if (problem.severity == Problem::Severity::Error)
        problems.push_back({"topoloss.factor_schedule", problem.severity, problem.sentence, {}, {}});
  }
}

void addStrips(std::vector<Problem>& problems, const TopoLossConfig& config, const std::vector<LayerInfo>& layers) {
  LayerList strips;
  for (const auto& layer : layers)
    if (layer.height == 1 && layer.units >= 4 && findLayerSetting(config, layer).listed) strips.push_back(&layer);
  if (strips.empty()) return;
  const std::string units = std::to_string(strips.front()->units);
  const bool one = strips.size() == 1;
  problems.push_back({"topoloss.layers",
                      Problem::Severity::Warning,
                      one ? strips.front()->name + ": " + units + " units give a 1 × " + units + " strip (" + units +
                                " is prime), so smoothness is one-dimensional there."
                          : "The units of " + std::to_string(strips.size()) +
                                " layers give strips of one row, as their number is prime, so smoothness is "
                                "one-dimensional there: " +
                                namesText(strips) + ".",
                      one ? "Exclude layer" : "Exclude layers",
                      {{"topoloss.layers", listWithout(config, layers, strips)}}});
}

}  // namespace

std::vector<Problem> layerProblems(const TopoLossConfig& config, const std::vector<LayerInfo>& layers) {
  std::vector<Problem> problems;
  addUnknownLayers(problems, config, layers);
  addFactorProblems(problems, config, layers);
  addScheduledFactors(problems, config, layers);
  addStrips(problems, config, layers);
  const bool any = std::any_of(layers.begin(), layers.end(),
                               [&](const auto& layer) { return findLayerSetting(config, layer).listed; });
  if (!any && config.tau != 0 && problems.empty())  // where layers are unknown that is said already
    problems.push_back({"topoloss.layers",
                        Problem::Severity::Warning,
                        "No layer has TopoLoss, so τ has no effect; choose layers or set τ to 0.",
                        "Use the default layers",
                        {{"topoloss.layers", "\"default\""}}});
  return problems;
}

}  // namespace studio
