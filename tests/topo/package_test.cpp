// Against the published package: values and gradients it computed, and a file of losses it saved
// (tests/data/make_topoloss_reference.py made both).
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "composed_loss.h"
#include "topo/topo_loss.h"

namespace studio {
namespace {

std::string readContents(const std::string& name) {
  std::ifstream file(std::string(STUDIO_SOURCE_DIR) + "/tests/data/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(PackageTest, ValuesAndGradientsEqualThePackages) {
  const auto cases = nlohmann::json::parse(readContents("topoloss_reference.json"));
  ASSERT_GE(cases.size(), 10u);
  const std::map<std::string, SheetKind> kinds = {{"LaplacianPyramid", SheetKind::Weight},
                                                  {"LaplacianPyramidOnBias", SheetKind::Bias},
                                                  {"LaplacianPyramidOnInput", SheetKind::Input}};
  for (const auto& row : cases) {
    const auto shape = row.at("shape").get<std::vector<std::int64_t>>();
    const TopoOptions options{row.at("factor_h"), row.at("factor_w"),
                              row.at("interpolation") == "nearest" ? BlurMode::Nearest : BlurMode::Bilinear, false};
    const auto weight = torch::tensor(row.at("weight").get<std::vector<double>>(), torch::kDouble).view(shape);
    const auto gradient = torch::tensor(row.at("gradient").get<std::vector<double>>(), torch::kDouble).view(shape);
    const auto kind = kinds.at(row.at("name"));
    const auto result = testing::ours(weight, kind, options);
    EXPECT_NEAR(result.loss, row.at("loss").get<double>(), 1e-9) << row.at("title");
    EXPECT_LE(testing::relativeError(result.gradient, gradient), 1e-9) << row.at("title");
    const auto single = testing::ours(weight.to(torch::kFloat), kind, options);
    EXPECT_NEAR(single.loss, row.at("loss").get<double>(), 1e-5) << row.at("title");
    EXPECT_LE(testing::relativeError(single.gradient, gradient), 1e-5) << row.at("title");
  }
}

TEST(PackageTest, ReadsTheListThePackageSaved) {
  const auto losses = parseLosses(readContents("topoloss_losses.json"), "topoloss_losses.json");
  ASSERT_EQ(losses.size(), 4u);
  EXPECT_EQ(losses[0].layer, "features.0");
  EXPECT_EQ(losses[0].kind, SheetKind::Weight);
  EXPECT_EQ(losses[0].options.factorHeight, 3.0);
  EXPECT_EQ(losses[0].options.factorWidth, 2.5);
  EXPECT_EQ(losses[0].scale, 10.0);
  EXPECT_TRUE(losses[1].watchOnly());
  EXPECT_EQ(losses[1].options.mode, BlurMode::Nearest);
  EXPECT_EQ(losses[2].kind, SheetKind::Bias);
  EXPECT_EQ(losses[3].kind, SheetKind::Input);
}

TEST(PackageTest, ReadsWhatIsOursAndTheNewerPackages) {
  const auto back = parseLosses(R"([{"layer_name": "rnn", "factor_h": 3, "factor_w": 3, "scale": null,
      "custom_weight_attribute_name": "weight_hh_l0", "per_slice": true, "name": "LaplacianPyramid"}])",
                                "text");
  ASSERT_EQ(back.size(), 1u);
  EXPECT_EQ(back[0].weightAttribute, "weight_hh_l0");
  EXPECT_TRUE(back[0].options.perSlice);
  EXPECT_TRUE(back[0].watchOnly());
}

TEST(PackageTest, ABlurModeIsOneOfTwoWords) {
  EXPECT_EQ(parseBlurMode("bilinear"), BlurMode::Bilinear);
  EXPECT_EQ(parseBlurMode("nearest"), BlurMode::Nearest);
  for (const char* other : {"", "cubic", "Nearest", "nearest "}) EXPECT_EQ(parseBlurMode(other), std::nullopt) << other;
}

TEST(PackageTest, BrokenListsAreSentencesThatNameTheEntry) {
  const auto sentence = [](const std::string& text) {
    try {
      parseLosses(text, "losses.json");
    } catch (const std::invalid_argument& problem) {
      return std::string(problem.what());
    }
    return std::string();
  };
  for (const char* text : {"", "{", "{}", "null", "7"})
    EXPECT_NE(sentence(text).find("losses.json holds no list"), std::string::npos) << text;
  const std::string good = R"({"layer_name":"a","factor_h":3,"factor_w":3,"scale":1,"name":"LaplacianPyramid"})";
  EXPECT_EQ(sentence("[" + good + "]"), "");
  EXPECT_NE(sentence("[" + good + ",7]").find("entry 2"), std::string::npos);
  EXPECT_NE(sentence(R"([{"layer_name":"a","factor_h":"x","factor_w":3,"name":"LaplacianPyramid"}])").find("entry 1"),
            std::string::npos);
  EXPECT_NE(sentence(R"([{"layer_name":"a","factor_h":3,"factor_w":3,"name":"Other"}])").find("\"Other\""),
            std::string::npos);
  EXPECT_NE(
      sentence(R"([{"layer_name":"a","factor_h":3,"factor_w":3,"interpolation":"cubic","name":"LaplacianPyramid"}])")
          .find("\"cubic\""),
      std::string::npos);
}

}  // namespace
}  // namespace studio
