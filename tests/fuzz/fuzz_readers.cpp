// The table of readers, and the work that is done with what each of them has read.
#include <torch/types.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/data/cifar_pickle.h"
#include "core/data/dataset.h"
#include "core/data/idx.h"
#include "core/data/image_file.h"
#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/run/npy.h"
#include "core/run/text_file.h"
#include "core/run/zip_archive.h"
#include "core/weights/key_maps.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "core/weights/torch_archive.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/image_files.h"
#include "tests/support/pickle_bytes.h"

namespace studio::fuzz {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(STUDIO_SOURCE_DIR) / "tests" / "data";

std::string readFileBytes(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

StateDict smallResnet() {
  const auto filter = torch::ones({16, 1, 3, 3});
  return {{"module.conv1.weight", torch::rand({4, 3, 3, 3})},
          {"layer1.0.conv1.weight", torch::rand({4, 4, 3, 3})},
          {"layer2.0.conv1.blur_filter", filter},
          {"layer2.0.conv1.conv.weight", torch::rand({2, 16, 1, 1}).to(torch::kHalf)},
          {"fc.weight", torch::rand({2, 4})},
          {"count", torch::tensor(3)}};
}

void useTensors(const StateDict& tensors) {
  for (const auto& [name, tensor] : tensors)
    static_cast<void>(tensor.contiguous().view(-1).to(torch::kDouble).sum().item<double>());
  fitNames(tensors, {{"fc1.weight", {2, 4}},
                     {"transformer.wte.weight", {4, 2}},
                     {"lm_head.weight", {4, 2}},
                     {"layer2.0.conv1.weight", {2, 16, 1, 1}}});
  fitNames(tensors, {{"layer1.0.conv1.weight", {4, 4, 3, 3}}, {"bn1.weight", {4}}, {"fc.weight", {2, 4}}});
  fitNames(tensors, {{"conv_proj.weight", {4, 3, 2, 2}},
                     {"encoder.layers.encoder_layer_0.self_attention.in_proj_weight", {12, 4}}});
  const bool resnet = std::any_of(tensors.begin(), tensors.end(),
                                  [](const auto& item) { return item.first.ends_with("layer1.0.conv1.weight"); });
  if (resnet) withBlurPool(withBlurPool(tensors, false, "a ResNet"), true, "a ResNet");
}

/// Sanitizers do not see the borders of mapped memory.
void requireWithinFile(const fs::path& file) {
  const auto archive = openTorchArchive(file);
  const auto whole = std::as_bytes(std::span(archive.file->bytes()));
  for (const auto& tensor : archive.tensors)
    if (!tensor.bytes.empty() && (&tensor.bytes.front() < &whole.front() || &tensor.bytes.back() > &whole.back()))
      throw std::logic_error(tensor.name + " lies outside of the file");
}

/// Everything an untrusted file meets in the programs: each byte is read, names and texts are written as JSON, rules
/// are applied.
void useWeights(const fs::path& file) {
  const auto stored = openWeights(file);
  for (const auto& tensor : stored.tensors)
    if (tensor.bytes.size() != byteCount(tensor) && tensor.strides.empty())
      throw std::logic_error(tensor.name + " has not the size of its shape");
  if (stored.format == "pytorch") requireWithinFile(file);
  static_cast<void>(nlohmann::json(stored.metadata).dump());
  static_cast<void>(nlohmann::json(listShapes(stored.tensors)).dump());
  const auto found = recognise(stored);
  if (found.model) describeSettings(*found.model);
  useTensors(readStateDict(stored));
}

std::vector<std::string> safetensorsSamples(const fs::path& folder) {
  writeWeights(folder / "whole.safetensors", smallResnet(), {{"format", "pt"}, {"tau", "3"}});
  writeWeights(folder / "empty.safetensors", {});
  return {readFileBytes(folder / "whole.safetensors"), readFileBytes(folder / "empty.safetensors")};
}

/// Names as the field has them: pairs, pieces, Hugging Face's and timm's transformers, a normaliser.
std::vector<std::string> namedFiles(const fs::path& folder) {
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
  std::vector<std::string> samples;
  for (const auto& state : {pair, hugging, timm}) {
    writeWeights(folder / "named.safetensors", state);
    samples.push_back(readFileBytes(folder / "named.safetensors"));
  }
  return samples;
}

std::vector<std::string> torchFiles(const fs::path& folder) {
  std::vector<std::string> samples;
  for (const char* name : {"state_dict.pt", "training.pt", "types.pt", "views.pt", "parameters.pth", "untyped.pt",
                           "whole_model.pt", "quantized.pt", "before_1_6.pt"})
    samples.push_back(readFileBytes(kData / "pt" / name));
  writeWeights(folder / "ours.pt", smallResnet());
  samples.push_back(readFileBytes(folder / "ours.pt"));
  return samples;
}

/// The pickles alone: a changed byte in a whole archive mostly ends at its checksum.
std::vector<std::string> pickles(const fs::path&) {
  std::vector<std::string> samples;
  for (const char* name : {"state_dict", "training", "types", "views", "untyped", "whole_model", "quantized"}) {
    ZipReader archive(kData / "pt" / (std::string(name) + ".pt"));
    auto pickle = archive.read(*archive.find(std::string(name) + "/data.pkl"));
    samples.push_back(pickle.substr(2, pickle.size() - 3));  // without protocol and stop, which come around again
  }
  return samples;
}

/// The form from before 1.6: pickles and storages one behind the other.
std::vector<std::string> legacyFiles(const fs::path&) {
  std::vector<std::string> samples;
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

std::vector<std::string> shardIndexes(const fs::path& folder) {
  writeWeights(folder / "a.safetensors", {{"fc1.weight", torch::rand({2, 4})}});
  writeWeights(folder / "b.pt", {{"fc1.bias", torch::rand({2})}});
  return {R"({"metadata":{"total_size":40},"weight_map":{"fc1.weight":"a.safetensors","fc1.bias":"b.pt"}})",
          R"({"weight_map":{"fc1.weight":"a.safetensors"}})"};
}

std::vector<std::string> idxFiles(const fs::path&) {
  return {std::string("\0\0\x08\x01\0\0\0\x04"
                      "abcd",
                      12),
          std::string("\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x01"
                      "abcd",
                      20)};
}

std::vector<std::string> npyFiles(const fs::path&) {
  return {formatNpy(NpyArray::from(std::vector<float>{1, 2, 3, 4, 5, 6}, {2, 3})),
          formatNpy(NpyArray::from(std::vector<std::int64_t>{7}, {}))};
}

std::vector<std::string> npzFiles(const fs::path&) {
  return {readFileBytes(kData / "numpy_stored.npz"), readFileBytes(kData / "numpy_deflated.npz")};
}
std::vector<std::string> pngFiles(const fs::path&) {
  return {readFileBytes(kData / "png" / "grey16.png"), readFileBytes(kData / "png" / "palette.png")};
}
std::vector<std::string> jpegFiles(const fs::path&) {
  return {encodeJpeg(gradientPixels(20, 24, 3), 20, 24), encodeJpeg(gradientPixels(9, 7, 1), 9, 7, TJPF_GRAY),
          encodeJpeg(gradientPixels(8, 8, 4), 8, 8, TJPF_CMYK)};
}

std::vector<std::string> webpFiles(const fs::path&) {
  return {readFileBytes(kData / "png" / "ramp.webp"), readFileBytes(kData / "png" / "lossy.webp")};
}
std::vector<std::string> bmpFiles(const fs::path&) {
  return {readFileBytes(kData / "png" / "ramp24.bmp"), readFileBytes(kData / "png" / "ramp8.bmp")};
}
/// As 16-bit and 32-bit numbers, with llm.c's header, and as an array of NumPy.
std::vector<std::string> tokenFiles(const fs::path&) {
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

void useTokens(const fs::path& file) {
  DataConfig config;
  config.kind = "tokens";
  config.root = file.string();
  config.context = 8;
  config.vocabulary = 50304;
  const auto split = openData(config, 0);
  for (const auto& data : {split.training, split.validation})
    for (std::int64_t row = 0; row < data->size(); ++row) static_cast<void>(data->get(row));
}

/// Two images of 12 bytes, as CIFAR's Python version keeps them, pickled by Python 2 and by Python 3.
std::vector<std::string> cifarFiles(const fs::path&) {
  using namespace pickled;
  std::vector<std::string> samples;
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

std::vector<std::string> labelFiles(const fs::path&) {
  return {"face\nface\nscene\n",
          "\xef\xbb\xbf"
          "a b\r\n\r\nc\r\n"};
}

}  // namespace

const std::vector<FuzzReader>& readers() {
  static const std::vector<std::string_view> json{"{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  ",",
                                                  ":",
                                                  "\"",
                                                  "\"\"",
                                                  "null",
                                                  "true",
                                                  "-1",
                                                  "0",
                                                  "1.5",
                                                  "1e999",
                                                  "18446744073709551615",
                                                  "\\u0000",
                                                  "\\ud800",
                                                  "\xff",
                                                  "../",
                                                  "..",
                                                  "/etc/passwd",
                                                  "\"F32\"",
                                                  "\"data_offsets\"",
                                                  "__metadata__",
                                                  "weight_map"};
  static const std::vector<std::string_view> opcodes{"(",
                                                     ")",
                                                     "t",
                                                     "]",
                                                     "}",
                                                     "a",
                                                     "e",
                                                     "s",
                                                     "u",
                                                     "R",
                                                     "\x81",
                                                     "b",
                                                     "Q",
                                                     "N",
                                                     ".",
                                                     "0",
                                                     "1",
                                                     "2",
                                                     "h\x01",
                                                     "q\x01",
                                                     "\x85",
                                                     "\x86",
                                                     "\x87",
                                                     "\x93",
                                                     "\x94",
                                                     "\x88",
                                                     "cos\nsystem\n",
                                                     "ctorch\nHalfStorage\n",
                                                     "ccollections\nOrderedDict\n",
                                                     "\x8a\x08\xff\xff\xff\xff\xff\xff\xff\x7f",
                                                     "M\xff\xff",
                                                     "K\x02"};
  static const std::vector<std::string_view> names{"layer1.0.conv1.weight",
                                                   "4.0.conv1.weight",
                                                   "fc.",
                                                   "heads.head.",
                                                   "module.",
                                                   "encoder_k.",
                                                   "ema.",
                                                   "shortcut.0",
                                                   "downsample.",
                                                   "_orig",
                                                   "_mask",
                                                   "_u",
                                                   "_v",
                                                   "_g",
                                                   ".parametrizations.weight.original0",
                                                   ".original",
                                                   "in_proj_weight",
                                                   "encoder.layers.encoder_layer_0.",
                                                   "blocks.0.",
                                                   "layers.0.attention.q_proj.weight",
                                                   "conv_proj.weight",
                                                   "bn1.",
                                                   "[0,0]",
                                                   "[4,4]",
                                                   "\"F64\"",
                                                   "\"I32\"",
                                                   "\"F8_E4M3\"",
                                                   "9223372036854775807",
                                                   "0",
                                                   ":[",
                                                   "]"};
  static const std::vector<FuzzReader> table{
      {"safetensors", "mutated.safetensors", safetensorsSamples, nullptr, useWeights, json},
      {"torch",
       "mutated.pt",
       torchFiles,
       nullptr,
       useWeights,
       {"PK\x01\x02", "PK\x03\x04", "PK\x05\x06", "PK\x06\x06", "data.pkl", "\xff\xff\xff\xff"}},
      {"pickle", "mutated.pt", pickles, archiveAround, useWeights, opcodes},
      {"legacy", "mutated.pt", legacyFiles, nullptr, useWeights, opcodes},
      {"names", "mutated.safetensors", namedFiles, nullptr, useWeights, names},
      {"shards", "mutated.index.json", shardIndexes, nullptr, useWeights, json},
      {"idx", "mutated-ubyte", idxFiles, nullptr, [](const fs::path& file) { readIdx(file); }, {}},
      {"npy",
       "mutated.npy",
       npyFiles,
       nullptr,
       [](const fs::path& file) { readNpy(file).asDoubles(); },
       {"'<f8'", "(", ")", ",", "'shape'", "True", "99999999999"}},
      {"npz",
       "mutated.npz",
       npzFiles,
       nullptr,
       [](const fs::path& file) { readNpz(file); },
       {"PK\x01\x02", "PK\x05\x06", ".npy"}},
      {"tokens",
       "mutated.bin",
       tokenFiles,
       nullptr,
       useTokens,
       {"'<u2'", "'<i8'", "'>u4'", "(", ")", ",", "True", "99999999999", "\x93NUMPY"}},
      {"cifar", "mutated", cifarFiles, nullptr, [](const fs::path& file) { readPickledImages(file, "labels", 12); },
       opcodes},
      {"labels",
       "mutated.txt",
       labelFiles,
       nullptr,
       [](const fs::path& file) { readLines(file, 1 << 20); },
       {"\xff\xfe", "\xef\xbb\xbf", "\r", "\r\n", std::string_view("\0", 1), std::string_view("\0\0\0", 3)}},
      {"png",
       "mutated.png",
       pngFiles,
       nullptr,
       [](const fs::path& file) { decodeImage(file); },
       {"IHDR", "PLTE", "IDAT", "IEND", "tRNS"}},
      {"jpeg",
       "mutated.jpg",
       jpegFiles,
       nullptr,
       [](const fs::path& file) { decodeImage(file); },
       {"\xff\xd8", "\xff\xd9", "\xff\xc0", "\xff\xc4", "\xff\xda", "\xff\xdd"}},
      {"webp",
       "mutated.webp",
       webpFiles,
       nullptr,
       [](const fs::path& file) { decodeImage(file); },
       {"RIFF", "WEBP", "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM"}},
      {"bmp",
       "mutated.bmp",
       bmpFiles,
       nullptr,
       [](const fs::path& file) { decodeImage(file); },
       {"BM", "\xff\xff\xff\xff", "\x28"}},
  };
  return table;
}

}  // namespace studio::fuzz
