// Pickles and PyTorch archives put together by hand, for files that torch.save would never write.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/run/little_endian.h"
#include "core/run/zip_archive.h"

namespace studio::pickled {

inline std::string text(const std::string& value) {
  std::string bytes = "X";
  appendLittle<std::uint32_t>(bytes, static_cast<std::uint32_t>(value.size()));
  return bytes + value;
}

inline std::string integer(std::int64_t value) {
  std::string bytes("\x8a\x08");
  appendLittle<std::uint64_t>(bytes, static_cast<std::uint64_t>(value));
  return bytes;
}

inline std::string joined(const std::vector<std::string>& parts) {
  std::string bytes;
  for (const auto& part : parts) bytes += part;
  return bytes;
}

inline std::string tuple(const std::vector<std::string>& items) {
  std::string bytes(1, '(');
  return bytes.append(joined(items)).append(1, 't');
}
inline std::string global(const std::string& module, const std::string& name) {
  return "c" + module + "\n" + name + "\n";
}
inline std::string call(const std::string& callable, const std::vector<std::string>& arguments) {
  return callable + tuple(arguments) + "R";
}
/// Items are key, value, key, value ...
inline std::string dict(const std::vector<std::string>& items) { return "}(" + joined(items) + "u"; }

inline std::string integers(const std::vector<std::int64_t>& values) {
  std::vector<std::string> items;
  for (const auto value : values) items.push_back(integer(value));
  return tuple(items);
}

inline std::string storage(const std::string& key, std::int64_t elements, const std::string& type = "FloatStorage") {
  return tuple({text("storage"), global("torch", type), text(key), text("cpu"), integer(elements)}) + "Q";
}

inline std::string tensor(const std::string& storage, std::int64_t offset, const std::vector<std::int64_t>& shape,
                          const std::vector<std::int64_t>& strides) {
  return call(global("torch._utils", "_rebuild_tensor_v2"),
              {storage, integer(offset), integers(shape), integers(strides), "\x89", dict({})});
}

inline std::string whole(const std::string& value) { return "\x80\x02" + value + "."; }

/// A .pt file around a value; storages by their keys.
inline std::string archive(const std::string& value, const std::map<std::string, std::string>& storages = {},
                           const std::string& byteOrder = "little") {
  ZipWriter zip;
  zip.add("a/data.pkl", whole(value), 64);
  zip.add("a/byteorder", byteOrder, 64);
  for (const auto& [key, bytes] : storages) zip.add("a/data/" + key, bytes, 64);
  zip.add("a/version", "3\n", 64);
  return zip.finish();
}

// The form from before PyTorch 1.6.
inline const std::string kLegacyMagic("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 12);

/// As the object refers to a storage; `view` is None or (key, offset, elements).
inline std::string legacyStorage(const std::string& key, std::int64_t elements, const std::string& view = "N",
                                 const std::string& type = "FloatStorage") {
  return tuple({text("storage"), global("torch", type), text(key), text("cpu"), integer(elements), view}) + "Q";
}

/// A storage as it stands behind the pickles.
inline std::string legacyBytes(std::uint64_t elements, const std::string& bytes) {
  std::string all;
  appendLittle<std::uint64_t>(all, elements);
  return all + bytes;
}

/// The object, the list of keys and what stands behind them.
inline std::string legacy(const std::string& value, const std::vector<std::string>& keys, const std::string& storages,
                          bool littleEndian = true) {
  std::vector<std::string> listed;
  for (const auto& key : keys) listed.push_back(text(key));
  const auto machine =
      dict({text("protocol_version"), integer(1001), text("little_endian"), littleEndian ? "\x88" : "\x89"});
  return whole(kLegacyMagic) + whole(integer(1001)) + whole(machine) + whole(value) +
         whole("](" + joined(listed) + "e") + storages;
}

}  // namespace studio::pickled
