// Generated stimuli: gratings point where they say, synthetic pictures are equal in what must not differ, and both are
// the same everywhere.
#include <gtest/gtest.h>
#include <torch/types.h>

#include <cmath>
#include <numbers>
#include <set>

#include "core/data/data_reference.h"
#include "core/data/dataset.h"
#include "core/run/contrast.h"
#include "core/stimuli/synthetic_pictures.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::shared_ptr<const Dataset> openGenerated(const std::string& reference, std::int64_t seed = 0) {
  const auto split = openData(parseDataReference(reference), seed);
  EXPECT_EQ(split.validation->size(), 0);
  return split.training;
}

/// FNV-1a over the pixels of an image, all channels.
std::uint64_t computeHash(const torch::Tensor& image) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  const auto flat = image.contiguous().view(-1);
  for (std::int64_t index = 0; index < flat.numel(); ++index)
    hash = (hash ^ flat.data_ptr<std::uint8_t>()[index]) * 0x100000001b3ULL;
  return hash;
}

double computeMean(const torch::Tensor& values) { return values.to(torch::kDouble).mean().item<double>(); }
double standardDeviation(const torch::Tensor& values) { return values.to(torch::kDouble).std(false).item<double>(); }

/// [3, height, width] -> [height, width]
torch::Tensor luminance(const torch::Tensor& image) {
  const auto values = image.to(torch::kDouble);
  return 0.299 * values[0] + 0.587 * values[1] + 0.114 * values[2];
}

/// Strength of a wave of `cycles` an image running in the direction `degrees` (y up).
double strengthAt(const torch::Tensor& picture, double degrees, double cycles) {
  const auto side = picture.size(0);
  const double angle = degrees * std::numbers::pi / 180;
  const auto place = torch::arange(side, torch::kDouble) / double(side);
  const auto turn = 2 * std::numbers::pi * cycles *
                    (place.unsqueeze(0) * std::cos(angle) - place.unsqueeze(1) * std::sin(angle));  // [side, side]
  const auto flat = picture - picture.mean();
  return std::hypot((flat * turn.cos()).sum().item<double>(), (flat * turn.sin()).sum().item<double>());
}

TEST(Gratings, AreTdannsSixHundredAndForty) {
  const auto data = openGenerated("gratings:?image_size=224");
  ASSERT_EQ(data->size(), 640);
  EXPECT_EQ(data->classNames(), (std::vector<std::string>{"0deg", "22.5deg", "45deg", "67.5deg", "90deg", "112.5deg",
                                                          "135deg", "157.5deg"}));
  std::set<std::string> names;
  for (std::int64_t index = 0; index < 640; ++index) names.insert(data->stimulusName(index));
  EXPECT_EQ(names.size(), 640U);
  for (const char* name :
       {"022.5deg_05.50sf_072phase_bw", "000.0deg_05.50sf_000phase_color", "157.5deg_96.94sf_288phase_bw"})
    EXPECT_TRUE(names.contains(name)) << name;
  EXPECT_EQ(openGenerated("gratings:")->imageShape(), (std::vector<std::int64_t>{3, 224, 224}));
}

TEST(Gratings, TheFourierPeakIsAtTheAngleAndFrequencyOfTheName) {
  for (const std::int64_t side : {64, 224}) {
    const auto data = openGenerated("gratings:?image_size=" + std::to_string(side));
    for (std::int64_t index = 0; index < 320; index += side == 64 ? 7 : 53) {
      const auto name = data->stimulusName(index);
      const double degrees = std::stod(name.substr(0, 5)), cycles = std::stod(name.substr(9, 5));
      EXPECT_EQ(data->classNames()[static_cast<std::size_t>(data->label(index))].substr(0, 2),
                std::to_string(int(degrees)).substr(0, 2).append(degrees == 0 ? "d" : ""));
      EXPECT_LT(cycles, double(side) / 2);  // below Nyquist
      const auto picture = data->get(index).image[0].to(torch::kDouble);
      const double here = strengthAt(picture, degrees, cycles);
      EXPECT_GT(here, 0.35 * 127.5 * double(side * side)) << name;  // a sine's whole strength is half its amplitude
      for (const double other : {22.5, 45.0, 90.0, 135.0})
        EXPECT_LT(strengthAt(picture, degrees + other, cycles), 0.7 * here) << name << " " << other;
    }
  }
}

