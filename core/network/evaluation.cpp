// Sums stay on the device, in double, until the last batch. Classes are matched by their very names, then by those that
// leave no doubt, then by position.
#include "core/network/evaluation.h"

#include <ATen/ops/linear.h>
#include <torch/nn/functional/loss.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/data/image_tree.h"
#include "core/data/memory_datasets.h"
#include "core/models/language_model.h"
#include "core/network/device.h"
#include "core/network/head_loss.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/scalars.h"
#include "core/stimuli/fitted_dataset.h"
#include "core/weights/stated_texts.h"

namespace studio {
namespace {

/// As many as the model distinguishes, or fewer.
void requireClasses(Model& model, const Dataset& data, const Batcher::Options& options) {
  const torch::NoGradGuard noGrad;
  const EvaluationMode mode(model);
  const auto classes = static_cast<std::int64_t>(data.classNames().size()),
             outputs = model.forward(makeBatch(data, {0}, options).images).size(1);
  if (classes > outputs)
    throw UserError("The data have " + std::to_string(classes) + " classes, the model distinguishes " +
                    std::to_string(outputs) + "; use data of its classes.");
}

/// [loss, right, right among five, predictions] summed over the batch: logits [batch, classes], labels [batch], or
/// [batch, tokens, vocabulary] and [batch, tokens], of which those without a next token count in nothing.
torch::Tensor computeSums(const torch::Tensor& batchLogits, const torch::Tensor& batchLabels) {
  const auto exact = batchLogits.to(torch::kFloat32).flatten(0, -2);  // -> [predictions, classes]
  const auto labels = batchLabels.flatten();                          // -> [predictions]
  const auto loss = torch::nn::functional::cross_entropy(
      exact, labels, torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kSum));
  const auto best =
      std::get<1>(exact.topk(std::min<std::int64_t>(5, exact.size(1)), 1));  // [predictions, 5], most likely first
  const auto hits = best == labels.unsqueeze(1);
  return torch::stack({loss.to(torch::kDouble), hits.select(1, 0).sum().to(torch::kDouble),
                       hits.sum().to(torch::kDouble), (labels != kNoToken).sum().to(torch::kDouble)});
}

// Classes by their names.

using Names = std::vector<std::string>;

/// The images of a set whose classes the network knows, with its labels.
class MatchedDataset : public SubsetDataset {
 public:
  MatchedDataset(std::shared_ptr<const Dataset> data, std::vector<std::int64_t> kept, std::vector<std::int64_t> outputs,
                 Names names)
      : SubsetDataset(std::move(data), std::move(kept)), outputs_(std::move(outputs)), names_(std::move(names)) {}
  Example get(std::int64_t index) const override { return relabelled(SubsetDataset::get(index)); }
  Example stored(std::int64_t index) const override { return relabelled(SubsetDataset::stored(index)); }
  Example sized(std::int64_t index, std::int64_t side) const override {
    return relabelled(SubsetDataset::sized(index, side));
  }
  std::int64_t label(std::int64_t index) const override {
    return outputs_.at(std::size_t(SubsetDataset::label(index)));
  }
  Names classNames() const override { return names_; }
  std::int64_t firstLabel() const override { return 0; }

