// convert and inspect over the formats, through the real program.
#include <gtest/gtest.h>

#include "core/run/npy.h"
#include "core/weights/safetensors.h"
#include "core/weights/torch_archive.h"
#include "tests/support/program.h"

namespace studio {
namespace {

const std::string kSamples = std::string(STUDIO_SOURCE_DIR) + "/tests/data/pt/";

std::string perceptron(const TemporaryFolder& folder, const std::string& name) {
  std::vector<float> values(12, 0.5F);
  const auto bytes = std::as_bytes(std::span(values));
  const auto file = folder.path() / name;
  writeSafetensors(file,
                   {{"module.0.weight", "F32", {3, 4}, bytes}, {"module.2.weight", "F32", {2, 3}, bytes.first(24)}},
                   {{"note", "mine"}});
  return file.string();
}

TEST(ConvertCommand, ThereAndBackIsTheSame) {
  TemporaryFolder folder;
  const auto middle = (folder.path() / "a.safetensors").string(), back = (folder.path() / "b.pt").string();
  const auto json = toponets({"convert", kSamples + "types.pt", middle, "--json"}).json();
  EXPECT_EQ(json["tensors"], 12);
  EXPECT_EQ(json["bytes"], std::filesystem::file_size(middle));
  ASSERT_EQ(toponets({"convert", middle, back}).code, 0);
  const auto first = openTorchArchive(kSamples + "types.pt"), last = openTorchArchive(back);
  ASSERT_EQ(last.tensors.size(), first.tensors.size());
  for (const auto& tensor : first.tensors) {
    const auto same = std::find_if(last.tensors.begin(), last.tensors.end(),
                                   [&](const auto& other) { return other.name == tensor.name; });
    ASSERT_NE(same, last.tensors.end()) << tensor.name;
    EXPECT_EQ(same->dtype, tensor.dtype);
    EXPECT_EQ(same->shape, tensor.shape);
    EXPECT_TRUE(std::ranges::equal(same->bytes, tensor.bytes)) << tensor.name;
  }
}

TEST(ConvertCommand, TextsAndNumbersBesideTheWeightsComeAlong) {
  TemporaryFolder folder;
  const auto file = (folder.path() / "a.safetensors").string();
  ASSERT_EQ(toponets({"convert", kSamples + "training.pt", file}).code, 0);
  const auto metadata = toponets({"inspect", file, "--json"}).json()["metadata"];
  EXPECT_EQ(metadata["iter_num"], "500");
  EXPECT_EQ(metadata["format"], "pt");
}

TEST(ConvertCommand, NamesOfAModel) {
  TemporaryFolder folder;
  const auto in = perceptron(folder, "in.safetensors"), out = (folder.path() / "out.pt").string();
  ASSERT_EQ(toponets({"convert", in, out, "--model", "mlp"}).code, 0);
  const auto tensors = openTorchArchive(out).tensors;
  ASSERT_EQ(tensors.size(), 2U);
  EXPECT_EQ(tensors[0].name, "fc1.weight");
  EXPECT_EQ(tensors[1].name, "fc2.weight");
  EXPECT_TRUE(refuses(toponets({"convert", in, out, "--model", "resnet18"}), "in.safetensors", "mlp", "resnet18"));
  EXPECT_TRUE(
      refuses(toponets({"convert", kSamples + "types.pt", out, "--model", "mlp"}), "types.pt", "none of the models"));
  EXPECT_TRUE(refuses(toponets({"convert", in, out, "--model", "mlpp"}), "mlpp", "mlp"));
}

TEST(ConvertCommand, AnyFormatAndSpellingPredictsTheSame) {
  TemporaryFolder folder;
  const auto in = perceptron(folder, "in.safetensors"), out = (folder.path() / "out.pt").string();
  ASSERT_EQ(toponets({"convert", in, out, "--model", "mlp"}).code, 0);
  writeNpy(folder.path() / "x.npy", NpyArray::from(std::vector<float>{1, 2, 3, 4}, {1, 4}));
  for (const auto& weights : {in, out}) {
    const auto y = (folder.path() / "y.npy").string();
    const auto answer =
        toponets({"predict", "--model", "mlp", "--weights", weights, "--set", "model.hidden=[3]", "--set",
                  "model.classes=2", "--input", (folder.path() / "x.npy").string(), "--output", y});
    ASSERT_EQ(answer.code, 0) << answer.err;
    EXPECT_EQ(readNpy(y).asFloats(), (std::vector<float>{7.5F, 7.5F}));  // 3 units of 0.5 * 10, halved
  }
}

TEST(ConvertCommand, ItsOwnInputAndUnknownEndingsAreSafe) {
  TemporaryFolder folder;
  const auto in = perceptron(folder, "in.safetensors");
  const auto before = readFileBytes(in);
  EXPECT_TRUE(refuses(toponets({"convert", in, in}), "is the file that is read"));
  EXPECT_TRUE(
      refuses(toponets({"convert", in, folder.path().string() + "/./in.safetensors"}), "is the file that is read"));
  std::filesystem::create_symlink(in, folder.path() / "link.safetensors");
  EXPECT_TRUE(
      refuses(toponets({"convert", in, (folder.path() / "link.safetensors").string()}), "is the file that is read"));
  EXPECT_TRUE(refuses(toponets({"convert", in, (folder.path() / "out.onnx").string()}), "out.onnx", ".safetensors"));
  EXPECT_TRUE(refuses(toponets({"convert", in, (folder.path() / "none" / "out.pt").string()}), "out.pt"));
  EXPECT_TRUE(
      refuses(toponets({"convert", in, (folder.path() / "out.pt").string(), "--blur-pool", "on"}), "no ResNet"));
  EXPECT_EQ(toponets({"convert", kSamples + "before_1_6.pt", (folder.path() / "new.pt").string()}).code, 0);
  EXPECT_EQ(readFileBytes(in), before);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "out.pt"));
}

