// sweep.toml in and out (sweep.h).
#include <algorithm>

#include "core/run/config_value.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/places.h"
#include "core/run/run_store.h"
#include "core/run/sweep.h"
#include "core/run/text_file.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestSweep = std::size_t{2} << 20;  // bytes
const std::vector<std::string> kOwnKeys{"name", "base", "baseline", "grid", "run"};

bool isListKind(FieldKind kind) {
  return kind == FieldKind::IntegerList || kind == FieldKind::NumberList || kind == FieldKind::NumberPair ||
         kind == FieldKind::Layers;
}

/// As a configuration that is opened: relative places made whole.
ConfigValue withWholePlace(const ConfigField& field, const ConfigValue& value, const fs::path& folder) {
  if (field.kind != FieldKind::Path) return value;
  RunConfig config;
  field.set(config, value);
  return field.get(withResolvedPaths(config, folder));
}

/// Reads one document; knows its name for the sentences.
class SweepReader {
 public:
  SweepReader(std::string sourceName, fs::path folder) : source_(std::move(sourceName)), folder_(std::move(folder)) {}

  Sweep read(toml::table document) {
    sweep_.name = fs::path(source_).stem().string();
    if (const auto* node = document.get("name")) sweep_.name = text(*node, "name");
    if (const auto* node = document.get("baseline")) sweep_.baseline = flag(*node);
    requireRunName(sweep_.name);
    if (const auto* node = document.get("base")) readBase(*node);
    if (const auto* node = document.get("grid")) sweep_.grid = readAxes(table(*node, "[grid]"), true);
    if (const auto* node = document.get("run")) readRuns(*node);
    if (sweep_.grid.empty() && sweep_.runs.empty())
      throw UserError(source_ +
                      " is no sweep: it has neither [grid] nor [[run]]; name there the settings that differ, or train "
                      "one run with `toponets train`.");
    for (const std::string& key : kOwnKeys) document.erase(key);
    sweep_.base = withResolvedPaths(configFromToml(document, source_, sweep_.base), folder_);
    return std::move(sweep_);
  }

 private:
  std::string at(const toml::source_region& place) const {
    return source_ + " line " + std::to_string(place.begin.line);
  }

  const toml::table& table(const toml::node& node, const std::string& name) const {
    if (const auto* found = node.as_table()) return *found;
    throw UserError(at(node.source()) + ": write " + name + " and its settings below.");
  }
  std::string text(const toml::node& node, const std::string& key) const {
    if (const auto value = node.value_exact<std::string>()) return *value;
    throw UserError(at(node.source()) + ": " + key + " must be text in quotes.");
  }
  bool flag(const toml::node& node) const {
    if (const auto value = node.value_exact<bool>()) return *value;
    throw UserError(at(node.source()) + ": baseline must be true or false.");
  }

  /// From the working directory, then from the sweep's own folder.
  void readBase(const toml::node& node) {
    fs::path file = text(node, "base");
    std::error_code none;
    if (!fs::exists(file, none) && fs::exists(folder_ / file, none)) file = folder_ / file;
    sweep_.base = withResolvedPaths(loadConfig(file), file.parent_path());
  }

  struct Setting {
    std::string key;
    const toml::key* place;
    const toml::node* node;
  };
  /// "topoloss.tau" of a dotted key, of one in quotes, and of a table of the grid; in the order of the file.
  void collect(const toml::table& from, const std::string& before, std::vector<Setting>& found) const {
    for (const auto& [key, node] : from) {
      const std::string name = before + std::string(key.str());
      if (const auto* inner = node.as_table())
        collect(*inner, name + ".", found);
      else
        found.push_back({name, &key, &node});
    }
  }

