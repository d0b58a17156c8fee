// The data set "gratings": full-field sine gratings as TDANN's, 8 angles x 8 spatial frequencies x 5 phases x {grey,
// red-cyan} = 640 images (science.md 5). sin(2 pi f (x cos a + y sin a) + phase) with x to the right, y up and the
// origin in the middle: at 0 degrees brightness changes from left to right and the stripes stand upright; angles are
// counter-clockwise.
#include <cmath>
#include <cstdio>
#include <numbers>

#include "core/data/dataset.h"
#include "core/data/memory_datasets.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr std::int64_t kAngles = 8, kFrequencies = 8, kPhases = 5, kColours = 2;
constexpr double kLowest = 5.5,
                 kBeyondHighest = 110;  // cycles an image of kSize pixels; the last is the ninth, which is left out
constexpr std::int64_t kSize = 224;     // px
constexpr std::int64_t kLeastGratingSize = 16;  // px

struct Grating {
  double degrees, cycles;  ///< cycles an image
  std::int64_t phase;      ///< degrees
  bool coloured;
};

class Gratings : public Dataset {
 public:
  explicit Gratings(std::int64_t side) : side_(side) {}
  std::int64_t size() const override { return kAngles * kFrequencies * kPhases * kColours; }
  Example get(std::int64_t index) const override;
  std::int64_t label(std::int64_t index) const override { return index % kAngles; }
  std::vector<std::int64_t> imageShape() const override { return {3, side_, side_}; }
  std::vector<std::string> classNames() const override;
  std::string stimulusName(std::int64_t index) const override;

 private:
  Grating at(std::int64_t index) const;
  std::int64_t side_;
};

/// Angles change fastest, so that the first images hold all of them. Frequencies follow the size: at every size the
/// highest is 0.43 cycles a pixel.
Grating Gratings::at(std::int64_t index) const {
  const auto angle = index % kAngles, frequency = index / kAngles % kFrequencies,
             phase = index / (kAngles * kFrequencies) % kPhases;
  const double cycles =
      kLowest + (kBeyondHighest - kLowest) * static_cast<double>(frequency) / static_cast<double>(kFrequencies);
  return {180.0 * static_cast<double>(angle) / static_cast<double>(kAngles),
          cycles * static_cast<double>(side_) / static_cast<double>(kSize), phase * 360 / kPhases,
          index >= kAngles * kFrequencies * kPhases};
}

Example Gratings::get(std::int64_t index) const {
  const auto grating = at(index);
  const double angle = grating.degrees * std::numbers::pi / 180,
               phase = static_cast<double>(grating.phase) * std::numbers::pi / 180;
  const double across = std::cos(angle), along = std::sin(angle), middle = static_cast<double>(side_ - 1) / 2;
  auto image = torch::empty({3, side_, side_}, torch::kUInt8);
  auto* pixels = image.data_ptr<std::uint8_t>();
  const auto plane = side_ * side_;
  for (std::int64_t pixel = 0; pixel < plane; ++pixel) {
    const double x = (static_cast<double>(pixel % side_) - middle) / static_cast<double>(side_),
                 y = (middle - static_cast<double>(pixel / side_)) / static_cast<double>(side_);
    const double wave = std::sin(2 * std::numbers::pi * grating.cycles * (x * across + y * along) + phase);
    const auto value = [](double share) {
      return static_cast<std::uint8_t>(128 + 127.5 * share - 1e-6);
    };  // a hair down: halves of zero crossings round alike everywhere
    pixels[pixel] = value(wave);
    pixels[plane + pixel] = pixels[2 * plane + pixel] = value(grating.coloured ? -wave : wave);
  }
  return {image, label(index)};
}

std::vector<std::string> Gratings::classNames() const {
  std::vector<std::string> names;
  for (std::int64_t angle = 0; angle < kAngles; ++angle) {
    char name[16];
    std::snprintf(name, sizeof name, "%gdeg", at(angle).degrees);
    names.emplace_back(name);
  }
  return names;
}

std::string Gratings::stimulusName(std::int64_t index) const {
  const auto grating = at(index);
  char name[64];
  std::snprintf(name, sizeof name, "%05.1fdeg_%05.2fsf_%03ldphase_%s", grating.degrees, grating.cycles,
                static_cast<long>(grating.phase), grating.coloured ? "color" : "bw");
  return name;
}

DataSplit openGratings(const DataConfig& config, std::int64_t seed) {
  requireShare(config.validation);
  const auto side = config.imageSize > 0 ? config.imageSize : kSize;
  if (side < kLeastGratingSize)
    throw UserError("data.image_size is " + std::to_string(side) + "; gratings need " +
                    std::to_string(kLeastGratingSize) + " pixels or more.");
  return drawSplit(firstImages(std::make_shared<Gratings>(side), config.limit), 0,
                   seed);  // looked at, not learned: one part
}

}  // namespace

DatasetEntry gratingsDataset() {
  return {.kind = "gratings",
          .title = "Sine gratings, generated",
          .open = openGratings,
          .settings = settingsOfPictures({}),
          .anySize = true,
          .angles = true,
          .ownCategories = true,
          .offered = "Gratings at 8 angles"};
}

}  // namespace studio
