// Photographs as torchvision prepares them (tests/data/make_image_reference.py), random crops, and what of them is
// kept.
#include <gtest/gtest.h>
#include <torch/types.h>

#include <atomic>
#include <cmath>
#include <set>
#include <sstream>
#include <thread>

#include "core/data/batcher.h"
#include "core/data/memory_datasets.h"
#include "core/data/image_crop.h"
#include "core/data/image_file.h"
#include "core/data/npy_tensor.h"
#include "tests/support/image_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

const fs::path kPhotographs = fs::path(STUDIO_SOURCE_DIR) / "tests/data/images";

/// "box/wide.jpg/13/21/201/240/48" -> the parts behind the slashes.
std::vector<std::string> splitParts(const std::string& key) {
  std::vector<std::string> parts;
  std::istringstream stream(key);
  for (std::string part; std::getline(stream, part, '/');) parts.push_back(part);
  return parts;
}

std::int64_t number(const std::string& text) { return std::stoll(text); }

int difference(const torch::Tensor& ours, const NpyArray& expected) {
  const auto reference = makeTensor(expected, "torchvision.npz");
  EXPECT_EQ(ours.sizes(), reference.sizes());
  return (ours.to(torch::kInt32) - reference.to(torch::kInt32)).abs().max().item<int>();
}

/// Calls check(parts, array) for each array of a kind and says how many there were.
template <class Check>
int eachReference(const std::string& kind, Check check) {
  const auto arrays = readNpz(kPhotographs / "torchvision.npz");
  int seen = 0;
  for (const auto& [key, array] : arrays)
    if (const auto parts = splitParts(key); parts[0] == kind) check(parts, array), ++seen;
  return seen;
}

TEST(ImageCrop, MiddleSquaresAreTorchvisions) {
  const int seen = eachReference("middle", [](const auto& parts, const NpyArray& expected) {
    const auto image = decodeImage(kPhotographs / parts[1]);
    const auto resize = number(parts[2]), crop = number(parts[3]);
    const auto ours = resizedImage(image, crop, static_cast<double>(crop) / static_cast<double>(resize));
    EXPECT_LE(difference(ours, expected), 1) << parts[1];
  });
  EXPECT_EQ(seen, 6);
}

TEST(ImageCrop, BoxesAreTorchvisions) {
  const int seen = eachReference("box", [](const auto& parts, const NpyArray& expected) {
    const CropBox box{number(parts[2]), number(parts[3]), number(parts[4]), number(parts[5])};
    const auto side = number(parts[6]);
    EXPECT_LE(difference(resizedCrop(decodeImage(kPhotographs / parts[1]), box, side, side), expected), 1) << parts[1];
  });
  EXPECT_EQ(seen, 7);
}

TEST(ImageCrop, AFolderGivesTorchvisionsNormalisedImages) {
  TemporaryFolder folder;
  fs::create_directories(folder.path() / "a");
  fs::copy_file(kPhotographs / "wide.jpg", folder.path() / "a" / "wide.jpg");
  DataConfig config;
  config.kind = "image_folder";
  config.root = folder.path().string();
  config.imageSize = 56;
  config.cropRatio = 0.875;
  config.validation = 0;
  const auto data = openData(config, 0).training;
  const auto rows = makeBatch(*data, {0}, {}).images[0].slice(1, 0, torch::nullopt, 8);  // mean and std by default
  const int seen = eachReference("normalised", [&](const auto&, const NpyArray& expected) {
    EXPECT_LE((rows - makeTensor(expected, "torchvision.npz")).abs().max().template item<float>(), 1.001 / 255 / 0.224);
  });
  EXPECT_EQ(seen, 1);
}