TEST(Gratings, ColourIsRedAgainstCyanAndPhaseMovesTheWave) {
  const auto data = openGenerated("gratings:?image_size=32");
  const auto grey = data->get(1).image, coloured = data->get(321).image, moved = data->get(65).image;
  EXPECT_TRUE(torch::equal(grey[0], grey[2]));
  EXPECT_TRUE(torch::equal(grey[0], coloured[0]));  // red
  EXPECT_TRUE(torch::equal(coloured[1], coloured[2]));
  EXPECT_LE((coloured[0].to(torch::kInt) + coloured[1].to(torch::kInt) - 255).abs().max().item<int>(), 1);
  EXPECT_EQ(data->label(1), data->label(65));
  EXPECT_FALSE(torch::equal(grey, moved));
  EXPECT_EQ(computeMean(data->get(0).image.to(torch::kDouble)) > 100, true);
}

TEST(Gratings, AFewOfThemHoldAllAngles) {
  const auto data = openGenerated("gratings:?image_size=16&limit=16");
  EXPECT_EQ(data->size(), 16);
  std::set<std::int64_t> labels;
  for (std::int64_t index = 0; index < 16; ++index) labels.insert(data->label(index));
  EXPECT_EQ(labels.size(), 8U);
  EXPECT_TRUE(holds(errorSentence([] { openGenerated("gratings:?image_size=8"); }), "data.image_size", "16"));
}

TEST(Bars, AreNamedByTheirAngle) {
  const auto data = openGenerated("bars:?samples=20");
  EXPECT_EQ(data->stimulusName(0), "000.0deg_bar0");
  EXPECT_EQ(data->stimulusName(9), "022.5deg_bar9");
}

TEST(SyntheticLocalizer, HasFiveCategoriesInTurnAndSaysThatItIsSynthetic) {
  const auto data = openGenerated("synthetic_localizer:");
  EXPECT_EQ(data->size(), 500);
  EXPECT_EQ(data->imageShape(), (std::vector<std::int64_t>{3, 32, 32}));
  EXPECT_EQ(data->classNames(), (std::vector<std::string>{"face", "body", "scene", "object", "scrambled"}));
  EXPECT_EQ(data->stimulusName(7), "synthetic scene-2");
  EXPECT_EQ(parseContrasts("auto", data->classNames()), parseContrasts("synthetic", {}));
  EXPECT_EQ(openGenerated("synthetic_localizer:?grey=true&image_size=20&samples=12")->imageShape(),
            (std::vector<std::int64_t>{1, 20, 20}));
  const auto entry = std::find_if(datasets().begin(), datasets().end(),
                                  [](const auto& row) { return row.kind == std::string("synthetic_localizer"); });
  EXPECT_TRUE(holds(std::string(entry->title), "Synthetic"));
}

TEST(SyntheticLocalizer, IsAFunctionOfSeedAndIndexOnAnyMachine) {
  const auto data = openGenerated("synthetic_localizer:?grey=true"),
             again = openGenerated("synthetic_localizer:?grey=true"),
             other = openGenerated("synthetic_localizer:?grey=true", 1);
  for (const std::int64_t index : {0, 1, 2, 3, 4, 77}) {
    EXPECT_TRUE(torch::equal(data->get(index).image, again->get(index).image));
    EXPECT_FALSE(torch::equal(data->get(index).image, other->get(index).image));
  }
  const std::uint64_t expected[] = {13845985730687292846u, 10988758902388222736u, 13883127423945589632u,
                                    13072965110921345266u};  // of the first face, body, scene and object
  for (std::int64_t index = 0; index < 4; ++index)
    EXPECT_EQ(computeHash(data->get(index).image), expected[index]) << index;
  EXPECT_EQ(computeHash(openGenerated("gratings:?image_size=32")->get(331).image), 11776732304255320417u);
}

