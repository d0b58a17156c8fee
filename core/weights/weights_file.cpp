// Formats are told by their first bytes; parts are opened like files of their own and put together.
#include "core/weights/weights_file.h"

#include <array>
#include <fstream>
#include <set>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"
#include "core/weights/safetensors.h"
#include "core/weights/shards.h"
#include "core/weights/torch_archive.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTarMark = 257;   // where "ustar" stands in a tar archive
constexpr std::array kUsualNames{"model.safetensors", "model.safetensors.index.json", "pytorch_model.bin", "pytorch_model.bin.index.json"};

std::string firstBytes(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw UserError(file.string() + " cannot be opened; check the name of the weights file.");
  std::string bytes(kTarMark + 5, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

enum class Format { Safetensors, Archive, Pickle };

Format formatOf(const std::string& start) {
  if (start.size() > 8 && start[8] == '{') return Format::Safetensors;   // whatever the bytes of its length look like
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06")) return Format::Archive;
  const bool tar = start.size() > kTarMark && start.compare(kTarMark, 5, "ustar") == 0;
  return tar || (start.starts_with("\x80") && start.size() > 1 && start[1] >= 2 && start[1] <= 5) ? Format::Pickle : Format::Safetensors;
}

[[noreturn]] void refusePickle(const fs::path& file) {
  throw UserError(file.string() + " is in the form that PyTorch wrote before version 1.6, which is not read; in Python: torch.save(torch.load(\"" +
                  file.filename().string() + "\", weights_only=True), \"" + file.stem().string() + "_new.pt\").");
}

WeightsFile openOne(const fs::path& file) {
  const auto format = formatOf(firstBytes(file));
  if (format == Format::Pickle) refusePickle(file);
  if (format == Format::Archive) {
    auto archive = openTorchArchive(file);
    return {"pytorch", {file}, std::move(archive.tensors), std::move(archive.metadata), {std::move(archive.file)}};
  }
  const auto stored = std::make_shared<SafetensorsFile>(file);
  return {"safetensors", {file}, stored->tensors(), stored->metadata(), {stored}};
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

WeightsFile openParts(const fs::path& file) {
  const auto index = readShardIndex(file);
  WeightsFile whole{"", {file}, {}, {}, {}};
  std::map<std::string, fs::path> places;
  for (const auto& shard : index.files) {
    auto part = openOne(shard);
    whole.format = "sharded " + part.format;
    whole.files.push_back(shard);
    for (auto& tensor : part.tensors) {
      if (!places.emplace(tensor.name, shard).second)
        throw UserError(shard.string() + " holds " + tensor.name + " a second time; take all parts of the weights from the same place.");
      whole.tensors.push_back(std::move(tensor));
    }
    whole.metadata.merge(part.metadata);
    whole.holders.insert(whole.holders.end(), part.holders.begin(), part.holders.end());
  }
  requireAsIndexed(file, index, places);
  return whole;
}

}  // namespace

fs::path weightsFileOf(const fs::path& path) {
  if (!fs::is_directory(path)) return path;
  for (const auto* name : kUsualNames)
    if (fs::is_regular_file(path / name)) return path / name;
  const RunFolder folder(path);
  const auto steps = folder.exists() ? folder.checkpointSteps() : std::vector<std::int64_t>{};
  if (steps.empty()) throw UserError("The folder " + path.string() + " holds no weights; name a weights file, a checkpoint or a run with one.");
  return folder.checkpoint(steps.back()) / "model.safetensors";
}

WeightsFile openWeights(const fs::path& path) {
  const auto file = weightsFileOf(path);
  return isShardIndex(file) ? openParts(file) : openOne(file);
}

}  // namespace studio
