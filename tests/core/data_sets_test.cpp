// Arrays, bars, and the command line's way to name data (the rows of the table: data_rows_test.cpp).
#include <gtest/gtest.h>
#include <torch/types.h>

#include <cmath>
#include <limits>

#include "core/data/data_reference.h"
#include "core/data/dataset.h"
#include "core/run/npy.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

DataConfig setConfig(const std::string& kind, const std::filesystem::path& root = {}) {
  DataConfig config;
  config.kind = kind;
  config.root = root.string();
  config.samples = 400;
  config.imageSize = 16;
  return config;
}

TEST(Arrays, ValuesAreTakenAsTheyAre) {
  TemporaryFolder folder;
  const auto file = folder.path() / "a.npz";
  std::vector<float> values(4 * 2 * 3 * 3);
  for (std::size_t index = 0; index < values.size(); ++index) values[index] = static_cast<float>(index) - 20.5F;
  writeNpz(file, {{"x", NpyArray::from(values, {4, 2, 3, 3})},
                  {"y", NpyArray::from(std::vector<std::int64_t>{0, 3, 1, 0}, {4})}});
  auto config = setConfig("arrays", file);
  config.validation = 0;
  const auto data = openData(config, 0).training;
  EXPECT_EQ(data->size(), 4);
  EXPECT_FALSE(data->scales());
  EXPECT_EQ(data->classNames().size(), 4U);
  EXPECT_EQ(data->get(1).label, 3);
  EXPECT_FLOAT_EQ(data->get(1).image[0][0][0].item<float>(), 18 - 20.5F);
}

TEST(Arrays, FeaturesAndGreyImagesGetTheMissingDimensions) {
  TemporaryFolder folder;
  const auto file = folder.path() / "a.npz";
  auto config = setConfig("arrays", file);
  config.validation = 0;
  writeNpz(file, {{"x", NpyArray::from(std::vector<double>(12), {3, 4})}});
  EXPECT_EQ(openData(config, 0).training->imageShape(), (std::vector<std::int64_t>{1, 1, 4}));
  EXPECT_TRUE(openData(config, 0).training->classNames().empty());  // no y: unlabelled
  writeNpz(file, {{"x", NpyArray::from(std::vector<double>(12), {3, 2, 2})}});
  EXPECT_EQ(openData(config, 0).training->imageShape(), (std::vector<std::int64_t>{1, 2, 2}));
}

TEST(Arrays, WrongArraysAreRefused) {
  TemporaryFolder folder;
  const auto file = folder.path() / "a.npz";
  const auto refuse = [&] { return errorSentence([&] { openData(setConfig("arrays", file), 0); }); };
  const auto x = NpyArray::from(std::vector<double>(12), {3, 4});
  writeNpz(file, {{"images", x}});
  EXPECT_TRUE(holds(refuse(), "no array named x"));
  writeNpz(file, {{"x", x}, {"y", NpyArray::from(std::vector<std::int64_t>{0, 1}, {2})}});
  EXPECT_TRUE(holds(refuse(), "one label for each of the 3"));
  writeNpz(file, {{"x", x}, {"y", NpyArray::from(std::vector<double>{0, 1.5, 2}, {3})}});
  EXPECT_TRUE(holds(refuse(), "not a class number"));
  writeNpz(file, {{"x", x}, {"y", NpyArray::from(std::vector<std::int64_t>{0, -1, 2}, {3})}});
  EXPECT_TRUE(holds(refuse(), "not a class number"));
  writeNpz(file, {{"x", NpyArray::from(std::vector<double>(12), {12})}});
  EXPECT_TRUE(holds(refuse(), "not a stack of images"));
  folder.write("a.npz", "no archive");
  EXPECT_TRUE(holds(refuse(), "a.npz"));
}

