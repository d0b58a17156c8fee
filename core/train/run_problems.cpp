#include "core/train/run_problems.h"

#include <filesystem>

#include "core/models/model.h"
#include "core/run/error.h"
#include "core/train/topo_layers.h"

namespace studio {
namespace {

using Severity = Problem::Severity;

bool hasErrors(const std::vector<Problem>& problems) {
  for (const auto& problem : problems)
    if (problem.severity == Severity::Error) return true;
  return false;
}

void addClassProblem(std::vector<Problem>& problems, const RunConfig& config, const DataFacts& facts) {
  if (facts.classes == config.model.classes) return;
  if (facts.classes == 0) {
    problems.push_back({"data.root", Severity::Error, "The data in " + config.data.root + " have no labels to learn; add an array y with the class of each image.", "", {}});
    return;
  }
  const std::string outputs = std::to_string(config.model.classes), classes = std::to_string(facts.classes);
  const bool tooFew = facts.classes > config.model.classes;
  problems.push_back({"model.classes", tooFew ? Severity::Error : Severity::Warning,
                      "The data have " + classes + " classes, the model has " + outputs + (tooFew ? " outputs; it needs " + classes + "."
                                                                                                   : " outputs; the rest stays unused."),
                      "Use " + classes, {{"model.classes", classes}}});
}

/// Networks made for one size take no growing images.
void addGrowthProblem(std::vector<Problem>& problems, const RunConfig& config, const DataFacts& facts) {
  if (!findModel(config.model.name).oneSize) return;
  for (const auto& [key, size] : {std::pair{"data.train_size", config.data.trainSize}, std::pair{"data.train_size_end", config.data.trainSizeEnd}})
    if (size != 0 && (size != facts.input.height || size != facts.input.width))
      problems.push_back({key, Severity::Error, std::string(key) + " is " + std::to_string(size) + ", but " + config.model.name + " takes images of one size, " +
                          std::to_string(facts.input.width) + " x " + std::to_string(facts.input.height) + "; set it to 0.", "Set to 0", {{key, "0"}}});
}

void addSizeProblems(std::vector<Problem>& problems, const RunConfig& config, const DataFacts& facts) {
  if (facts.training == 0)
    problems.push_back({"data.root", Severity::Error, "No training images are left in " + config.data.root +
                        "; raise data.limit or lower data.validation.", "", {}});
  if (facts.validation == 0)
    problems.push_back({"data.validation", Severity::Warning, "No images are set apart, so accuracy is not measured.", "Set apart 10 %",
                        {{"data.validation", "0.1"}}});
}

}  // namespace

std::vector<Problem> modelProblems(const RunConfig& config, const InputShape& input) {
  std::vector<Problem> problems = settingProblems(config);
  if (hasErrors(problems)) return problems;   // the network could not be made
  try {
    const auto network = networkFactsOf(config, input);
    for (auto& problem : layerProblems(config.topoloss, network.layers)) problems.push_back(std::move(problem));
  } catch (const UserError& error) {
    problems.push_back({"model.name", Severity::Error, error.what(), "", {}});
  }
  std::error_code none;
  if (!config.model.weights.empty() && !std::filesystem::exists(config.model.weights, none))
    problems.push_back({"model.weights", Severity::Error,
                        "The weights file " + config.model.weights + " does not exist; choose another or leave it empty for random weights.",
                        "Start from random weights", {{"model.weights", "\"\""}}});
  return problems;
}

std::vector<Problem> runProblems(const RunConfig& config, const DataFacts& facts) {
  auto problems = modelProblems(config, facts.input);
  addClassProblem(problems, config, facts);
  addSizeProblems(problems, config, facts);
  if (!hasErrors(problems)) addGrowthProblem(problems, config, facts);   // else the model may not be known
  return problems;
}

void requireNoErrors(const std::vector<Problem>& problems) {
  for (const auto& problem : problems)
    if (problem.severity == Severity::Error) throw UserError(problem.sentence);
}

}  // namespace studio
