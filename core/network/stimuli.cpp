// DATA, an array as it is, or a run's own validation images.
#include "core/network/stimuli.h"

#include <algorithm>
#include <filesystem>
#include <thread>

#include "core/data/data_reference.h"
#include "core/data/encoded_text.h"
#include "core/data/npy_tensor.h"
#include "core/data/memory_datasets.h"
#include "core/data/token_dataset.h"
#include "core/network/network.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/stimuli/fitted_dataset.h"

namespace studio {
namespace {

constexpr std::int64_t kBatchSize = 64;

/// The same images, with one more thing that a person should know of them.
class DatasetWithRemark : public SubsetDataset {
 public:
  DatasetWithRemark(std::shared_ptr<const Dataset> data, std::vector<std::int64_t> all, std::string remark)
      : SubsetDataset(std::move(data), std::move(all)), remark_(std::move(remark)) {}
  std::vector<std::string> remarks() const override {
    auto remarks = SubsetDataset::remarks();
    remarks.insert(remarks.begin(), remark_);
    return remarks;
  }

 private:
  std::string remark_;
};

std::shared_ptr<const Dataset> remarkedOn(std::shared_ptr<const Dataset> data, std::string remark) {
  auto all = everyIndex(*data);
  return std::make_shared<DatasetWithRemark>(std::move(data), std::move(all), std::move(remark));
}

std::string describeCount(const Dataset& data) {
  const bool one = data.size() == 1;
  return std::to_string(data.size()) +
         (data.isLanguage() ? (one ? " row of tokens" : " rows of tokens") : (one ? " image" : " images"));
}

/// The part meant: the set's own test images, else all of it; which one it is is said. `name` is empty for a run's own
/// data.
std::shared_ptr<const Dataset> wholeOrTest(const DataSplit& split, const std::string& name) {
  const bool own = name.empty(), parts = split.validation->size() > 0;
  if (parts && own) return split.validation;
  if (parts)
    return remarkedOn(split.validation, "Of the two parts of " + name + " the one for tests is taken, " +
                                            describeCount(*split.validation) + "; the " +
                                            describeCount(*split.training) + " of its training part are not.");
  if (!own || split.training->size() == 0) return split.training;
  return remarkedOn(split.training, "The run has no validation part (data.validation is 0), so the " +
                                        describeCount(*split.training) + " that it was trained on are taken.");
}

/// One image's preparation, of the run; how much of which set is the reference's own.
DataConfig preparationConfig(const DataConfig& config) {
  DataConfig base;
  base.imageSize = config.imageSize;
  base.cropRatio = config.cropRatio;
  base.flipTest = config.flipTest;
  base.mean = config.mean;
  base.std = config.std;
  base.context = config.context;
  if (const auto own = config.further.find(kTokenizerSetting); own != config.further.end())
    base.further[kTokenizerSetting] = tokenizerForOtherText(std::get<std::string>(own->second), config.root);
  return base;
}

/// What stimuli are drawn from, whatever network sees them; of a set with a place only its split is drawn, by the seed
/// of the run whose split it may be.
std::int64_t seedOf(const DataConfig& data, const std::string& name, std::int64_t runSeed) {
  const auto* kind = findDataset(data.kind);
  if (!kind || !readsPlace(*kind)) return data.seed.value_or(0);
  if (data.seed)
    throw UserError("The data \"" + name + "\" have the option \"seed\", but " + data.kind +
                    " are read from a place, not drawn; leave it out.");
  return runSeed;
}

std::shared_ptr<const Dataset> openRows(const std::filesystem::path& file, std::int64_t vocabulary) {
  const auto array = readArray(file, {"x", "tokens", "input"});
  const auto rows = makeTensor(array, file.string());
  if (rows.dim() != 2 || rows.numel() == 0 || !torch::isIntegralType(rows.scalar_type(), /*includeBool=*/false))
    throw UserError(file.string() + " does not hold rows of tokens; an array of int64 [n, tokens] is needed.");
  return std::make_shared<TokenRows>(rows.to(torch::kInt64).clone(), vocabulary, file.string());
}

std::shared_ptr<const Dataset> openImages(const std::filesystem::path& file) {
  const auto array = readArray(file, {"x", "images", "input"});
  const auto images = readFiniteImages(array, file.string());
  std::vector<std::int64_t> labels(static_cast<std::size_t>(images.size(0)), 0);
  return std::make_shared<TensorDataset>(images, std::move(labels), std::vector<std::string>{}, false);
}

}  // namespace

InputShape Stimuli::shape() const { return makeInputShape(*data); }

Stimuli openStimuli(const StimuliRequest& request, const RunConfig& config) {
  if (!request.data.empty() && !request.array.empty())
    throw UserError("Both --data and --input were given; name one of them.");
  Stimuli stimuli;
  auto data = config.data;
  if (!request.array.empty()) {
    stimuli.name = request.array.string();
    const auto input = defaultInputShape(config.model);
    stimuli.data = input.language() ? openRows(request.array, input.vocabulary) : openImages(request.array);
  } else {
    const bool own = request.data.empty();
    if (own) requireOwnData(config, "choose other data (--data KIND:PATH)");
    if (!own) data = parseDataReference(request.data, preparationConfig(config.data));
    stimuli.name = request.data.empty() ? data.kind + ":" + data.root : request.data;
    stimuli.kind = data.kind;
    auto shown = config;
    shown.data = data;
    if (!own) shown.train.seed = seedOf(data, stimuli.name, config.train.seed);
    const auto split = openRunData(shown);
    stimuli.data = wholeOrTest(split, own ? std::string() : stimuli.name);
    if (own) stimuli.own = split;
  }
  stimuli.options.batchSize = examplesAtOnce(
      kBatchSize, InputShape::ofTokens(stimuli.shape().tokens, defaultInputShape(config.model).vocabulary),
      torch::kCPU);
  stimuli.options.shuffle = false;
  stimuli.options.channelsLast = config.train.channelsLast;
  stimuli.options.workers = std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, 8);
  stimuli.options.mean = data.mean;
  stimuli.options.std = data.std;
  stimuli.flip = data.flipTest;
  return stimuli;
}

