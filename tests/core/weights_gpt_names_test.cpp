// GPTs under any prefix, beside other tensors and beside copies of themselves: one choice for what is recognised and
// what is loaded.
#include "core/models/weights_form.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/network/source.h"
#include "core/weights/key_maps.h"
#include "core/weights/recognise.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

ModelConfig namedGpt(std::int64_t vocabulary = 50, bool tied = true) {
  ModelConfig config;
  config.name = "nanogpt";
  config.layers = 1, config.heads = 2, config.width = 16, config.context = 8, config.vocabulary = vocabulary,
  config.tiedHead = tied;
  return config;
}

std::shared_ptr<Model> madeGpt(const ModelConfig& config) {
  return findModel(config.name).make(config, InputShape::ofTokens(config.context, config.vocabulary));
}

StateDict gptState(const ModelConfig& config = namedGpt()) { return makeStateDict(*madeGpt(config)); }

/// Without "transformer.", as Hugging Face's base models.
StateDict baseTensors(const StateDict& tensors) {
  StateDict base;
  for (const auto& [name, tensor] : tensors)
    if (name.starts_with("transformer.")) base.emplace_back(name.substr(12), tensor);
  return base;
}

StateDict behind(const std::string& prefix, const StateDict& tensors) {
  StateDict longer;
  for (const auto& [name, tensor] : tensors) longer.emplace_back(prefix + name, tensor);
  return longer;
}

StateDict with(StateDict tensors, const StateDict& more) {
  tensors.insert(tensors.end(), more.begin(), more.end());
  return tensors;
}

StateDict zeros(const StateDict& tensors) {
  StateDict other;
  for (const auto& [name, tensor] : tensors) other.emplace_back(name, torch::zeros_like(tensor));
  return other;
}

class GptNames : public ::testing::Test {
 protected:
  /// What the file is, after it has loaded as these very weights.
  Recognition opened(const StateDict& theirs, const StateDict& ours) {
    file_ = (place_.path() / "theirs.safetensors").string();
    writeWeights(file_, theirs, {{"n_head", "2"}});
    const auto source = openSource({"", "runs", "nanogpt", file_, {}});
    const std::map<std::string, torch::Tensor> wanted(ours.begin(), ours.end());
    for (const auto& [name, tensor] : makeStateDict(*source.model))
      if (wanted.contains(name)) {
        EXPECT_TRUE(torch::equal(tensor, wanted.at(name))) << name;
      }
    return recognise(openWeights(file_));
  }
  std::string refusal(const StateDict& theirs) {
    file_ = (place_.path() / "theirs.safetensors").string();
    writeWeights(file_, theirs, {{"n_head", "2"}});
    return errorSentence([&] { openSource({"", "runs", "nanogpt", file_, {}}); });
  }
  TemporaryFolder place_;
  std::string file_;
};

TEST_F(GptNames, AnyPrefixIsTakenOff) {
  const auto ours = gptState();
  for (const char* prefix : {"", "gpt.", "student.", "module.model.", "a.b.c."})
    for (const auto& theirs : {behind(prefix, ours), behind(prefix, baseTensors(ours))}) {
      const auto found = opened(theirs, ours);
      ASSERT_TRUE(found.model) << prefix << found.problem;
      EXPECT_EQ(found.model->vocabulary, 50) << prefix;
      EXPECT_TRUE(found.notes.empty() && found.leftOver.empty()) << prefix << found.notes.at(0);
    }
}

TEST_F(GptNames, WhatStandsBesideIsNamed) {
  const auto ours = gptState();
  const auto one = opened(with(ours, {{"v_head.weight", torch::ones({1, 16})}}), ours);
  EXPECT_EQ(one.leftOver, (std::vector<std::string>{"v_head.weight"}));
  EXPECT_EQ(one.notes.at(0),
            "1 tensor of the file is no part of this network and not used by it, namely: v_head.weight.");
  const auto two = opened(with(behind("gpt.", baseTensors(ours)),
                               {{"score.weight", torch::ones({1})}, {"gpt.score.bias", torch::ones({1})}}),
                          ours);
  EXPECT_TRUE(holds(two.notes.at(0), "2 tensors of the file are no part", "first of all: gpt.score.bias, score.weight"))
      << two.notes.at(0);
}

TEST_F(GptNames, OfSeveralTheTrainedOneIsRecognisedAndLoaded) {
  const auto ours = gptState();
  const auto copy = zeros(gptState(namedGpt(60)));  // of another size: taken for the other, it would not fit
  for (const char* other : {"ema.", "a_teacher.", "model_ema."}) {
    const auto found = opened(with(behind(other, copy), behind("model.", ours)), ours);
    EXPECT_EQ(found.model->vocabulary, 50) << other;
    const auto part = std::string(other).substr(0, std::string(other).size() - 1);
    EXPECT_TRUE(holds(found.notes.at(0), "the one under `model.transformer.` is taken",
                      "further ones of the kind stand under: " + part + " (FILE#" + part))
        << found.notes.at(0);
    EXPECT_EQ(recognise(openWeights(file_ + "#" + part)).model->vocabulary, 60);
  }
}

/// No part of a copy takes a place that the trained one leaves free.
TEST_F(GptNames, AHeadOfAnotherNetworkIsNotTaken) {
  auto ours = gptState();
  std::erase_if(ours, [](const auto& item) { return item.first == "lm_head.weight"; });
  const auto other = behind("model_ema.", zeros(gptState(namedGpt(50, false))));
  const auto found = opened(with(behind("net.", ours), other), ours);
  EXPECT_TRUE(found.model->tiedHead);
}

TEST_F(GptNames, AHeadBesideTheTrunkIsItsOwn) {
  const auto ours = gptState(namedGpt(50, false));
  const auto head =
      std::find_if(ours.begin(), ours.end(), [](const auto& item) { return item.first == "lm_head.weight"; });
  for (const char* place : {"", "module.", "module.gpt."}) {
    const auto found =
        opened(with(behind("module.gpt.", baseTensors(ours)), {{place + head->first, head->second}}), ours);
    EXPECT_FALSE(found.model->tiedHead) << place;
    EXPECT_TRUE(found.leftOver.empty()) << place;
  }
}

TEST_F(GptNames, WhatChangesTheAnswerOrIsMissingIsRefusedWithAdviceThatHelps) {
  const auto ours = gptState();
  for (const char* extra : {"lm_head.bias", "transformer.adapter.weight", "transformer.h.0.attn.extra.weight"}) {
    const auto sentence = refusal(with(ours, {{extra, torch::ones({3})}}));
    EXPECT_TRUE(
        holds(sentence, "left over: " + std::string(extra), "where they change nothing, save the file without them"))
        << sentence;
    EXPECT_FALSE(holds(sentence, "--set")) << sentence;  // those settings are its own already
  }
  auto wide = ours;
  for (auto& [name, tensor] : wide)
    if (name.ends_with("c_fc.weight")) tensor = torch::ones({40, 16});
  EXPECT_TRUE(holds(refusal(wide), "It is a GPT whose blocks are 40 units wide within", "rather than 4 x 16"));
  auto lacking = ours;
  std::erase_if(lacking, [](const auto& item) { return item.first.ends_with("ln_2.weight"); });
  EXPECT_TRUE(holds(refusal(lacking), "missing: transformer.h.0.ln_2.weight;", "take a file with the whole network"));
}

}  // namespace
}  // namespace studio
