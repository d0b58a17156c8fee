// Reading: the directory of the archive is read once; records are views into the mapped file. Writing: data.pkl in
// protocol 2, storages aligned to 64 bytes, byteorder and version, the parts torch/serialization.py looks for.
#include "core/weights/torch_zip.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <stdexcept>

#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"
#include "core/run/zip_archive.h"

namespace studio {
namespace {

[[noreturn]] void failRecord(const std::string& reason) { throw std::runtime_error(reason); }

/// The bytes of an entry, which must be whole, unpacked and where its own header says the same name.
std::string_view readRecord(ZipReader& archive, const ZipEntry& entry, std::string_view file,
                            const std::string& source) {
  if (entry.deflated)
    throw UserError(source +
                    " holds compressed parts, which torch.save never writes; unpack it and zip it again without "
                    "compression (zip -0 -r).");
  const auto begin = archive.dataOffset(entry);
  if (begin > file.size() || entry.size > file.size() - begin)
    failRecord("a part of it lies outside of the file, which may be cut short");
  if (!file.substr(entry.headerOffset + 30).starts_with(entry.name))
    failRecord("its directory and its parts do not have the same names");
  return file.substr(begin, entry.size);
}

void refuseOverlaps(std::vector<std::string_view> parts) {
  std::erase_if(parts, [](std::string_view part) { return part.empty(); });
  std::sort(parts.begin(), parts.end(), [](auto a, auto b) { return a.data() < b.data(); });
  for (std::size_t index = 1; index < parts.size(); ++index)
    if (parts[index - 1].data() + parts[index - 1].size() > parts[index].data()) failRecord("two of its parts overlap");
}

/// Archives of other programs, recognised by a part of theirs (without the folder it lies in).
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
    parts.push_back(readRecord(archive, entry, bytes, path.string()));
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

// Writing.

namespace {

constexpr std::size_t kAlignment = 64;
constexpr std::array kWrittenStorages =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"F32", "FloatStorage"},
                                                                  {"F64", "DoubleStorage"},
                                                                  {"F16", "HalfStorage"},
                                                                  {"BF16", "BFloat16Storage"},
                                                                  {"I64", "LongStorage"},
                                                                  {"I32", "IntStorage"},
                                                                  {"I16", "ShortStorage"},
                                                                  {"I8", "CharStorage"},
                                                                  {"U8", "ByteStorage"},
                                                                  {"BOOL", "BoolStorage"}});

std::string_view storageTypeName(const StoredTensor& tensor) {
  for (const auto& [stored, name] : kWrittenStorages)
    if (tensor.dtype == stored) return name;
  throw UserError(tensor.name + " is of the type " + tensor.dtype +
                  ", which is not written into a PyTorch archive; write a .safetensors file.");
}

/// The opcodes that a state dict needs; each value is written out, so nothing is remembered.
class PickleWriter {
 public:
  void code(char opcode) { bytes_ += opcode; }
  void text(std::string_view text) {
    code('X');
    appendLittle<std::uint32_t>(bytes_, static_cast<std::uint32_t>(text.size()));
    bytes_ += text;
  }
  void global(std::string_view module, std::string_view name) {
    bytes_.append("c").append(module).append("\n").append(name).append("\n");
  }
  void integer(std::int64_t value) {
    const bool small = value >= 0 && value <= 0x7fffffff;
    code(small ? 'J' : '\x8a');
    if (small) return appendLittle<std::uint32_t>(bytes_, static_cast<std::uint32_t>(value));
    bytes_ += '\x08';
    appendLittle<std::uint64_t>(bytes_, std::bit_cast<std::uint64_t>(value));
  }
  void integers(const std::vector<std::int64_t>& values) {
    code('(');
    for (const auto value : values) integer(value);
    code('t');
  }
  void emptyDict() {
    global("collections", "OrderedDict");
    bytes_ += ")R";
  }
  std::string& bytes() { return bytes_; }

 private:
  std::string bytes_{"\x80\x02", 2};
};

