// The form from before 1.6, then opening either: the pickle and the storages, from a zip archive (torch_zip.h) or from
// that form, then the dictionary of tensors in the pickle (torch_checkpoint.h).
#include "core/weights/torch_archive.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "core/run/error.h"
#include "core/run/little_endian.h"
#include "core/weights/pickle.h"
#include "core/weights/torch_checkpoint.h"
#include "core/weights/torch_zip.h"

namespace studio {
namespace {

// The layout from before 1.6 is that of torch/serialization.py (_legacy_save); sizes are checked against the file
// before anything is taken.

constexpr std::string_view kMagic("\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 10);  // 0x1950a86a20f9469cfc6c
constexpr std::int64_t kProtocol = 1001;
constexpr std::size_t kLargestOldPickle = 0xffffffffU;
constexpr std::int64_t kMostStorages = 100'000;

[[noreturn]] void failLegacy(const std::string& reason) { throw std::runtime_error(reason); }

/// One pickle behind the other.
class PickleRow {
 public:
  PickleRow(std::string_view bytes, std::string source) : bytes_(bytes), source_(std::move(source)) {}
  PickleTree next() {
    std::size_t end = 0;
    auto tree = readPickle(bytes_.substr(at_, kLargestOldPickle), source_, &end, /*toDescribe=*/at_ == 0);
    at_ += end;
    return tree;
  }
  /// What stands behind the pickles.
  std::string_view rest() const { return bytes_.substr(at_); }

 private:
  std::string_view bytes_;
  std::string source_;
  std::size_t at_ = 0;
};

/// "a dictionary", "mine.Net": what a pickle holds, in words.
std::string describeContent(const PickleTree& tree) {
  const auto root = tree.root();
  if (tree.is(root, PickleKind::Dict)) return "a dictionary";
  if (tree.is(root, PickleKind::List) || tree.is(root, PickleKind::Tuple)) return "a list";
  if (!tree.is(root, PickleKind::Call)) return "a single value";
  const auto global = tree.global(tree.items(root)[0]);
  return global.name.empty() ? "an object" : globalText(global.module, global.name);
}

[[noreturn]] void refusePlainPickle(const std::filesystem::path& file, const std::string& content) {
  throw UserError(file.string() + " is a plain pickle of Python (" + content +
                  "), not a file that torch.save wrote; if you trust where it came from and "
                  "it holds the weights by their names, in Python: torch.save({k: torch.as_tensor(v) for k, v in "
                  "pickle.load(open(\"" +
                  file.filename().string() + "\", \"rb\")).items()}, \"weights.pt\").");
}

/// The first pickle: the magic number, or else somebody's own.
void requireMagic(PickleRow& pickles, const std::filesystem::path& file) {
  std::string content = "not readable as one alone";
  try {
    const auto tree = pickles.next();
    if (tree.is(tree.root(), PickleKind::LongInteger) && tree.text(tree.root()) == kMagic) return;
    content = describeContent(tree);
  } catch (const std::runtime_error& error) {
    if (dynamic_cast<const UserError*>(&error)) throw;
  }
  refusePlainPickle(file, content);
}

void requireLittleEndian(const PickleTree& machine, const std::filesystem::path& file) {
  if (!machine.is(machine.root(), PickleKind::Dict)) failLegacy("it does not say of which machine it is");
  const auto items = machine.items(machine.root());
  for (std::size_t index = 0; index + 1 < items.size(); index += 2)
    if (machine.text(items[index]) == "little_endian" && machine.is(items[index + 1], PickleKind::Boolean) &&
        machine.at(items[index + 1]).number == 0)
      throw UserError(file.string() +
                      " was written on a big-endian machine; load it there in Python and save it as .safetensors.");
}

/// Bytes of an element of each storage that the object refers to.
std::map<std::string, std::uint64_t, std::less<>> itemSizes(const PickleTree& tree) {
  std::map<std::string, std::uint64_t, std::less<>> sizes;
  for (PickleIndex value = 0; value < tree.size(); ++value) {
    const auto reference = storageReference(tree, value);
    if (!reference) continue;
    const auto item = storageItemSize(reference->type);
    const auto [known, fresh] = sizes.try_emplace(std::string(reference->key), item);
    if (!fresh && known->second != item) failLegacy("a storage is said to be of two types");
  }
  return sizes;
}

TorchStorages storagesBehind(std::string_view rest, const PickleTree& keys,
                             const std::map<std::string, std::uint64_t, std::less<>>& sizes) {
  if (!keys.is(keys.root(), PickleKind::List)) failLegacy("it does not list its storages");
  if (keys.at(keys.root()).number > kMostStorages) failLegacy("it lists more than 100,000 storages");
  TorchStorages storages;
  for (const auto key : keys.items(keys.root())) {
    const auto size = sizes.find(keys.text(key));
    if (size == sizes.end()) failLegacy("it lists a storage that no tensor has");
    if (rest.size() < 8) failLegacy("it ends before its last storage, so it was cut short");
    const auto elements = readLittle<std::uint64_t>(rest, 0);
    rest.remove_prefix(8);
    if (elements > rest.size() / size->second) failLegacy("it ends within a storage, so it was cut short");
    const auto bytes = elements * size->second;
    if (!storages.emplace(size->first, std::as_bytes(std::span(rest.data(), bytes))).second)
      failLegacy("it lists a storage twice");
    rest.remove_prefix(bytes);
  }
  return storages;
}

// Either form.

template <typename Work>
void inWords(const std::filesystem::path& file, Work work) {
  try {
    work();
  } catch (const UserError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw UserError(file.string() + " is not a valid PyTorch file: " + error.what() +
                    "; take another copy of it or save it again.");
  }
}

bool isPickle(const std::filesystem::path& file) { return std::ifstream(file, std::ios::binary).peek() == 0x80; }

TorchArchive archiveFrom(const PickleTree& tree, const TorchStorages& storages, std::shared_ptr<const MappedFile> file,
                         const std::filesystem::path& path, const std::string& part) {
  auto found = readCheckpoint(tree, TorchTensors(tree, storages, file->bytes().size()), path.string(), part);
  requireWhole(file->bytes().data());
  return {std::move(found.tensors), std::move(found.metadata), std::move(found.part), std::move(found.notes),
          std::move(file)};
}

}  // namespace

TorchLegacy openTorchLegacy(const std::filesystem::path& path) {
  auto file = std::make_shared<MappedFile>(path);
  PickleRow pickles(file->bytes(), path.string());
  requireMagic(pickles, path);
  const auto protocol = pickles.next();
  if (protocol.integer(protocol.root()) != kProtocol)
    failLegacy("its protocol is not the one that PyTorch wrote before version 1.6");
  requireLittleEndian(pickles.next(), path);
  auto tree = pickles.next();
  const auto keys = pickles.next();
  auto storages = storagesBehind(pickles.rest(), keys, itemSizes(tree));
  return {std::move(file), std::move(tree), std::move(storages)};
}

TorchArchive openTorchArchive(const std::filesystem::path& file, const std::string& part) {
  TorchArchive archive;
  inWords(file, [&] {
    if (isPickle(file)) {
      const auto legacy = openTorchLegacy(file);
      archive = archiveFrom(legacy.tree, legacy.storages, legacy.file, file, part);
      archive.notes.insert(archive.notes.begin(), "The file is in the form that PyTorch wrote before version 1.6.");
      return;
    }
    const TorchRecords records(file);
    const auto& pickle = records.pickle();
    archive = archiveFrom(readPickle(pickle, file.string()), records.storages(), records.file(), file, part);
  });
  return archive;
}

void checkTorchArchive(const std::filesystem::path& file) {
  if (!isPickle(file)) inWords(file, [&] { TorchRecords(file).check(); });
}

}  // namespace studio