TEST(ImageCrop, TheCropRatioIsOfTheShorterSide) {
  const auto image = torch::arange(100, torch::kFloat32).view({1, 1, 1, 100}).expand({1, 1, 50, 100}).contiguous();
  const auto whole = resizedImages(image, 50), half = resizedImages(image, 50, 0.5);
  EXPECT_EQ(whole[0][0][7][0].item<float>(), 25);            // 50 to 50: the middle of 100 columns
  EXPECT_NEAR(half[0][0][7][0].item<float>(), 37.25, 1e-4);  // twice as large: columns 75 to 125 of 200
  EXPECT_NEAR(half[0][0][7][49].item<float>(), 61.75, 1e-4);
  EXPECT_EQ(resizedImages(image, 252, 0.9).size(2), 252);
  const auto thin = torch::zeros({1, 1, 1, 60'000}, torch::kUInt8);
  EXPECT_TRUE(holds(errorSentence([&] { resizedImages(thin, 4096, 0.25); }), "60000 x 1", "data.image_size"));
  DataConfig config;
  config.kind = "bars";
  config.cropRatio = 0.1;
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "data.crop_ratio"));
}

TEST(ImageCrop, RandomBoxesLieInsideAndHaveTheSharesOfTheirRule) {
  double area = 0, logShape = 0;
  std::set<std::int64_t> tops;
  constexpr int kDraws = 4000;
  for (int draw = 0; draw < kDraws; ++draw) {
    CounterRandom random(1, 2, draw, kAugmentPurpose);
    const auto box = randomBox(375, 500, random);
    ASSERT_GE(std::min(box.top, box.left), 0);
    ASSERT_LE(box.top + box.height, 375);
    ASSERT_LE(box.left + box.width, 500);
    const double share = static_cast<double>(box.height * box.width) / (375.0 * 500.0),
                 shape = static_cast<double>(box.width) / static_cast<double>(box.height);
    ASSERT_GT(share, 0.078);
    ASSERT_GT(shape, 0.74);
    ASSERT_LT(shape, 1.35);
    area += share / kDraws;
    logShape += std::log(shape) / kDraws;
    tops.insert(box.top);
  }
  // torchvision's RandomResizedCrop.get_params, 40,000 boxes of 375 x 500: mean area 0.434, mean log of the shape
  // 0.032; of 4000 boxes the standard errors are 0.0034 and 0.0026.
  EXPECT_NEAR(area, 0.434, 0.016);
  EXPECT_NEAR(logShape, 0.032, 0.012);
  EXPECT_GT(tops.size(), 200U);
}

TEST(ImageCrop, WhereNoBoxFitsTheMiddleIsTaken) {
  CounterRandom random(0, 0, 0, kAugmentPurpose);
  const auto tall = randomBox(1000, 6, random), wide = randomBox(6, 1000, random), dot = randomBox(1, 1, random);
  EXPECT_EQ(std::vector({tall.top, tall.left, tall.height, tall.width}), std::vector<std::int64_t>({496, 0, 8, 6}));
  EXPECT_EQ(std::vector({wide.top, wide.left, wide.height, wide.width}), std::vector<std::int64_t>({0, 496, 6, 8}));
  EXPECT_EQ(std::vector({dot.top, dot.left, dot.height, dot.width}), std::vector<std::int64_t>({0, 0, 1, 1}));
}

/// Photographs of several sizes, twelve in a class.
DataConfig photographs(const TemporaryFolder& folder, std::int64_t size) {
  for (int index = 0; index < 24; ++index) {
    const int height = 20 + index, width = 44 - index;
    folder.write((index % 2 ? "a/" : "b/") + std::to_string(index) + ".jpg",
                 encodeJpeg(gradientPixels(height, width, 3, 9 * index), height, width));
  }
  DataConfig config;
  config.kind = "image_folder";
  config.root = folder.path().string();
  config.imageSize = size;
  config.validation = 0;
  return config;
}

Batcher::Options randomCrops(int workers) {
  Batcher::Options options;
  options.batchSize = 20;  // rows of a batch are shared by the workers
  options.seed = 4;
  options.workers = workers;
  options.augment = "random_resized_crop";
  options.mean = {0};
  options.std = {1.0 / 255};  // values stay 0..255
  return options;
}

std::vector<Batch> readCrops(Batcher& batcher, std::int64_t epoch) {
  std::vector<Batch> batches;
  batcher.startEpoch(epoch);
  while (auto batch = batcher.next()) batches.push_back(std::move(*batch));
  return batches;
}