std::vector<std::int64_t> contiguousStrides(const std::vector<std::int64_t>& shape) {
  std::vector<std::int64_t> strides(shape.size(), 1);
  for (std::size_t axis = shape.size(); axis-- > 1;)
    strides[axis - 1] = strides[axis] * std::max<std::int64_t>(shape[axis], 1);
  return strides;
}

/// torch._utils._rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())
void writeTensor(PickleWriter& pickle, const StoredTensor& tensor, std::size_t key) {
  pickle.text(tensor.name);
  pickle.global("torch._utils", "_rebuild_tensor_v2");
  pickle.code('('), pickle.code('(');
  pickle.text("storage");
  pickle.global("torch", storageTypeName(tensor));
  pickle.text(std::to_string(key));
  pickle.text("cpu");
  pickle.integer(static_cast<std::int64_t>(tensor.bytes.size() / storedItemSize(tensor.dtype)));
  pickle.code('t'), pickle.code('Q');
  pickle.integer(0);
  pickle.integers(tensor.shape);
  pickle.integers(contiguousStrides(tensor.shape));
  pickle.code('\x89');
  pickle.emptyDict();
  pickle.code('t'), pickle.code('R');
}

/// For each tensor the number of its storage; a storage's bytes stand where its number first comes.
std::vector<std::size_t> storageNumbers(const std::vector<StoredTensor>& tensors) {
  std::map<std::pair<const std::byte*, std::size_t>, std::size_t> known;
  std::vector<std::size_t> numbers;
  std::size_t count = 0;
  for (const auto& tensor : tensors) {
    const auto [place, isNew] = tensor.bytes.empty()
                                    ? std::pair(known.end(), true)
                                    : known.try_emplace({tensor.bytes.data(), tensor.bytes.size()}, count);
    numbers.push_back(isNew ? count++ : place->second);
  }
  return numbers;
}

/// The attribute of the dictionary on top: {"toponets": {"model.heads": "6"}}, as Python pickles attributes.
void writeTexts(PickleWriter& pickle, const std::map<std::string, std::string>& texts) {
  if (texts.empty()) return;
  pickle.code('}'), pickle.code('(');
  pickle.text(kTextsAttribute);
  pickle.code('}'), pickle.code('(');
  for (const auto& [key, text] : texts) pickle.text(key), pickle.text(text);
  pickle.code('u'), pickle.code('u'), pickle.code('b');
}

std::string makePickle(const std::vector<StoredTensor>& tensors, const std::vector<std::size_t>& numbers,
                       const std::map<std::string, std::string>& texts) {
  PickleWriter pickle;
  std::set<std::string_view> names;
  pickle.emptyDict();
  pickle.code('(');
  for (std::size_t index = 0; index < tensors.size(); ++index) {
    if (!names.insert(tensors[index].name).second)
      throw std::invalid_argument("two tensors are named " + tensors[index].name);
    writeTensor(pickle, tensors[index], numbers[index]);
  }
  pickle.code('u');
  writeTexts(pickle, texts);
  pickle.code('.');
  return std::move(pickle.bytes());
}

std::string_view makeView(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void refuseHuge(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors) {
  std::uint64_t bytes = 0;
  for (const auto& tensor : tensors) bytes += tensor.bytes.size() + 1000;
  if (bytes >= 0xffffffffU)
    throw UserError(
        file.string() +
        " would be larger than 4 GiB, which is not written as a PyTorch archive; write a .safetensors file.");
}

}  // namespace

void writeTorchArchive(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                       const std::map<std::string, std::string>& texts) {
  refuseHuge(file, tensors);
  const auto numbers = storageNumbers(tensors);
  const auto root = file.stem().string() + "/";
  ZipWriter archive;
  archive.add(root + "data.pkl", makePickle(tensors, numbers, texts), kAlignment);
  archive.add(root + "byteorder", "little", kAlignment);
  std::size_t next = 0;
  for (std::size_t index = 0; index < tensors.size(); ++index)
    if (numbers[index] == next)
      archive.add(root + "data/" + std::to_string(next++), makeView(tensors[index].bytes), kAlignment);
  for (const auto& tensor : tensors) requireWhole(tensor.bytes.data());
  archive.add(root + "version", "3\n", kAlignment);
  writeFileAtomically(file, archive.finish());
}

}  // namespace studio
