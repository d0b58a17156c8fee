// DATA, an array as it is, or a run's own validation images.
#include "core/eval/stimuli.h"

#include <algorithm>
#include <thread>

#include "core/data/data_reference.h"
#include "core/data/npy_tensor.h"
#include "core/data/tensor_dataset.h"
#include "core/data/token_dataset.h"
#include "core/network/network.h"
#include "core/network/run_batches.h"
#include "core/run/error.h"
#include "core/stimuli/fitted_dataset.h"

namespace studio {
namespace {

constexpr std::int64_t kBatchSize = 64;

/// The part meant: the set's own test images, else all of it.
std::shared_ptr<const Dataset> wholeOrTest(const DataSplit& split) { return split.validation->size() > 0 ? split.validation : split.training; }

/// One image's preparation, of the run; how much of which set is the reference's own.
DataConfig preparationOf(const DataConfig& config) {
  DataConfig base;
  base.imageSize = config.imageSize;
  base.cropRatio = config.cropRatio;
  base.flipTest = config.flipTest;
  base.mean = config.mean;
  base.std = config.std;
  base.context = config.context;
  return base;
}

std::shared_ptr<const Dataset> openRows(const std::filesystem::path& file, std::int64_t vocabulary) {
  const auto array = readArray(file, {"x", "tokens", "input"});
  const auto rows = tensorOf(array, file.string());
  if (rows.dim() != 2 || rows.numel() == 0 || !torch::isIntegralType(rows.scalar_type(), /*includeBool=*/false))
    throw UserError(file.string() + " does not hold rows of tokens; an array of int64 [n, tokens] is needed.");
  return std::make_shared<TokenRows>(rows.to(torch::kInt64).clone(), vocabulary, file.string());
}

std::shared_ptr<const Dataset> openImages(const std::filesystem::path& file) {
  const auto array = readArray(file, {"x", "images", "input"});
  const auto images = imagesOf(array, file.string()).to(torch::kFloat32).clone();
  requireFiniteImages(images, file.string());
  std::vector<std::int64_t> labels(static_cast<std::size_t>(images.size(0)), 0);
  return std::make_shared<TensorDataset>(images, std::move(labels), std::vector<std::string>{}, false);
}

}  // namespace

InputShape Stimuli::shape() const { return inputOf(*data); }

Stimuli openStimuli(const StimuliRequest& request, const RunConfig& config) {
  if (!request.data.empty() && !request.array.empty()) throw UserError("Both --data and --input were given; name one of them.");
  Stimuli stimuli;
  auto data = config.data;
  if (!request.array.empty()) {
    stimuli.name = request.array.string();
    const auto input = defaultInputOf(config.model);
    stimuli.data = input.language() ? openRows(request.array, input.vocabulary) : openImages(request.array);
  } else {
    if (!request.data.empty()) data = parseDataReference(request.data, preparationOf(config.data));
    stimuli.name = request.data.empty() ? data.kind + ":" + data.root : request.data;
    stimuli.kind = data.kind;
    auto shown = config;
    shown.data = data;
    stimuli.data = wholeOrTest(openDataOf(shown));
  }
  stimuli.options.batchSize = examplesAtOnce(kBatchSize, InputShape::ofTokens(stimuli.shape().tokens, defaultInputOf(config.model).vocabulary), torch::kCPU);
  stimuli.options.shuffle = false;
  stimuli.options.channelsLast = config.train.channelsLast;
  stimuli.options.workers = std::clamp(static_cast<int>(std::thread::hardware_concurrency()) / 2, 1, 8);
  stimuli.options.mean = data.mean;
  stimuli.options.std = data.std;
  stimuli.flip = data.flipTest;
  return stimuli;
}

void leaveOutUnreadable(Stimuli& stimuli, const BatchProgress& reading) {
  const auto* kind = findDataset(stimuli.kind);
  if (kind && kind->files) stimuli.data = readable(stimuli.data, reading);
}

}  // namespace studio
