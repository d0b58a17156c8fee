// Everything that decides a run: plain structs with defaults; TOML in and out (see docs: the contract of
// configurations). One description of the settings (configFields) serves TOML, `--help` and the form. No thread of its
// own: values.
#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace studio {

/// A setting's value. Layers: an empty list means "default". NumberPair: a list of two.
using ConfigValue = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>,
                                 std::vector<double>, std::vector<std::string>>;
/// Settings that a row of a table brings (addConfigFields), by key: "losses.NAME.weight". Their fields read and write
/// them; what is not here has its default.
using FurtherSettings = std::map<std::string, ConfigValue>;

struct ModelConfig {
  std::string name = "mlp";               ///< row of the model table (`toponets models`)
  std::int64_t classes = 10;              ///< output units, 1 or more
  std::vector<std::int64_t> hidden{256};  ///< mlp: hidden units of each layer
  bool bias = true;                       ///< mlp, nanogpt: biases in the linear layers (nanoGPT as published: none)
  bool smallImages = false;               ///< resnet: 3x3 stem of stride 1, no max-pool
  bool blurPool = false;                  ///< resnet: BlurPool before strided convolutions
  std::int64_t layers = 0;                ///< transformers: blocks; 0 in this and the next five = as published
  std::int64_t heads = 0;                 ///< transformers: attention heads; they divide the width
  std::int64_t width = 0;                 ///< transformers: values a token
  std::int64_t context = 0;               ///< language: most tokens at once
  std::int64_t vocabulary = 0;            ///< language: kinds of tokens
  std::int64_t patchSize = 0;             ///< vit: px a side of a patch
  bool tiedHead = true;                   ///< language: the output head is the table of tokens
  std::string gelu = "published";         ///< transformers: published, exact, tanh (its approximation)
  double normEpsilon = 0;                 ///< transformers: of the layer norms; 0 = as published
  double dropout = 0;                     ///< language: share of values left out while training, below 1
  std::int64_t window = 0;                ///< gpt_neo: newest tokens that every other block sees; 0 = as published
  std::string weights;                    ///< file to start from; empty = random, from the seed
  bool partialWeights = false;            ///< of that file what fits; all else is random, from the seed
  FurtherSettings further;                ///< of the model's own row: "model.NAME.key"
};

struct DataConfig {
  std::string kind = "idx";    ///< row of the data-set table
  std::string root;            ///< folder or file; relative to the working directory
  std::int64_t imageSize = 0;  ///< px; 0 = as stored
  double cropRatio = 1;        ///< the shorter side becomes imageSize / cropRatio, then the centre square is taken
  std::int64_t samples = 0;    ///< generated sets: how many images; 0 = bars 2000, synthetic localizer 500
  bool grey = false;           ///< synthetic localizer: one channel instead of three
  double validation = 0.1;     ///< share of the training set (0..0.9) where the set has no split of its own
  std::vector<double> mean;    ///< per channel after scaling to 0..1; empty = the set's default
  std::vector<double> std;
  std::string augment = "none";   ///< none, crop_flip, random_resized_crop
  bool flipTest = false;          ///< validation adds the logits of each image's mirror image
  std::int64_t trainSize = 0;     ///< px, of the training images at first; 0 = imageSize
  std::int64_t trainSizeEnd = 0;  ///< px, which they reach; 0 = they do not grow
  std::int64_t growFrom = 0,
               growTo = 0;  ///< epochs, counted from 0: the last of the first size and the first of the last
  std::int64_t limit = 0;   ///< only the first N images or tokens; 0 = all
  std::int64_t validationLimit =
      0;  ///< most images (rows) measured while training, evenly spread over the validation; 0 = all
  std::int64_t tokenBytes = 0;       ///< tokens: 1, 2, 4 or 8 bytes each; 0 = detected from the file
  std::int64_t context = 0;          ///< language: tokens of an example; 0 = the model's
  std::int64_t vocabulary = 0;       ///< not a setting: the model's, so that other tokens are refused; 0 = any
  std::optional<std::int64_t> seed;  ///< not a setting: of drawn stimuli, where DATA says one (core/run/stimuli_seed.h)
  FurtherSettings further;           ///< of the data set's own row: "data.KIND.key"
};

/// A part of a chained schedule (core/run/schedule.h).
struct TauStage {
  std::string mode = "linear";  ///< constant, linear, cosine_growth, cosine_decay
  double start = 0, end = 1;
  std::int64_t steps = 100;
};

struct TopoOverride {  ///< [[topoloss.override]]
  std::string layer;
  std::optional<double> tau;
  std::optional<std::pair<double, double>> factor;
};

