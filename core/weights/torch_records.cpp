// The directory of the archive is read once; records are views into the mapped file.
#include "core/weights/torch_records.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <vector>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/zip_archive.h"

namespace studio {
namespace {

[[noreturn]] void failRecord(const std::string& reason) { throw std::runtime_error(reason); }

/// The bytes of an entry, which must be whole, unpacked and where its own header says the same name.
std::string_view recordOf(ZipReader& archive, const ZipEntry& entry, std::string_view file, const std::string& source) {
  if (entry.deflated)
    throw UserError(source +
                    " holds compressed parts, which torch.save never writes; unpack it and zip it again without "
                    "compression (zip -0 -r).");
  const auto begin = archive.dataOffset(entry);
  if (begin > file.size() || entry.size > file.size() - begin)
    failRecord("a part of it lies outside of the file, which may be cut short");
  if (!file.substr(entry.headerOffset + 30).starts_with(entry.name))
    failRecord("its directory and its parts do not name the same things");
  return file.substr(begin, entry.size);
}

void refuseOverlaps(std::vector<std::string_view> parts) {
  std::erase_if(parts, [](std::string_view part) { return part.empty(); });
  std::sort(parts.begin(), parts.end(), [](auto a, auto b) { return a.data() < b.data(); });
  for (std::size_t index = 1; index < parts.size(); ++index)
    if (parts[index - 1].data() + parts[index - 1].size() > parts[index].data()) failRecord("two of its parts overlap");
}

/// Archives of other programs, told by a part of theirs (without the folder it lies in).
struct ArchiveKind {
  std::string_view part, sentence;
};
constexpr std::array kArchiveKinds = std::to_array<ArchiveKind>({
    {"constants.pkl",
     "is a TorchScript program (torch.jit.save), which holds code beside its weights; in Python: "
     "torch.save(torch.jit.load(\"@\").state_dict(), \"@_weights.pt\")."},
    {"serialized_exported_program.json",
     "is an exported program (torch.export), not a file of weights; name the file of its state dict."},
    {"archive_format",
     "is an exported program (torch.export), not a file of weights; name the file of its state dict."},
    {"model.weights.h5", "is a Keras model; only PyTorch's and safetensors' weights are read."},
    {"[Content_Types].xml", "is an office document, not a file of weights; name a .pt or .safetensors file."},
});

void refuseOtherArchives(const std::vector<ZipEntry>& entries, const std::filesystem::path& path) {
  for (const auto& entry : entries) {
    if (entry.name.ends_with(".npy"))
      throw UserError(
          path.string() +
          " is an archive of NumPy arrays (.npz), not of PyTorch; where its names are those of the weights, in Python: "
          "torch.save({k: torch.from_numpy(v) for k, v in numpy.load(\"" +
          path.filename().string() + "\").items()}, \"weights.pt\").");
    for (const auto& [part, sentence] : kArchiveKinds) {
      if (entry.name != part && !entry.name.ends_with("/" + std::string(part))) continue;
      auto text = path.string() + " " + std::string(sentence);
      for (auto place = text.find("\"@"); place != std::string::npos; place = text.find("\"@"))
        text.replace(place + 1, 1,
                     text.compare(place, 3, "\"@_") == 0 ? path.stem().string() : path.filename().string());
      throw UserError(text);
    }
  }
}

[[noreturn]] void refuseWithoutPickle(const std::vector<ZipEntry>& entries, const std::filesystem::path& path) {
  for (const auto& entry : entries)
    for (const char* ending : {".pt", ".pth", ".bin", ".safetensors", ".ckpt"})
      if (entry.name.ends_with(ending))
        throw UserError(path.string() + " is a zip archive in which " + printable(entry.name) +
                        " lies; unpack it and name that file.");
  throw UserError(path.string() +
                  " is a zip archive without weights of PyTorch (no data.pkl); name a .pt file that torch.save wrote.");
}

}  // namespace

TorchRecords::TorchRecords(const std::filesystem::path& path) : path_(path), file_(std::make_shared<MappedFile>(path)) {
  const auto bytes = file_->bytes();
  ZipReader archive(bytes, path);
  refuseOtherArchives(archive.entries(), path);
  const bool pickled = std::any_of(archive.entries().begin(), archive.entries().end(),
                                   [](const auto& entry) { return entry.name.ends_with("data.pkl"); });
  if (!pickled) refuseWithoutPickle(archive.entries(), path);
  root_ = archive.entries().front().name.substr(0, archive.entries().front().name.find('/') + 1);
  std::string_view order = "little";
  std::set<std::string> names;
  std::vector<std::string_view> parts;
  const ZipEntry* pickle = nullptr;
  for (const auto& entry : archive.entries()) {
    if (!entry.name.starts_with(root_)) failRecord("it holds more than one archive");
    if (std::string_view(entry.name).substr(root_.size()) == "data.pkl") pickle = &entry;
    parts.push_back(recordOf(archive, entry, bytes, path.string()));
    const auto name = entry.name.substr(root_.size());
    if (!names.insert(name).second) failRecord("two of its parts have the same name");
    if (name == "byteorder") order = parts.back();
    if (name.starts_with("data/"))
      storages_.emplace(name.substr(5), std::as_bytes(std::span(parts.back().data(), parts.back().size())));
  }
  refuseOverlaps(parts);
  if (!pickle) refuseWithoutPickle(archive.entries(), path);
  if (order != "little")
    throw UserError(path.string() +
                    " was written on a big-endian machine; load it there in Python and save it as .safetensors.");
  pickle_ = archive.read(*pickle);
}

void TorchRecords::check() const {
  ZipReader archive(file_->bytes(), path_);
  for (const auto& entry : archive.entries()) archive.read(entry);
}

}  // namespace studio
