// data.pkl in protocol 2, storages aligned to 64 bytes, byteorder and version: the parts torch/serialization.py looks
// for.
#include "core/weights/torch_writer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <set>
#include <stdexcept>

#include "core/run/text_file.h"
#include "core/run/mapped_file.h"
#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/run/zip_archive.h"

namespace studio {
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

std::string_view storageNameOf(const StoredTensor& tensor) {
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

std::vector<std::int64_t> stridesOf(const std::vector<std::int64_t>& shape) {
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
  pickle.global("torch", storageNameOf(tensor));
  pickle.text(std::to_string(key));
  pickle.text("cpu");
  pickle.integer(static_cast<std::int64_t>(tensor.bytes.size() / storedItemSize(tensor.dtype)));
  pickle.code('t'), pickle.code('Q');
  pickle.integer(0);
  pickle.integers(tensor.shape);
  pickle.integers(stridesOf(tensor.shape));
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

std::string pickleOf(const std::vector<StoredTensor>& tensors, const std::vector<std::size_t>& numbers,
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

std::string_view viewOf(std::span<const std::byte> bytes) {
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
  archive.add(root + "data.pkl", pickleOf(tensors, numbers, texts), kAlignment);
  archive.add(root + "byteorder", "little", kAlignment);
  std::size_t next = 0;
  for (std::size_t index = 0; index < tensors.size(); ++index)
    if (numbers[index] == next)
      archive.add(root + "data/" + std::to_string(next++), viewOf(tensors[index].bytes), kAlignment);
  for (const auto& tensor : tensors) requireWhole(tensor.bytes.data());
  archive.add(root + "version", "3\n", kAlignment);
  writeFileAtomically(file, archive.finish());
}

}  // namespace studio
