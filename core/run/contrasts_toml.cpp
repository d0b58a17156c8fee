// contrasts.toml: [[contrast]] tables with name, on and off.
#include <algorithm>

#include "core/run/text_file.h"
#include "core/run/config_value.h"
#include "core/run/contrast.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using Names = std::vector<std::string>;
constexpr std::size_t kLargestFile = std::size_t{2} << 20;  // bytes
const char* const kForm =
    "; write [[contrast]] with name = \"faces\", on = [\"adult\", \"child\"] and, where wanted, off = [\"body\"].";

/// Reads one document; knows its name for the sentences.
class ContrastReader {
 public:
  explicit ContrastReader(std::string source) : source_(std::move(source)) {}

  std::vector<Contrast> read(const toml::table& document) {
    for (const auto& [key, node] : document) {
      if (key.str() != "contrast")
        throw UserError(withSuggestion(
            at(key) + ": `" + printable(key.str()) + "` is not a part of a file of contrasts, [[contrast]] is",
            key.str(), Names{"contrast"}));
      const toml::array* rows = node.as_array();
      if (!rows) throw UserError(at(key) + ": contrast must be a list of tables" + kForm);
      for (const toml::node& row : *rows) add(row);
    }
    if (contrasts_.empty()) throw UserError(source_ + " holds no contrast" + kForm);
    return std::move(contrasts_);
  }

 private:
  template <class Place>
  std::string at(const Place& place) const {
    return source_ + " line " + std::to_string(place.source().begin.line);
  }

  std::string nameFrom(const toml::node& node) const {
    const auto text = node.value_exact<std::string>();
    if (!text) throw UserError(at(node) + ": name must be text, as in name = \"faces\".");
    if (const auto problem = contrastNameProblem(*text); !problem.empty())
      throw UserError(at(node) + ": the contrast has " + problem + "; names go into names of files, so up to " +
                      std::to_string(kLongestContrastName) + " bytes of plain text are needed.");
    return *text;
  }

  Names categoriesFrom(const toml::key& key, const toml::node& node) const {
    const std::string rule =
        ": " + std::string(key.str()) + " must be a list of one or more categories, as in on = [\"adult\", \"child\"].";
    const toml::array* list = node.as_array();
    if (!list || list->empty()) throw UserError(at(node) + rule);
    Names names;
    for (const toml::node& element : *list) {
      const auto text = element.value_exact<std::string>();
      if (!text || text->empty()) throw UserError(at(element) + rule);
      names.push_back(*text);
    }
    return names;
  }

  void add(const toml::node& node) {
    const toml::table* table = node.as_table();
    if (!table) throw UserError(at(node) + ": contrast must be a list of tables" + kForm);
    Contrast contrast;
    for (const auto& [key, value] : *table) {
      if (key.str() == "name")
        contrast.name = nameFrom(value);
      else if (key.str() == "on")
        contrast.on = categoriesFrom(key, value);
      else if (key.str() == "off")
        contrast.off = categoriesFrom(key, value);
      else
        throw UserError(withSuggestion(
            at(key) + ": `" + printable(key.str()) + "` is not a setting of [[contrast]], name, on and off are",
            key.str(), Names{"name", "on", "off"}));
    }
    requireWhole(contrast, *table);
    contrasts_.push_back(std::move(contrast));
  }

  void requireWhole(const Contrast& contrast, const toml::table& table) const {
    if (contrast.name.empty()) throw UserError(at(table) + ": a contrast has no name" + kForm);
    if (contrast.on.empty())
      throw UserError(at(table) + ": the contrast " + contrast.name + " names no categories" + kForm);
    for (const auto& other : contrasts_)
      if (sameCategory(other.name, contrast.name))
        throw UserError(at(table) + ": there is a contrast called " + other.name +
                        " already; give each a name of its own.");
    for (const auto& name : contrast.on)
      if (std::any_of(contrast.off.begin(), contrast.off.end(),
                      [&](const auto& other) { return sameCategory(other, name); }))
        throw UserError(at(table) + ": the contrast " + contrast.name + " has the category \"" + printable(name) +
                        "\" on both sides; take it out of one of them.");
  }

  std::string source_;
  std::vector<Contrast> contrasts_;
};

}  // namespace

std::vector<Contrast> loadContrasts(const std::filesystem::path& toml) {
  const auto name = toml.string();
  return ContrastReader(name).read(parseToml(readFile(toml, kLargestFile), name));
}

}  // namespace studio