void requireOwnData(const RunConfig& config, const std::string& otherwise) {
  const auto& root = config.data.root;
  const auto* kind = findDataset(config.data.kind);
  const bool isPattern = root.find_first_of("*?[") != std::string::npos;
  std::error_code none;
  if (!kind || !readsPlace(*kind) || root.empty() || isPattern ||
      std::filesystem::exists(withOpenablePaths(config).data.root, none))
    return;
  throw UserError("The data of the run are not in " + root + " any more; put them back there, or a link to them, or " +
                  otherwise + ".");
}

void leaveOutUnreadable(Stimuli& stimuli, const BatchProgress& reading) {
  const auto* kind = findDataset(stimuli.kind);
  if (kind && kind->files) stimuli.data = readable(stimuli.data, reading);
}

Stimuli stimuliFor(const StimuliRequest& request, RunConfig config, const InputShape& seen,
                   const BatchProgress& reading) {
  const auto* kind = findDataset(request.data.substr(0, request.data.find(':')));
  if (kind && kind->anySize && config.data.imageSize == 0) config.data.imageSize = seen.height;
  auto stimuli = openStimuli(request, config);
  if (stimuli.data->isLanguage()) return stimuli;
  leaveOutUnreadable(stimuli, reading);
  if (!seen.language() && stimuli.shape().channels != seen.channels) {
    stimuli.data = showAs(stimuli.data, seen.channels);
    const auto fits = [&](const std::vector<double>& each) {
      return each.size() <= 1 || std::int64_t(each.size()) == seen.channels;
    };
    if (!fits(stimuli.options.mean) || !fits(stimuli.options.std)) stimuli.options.mean = stimuli.options.std = {0.5};
  }
  return stimuli;
}

}  // namespace studio
