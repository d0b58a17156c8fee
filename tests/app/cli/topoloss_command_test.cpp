// topoloss: published numbers through the real program, of arrays and of networks.
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/run/npy.h"
#include "tests/support/program.h"

namespace studio {
namespace {

/// The science's test weights: element k is sin(0.01 k).
NpyArray waves(std::vector<std::int64_t> shape, bool single = false) {
  std::int64_t count = 1;
  for (const auto size : shape) count *= size;
  std::vector<double> values;
  for (std::int64_t index = 0; index < count; ++index) values.push_back(std::sin(0.01 * static_cast<double>(index)));
  if (!single) return NpyArray::from(values, shape);
  return NpyArray::from(std::vector<float>(values.begin(), values.end()), shape);
}

TEST(TopolossCommand, GivesThePublishedValuesInDouble) {
  TemporaryFolder folder;
  const auto file = (folder.path() / "w.npy").string();
  writeNpy(file, waves({64, 27}));
  const auto answer = toponets({"topoloss", file, "--json"});  // 3 x 3, bilinear
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json()["sheet"], (std::vector<int>{8, 8}));
  EXPECT_EQ(answer.json()["depth"], 27);
  EXPECT_NEAR(answer.json()["loss"].get<double>(), 0.808697477310, 1e-9);
  EXPECT_NEAR(toponets({"topoloss", file, "--json", "--mode", "nearest"}).json()["loss"].get<double>(), 0.931545732407,
              1e-9);
  EXPECT_NEAR(toponets({"topoloss", file, "--json", "--per-slice"}).json()["loss"].get<double>(), 0.913056749963, 1e-9);
  writeNpy(file, waves({16, 4}));
  EXPECT_NEAR(toponets({"topoloss", file, "--json", "--factor", "3", "1"}).json()["loss"].get<double>(), 0.011244836974,
              1e-9);
  writeNpy(file, waves({16, 4}, true));
  EXPECT_NEAR(toponets({"topoloss", file, "--json", "--factor", "2", "2"}).json()["loss"].get<double>(), 0.0095724,
              1e-6);
}

TEST(TopolossCommand, WritesAGradientThatDescribesTheSlope) {
  TemporaryFolder folder;
  const auto file = (folder.path() / "w.npy").string(), gradient = (folder.path() / "g.npy").string();
  auto weights = waves({20, 6});
  writeNpy(file, weights);
  const double before =
      toponets({"topoloss", file, "--json", "--factor", "2", "2", "--gradient", gradient}).json()["loss"];
  const auto slope = readNpy(gradient);
  EXPECT_EQ(slope.dtype, "<f8");
  EXPECT_EQ(slope.shape, weights.shape);
  auto values = weights.asDoubles();
  const double step = 1e-6;
  values[37] += step;
  writeNpy(file, NpyArray::from(values, weights.shape));
  const double after = toponets({"topoloss", file, "--json", "--factor", "2", "2"}).json()["loss"];
  EXPECT_NEAR((after - before) / step, slope.asDoubles()[37], 1e-5);
}

TEST(TopolossCommand, ListsTheLayersOfANetwork) {
  const auto json =
      toponets({"topoloss", "--json", "--model", "mlp", "--weights", "random:0", "--factor", "4", "4"}).json();
  ASSERT_EQ(json["layers"].size(), 1U);
  EXPECT_NEAR(3 * json["layers"]["fc1"].get<double>(), 2.63,
              0.03);  // the demo before training: 2.62 to 2.64 over seeds
  EXPECT_EQ(json["mean"], json["layers"]["fc1"]);
  const auto resnet =
      toponets({"topoloss", "--json", "--model", "resnet18", "--weights", "random:0", "--set", "model.classes=10"})
          .json();
  EXPECT_EQ(resnet["layers"].size(), 16U);
}

TEST(TopolossCommand, ReadsThePackagesListOfLosses) {
  TemporaryFolder folder;
  const auto list = folder
                        .write("losses.json", R"([
    {"layer_name": "fc1", "factor_h": 4.0, "factor_w": 4.0, "interpolation": "bilinear", "scale": 3.0,
     "custom_weight_attribute_name": null, "name": "LaplacianPyramid"},
    {"layer_name": "fc2", "factor_h": 2.0, "factor_w": 2.0, "interpolation": "bilinear", "scale": null,
     "custom_weight_attribute_name": null, "name": "LaplacianPyramid"},
    {"layer_name": "fc1", "factor_h": 4.0, "factor_w": 4.0, "interpolation": "bilinear", "scale": 1.0,
     "name": "LaplacianPyramidOnInput"}])")
                        .string();
  const auto answer = toponets({"topoloss", "--json", "--model", "mlp", "--weights", "random:0", "--losses", list});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto json = answer.json();
  const auto alone =
      toponets({"topoloss", "--json", "--model", "mlp", "--weights", "random:0", "--factor", "4", "4"}).json();
  EXPECT_EQ(json["layers"]["fc1"], alone["layers"]["fc1"]);
  ASSERT_TRUE(json["layers"].contains("fc2"));
  ASSERT_TRUE(json["layers"].contains("fc1 (input)"));
  EXPECT_NEAR(json["mean"].get<double>(),
              (json["layers"]["fc1"].get<double>() + json["layers"]["fc2"].get<double>() +
               json["layers"]["fc1 (input)"].get<double>()) /
                  3,
              1e-12);
  const auto unknown =
      folder
          .write("unknown.json",
                 R"([{"layer_name": "fc7", "factor_h": 4, "factor_w": 4, "interpolation": "bilinear", "scale": 3,
     "name": "LaplacianPyramid"}])")
          .string();
  EXPECT_TRUE(refuses(toponets({"topoloss", "--model", "mlp", "--weights", "random:0", "--losses", unknown}), "fc7"));
  const auto broken = folder.write("broken.json", "[{").string();
  EXPECT_TRUE(
      refuses(toponets({"topoloss", "--model", "mlp", "--weights", "random:0", "--losses", broken}), "broken.json"));
}

