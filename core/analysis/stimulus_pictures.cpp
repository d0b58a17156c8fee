// Stimuli as a person sees them: the images that the network is shown, before they are normalised.
#include <torch/nn/functional/upsampling.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

#include "core/analysis/shown_network.h"

namespace studio {
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

StimulusPicture pictureOf(const Dataset& data, std::int64_t index, int side) {
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
    if (index >= 0 && index < stimuli.data->size()) pictures.push_back(pictureOf(*stimuli.data, index, side));
  return pictures;
}

}  // namespace studio
