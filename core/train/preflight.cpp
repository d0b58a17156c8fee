// See preflight.h: problems of a run, and the time of its steps.
#include "core/train/preflight.h"

#include <torch/types.h>

#include <algorithm>
#include <chrono>
#include <numeric>

#include "core/data/image_crop.h"
#include "core/data/memory_datasets.h"
#include "core/losses/losses.h"
#include "core/models/model.h"
#include "core/network/evaluation.h"
#include "core/network/network.h"
#include "core/network/source_tokenizer.h"
#include "core/network/text_sampler.h"
#include "core/network/topo_layers.h"
#include "core/run/error.h"
#include "core/train/probe.h"

namespace studio {
namespace {

using Severity = Problem::Severity;

bool hasErrors(const std::vector<Problem>& problems) {
  for (const auto& problem : problems)
    if (problem.severity == Severity::Error) return true;
  return false;
}

/// What is said of a count of the data and the model's setting for it: too few is an error, too many a waste.
void addCountProblem(std::vector<Problem>& problems, const char* key, const std::string& things, std::int64_t data,
                     std::int64_t model) {
  if (data == model) return;
  const std::string outputs = std::to_string(model), wanted = std::to_string(data);
  const bool tooFew = data > model;
  problems.push_back({key,
                      tooFew ? Severity::Error : Severity::Warning,
                      "The data have " + wanted + " " + things + ", the model has " + outputs +
                          (tooFew ? " outputs; it needs " + wanted + "." : " outputs; the rest stays unused."),
                      "Use " + wanted,
                      {{key, wanted}}});
}

void addContextProblem(std::vector<Problem>& problems, const RunConfig& config, const InputShape& input) {
  const auto context = defaultInputShape(config.model).tokens;
  if (input.tokens <= context) return;
  problems.push_back({"data.context",
                      Severity::Error,
                      "The data have rows of " + std::to_string(input.tokens) + " tokens, " + config.model.name +
                          " takes " + std::to_string(context) + " at once.",
                      "Use the model's",
                      {{"data.context", "0"}}});
}

void addClassProblem(std::vector<Problem>& problems, const RunConfig& config, const DataFacts& facts) {
  if (facts.input.language())
    return addCountProblem(problems, "model.vocabulary", "kinds of tokens", facts.input.vocabulary,
                           defaultInputShape(config.model).vocabulary);
  if (facts.classes == 0) {
    problems.push_back(
        {"data.root",
         Severity::Error,
         "The data in " + config.data.root + " have no labels to learn; add an array y with the class of each image.",
         "",
         {}});
    return;
  }
  addCountProblem(problems, "model.classes", "classes", facts.classes, config.model.classes);
}

/// Networks made for one size take no growing images.
void addGrowthProblem(std::vector<Problem>& problems, const RunConfig& config, const DataFacts& facts) {
  if (!findModel(config.model.name).oneSize) return;
  for (const auto& [key, size] : {std::pair{"data.train_size", config.data.trainSize},
                                  std::pair{"data.train_size_end", config.data.trainSizeEnd}})
    if (size != 0 && (size != facts.input.height || size != facts.input.width))
      problems.push_back({key,
                          Severity::Error,
                          std::string(key) + " is " + std::to_string(size) + ", but " + config.model.name +
                              " takes images of one size, " + std::to_string(facts.input.width) + " x " +
                              std::to_string(facts.input.height) + "; set it to 0.",
                          "Set to 0",
                          {{key, "0"}}});
}

/// Batch norm takes the mean and the spread of its values, and one value has none.
void addBatchNormProblem(std::vector<Problem>& problems, const RunConfig& config, const DataFacts& facts) {
  const auto fewest = fewestExamples(config, facts.input);
  const std::string why = "batch norm of " + config.model.name + " needs " + std::to_string(fewest) +
                          " images at once where they are so small that its last maps have one pixel; ";
  if (config.train.batchSize < fewest)
    problems.push_back({"train.batch_size",
                        Severity::Error,
                        "train.batch_size is " + std::to_string(config.train.batchSize) + ", but " + why +
                            "set it to " + std::to_string(fewest) + " or more, or use larger images (data.image_size).",
                        "Set to " + std::to_string(fewest),
                        {{"train.batch_size", std::to_string(fewest)}}});
  else if (facts.training > 0 && facts.training < fewest)
    problems.push_back(
        {"data.root",
         Severity::Error,
         "The training data hold one image, but " + why + "add images, or use larger ones (data.image_size).",
         "",
         {}});
}

void addSizeProblems(std::vector<Problem>& problems, const RunConfig& config, const DataFacts& facts) {
  if (facts.training == 0)
    problems.push_back({"data.root",
                        Severity::Error,
                        (facts.input.language() ? "No row of tokens is left in " : "No training images are left in ") +
                            config.data.root + "; raise data.limit or lower data.validation.",
                        "",
                        {}});
  if (facts.validation == 0)
    problems.push_back({"data.validation",
                        Severity::Warning,
                        facts.input.language() ? "No tokens are held out, so perplexity is not measured."
                                               : "No images are held out, so accuracy is not measured.",
                        "Set apart 10 %",
                        {{"data.validation", "0.1"}}});
}

constexpr std::size_t kFewest = 3, kMost = 200;  ///< timed steps
constexpr double kSeconds = 0.4, kLong = 5;      ///< spent on them where they are fast; from here on one is enough
constexpr std::int64_t kImages = 64;             ///< of the validation
constexpr double kLongestProbe = 3;              ///< seconds; a longer one is reckoned, not made

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// The next batch, of the next epoch where this one has ended.
Batch readNextBatch(Batcher& batches, std::int64_t& epoch) {
  if (auto batch = batches.next()) return std::move(*batch);
  batches.startEpoch(++epoch);
  return *batches.next();
}

/// After a first step, which is slower than the rest, each from waiting for its batch to the device's last word.
void timeSteps(RunTiming& timing, const RunConfig& config, const DataSplit& data, Trainer& trainer,
               const CheckStage& stage) {
  const auto made = trainingBatches(config, data.training, trainer.device());
  Batcher& batches = *made;
  const std::int64_t epochs = (trainer.length() + batches.batches() - 1) / std::max<std::int64_t>(batches.batches(), 1);
  std::int64_t epoch = largestEpoch(config.data, epochs);  // what it takes of memory is taken there
  batches.startEpoch(epoch);
  const auto sayBatch = [&stage](std::size_t batch) {
    if (stage && batch <= kFewest + 1)
      stage("timing a batch, " + std::to_string(batch) + " of " + std::to_string(kFewest + 1));
  };
  sayBatch(1);
  const auto first = trainer.step(readNextBatch(batches, epoch), {.scalars = true});
  timing.first.taskLoss = first.taskLoss.item<double>();
  timing.first.topoLoss = 0;
  for (const auto& loss : first.losses)
    for (const auto& [column, value] : loss.scalars)
      if (value.defined()) timing.first.set(column, value.item<double>());
  std::vector<double> times;
  const auto proceeds = [&, begin = now()] {
    const double spent = now() - begin;
    return times.empty() || (times.size() < kFewest && spent < kLong) || (times.size() < kMost && spent < kSeconds);
  };
  while (proceeds()) {
    sayBatch(times.size() + 2);
    const double start = now();
    trainer.step(readNextBatch(batches, epoch)).taskLoss.item<double>();
    times.push_back(now() - start);
  }
  std::nth_element(times.begin(), times.begin() + std::ptrdiff_t(times.size() / 2), times.end());
  timing.secondsPerStep = times[times.size() / 2];
}

void timeValidation(RunTiming& timing, const RunConfig& config, const DataSplit& data, Trainer& trainer) {
  const auto& seen = data.validation && data.validation->size() > 0 ? data.validation : data.training;
  std::vector<std::int64_t> first(std::size_t(std::min(kImages, seen->size())));
  std::iota(first.begin(), first.end(), 0);
  Batcher batches(std::make_shared<SubsetDataset>(seen, first), validationOptions(config, trainer.device()));
  const double start = now();
  evaluate(trainer.model(), batches, trainer.bfloat16(), {}, config.data.flipTest);
  timing.secondsPerImageSeen = (now() - start) / double(first.size());
}

/// The shortest of a few: a run makes many, and only its first is as slow as the first here.
void timeProbe(RunTiming& timing, const RunConfig& config, const DataSplit& data, Trainer& trainer) {
  const bool validates = data.validation && data.validation->size() > 0;
  const auto probe =
      openProbe(config, validates ? data.validation : data.training, validationOptions(config, trainer.device()));
  timing.secondsPerProbe = timing.secondsPerImageSeen * double(probe->stimuli());
  if (timing.secondsPerProbe > kLongestProbe) return;
  const double begin = now();
  for (std::size_t times = 0; times <= kFewest && (times == 0 || now() - begin < kSeconds); ++times) {
    const double start = now();
    probe->measure(trainer.model(), trainer.model().layers(), 0, trainer.bfloat16());
    const double took = now() - start;
    timing.secondsPerProbe = times == 0 ? took : std::min(timing.secondsPerProbe, took);
  }
}

/// Of a run whose snapshots carry text: its beginning is drawn, and all of it where that is soon done, for a token
/// takes longer once the context is full.
void timeText(RunTiming& timing, const RunConfig& config, Trainer& trainer) {
  constexpr std::int64_t kBeginning = 8;  // tokens
  const auto tokenizer = config.output.sampleTokens > 0 ? tokenizerOfData(config) : nullptr;
  if (!tokenizer) return;
  SampleRequest request{.prompt = config.output.samplePrompt,
                        .temperature = config.output.sampleTemperature,
                        .topK = config.output.sampleTopK,
                        .seed = config.output.sampleSeed};
  const auto secondsOf = [&](std::int64_t tokens) {
    request.tokens = tokens;
    const double start = now();
    sampleText(trainer.model(), *tokenizer, request, trainer.device());
    return now() - start;
  };
  const auto all = config.output.sampleTokens, few = std::min(kBeginning, all);
  secondsOf(few);  // the first is slower than all others
  timing.secondsPerText = secondsOf(few) * double(all) / double(few);
  if (all > few && timing.secondsPerText < kLongestProbe) timing.secondsPerText = secondsOf(all);
}

}  // namespace

std::vector<Problem> modelProblems(const RunConfig& config, const InputShape& input) {
  std::vector<Problem> problems = settingProblems(config);
  if (hasErrors(problems)) return problems;  // the network could not be made
  try {
    if (const auto problem = kindMismatch(config); !problem.empty()) {
      problems.push_back({"data.kind", Severity::Error, problem, "", {}});
      return problems;
    }
    addContextProblem(problems, config, input);
    if (hasErrors(problems)) return problems;
    const auto network = describeNetwork(config, input);
    for (auto& problem : layerProblems(config.topoloss, network.layers)) problems.push_back(std::move(problem));
    for (auto& problem : lossProblems(config, network.layers)) problems.push_back(std::move(problem));
  } catch (const UserError& error) {
    problems.push_back({"model.name", Severity::Error, error.what(), "", {}});
  }
  if (!hasErrors(problems))
    for (auto& problem : probeProblems(config)) problems.push_back(std::move(problem));
  if (!hasErrors(problems))
    for (auto& problem : weightsProblems(config, input)) problems.push_back(std::move(problem));
  return problems;
}

std::vector<Problem> runProblems(const RunConfig& config, const DataFacts& facts) {
  auto problems = modelProblems(config, facts.input);
  addClassProblem(problems, config, facts);
  addSizeProblems(problems, config, facts);
  for (const auto& remark : facts.remarks) problems.push_back({"data.root", Severity::Warning, remark, "", {}});
  if (!hasErrors(problems)) addGrowthProblem(problems, config, facts);  // else the model may not be known
  if (!hasErrors(problems)) addBatchNormProblem(problems, config, facts);
  if (!hasErrors(problems))
    for (auto& problem : weightsDataProblems(config, facts)) problems.push_back(std::move(problem));
  return problems;
}

std::vector<std::string> batchNotes(const RunConfig& config, const DataFacts& facts) {
  const auto fewest = fewestExamples(config, facts.input), size = config.train.batchSize, rest = facts.training % size;
  std::vector<std::string> notes;
  const std::string why =
      ", as batch norm needs " + std::to_string(fewest) + " at once where the last maps have one pixel.";
  if (rest > 0 && rest < fewest && facts.training > size)
    notes.push_back("The last batch of each epoch takes " + std::to_string(size + rest) + " images instead of " +
                    std::to_string(size) + " and " + std::to_string(rest) + why);
  if (const auto most = std::max<std::int64_t>(1, size / fewest); config.train.parts > most)
    notes.push_back("A batch is computed in " + std::to_string(most) + " parts instead of " +
                    std::to_string(config.train.parts) + why);
  return notes;
}

void requireNoErrors(const std::vector<Problem>& problems) {
  for (const auto& problem : problems)
    if (problem.severity == Severity::Error) throw UserError(problem.sentence);
}

double timeStep(const RunConfig& config, const DataSplit& data, Trainer& trainer) {
  RunTiming timing;
  timeSteps(timing, config, data, trainer, {});
  return timing.secondsPerStep;
}

RunTiming timeRun(const RunConfig& config, const DataSplit& data, Trainer& trainer, const CheckStage& stage) {
  const auto say = [&stage](const char* words) {
    if (stage) stage(words);
  };
  RunTiming timing;
  timeSteps(timing, config, data, trainer, stage);
  say("timing the validation");
  timeValidation(timing, config, data, trainer);
  if (config.output.maps == "none") return timing;
  say("timing the maps");
  timeProbe(timing, config, data, trainer);
  if (!data.training->isLanguage()) return timing;
  say("timing the drawn text");
  timeText(timing, config, trainer);
  return timing;
}

}  // namespace studio