TEST(TopolossCommand, ImpossibleQuestionsGiveOneSentence) {
  TemporaryFolder folder;
  const auto file = (folder.path() / "w.npy").string();
  writeNpy(file, waves({16, 4}));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--factor", "9", "9"}), "9"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--factor", "0.5", "2"}), "0.5"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--model", "mlp", "--weights", "random:0"}), "either"));
  EXPECT_TRUE(refuses(toponets({"topoloss"}), "either"));
  EXPECT_TRUE(refuses(toponets({"topoloss", (folder.path() / "none.npy").string()}), "none.npy"));
  writeNpy(file, waves({4, 4, 4}));
  EXPECT_TRUE(refuses(toponets({"topoloss", file}), "w.npy"));
  writeNpy(file, NpyArray::from(std::vector<double>{1, NAN, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, {16, 1}));
  const auto undefined = toponets({"topoloss", file, "--json", "--factor", "2", "2"});
  EXPECT_EQ(undefined.code, 0);
  EXPECT_TRUE(undefined.json()["loss"].is_null());  // never a number that is none
}

TEST(TopolossCommand, TakesANpzAndWarnsOfNaN) {
  const TemporaryFolder folder;
  const auto plain = (folder.path() / "w.npy").string(), packed = (folder.path() / "w.npz").string();
  writeNpy(plain, waves({64, 27}));
  writeNpz(packed, {{"weight", waves({64, 27})}, {"bias", waves({64})}});
  EXPECT_EQ(toponets({"topoloss", packed, "--json"}).json(), toponets({"topoloss", plain, "--json"}).json());
  EXPECT_EQ(toponets({"topoloss", packed + ":bias", "--kind", "bias", "--json"}).json()["depth"], 1);
  auto broken = waves({16, 4});
  auto values = broken.asDoubles();
  values[9] = std::nan("");
  writeNpy(plain, NpyArray::from(values, {16, 4}));
  const auto answer = toponets({"topoloss", plain, "--json"});
  EXPECT_EQ(answer.code, 0);
  EXPECT_TRUE(answer.json()["loss"].is_null());
  EXPECT_NE(answer.err.find("NaN at [2, 1]"), std::string::npos) << answer.err;
}

// Rivals: numbers that NumPy computed (tests/data/make_rival_losses_reference.py).

