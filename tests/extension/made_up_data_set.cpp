// A data set that nobody published, as one would add it: this file and one row. Checkerboards, fine or coarse, with a
// phase and a contrast that are functions of the seed and the image's number alone.
#include "core/data/counter_random.h"
#include "core/data/dataset.h"
#include "core/data/memory_datasets.h"

namespace studio {
namespace {

constexpr const char* kDarkest = "data.checkers.darkest";
constexpr double kUsualDarkest = 128;

class Checkers : public Dataset {
 public:
  Checkers(std::int64_t count, std::int64_t side, double darkest, std::int64_t seed)
      : count_(count), side_(side), darkest_(darkest), seed_(seed) {}
  std::int64_t size() const override { return count_; }
  Example get(std::int64_t index) const override {
    CounterRandom random(seed_, 0, index, kBarsPurpose);
    const std::int64_t width = label(index) == 0 ? 1 : 3, shift = std::int64_t(random.uniform() * 6);
    const double bright = darkest_ + (255 - darkest_) * random.uniform();
    auto image = torch::zeros({1, side_, side_}, torch::kUInt8);
    for (std::int64_t row = 0; row < side_; ++row)
      for (std::int64_t column = 0; column < side_; ++column)
        if (((row + shift) / width + (column + shift) / width) % 2 == 0) image[0][row][column] = int(bright);
    return {image, label(index)};
  }
  std::int64_t label(std::int64_t index) const override { return index % 2; }
  std::vector<std::int64_t> imageShape() const override { return {1, side_, side_}; }
  std::vector<std::string> classNames() const override { return {"fine", "coarse"}; }

 private:
  std::int64_t count_, side_;
  double darkest_;
  std::int64_t seed_;
};

DataSplit openCheckers(const DataConfig& config, std::int64_t seed) {
  const auto samples = config.samples > 0 ? config.samples : 200, side = config.imageSize > 0 ? config.imageSize : 12;
  const auto found = config.further.find(kDarkest);
  const double darkest = found == config.further.end() ? kUsualDarkest : std::get<double>(found->second);
  return drawSplit(firstImages(std::make_shared<Checkers>(samples, side, darkest, seed), config.limit),
                   config.validation, seed);
}

}  // namespace

DatasetEntry checkersDataset() {
  ConfigField darkest = furtherField(kDarkest, "Darkest", "grey of the darkest fields; of a board", kUsualDarkest);
  darkest.maximum = 255;
  return {.kind = "checkers",
          .title = "Checkerboards, made up",
          .open = openCheckers,
          .settings = settingsOfPictures({"data.samples"}),
          .fields = {darkest},
          .anySize = true};
}

}  // namespace studio