TEST(ConvertCommand, SaysWhatIsNotOfTheNetwork) {
  TemporaryFolder folder;
  const std::vector<float> values(64, 0.5F);
  const auto bytes = std::as_bytes(std::span(values));
  std::vector<StoredTensor> tensors{{"wte.weight", "F32", {5, 4}, bytes.first(80)},
                                    {"wpe.weight", "F32", {3, 4}, bytes.first(48)},
                                    {"v_head.weight", "F32", {1, 4}, bytes.first(16)},
                                    {"ln_f.weight", "F32", {4}, bytes.first(16)},
                                    {"h.0.ln_1.weight", "F32", {4}, bytes.first(16)},
                                    {"h.0.ln_2.weight", "F32", {4}, bytes.first(16)},
                                    {"h.0.attn.c_attn.weight", "F32", {12, 4}, bytes.first(192)},
                                    {"h.0.attn.c_proj.weight", "F32", {4, 4}, bytes.first(64)},
                                    {"h.0.mlp.c_fc.weight", "F32", {16, 4}, bytes.first(256)},
                                    {"h.0.mlp.c_proj.weight", "F32", {4, 16}, bytes.first(256)}};
  const auto in = (folder.path() / "in.safetensors").string(), out = (folder.path() / "out.pt").string();
  writeSafetensors(in, tensors, {{"n_head", "2"}});
  const auto json = toponets({"convert", in, out, "--model", "nanogpt", "--json"}).json();
  ASSERT_EQ(json["notes"].size(), 1U) << json;
  EXPECT_NE(json["notes"][0].get<std::string>().find("v_head.weight"), std::string::npos) << json;
  EXPECT_NE(toponets({"convert", in, out, "--model", "nanogpt"})
                .out.find("note: 1 tensor of the file is no part of this network"),
            std::string::npos);
}

TEST(ConvertCommand, TheFolderOfACheckpointIsNoPlaceToWrite) {
  TemporaryFolder folder;
  const auto in = perceptron(folder, "in.safetensors");
  const auto stored = folder.write("step_000000004/model.safetensors", "as it was");
  folder.write("step_000000004/trainer.json", "{}");
  for (const auto& out : {stored, stored.parent_path() / "other.pt"})
    EXPECT_TRUE(refuses(toponets({"convert", in, out.string()}), "lies in the folder of a checkpoint",
                        "name a file elsewhere"));
  EXPECT_EQ(readFileBytes(stored), "as it was");
  EXPECT_FALSE(std::filesystem::exists(stored.parent_path() / "other.pt"));
}

TEST(InspectCommand, TellsTheModelAndItsSettings) {
  TemporaryFolder folder;
  const auto json = toponets({"inspect", perceptron(folder, "tau_3.0.safetensors"), "--json", "--check"}).json();
  EXPECT_EQ(json["model"], "mlp");
  EXPECT_EQ(json["settings"], (std::vector<std::string>{"model.classes=2", "model.hidden=[3]", "model.bias=false"}));
  EXPECT_EQ(json["tau"], 3.0);
  EXPECT_TRUE(json["not_finite"].empty());
  const auto other = toponets({"inspect", kSamples + "training.pt", "--json"}).json();
  EXPECT_EQ(other["format"], "pytorch");
  EXPECT_TRUE(other["model"].is_null());
  EXPECT_TRUE(other["problem"].is_string());
  EXPECT_EQ(other["metadata"]["best_val_loss"], "1.5");
  EXPECT_NE(toponets({"inspect", kSamples + "training.pt"}).out.find("_orig_mod.bn1.bias"), std::string::npos);
}

}  // namespace
}  // namespace studio