TEST(Bars, ImagesFollowFromSeedAndIndexAndPointTheRightWay) {
  const auto data = openData(setConfig("bars"), 5).training, again = openData(setConfig("bars"), 5).training,
             other = openData(setConfig("bars"), 6).training;
  EXPECT_EQ(data->classNames().size(), 8U);
  EXPECT_TRUE(torch::equal(data->get(17).image, again->get(17).image));
  EXPECT_FALSE(torch::equal(data->get(17).image, other->get(17).image));
  for (std::int64_t index = 0; index < 100; ++index) {
    const auto example = data->get(index);
    const auto weights = example.image[0].to(torch::kDouble);
    ASSERT_GE(weights.max().item<double>(), 0.5 * 0.5 * 255);
    // The main axis of the bright pixels, from their second moments, is the class's angle.
    const auto side = torch::arange(16, torch::kDouble);
    const auto x = side.unsqueeze(0).expand({16, 16}), y = -side.unsqueeze(1).expand({16, 16});
    const auto total = weights.sum(), dx = x - (weights * x).sum() / total, dy = y - (weights * y).sum() / total;
    const double xx = (weights * dx * dx).sum().item<double>(), yy = (weights * dy * dy).sum().item<double>(),
                 xy = (weights * dx * dy).sum().item<double>();
    const double angle = 0.5 * std::atan2(2 * xy, xx - yy) * 180 / M_PI;
    const double off = std::remainder(angle - 22.5 * static_cast<double>(example.label), 180.0);
    EXPECT_LT(std::abs(off), 5) << "image " << index << " of class " << example.label;
  }
}

TEST(Datasets, UnknownKindsAndSizesBeyondAllLimitsAreRefused) {
  EXPECT_TRUE(holds(errorSentence([] { openData(setConfig("image_foldr"), 0); }), "image_foldr", "image_folder"));
  auto config = setConfig("bars");
  config.samples = std::int64_t{1} << 60;
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "data.samples"));
}

TEST(DataReference, ReadsKindPathAndOptions) {
  const auto config =
      parseDataReference("image_folder:photos/test:2?image_size=32&mean=0.5,0.4,0.3&augment=crop_flip&limit=7");
  EXPECT_EQ(config.kind, "image_folder");
  EXPECT_EQ(config.root, "photos/test:2");
  EXPECT_EQ(config.imageSize, 32);
  EXPECT_EQ(config.mean, (std::vector<double>{0.5, 0.4, 0.3}));
  EXPECT_EQ(config.augment, "crop_flip");
  EXPECT_EQ(config.limit, 7);
  EXPECT_EQ(config.validation, 0);
  EXPECT_EQ(parseDataReference("idx:mnist?validation=0.2").validation, 0.2);
  DataConfig base;
  base.imageSize = 24;
  EXPECT_EQ(parseDataReference("bars:", base).imageSize, 24);
}

TEST(DataReference, AFolderIsCalledByItsWholeName) {
  const auto here = std::filesystem::current_path();
  TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "a/photos");
  std::filesystem::current_path(folder.path());
  const auto whole = "image_folder:" + (std::filesystem::current_path() / "a/photos").string();
  EXPECT_EQ(wholeReference("image_folder:a/photos"), whole);
  EXPECT_EQ(wholeReference("image_folder:./a/photos/?image_size=32"), whole + "?image_size=32");
  EXPECT_EQ(wholeReference(whole), whole);
  for (const char* same : {"synthetic_localizer:?samples=10", "idx:not/there", "validation", ""})
    EXPECT_EQ(wholeReference(same), same);
  std::filesystem::current_path(here);
}

TEST(DataReference, RefusesWhatItDoesNotKnow) {
  EXPECT_TRUE(holds(errorSentence([] { parseDataReference("mnist"); }), "mnist", "KIND:PATH"));
  EXPECT_TRUE(holds(errorSentence([] { parseDataReference("idx:m?imagesize=3"); }), "imagesize", "image_size"));
  EXPECT_TRUE(holds(errorSentence([] { parseDataReference("idx:m?root=x"); }), "root"));
  EXPECT_FALSE(errorSentence([] { parseDataReference("idx:m?image_size=big"); }).empty());
  EXPECT_TRUE(holds(errorSentence([] { parseDataReference("idx:m?limit=-3"); }), "idx:m", "data.limit"));
  EXPECT_TRUE(holds(errorSentence([] { parseDataReference("sentences:s.tsv?rows=words"); }), "s.tsv", "\"words\"",
                    "sentence, word, token"));
}

