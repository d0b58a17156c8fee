// Weights in another form than the network's own numbers: said for what they are, with the way out, and never loaded.
#include "core/weights/stored_tensor.h"

#include <gtest/gtest.h>
#include <torch/types.h>

#include "core/network/source.h"
#include "core/weights/weights_jobs.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "tests/support/pickle_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

struct FormCase {
  const char *title, *model, *part, *said, *advice;
};

/// Beside the weights of a whole network.
const std::vector<FormCase> kForms{
    {"LoraOfGpt", "nanogpt", "transformer.h.0.attn.c_attn.lora_A",
     "an adapter beside its weights (transformer.h.0.attn.c_attn.lora_A)", "merge_and_unload()"},
    {"LoraOfPeft", "resnet18", "layer1.0.conv1.lora_B.default.weight", "an adapter beside its weights",
     "merge_and_unload()"},
    {"Bitsandbytes", "nanogpt", "transformer.h.0.mlp.c_fc.SCB",
     "quantized (transformer.h.0.mlp.c_fc.SCB goes with them)", "dequantize"},
    {"FourBits", "nanogpt", "transformer.h.0.mlp.c_fc.weight.absmax", "weights are quantized", "dequantize"},
    {"Scales", "resnet18", "conv1.weight_scale", "weights are quantized (conv1.weight_scale", "float32"},
    {"Gptq", "nanogpt", "transformer.h.0.mlp.c_fc.qweight", "weights are quantized", "dequantize"},
    {"TorchAo", "mlp", "fc1.zero_point", "weights are quantized", "dequantize"},
};

ModelConfig formConfig(const std::string& name) {
  ModelConfig config;
  config.name = name;
  config.classes = 5;
  config.hidden = {6};
  if (name == "nanogpt")
    config.layers = 1, config.heads = 2, config.width = 16, config.context = 8, config.vocabulary = 50;
  return config;
}

class OtherForms : public ::testing::TestWithParam<FormCase> {};

TEST_P(OtherForms, AreSaidAndNeverLoaded) {
  const auto& row = GetParam();
  const TemporaryFolder place;
  const auto file = (place.path() / "form.safetensors").string();
  const auto config = formConfig(row.model);
  auto tensors = makeStateDict(*findModel(row.model).make(config, defaultInputShape(config)));
  tensors.emplace_back(row.part, torch::ones({4}));
  writeWeights(file, tensors, {{"n_head", "2"}});
  const auto found = recognise(openWeights(file));
  EXPECT_FALSE(found.model);
  EXPECT_TRUE(holds(found.problem, row.said, row.advice)) << found.problem;
  const auto opened = errorSentence([&] { openSource({"", "runs", row.model, file, {}}); });
  EXPECT_TRUE(holds(opened, "form.safetensors: It is", row.said)) << opened;
  EXPECT_TRUE(holds(errorSentence([&] {
                      convertWeights({file, place.path() / "to.pt", row.model, {}, {}});
                    }),
                    row.said));
}

INSTANTIATE_TEST_SUITE_P(Rows, OtherForms, ::testing::ValuesIn(kForms),
                         [](const auto& info) { return std::string(info.param.title); });

TEST(WeightsForms, AnAdapterAloneIsNoNetwork) {
  const auto sentence = otherFormIn({{"base_model.model.transformer.h.0.attn.c_attn.lora_A.default.weight", {4, 32}}});
  EXPECT_TRUE(holds(sentence, "It is an adapter (base_model", "without the network", "from_pretrained")) << sentence;
  EXPECT_EQ(otherFormIn({{"fc1.weight", {4, 32}}, {"lora_A", {1}}, {"scale", {}}}), "");
}

TEST(WeightsForms, TensorsOfTorchThatAreNotPlainAreSaidForWhatTheyAre) {
  using namespace pickled;
  const auto refusalSentence = [](const char* function) {
    const TemporaryFolder place;
    const auto made =
        call(global("torch._utils", function), {storage("0", 8), integer(0), integers({2, 4}), integers({4, 1})});
    const auto file = place.write("odd.pt", archive(dict({text("fc1.weight"), made}), {{"0", std::string(32, '\0')}}));
    return errorSentence([&] { openWeights(file); });
  };
  EXPECT_TRUE(holds(refusalSentence("_rebuild_qtensor"), "odd.pt: fc1.weight is a quantized tensor", "dequantize()"));
  EXPECT_TRUE(holds(refusalSentence("_rebuild_sparse_tensor"), "odd.pt: fc1.weight is a sparse tensor", "to_dense()"));
  EXPECT_TRUE(holds(refusalSentence("_rebuild_meta_tensor_no_storage"), "fc1.weight is a tensor without values",
                    "load the network's weights"));
  EXPECT_TRUE(holds(refusalSentence("_rebuild_nobody_knows"), "made by torch._utils._rebuild_nobody_knows"));
}

TEST(WeightsForms, OnePartOfSeveralIsNotTakenForTheWhole) {
  const TemporaryFolder place;
  const std::string first = "model-00001-of-00002.safetensors", second = "model-00002-of-00002.safetensors";
  writeWeights(place.path() / first, {{"fc1.weight", torch::ones({3, 4})}});
  writeWeights(place.path() / second, {{"fc2.weight", torch::ones({2, 3})}});
  const auto alone = recognise(openWeights(place.path() / second));
  EXPECT_TRUE(holds(alone.problem, "It is part 2 of 2 of the weights")) << alone.problem;
  const auto map = R"({"weight_map": {"fc1.weight": ")" + first + R"(", "fc2.weight": ")" + second + R"("}})";
  place.write("model.safetensors.index.json", map);
  const auto index = (place.path() / "model.safetensors.index.json").string();
  const auto said = errorSentence([&] { openWeights(place.path() / first); });
  EXPECT_TRUE(holds(said, first + " is one of several parts of the weights", "name their index, " + index)) << said;
  EXPECT_EQ(recognise(openWeights(index)).model->name, "mlp");  // and the advice helps
  place.write("model.safetensors.index.json", "{}");            // names nothing
  EXPECT_EQ(openWeights(place.path() / first).tensors.size(), 1U);
}

}  // namespace
}  // namespace studio
