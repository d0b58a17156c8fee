// Each choice is one row: its name, which analyses read it, and its way to JSON and back.
#include "core/run/analysis_settings_json.h"

#include <algorithm>

#include "core/run/error.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

Json contrastsTo(const std::vector<Contrast>& contrasts) {
  Json json = Json::object();
  for (const Contrast& each : contrasts) json[each.name] = {{"on", each.on}, {"off", each.off}};
  return json;
}

std::vector<Contrast> contrastsFrom(const Json& json) {
  std::vector<Contrast> contrasts;
  for (const auto& [name, sides] : json.items())
    contrasts.push_back({name, sides.at("on").get<std::vector<std::string>>(), sides.at("off").get<std::vector<std::string>>()});
  return contrasts;
}

struct Choice {
  const char* name;
  std::vector<std::string> analyses;   ///< that read it; empty: all
  Json (*write)(const AnalysisSettings&);
  void (*read)(const Json&, AnalysisSettings&);
};

template <auto Member>
Choice choice(const char* name, std::vector<std::string> analyses) {
  return {name, std::move(analyses), [](const AnalysisSettings& settings) { return Json(settings.*Member); },
          [](const Json& json, AnalysisSettings& settings) { json.get_to(settings.*Member); }};
}

/// Follows from the edges and is told beside them: pairs at exactly the last edge of given bins are left out. Null where nothing was given.
Json lastEdgeTo(const AnalysisSettings& settings) { return settings.edges.empty() ? Json() : Json("left out"); }

const std::vector<Choice>& choices() {
  const std::vector<std::string> ofContrasts{"selectivity", "patches", "similarity", "morans-i"}, ofMaps{"patches", "similarity", "morans-i"};
  static const std::vector<Choice> table = {
      choice<&AnalysisSettings::layers>("layers", {}),
      choice<&AnalysisSettings::contrasts>("contrasts_wanted", ofContrasts),
      {"contrasts_named", ofContrasts, [](const AnalysisSettings& s) { return contrastsTo(s.chosen); }, [](const Json& json, AnalysisSettings& s) { s.chosen = contrastsFrom(json); }},
      choice<&AnalysisSettings::edges>("edges", {"smoothness"}),
      {"last_edge", {"smoothness"}, lastEdgeTo, [](const Json&, AnalysisSettings&) {}},
      choice<&AnalysisSettings::pooling>("pooling", {"dimensionality"}),
      choice<&AnalysisSettings::statistic>("statistic", ofMaps),
      choice<&AnalysisSettings::threshold>("threshold", {"patches"}),
      choice<&AnalysisSettings::sigma>("sigma", {"patches"}),
      choice<&AnalysisSettings::smallestPatch>("smallest_patch", {"patches"}),
      choice<&AnalysisSettings::permutations>("permutations", {"morans-i"}),
      choice<&AnalysisSettings::seed>("seed", {"morans-i"}),
      choice<&AnalysisSettings::window>("ssim_window", {"similarity"}),
      choice<&AnalysisSettings::preferred>("preferred", {"orientation"}),
  };
  return table;
}

bool reads(const Choice& choice, const std::string& analysis) {
  return choice.analyses.empty() || std::find(choice.analyses.begin(), choice.analyses.end(), analysis) != choice.analyses.end();
}

}  // namespace

Json choicesTo(const std::string& analysis, const AnalysisSettings& settings) {
  Json json = Json::object();
  for (const Choice& each : choices())
    if (Json value = reads(each, analysis) ? each.write(settings) : Json(); !value.is_null()) json[each.name] = std::move(value);
  return json;
}

Json settingsTo(const std::string& analysis, const NetworkAnalysis& found) {
  Json json{{"analysis", analysis}, {"network", found.network}, {"step", found.step}, {"data", found.stimuli}, {"stimuli", found.stimuliCount}, {"skipped", found.skipped}};
  if (!found.remarks.empty()) json["remarks"] = found.remarks;
  if (!found.warnings.empty()) json["warnings"] = found.warnings;
  if (!found.categories.empty()) json["categories"] = found.categories;
  if (!found.contrasts.empty()) json["contrasts"] = contrastsTo(found.contrasts);
  json.update(choicesTo(analysis, found.settings));
  return json;
}

void settingsFrom(const Json& json, NetworkAnalysis& found) {
  json.at("network").get_to(found.network);
  json.at("step").get_to(found.step);
  json.at("data").get_to(found.stimuli);
  json.at("stimuli").get_to(found.stimuliCount);
  json.at("skipped").get_to(found.skipped);
  found.remarks = json.value("remarks", std::vector<std::string>{});
  if (json.contains("warnings")) json.at("warnings").get_to(found.warnings);
  if (json.contains("categories")) json.at("categories").get_to(found.categories);
  if (json.contains("contrasts")) found.contrasts = contrastsFrom(json.at("contrasts"));
  for (const Choice& each : choices())
    if (json.contains(each.name)) each.read(json.at(each.name), found.settings);
}

}  // namespace studio
