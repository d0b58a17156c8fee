// A data set that nobody published, as one would add it: this file and one row. Checkerboards, fine or coarse, with a
// phase and a contrast that are functions of the seed and the image's number alone.
#include "core/data/counter_random.h"
#include "core/data/dataset_kinds.h"
#include "core/data/tensor_dataset.h"
#include "tests/extension/made_up_rows.h"

namespace studio {
namespace {

class Checkers : public Dataset {
 public:
  Checkers(std::int64_t count, std::int64_t side, std::int64_t seed) : count_(count), side_(side), seed_(seed) {}
  std::int64_t size() const override { return count_; }
  Example get(std::int64_t index) const override {
    CounterRandom random(seed_, 0, index, kBarsPurpose);
    const std::int64_t width = label(index) == 0 ? 1 : 3, shift = std::int64_t(random.uniform() * 6);
    const double bright = 128 + 127 * random.uniform();
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
  std::int64_t count_, side_, seed_;
};

DataSplit openCheckers(const DataConfig& config, std::int64_t seed) {
  const auto samples = config.samples > 0 ? config.samples : 200, side = config.imageSize > 0 ? config.imageSize : 12;
  return drawSplit(firstImages(std::make_shared<Checkers>(samples, side, seed), config.limit), config.validation, seed);
}

}  // namespace

DatasetEntry checkersDataset() {
  return {.kind = "checkers",
          .title = "Checkerboards, made up",
          .open = openCheckers,
          .settings = settingsOfPictures({"data.samples"}),
          .anySize = true};
}

}  // namespace studio
