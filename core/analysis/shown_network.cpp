// See shown_network.h; at the end stimuli as pictures (analyse.h).
#include "core/analysis/shown_network.h"

#include <torch/nn/functional/upsampling.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/data/data_reference.h"
#include "core/network/device.h"
#include "core/network/network.h"
#include "core/network/source_tokenizer.h"
#include "core/run/error.h"
#include "core/train/train_job.h"
#include "core/weights/state_dict.h"

namespace studio {

namespace {

bool isRandom(const SourceRequest& source) { return source.weights.starts_with("random:"); }

/// Values of one image as an image: three square planes, one square plane, or a row.
InputShape squareImageShape(std::int64_t values) {
  const auto side = [](std::int64_t area) { return std::int64_t(std::llround(std::sqrt(double(area)))); };
  if (const auto s = side(values); s * s == values) return {1, s, s};
  if (const auto s = side(values / 3); values % 3 == 0 && s * s * 3 == values) return {3, s, s};
  return {1, 1, values};
}

/// What a network sees: channels and, where the run or the weights decide them, sides.
InputShape seenBy(const OpenedSource& source) {
  auto wanted = defaultInputShape(source.config.model);
  if (wanted.language()) return wanted;
  if (source.config.model.smallImages) wanted.height = wanted.width = 32;  // what the small stem is for
  if (source.config.data.imageSize > 0) wanted.height = wanted.width = source.config.data.imageSize;
  const auto takes = inputOfWeights(source.config.model, makeStateDict(*source.model), wanted);
  return takes.height == 1 ? squareImageShape(takes.channels * takes.width) : takes;
}

/// Mean and standard deviation that the network was trained with belong to it, not to the stimuli it is shown later.
void takeNormalising(RunConfig& config, const std::string& kind) {
  if (!config.data.mean.empty() || kind == config.data.kind) return;
  try {
    const auto own = openRunData(config).training;
    config.data.mean = own->defaultMean();
    config.data.std = own->defaultStd();
  } catch (const UserError&) {  // the run's own data are not here: the stimuli's
  }
}

std::string sourceKind(const std::string& data) { return data.substr(0, data.find(':')); }

/// As stimuliFor(); those of a run are normalised as what it learned from.
Stimuli fittedStimuli(const AnalysisRequest& request, RunConfig config, const InputShape& seen,
                      const BatchProgress& reading = {}) {
  if (!request.stimuli.data.empty() && !request.source.run.empty())
    takeNormalising(config, sourceKind(request.stimuli.data));
  return stimuliFor(request.stimuli, withOwnTokenizer(request.source, std::move(config)), seen, reading);
}

void requireStimuli(const AnalysisRequest& request) {
  if (!request.source.model.empty() && request.stimuli.data.empty() && request.stimuli.array.empty())
    throw UserError(
        "No stimuli were named; give --data KIND:PATH, e.g. --data localizer:floc or --data synthetic_localizer:.");
}

void requireEnough(const Stimuli& stimuli) {
  if (stimuli.data->size() < 2)
    throw UserError(stimuli.name + (stimuli.data->size() == 1 ? " holds one stimulus" : " holds no stimuli") +
                    "; an analysis needs two or more.");
}

/// The control: the same network before its first step.
void forget(OpenedSource& source) {
  auto config = source.config;
  config.model.weights.clear();
  const auto input = inputOfWeights(config.model, makeStateDict(*source.model), defaultInputShape(config.model));
  source.model = previewNetwork(config, input);
  source.model->eval();
  source.name += ", untrained";
  source.step = 0;
}

}  // namespace

std::string takeChangedData(const SourceRequest& source, Stimuli& stimuli) {
  const auto own = std::exchange(stimuli.own, std::nullopt);
  return own && !source.run.empty() ? changedDataWarning(resolveCheckpoint(source).run, *own) : std::string();
}

ShownNetwork openShown(const AnalysisRequest& request, const Computing& computing) {
  requireStimuli(request);
  useThreads(computing.threads);
  const auto device = torchDevice(chooseDevice(computing.device));
  ShownNetwork shown;
  if (isRandom(request.source)) {  // made to fit the stimuli
    const auto config = makeConfig(request.source);
    shown.stimuli = fittedStimuli(request, config, {3, 0, 0}, computing.reading);
    shown.source = openSource(request.source, shown.stimuli.shape());
  } else {
    shown.source = openSource(request.source);
    if (request.firstWeights) forget(shown.source);
    shown.stimuli = fittedStimuli(request, shown.source.config, seenBy(shown.source), computing.reading);
  }
  if (computing.report && !request.firstWeights)
    for (const auto& note : shown.source.notes) computing.report(note);
  requireEnough(shown.stimuli);
  requireFits(shown.source, shown.stimuli.shape(), shown.stimuli.name);
  warnOfWeights(shown.source, computing);
  shown.changed = takeChangedData(request.source, shown.stimuli);
  shown.source.model->to(device);
  shown.stimuli.options.device = device;
  return shown;
}

OpenedSource openNetwork(const AnalysisRequest& request, const Computing& computing) {
  useThreads(computing.threads);
  auto source = openSource(request.source);
  if (request.firstWeights) forget(source);
  if (computing.report && !request.firstWeights)
    for (const auto& note : source.notes) computing.report(note);
  warnOfWeights(source, computing);
  source.model->to(torchDevice(chooseDevice(computing.device)));
  return source;
}

Stimuli openStimuliFor(const AnalysisRequest& request) {
  requireStimuli(request);
  if (isRandom(request.source)) return fittedStimuli(request, makeConfig(request.source), {3, 0, 0});
  const auto source = openSource(request.source);
  return fittedStimuli(request, source.config, seenBy(source));
}

// Stimuli as a person sees them: the images that the network is shown, before they are normalised.

namespace {

/// uint8 or float [channels, height, width] -> float [3, height, width] in 0..255. Float images (arrays) have any
/// range: theirs.
torch::Tensor coloured(const torch::Tensor& image) {
  auto values = image.to(torch::kFloat32);
  if (image.scalar_type() != torch::kUInt8) {
    const auto low = values.min(), high = values.max();
    values = (values - low) / (high - low).clamp_min(1e-12) * 255;
  }
  return values.size(0) == 3 ? values : values.narrow(0, 0, 1).expand({3, -1, -1});
}

/// Never enlarged: what has 28 px is shown with 28 px.
torch::Tensor shrunk(const torch::Tensor& image, int side) {
  const double longer = double(std::max(image.size(1), image.size(2)));
  if (longer <= side) return image;
  const auto scaled = [&](std::int64_t size) {
    return std::max<std::int64_t>(1, std::int64_t(double(size) * side / longer + 0.5));
  };
  namespace F = torch::nn::functional;
  const auto options = F::InterpolateFuncOptions()
                           .size(std::vector<std::int64_t>{scaled(image.size(1)), scaled(image.size(2))})
                           .mode(torch::kBilinear)
                           .align_corners(false)
                           .antialias(true);
  return F::interpolate(image.unsqueeze(0), options).squeeze(0);
}

StimulusPicture makePicture(const Dataset& data, std::int64_t index, int side) {
  const torch::NoGradGuard noGrad;
  const auto bytes = shrunk(coloured(data.get(index).image), side)
                         .round()
                         .clamp(0, 255)
                         .to(torch::kUInt8)
                         .permute({1, 2, 0})
                         .contiguous();  // [3, h, w] -> [h, w, 3]
  StimulusPicture picture;
  picture.name = data.stimulusName(index);
  const auto classes = data.classNames();
  if (const auto label = data.label(index); label >= 0 && label < std::int64_t(classes.size()))
    picture.category = classes[std::size_t(label)];
  picture.height = int(bytes.size(0));
  picture.width = int(bytes.size(1));
  const auto* first = bytes.const_data_ptr<std::uint8_t>();
  picture.rgb.assign(first, first + bytes.numel());
  return picture;
}

}  // namespace

std::vector<StimulusPicture> stimulusPictures(const AnalysisRequest& request, const std::vector<std::int32_t>& indices,
                                              int side) {
  const auto stimuli = openStimuliFor(request);
  std::vector<StimulusPicture> pictures;
  if (stimuli.data->isLanguage() || side < 1) return pictures;
  for (const auto index : indices)
    if (index >= 0 && index < stimuli.data->size()) pictures.push_back(makePicture(*stimuli.data, index, side));
  return pictures;
}

}  // namespace studio