 private:
  Example relabelled(Example example) const {
    example.label = outputs_.at(std::size_t(example.label));
    return example;
  }
  std::vector<std::int64_t> outputs_;  ///< of each class of the data
  Names names_;
};

/// Of each spelling the one name that has it; -1 where several have it.
std::map<std::string, std::int64_t> listSpellings(const Names& names) {
  std::map<std::string, std::int64_t> places;
  for (std::size_t index = 0; index < names.size(); ++index)
    if (const auto [place, fresh] = places.emplace(spellingKey(names[index]), std::int64_t(index)); !fresh)
      place->second = -1;
  return places;
}

/// The output of each class of the data; -1: unknown. Names that differ in capitals, blanks, dashes or the way their
/// marked letters are stored are the same where that leaves no doubt.
std::vector<std::int64_t> matchOutputs(const Names& classes, const Names& names) {
  std::map<std::string, std::int64_t> places;
  for (std::size_t output = 0; output < names.size(); ++output) places.emplace(names[output], std::int64_t(output));
  const auto spelled = listSpellings(names), classesSpelled = listSpellings(classes);
  std::vector<std::int64_t> outputs;
  for (const auto& name : classes) {
    const auto found = places.find(name);
    const auto alike = spelled.find(spellingKey(name));
    const bool sure = alike != spelled.end() && classesSpelled.at(alike->first) >= 0;
    outputs.push_back(found != places.end() ? found->second : sure ? alike->second : -1);
  }
  return outputs;
}

/// "cat as Cat, dog as Dog": classes that were found under another spelling; empty where there are none.
std::string respelled(const Names& classes, const Names& names, const std::vector<std::int64_t>& outputs) {
  Names pairs;
  for (std::size_t label = 0; label < classes.size(); ++label) {
    if (outputs[label] < 0) continue;
    if (const auto& name = names[std::size_t(outputs[label])]; name != classes[label])
      pairs.push_back(classes[label] + " as " + name);
  }
  return pairs.empty() ? std::string() : listSome(pairs);
}

std::string classesText(std::size_t count) { return std::to_string(count) + (count == 1 ? " class" : " classes"); }

/// "0 is a, 1 is b, ..."
std::string positionsText(const Names& classes, std::int64_t first = 0) {
  Names parts;
  for (const auto& name : classes) parts.push_back(std::to_string(first + std::int64_t(parts.size())) + " is " + name);
  return listSome(parts);
}

void addUnknown(ClassMatch& match, const Names& names, const std::string& networkName, std::int64_t images) {
  const bool one = match.unknown.size() == 1;
  match.remarks.push_back((one ? "The class " : "The classes ") + listSome(match.unknown) + " of the data " +
                          (one ? "is" : "are") + " not among the " + classesText(names.size()) + " of " + networkName +
                          " (" + listSome(names, 10) + "); " + std::to_string(images) +
                          (images == 1 ? " image is" : " images are") + " left out.");
}

void addMissing(ClassMatch& match, const Names& names, const std::string& networkName) {
  const bool one = match.missing.size() == 1;
  match.remarks.push_back("The data have no image of " +
                          (one ? std::string("the class ")
                               : std::to_string(match.missing.size()) + " of the " + classesText(names.size()) + ", ") +
                          listSome(match.missing) + (one ? " of " : ", of ") + networkName + ".");
}

/// Labels that count from 1 in their files, learned as they are there (by older versions, torchvision and others): an
/// output more than classes, the first of no class.
bool countsAsFiles(const Dataset& data, std::int64_t outputs) {
  return data.firstLabel() > 0 && outputs == std::int64_t(data.classNames().size()) + data.firstLabel();
}

ClassMatch byFirstLabel(std::shared_ptr<const Dataset> data, std::int64_t outputs, const std::string& networkName) {
  ClassMatch match;
  const auto classes = data->classNames();
  const auto first = data->firstLabel();
  Names names;
  for (std::int64_t output = 0; output < first; ++output) names.push_back(std::to_string(output));
  names.insert(names.end(), classes.begin(), classes.end());
  std::vector<std::int64_t> places;
  for (std::size_t label = 0; label < classes.size(); ++label) places.push_back(first + std::int64_t(label));
  match.remarks.push_back("The labels of the data count from " + std::to_string(first) + " in their files, and the " +
                          std::to_string(outputs) + " outputs of " + networkName +
                          " are taken as those labels: " + positionsText(classes, first) + ".");
  auto all = everyIndex(*data);
  match.data = std::make_shared<MatchedDataset>(std::move(data), std::move(all), std::move(places), std::move(names));
  return match;
}

ClassMatch byPosition(std::shared_ptr<const Dataset> data, std::int64_t outputs, const std::string& networkName) {
  ClassMatch match;
  const auto classes = data->classNames();
  if (std::int64_t(classes.size()) != outputs)
    match.remarks.push_back("The classes of " + networkName + " have no names, so the " + classesText(classes.size()) +
                            " of the data are taken by position among its " + std::to_string(outputs) +
                            " outputs: " + positionsText(classes) + ".");
  match.data = std::move(data);
  return match;
}

ClassMatch byName(std::shared_ptr<const Dataset> data, const Names& names, const std::vector<std::int64_t>& outputs,
                  const std::string& networkName) {
  ClassMatch match;
  const auto classes = data->classNames();
  std::vector<std::int64_t> kept, images(names.size(), 0);
  for (std::int64_t index = 0; index < data->size(); ++index)
    if (const auto output = outputs.at(std::size_t(data->label(index))); output >= 0) {
      kept.push_back(index);
      ++images[std::size_t(output)];
    }
  for (std::size_t label = 0; label < classes.size(); ++label)
    if (outputs[label] < 0) match.unknown.push_back(classes[label]);
  for (std::size_t output = 0; output < names.size(); ++output)
    if (images[output] == 0) match.missing.push_back(names[output]);
  if (const auto pairs = respelled(classes, names, outputs); !pairs.empty())
    match.remarks.push_back("Classes of the data are taken for those of " + networkName +
                            " that are spelled otherwise: " + pairs + ".");
  if (!match.unknown.empty()) addUnknown(match, names, networkName, data->size() - std::int64_t(kept.size()));
  if (!match.missing.empty()) addMissing(match, names, networkName);
  match.data = std::make_shared<MatchedDataset>(std::move(data), std::move(kept), outputs, names);
  return match;
}

/// Of values [rows, width] before the head.
torch::Tensor sumsInPieces(LanguageModel& language, const torch::Tensor& values, const torch::Tensor& labels,
                           bool bfloat16) {
  const auto head = language.head();
  const auto most = rowsOfPiece(head);
  torch::Tensor sums;
  for (std::int64_t first = 0; first < labels.size(0); first += most) {
    const auto count = std::min(most, labels.size(0) - first);
    torch::Tensor logits;
    {
      const Autocast autocast(values.device(), bfloat16);
      logits = at::linear(values.narrow(0, first, count), head);
    }
    const auto added = computeSums(logits, labels.narrow(0, first, count));
    sums = sums.defined() ? sums + added : added;
  }
  return sums;
}

/// computeSums() of a batch; of a large vocabulary never all logits at once.
torch::Tensor batchSums(Model& model, const Batch& batch, bool bfloat16, bool flip) {
  const auto& rows = batch.images;
  auto* language = asLanguageModel(model);
  if (language && !computesInPieces(batch.labels.numel(), language->head())) language = nullptr;
  torch::Tensor logits, values;  // [batch, classes] or [batch, tokens, vocabulary]; [batch, tokens, width]
  {
    const Autocast autocast(rows.device(), bfloat16);
    if (language)
      values = language->lastValues(rows, model.taps());
    else
      logits = model.forward(rows);
    if (flip && !language) logits = logits + model.forward(rows.flip({3}));
  }
  return language ? sumsInPieces(*language, values.flatten(0, 1), batch.labels.flatten(), bfloat16)
                  : computeSums(logits, batch.labels);
}

}  // namespace

