// Batches: their values, and that their bits depend on (seed, epoch, index) alone, whatever the number of workers.
#include "core/data/batcher.h"

#include <gtest/gtest.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <set>

#include "core/data/counter_random.h"
#include "core/data/memory_datasets.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::shared_ptr<const Dataset> numberedImages(std::int64_t count, std::int64_t channels = 3, std::int64_t size = 10) {
  torch::manual_seed(1);
  const auto images = torch::randint(0, 256, {count, channels, size, size}, torch::kUInt8);
  std::vector<std::int64_t> labels;
  for (std::int64_t index = 0; index < count; ++index) labels.push_back(index);  // identifies the image
  return std::make_shared<TensorDataset>(images, labels,
                                         std::vector<std::string>(static_cast<std::size_t>(count), "x"));
}

Batcher::Options optionsFor(int workers, const std::string& augment = "none") {
  Batcher::Options options;
  options.batchSize = 7;
  options.seed = 11;
  options.workers = workers;
  options.augment = augment;
  return options;
}

struct Epoch {
  std::vector<torch::Tensor> images;
  std::vector<std::int64_t> labels, sizes;
};

Epoch readEpoch(Batcher& batcher) {
  Epoch epoch;
  while (const auto batch = batcher.next()) {
    epoch.images.push_back(batch->images);
    epoch.sizes.push_back(batch->size);
    for (std::int64_t row = 0; row < batch->size; ++row)
      epoch.labels.push_back(batch->labels[row].item<std::int64_t>());
  }
  return epoch;
}

/// Fails on one image.
class DamagedDataset : public TensorDataset {
 public:
  DamagedDataset()
      : TensorDataset(torch::zeros({20, 1, 2, 2}, torch::kUInt8), std::vector<std::int64_t>(20, 0), {"x"}) {}
  Example get(std::int64_t index) const override {
    if (index == 9) throw UserError("nine.jpg is damaged.");
    return TensorDataset::get(index);
  }
};

TEST(Batcher, BitsDoNotDependOnTheNumberOfWorkers) {
  const auto data = numberedImages(45);
  Batcher one(data, optionsFor(1, "crop_flip"));
  one.startEpoch(3);
  const auto expected = readEpoch(one);
  ASSERT_EQ(expected.sizes, (std::vector<std::int64_t>{7, 7, 7, 7, 7, 7, 3}));
  EXPECT_EQ(one.batches(), 7);
  for (const int workers : {1, 2, 4}) {
    Batcher batcher(data, optionsFor(workers, "crop_flip"));
    readEpoch(batcher);  // another epoch before it changes nothing
    batcher.startEpoch(3);
    const auto epoch = readEpoch(batcher);
    EXPECT_EQ(epoch.labels, expected.labels);
    for (std::size_t batch = 0; batch < expected.images.size(); ++batch)
      EXPECT_TRUE(torch::equal(epoch.images[batch], expected.images[batch]));
  }
}

TEST(Batcher, EpochsAreDifferentOrdersOfAllImages) {
  Batcher batcher(numberedImages(45), optionsFor(2));
  const auto first = readEpoch(batcher);
  batcher.startEpoch(1);
  const auto second = readEpoch(batcher);
  EXPECT_NE(first.labels, second.labels);
  for (const auto& epoch : {first, second})
    EXPECT_EQ(std::set<std::int64_t>(epoch.labels.begin(), epoch.labels.end()).size(), 45U);
  auto options = optionsFor(2);
  options.seed = 12;
  Batcher other(numberedImages(45), options);
  EXPECT_NE(readEpoch(other).labels, first.labels);
  options.shuffle = false;
  Batcher inOrder(numberedImages(45), options);
  const auto plain = readEpoch(inOrder).labels;
  EXPECT_TRUE(std::is_sorted(plain.begin(), plain.end()));
}

TEST(Batcher, AnEpochCanBeginAtAnyBatchAndBeginAgainAtAnyTime) {
  Batcher batcher(numberedImages(45), optionsFor(3));
  batcher.startEpoch(5);
  const auto whole = readEpoch(batcher);
  batcher.startEpoch(2);
  batcher.next();  // what its workers still make of epoch 2 must not appear in epoch 5
  batcher.startEpoch(5, 4);
  const auto rest = readEpoch(batcher);
  EXPECT_EQ(rest.labels, std::vector<std::int64_t>(whole.labels.begin() + 28, whole.labels.end()));
  EXPECT_TRUE(torch::equal(rest.images[0], whole.images[4]));
  EXPECT_FALSE(batcher.next().has_value());
}

