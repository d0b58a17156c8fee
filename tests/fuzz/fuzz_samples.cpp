// Valid files of every form: kept ones of other programs, ours, and some written byte by byte (fuzz_samples.h).
#include "tests/fuzz/fuzz_samples.h"

#include <torch/types.h>

#include <cstdint>
#include <map>

#include "core/run/little_endian.h"
#include "core/run/npy.h"
#include "core/run/zip_archive.h"
#include "core/weights/state_dict.h"
#include "tests/support/image_files.h"
#include "tests/support/pickle_bytes.h"
#include "tests/support/temporary_folder.h"

namespace studio::fuzz {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(STUDIO_SOURCE_DIR) / "tests" / "data";

StateDict smallResnet() {
  const auto filter = torch::ones({16, 1, 3, 3});
  return {{"module.conv1.weight", torch::rand({4, 3, 3, 3})},
          {"layer1.0.conv1.weight", torch::rand({4, 4, 3, 3})},
          {"layer2.0.conv1.blur_filter", filter},
          {"layer2.0.conv1.conv.weight", torch::rand({2, 16, 1, 1}).to(torch::kHalf)},
          {"fc.weight", torch::rand({2, 4})},
          {"count", torch::tensor(3)}};
}

}  // namespace

Samples safetensorsSamples(const fs::path& folder) {
  writeWeights(folder / "whole.safetensors", smallResnet(), {{"format", "pt"}, {"tau", "3"}});
  writeWeights(folder / "empty.safetensors", {});
  return {readFileBytes(folder / "whole.safetensors"), readFileBytes(folder / "empty.safetensors")};
}

Samples namedFiles(const fs::path& folder) {
  const auto square = torch::rand({4, 4}), mask = torch::ones({4, 4}), row = torch::rand({4});
  const StateDict pair{{"module.encoder_q.layer1.0.conv1.weight", torch::rand({4, 4, 3, 3})},
                       {"module.encoder_k.layer1.0.conv1.weight", torch::rand({4, 4, 3, 3})},
                       {"module.encoder_q.layer1.0.shortcut.0.weight", square},
                       {"module.encoder_q.linear.weight_orig", square},
                       {"module.encoder_q.linear.weight_mask", mask},
                       {"normalize.mean", torch::rand({3})},
                       {"normalize.std", torch::rand({3})},
                       {"a.parametrizations.weight.original0", torch::rand({4, 1})},
                       {"a.parametrizations.weight.original1", square},
                       {"b.weight_orig", square},
                       {"b.weight_u", row},
                       {"b.weight_v", row}};
  const std::string block = "vit.encoder.layer.0.";
  const StateDict hugging{{block + "attention.attention.query.weight", square},
                          {block + "attention.attention.key.weight", square},
                          {block + "attention.attention.value.weight", square},
                          {block + "layernorm_before.weight", row},
                          {"vit.embeddings.position_embeddings", torch::rand({1, 5, 4})},
                          {"vit.embeddings.patch_embeddings.projection.weight", torch::rand({4, 3, 2, 2})},
                          {"classifier.weight", torch::rand({2, 4})}};
  const StateDict timm{{"blocks.0.attn.qkv.weight", torch::rand({12, 4})},
                       {"blocks.0.norm1.weight", row},
                       {"pos_embed", torch::rand({1, 5, 4})},
                       {"patch_embed.proj.weight", torch::rand({4, 3, 2, 2})},
                       {"head.1.weight", torch::rand({2, 4})}};
  Samples samples;
  for (const auto& state : {pair, hugging, timm}) {
    writeWeights(folder / "named.safetensors", state);
    samples.push_back(readFileBytes(folder / "named.safetensors"));
  }
  return samples;
}

Samples torchFiles(const fs::path& folder) {
  Samples samples;
  for (const char* name : {"state_dict.pt", "training.pt", "types.pt", "views.pt", "parameters.pth", "untyped.pt",
                           "whole_model.pt", "quantized.pt", "before_1_6.pt"})
    samples.push_back(readFileBytes(kData / "pt" / name));
  writeWeights(folder / "ours.pt", smallResnet());
  samples.push_back(readFileBytes(folder / "ours.pt"));
  return samples;
}

Samples pickles(const fs::path&) {
  Samples samples;
  for (const char* name : {"state_dict", "training", "types", "views", "untyped", "whole_model", "quantized"}) {
    ZipReader archive(kData / "pt" / (std::string(name) + ".pt"));
    auto pickle = archive.read(*archive.find(std::string(name) + "/data.pkl"));
    samples.push_back(pickle.substr(2, pickle.size() - 3));  // without protocol and stop, which come around again
  }
  return samples;
}

