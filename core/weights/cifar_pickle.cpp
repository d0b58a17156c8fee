// See cifar_pickle.h. NumPy keeps an array as its state, the tuple (version, shape, type, column by column?, bytes), or, since
// protocol 5, as the arguments (bytes, type, shape, order).
#include "core/data/cifar_pickle.h"

#include <optional>
#include <stdexcept>

#include "core/run/atomic_file.h"
#include "core/run/error.h"
#include "core/weights/pickle_machine.h"

namespace studio {
namespace {

constexpr std::size_t kLargestPickle = std::size_t{1} << 28;   // CIFAR-100's training file has 155 MB

[[noreturn]] void refusePickle(const std::filesystem::path& file, const std::string& reason) {
  throw UserError(file.string() + " is not a whole file of CIFAR's Python version: " + reason +
                  "; download it again, or take the binary version.");
}

PickleTree readTree(const std::string& bytes, const std::filesystem::path& file) {
  try {
    return readPickle(bytes, file.string());
  } catch (const UserError&) {
    throw;
  } catch (const std::runtime_error& error) {
    refusePickle(file, error.what());
  }
}

/// The list under a key of the dictionary that the file is.
std::vector<PickleIndex> listIn(const PickleTree& tree, const std::string& key, const std::filesystem::path& file) {
  const auto items = tree.is(tree.root(), PickleKind::Dict) ? tree.items(tree.root()) : std::vector<PickleIndex>();
  for (std::size_t at = 0; at + 1 < items.size(); at += 2)
    if (tree.text(items[at]) == key && tree.is(items[at + 1], PickleKind::List)) return tree.items(items[at + 1]);
  refusePickle(file, "it holds no list called " + key);
}

/// The parts of an array, in either of the two ways in which NumPy keeps them.
struct ArrayParts { PickleIndex shape, bytes; bool byRows; };

std::optional<ArrayParts> partsIn(const PickleTree& tree, PickleIndex tuple) {
  if (!tree.is(tuple, PickleKind::Tuple)) return {};
  const auto parts = tree.itemsUpTo(tuple, 5);
  const auto isNo = [&](PickleIndex value) {
    return (tree.is(value, PickleKind::Boolean) || tree.is(value, PickleKind::Integer)) && tree.at(value).number == 0;
  };
  if (parts.size() == 5) return ArrayParts{parts[1], parts[4], isNo(parts[3])};
  if (parts.size() == 4) return ArrayParts{parts[2], parts[0], tree.text(parts[3]) == "C"};
  return {};
}

/// Where the bytes of an array of this shape begin, row after row; nothing where the tuple is none.
std::optional<std::size_t> arrayBytes(const PickleTree& tree, PickleIndex tuple, std::int64_t rows, std::int64_t columns) {
  const auto parts = partsIn(tree, tuple);
  if (!parts || !parts->byRows || !tree.is(parts->shape, PickleKind::Tuple)) return {};
  const auto shape = tree.itemsUpTo(parts->shape, 2);
  if (shape.size() != 2 || tree.integer(shape[0]) != rows || tree.integer(shape[1]) != columns) return {};
  const bool text = tree.is(parts->bytes, PickleKind::Text) || tree.is(parts->bytes, PickleKind::Bytes);
  if (!text || tree.text(parts->bytes).size() != static_cast<std::size_t>(rows * columns)) return {};
  return tree.at(parts->bytes).first;
}

}  // namespace

PickledImages readPickledImages(const std::filesystem::path& file, const std::string& key, std::int64_t pixels) {
  PickledImages images{readFile(file, kLargestPickle), 0, {}};
  const auto tree = readTree(images.bytes, file);
  for (const auto item : listIn(tree, key, file)) {
    const auto label = tree.integer(item);
    if (!label) refusePickle(file, "a label is no whole number");
    images.labels.push_back(*label);
  }
  const auto rows = static_cast<std::int64_t>(images.labels.size());
  for (PickleIndex index = 0; index < tree.size() && rows > 0; ++index)
    if (const auto first = arrayBytes(tree, index, rows, pixels)) {
      images.first = *first;
      return images;
    }
  refusePickle(file, "it holds no array of bytes with " + std::to_string(rows) + " rows of " + std::to_string(pixels) + ", one a label");
}

std::vector<std::string> readPickledNames(const std::filesystem::path& file, const std::string& key) {
  const auto bytes = readFile(file, kLargestPickle);
  const auto tree = readTree(bytes, file);
  std::vector<std::string> names;
  for (const auto item : listIn(tree, key, file)) {
    if (!tree.is(item, PickleKind::Text) && !tree.is(item, PickleKind::Bytes)) refusePickle(file, "a name is no text");
    names.emplace_back(tree.text(item));
  }
  return names;
}

}  // namespace studio
