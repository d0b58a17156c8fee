// Each rule of the table by its name, both ways where it has two, and that nothing else is touched: one table of cases,
// in which every rule stands.
#include "core/weights/key_maps.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include <algorithm>
#include <functional>
#include <stdexcept>

#include "tests/support/user_error.h"

namespace studio {
namespace {

/// One rule alone.
using Applied = std::function<StateDict(StateDict given, const TensorShapes& target)>;

Applied findRule(const std::string& name) {
  const auto found =
      std::find_if(keyRules().begin(), keyRules().end(), [&](const auto& rule) { return rule.name == name; });
  if (found == keyRules().end()) throw std::logic_error("no rule " + name);
  return [rule = *found](StateDict given, const TensorShapes& target) {
    rule.apply(given, target);
    return given;
  };
}

StateDict named(const std::vector<std::string>& names) {
  StateDict tensors;
  for (const auto& name : names) tensors.emplace_back(name, torch::full({1}, static_cast<double>(tensors.size())));
  return tensors;
}

TensorShapes wanted(const std::vector<std::string>& names) { return listShapes(named(names)); }

std::vector<std::string> listNames(const StateDict& tensors) {
  std::vector<std::string> names;
  for (const auto& [name, tensor] : tensors) names.push_back(name);
  return names;
}

using Names = std::vector<std::string>;

void takeWrappersOff(const Applied& applied) {
  const auto target = wanted({"conv1.weight", "fc.weight"});
  for (const std::string wrapper : {"module.", "_orig_mod.", "model.", "backbone.", "net.", "module._orig_mod.model."})
    EXPECT_EQ(listNames(applied(named({wrapper + "conv1.weight", wrapper + "fc.weight"}), target)),
              (Names{"conv1.weight", "fc.weight"}))
        << wrapper;
  EXPECT_EQ(listNames(applied(named({"_orig_mod.net.0.weight"}), wanted({"net.0.weight"}))),
            (Names{"net.0.weight"}));  // its own name
  // the place is taken
  EXPECT_EQ(listNames(applied(named({"module.fc.weight", "fc.weight"}), target)),
            (Names{"module.fc.weight", "fc.weight"}));
  EXPECT_EQ(listNames(applied(named({"modules.fc.weight"}), target)), (Names{"modules.fc.weight"}));
}

void leaveMasksOut(const Applied& applied) {
  const auto causal = torch::ones({8, 8}).tril(),
             window = causal - causal.tril(-3);  // who sees whom: all before, the newest three
  auto given = named({"h.0.attn.masked_bias", "h.0.attn.attention.masked_bias", "h.0.attn.c_attn.bias",
                      "h.0.attn.attention.out_proj.bias"});
  given.emplace_back("h.0.attn.bias", causal.to(torch::kBool).view({1, 1, 8, 8}));
  given.emplace_back("h.1.attn.attention.bias", window.view({1, 1, 8, 8}));
  EXPECT_EQ(listNames(applied(given, {})), (Names{"h.0.attn.c_attn.bias", "h.0.attn.attention.out_proj.bias"}));
  EXPECT_EQ(listNames(applied(named({"h.0.attn.bias"}), wanted({"h.0.attn.bias"}))),
            (Names{"h.0.attn.bias"}));  // a network that asks for it
  for (const auto& other : {torch::ones({32}), torch::ones({1, 1, 8, 8}),
                            causal.t().contiguous().view({1, 1, 8, 8})})  // weights, or who sees what is to come
    EXPECT_EQ(listNames(applied({{"h.0.attn.bias", other}}, {})), (Names{"h.0.attn.bias"})) << other.sizes();
}

void addAndTakeTransformerPrefix(const Applied& applied) {
  const Names shorter{"wte.weight", "h.0.ln_1.weight", "lm_head.weight"};
  const Names longer{"transformer.wte.weight", "transformer.h.0.ln_1.weight", "lm_head.weight"};
  EXPECT_EQ(listNames(applied(named(shorter), wanted(longer))), longer);
  EXPECT_EQ(listNames(applied(named(longer), wanted(shorter))), shorter);
  EXPECT_EQ(listNames(applied(named({"other"}), wanted(longer))), (Names{"other"}));
}

/// The conventions have their cases in weights_network_names_test.cpp, the pieces theirs in weights_pieces_test.cpp.
void nameNetworksOfTheTargetsKind(const Applied& applied) {
  const Names given{"backbone.layer1.0.conv1.weight", "backbone.layer1.0.shortcut.0.weight", "queue"};
  EXPECT_EQ(listNames(applied(named(given), wanted({"layer1.0.conv1.weight"}))),
            (Names{"layer1.0.conv1.weight", "layer1.0.downsample.0.weight", "queue"}));
  EXPECT_EQ(listNames(applied(named(given), wanted({"conv_proj.weight"}))), given);
  EXPECT_EQ(listNames(applied(named(given), wanted({"fc1.weight"}))), given);
}

void multiplyPieces(const Applied& applied) {
  EXPECT_EQ(listNames(applied(named({"a.weight_mask", "a.weight_orig"}), {})), (Names{"a.weight"}));
}

/// More of it in weights_gpt_names_test.cpp.
void nameAGptAlone(const Applied& applied) {
  const auto target = wanted({"transformer.wte.weight", "transformer.wpe.weight", "lm_head.weight"});
  const auto given = named(
      {"ema.wpe.weight", "ema.wte.weight", "ema.lm_head.weight", "net.wpe.weight", "net.wte.weight", "v_head.weight"});
  const auto fitted = applied(given, target);
  EXPECT_EQ(listNames(fitted), (Names{"transformer.wpe.weight", "transformer.wte.weight"}));
  EXPECT_TRUE(torch::equal(fitted[0].second, given[3].second));
  EXPECT_EQ(listNames(applied(given, wanted({"fc1.weight"}))), listNames(given));
}

/// More of it in weights_mlp_names_test.cpp.
void nameARowOfLinearLayersAlone(const Applied& applied) {
  const auto target = wanted({"fc1.weight", "fc2.weight"});
  StateDict given{
      {"net.0.weight", torch::rand({6, 9})}, {"net.2.weight", torch::rand({4, 6})}, {"n_averaged", torch::tensor(3)}};
  EXPECT_EQ(listNames(applied(given, target)), (Names{"fc1.weight", "fc2.weight"}));
  EXPECT_EQ(listNames(applied(given, wanted({"conv1.weight"}))), listNames(given));
  given.emplace_back("norm.weight", torch::rand({6}));  // maybe a layer of it: said to be left over
  EXPECT_EQ(listNames(applied(given, target)), listNames(given));
}

void giveNumberedLayersTheirNames(const Applied& applied) {
  const auto target = wanted({"fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias"});
  EXPECT_EQ(listNames(applied(named({"0.weight", "0.bias", "2.weight", "2.bias", "10.weight", "10.bias"}), target)),
            (Names{"fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias", "fc3.weight", "fc3.bias"}));
  EXPECT_EQ(listNames(applied(named({"0.weight"}), wanted({"conv1.weight"}))), (Names{"0.weight"}));
}

StateDict blurNet(bool blurred) {
  const auto strided = torch::rand({8, 16, 3, 3});
  if (!blurred)
    return {{"conv1.weight", torch::rand({16, 3, 7, 7})},
            {"layer2.0.conv1.weight", strided},
            {"fc.weight", torch::rand({2, 8})}};
  return {{"conv1.weight", torch::rand({16, 3, 7, 7})},
          {"layer2.0.conv1.blur_filter", torch::zeros({16, 1, 3, 3})},
          {"layer2.0.conv1.conv.weight", strided},
          {"fc.weight", torch::rand({2, 8})}};
}

void addAndTakeBlurPool(const Applied& applied) {
  const auto plain = blurNet(false), blurred = blurNet(true);
  const auto made = applied(plain, listShapes(blurred));
  EXPECT_EQ(listNames(made), listNames(blurred));
  EXPECT_TRUE(torch::equal(made[2].second, plain[1].second));
  EXPECT_TRUE(torch::allclose(made[1].second[15][0],
                              torch::tensor({{1.0F, 2.0F, 1.0F}, {2.0F, 4.0F, 2.0F}, {1.0F, 2.0F, 1.0F}}) / 16));
  const auto back = applied(made, listShapes(plain));
  EXPECT_EQ(listNames(back), listNames(plain));
  EXPECT_TRUE(torch::equal(back[1].second, plain[1].second));
  EXPECT_TRUE(torch::equal(applied(blurred, listShapes(blurred))[1].second,
                           blurred[1].second));  // a filter of its own stays
  auto without = blurred;
  without.erase(without.begin() + 1);
  EXPECT_EQ(listNames(applied(without, listShapes(blurred))), listNames(blurred));
}

void findOrLeaveOutTheTiedHead(const Applied& applied) {
  const auto table = torch::rand({5, 2});
  const TensorShapes both{{"transformer.wte.weight", {5, 2}}, {"lm_head.weight", {5, 2}}},
      one{{"transformer.wte.weight", {5, 2}}};
  const auto added = applied({{"transformer.wte.weight", table}}, both);
  ASSERT_EQ(listNames(added), (Names{"transformer.wte.weight", "lm_head.weight"}));
  EXPECT_TRUE(torch::equal(added[1].second, table));
  EXPECT_EQ(listNames(applied({{"lm_head.weight", table}}, both)), (Names{"lm_head.weight", "transformer.wte.weight"}));
  EXPECT_EQ(listNames(applied({{"transformer.wte.weight", table}, {"lm_head.weight", table.clone()}}, one)),
            (Names{"transformer.wte.weight"}));
  const auto kept = applied({{"transformer.wte.weight", table}, {"lm_head.weight", table + 1}}, both);
  EXPECT_TRUE(torch::equal(kept[0].second, table) && torch::equal(kept[1].second, table + 1));  // a head of its own
  // not tied: not dropped in silence
  EXPECT_EQ(applied({{"transformer.wte.weight", table}, {"lm_head.weight", table + 1}}, one).size(), 2U);
  EXPECT_EQ(applied({{"fc.weight", table}}, {{"fc.weight", {5, 2}}}).size(), 1U);
}

void turnConv1dOfTheWholeFile(const Applied& applied) {
  const TensorShapes target{{"h.0.attn.c_attn.weight", {12, 4}},
                            {"h.0.attn.c_proj.weight", {4, 4}},
                            {"h.0.mlp.c_fc.weight", {16, 4}},
                            {"h.0.mlp.c_proj.weight", {4, 16}},
                            {"wpe.weight", {4, 4}}};
  StateDict straight, turned;
  for (const auto& [name, shape] : target) {
    straight.emplace_back(name, torch::rand(shape));
    turned.emplace_back(name, name == "wpe.weight" ? straight.back().second : straight.back().second.t().contiguous());
  }
  for (const auto& given : {straight, turned}) {
    const auto fitted = applied(given, target);
    ASSERT_EQ(fitted.size(), straight.size());
    for (std::size_t index = 0; index < fitted.size(); ++index)  // the square c_proj too
      EXPECT_TRUE(torch::equal(fitted[index].second, straight[index].second)) << fitted[index].first;
  }
}

struct RuleCase {
  const char* rule;
  const char* name;
  void (*check)(const Applied& applied);
};

const std::vector<RuleCase> kRuleCases{
    {"wrappers", "wrappers", takeWrappersOff},
    {"masks", "masks", leaveMasksOut},
    {"transformer prefix", "transformer_prefix", addAndTakeTransformerPrefix},
    {"network names", "network_names", nameNetworksOfTheTargetsKind},
    {"pieces", "pieces", multiplyPieces},
    {"found network", "found_gpt", nameAGptAlone},
    {"found network", "found_mlp", nameARowOfLinearLayersAlone},
    {"numbered layers", "numbered_layers", giveNumberedLayersTheirNames},
    {"blur pool", "blur_pool", addAndTakeBlurPool},
    {"tied head", "tied_head", findOrLeaveOutTheTiedHead},
    {"conv1d", "conv1d", turnConv1dOfTheWholeFile},
};

class KeyRules : public ::testing::TestWithParam<RuleCase> {};

TEST_P(KeyRules, GiveTheNamesOfTheTarget) { GetParam().check(findRule(GetParam().rule)); }

INSTANTIATE_TEST_SUITE_P(Cases, KeyRules, ::testing::ValuesIn(kRuleCases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(KeyMaps, EveryRuleHasACase) {
  ASSERT_FALSE(keyRules().empty());
  for (const auto& rule : keyRules())
    EXPECT_TRUE(std::any_of(kRuleCases.begin(), kRuleCases.end(), [&](const auto& each) {
      return std::string(rule.name) == each.rule;
    })) << rule.name;
}

TEST(KeyMaps, RulesWorkOneAfterTheOther) {
  const TensorShapes target{
      {"lm_head.weight", {6, 4}}, {"transformer.h.0.attn.c_attn.weight", {12, 4}}, {"transformer.wte.weight", {6, 4}}};
  const auto fitted = fitNames({{"module.h.0.attn.c_attn.weight", torch::rand({4, 12})},
                                {"module.h.0.attn.bias", torch::ones({8, 8}).tril().view({1, 1, 8, 8})},
                                {"module.wte.weight", torch::rand({6, 4})}},
                               target);
  EXPECT_EQ(listShapes(fitted), target);
}

TEST(KeyMaps, BlurPoolOfAFileIsSwitched) {
  StateDict plain;
  for (const std::string name :
       {"module.layer1.0.conv1.weight", "module.layer2.0.conv1.weight", "module.layer2.0.conv2.weight",
        "module.layer2.0.downsample.0.weight", "module.layer2.0.downsample.1.weight", "module.layer2.1.conv1.weight"})
    plain.emplace_back(name,
                       name.find(".1.weight") == std::string::npos ? torch::rand({8, 16, 3, 3}) : torch::rand({8}));
  const auto on = withBlurPool(plain, true, "x");
  EXPECT_EQ(listNames(on),
            (Names{"module.layer1.0.conv1.weight", "module.layer2.0.conv1.blur_filter",
                   "module.layer2.0.conv1.conv.weight", "module.layer2.0.conv2.weight",
                   "module.layer2.0.downsample.0.blur_filter", "module.layer2.0.downsample.0.conv.weight",
                   "module.layer2.0.downsample.1.weight", "module.layer2.1.conv1.weight"}));
  EXPECT_EQ(listNames(withBlurPool(on, true, "x")), listNames(on));
  EXPECT_EQ(listNames(withBlurPool(on, false, "x")), listNames(plain));
  plain.emplace_back("module.layer1.0.conv3.weight",
                     torch::rand({8, 8, 1, 1}));  // bottleneck: the 3 x 3 in the middle strides
  EXPECT_TRUE(listShapes(withBlurPool(plain, true, "x")).contains("module.layer2.0.conv2.conv.weight"));
  EXPECT_TRUE(listShapes(withBlurPool(plain, true, "x")).contains("module.layer2.0.conv1.weight"));
  EXPECT_TRUE(holds(errorSentence([] { withBlurPool(named({"fc1.weight"}), true, "x.pt"); }), "x.pt", "no ResNet"));
}

}  // namespace
}  // namespace studio
