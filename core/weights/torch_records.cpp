// The directory of the archive is read once; records are views into the mapped file.
#include "core/weights/torch_records.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "core/run/error.h"
#include "core/run/zip_archive.h"

namespace studio {
namespace {

[[noreturn]] void failRecord(const std::string& reason) { throw std::runtime_error(reason); }

/// The bytes of an entry, which must be whole, unpacked and where its own header says the same name.
std::string_view recordOf(ZipReader& archive, const ZipEntry& entry, std::string_view file, const std::string& source) {
  if (entry.deflated)
    throw UserError(source + " holds compressed parts, which torch.save never writes; unpack it and zip it again without compression (zip -0 -r).");
  const auto begin = archive.dataOffset(entry);
  if (begin > file.size() || entry.size > file.size() - begin) failRecord("a part of it lies outside of the file, which may be cut short");
  if (!file.substr(entry.headerOffset + 30).starts_with(entry.name)) failRecord("its directory and its parts do not name the same things");
  return file.substr(begin, entry.size);
}

void refuseOverlaps(std::vector<std::string_view> parts) {
  std::erase_if(parts, [](std::string_view part) { return part.empty(); });
  std::sort(parts.begin(), parts.end(), [](auto a, auto b) { return a.data() < b.data(); });
  for (std::size_t index = 1; index < parts.size(); ++index)
    if (parts[index - 1].data() + parts[index - 1].size() > parts[index].data()) failRecord("two of its parts overlap");
}

}  // namespace

TorchRecords::TorchRecords(const std::filesystem::path& path) : path_(path), file_(std::make_shared<MappedFile>(path)) {
  const auto bytes = file_->bytes();
  ZipReader archive(bytes, path);
  if (!archive.entries().empty()) root_ = archive.entries().front().name.substr(0, archive.entries().front().name.find('/') + 1);
  std::vector<std::string_view> parts;
  const ZipEntry* pickle = nullptr;
  for (const auto& entry : archive.entries()) {
    if (!entry.name.starts_with(root_)) failRecord("it holds more than one archive");
    if (std::string_view(entry.name).substr(root_.size()) == "data.pkl") pickle = &entry;
    parts.push_back(recordOf(archive, entry, bytes, path.string()));
    if (!records_.emplace(entry.name.substr(root_.size()), parts.back()).second) failRecord("two of its parts have the same name");
  }
  refuseOverlaps(parts);
  if (records_.contains("constants.pkl"))
    throw UserError(path.string() + " is a TorchScript program; in Python: torch.save(torch.jit.load(\"" + path.filename().string() +
                    "\").state_dict(), \"" + path.stem().string() + "_weights.pt\").");
  if (!pickle)
    throw UserError(path.string() + " is a zip archive without weights of PyTorch (no data.pkl); name a .pt file that torch.save wrote.");
  if (const auto order = records_.find("byteorder"); order != records_.end() && order->second != "little")
    throw UserError(path.string() + " was written on a big-endian machine; load it there in Python and save it as .safetensors.");
  pickle_ = archive.read(*pickle);
}

std::span<const std::byte> TorchRecords::storage(std::string_view key) const {
  const auto found = records_.find("data/" + std::string(key));
  if (found == records_.end()) failRecord("a storage is missing");
  return std::as_bytes(std::span(found->second.data(), found->second.size()));
}

void TorchRecords::check() const {
  ZipReader archive(file_->bytes(), path_);
  for (const auto& entry : archive.entries()) archive.read(entry);
}

}  // namespace studio
