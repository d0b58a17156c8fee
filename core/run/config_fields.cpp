// The rows of all settings, in the order of the form. Ranges are what can be computed, not what is wise.
#include "core/run/field_makers.h"

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

bool followsSchedule(const RunConfig& config) {
  return config.topoloss.schedule == "linear" || config.topoloss.schedule == "cosine_decay";
}
bool risesLinearly(const RunConfig& config) { return config.topoloss.schedule == "linear"; }
bool decays(const RunConfig& config) { return config.topoloss.schedule == "cosine_decay"; }
bool isSgd(const RunConfig& config) { return config.optimizer.kind == "sgd"; }
bool isAdam(const RunConfig& config) { return !isSgd(config); }
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
bool countsEpochs(const RunConfig& config) { return config.train.steps == 0; }

ConfigField factorField() {
  ConfigField field;
  field.key = "topoloss.factor";
  field.label = "φ (factor)";
  field.unit = "×";
  field.help = "blur: rows and columns of the sheet shrink by these; larger keeps only larger patches";
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
  rows.push_back(number({"model.hidden", "Hidden units", "units", "MLP: units of each hidden layer"}, kModel,
                        &ModelConfig::hidden, {1, 1e6}));
  rows.push_back(
      make({"model.bias", "Biases", "", "MLP and nanoGPT: linear layers add a bias; nanoGPT as published: off"},
           FieldKind::Switch, kModel, &ModelConfig::bias));
  rows.push_back(make({"model.small_images", "Small images", "",
                       "ResNet: 3 × 3 stem of stride 1 and no max-pool, for images of about 32 px"},
                      FieldKind::Switch, kModel, &ModelConfig::smallImages));
  rows.push_back(advanced(make({"model.blur_pool", "BlurPool", "", "ResNet: blur before each strided convolution"},
                               FieldKind::Switch, kModel, &ModelConfig::blurPool)));
  rows.push_back(number({"model.layers", "Blocks", "", "0: as published"}, kModel, &ModelConfig::layers, {0, 1000}));
  rows.push_back(number({"model.heads", "Attention heads", "", "they divide the width; 0: as published"}, kModel,
                        &ModelConfig::heads, {0, 1000}));
  rows.push_back(number({"model.width", "Width", "values", "values a token; 0: as published"}, kModel,
                        &ModelConfig::width, {0, 1e5}));
  rows.push_back(number({"model.context", "Context", "tokens", "most tokens at once; 0: as published"}, kModel,
                        &ModelConfig::context, {0, 1e6}));
  rows.push_back(number({"model.vocabulary", "Vocabulary", "tokens", "kinds of tokens; 0: as published"}, kModel,
                        &ModelConfig::vocabulary, {0, 1e7}));
  rows.push_back(number({"model.patch_size", "Patch size", "px", "side of a patch; 0: as published"}, kModel,
                        &ModelConfig::patchSize, {0, 4096}));
  rows.push_back(advanced(
      make({"model.tied_head", "Tied head", "", "GPT: the output head is the table of tokens; off: a head of its own"},
           FieldKind::Switch, kModel, &ModelConfig::tiedHead)));
  rows.push_back(advanced(
      choice({"model.gelu", "GELU", "",
              "exact, or its tanh approximation (gelu_new of Hugging Face's GPT-2); published: exact, of GPT-Neo tanh"},
             kModel, &ModelConfig::gelu, {"published", "exact", "tanh"})));
  rows.push_back(
      advanced(number({"model.norm_epsilon", "Norm ε", "", "added to the variance in layer norms; 0: as published"},
                      kModel, &ModelConfig::normEpsilon, {0, 1})));
  rows.push_back(advanced(number(
      {"model.window", "Window", "tokens", "GPT-Neo: newest tokens that every other block sees; 0: as published (256)"},
      kModel, &ModelConfig::window, {0, 1e6})));
  rows.push_back(advanced(make({"model.weights", "Weights", "", "file to start from; empty: random, from the seed"},
                               FieldKind::Path, kModel, &ModelConfig::weights)));
  rows.push_back(
      advanced(when(startsFromFile, make({"model.partial_weights", "Load what fits", "",
                                          "weights that the file has not, or of another shape, begin at random"},
                                         FieldKind::Switch, kModel, &ModelConfig::partialWeights))));
}

