// The data set "bars": bright bars of one pixel's width in eight orientations, made on demand. An image is a function
// of (seed, index) alone: its orientation is index modulo eight, its place and contrast are drawn.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>

#include "core/data/counter_random.h"
#include "core/data/dataset.h"
#include "core/data/memory_datasets.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr std::array kOrientations{"0°", "22.5°", "45°", "67.5°", "90°", "112.5°", "135°", "157.5°"};
constexpr std::int64_t kOrientationCount = kOrientations.size();
constexpr std::int64_t kDefaultSize = 28;  // px, as the digits
constexpr double kLongestShift = 0.15;     // of the side, across the bar, to each side
constexpr double kLeastContrast = 0.5;
constexpr std::int64_t kDefaultSamples = 2000, kMostSamples = 10'000'000;

class BarsDataset : public Dataset {
 public:
  BarsDataset(std::int64_t count, std::int64_t side, std::int64_t seed) : count_(count), side_(side), seed_(seed) {}
  std::int64_t size() const override { return count_; }
  Example get(std::int64_t index) const override;
  std::int64_t label(std::int64_t index) const override { return index % kOrientationCount; }
  std::vector<std::int64_t> imageShape() const override { return {1, side_, side_}; }
  std::vector<std::string> classNames() const override { return {kOrientations.begin(), kOrientations.end()}; }
  /// Its angle, then its number among all: "022.5deg_bar9".
  std::string stimulusName(std::int64_t index) const override {
    char angle[16];
    std::snprintf(angle, sizeof angle, "%05.1fdeg",
                  180.0 * static_cast<double>(label(index)) / static_cast<double>(kOrientationCount));
    return angle + ("_bar" + std::to_string(index));
  }

 private:
  std::int64_t count_, side_, seed_;
};

Example BarsDataset::get(std::int64_t index) const {
  CounterRandom random(seed_, 0, index, kBarsPurpose);
  const double angle = static_cast<double>(label(index)) * std::numbers::pi /
                       static_cast<double>(kOrientationCount);  // counter-clockwise from the horizontal
  const double shift = (2 * random.uniform() - 1) * kLongestShift * static_cast<double>(side_);
  const double brightness = 255 * (kLeastContrast + (1 - kLeastContrast) * random.uniform());
  const double across = std::sin(angle), along = std::cos(angle), middle = static_cast<double>(side_ - 1) / 2;
  auto image = torch::empty({1, side_, side_}, torch::kUInt8);
  auto* pixel = image.data_ptr<std::uint8_t>();
  for (std::int64_t row = 0; row < side_; ++row)
    for (std::int64_t column = 0; column < side_; ++column) {
      const double x = static_cast<double>(column) - middle, y = middle - static_cast<double>(row);
      const double distance = std::abs(y * along - x * across - shift);  // px from the bar's axis
      const double coverage = std::clamp(1.0 - distance, 0.0, 1.0);      // of the pixel by the bar: antialiasing
      *pixel++ = static_cast<std::uint8_t>(std::lround(brightness * coverage));
    }
  return {image, label(index)};
}

DataSplit openBars(const DataConfig& config, std::int64_t seed) {
  const auto samples = config.samples == 0 ? kDefaultSamples : config.samples;
  if (samples < 1 || samples > kMostSamples)
    throw UserError("data.samples is " + std::to_string(samples) + "; 1 to " + std::to_string(kMostSamples) +
                    " generated images are possible.");
  const auto side = config.imageSize > 0 ? config.imageSize : kDefaultSize;
  if (side < 4) throw UserError("data.image_size is " + std::to_string(side) + "; bars need 4 pixels or more.");
  return drawSplit(firstImages(std::make_shared<BarsDataset>(samples, side, seed), config.limit), config.validation,
                   seed);
}

}  // namespace

DatasetEntry barsDataset() {
  return {.kind = "bars",
          .title = "Oriented bars, generated",
          .open = openBars,
          .settings = settingsOfPictures({"data.samples"}),
          .anySize = true,
          .angles = true};
}

}  // namespace studio