  std::vector<SweepAxis> readAxes(const toml::table& from, bool isGrid) const {
    std::vector<Setting> found;
    collect(from, "", found);
    std::stable_sort(found.begin(), found.end(), [](const Setting& a, const Setting& b) {
      const auto &left = a.place->source().begin, &right = b.place->source().begin;
      return left.line != right.line ? left.line < right.line : left.column < right.column;
    });
    std::vector<SweepAxis> axes;
    for (const Setting& setting : found) {
      const auto same = [&](const SweepAxis& axis) { return axis.key == setting.key; };
      if (std::any_of(axes.begin(), axes.end(), same))
        throw UserError(at(setting.place->source()) + ": " + setting.key + " is named twice; keep one of them.");
      axes.push_back(readAxis(setting, isGrid));
    }
    return axes;
  }

  const ConfigField& requireField(const Setting& setting) const {
    if (const ConfigField* field = findField(setting.key)) return *field;
    const std::string end = meantKeyText(setting.key);
    throw UserError(at(setting.place->source()) + ": `" + setting.key + "` is not a setting" +
                    (end.empty() ? "; see `toponets train --help` for all of them." : end));
  }

  /// A list of lists is several values of a setting that is a list itself.
  static bool holdsSeveral(const ConfigField& field, const toml::array& list) {
    if (!isListKind(field.kind)) return true;
    return std::any_of(list.begin(), list.end(), [](const toml::node& node) { return node.is_array(); });
  }

  SweepAxis readAxis(const Setting& setting, bool isGrid) const {
    const ConfigField& field = requireField(setting);
    const std::string where = at(setting.place->source());
    SweepAxis axis{setting.key, {}};
    const auto add = [&](const toml::node& node) {
      axis.values.push_back(withWholePlace(field, valueFromToml(field, node, where), folder_));
    };
    const toml::array* list = setting.node->as_array();
    if (list && (isGrid || holdsSeveral(field, *list)))
      for (const toml::node& node : *list) add(node);
    else
      add(*setting.node);
    if (axis.values.empty()) throw UserError(where + ": " + setting.key + " has no value; name one or more.");
    return axis;
  }

  void readRuns(const toml::node& node) {
    const toml::array* list = node.as_array();
    const bool tables =
        list && std::all_of(list->begin(), list->end(), [](const auto& each) { return each.is_table(); });
    if (!tables) throw UserError(at(node.source()) + ": write [[run]] above the settings of each further run.");
    for (const toml::node& each : *list) sweep_.runs.push_back(readAxes(*each.as_table(), false));
  }

  std::string source_;
  fs::path folder_;
  Sweep sweep_;
};

std::string listToml(const ConfigField& field, const std::vector<ConfigValue>& values) {
  std::string list;
  for (const ConfigValue& value : values) list += (list.empty() ? "" : ", ") + valueToToml(field, value);
  return "[" + list + "]";
}

std::string axesToml(const std::vector<SweepAxis>& axes, bool isGrid) {
  std::string toml;
  for (const SweepAxis& axis : axes) {
    const ConfigField* field = findField(axis.key);
    if (!field) continue;
    const bool single = !isGrid && axis.values.size() == 1;
    toml +=
        axis.key + " = " + (single ? valueToToml(*field, axis.values.front()) : listToml(*field, axis.values)) + "\n";
  }
  return toml;
}

}  // namespace

Sweep parseSweep(std::string_view toml, const std::string& sourceName, const fs::path& folder) {
  return SweepReader(sourceName, folder).read(parseToml(toml, sourceName));
}

Sweep loadSweep(const fs::path& file) {
  return parseSweep(readFile(file, kLargestSweep), file.string(), file.parent_path());
}

std::string toToml(const Sweep& sweep) {
  std::string toml = "name = " + valueToToml({}, sweep.name) + "\nbaseline = " + (sweep.baseline ? "true" : "false");
  toml += "\n";
  if (!sweep.grid.empty()) toml += "\n[grid]\n" + axesToml(sweep.grid, true);
  for (const auto& run : sweep.runs) toml += "\n[[run]]\n" + axesToml(run, false);
  return toml + "\n# What all of them share:\n\n" + toToml(sweep.base);
}

}  // namespace studio
