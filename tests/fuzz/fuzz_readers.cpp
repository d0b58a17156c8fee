// The table of readers, and the work that is done with what each of them has read.
#include <torch/types.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/data/cifar_pickle.h"
#include "core/data/dataset.h"
#include "core/data/idx.h"
#include "core/data/image_file.h"
#include "core/run/npy.h"
#include "core/run/text_file.h"
#include "core/weights/key_maps.h"
#include "core/weights/recognise.h"
#include "core/weights/state_dict.h"
#include "core/weights/torch_archive.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/fuzz_samples.h"

namespace studio::fuzz {
namespace {

namespace fs = std::filesystem;

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
