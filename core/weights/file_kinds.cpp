// One row a kind: where its mark stands, the mark, and what is said of it.
#include "core/weights/file_kinds.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

namespace studio {
namespace {

struct FileKind {
  std::size_t place;
  std::string_view mark, sentence;
};

using namespace std::string_view_literals;

constexpr std::string_view kUnpack = " is packed; unpack it and name the file of weights within.";
constexpr std::string_view kWebPage = " is a web page, saved in place of the file; download the file itself.";
constexpr std::string_view kImage = " is an image; name a file of weights.";
constexpr std::string_view kTextPickle =
    " is a plain pickle of Python in its oldest form (protocol 0), not a file that torch.save wrote; name a .pt "
    "or .safetensors file.";

constexpr std::array kKinds = std::to_array<FileKind>({
    {0, "version https://git-lfs",
     " is a pointer of Git LFS, not the file itself; fetch the file with `git lfs pull`."},
    {0, "\x89HDF\r\n\x1a\n"sv,
     " is an HDF5 file, as Keras and MATLAB write; only PyTorch's and safetensors' weights are read."},
    {0, "\x1f\x8b"sv, kUnpack},
    {0, "BZh", kUnpack},
    {0,
     "\xfd"
     "7zXZ"sv,
     kUnpack},
    {0, "\x28\xb5\x2f\xfd"sv, kUnpack},
    {0, "7z\xbc\xaf"sv, kUnpack},
    {0, "Rar!", kUnpack},
    {0, "GGUF", " is a GGUF file of llama.cpp; only PyTorch's and safetensors' weights are read."},
    {4, "TFL3", " is a TensorFlow Lite model; only PyTorch's and safetensors' weights are read."},
    {0, "\x93NUMPY"sv, " is one NumPy array, not the weights of a network; analyses take arrays with --responses."},
    {0, "\x89PNG"sv, kImage},
    {0, "\xff\xd8\xff"sv, kImage},
    {0, "%PDF", " is a PDF document; name a file of weights."},
    {0, "(dp", kTextPickle},
    {0, "(lp", kTextPickle},
    {0, "ccopy_reg\n", kTextPickle},
    {0, "ccollections\n", kTextPickle},
});

/// Without the blanks before it and in small letters: what web pages begin with.
std::string firstWord(std::string_view start) {
  const auto begin = start.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  std::string word(begin == std::string_view::npos ? std::string_view() : start.substr(begin, 16));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return word;
}

/// ONNX is a protocol buffer without a mark: its version (field 1), then the producer, the graph or the like.
bool isOnnx(std::string_view start) {
  if (start.size() < 4 || start[0] != 0x08 || start[1] < 1 || start[1] > 20) return false;
  return start[2] == 0x12 || start[2] == 0x3a || start[2] == 0x42;
}

/// LevelDB's table, in which TensorFlow keeps the index of a checkpoint, has its mark at the end.
bool isTensorflowIndex(const std::filesystem::path& file) {
  constexpr std::string_view kMark("\x57\xfb\x80\x8b\x24\x75\x47\xdb", 8);
  std::ifstream stream(file, std::ios::binary);
  std::string end(kMark.size(), '\0');
  stream.seekg(-static_cast<std::streamoff>(end.size()), std::ios::end);
  return stream.read(end.data(), static_cast<std::streamsize>(end.size())) && end == kMark;
}

bool isText(std::string_view start) {
  return std::all_of(start.begin(), start.end(),
                     [](unsigned char byte) { return byte >= 0x20 || byte == '\n' || byte == '\r' || byte == '\t'; });
}

std::string tarKind(std::string_view start) {
  for (const auto name : {"sys_info"sv, "pickle"sv, "storages"sv, "tensors"sv})
    if (start.starts_with(std::string(name).append(1, '\0')))
      return " is in the tar form that PyTorch wrote before version 0.1.10, which is not read; in Python, if you trust "
             "the file: "
             "torch.save(torch.load(\"@\", weights_only=False), \"weights.pt\").";
  return " is a tar archive; unpack it and name the file of weights within.";
}

}  // namespace

std::string otherKindOf(const std::filesystem::path& file, std::string_view start) {
  if (start.empty()) return " is empty; take another copy of it.";
  constexpr std::size_t kTarMark = 257;
  if (start.size() > kTarMark && start.substr(kTarMark).starts_with("ustar")) return tarKind(start);
  for (const auto& [place, mark, sentence] : kKinds)
    if (start.size() > place && start.substr(place).starts_with(mark)) return std::string(sentence);
  const auto word = firstWord(start);
  for (const auto* page : {"<!doctype", "<html", "<?xml", "<head"})
    if (word.starts_with(page)) return std::string(kWebPage);
  if (isOnnx(start))
    return " is an ONNX model, whose weights are not read; name the .pt or .safetensors file it was made from.";
  if (isTensorflowIndex(file) || file.filename().string().find(".data-0000") != std::string::npos)
    return " is a part of a TensorFlow checkpoint; only PyTorch's and safetensors' weights are read.";
  if (std::all_of(start.begin(), start.end(), [](char byte) { return byte == 0; }))
    return " begins with nothing but zeros; take another copy of it.";
  if (isText(start)) return " is a text, not a file of weights; name a .pt or .safetensors file.";
  return {};
}

}  // namespace studio
