// See cifar_pickle.h. NumPy keeps an array as its state, the tuple (version, shape, type, column by column?, bytes),
// or, since protocol 5, as the arguments (bytes, type, shape, order). In protocol 2 Python 3 keeps bytes as a text to
// be encoded.
#include "core/data/cifar_pickle.h"

#include <optional>
#include <stdexcept>

#include "core/run/text_file.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/weights/pickle.h"

namespace studio {
namespace {

constexpr std::size_t kLargestPickle = std::size_t{1} << 28;  // CIFAR-100's training file has 155 MB

[[noreturn]] void refusePickle(const std::filesystem::path& file, const std::string& reason) {
  throw UserError(file.string() + " is not a whole file of CIFAR's Python version: " + reason +
                  "; download it again, or take the binary version.");
}

[[noreturn]] void refuseType(const std::filesystem::path& file, const std::string& type) {
  throw UserError(file.string() + " holds its pixels as values of the type " + (type.empty() ? "?" : printable(type)) +
                  ", not as unsigned bytes (u1); save them with array.astype(numpy.uint8), or download it again.");
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

bool isBytes(const PickleTree& tree, PickleIndex value) {
  return tree.is(value, PickleKind::Text) || tree.is(value, PickleKind::Bytes);
}

/// Latin-1 of UTF-8; nothing where the text holds more than that.
std::optional<std::string> decodeLatin1(std::string_view utf8) {
  std::string bytes;
  bytes.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    if (lead >= 0x80 && ((lead != 0xc2 && lead != 0xc3) || at + 1 == utf8.size())) return {};
    const auto low = [&] { return static_cast<unsigned char>(utf8[++at]) & 0x3f; };
    bytes.push_back(static_cast<char>(lead < 0x80 ? lead : (lead & 3) << 6 | low()));
  }
  return bytes;
}

/// The bytes of a text or of bytes. Python 3 writes bytes in protocol 2 as _codecs.encode(text, "latin1").
std::optional<std::string> bytesIn(const PickleTree& tree, PickleIndex value) {
  if (isBytes(tree, value)) return std::string(tree.text(value));
  if (!tree.is(value, PickleKind::Call)) return {};
  const auto parts = tree.itemsUpTo(value, 2);
  const auto function = tree.global(parts[0]);
  const auto given = tree.itemsUpTo(parts[1], 2);
  if (function.module != "_codecs" || function.name != "encode" || given.size() != 2) return {};
  return tree.text(given[1]) == "latin1" ? decodeLatin1(tree.text(given[0])) : std::nullopt;
}

/// The list under a key of the dictionary that the file is.
std::vector<PickleIndex> listIn(const PickleTree& tree, const std::string& key, const std::filesystem::path& file) {
  const auto items = tree.is(tree.root(), PickleKind::Dict) ? tree.items(tree.root()) : std::vector<PickleIndex>();
  for (std::size_t at = 0; at + 1 < items.size(); at += 2)
    if (bytesIn(tree, items[at]) == key && tree.is(items[at + 1], PickleKind::List)) return tree.items(items[at + 1]);
  refusePickle(file, "it holds no list called " + key);
}

/// The parts of an array, in either of the two ways in which NumPy keeps them.
struct ArrayParts {
  PickleIndex shape, type, bytes;
  bool byRows;
};

std::optional<ArrayParts> partsIn(const PickleTree& tree, PickleIndex tuple) {
  if (!tree.is(tuple, PickleKind::Tuple)) return {};
  const auto parts = tree.itemsUpTo(tuple, 5);
  const auto isNo = [&](PickleIndex value) {
    return (tree.is(value, PickleKind::Boolean) || tree.is(value, PickleKind::Integer)) && tree.at(value).number == 0;
  };
  if (parts.size() == 5) return ArrayParts{parts[1], parts[2], parts[4], isNo(parts[3])};
  if (parts.size() == 4) return ArrayParts{parts[2], parts[1], parts[0], tree.text(parts[3]) == "C"};
  return {};
}

/// "u1" of numpy.dtype("u1", ...); empty where it is no such call.
std::string typeIn(const PickleTree& tree, PickleIndex value) {
  if (!tree.is(value, PickleKind::Call)) return {};
  const auto given = tree.itemsUpTo(tree.itemsUpTo(value, 2)[1], 8);
  return given.empty() ? std::string() : bytesIn(tree, given[0]).value_or("");
}

/// An array of this shape, row after row; nothing where the tuple is none.
std::optional<ArrayParts> arrayIn(const PickleTree& tree, PickleIndex tuple, std::int64_t rows, std::int64_t columns) {
  const auto parts = partsIn(tree, tuple);
  if (!parts || !parts->byRows || !tree.is(parts->shape, PickleKind::Tuple)) return {};
  const auto shape = tree.itemsUpTo(parts->shape, 2);
  if (shape.size() != 2 || tree.integer(shape[0]) != rows || tree.integer(shape[1]) != columns) return {};
  return parts;
}

/// Puts the pixels where they are said to lie: in the file as they are, or decoded in its place. False where they are
/// not as many.
bool takePixels(PickledImages& images, const PickleTree& tree, PickleIndex bytes, std::size_t count) {
  if (isBytes(tree, bytes)) {
    images.first = tree.at(bytes).first;
    return tree.text(bytes).size() == count;
  }
  auto decoded = bytesIn(tree, bytes);
  if (!decoded || decoded->size() != count) return false;
  images.bytes = std::move(*decoded);
  images.first = 0;
  return true;
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
  for (PickleIndex index = 0; index < tree.size() && rows > 0; ++index) {
    const auto array = arrayIn(tree, index, rows, pixels);
    if (!array) continue;
    if (const auto type = typeIn(tree, array->type); type != "u1") refuseType(file, type);
    if (takePixels(images, tree, array->bytes, static_cast<std::size_t>(rows * pixels))) return images;
  }
  refusePickle(file, "it holds no array of bytes with " + std::to_string(rows) + " rows of " + std::to_string(pixels) +
                         ", one a label");
}

std::vector<std::string> readPickledNames(const std::filesystem::path& file, const std::string& key) {
  const auto bytes = readFile(file, kLargestPickle);
  const auto tree = readTree(bytes, file);
  std::vector<std::string> names;
  for (const auto item : listIn(tree, key, file)) {
    auto name = bytesIn(tree, item);
    if (!name) refusePickle(file, "a name is no text");
    names.push_back(std::move(*name));
  }
  return names;
}

}  // namespace studio