Samples legacyFiles(const fs::path&) {
  Samples samples;
  for (const char* name : {"before_1_6.pt", "before_1_6_views.pt", "before_1_6_types.pth.tar", "before_1_6_model.pt"})
    samples.push_back(readFileBytes(kData / "pt" / name));
  const auto view = pickled::tuple({pickled::text("v"), pickled::integer(2), pickled::integer(4)});
  const auto object =
      pickled::dict({pickled::text("w"), pickled::tensor(pickled::legacyStorage("0", 8, view), 0, {2, 2}, {2, 1})});
  samples.push_back(pickled::legacy(object, {"0"}, pickled::legacyBytes(8, std::string(32, 'a'))));
  return samples;
}

std::string archiveAround(const std::string& pickle) {
  std::map<std::string, std::string> storages;
  for (int key = 0; key < 12; ++key) storages[std::to_string(key)] = std::string(216, static_cast<char>(key));
  return pickled::archive(pickle, storages);
}

Samples shardIndexes(const fs::path& folder) {
  writeWeights(folder / "a.safetensors", {{"fc1.weight", torch::rand({2, 4})}});
  writeWeights(folder / "b.pt", {{"fc1.bias", torch::rand({2})}});
  return {R"({"metadata":{"total_size":40},"weight_map":{"fc1.weight":"a.safetensors","fc1.bias":"b.pt"}})",
          R"({"weight_map":{"fc1.weight":"a.safetensors"}})"};
}

Samples idxFiles(const fs::path&) {
  return {std::string("\0\0\x08\x01\0\0\0\x04"
                      "abcd",
                      12),
          std::string("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x01"
                      "abcd",
                      20)};
}

Samples npyFiles(const fs::path&) {
  return {formatNpy(NpyArray::from(std::vector<float>{1, 2, 3, 4, 5, 6}, {2, 3})),
          formatNpy(NpyArray::from(std::vector<std::int64_t>{7}, {}))};
}

Samples npzFiles(const fs::path&) {
  return {readFileBytes(kData / "numpy_stored.npz"), readFileBytes(kData / "numpy_deflated.npz")};
}
Samples pngFiles(const fs::path&) {
  return {readFileBytes(kData / "png" / "grey16.png"), readFileBytes(kData / "png" / "palette.png")};
}
Samples jpegFiles(const fs::path&) {
  return {encodeJpeg(gradientPixels(20, 24, 3), 20, 24), encodeJpeg(gradientPixels(9, 7, 1), 9, 7, TJPF_GRAY),
          encodeJpeg(gradientPixels(8, 8, 4), 8, 8, TJPF_CMYK)};
}

Samples webpFiles(const fs::path&) {
  return {readFileBytes(kData / "png" / "ramp.webp"), readFileBytes(kData / "png" / "lossy.webp")};
}
Samples bmpFiles(const fs::path&) {
  return {readFileBytes(kData / "png" / "ramp24.bmp"), readFileBytes(kData / "png" / "ramp8.bmp")};
}

Samples tokenFiles(const fs::path&) {
  std::string narrow, wide, headed;
  std::vector<std::int64_t> longs;
  for (std::uint32_t i = 0; i < 100; ++i) {
    const std::uint32_t token = (i * 7919 + i * i * 31) % 50257;
    appendLittle(narrow, static_cast<std::uint16_t>(token));
    appendLittle(wide, token);
    longs.push_back(token);
  }
  for (const std::uint32_t number : {20240520u, 1u, 100u}) appendLittle(headed, number);
  headed.append(1024 - headed.size(), '\0');
  return {narrow, wide, headed + narrow, formatNpy(NpyArray::from(longs, {100})),
          formatNpy(NpyArray::from(longs, {10, 10}))};
}

Samples cifarFiles(const fs::path&) {
  using namespace pickled;
  Samples samples;
  for (const char* opcode : {"U\x18", "C\x18"}) {
    const auto type = call(global("numpy", "dtype"), {text("u1"), integer(0), integer(1)});
    const auto state = tuple({integer(1), integers({2, 12}), type, "\x89", opcode + std::string(24, 'p')});
    const auto array =
        call(global("numpy.core.multiarray", "_reconstruct"), {global("numpy", "ndarray"), integers({0}), text("b")});
    samples.push_back(
        whole(dict({text("data"), array + state + "b", text("labels"), "](" + integer(3) + integer(7) + "e"})));
  }
  return samples;
}

Samples labelFiles(const fs::path&) {
  return {"face\nface\nscene\n",
          "\xef\xbb\xbf"
          "a b\r\n\r\nc\r\n"};
}

}  // namespace studio::fuzz