TEST(Batcher, ValuesAreNormalisedInBothMemoryFormats) {
  const auto data = numberedImages(4);
  for (const bool channelsLast : {false, true}) {
    auto options = optionsFor(1);
    options.shuffle = false;
    options.channelsLast = channelsLast;
    options.mean = {0.1, 0.2, 0.3};
    options.std = {0.5, 0.6, 0.7};
    const auto batch = makeBatch(*data, {2, 0}, options);
    EXPECT_EQ(batch.images.is_contiguous(torch::MemoryFormat::ChannelsLast), channelsLast);
    const auto mean = torch::tensor({0.1, 0.2, 0.3}).view({3, 1, 1}),
               std = torch::tensor({0.5, 0.6, 0.7}).view({3, 1, 1});
    const auto expected = (data->get(2).image.to(torch::kFloat32) / 255 - mean) / std;
    EXPECT_LT((batch.images[0] - expected).abs().max().item<float>(), 1e-6);
    EXPECT_EQ(batch.labels[1].item<std::int64_t>(), 0);
  }
}

TEST(Batcher, CropAndFlipMoveEachImageByAtMostFourPixels) {
  const auto data = numberedImages(40, 1, 12);
  auto options = optionsFor(1, "crop_flip");
  options.mean = {0};
  options.std = {1.0 / 255};  // values stay 0..255, padding 0
  Batcher batcher(data, options);
  std::set<std::tuple<int, int, bool>> seen;
  while (const auto batch = batcher.next())
    for (std::int64_t row = 0; row < batch->size; ++row) {
      const auto padded = torch::constant_pad_nd(
          data->get(batch->labels[row].item<std::int64_t>()).image.to(torch::kFloat32), {4, 4, 4, 4});
      int matches = 0;
      for (int top = 0; top <= 8; ++top)
        for (int left = 0; left <= 8; ++left)
          for (const bool flip : {false, true}) {
            auto crop = padded.narrow(1, top, 12).narrow(2, left, 12);
            if (flip) crop = crop.flip({2});
            if (!torch::allclose(crop, batch->images[row], 0, 1e-3)) continue;
            ++matches;
            seen.insert({top, left, flip});
          }
      EXPECT_EQ(matches, 1);
    }
  EXPECT_GT(seen.size(), 25U);
}

TEST(Batcher, ErrorsOfWorkersReachTheReaderInTheirPlace) {
  auto options = optionsFor(3);
  options.shuffle = false;
  options.batchSize = 5;
  Batcher batcher(std::make_shared<DamagedDataset>(), options);
  EXPECT_EQ(batcher.next()->size, 5);
  EXPECT_EQ(errorSentence([&] { batcher.next(); }), "nine.jpg is damaged.");
  EXPECT_EQ(batcher.next()->size, 5);
}

TEST(Batcher, EndsWhileWorkersAreBusyAndWithNothingToDo) {
  { Batcher unread(numberedImages(45), optionsFor(4)); }
  Batcher empty(std::make_shared<SubsetDataset>(numberedImages(3), std::vector<std::int64_t>{}), optionsFor(2));
  EXPECT_EQ(empty.batches(), 0);
  EXPECT_FALSE(empty.next().has_value());
}

TEST(Batcher, RefusesNumbersThatDoNotFitTheChannels) {
  auto options = optionsFor(1);
  options.mean = {0.5, 0.5};
  EXPECT_TRUE(holds(errorSentence([&] { Batcher(numberedImages(3), options); }), "data.mean", "3 channels"));
  options.mean = {0.5};
  options.std = {0};
  EXPECT_TRUE(holds(errorSentence([&] { Batcher(numberedImages(3), options); }), "data.std"));
  options = optionsFor(1, "rotate");
  EXPECT_TRUE(holds(errorSentence([&] { Batcher(numberedImages(3), options); }), "data.augment"));
}

TEST(CounterRandom, DrawsEvenlyAndOrdersAreTheSameOnEveryMachine) {
  std::vector<int> counts(5);
  CounterRandom random(1, 2, 3, 4);
  for (int draw = 0; draw < 50'000; ++draw) ++counts[static_cast<std::size_t>(random.below(5))];
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 400);  // more than four standard deviations
  double sum = 0;
  for (int draw = 0; draw < 10'000; ++draw) sum += random.uniform();
  EXPECT_NEAR(sum / 10'000, 0.5, 0.02);
  EXPECT_EQ(shuffledOrder(8, 0, 0, kOrderPurpose), shuffledOrder(8, 0, 0, kOrderPurpose));
  EXPECT_NE(shuffledOrder(8, 0, 0, kOrderPurpose), shuffledOrder(8, 0, 0, kSplitPurpose));
  EXPECT_NE(shuffledOrder(8, 0, 0, kOrderPurpose), shuffledOrder(8, 0, 1, kOrderPurpose));
}

}  // namespace
}  // namespace studio
