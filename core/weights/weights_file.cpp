// Formats are told by their first bytes; parts are opened like files of their own and put together.
#include "core/weights/weights_file.h"

#include <array>
#include <fstream>
#include <set>

#include "core/run/error.h"
#include "core/run/held_folder.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"
#include "core/weights/file_kinds.h"
#include "core/weights/safetensors.h"
#include "core/weights/shards.h"
#include "core/weights/torch_archive.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kStart = 512;  // bytes that tell formats apart
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

Format formatOf(const std::string& start) {
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
  if (const auto kind = otherKindOf(file, start); !kind.empty()) {
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
  const auto format = formatOf(start);
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

}  // namespace

fs::path weightsFileOf(const fs::path& path) {
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
  const auto place = weightsPlaceOf(path);
  const auto file = weightsFileOf(place.file);
  if (isShardIndex(file)) return openParts(file, place.part);
  if (const auto index = indexAround(file); !index.empty())
    throw UserError(file.string() + " is one of several parts of the weights; name their index, " + index.string() +
                    ", instead.");
  return openOne(file, place.part);
}

WeightsFile openWeights(const HeldFolder& folder, const std::string& name) {
  const auto file = std::make_shared<SafetensorsFile>(folder, name);
  return {"safetensors", {folder.path() / name}, file->tensors(), file->metadata(), {file}};
}

}  // namespace studio