TEST(RandomResizedCrop, IsCutFromTheWholePhotographByItsCounter) {
  const TemporaryFolder folder;
  const auto data = openData(photographs(folder, 16), 0).training;
  auto options = randomCrops(1);
  options.shuffle = false;
  Batcher batcher(data, options);
  const auto batches = readCrops(batcher, 3);
  ASSERT_EQ(batches.size(), 2U);
  int flips = 0;
  for (std::int64_t index = 0; index < 20; ++index) {
    const auto photograph = data->stored(index).image;
    EXPECT_GT(photograph.numel(), 3 * 20 * 20);
    CounterRandom random(4, 3, index, kAugmentPurpose);
    auto expected = resizedCrop(photograph, randomBox(photograph.size(1), photograph.size(2), random), 16, 16);
    const bool flip = random.below(2) == 1;
    flips += flip;
    if (flip) expected = expected.flip({2});
    EXPECT_LT((batches[0].images[index] - expected).abs().max().item<float>(), 1e-3) << index;
  }
  EXPECT_GT(flips, 3);
  EXPECT_LT(flips, 17);
}

TEST(RandomResizedCrop, BitsDependOnSeedAndEpochAlone) {
  const TemporaryFolder folder;
  const auto config = photographs(folder, 16);
  Batcher one(openData(config, 0).training, randomCrops(1));
  const auto expected = readCrops(one, 5);
  EXPECT_FALSE(torch::equal(readCrops(one, 6)[0].images, expected[0].images));
  for (const int workers : {1, 4}) {
    Batcher batcher(openData(config, 0).training, randomCrops(workers));  // nothing kept yet
    const auto batches = readCrops(batcher, 5);
    for (std::size_t batch = 0; batch < expected.size(); ++batch)
      EXPECT_TRUE(torch::equal(batches[batch].images, expected[batch].images)) << workers;
  }
}

TEST(RandomResizedCrop, ServesSetsOfAllKinds) {
  for (const char* kind : {"bars", "idx"}) {
    DataConfig config;
    config.kind = kind;
    config.samples = 40;
    config.limit = 40;
    config.root = STUDIO_SOURCE_DIR "/resources/demo";
    config.imageSize = 20;
    config.validation = 0;
    auto options = randomCrops(2);
    Batcher batcher(openData(config, 0).training, options);
    const auto batch = batcher.next();
    EXPECT_EQ(batch->images.sizes(), (std::vector<std::int64_t>{20, 1, 20, 20})) << kind;
  }
}

// ffcv-imagenet's get_resolution in Python (numpy.interp, numpy.round): epoch and size.
TEST(ImageSizes, GrowAsFfcvs) {
  struct Case {
    std::int64_t first, last, from, to;
    std::vector<std::pair<std::int64_t, std::int64_t>> sizes;
  };
  const std::vector<Case> cases{
      {160, 192, 65, 76, {{0, 160}, {65, 160}, {66, 160}, {70, 160}, {71, 192}, {75, 192}, {76, 192}, {87, 192}}},
      {128, 224, 10, 20, {{9, 128}, {11, 128}, {12, 160}, {14, 160}, {15, 192}, {18, 192}, {19, 224}, {21, 224}}},
      {96, 160, 0, 4, {{0, 96}, {1, 128}, {3, 128}, {4, 160}}}};
  for (const auto& c : cases) {
    DataConfig config;
    config.trainSize = c.first;
    config.trainSizeEnd = c.last;
    config.growFrom = c.from;
    config.growTo = c.to;
    for (const auto& [epoch, size] : c.sizes)
      EXPECT_EQ(trainingSize(config, epoch), size) << c.first << " at epoch " << epoch;
  }
}

