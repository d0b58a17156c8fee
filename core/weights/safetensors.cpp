// Reading and writing whole safetensors files; the header's rules are in safetensors_header.cpp.
#include "core/weights/safetensors.h"

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/run/mapped_file.h"
#include "core/weights/safetensors_header.h"

namespace studio {
namespace {

constexpr std::uint64_t kLargestHeader = 100'000'000;  // bytes, of the format itself
constexpr std::size_t kLengthBytes = 8;

/// Splits the file into its header and its data.
std::pair<std::string_view, std::string_view> partsOf(std::string_view bytes) {
  if (bytes.size() < kLengthBytes) throw std::runtime_error("it is shorter than the length of its header");
  const auto length = readLittle<std::uint64_t>(bytes, 0);
  if (length > kLargestHeader) throw std::runtime_error("its header would be larger than 100 MB");
  if (length > bytes.size() - kLengthBytes) throw std::runtime_error("it ends within its header, so it was cut short");
  return {bytes.substr(kLengthBytes, length), bytes.substr(kLengthBytes + length)};
}

}  // namespace

struct SafetensorsFile::State {
  explicit State(const std::filesystem::path& path) : file(path) {}
  State(const HeldFolder& folder, const std::string& name) : file(folder, name) {}
  MappedFile file;
  std::vector<StoredTensor> tensors;
  std::map<std::string, std::string> metadata;
};

SafetensorsFile::SafetensorsFile(const std::filesystem::path& file) : state_(std::make_unique<State>(file)) {
  readHeader(file);
}

SafetensorsFile::SafetensorsFile(const HeldFolder& folder, const std::string& name)
    : state_(std::make_unique<State>(folder, name)) {
  readHeader(folder.path() / name);
}

void SafetensorsFile::readHeader(const std::filesystem::path& file) {
  try {
    const auto [json, data] = partsOf(state_->file.bytes());
    auto header = parseSafetensorsHeader(json, data.size());
    const auto all = std::as_bytes(std::span(data.data(), data.size()));
    for (auto& entry : header.entries)
      state_->tensors.push_back({std::move(entry.name), std::move(entry.dtype), std::move(entry.shape),
                                 all.subspan(entry.begin, entry.end - entry.begin)});
    state_->metadata = std::move(header.metadata);
    requireWhole(state_->file.bytes().data());
  } catch (const UserError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw UserError(file.string() + " is not a valid safetensors file: " + error.what() +
                    "; take another copy of it or save it again.");
  }
}

SafetensorsFile::~SafetensorsFile() = default;
SafetensorsFile::SafetensorsFile(SafetensorsFile&&) noexcept = default;

const std::vector<StoredTensor>& SafetensorsFile::tensors() const { return state_->tensors; }
const std::map<std::string, std::string>& SafetensorsFile::metadata() const { return state_->metadata; }

const StoredTensor* SafetensorsFile::find(const std::string& name) const {
  for (const auto& tensor : state_->tensors)
    if (tensor.name == name) return &tensor;
  return nullptr;
}

std::string formatSafetensors(const std::vector<StoredTensor>& tensors,
                              const std::map<std::string, std::string>& metadata) {
  std::vector<const StoredTensor*>
      order;  // as the reference writer: large items first, so that all are aligned, then by name
  for (const auto& tensor : tensors) order.push_back(&tensor);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    const auto sizeA = storedItemSize(a->dtype), sizeB = storedItemSize(b->dtype);
    return sizeA != sizeB ? sizeA > sizeB : a->name < b->name;
  });
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t place = 0;
  for (const auto* tensor : order) {
    if (header.contains(tensor->name)) throw std::invalid_argument("two tensors are named " + tensor->name);
    header[tensor->name] = {
        {"dtype", tensor->dtype}, {"shape", tensor->shape}, {"data_offsets", {place, place + tensor->bytes.size()}}};
    place += tensor->bytes.size();
  }
  auto json = header.dump();
  json.resize((json.size() + 7) / 8 * 8, ' ');
  std::string bytes;
  bytes.reserve(kLengthBytes + json.size() + place);
  for (std::size_t index = 0; index < kLengthBytes; ++index)
    bytes += static_cast<char>((json.size() >> (8 * index)) & 0xff);
  bytes += json;
  for (const auto* tensor : order) {
    bytes.append(reinterpret_cast<const char*>(tensor->bytes.data()), tensor->bytes.size());
    requireWhole(tensor->bytes.data());
  }
  return bytes;
}

void writeSafetensors(const std::filesystem::path& file, const std::vector<StoredTensor>& tensors,
                      const std::map<std::string, std::string>& metadata) {
  writeFileAtomically(file, formatSafetensors(tensors, metadata));
}

}  // namespace studio