TEST(SyntheticLocalizer, LuminanceAndContrastDoNotTellTheCategory) {
  const auto data = openGenerated("synthetic_localizer:?samples=100");
  for (std::int64_t index = 0; index < 100; ++index) {
    const auto picture = luminance(data->get(index).image);
    EXPECT_NEAR(computeMean(picture), 127.5, 0.7) << data->stimulusName(index);
    EXPECT_NEAR(standardDeviation(picture), 40, 1.5) << data->stimulusName(index);
  }
}

TEST(SyntheticLocalizer, ScrambledPicturesKeepThePowerOfTheOthersButNoPlace) {
  const auto data = openGenerated("synthetic_localizer:?samples=200&grey=true");
  // Mean power in rings of spatial frequency, over the images of a category: [5, 16]
  auto power = torch::zeros({5, 16}, torch::kDouble);
  const auto one = torch::fft_fftfreq(32, 1.0 / 32, torch::kDouble);
  const auto ring = (one.unsqueeze(0).square() + one.unsqueeze(1).square())
                        .sqrt()
                        .round()
                        .clamp_max(16)
                        .to(torch::kLong)
                        .view(-1);  // [32 *
                                    // 32]
  for (std::int64_t index = 0; index < 200; ++index) {
    const auto spectrum = torch::fft_fft2(data->get(index).image[0].to(torch::kDouble)).abs().square().view(-1);
    power[data->label(index)] += torch::zeros({17}, torch::kDouble).scatter_add(0, ring, spectrum).slice(0, 1, 17);
  }
  const auto share = power / power.sum(1, true);
  const auto drawn = share.slice(0, 0, 4).mean(0);
  EXPECT_LT((share[4] - drawn).abs().sum().item<double>(), 0.15);
  // The mean face has a face's shape, the mean scrambled picture has none.
  auto means = torch::zeros({5, 32, 32}, torch::kDouble);
  for (std::int64_t index = 0; index < 200; ++index)
    means[data->label(index)] += data->get(index).image[0].to(torch::kDouble) / 40;
  EXPECT_LT(standardDeviation(means[4]), 10);
  EXPECT_GT(standardDeviation(means[2]), 12);
}

TEST(SyntheticLocalizer, RefusesWhatItCannotDraw) {
  EXPECT_TRUE(
      holds(errorSentence([] { openGenerated("synthetic_localizer:?image_size=8"); }), "data.image_size", "16"));
  EXPECT_TRUE(holds(errorSentence([] { openGenerated("synthetic_localizer:?samples=9999999"); }), "data.samples"));
}

TEST(EqualContrast, FlatPicturesStayFlatAndSpikesAreCut) {
  std::vector<double> flat(64, 3.0), spikes(256, 0.0);
  equaliseContrast(flat);
  for (const double value : flat) EXPECT_EQ(value, 127.5);
  spikes[7] = 1e6;
  equaliseContrast(spikes);
  for (const double value : spikes) EXPECT_TRUE(value >= 0 && value <= 255);
}

TEST(Canvas, ShapesAreWhereTheyAreDrawnWhateverThePose) {
  Canvas canvas(64, 0);
  canvas.setPose({{0.5, 0.25}, 0.5, std::numbers::pi / 2, false});
  canvas.fill(Box{{0.5, 0}, 0.25, 0.1, 0}, {1, {}, 0, 1, 0});  // turned a quarter: half a unit above the pose's centre
  double x = 0, y = 0, whole = 0;
  for (int row = 0; row < 64; ++row)
    for (int column = 0; column < 64; ++column) {
      const double value = canvas.pixels()[static_cast<std::size_t>(64 * row + column)];
      x += value * ((2 * column + 1.0) / 64 - 1), y += value * (1 - (2 * row + 1.0) / 64), whole += value;
    }
  EXPECT_NEAR(x / whole, 0.5, 0.01);
  EXPECT_NEAR(y / whole, 0.5, 0.01);
  EXPECT_NEAR(whole * 4 / (64 * 64), 0.5 * 0.2 * 0.25, 0.001);  // area: 0.5 x 0.2 at half the scale
}

}  // namespace
}  // namespace studio
