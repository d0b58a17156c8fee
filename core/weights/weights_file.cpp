// Formats are recognised by their first bytes, and so is what people take for weights; parts are opened like files of
// their own and put together.
#include "core/weights/weights_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>

#include "core/run/zip_archive.h"
#include "core/run/error.h"
#include "core/run/mapped_file.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"
#include "core/weights/safetensors.h"
#include "core/weights/small_sheets.h"
#include "core/weights/torch_archive.h"

namespace studio {
namespace {

namespace fs = std::filesystem;
using namespace std::string_view_literals;

// Files that people take for weights and that hold none which are read here, recognised by their first bytes. One row a
// kind: where its mark stands, the mark, and what is said of it.

struct FileKind {
  std::size_t place;
  std::string_view mark, sentence;
};

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

/// What the file is and the way out, as the rest of a sentence behind its name; empty for a file of no known kind.
/// `start` are its first bytes, 512 or all.
std::string recogniseOtherKind(const std::filesystem::path& file, std::string_view start) {
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
  if (isText(start)) return " is a text file, whatever its ending says; choose a file that holds weights.";
  return {};
}

// Opening.

constexpr std::size_t kStart = 512;  // bytes that distinguish formats
constexpr std::array kUsualNames{"model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
                                 "pytorch_model.bin.index.json"};

std::string firstBytes(const fs::path& file) {
  requireRegularFile(file);
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw UserError(file.string() + " cannot be opened; check the name of the weights file.");
  std::string bytes(kStart, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

/// What stands before the last parts of the names: where a network may be.
std::vector<std::string> firstParts(const std::vector<StoredTensor>& tensors) {
  std::set<std::string> parts;
  for (const auto& tensor : tensors)
    if (const auto dot = tensor.name.find('.'); dot != std::string::npos)
      parts.insert(printable(tensor.name.substr(0, dot)));
  return {parts.begin(), parts.end()};
}

/// Only the tensors below that name, under what stands behind it.
void keepPart(WeightsFile& file, const std::string& part) {
  if (part.empty()) return;
  const auto prefix = part.ends_with('.') ? part : part + ".";
  const auto parts = firstParts(file.tensors);
  std::erase_if(file.tensors, [&](const StoredTensor& tensor) {
    return !tensor.name.starts_with(prefix) || tensor.name.size() == prefix.size();
  });
  if (file.tensors.empty())
    throw UserError(file.files.front().string() + " holds no tensors under " + printable(part) + ";" +
                    listText("its names begin with", parts) +
                    " name one of these, or what follows it in `toponets inspect`.");
  for (auto& tensor : file.tensors) tensor.name.erase(0, prefix.size());
}

enum class Format { Safetensors, Torch, Unknown };

Format recogniseFormat(const std::string& start) {
  if (start.size() > 8 && start[8] == '{') return Format::Safetensors;  // whatever the bytes of its length look like
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06")) return Format::Torch;
  return start.starts_with("\x80") && start.size() > 1 && start[1] >= 2 && start[1] <= 5 ? Format::Torch
                                                                                         : Format::Unknown;
}

bool endsAsTorch(const fs::path& file) {
  for (const char* ending : {".pt", ".pth", ".bin", ".tar", ".ckpt"})
    if (file.extension() == ending) return true;
  return false;
}

[[noreturn]] void refuseUnknown(const fs::path& file, const std::string& start) {
  if (const auto kind = recogniseOtherKind(file, start); !kind.empty()) {
    auto sentence = file.string() + kind;
    if (const auto place = sentence.find("\"@\""); place != std::string::npos)
      sentence.replace(place + 1, 1, file.filename().string());
    throw UserError(sentence);
  }
  if (endsAsTorch(file))
    throw UserError(file.string() +
                    " is neither a file of PyTorch nor safetensors by its first bytes; take another copy of it or name "
                    "another file.");
  SafetensorsFile damaged(file);  // says what is wrong with it
  throw UserError(file.string() + " is not a valid safetensors file; take another copy of it or save it again.");
}

WeightsFile openOne(const fs::path& file, const std::string& part = {}) {
  const auto start = firstBytes(file);
  const auto format = recogniseFormat(start);
  if (format == Format::Unknown) refuseUnknown(file, start);
  if (format == Format::Torch) {
    auto archive = openTorchArchive(file, part);
    if (file.extension() == ".safetensors") archive.notes.push_back("The file is PyTorch's, whatever its name says.");
    WeightsFile whole{"pytorch",
                      {file},
                      std::move(archive.tensors),
                      std::move(archive.metadata),
                      {std::move(archive.file)},
                      std::move(archive.notes)};
    keepPart(whole, archive.part);
    return whole;
  }
  const auto stored = std::make_shared<SafetensorsFile>(file);
  WeightsFile whole{"safetensors", {file}, stored->tensors(), stored->metadata(), {stored}};
  if (endsAsTorch(file)) whole.notes.push_back("The file is in the format safetensors, whatever its name says.");
  enlargeSmallSheets(whole);
  keepPart(whole, part);
  return whole;
}

/// Each tensor once, and where the index says.
void requireAsIndexed(const fs::path& file, const ShardIndex& index, const std::map<std::string, fs::path>& places) {
  for (const auto& [name, shard] : index.tensors) {
    const auto found = places.find(name);
    if (found == places.end() || found->second != shard)
      throw UserError(shard.string() + " does not hold " + printable(name) + ", as " + file.filename().string() +
                      " says; take all parts of the weights from the same place.");
  }
}

WeightsFile openParts(const fs::path& file, const std::string& wanted) {
  const auto index = readShardIndex(file);
  WeightsFile whole{"", {file}, {}, {}, {}, {}};
  std::map<std::string, fs::path> places;
  for (const auto& shard : index.files) {
    auto part = openOne(shard);
    whole.format = "sharded " + part.format;
    whole.files.push_back(shard);
    for (auto& tensor : part.tensors) {
      if (!places.emplace(tensor.name, shard).second)
        throw UserError(shard.string() + " holds " + tensor.name +
                        " a second time; take all parts of the weights from the same place.");
      whole.tensors.push_back(std::move(tensor));
    }
    whole.metadata.merge(part.metadata);
    for (const auto& note : part.notes) whole.notes.push_back(shard.filename().string() + ": " + note);
    whole.holders.insert(whole.holders.end(), part.holders.begin(), part.holders.end());
  }
  requireAsIndexed(file, index, places);
  keepPart(whole, wanted);
  return whole;
}

// As it was written.

/// A trainer.json that cannot be read says nothing here; resuming from it says so.
std::optional<std::uint64_t> readChecksum(const FolderHandle& folder, const std::string& name) {
  if (!folder.hasFile(kTrainerFile)) return {};
  try {
    return nlohmann::json::parse(folder.read(kTrainerFile, kMostTrainerBytes))
        .at(kChecksumsKey)
        .at(name)
        .get<std::uint64_t>();
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace

fs::path findWeightsFile(const fs::path& path) {
  if (!fs::is_directory(path)) return path;
  for (const auto* name : kUsualNames)
    if (fs::is_regular_file(path / name)) return path / name;
  const RunFolder folder(path);
  const auto steps =
      folder.exists() ? folder.weightSteps() : std::vector<std::int64_t>{};  // of files of its own, no links
  if (steps.empty())
    throw UserError("The folder " + path.string() +
                    " holds no weights; name a weights file, a checkpoint or a run with one.");
  return folder.checkpoint(steps.back()) / "model.safetensors";
}

WeightsFile openWeights(const fs::path& path) {
  const auto place = findWeightsPlace(path);
  const auto file = findWeightsFile(place.file);
  if (isShardIndex(file)) return openParts(file, place.part);
  if (const auto index = indexAround(file); !index.empty())
    throw UserError(file.string() + " is one of several parts of the weights; name their index, " + index.string() +
                    ", instead.");
  return openOne(file, place.part);
}

WeightsFile openWeights(const FolderHandle& folder, const std::string& name) {
  const auto file = std::make_shared<SafetensorsFile>(folder, name);
  return {"safetensors", {folder.path() / name}, file->tensors(), file->metadata(), {file}};
}

void requireAsWritten(const FolderHandle& folder, const std::string& name) {
  const auto written = readChecksum(folder, name);
  if (!written) return;
  const MappedFile file(folder, name);
  const auto sum = computeCrc32(file.bytes());
  requireWhole(file.bytes().data());
  if (sum == *written) return;
  throw UserError(
      (folder.path() / name).string() +
      " is damaged: it does not hold the bytes that were written; copy it back, or take an older checkpoint.");
}

void requireAsWritten(const std::filesystem::path& file) {
  std::error_code none;
  const auto folder = std::filesystem::absolute(file, none).parent_path();
  if (std::filesystem::is_regular_file(folder / kTrainerFile, none))
    requireAsWritten(FolderHandle::open(folder), file.filename().string());
}

}  // namespace studio
