// Integration windows through the engine: of a text and of given sequences, against every swap alone, what is stored
// and drawn, and what cannot be.
#include <gtest/gtest.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>

#include "core/analysis/analyse.h"
#include "core/analysis/analyses.h"
#include "core/data/npy_tensor.h"
#include "core/network/source.h"
#include "core/run/run_files.h"
#include "tests/core/windows_fixture.h"
#include "tests/support/user_error.h"
#include "topo/window_fit.h"

namespace studio {
namespace {

class WindowsOfARun : public Windows {
 protected:
  RunFolder trained() const {
    auto config = windowsConfig(320);  // five sentences of twelve words, in bytes
    config.data.kind = "text";
    config.data.root = text_.string();
    config.data.context = 32;
    config.topoloss.factor = {2, 2};
    config.train.steps = 20;
    config.train.batchSize = 8;
    const RunFolder run = RunStore(place_.path()).create("run");
    runHere(requestFor(config, run));
    return run;
  }
  AnalysisRequest request(const RunFolder& run) const {
    AnalysisRequest request;
    request.analyses = {"windows"};
    request.source.run = run.path().string();
    request.settings.layers = "topo";
    request.settings.values["text"] = text_.string();
    request.settings.values["sequences"] = std::int64_t(4);
    request.settings.values["words"] = std::int64_t(30);
    return request;
  }
};

TEST_F(WindowsOfARun, GiveMapsAndMediansLayerByLayer) {
  const RunFolder run = trained();
  const auto found = analyse(request(run), {});
  const Result* result = found.result("windows");
  ASSERT_TRUE(result);
  ASSERT_EQ(found.layers.size(), 1u);
  const auto& window = result->list("", {{"layer", kWindowsLayer}}, "window");
  ASSERT_EQ(window.size(), 21u);
  EXPECT_EQ(window.front(), 1);
  EXPECT_LT(window.back(), 1);
  const double weight = found.number("windows", kWindowsLayer, "c");
  EXPECT_TRUE(weight >= 0 && weight <= 1) << weight;
  ASSERT_TRUE(found.map(kWindowsLayer, "c"));
  EXPECT_EQ(found.map(kWindowsLayer, "c")->values.size(), 64u);
  EXPECT_TRUE(std::isfinite(found.number("windows", kWindowsLayer, "yoking"))) << "sentences of twelve words are there";
  EXPECT_EQ(found.mean("windows", "c"), weight);
  const auto again = storedAnalysis(request(run));
  ASSERT_TRUE(again.result("windows")) << "it is kept with the run";
  EXPECT_EQ(again.number("windows", kWindowsLayer, "c"), weight);
  ASSERT_EQ(again.result("windows")->arrays.size(), 1u);
  EXPECT_EQ(again.result("windows")->arrays[0].values.shape, (std::vector<std::int64_t>{64, 21}));
}

TEST_F(WindowsOfARun, PartsOfBothTermsAreTheirWeightsAsFarAsTheFitExplains) {
  const auto found = analyse(request(trained()), {});
  const auto at = [&](const char* map, std::size_t unit) {
    return double(found.map(kWindowsLayer, map)->values[unit]);
  };
  int defined = 0;
  for (std::size_t unit = 0; unit < 64; ++unit) {
    if (!std::isfinite(at("c", unit))) continue;
    ++defined;
    EXPECT_NEAR(at("power", unit), at("c", unit) * std::max(0.0, at("r2", unit)), 1e-5);
    EXPECT_NEAR(at("power", unit) + at("exponential", unit), std::max(0.0, at("r2", unit)), 1e-5);
    EXPECT_GT(at("mean_lag", unit), 0);
  }
  EXPECT_GT(defined, 32);
  const Result& result = *found.result("windows");
  double shares = 0;
  for (const char* shape : {"mixture_share", "exponential_share", "power_share", "constant_share"})
    shares += result.number("", {{"layer", kWindowsLayer}}, shape);
  EXPECT_NEAR(shares, 1, 1e-9);
  const auto& curve = result.list("median_fit", {{"layer", kWindowsLayer}}, "curve");
  ASSERT_EQ(curve.size(), 21u);
  EXPECT_NEAR(curve[0], 1, 1e-9);
}

/// The picture has the medians as points and the curve that was fitted to them.
TEST_F(WindowsOfARun, ThePlotHasTheFittedCurveOfEachLayer) {
  const auto found = analyse(request(trained()), {});
  const auto& kind = findAnalysis("windows").kind;
  ASSERT_EQ(kind.plots.size(), 1u);
  PlottedNetwork network;
  network.name = "trained";
  network.found = &found;
  const auto one = kind.plots[0].make({network}, kWindowsLayer);
  ASSERT_EQ(one.series.size(), 2u);
  EXPECT_EQ(one.series[0].shape, PlotSeries::Shape::Points);
  EXPECT_EQ(one.series[0].y, found.result("windows")->list("", {{"layer", kWindowsLayer}}, "window"));
  EXPECT_EQ(one.series[1].y, found.result("windows")->list("median_fit", {{"layer", kWindowsLayer}}, "curve"));
  const auto all = kind.plots[0].make({network}, "");
  ASSERT_EQ(all.series.size(), 2u) << "a layer, and the mean over layers";
  EXPECT_TRUE(all.series[0].pale);
}

TEST_F(WindowsOfARun, StoppedTheyLeaveNothing) {
  const RunFolder run = trained();
  Computing computing;
  computing.progress = [](std::int64_t, std::int64_t) { throw ComputingStopped{}; };
  EXPECT_THROW(analyse(request(run), computing), ComputingStopped);
  EXPECT_FALSE(storedAnalysis(request(run)).result("windows"));
}

/// Every sequence and every swap through the network alone, and the formulas as they are written (anchors-2026.md a1).
class PlainWindows {
 public:
  PlainWindows(Model& network, const torch::Tensor& tokens, const torch::Tensor& swaps) {
    const torch::NoGradGuard noGrad;
    network.eval();
    const auto length = tokens.size(1);
    for (std::int64_t row = 0; row < tokens.size(0); ++row) {
      const auto original = responses(network, tokens[row]);
      if (!differences_.defined()) differences_ = torch::zeros({length, length, original.size(1)}, torch::kDouble);
      for (std::int64_t i = 0; i < length; ++i) {
        auto other = tokens[row].clone();
        other[i] = swaps[row][i];
        differences_[i] += (responses(network, other) - original).abs().to(torch::kDouble) / double(tokens.size(0));
      }
    }
  }
  std::vector<double> window(std::int64_t unit) const {
    std::vector<double> medians;
    for (std::int64_t lag = 0; lag <= 20; ++lag) {
      std::vector<double> shares;
      for (std::int64_t j = 22; j < differences_.size(0); ++j) shares.push_back(at(j - lag, j, unit) / at(j, j, unit));
      std::sort(shares.begin(), shares.end());
      const auto middle = shares.size() / 2;
      medians.push_back(shares.size() % 2 == 1 ? shares[middle] : (shares[middle - 1] + shares[middle]) / 2);
    }
    return medians;
  }