TEST(ImageSizes, StayBetweenFirstAndLast) {
  DataConfig config;
  EXPECT_EQ(trainingSize(config, 3), 0);  // the data set's own
  config.trainSize = 20;
  EXPECT_EQ(trainingSize(config, 3), 20);
  config.imageSize = 24;
  config.trainSize = 0;
  config.trainSizeEnd = 30;
  config.growFrom = 2;
  config.growTo = 5;
  for (const auto& [epoch, size] : {std::pair<std::int64_t, std::int64_t>{2, 24}, {3, 30}, {5, 30}})
    EXPECT_EQ(trainingSize(config, epoch), size);
  EXPECT_EQ(largestEpoch(config, 10), 3);
  EXPECT_EQ(largestEpoch(config, 3), 0);
  EXPECT_DOUBLE_EQ(meanArea(config, 10), (3 * 24 * 24 + 7 * 30 * 30) / (10.0 * 30 * 30));
  config.trainSizeEnd = 0;
  EXPECT_EQ(meanArea(config, 10), 1);
}

TEST(ImageSizes, FollowTheEpoch) {
  const TemporaryFolder folder;
  const auto data = openData(photographs(folder, 16), 0).training;
  for (const char* augment : {"none", "crop_flip", "random_resized_crop"}) {
    auto options = randomCrops(3);
    options.augment = augment;
    options.sizeAt = [](std::int64_t epoch) { return epoch < 2 ? 0 : 8 * epoch; };
    Batcher batcher(data, options);
    for (const auto& [epoch, side] : {std::pair<std::int64_t, std::int64_t>{0, 16}, {2, 16}, {3, 24}})
      EXPECT_EQ(readCrops(batcher, epoch)[0].images.sizes(), (std::vector<std::int64_t>{20, 3, side, side})) << augment;
    EXPECT_EQ(makeBatch(*data, {0}, options).images.size(2), 16);  // probes and pictures stay as they are
  }
}

TEST(ImageSizes, AnotherSizeComesFromThePhotographNotFromTheSmallImage) {
  const TemporaryFolder folder;
  const auto data = openData(photographs(folder, 4), 0).training;
  const auto expected = resizedImage(data->stored(0).image, 18);
  EXPECT_TRUE(torch::equal(data->sized(0, 18).image, expected));
  EXPECT_EQ(data->get(0).image.sizes(), (std::vector<std::int64_t>{3, 4, 4}));
}

TEST(ImageCache, KeepsWhatFitsAndNothingOfSetsThatAreTooLarge) {
  int decoded = 0;
  const auto decode = [&] { return ++decoded, torch::zeros({100}, torch::kUInt8); };
  const ImageCache small(10, 1000);
  for (int pass = 0; pass < 2; ++pass)
    for (int index = 0; index < 10; ++index) small.get(index, decode);
  EXPECT_EQ(decoded, 10);
  decoded = 0;
  const ImageCache half(20, 1000);  // 2000 bytes in all: the first ten asked for are kept
  for (int pass = 0; pass < 3; ++pass)
    for (int index = 0; index < 20; ++index) half.get(index, decode);
  EXPECT_EQ(decoded, 40);
  decoded = 0;
  const ImageCache large(1'000'000, 1000);
  for (int pass = 0; pass < 3; ++pass) large.get(7, decode);
  EXPECT_EQ(decoded, 3);
}

/// Counts what is asked of it.
class CountedDataset : public TensorDataset {
 public:
  CountedDataset()
      : TensorDataset(torch::zeros({4000, 1, 2, 2}, torch::kUInt8), std::vector<std::int64_t>(4000, 0), {"x"}) {}
  Example get(std::int64_t index) const override {
    ++asked;
    return TensorDataset::get(index);
  }
  mutable std::atomic<int> asked{0};
};

TEST(Batcher, ManyWorkersMakeFewBatchesAhead) {
  const auto data = std::make_shared<CountedDataset>();
  Batcher::Options options;
  options.batchSize = 128;
  options.workers = 8;
  {
    Batcher batcher(data, options);
    batcher.next();
    while (data->asked < 256) std::this_thread::yield();
  }
  EXPECT_LE(data->asked, 3 * 128);  // the one that was read and two ahead
}

}  // namespace
}  // namespace studio
