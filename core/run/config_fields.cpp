// The rows of all settings, in the order of the form. Ranges are what can be computed, not what is wise.
#include "core/run/field_makers.h"
#include "core/run/optimizers.h"
#include "core/run/schedule.h"

namespace studio {
namespace {

using namespace fields;

constexpr auto kModel = &RunConfig::model;
constexpr auto kData = &RunConfig::data;
constexpr auto kTopo = &RunConfig::topoloss;
constexpr auto kOptimizer = &RunConfig::optimizer;
constexpr auto kTrain = &RunConfig::train;
constexpr auto kProbe = &RunConfig::probe;
constexpr auto kOutput = &RunConfig::output;

bool growsOver(const std::string& schedule) { return schedule == "linear" || schedule == "cosine_growth"; }
bool tauGrows(const RunConfig& config) { return growsOver(config.topoloss.schedule); }
bool tauDecays(const RunConfig& config) { return config.topoloss.schedule == "cosine_decay"; }
bool tauFollows(const RunConfig& config) { return tauGrows(config) || tauDecays(config); }
bool tauSteps(const RunConfig& config) { return config.topoloss.schedule == "steps"; }
bool factorGrows(const RunConfig& config) { return growsOver(config.topoloss.factorSchedule); }
bool factorDecays(const RunConfig& config) { return config.topoloss.factorSchedule == "cosine_decay"; }
bool factorFollows(const RunConfig& config) { return factorGrows(config) || factorDecays(config); }
bool factorSteps(const RunConfig& config) { return config.topoloss.factorSchedule == "steps"; }
bool factorIsChained(const RunConfig& config) { return config.topoloss.factorSchedule == "chained"; }
bool decaysWeights(const RunConfig& config) { return config.optimizer.weightDecay > 0; }
bool warmsUp(const RunConfig& config) {
  return config.optimizer.warmupSteps > 0 && config.optimizer.schedule != "one_cycle";
}
bool endsAtShare(const RunConfig& config) {
  return config.optimizer.schedule == "cosine" || config.optimizer.schedule == "linear";
}
bool imagesGrow(const RunConfig& config) { return config.data.trainSizeEnd > 0; }
bool isSized(const RunConfig& config) { return config.data.imageSize > 0; }
bool startsFromFile(const RunConfig& config) { return !config.model.weights.empty(); }
bool readsText(const RunConfig& config) { return config.data.kind == "text" || config.data.kind == "tokens"; }
bool drawsText(const RunConfig& config) { return readsText(config) && config.output.sampleTokens > 0; }
bool countsEpochs(const RunConfig& config) { return config.train.steps == 0; }

ConfigField factorField() {
  ConfigField field;
  field.key = "topoloss.factor";
  field.label = "φ (factor)";
  field.unit = "×";
  field.help = "the sheet shrinks by these; blur: its rows and columns; larger keeps only larger patches";
  field.kind = FieldKind::NumberPair;
  field.minimum = 1;
  field.maximum = 1000;
  field.get = [](const RunConfig& config) -> ConfigValue {
    return std::vector<double>{config.topoloss.factor.first, config.topoloss.factor.second};
  };
  field.set = [](RunConfig& config, const ConfigValue& value) {
    const auto pair = valueAs<std::vector<double>>(value);
    if (pair.size() != 2) throw std::invalid_argument("a factor is a list of two numbers");
    config.topoloss.factor = {pair[0], pair[1]};
  };
  return field;
}

ConfigField layersField() {
  ConfigField field;
  field.key = "topoloss.layers";
  field.label = "Layers";
  field.help =
      "layers that get TopoLoss; default: the hidden layers of an MLP, the block convolutions of a ResNet, mlp.3 of a "
      "vision transformer, mlp.c_fc of a GPT";
  field.kind = FieldKind::Layers;
  field.get = [](const RunConfig& config) -> ConfigValue {
    return config.topoloss.defaultLayers ? std::vector<std::string>{} : config.topoloss.layers;
  };
  field.set = [](RunConfig& config, const ConfigValue& value) {
    config.topoloss.layers = valueAs<std::vector<std::string>>(value);
    config.topoloss.defaultLayers = config.topoloss.layers.empty();
  };
  return field;
}

void addModel(std::vector<ConfigField>& rows) {
  rows.push_back(choice({"model.name", "Model", "", "the network"}, kModel, &ModelConfig::name, {}));
  rows.push_back(number({"model.classes", "Classes", "", "output units"}, kModel, &ModelConfig::classes, {1, 1e6}));
  rows.push_back(number({"model.hidden", "Hidden units", "units", "units of each hidden layer; MLP only"}, kModel,
                        &ModelConfig::hidden, {1, 1e6}));
  rows.push_back(
      make({"model.bias", "Biases", "", "linear layers add a bias; MLP and nanoGPT; nanoGPT as published: off"},
           FieldKind::Switch, kModel, &ModelConfig::bias));
  rows.push_back(make({"model.small_images", "Small images", "",
                       "for images of about 32 px; ResNet: 3 × 3 stem of stride 1 and no max-pool"},
                      FieldKind::Switch, kModel, &ModelConfig::smallImages));
  rows.push_back(advanced(
      make({"model.blur_pool", "BlurPool", "", "blur before each stride; ResNet: before each strided convolution"},
           FieldKind::Switch, kModel, &ModelConfig::blurPool)));
  rows.push_back(number({"model.layers", "Blocks", "", "0: as published"}, kModel, &ModelConfig::layers, {0, 1000}));
  rows.push_back(number({"model.heads", "Attention heads", "", "they divide the width; 0: as published"}, kModel,
                        &ModelConfig::heads, {0, 1000}));
  rows.push_back(number({"model.width", "Width", "values", "values a token; 0: as published"}, kModel,
                        &ModelConfig::width, {0, 1e5}));
  rows.push_back(number({"model.context", "Context", "tokens", "most tokens at once; 0: as published"}, kModel,
                        &ModelConfig::context, {0, 1e6}));
  rows.push_back(number({"model.vocabulary", "Vocabulary", "tokens",
                         "kinds of tokens; 0: as many as the tokenizer of the data has, else as published"},
                        kModel, &ModelConfig::vocabulary, {0, 1e7}));
  rows.push_back(number({"model.patch_size", "Patch size", "px", "side of a patch; 0: as published"}, kModel,
                        &ModelConfig::patchSize, {0, 4096}));
  rows.push_back(advanced(make({"model.tied_head", "Tied head", "",
                                "output by the token table; GPT: the table is the output head; off: a head of its own"},
                               FieldKind::Switch, kModel, &ModelConfig::tiedHead)));
  rows.push_back(advanced(choice({"model.gelu", "GELU", "",
                                  "exact or approximated; tanh: the approximation (gelu_new of Hugging Face's GPT-2); "
                                  "published: exact, of GPT-Neo tanh"},
                                 kModel, &ModelConfig::gelu, {"published", "exact", "tanh"})));
  rows.push_back(
      advanced(number({"model.norm_epsilon", "Norm ε", "", "added to the variance; in layer norms; 0: as published"},
                      kModel, &ModelConfig::normEpsilon, {0, 1})));
  rows.push_back(advanced(number({"model.dropout", "Dropout", "",
                                  "share of values left out; while training, of embeddings, attention and what each "
                                  "block adds; nanoGPT's small runs: 0.2"},
                                 kModel, &ModelConfig::dropout, {0, 0.9})));
  rows.push_back(advanced(number({"model.window", "Window", "tokens",
                                  "newest tokens that are seen; GPT-Neo: by every other block; 0: as published (256)"},
                                 kModel, &ModelConfig::window, {0, 1e6})));
  rows.push_back(advanced(make({"model.weights", "Weights", "", "file to start from; empty: random, from the seed"},
                               FieldKind::Path, kModel, &ModelConfig::weights)));
  rows.push_back(advanced(
      when(startsFromFile, make({"model.partial_weights", "Load what fits", "",
                                 "the rest begins at random; weights that the file has not, or of another shape"},
                                FieldKind::Switch, kModel, &ModelConfig::partialWeights))));
}

void addData(std::vector<ConfigField>& rows) {
  rows.push_back(choice({"data.kind", "Data set", "", "form in which data come"}, kData, &DataConfig::kind, {}));
  rows.push_back(
      make({"data.root", "Place", "", "folder or file of the data"}, FieldKind::Path, kData, &DataConfig::root));
  rows.push_back(number({"data.image_size", "Image size", "px", "images are scaled to this; 0: as stored"}, kData,
                        &DataConfig::imageSize, {0, 4096}));
  rows.push_back(
      advanced(when(isSized, number({"data.crop_ratio", "Crop ratio", "",
                                     "share of the shorter side; what is kept of it, in the middle; ImageNet: 0.875"},
                                    kData, &DataConfig::cropRatio, {0.25, 1}))));
  rows.push_back(number({"data.context", "Row", "tokens", "tokens of an example; 0: the model's context"}, kData,
                        &DataConfig::context, {0, 1e6}));
  rows.push_back(advanced(
      number({"data.token_bytes", "Bytes of a token", "bytes",
              "token files: 2 or 4; 1 and 8 too; 0: detected from the file, which is refused where that is ambiguous"},
             kData, &DataConfig::tokenBytes, {0, 8})));
  rows.push_back(number({"data.samples", "Samples", "images",
                         "how many images to make; generated sets only; 0: 2000 bars, 500 of the synthetic localizer"},
                        kData, &DataConfig::samples, {0, 1e7}));
  rows.push_back(make({"data.grey", "Grey", "", "one channel instead of three; synthetic localizer only"},
                      FieldKind::Switch, kData, &DataConfig::grey));
  rows.push_back(
      number({"data.validation", "Validation share", "",
              "of the training set; where it has no split of its own; drawn from the seed, of tokens and text the end"},
             kData, &DataConfig::validation, {0, 0.9}));
  rows.push_back(
      advanced(number({"data.mean", "Mean", "", "of each channel; after scaling to 0..1; empty: the set's default"},
                      kData, &DataConfig::mean, {-1000, 1000})));
  rows.push_back(advanced(
      number({"data.std", "Std. deviation", "", "of each channel; after scaling to 0..1; empty: the set's default"},
             kData, &DataConfig::std, {1e-6, 1000})));
  rows.push_back(advanced(choice({"data.augment", "Augmentation", "",
                                  "random changes of images; crop_flip: shift by up to 4 px and mirror image; "
                                  "random_resized_crop: 8 to 100 % of the photograph and mirror image"},
                                 kData, &DataConfig::augment, {"none", "crop_flip", "random_resized_crop"})));
  rows.push_back(advanced(
      make({"data.flip_test", "Mirrored too", "", "each validation image; adds the outputs for its mirror image"},
           FieldKind::Switch, kData, &DataConfig::flipTest)));
  rows.push_back(
      advanced(number({"data.train_size", "Training size", "px", "of training images at first; 0: as Image size"},
                      kData, &DataConfig::trainSize, {0, 4096})));
  rows.push_back(advanced(number({"data.train_size_end", "Size at the end", "px",
                                  "training images grow to it; in multiples of 32; 0: they do not grow"},
                                 kData, &DataConfig::trainSizeEnd, {0, 4096})));
  rows.push_back(advanced(
      when(imagesGrow, number({"data.grow_from", "Grow from", "epoch", "last epoch of the first size; counted from 0"},
                              kData, &DataConfig::growFrom, {0, 1e6}))));
  rows.push_back(advanced(
      when(imagesGrow, number({"data.grow_to", "Grow to", "epoch", "first epoch of the last size; counted from 0"},
                              kData, &DataConfig::growTo, {0, 1e6}))));
  rows.push_back(advanced(number({"data.limit", "Limit", "", "only the first so many; images or tokens; 0: all"}, kData,
                                 &DataConfig::limit, {0, kMany})));
  rows.push_back(
      advanced(number({"data.validation_limit", "Validation limit", "",
                       "most measured at each epoch; validation images, or rows of tokens, evenly spread; 0: all"},
                      kData, &DataConfig::validationLimit, {0, kMany})));
}

std::vector<ConfigField> tauSchedule() {
  return {
      choice({"topoloss.schedule", "τ schedule", "",
              "how τ changes over the run; linear, cosine_growth: start to τ; cosine_decay: "
              "τ to end; steps: other values from some steps on; chained: stages in the TOML"},
             kTopo, &TopoLossConfig::schedule, scheduleKinds()),
      when(tauGrows, number({"topoloss.tau_start", "τ at start", "", "the value it begins with"}, kTopo,
                            &TopoLossConfig::tauStart, {0, 1e6})),
      when(tauDecays, number({"topoloss.tau_end", "τ at end", "", "the value it ends with"}, kTopo,
                             &TopoLossConfig::tauEnd, {0, 1e6})),
      when(tauFollows,
           number({"topoloss.schedule_steps", "Schedule length", "steps", "steps the schedule takes; 0: the whole run"},
                  kTopo, &TopoLossConfig::scheduleSteps, {0, kMany})),
      when(tauSteps, number({"topoloss.schedule_at", "Changes at", "steps", "steps with a new value; as in 500, 1000"},
                            kTopo, &TopoLossConfig::scheduleAt, {0, kMany})),
      when(tauSteps, number({"topoloss.schedule_values", "Values there", "", "one for each of these steps"}, kTopo,
                            &TopoLossConfig::scheduleValues, {0, 1e6})),
  };
}

std::vector<ConfigField> factorSchedule() {
  return {
      choice({"topoloss.factor_schedule", "φ schedule", "",
              "how φ changes over the run; linear, cosine_growth: start to φ; cosine_decay: "
              "φ to end; steps: other values from some steps on; chained: stages"},
             kTopo, &TopoLossConfig::factorSchedule, scheduleKinds()),
      when(factorGrows, number({"topoloss.factor_start", "φ at start", "×", "the value it begins with"}, kTopo,
                               &TopoLossConfig::factorStart, {1, 1000})),
      when(factorDecays, number({"topoloss.factor_end", "φ at end", "×", "the value it ends with"}, kTopo,
                                &TopoLossConfig::factorEnd, {1, 1000})),
      when(factorFollows, number({"topoloss.factor_schedule_steps", "Schedule length", "steps",
                                  "steps the schedule takes; 0: the whole run"},
                                 kTopo, &TopoLossConfig::factorScheduleSteps, {0, kMany})),
      when(factorSteps, number({"topoloss.factor_at", "Changes at", "steps", "steps with a new value; as in 500, 1000"},
                               kTopo, &TopoLossConfig::factorAt, {0, kMany})),
      when(factorSteps, number({"topoloss.factor_values", "Values there", "×", "one for each of these steps"}, kTopo,
                               &TopoLossConfig::factorValues, {1, 1000})),
      when(factorIsChained, make({"topoloss.factor_stages", "Stages", "",
                                  "mode, start, end, steps; of each, as in linear 1 3 500, cosine_decay 3 1 500"},
                                 FieldKind::Text, kTopo, &TopoLossConfig::factorStages)),
  };
}

void addTopoLoss(std::vector<ConfigField>& rows) {
  rows.push_back(number({"topoloss.tau", "τ", "", "weight of TopoLoss (scale); 0: watch only"}, kTopo,
                        &TopoLossConfig::tau, {0, 1e6}));
  rows.push_back(factorField());
  rows.push_back(layersField());
  rows.push_back(advanced(choice({"topoloss.mode", "Blur", "", "how it reads between units"}, kTopo,
                                 &TopoLossConfig::mode, {"bilinear", "nearest"})));
  rows.push_back(advanced(
      make({"topoloss.per_slice", "Per slice", "", "a cosine for each input; over the sheet, instead of for each unit"},
           FieldKind::Switch, kTopo, &TopoLossConfig::perSlice)));
  for (const auto& schedule : {tauSchedule(), factorSchedule()})
    for (const ConfigField& field : schedule) rows.push_back(advanced(field));
}

/// A setting that not every optimizer reads.
ConfigField ofOptimizers(ConfigField field) {
  field.applies = [key = field.key](const RunConfig& config) { return optimizerReads(config.optimizer, key); };
  return field;
}

void addOptimizer(std::vector<ConfigField>& rows) {
  rows.push_back(choice({"optimizer.kind", "Optimizer", "", "how weights follow gradients"}, kOptimizer,
                        &OptimizerConfig::kind, optimizerNames()));
  rows.push_back(number({"optimizer.learning_rate", "Learning rate", "", "largest size of an update"}, kOptimizer,
                        &OptimizerConfig::learningRate, {0, 1000}));
  rows.push_back(number({"optimizer.weight_decay", "Weight decay", "", "pull of weights towards 0"}, kOptimizer,
                        &OptimizerConfig::weightDecay, {0, 100}));
  rows.push_back(advanced(when(
      decaysWeights,
      choice({"optimizer.decay_on", "Weight decay on", "",
              "which weights decay; all; no_norm: not on batch and layer norms; matrices: not on biases and norms"},
             kOptimizer, &OptimizerConfig::decayOn, {"all", "no_norm", "matrices"}))));
  rows.push_back(
      ofOptimizers(number({"optimizer.momentum", "Momentum", "", "share of the last update; so much of it is kept"},
                          kOptimizer, &OptimizerConfig::momentum, {0, 0.9999})));
  rows.push_back(advanced(ofOptimizers(make({"optimizer.nesterov", "Nesterov", "", "looks ahead by the momentum"},
                                            FieldKind::Switch, kOptimizer, &OptimizerConfig::nesterov))));
  rows.push_back(advanced(ofOptimizers(
      number({"optimizer.beta2", "β₂", "", "memory of squared gradients; share of their mean kept; 0.95 for text"},
             kOptimizer, &OptimizerConfig::beta2, {0, 0.999999}))));
  rows.push_back(choice({"optimizer.schedule", "Rate schedule", "", "change of the learning rate; over the run"},
                        kOptimizer, &OptimizerConfig::schedule, {"constant", "cosine", "linear", "one_cycle"}));
  rows.push_back(
      advanced(number({"optimizer.warmup_steps", "Warm-up", "steps", "learning rate rises from 0; over so many steps"},
                      kOptimizer, &OptimizerConfig::warmupSteps, {0, kMany})));
  rows.push_back(
      advanced(when(warmsUp, number({"optimizer.warmup_start", "Warm-up start", "",
                                     "share of the rate at step 0; of the learning rate; 0: one step's part of it"},
                                    kOptimizer, &OptimizerConfig::warmupStart, {0, 1}))));
  rows.push_back(advanced(when(endsAtShare, number({"optimizer.final_rate", "Final rate", "",
                                                    "share of the rate at the end; what is left of the learning rate"},
                                                   kOptimizer, &OptimizerConfig::finalRate, {0, 1}))));
  rows.push_back(advanced(
      number({"optimizer.gradient_clip", "Gradient clip", "", "largest gradient norm; of the whole gradient; 0: off"},
             kOptimizer, &OptimizerConfig::gradientClip, {0, 1e9})));
  rows.push_back(advanced(
      number({"optimizer.label_smoothing", "Label smoothing", "", "share of the target; spread over all classes"},
             kOptimizer, &OptimizerConfig::labelSmoothing, {0, 1})));
}

void addTrain(std::vector<ConfigField>& rows) {
  rows.push_back(when(countsEpochs, number({"train.epochs", "Epochs", "epochs", "passes over the training set"}, kTrain,
                                           &TrainConfig::epochs, {1, 1e6})));
  rows.push_back(
      advanced(number({"train.steps", "Steps", "steps", "updates; when above 0 they decide instead of the epochs"},
                      kTrain, &TrainConfig::steps, {0, kMany})));
  rows.push_back(number({"train.batch_size", "Batch size", "", "images of one update; or rows of tokens"}, kTrain,
                        &TrainConfig::batchSize, {1, 65536}));
  rows.push_back(advanced(number({"train.parts", "Parts of a batch", "",
                                  "more parts, less memory; a batch is computed in so many parts, whose gradients are "
                                  "added: the same update; batch norm sees each part alone"},
                                 kTrain, &TrainConfig::parts, {1, 65536})));
  rows.push_back(advanced(
      choice({"train.precision", "Precision", "",
              "format of the numbers; bf16: autocast, TopoLoss stays in fp32; auto: bf16 where the device computes it"},
             kTrain, &TrainConfig::precision, {"auto", "fp32", "bf16"})));
  rows.push_back(
      advanced(make({"train.channels_last", "Channels last", "", "order in memory; of convolution weights and images"},
                    FieldKind::Switch, kTrain, &TrainConfig::channelsLast)));
  rows.push_back(number(
      {"train.seed", "Seed", "", "of weights, order and split; the first weights, the order of the data and the split"},
      kTrain, &TrainConfig::seed, {0, 4294967295.0}));
}

void addProbe(std::vector<ConfigField>& rows) {
  rows.push_back(
      make({"probe.data", "Probe", "",
            "stimuli for live maps; localizer:FOLDER, synthetic_localizer: ...; empty: the validation images"},
           FieldKind::Stimuli, kProbe, &ProbeConfig::data));
  rows.push_back(
      advanced(make({"probe.contrasts", "Contrasts", "",
                     "which stimuli are compared; auto, each, floc, size-animacy, synthetic, or a contrasts.toml"},
                    FieldKind::Text, kProbe, &ProbeConfig::contrasts)));
  rows.push_back(advanced(number({"probe.stimuli", "Probe stimuli", "", "most of them; evenly over the categories"},
                                 kProbe, &ProbeConfig::stimuli, {2, 1e6})));
  rows.push_back(advanced(
      number({"probe.cost", "Probe's share", "",
              "of the training time; at most, for live views; stored snapshots are always measured; 0: only those"},
             kProbe, &ProbeConfig::cost, {0, 1})));
}

/// Text that a network of language draws as it learns.
void addSamples(std::vector<ConfigField>& rows) {
  rows.push_back(advanced(
      when(readsText, number({"output.sample_tokens", "Text drawn", "tokens", "with each stored snapshot; 0: none"},
                             kOutput, &OutputConfig::sampleTokens, {0, 10000}))));
  rows.push_back(advanced(when(drawsText, make({"output.sample_prompt", "Prompt", "",
                                                "what the text goes on from; empty: the end of text, else a line end"},
                                               FieldKind::Text, kOutput, &OutputConfig::samplePrompt))));
  rows.push_back(
      advanced(when(drawsText, number({"output.sample_temperature", "Temperature", "",
                                       "how freely it is drawn; below 1 likely tokens more often; 0: the likeliest"},
                                      kOutput, &OutputConfig::sampleTemperature, {0, 100}))));
  rows.push_back(advanced(
      when(drawsText, number({"output.sample_top_k", "Likeliest", "tokens", "one of so many is drawn; 0: of all"},
                             kOutput, &OutputConfig::sampleTopK, {0, 1e7}))));
  rows.push_back(
      advanced(when(drawsText, number({"output.sample_seed", "Seed of the text", "", "the same draws each time"},
                                      kOutput, &OutputConfig::sampleSeed, {0, 4294967295.0}))));
}

void addOutput(std::vector<ConfigField>& rows) {
  rows.push_back(
      advanced(number({"output.scalars_every", "Curves every", "steps", "steps between two points; of the curves"},
                      kOutput, &OutputConfig::scalarsEvery, {1, 1e6})));
  rows.push_back(advanced(
      choice({"output.maps", "Maps", "", "when maps are stored; log+epoch: steps 0 1 2 5 10 20 50 ... and each epoch"},
             kOutput, &OutputConfig::maps, {"log+epoch", "epoch", "none"})));
  rows.push_back(
      advanced(number({"output.checkpoint_epochs", "Checkpoint every", "epochs", "epochs between two of them"}, kOutput,
                      &OutputConfig::checkpointEpochs, {1, 1e6})));
  rows.push_back(advanced(number({"output.checkpoint_minutes", "Also every", "min",
                                  "within an epoch; minutes of training between two checkpoints; 0: at epochs only"},
                                 kOutput, &OutputConfig::checkpointMinutes, {0, 1e6})));
  rows.push_back(advanced(
      number({"output.keep_checkpoints", "Checkpoints kept", "", "older ones are removed; those saved by hand stay"},
             kOutput, &OutputConfig::keepCheckpoints, {1, 1e6})));
  addSamples(rows);
  rows.push_back(advanced(make({"output.tensorboard", "TensorBoard", "", "writes the curves for it too"},
                               FieldKind::Switch, kOutput, &OutputConfig::tensorboard)));
}

}  // namespace

std::vector<ConfigField> studioFields() {
  std::vector<ConfigField> rows;
  addModel(rows);
  addData(rows);
  addTopoLoss(rows);
  addOptimizer(rows);
  addTrain(rows);
  addProbe(rows);
  addOutput(rows);
  return rows;
}

}  // namespace studio