void addData(std::vector<ConfigField>& rows) {
  rows.push_back(
      choice({"data.kind", "Data set", "", "the form in which the images come"}, kData, &DataConfig::kind, {}));
  rows.push_back(
      make({"data.root", "Place", "", "folder or file of the data set"}, FieldKind::Path, kData, &DataConfig::root));
  rows.push_back(number({"data.image_size", "Image size", "px", "images are scaled to this; 0: as stored"}, kData,
                        &DataConfig::imageSize, {0, 4096}));
  rows.push_back(
      advanced(when(isSized, number({"data.crop_ratio", "Crop ratio", "",
                                     "share of the shorter side that is kept, in the middle; ImageNet: 0.875"},
                                    kData, &DataConfig::cropRatio, {0.25, 1}))));
  rows.push_back(number({"data.context", "Row", "tokens", "tokens of an example; 0: the model's context"}, kData,
                        &DataConfig::context, {0, 1e6}));
  rows.push_back(advanced(
      number({"data.token_bytes", "Bytes of a token", "bytes",
              "token files: 2 or 4 (1 and 8 too); 0: detected from the file, which is refused where that is ambiguous"},
             kData, &DataConfig::tokenBytes, {0, 8})));
  rows.push_back(number({"data.samples", "Samples", "images",
                         "generated sets: how many images to make; 0: 2000 bars, 500 of the synthetic localizer"},
                        kData, &DataConfig::samples, {0, 1e7}));
  rows.push_back(make({"data.grey", "Grey", "", "synthetic localizer: one channel instead of three"}, FieldKind::Switch,
                      kData, &DataConfig::grey));
  rows.push_back(
      number({"data.validation", "Validation share", "",
              "of the training set, where it has no split of its own: drawn from the seed, of tokens and text the end"},
             kData, &DataConfig::validation, {0, 0.9}));
  rows.push_back(
      advanced(number({"data.mean", "Mean", "", "of each channel after scaling to 0..1; empty: the set's default"},
                      kData, &DataConfig::mean, {-1000, 1000})));
  rows.push_back(advanced(
      number({"data.std", "Standard deviation", "", "of each channel after scaling to 0..1; empty: the set's default"},
             kData, &DataConfig::std, {1e-6, 1000})));
  rows.push_back(advanced(choice({"data.augment", "Augmentation", "",
                                  "crop_flip: random shift by up to 4 px and mirror image; random_resized_crop: 8 to "
                                  "100 % of the photograph and mirror image"},
                                 kData, &DataConfig::augment, {"none", "crop_flip", "random_resized_crop"})));
  rows.push_back(advanced(make(
      {"data.flip_test", "Mirrored validation", "", "adds the outputs for the mirror image of each validation image"},
      FieldKind::Switch, kData, &DataConfig::flipTest)));
  rows.push_back(
      advanced(number({"data.train_size", "Training size", "px", "of the training images at first; 0: as Image size"},
                      kData, &DataConfig::trainSize, {0, 4096})));
  rows.push_back(advanced(number({"data.train_size_end", "Training size at end", "px",
                                  "training images grow to this, in multiples of 32; 0: they do not grow"},
                                 kData, &DataConfig::trainSizeEnd, {0, 4096})));
  rows.push_back(advanced(
      when(imagesGrow, number({"data.grow_from", "Grow from", "epoch", "last epoch of the first size, counted from 0"},
                              kData, &DataConfig::growFrom, {0, 1e6}))));
  rows.push_back(advanced(
      when(imagesGrow, number({"data.grow_to", "Grow to", "epoch", "first epoch of the last size, counted from 0"},
                              kData, &DataConfig::growTo, {0, 1e6}))));
  rows.push_back(advanced(number({"data.limit", "Limit", "images", "only the first images or tokens; 0: all"}, kData,
                                 &DataConfig::limit, {0, kMany})));
  rows.push_back(
      advanced(number({"data.validation_limit", "Validation limit", "images",
                       "most validation images, or rows of tokens, measured at each epoch, evenly spread; 0: all"},
                      kData, &DataConfig::validationLimit, {0, kMany})));
}

