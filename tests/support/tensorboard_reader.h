// Reads TensorBoard's event files as tensorflow's own reader would: every checksum counts. Written from the formats
// (TFRecord, protocol buffers), not from the writer that it checks.
#pragma once
#include <cstdint>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

struct ReadEvent {
  double seconds = 0;
  std::int64_t step = 0;
  std::string version;
  bool starts = false;  ///< a session: later steps read before are forgotten
  std::map<std::string, float> scalars;
};

class TensorboardReader {
 public:
  static std::vector<ReadEvent> read(std::string_view file) {
    std::vector<ReadEvent> events;
    while (!file.empty()) {
      if (file.size() < 16) throw std::runtime_error("a record is cut short");
      const auto length = fixed<std::uint64_t>(file.substr(0, 8));
      requireChecksum(file.substr(0, 8), file.substr(8, 4));
      if (file.size() - 16 < length) throw std::runtime_error("a record is cut short");
      const std::string_view data = file.substr(12, length);
      requireChecksum(data, file.substr(12 + length, 4));
      events.push_back(event(data));
      file.remove_prefix(16 + length);
    }
    return events;
  }

 private:
  template <class T>
  static T fixed(std::string_view bytes) {  // of a little-endian machine, as all that run the tests are
    T value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  /// Bit by bit: polynomial division, lowest bit first.
  static void requireChecksum(std::string_view bytes, std::string_view stored) {
    std::uint32_t rest = ~0u;
    for (const char byte : bytes)
      for (int bit = 0; bit < 8; ++bit) {
        const bool odd = (rest ^ (static_cast<unsigned char>(byte) >> bit)) & 1;
        rest = (rest >> 1) ^ (odd ? 0x82f63b78u : 0u);
      }
    rest = ~rest;
    if (((rest >> 15) | (rest << 17)) + 0xa282ead8u != fixed<std::uint32_t>(stored))
      throw std::runtime_error("a checksum is wrong");
  }
  static std::uint64_t varint(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes.at(0));
      bytes.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }
  template <class Visit>  // visit(number, bytes of the value); of a varint its eight bytes
  static void eachField(std::string_view message, Visit visit) {
    while (!message.empty()) {
      const auto key = varint(message);
      std::string number;
      std::size_t size = (key & 7) == 1 ? 8 : 4;
      if ((key & 7) == 0) {
        const auto value = varint(message);
        number.assign(reinterpret_cast<const char*>(&value), sizeof value);
        visit(key >> 3, std::string_view(number));
        continue;
      }
      if ((key & 7) == 2) size = varint(message);
      if (size > message.size()) throw std::runtime_error("a field is cut short");
      visit(key >> 3, message.substr(0, size));
      message.remove_prefix(size);
    }
  }
  static ReadEvent event(std::string_view data) {
    ReadEvent found;
    eachField(data, [&](std::uint64_t number, std::string_view value) {
      if (number == 1) found.seconds = fixed<double>(value);
      if (number == 2) found.step = fixed<std::int64_t>(value);
      if (number == 3) found.version = value;
      if (number == 5) eachField(value, [&](std::uint64_t, std::string_view scalar) { add(found, scalar); });
      if (number == 7)
        eachField(value, [&](std::uint64_t field, std::string_view status) {
          found.starts = field == 1 && fixed<std::int64_t>(status) == 1;
        });
    });
    return found;
  }
  static void add(ReadEvent& event, std::string_view scalar) {
    std::string tag;
    float number = 0;
    eachField(scalar, [&](std::uint64_t field, std::string_view value) {
      if (field == 1) tag = value;
      if (field == 2) number = fixed<float>(value);
    });
    event.scalars[tag] = number;
  }
};

}  // namespace studio