TEST(LossesCommand, NamesTheTable) {
  const auto answer = toponets({"losses", "--json"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  std::map<std::string, std::string> on;
  for (const auto& row : answer.json()) {
    EXPECT_FALSE(row.at("title").get<std::string>().empty());
    on[row.at("name")] = row.at("on");
  }
  const std::map<std::string, std::string> expected{
      {"none", "weights"},      {"topoloss", "weights"}, {"all_tnn", "weights"},    {"tdann", "activations"},
      {"llcnn", "activations"}, {"cb_som", "update"},    {"wiring_cost", "weights"}};
  EXPECT_EQ(on, expected);
  EXPECT_NE(toponets({"losses"}).out.find("All-TNN"), std::string::npos);
}

TEST(TopolossCommand, GivesTheLossesOfTheTable) {
  const TemporaryFolder folder;
  const auto file = (folder.path() / "a.npy").string(), gradient = (folder.path() / "g.npy").string();
  const auto cases = nlohmann::json::parse(readFileBytes(STUDIO_SOURCE_DIR "/tests/data/rival_losses_reference.json"));
  ASSERT_FALSE(cases.at("losses").empty());
  for (const auto& row : cases.at("losses")) {
    const std::string loss = row.at("loss");
    writeNpy(file, NpyArray::from(row.at("array").get<std::vector<double>>(),
                                  row.at("shape").get<std::vector<std::int64_t>>()));
    std::vector<std::string> arguments{"topoloss", file, "--loss", loss, "--json", "--gradient", gradient};
    if (loss == "tdann") arguments.emplace_back("--all-pairs");
    for (const auto& [key, value] : row.at("settings").items()) {
      arguments.emplace_back("--set");
      arguments.push_back("losses." + loss + "." + key + "=" + value.dump());
    }
    const auto answer = toponets(arguments);
    ASSERT_EQ(answer.code, 0) << answer.err;
    EXPECT_NEAR(answer.json()["loss"].get<double>(), row.at("value").get<double>(), 1e-11) << row.at("settings");
    const auto slope = readNpy(gradient);
    EXPECT_EQ(slope.dtype, "<f8");
    EXPECT_EQ(slope.shape, row.at("shape").get<std::vector<std::int64_t>>());
    const auto values = slope.asDoubles();
    for (std::size_t i = 0; i < values.size(); ++i)
      EXPECT_NEAR(values[i], row.at("gradient").at(i).get<double>(), 1e-8) << loss << " " << i;
  }
}

TEST(TopolossCommand, ResponsesHaveNeighbourhoodsDrawnFromTheSeed) {
  const TemporaryFolder folder;
  const auto file = (folder.path() / "r.npy").string();
  std::vector<double> responses;  // not smooth, so that every neighbourhood has another loss
  for (int k = 0; k < 30 * 256; ++k) responses.push_back(std::sin(0.3 * k * k));
  writeNpy(file, NpyArray::from(responses, {30, 256}));
  const auto loss = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"topoloss", file, "--loss", "tdann", "--json"});
    return toponets(more).json();
  };
  EXPECT_EQ(loss({})["sheet"], (std::vector<int>{16, 16}));
  EXPECT_EQ(loss({})["depth"], 30);
  EXPECT_EQ(loss({}), loss({}));
  EXPECT_NE(loss({})["loss"], loss({"--set", "train.seed=1"})["loss"]);
  EXPECT_NE(loss({})["loss"], loss({"--all-pairs"})["loss"]);
}

TEST(TopolossCommand, ImpossibleQuestionsOfRivalsGiveOneSentence) {
  const TemporaryFolder folder;
  const auto file = (folder.path() / "w.npy").string();
  writeNpy(file, waves({16, 4}));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "all_tn"}), "did you mean"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "llcnn"}), "operation on the responses"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "cb_som"}), "update of the weights"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "none"}), "trains nothing"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "all_tnn", "--all-pairs"}), "--all-pairs"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--all-pairs"}), "--all-pairs"));
  EXPECT_TRUE(refuses(toponets({"topoloss", "--model", "mlp", "--weights", "w.pt", "--kind", "input"}), "--kind"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "all_tnn", "--factor", "2"}), "--factor"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "wiring_cost", "--set", "losses.wiring_cost.power=-1"}),
                      "losses.wiring_cost.power"));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "tdann", "--set", "losses.all_tnn.eight_neighbours=true"}),
                      "--set"));
  EXPECT_TRUE(refuses(toponets({"topoloss", "--model", "mlp", "--weights", "random:0", "--loss", "tdann"}), "--loss"));
  writeNpy(file, waves({1, 16}));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "tdann"}), "2 stimuli"));
  writeNpy(file, waves({4, 4, 4}));
  EXPECT_TRUE(refuses(toponets({"topoloss", file, "--loss", "tdann"}), "w.npy"));
  auto broken = waves({16, 4}).asDoubles();
  broken[9] = std::nan("");
  writeNpy(file, NpyArray::from(broken, {16, 4}));
  const auto undefined = toponets({"topoloss", file, "--loss", "all_tnn", "--json"});
  EXPECT_EQ(undefined.code, 0);
  EXPECT_TRUE(undefined.json()["loss"].is_null());
  EXPECT_NE(undefined.err.find("NaN at [2, 1]"), std::string::npos) << undefined.err;
}

}  // namespace
}  // namespace studio