void addTopoLoss(std::vector<ConfigField>& rows) {
  rows.push_back(number({"topoloss.tau", "τ", "", "weight of TopoLoss (scale); 0: watch only"}, kTopo,
                        &TopoLossConfig::tau, {0, 1e6}));
  rows.push_back(factorField());
  rows.push_back(layersField());
  rows.push_back(advanced(choice({"topoloss.mode", "Blur", "", "how the blur reads between units"}, kTopo,
                                 &TopoLossConfig::mode, {"bilinear", "nearest"})));
  rows.push_back(advanced(
      make({"topoloss.per_slice", "Per slice", "", "cosine over the sheet for each input instead of for each unit"},
           FieldKind::Switch, kTopo, &TopoLossConfig::perSlice)));
  rows.push_back(advanced(choice({"topoloss.schedule", "τ schedule", "",
                                  "linear: start to τ; cosine_decay: τ to end; chained: stages in the TOML"},
                                 kTopo, &TopoLossConfig::schedule, {"constant", "linear", "cosine_decay", "chained"})));
  rows.push_back(
      advanced(when(risesLinearly, number({"topoloss.tau_start", "τ at start", "", "the value it begins with"}, kTopo,
                                          &TopoLossConfig::tauStart, {0, 1e6}))));
  rows.push_back(advanced(when(decays, number({"topoloss.tau_end", "τ at end", "", "the value it ends with"}, kTopo,
                                              &TopoLossConfig::tauEnd, {0, 1e6}))));
  rows.push_back(advanced(when(followsSchedule, number({"topoloss.schedule_steps", "τ schedule length", "steps",
                                                        "steps the schedule takes; 0: the whole run"},
                                                       kTopo, &TopoLossConfig::scheduleSteps, {0, kMany}))));
}

void addOptimizer(std::vector<ConfigField>& rows) {
  rows.push_back(choice({"optimizer.kind", "Optimizer", "", "how weights follow the gradient"}, kOptimizer,
                        &OptimizerConfig::kind, {"sgd", "adam", "adamw"}));
  rows.push_back(number({"optimizer.learning_rate", "Learning rate", "", "size of an update, at its largest"},
                        kOptimizer, &OptimizerConfig::learningRate, {0, 1000}));
  rows.push_back(number({"optimizer.weight_decay", "Weight decay", "", "pull of the weights towards 0"}, kOptimizer,
                        &OptimizerConfig::weightDecay, {0, 100}));
  rows.push_back(advanced(
      when(decaysWeights, choice({"optimizer.decay_on", "Weight decay on", "",
                                  "all; no_norm: not on batch and layer norms; matrices: not on biases and norms"},
                                 kOptimizer, &OptimizerConfig::decayOn, {"all", "no_norm", "matrices"}))));
  rows.push_back(when(isSgd, number({"optimizer.momentum", "Momentum", "", "share of the last update that is kept"},
                                    kOptimizer, &OptimizerConfig::momentum, {0, 0.9999})));
  rows.push_back(advanced(when(isSgd, make({"optimizer.nesterov", "Nesterov", "", "looks ahead along the momentum"},
                                           FieldKind::Switch, kOptimizer, &OptimizerConfig::nesterov))));
  rows.push_back(advanced(when(isAdam, number({"optimizer.beta2", "β₂", "",
                                               "share of the squared gradient's mean that is kept; 0.95 for language"},
                                              kOptimizer, &OptimizerConfig::beta2, {0, 0.999999}))));
  rows.push_back(
      choice({"optimizer.schedule", "Learning rate schedule", "", "how the learning rate changes over the run"},
             kOptimizer, &OptimizerConfig::schedule, {"constant", "cosine", "linear", "one_cycle"}));
  rows.push_back(
      advanced(number({"optimizer.warmup_steps", "Warm-up", "steps", "steps in which the learning rate rises from 0"},
                      kOptimizer, &OptimizerConfig::warmupSteps, {0, kMany})));
  rows.push_back(advanced(when(warmsUp, number({"optimizer.warmup_start", "Warm-up start", "",
                                                "share of the learning rate at step 0; 0: one step's part of it"},
                                               kOptimizer, &OptimizerConfig::warmupStart, {0, 1}))));
  rows.push_back(advanced(when(endsAtShare, number({"optimizer.final_rate", "Final rate", "",
                                                    "share of the learning rate that is left at the end"},
                                                   kOptimizer, &OptimizerConfig::finalRate, {0, 1}))));
  rows.push_back(
      advanced(number({"optimizer.gradient_clip", "Gradient clip", "", "largest norm of the whole gradient; 0: off"},
                      kOptimizer, &OptimizerConfig::gradientClip, {0, 1e9})));
  rows.push_back(advanced(
      number({"optimizer.label_smoothing", "Label smoothing", "", "share of the target spread over all classes"},
             kOptimizer, &OptimizerConfig::labelSmoothing, {0, 1})));
}

