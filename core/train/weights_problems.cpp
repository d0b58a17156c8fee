// Problems and notes of the weights to start from (preflight.h).
#include "core/train/preflight.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <mutex>

#include "core/data/image_tree.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/printable_text.h"
#include "core/weights/weights_file.h"
#include "core/weights/weights_fit.h"
#include "core/weights/stated_texts.h"
#include "core/weights/key_maps.h"
#include "core/weights/state_dict.h"
#include "core/weights/recognise.h"
#include "core/weights/stated_settings.h"

namespace studio {
namespace {

Problem makeProblem(const std::string& sentence, const std::string& label = {},
                    const std::vector<std::pair<std::string, std::string>>& fix = {}) {
  return {"model.weights", Problem::Severity::Error, sentence, label, fix};
}

/// The file's model and settings as the form takes them: {"model.name", "resnet18"}, {"model.classes", "100"}, ...
std::vector<std::pair<std::string, std::string>> settingsAsFix(const ModelConfig& model) {
  std::vector<std::pair<std::string, std::string>> fix{{"model.name", model.name}};
  for (const auto& setting : describeSettings(model)) {
    const auto equals = setting.find('=');
    fix.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
  }
  if (model.vocabulary > 0 && model.tiedHead) fix.emplace_back("model.tied_head", "true");
  return fix;
}

/// Files are large and a form asks often: what was found is remembered as long as the file is the same.
std::string describeNonFinite(const std::string& file, const WeightsFile& stored, const TensorShapes& asked) {
  static std::mutex mutex;
  static std::map<std::string, std::string> known;
  std::error_code none;
  const auto written = std::filesystem::last_write_time(stored.files.front(), none).time_since_epoch().count();
  std::string key = file + " " + std::to_string(written);
  for (const auto& [name, shape] : asked) key += " " + name;
  const std::lock_guard lock(mutex);
  if (const auto found = known.find(key); found != known.end()) return found->second;
  for (const auto& part : stored.files) requireAsWritten(part);
  auto named = fitNames(readStateDict(stored), asked);
  std::erase_if(named, [&](const auto& item) { return !asked.contains(item.first); });
  if (known.size() > 16) known.clear();
  return known[key] = nonFiniteIn(named);
}

/// They fit, but the network does something else with them.
Problem blurProblem(const std::string& file, bool blurred) {
  const std::string with = blurred ? "with" : "without", value = blurred ? "true" : "false";
  return {"model.weights",
          Problem::Severity::Warning,
          file + " was trained " + with +
              " BlurPool, the model is set to the other; its outputs differ from those the weights were made for.",
          blurred ? "Use BlurPool" : "No BlurPool",
          {{"model.blur_pool", value}}};
}

/// A setting that the weights' shapes do not show, in both networks.
struct StatedSetting {
  std::string key, file, own;
  bool named;  ///< the configuration names it: then it is a choice
};

std::vector<StatedSetting> compareSettings(const ModelConfig& file, const ModelConfig& own) {
  std::vector<StatedSetting> all;
  if (file.width == 0) return all;
  const auto texts = settingTexts(file), ours = settingTexts(own);
  const auto add = [&](const std::string& key, bool named) {
    const auto theirs = texts.find(key), mine = ours.find(key);
    all.push_back({key, theirs == texts.end() ? "0" : theirs->second, mine == ours.end() ? "0" : mine->second, named});
  };
  add("model.heads", own.heads > 0);
  add("model.gelu", own.gelu != "published");
  add("model.norm_epsilon", own.normEpsilon > 0);
  add("model.window", own.window > 0);
  if (file.vocabulary > 0 && !file.tiedHead) add("model.tied_head", false);
  return all;
}

/// The weights fit, but the network would do something else with them: an error where the configuration does not name
/// it.
std::vector<Problem> settingDifferences(const std::string& file, const Recognition& found, const ModelConfig& own) {
  if (found.lacksHeads()) {
    if (own.heads > 0) return {};
    return {{"model.heads",
             Problem::Severity::Error,
             headsMissing(found, file) + "; set model.heads to their number.",
             "",
             {}}};
  }
  std::vector<Problem> problems;
  for (const auto& clause : found.unsupported)
    problems.push_back(
        makeProblem(file + " is of a network with other outputs: " + clause + "; start from other weights."));
  for (const auto& [key, theirs, ours, named] : compareSettings(*found.model, own)) {
    if (theirs == ours) continue;
    const std::string value = theirs == "exact" || theirs == "tanh" ? "\"" + theirs + "\"" : theirs;
    problems.push_back({key,
                        named ? Problem::Severity::Warning : Problem::Severity::Error,
                        file + " was made with " + key + " = " + theirs + ", the model has " + ours +
                            "; its outputs would differ from those the weights were made for.",
                        "Set to " + theirs,
                        {{key, value}}});
  }
  return problems;
}

/// Both networks under the same spelling: with or without BlurPool the weights are the same.
TensorShapes shapesFor(ModelConfig model, const InputShape& input) {
  model.blurPool = false;
  return makeNetworkPlan(model, input).shapes;
}

/// "60 of 62 weights of FILE fit; fc.weight is 100 x 512, the model has 1000 x 512." or empty.
std::string describeMismatch(const std::string& file, const TensorShapes& stored, const TensorShapes& asked) {
  std::size_t fitting = 0;
  std::string first;
  for (const auto& [name, shape] : asked) {
    const auto found = stored.find(name);
    if (found != stored.end() && found->second == shape)
      ++fitting;
    else if (first.empty())
      first = found == stored.end() ? name + " is missing"
                                    : name + " is " + shapeText(found->second) + ", the model has " + shapeText(shape);
  }
  if (fitting == asked.size() && stored.size() == asked.size()) return {};
  if (first.empty())
    first = "the file has " + std::to_string(stored.size() - fitting) + " that the model does not know";
  return std::to_string(fitting) + " of " + std::to_string(asked.size()) + " weights of " + file +
         " fit the model: " + first + "; take the file's settings, load what fits, or take another file.";
}

/// Where not all of them fit a person may still want those that do.
Problem comparable(Problem problem, const WeightsFile& stored, const TensorShapes& ours) {
  try {
    problem.compares = compareWeights(readStateDict(stored), ours).fitting > 0;
  } catch (const UserError&) {  // of a type that cannot be read: the problem says so, or loading does
  }
  return problem;
}

/// model.partial_weights: what fits is loaded.
std::vector<Problem> partialProblems(const std::string& file, const WeightsFile& stored, const TensorShapes& ours) {
  const auto fit = compareWeights(readStateDict(stored), ours);
  if (fit.fitting == 0)
    return {makeProblem(
        "No weight of " + file + " fits the model by name and shape; take another file, or start from random weights.",
        "Start from random weights", {{"model.weights", "\"\""}})};
  const auto without = namesWithoutFile(fit);
  auto loaded = ours;
  for (const auto& name : without) loaded.erase(name);
  if (const auto broken = describeNonFinite(file, stored, loaded); !broken.empty())
    return {makeProblem(file + ": " + broken + ", so nothing could be learned from there; take another file.")};
  if (without.empty()) return {};
  return {comparable({"model.weights",
                      Problem::Severity::Warning,
                      std::to_string(fit.fitting) + " of " + std::to_string(fit.ours) + " weights of " + file +
                          " fit the model; the others begin at random: " + listSome(without) + ".",
                      "",
                      {}},
                     stored, ours)};
}

/// The same numbers, where one may stand for all channels.
bool areAlike(const std::vector<double>& a, const std::vector<double>& b) {
  constexpr double kNothing = 1e-3;  // people round differently
  const auto channels = std::max(a.size(), b.size());
  const auto at = [](const std::vector<double>& values, std::size_t channel) {
    return values[values.size() == 1 ? 0 : channel];
  };
  if ((a.size() != channels && a.size() != 1) || (b.size() != channels && b.size() != 1)) return false;
  for (std::size_t channel = 0; channel < channels; ++channel)
    if (std::abs(at(a, channel) - at(b, channel)) > kNothing) return false;
  return true;
}

/// Images prepared otherwise look otherwise to the network than those it has learned from.
void addNormaliserProblem(std::vector<Problem>& problems, const RunConfig& config, const Recognition& found,
                          const DataFacts& facts) {
  const auto& mean = config.data.mean.empty() ? facts.mean : config.data.mean;
  const auto& deviation = config.data.std.empty() ? facts.std : config.data.std;
  if (found.mean.empty() || facts.mean.empty() || (areAlike(found.mean, mean) && areAlike(found.std, deviation)))
    return;
  const auto theirMean = roundedText(found.mean), theirStd = roundedText(found.std);
  problems.push_back({"data.mean",
                      Problem::Severity::Warning,
                      config.model.weights + " was made with images of mean " + theirMean + " and std " + theirStd +
                          ", the data are prepared with mean " + roundedText(mean) + " and std " +
                          roundedText(deviation) + "; set data.mean and data.std to the file's.",
                      "Take the file's",
                      {{"data.mean", "[" + theirMean + "]"}, {"data.std", "[" + theirStd + "]"}}});
}

/// The file's classifier knows its classes by position. Further outputs than the data have classes stay as they are.
void addClassesProblem(std::vector<Problem>& problems, const std::string& file, const std::vector<std::string>& stored,
                       const std::vector<std::string>& data) {
  if (onlyNumbers(stored) || onlyNumbers(data)) return;  // none, or numbers: without names
  const auto [theirs, ours] = std::mismatch(stored.begin(), stored.end(), data.begin(), data.end());
  if (theirs == stored.end() || ours == data.end()) return;
  const bool reordered = std::is_permutation(stored.begin(), stored.end(), data.begin(), data.end());
  problems.push_back({"model.weights",
                      Problem::Severity::Warning,
                      file + " was trained on the classes " + listSome(stored) + ", the data have " + listSome(data) +
                          (reordered ? ", the same in another order" : "") + " (output " +
                          std::to_string(ours - data.begin()) + " is " + printable(*theirs) + " there, " +
                          printable(*ours) +
                          " here), so its classifier has to be trained again; to continue with it, take data with the "
                          "file's classes in its order.",
                      "",
                      {}});
}

}  // namespace

std::vector<Problem> weightsDataProblems(const RunConfig& config, const DataFacts& facts) {
  std::vector<Problem> problems;
  if (config.model.weights.empty() || facts.input.language()) return problems;
  try {
    const auto stored = openWeights(config.model.weights);
    const auto found = recognise(stored);
    if (!found.model || found.model->name != config.model.name) return problems;  // weightsProblems says it
    addNormaliserProblem(problems, config, found, facts);
    if (found.model->classes > 0)
      addClassesProblem(problems, config.model.weights, classNamesIn(stored.metadata), facts.classNames);
  } catch (const UserError&) {  // weightsProblems says it
  }
  return problems;
}

std::vector<Problem> weightsProblems(const RunConfig& config, const InputShape& input) {
  const std::string& file = config.model.weights;
  if (file.empty()) return {};
  if (!isPlaceThere(file))
    return {makeProblem(
        "The weights file " + file + " does not exist; choose another or leave it empty for random weights.",
        "Start from random weights", {{"model.weights", "\"\""}})};
  try {
    const auto stored = openWeights(file);
    auto found = recognise(stored);
    const auto ours = shapesFor(withSomeHeads(config.model), input);
    if (config.model.partialWeights) return partialProblems(file, stored, ours);
    if (!found.model) return {comparable(makeProblem(file + ": " + found.problem), stored, ours)};
    const auto fix = settingsAsFix(*found.model);
    if (found.model->name != config.model.name)
      return {comparable(makeProblem(file + " holds weights of " + found.model->name + ", but the model is " +
                                         config.model.name + "; take the file's model, or another file.",
                                     "Use " + found.model->name, fix),
                         stored, ours)};
    const bool headless = found.model->classes == 0 && config.model.classes > 0;
    if (headless) found.model->classes = config.model.classes;
    const auto mismatch = describeMismatch(file, shapesFor(withSomeHeads(*found.model), input), ours);
    if (!mismatch.empty()) return {comparable(makeProblem(mismatch, "Take the file's settings", fix), stored, ours)};
    if (const auto broken = describeNonFinite(file, stored, ours); !broken.empty())
      return {makeProblem(file + ": " + broken + ", so nothing could be learned from there; take another file.")};
    if (found.model->blurPool != config.model.blurPool) return {blurProblem(file, found.model->blurPool)};
    auto problems = settingDifferences(file, found, config.model);
    if (headless)
      problems.push_back({"model.weights",
                          Problem::Severity::Warning,
                          file + " has no classifier; the model's own begins with random weights.",
                          "",
                          {}});
    return problems;
  } catch (const UserError& error) {
    return {makeProblem(error.what())};
  }
  return {};
}

WeightsFit findWeightsFit(const RunConfig& config) {
  InputShape input = defaultInputShape(config.model);
  try {
    input = readDataFacts(config).input;
  } catch (const UserError&) {  // without its data a network has the usual shape
  }
  return compareWeights(readStateDict(openWeights(config.model.weights)),
                        shapesFor(withSomeHeads(config.model), input));
}

std::vector<std::string> weightsNotes(const RunConfig& config) {
  if (config.model.weights.empty()) return {};
  return notesOn(recognise(openWeights(config.model.weights)), config.model, WeightsUse::Training);
}

}  // namespace studio