Evaluation evaluate(Model& model, const NextBatch& next, std::int64_t images, bool bfloat16,
                    const BatchProgress& progress, bool flip) {
  const torch::NoGradGuard noGrad;
  const EvaluationMode mode(model);
  torch::Tensor sums;  // [4], on the device
  Evaluation result;
  std::int64_t seen = 0;  // images or rows
  while (const auto batch = next()) {
    const auto added = batchSums(model, *batch, bfloat16, flip);
    sums = sums.defined() ? sums + added : added;
    result.language = batch->labels.dim() == 2;
    seen += batch->size;
    if (progress) progress(seen, images);
  }
  if (sums.defined()) sums = sums.cpu(), result.count = static_cast<std::int64_t>(sums[3].item<double>());
  const auto mean = [&](int index) {
    return result.count > 0 ? sums[index].item<double>() / static_cast<double>(result.count) : kUndefined;
  };
  result.loss = mean(0);
  result.perplexity = std::exp(result.loss);
  result.accuracy = mean(1);
  result.top5 = mean(2);
  if (std::isnan(result.loss))
    result.accuracy = result.top5 = result.loss;  // the largest of logits that are NaN is no prediction
  return result;
}

Evaluation evaluate(Model& model, Batcher& batches, bool bfloat16, const BatchProgress& progress, bool flip) {
  batches.startEpoch(0);
  return evaluate(
      model, [&] { return batches.next(); }, batches.images(), bfloat16, progress, flip);
}

void requireEvaluable(Model& model, const Dataset& data, const Batcher::Options& options) {
  if (data.size() == 0)
    throw UserError("There are no images to evaluate; name data with images, or a larger data.validation.");
  if (data.classNames().empty() && !data.isLanguage())
    throw UserError(
        "The data have no labels, so there is no accuracy to measure; add an array y with the class of each image.");
  if (!data.isLanguage()) requireClasses(model, data, options);
}

Batcher::Options evaluationOptions(Batcher::Options options) {
  options.shuffle = false;
  options.augment = "none";
  options.sizeAt = {};
  return options;
}

Evaluation evaluate(Model& model, std::shared_ptr<const Dataset> data, Batcher::Options options,
                    const BatchProgress& progress, bool flip) {
  options = evaluationOptions(std::move(options));
  requireEvaluable(model, *data, options);
  Batcher batches(std::move(data), options);
  return evaluate(model, batches, false, progress, flip);
}

ClassMatch matchClasses(std::shared_ptr<const Dataset> data, const Names& names, std::int64_t outputs,
                        const std::string& networkName) {
  const auto classes = data->classNames();
  if (data->isLanguage() || classes.empty()) return {std::move(data), {}, {}, {}};
  if ((names.empty() || onlyNumbers(names)) && countsAsFiles(*data, outputs))
    return byFirstLabel(std::move(data), outputs, networkName);
  if (names.empty()) return byPosition(std::move(data), outputs, networkName);
  const auto found = matchOutputs(classes, names);
  if (std::any_of(found.begin(), found.end(), [](std::int64_t output) { return output >= 0; }))
    return byName(std::move(data), names, found, networkName);
  if (onlyNumbers(classes) == onlyNumbers(names))
    throw UserError("None of the " + classesText(classes.size()) + " of the data (" + listSome(classes) +
                    ") is among the " + classesText(names.size()) + " of " + networkName + " (" + listSome(names) +
                    "); use data of its classes, or name their folders as its classes.");
  ClassMatch match{std::move(data), {}, {}, {}};
  const bool dataHaveNumbers = onlyNumbers(classes);
  match.remarks.push_back(std::string("The classes of ") + (dataHaveNumbers ? "the data" : networkName) +
                          " are numbers without names, so classes are taken by position: " +
                          positionsText(dataHaveNumbers ? names : classes) + ".");
  return match;
}

}  // namespace studio
