// The data set "synthetic_localizer": drawings of faces, bodies, scenes and objects, and phase-scrambled ones, made on
// demand. An image is a function of (seed, index) alone; its category is index modulo five. All have the same mean and
// standard deviation of luminance, and a tint that knows nothing of the category.
#include <ATen/ops/fft_irfft2.h>
#include <ATen/ops/fft_rfft2.h>
#include <torch/types.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/data/dataset.h"
#include "core/data/memory_datasets.h"
#include "core/run/error.h"
#include "core/stimuli/synthetic_pictures.h"

namespace studio {
namespace {

constexpr std::array kCategories{"face", "body", "scene", "object", "scrambled"};
constexpr std::array kDrawings{drawFace, drawBody, drawScene, drawObject};
constexpr std::int64_t kClasses = kCategories.size(), kDrawn = kDrawings.size();
constexpr std::int64_t kDefaultSize = 32, kLeastSize = 16, kDefaultSamples = 500, kMostSamples = 1'000'000;
constexpr std::int64_t kKeptBytes = std::int64_t{512} << 20;

class SyntheticLocalizer : public Dataset {
 public:
  SyntheticLocalizer(std::int64_t count, std::int64_t side, bool grey, std::int64_t seed)
      : count_(count), side_(side), grey_(grey), seed_(seed), kept_(count, kKeptBytes) {}
  std::int64_t size() const override { return count_; }
  Example get(std::int64_t index) const override {
    return {kept_.get(index, [&] { return draw(index); }), label(index)};
  }
  std::int64_t label(std::int64_t index) const override { return index % kClasses; }
  std::vector<std::int64_t> imageShape() const override { return {grey_ ? 1 : 3, side_, side_}; }
  std::vector<std::string> classNames() const override { return {kCategories.begin(), kCategories.end()}; }
  std::string stimulusName(std::int64_t index) const override {
    return std::string("synthetic ") + kCategories[static_cast<std::size_t>(label(index))] + "-" +
           std::to_string(index / kClasses + 1);
  }

 private:
  torch::Tensor draw(std::int64_t index) const;
  std::int64_t count_, side_;
  bool grey_;
  std::int64_t seed_;
  ImageCache kept_;
};

/// The same power at each spatial frequency, at places of a white noise's. [side * side] values, rows of `side`.
std::vector<double> phaseScrambled(const std::vector<double>& pixels, std::int64_t side, CounterRandom& random) {
  std::vector<double> noise(pixels.size());
  for (double& value : noise) value = random.uniform() - 0.5;
  const auto computeSpectrum = [&](const std::vector<double>& values) {
    return at::fft_rfft2(
        torch::from_blob(const_cast<double*>(values.data()), {side, side}, torch::kFloat64));  // [side, side / 2 + 1]
  };
  const auto phases = computeSpectrum(noise);
  const auto spectrum = computeSpectrum(pixels).abs() * phases / phases.abs().clamp_min(1e-12);
  const auto scrambled = at::fft_irfft2(spectrum, c10::IntArrayRef{side, side}).contiguous();
  return {scrambled.data_ptr<double>(), scrambled.data_ptr<double>() + scrambled.numel()};
}

/// How strongly each channel follows the pattern; weighted as luminance (0.299 R + 0.587 G + 0.114 B) they give 1.
std::array<double, 3> drawnTint(CounterRandom& random) {
  const double red = drawn(random, 0.8, 1.2), blue = drawn(random, 0.8, 1.2);
  return {red, (1 - 0.299 * red - 0.114 * blue) / 0.587, blue};
}

torch::Tensor SyntheticLocalizer::draw(std::int64_t index) const {
  CounterRandom random(seed_, 0, index, kSyntheticPurpose);
  const auto category =
      label(index) < kDrawn ? label(index) : index / kClasses % kDrawn;  // scrambled: of one of the others in turn
  Canvas canvas(static_cast<int>(side_));
  drawBackground(canvas, random);
  kDrawings[static_cast<std::size_t>(category)](canvas, random);
  auto pixels = canvas.pixels();
  equaliseContrast(pixels);
  if (label(index) >= kDrawn) {
    pixels = phaseScrambled(pixels, side_, random);
    equaliseContrast(pixels);
  }
  const auto tint = drawnTint(random);
  auto image = torch::empty({grey_ ? 1 : 3, side_, side_}, torch::kUInt8);
  auto* value = image.data_ptr<std::uint8_t>();
  for (std::int64_t channel = 0; channel < image.size(0); ++channel)
    for (const double pixel : pixels)
      *value++ = static_cast<std::uint8_t>(
          std::clamp(kMiddle + (grey_ ? 1 : tint[static_cast<std::size_t>(channel)]) * (pixel - kMiddle), 0.0, 255.0) +
          0.5);
  return image;
}

DataSplit openSyntheticLocalizer(const DataConfig& config, std::int64_t seed) {
  const auto samples = config.samples == 0 ? kDefaultSamples : config.samples;
  if (samples < 1 || samples > kMostSamples)
    throw UserError("data.samples is " + std::to_string(samples) + "; 0 (" + std::to_string(kDefaultSamples) + ") to " +
                    std::to_string(kMostSamples) + " generated images are possible.");
  const auto side = config.imageSize > 0 ? config.imageSize : kDefaultSize;
  if (side < kLeastSize)
    throw UserError("data.image_size is " + std::to_string(side) + "; the synthetic localizer needs " +
                    std::to_string(kLeastSize) + " pixels or more.");
  return drawSplit(firstImages(std::make_shared<SyntheticLocalizer>(samples, side, config.grey, seed), config.limit),
                   config.validation, seed);
}

}  // namespace

DatasetEntry syntheticLocalizerDataset() {
  return {.kind = "synthetic_localizer",
          .title = "Synthetic localizer, generated: faces, bodies, scenes, objects, scrambled",
          .open = openSyntheticLocalizer,
          .settings = settingsOfPictures({"data.samples", "data.grey"}),
          .anySize = true,
          .ownCategories = true,
          .offered = "Synthetic localizer (drawn by the program)"};
}

}  // namespace studio