void addTrain(std::vector<ConfigField>& rows) {
  rows.push_back(when(countsEpochs, number({"train.epochs", "Epochs", "epochs", "passes over the training set"}, kTrain,
                                           &TrainConfig::epochs, {1, 1e6})));
  rows.push_back(
      advanced(number({"train.steps", "Steps", "steps", "updates; when above 0 they decide instead of the epochs"},
                      kTrain, &TrainConfig::steps, {0, kMany})));
  rows.push_back(number({"train.batch_size", "Batch size", "images", "images of one update"}, kTrain,
                        &TrainConfig::batchSize, {1, 65536}));
  rows.push_back(advanced(number({"train.parts", "Parts of a batch", "",
                                  "a batch is computed in so many parts, whose gradients are added: less memory, the "
                                  "same update; batch norm sees each part alone"},
                                 kTrain, &TrainConfig::parts, {1, 65536})));
  rows.push_back(advanced(choice({"train.precision", "Precision", "",
                                  "bf16: autocast, TopoLoss stays in fp32; auto: bf16 where the device computes it"},
                                 kTrain, &TrainConfig::precision, {"auto", "fp32", "bf16"})));
  rows.push_back(
      advanced(make({"train.channels_last", "Channels last", "", "memory order of convolution weights and images"},
                    FieldKind::Switch, kTrain, &TrainConfig::channelsLast)));
  rows.push_back(number({"train.seed", "Seed", "", "of the first weights, the order of the data and the split"}, kTrain,
                        &TrainConfig::seed, {0, 4294967295.0}));
}

void addProbe(std::vector<ConfigField>& rows) {
  rows.push_back(
      make({"probe.data", "Probe", "",
            "stimuli for live maps: localizer:FOLDER, synthetic_localizer: ...; empty: the validation images"},
           FieldKind::Stimuli, kProbe, &ProbeConfig::data));
  rows.push_back(advanced(
      make({"probe.contrasts", "Contrasts", "", "auto, each, floc, size-animacy, synthetic, or a contrasts.toml"},
           FieldKind::Text, kProbe, &ProbeConfig::contrasts)));
  rows.push_back(advanced(number({"probe.stimuli", "Probe stimuli", "", "most of them, evenly over the categories"},
                                 kProbe, &ProbeConfig::stimuli, {2, 1e6})));
  rows.push_back(advanced(
      number({"probe.cost", "Probe's share", "",
              "of the training time, at most, for live views; stored snapshots are always measured; 0: only those"},
             kProbe, &ProbeConfig::cost, {0, 1})));
}

void addOutput(std::vector<ConfigField>& rows) {
  rows.push_back(
      advanced(number({"output.scalars_every", "Curves every", "steps", "steps between two points of the curves"},
                      kOutput, &OutputConfig::scalarsEvery, {1, 1e6})));
  rows.push_back(advanced(choice({"output.maps", "Maps", "", "log+epoch: steps 0 1 2 5 10 20 50 ... and each epoch"},
                                 kOutput, &OutputConfig::maps, {"log+epoch", "epoch", "none"})));
  rows.push_back(
      advanced(number({"output.checkpoint_epochs", "Checkpoint every", "epochs", "epochs between two checkpoints"},
                      kOutput, &OutputConfig::checkpointEpochs, {1, 1e6})));
  rows.push_back(advanced(number({"output.checkpoint_minutes", "Also every", "min",
                                  "minutes of training between two checkpoints within an epoch; 0: at epochs only"},
                                 kOutput, &OutputConfig::checkpointMinutes, {0, 1e6})));
  rows.push_back(advanced(number({"output.keep_checkpoints", "Checkpoints kept", "", "older ones are removed"}, kOutput,
                                 &OutputConfig::keepCheckpoints, {1, 1e6})));
  rows.push_back(advanced(make({"output.tensorboard", "TensorBoard", "", "also writes the curves for TensorBoard"},
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