 private:
  static torch::Tensor responses(Model& network, const torch::Tensor& row) {
    Recording recording({kWindowsLayer}, Pooling::Mean, true);
    Taps taps;
    recording.addTo(taps);
    network.forward(row.unsqueeze(0), taps);
    return recording.seen.at(kWindowsLayer).to(torch::kFloat);
  }
  double at(std::int64_t i, std::int64_t j, std::int64_t unit) const { return differences_[i][j][unit].item<double>(); }
  torch::Tensor differences_;  ///< [swapped, measured, units]
};

TEST_F(WindowsOfARun, OfGivenSequencesAreThoseOfEverySwapAlone) {
  const RunFolder run = trained();
  auto asked = request(run);
  asked.settings.values.erase("text");
  torch::manual_seed(3);
  const auto tokens = torch::randint(97, 120, {2, 28}, torch::kInt64),
             swaps = torch::randint(97, 120, {2, 28}, torch::kInt64);
  writeNpy(place_.path() / "t.npy", makeNpyArray(tokens));
  writeNpy(place_.path() / "w.npy", makeNpyArray(swaps));
  asked.settings.values["input"] = (place_.path() / "t.npy").string();
  asked.settings.values["swaps"] = (place_.path() / "w.npy").string();
  const auto found = analyse(asked, {});
  const auto source = openSource(asked.source);
  const PlainWindows plain(*source.model, tokens, swaps);
  const auto& windows = found.result("windows")->arrays.at(0).values;
  const auto values = windows.asDoubles();
  for (std::int64_t unit = 0; unit < 64; unit += 7) {
    const auto window = plain.window(unit);
    for (std::size_t lag = 0; lag <= 20; ++lag)
      EXPECT_NEAR(values[std::size_t(unit) * 21 + lag], window[lag], 1e-3 * (1 + window[lag])) << unit << " " << lag;
    const auto fit = fitWindow(std::vector<double>(values.begin() + unit * 21, values.begin() + (unit + 1) * 21));
    EXPECT_NEAR(found.map(kWindowsLayer, "c")->values[std::size_t(unit)], fit.shape.powerWeight, 1e-6);
  }
}

TEST_F(WindowsOfARun, UntrainedTheyAreNotFittedAndWhyIsSaid) {
  auto asked = request(trained());
  asked.firstWeights = true;
  const auto found = analyse(asked, {});
  EXPECT_TRUE(std::isnan(found.number("windows", kWindowsLayer, "c")));
  ASSERT_FALSE(found.result("windows")->notes.empty());
  EXPECT_TRUE(holds(found.result("windows")->notes[0], "not")) << found.result("windows")->notes[0];
}

TEST_F(WindowsOfARun, GivenSequencesAreTakenAsTheyAre) {
  const RunFolder run = trained();
  auto asked = request(run);
  asked.settings.values.erase("text");
  torch::manual_seed(0);
  const auto tokens = torch::randint(0, 256, {3, 30}, torch::kInt64);
  const auto file = [&](const char* name, const torch::Tensor& values) {
    writeNpy(place_.path() / name, makeNpyArray(values));
    return (place_.path() / name).string();
  };
  asked.settings.values["input"] = file("t.npy", tokens);
  asked.settings.values["swaps"] = file("w.npy", (tokens + 1) % 256);
  const auto found = analyse(asked, {});
  EXPECT_EQ(found.result("windows")->list("", {{"layer", kWindowsLayer}}, "window").size(), 21u);
  EXPECT_TRUE(std::isnan(found.number("windows", kWindowsLayer, "yoking")));
  asked.settings.values["swaps"] = file("short.npy", tokens.narrow(1, 0, 29));
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "3x30", "3x29"));
  asked.settings.values["swaps"] = file("large.npy", tokens + 100);
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "large.npy", "0 to 255"));
}

TEST_F(WindowsOfARun, WhatCannotBeIsOneSentence) {
  const RunFolder run = trained();
  auto asked = request(run);
  asked.settings.values.erase("text");
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "--data text:FILE"));
  asked = request(run);
  asked.settings.values["swap_kind"] = std::string("same_tag");
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "--tags"));
  asked = request(run);
  asked.settings.values["text"] = place_.write("few.txt", "too few words").string();
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "few.txt", "23 words"));
  asked.source.run.clear();
  asked.source.model = "mlp";
  asked.source.weights = "random:0";
  EXPECT_TRUE(holds(errorSentence([&] { analyse(asked, {}); }), "reads images"));
}

}  // namespace
}  // namespace studio