TEST(Arrays, ValuesThatAreNotFiniteAreNamedByTheirPlace) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.npz";
  const auto refuse = [&] { return errorSentence([&] { openData(setConfig("arrays", file), 0); }); };
  std::vector<float> values(3 * 2 * 2 * 2, 1);
  values[2 * 8 + 4 + 2 + 1] = std::nanf("");
  writeNpz(file, {{"x", NpyArray::from(values, {3, 2, 2, 2})}});
  EXPECT_TRUE(holds(refuse(), "a.npz", "NaN at image 2, channel 1, row 1, column 1", "1 of 24"));
  std::vector<double> features(12, 1);
  features[5] = features[6] = std::numeric_limits<double>::infinity();
  writeNpz(file, {{"x", NpyArray::from(features, {3, 4})}});
  EXPECT_TRUE(holds(refuse(), "infinity at row 1, feature 1", "2 of 12"));
  writeNpz(file, {{"x", NpyArray::from(std::vector<double>(12), {3, 4})},
                  {"y", NpyArray::from(std::vector<double>{0, std::nan(""), 1}, {3})}});
  EXPECT_TRUE(holds(refuse(), "not a class number", "nan in row 1"));
}

TEST(Arrays, ChannelsThatComeLastAreRefusedByTheWayToPutThemFirst) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.npz";
  auto config = setConfig("arrays", file);
  config.validation = 0;
  const auto write = [&](std::vector<std::int64_t> shape) {
    std::int64_t count = 1;
    for (const auto size : shape) count *= size;
    writeNpz(file, {{"x", NpyArray::from(std::vector<float>(static_cast<std::size_t>(count)), std::move(shape))}});
  };
  const auto refusal = [&] { return errorSentence([&] { openData(config, 0); }); };
  write({2, 8, 6, 3});
  EXPECT_TRUE(holds(refusal(), "a.npz", "[n, 8, 6, 3]", "[n, 3, height, width]", "x.transpose(0, 3, 1, 2)"))
      << refusal();
  write({2, 8, 8, 1});
  EXPECT_TRUE(holds(refusal(), "[n, 1, height, width]"));
  write({8, 8, 3});
  EXPECT_TRUE(holds(refusal(), "one image", "x.transpose(2, 0, 1)[None]"));
  for (const auto& shape : std::vector<std::vector<std::int64_t>>{
           {2, 3, 8, 6}, {2, 1, 8, 8}, {2, 16, 4, 4}, {2, 3, 3, 3}, {2, 16, 7, 1}, {2, 6, 6, 6}}) {
    write(shape);  // channels first, or no pictures
    EXPECT_EQ(openData(config, 0).training->imageShape(), std::vector<std::int64_t>(shape.begin() + 1, shape.end()));
  }
}

TEST(Arrays, ValuesBeyondFloat32AreSaidToBeSo) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.npz";
  std::vector<double> features(12, 1);
  features[5] = 1e300;
  writeNpz(file, {{"x", NpyArray::from(features, {3, 4})}});
  const auto refusal = errorSentence([&] { openData(setConfig("arrays", file), 0); });
  EXPECT_TRUE(holds(refusal, "a.npz", "too large for float32", "row 1, feature 1", "make them smaller")) << refusal;
}

TEST(Arrays, OthersInTheFileAreNamed) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.npz";
  const auto x = NpyArray::from(std::vector<double>(12), {3, 4});
  const auto y = NpyArray::from(std::vector<std::int64_t>{0, 1, 1}, {3});
  writeNpz(file, {{"x", x}, {"y", y}});
  EXPECT_TRUE(openData(setConfig("arrays", file), 0).training->remarks().empty());
  writeNpz(file, {{"x", x}, {"y", y}, {"x_val", x}, {"y_val", y}});
  const auto remarks = openData(setConfig("arrays", file), 0).training->remarks();
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_TRUE(holds(remarks[0], "a.npz", "x_val, y_val", "left out")) << remarks[0];
}

TEST(Arrays, AreRecognisedByTheirContent) {
  const TemporaryFolder folder;
  const auto file = folder.path() / "a.npz";
  auto config = setConfig("arrays", file);
  config.validation = 0;
  writeNpy(file, NpyArray::from(std::vector<double>(12), {3, 4}));
  EXPECT_EQ(openData(config, 0).training->size(), 3);
  writeNpz(file, {{"images", NpyArray::from(std::vector<double>(12), {3, 4})},
                  {"labels", NpyArray::from(std::vector<std::int64_t>{0, 1}, {2})}});
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "no array named x", "images, labels"));
}

}  // namespace
}  // namespace studio