struct TopoLossConfig {
  double tau = 10.0;                       ///< weight of the loss ("scale" of the topoloss package), 0 = watch only
  std::pair<double, double> factor{3, 3};  ///< blur: rows and columns shrink by this, 1 or more, may be fractional
  std::string mode = "bilinear";           ///< bilinear, nearest
  bool perSlice = false;                   ///< cosine over the sheet for each depth slice instead of for each unit
  bool defaultLayers = true;               ///< layers = "default"
  std::vector<std::string> layers;         ///< else these names
  /// Of tau: constant, linear and cosine_growth (tauStart -> tau), cosine_decay (tau -> tauEnd), steps, chained
  /// (stages)
  std::string schedule = "constant";
  double tauStart = 0, tauEnd = 0;
  std::int64_t scheduleSteps = 0;        ///< steps the schedule takes; 0 = the whole run
  std::vector<std::int64_t> scheduleAt;  ///< of "steps": from these steps on ...
  std::vector<double> scheduleValues;    ///< ... tau is this
  std::vector<TauStage> stages;          ///< [[topoloss.stage]] of "chained"
  /// Of the factor, in both directions, with the same choices; an override's factor stays as it is.
  std::string factorSchedule = "constant";
  double factorStart = 1, factorEnd = 1;
  std::int64_t factorScheduleSteps = 0;
  std::vector<std::int64_t> factorAt;
  std::vector<double> factorValues;
  std::string factorStages;  ///< "linear 1 3 500, constant 3 3 1"
  std::vector<TopoOverride> overrides;
};

struct OptimizerConfig {
  std::string kind = "adamw";  ///< row of the table of optimizers (core/run/optimizers.h)
  double learningRate = 1e-3;
  double weightDecay = 0.0;
  std::string decayOn = "all";  ///< all, no_norm (not on norm layers), matrices (parameters of 2 or more dimensions)
  double momentum = 0.9;        ///< sgd
  bool nesterov = false;        ///< sgd: looks ahead along the momentum
  double beta2 = 0.999;         ///< adam, adamw: memory of the squared gradient
  std::string schedule = "cosine";  ///< constant, cosine, linear, one_cycle
  std::int64_t warmupSteps = 0;
  double warmupStart = 0;       ///< share of the learning rate at step 0; 0 = 1 / warmupSteps
  double finalRate = 0;         ///< cosine, linear: share of the learning rate at the end
  double gradientClip = 0.0;    ///< global norm; 0 = off
  double labelSmoothing = 0.0;  ///< 0..1
};

struct TrainConfig {
  std::int64_t epochs = 10;
  std::int64_t steps = 0;  ///< when > 0, decides instead of epochs
  std::int64_t batchSize = 64;
  std::int64_t parts = 1;          ///< a batch is computed in so many, one after another, and their gradients are added
  std::string precision = "fp32";  ///< fp32, bf16 (autocast; TopoLoss stays fp32), auto (one of them as the run starts)
  bool channelsLast = true;        ///< memory format of convolution weights and images
  std::int64_t seed = 0;
};

/// What is looked at while the network learns: selectivity for contrasts, smoothness and dimensionality of every sheet.
struct ProbeConfig {
  std::string data;                ///< DATA (KIND:PATH...); empty = the validation images, each class against the rest
  std::string contrasts = "auto";  ///< auto, each, floc, size-animacy, synthetic, or a contrasts.toml
  std::int64_t stimuli = 512;      ///< most stimuli, as many of each category as of the others
  double cost =
      0.05;  ///< share of the training time that live views may take, 0..1; stored snapshots are always measured
};

struct OutputConfig {
  std::int64_t scalarsEvery = 10;  ///< steps
  std::string maps = "log+epoch";  ///< log+epoch, epoch, none
  std::int64_t checkpointEpochs = 1;
  double checkpointMinutes = 10;  ///< of training, within an epoch too; 0 = at epochs only
  std::int64_t keepCheckpoints = 2;
  std::int64_t sampleTokens = 100;  ///< language: of the text that is drawn with each stored snapshot; 0 = none
  std::string samplePrompt;         ///< what it goes on from; empty: the end of text, else a line end
  double sampleTemperature = 0.8;   ///< 0: always the likeliest token
  std::int64_t sampleTopK = 200;    ///< the likeliest of which one is drawn; 0 = all
  std::int64_t sampleSeed = 0;      ///< the same draws each time
  bool tensorboard = false;         ///< the scalars as TensorBoard reads them, beside scalars.csv
};

struct RunConfig {
  ModelConfig model;
  DataConfig data;
  TopoLossConfig topoloss;
  OptimizerConfig optimizer;
  TrainConfig train;
  ProbeConfig probe;
  OutputConfig output;
  FurtherSettings further;  ///< of all other tables: "losses.NAME.weight"
};

/// Reads TOML. Throws UserError naming file, line and key for an unknown key (with a suggestion), a wrong type or bad
/// syntax.
RunConfig parseConfig(std::string_view toml, const std::string& sourceName = "config.toml");
RunConfig loadConfig(const std::filesystem::path& file);
/// TOML with every setting written out; parseConfig(toToml(c)) == c.
std::string toToml(const RunConfig& config);
/// Applies one `key=value` of `--set`, e.g. "topoloss.tau=3" or "topoloss.factor=[4,4]". Throws UserError, which begins
/// with `where` it stands; empty: with "--set KEY=VALUE".
void applySetting(RunConfig& config, std::string_view assignment, const std::string& where = {});

bool operator==(const RunConfig& a, const RunConfig& b);

/// The same run trained for its task alone: tau 0 in every layer, no rival loss.
RunConfig withoutLosses(RunConfig config);

}  // namespace studio
