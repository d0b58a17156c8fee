#include "core/train/weights_problems.h"

#include <filesystem>

#include "core/run/error.h"
#include "core/weights/network_plan.h"
#include "core/weights/recognise.h"

namespace studio {
namespace {

Problem problemOf(const std::string& sentence, const std::string& label = {}, const std::vector<std::pair<std::string, std::string>>& mend = {}) {
  return {"model.weights", Problem::Severity::Error, sentence, label, mend};
}

/// The file's model and settings as the form takes them: {"model.name", "resnet18"}, {"model.classes", "100"}, ...
std::vector<std::pair<std::string, std::string>> settingsAsMend(const ModelConfig& model) {
  std::vector<std::pair<std::string, std::string>> mend{{"model.name", model.name}};
  for (const auto& setting : settingsOf(model)) {
    const auto equals = setting.find('=');
    mend.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
  }
  return mend;
}

/// They fit, but the network does something else with them.
Problem blurProblem(const std::string& file, bool blurred) {
  const std::string with = blurred ? "with" : "without", value = blurred ? "true" : "false";
  return {"model.weights", Problem::Severity::Warning, file + " was trained " + with + " BlurPool, the model is set to the other; its answers differ from those the weights were made for.",
          blurred ? "Use BlurPool" : "No BlurPool", {{"model.blur_pool", value}}};
}

/// Both networks under the same spelling: with or without BlurPool the weights are the same.
TensorShapes shapesFor(ModelConfig model, const InputShape& input) {
  model.blurPool = false;
  return planOf(model, input).shapes;
}

/// "60 of 62 weights of FILE fit; fc.weight is 100x512, the model has 1000x512." or empty.
std::string misfitOf(const std::string& file, const TensorShapes& stored, const TensorShapes& asked) {
  std::size_t fitting = 0;
  std::string first;
  for (const auto& [name, shape] : asked) {
    const auto found = stored.find(name);
    if (found != stored.end() && found->second == shape) ++fitting;
    else if (first.empty()) first = found == stored.end() ? name + " is missing" : name + " is " + shapeText(found->second) + ", the model has " + shapeText(shape);
  }
  if (fitting == asked.size() && stored.size() == asked.size()) return {};
  if (first.empty()) first = "the file has " + std::to_string(stored.size() - fitting) + " that the model does not know";
  return std::to_string(fitting) + " of " + std::to_string(asked.size()) + " weights of " + file + " fit the model: " + first + "; take the file's settings, or another file.";
}

}  // namespace

std::vector<Problem> weightsProblems(const RunConfig& config, const InputShape& input) {
  const std::string& file = config.model.weights;
  if (file.empty()) return {};
  std::error_code none;
  if (!std::filesystem::exists(file, none))
    return {problemOf("The weights file " + file + " does not exist; choose another or leave it empty for random weights.", "Start from random weights", {{"model.weights", "\"\""}})};
  try {
    const auto found = recognise(openWeights(file));
    if (!found.model) return {problemOf(file + ": " + found.problem)};
    const auto mend = settingsAsMend(*found.model);
    if (found.model->name != config.model.name)
      return {problemOf(file + " holds weights of " + found.model->name + ", but the model is " + config.model.name + "; take the file's model, or another file.", "Use " + found.model->name, mend)};
    const auto misfit = misfitOf(file, shapesFor(*found.model, input), shapesFor(config.model, input));
    if (!misfit.empty()) return {problemOf(misfit, "Take the file's settings", mend)};
    if (found.model->blurPool != config.model.blurPool) return {blurProblem(file, found.model->blurPool)};
  } catch (const UserError& error) {
    return {problemOf(error.what())};
  }
  return {};
}

}  // namespace studio
