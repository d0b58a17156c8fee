// The row "bytes": each byte of the text is a token, 256 in all.
#include <nlohmann/json.hpp>

#include <array>

#include "core/text/tokenizer.h"

namespace studio {
namespace {

class ByteEncoder : public TextEncoder {
 public:
  void add(std::string_view piece, TokenIds& into) override {
    for (const char byte : piece) into.push_back(static_cast<unsigned char>(byte));
  }
  void finish(TokenIds&) override {}
};

class ByteTokenizer : public Tokenizer {
 public:
  ByteTokenizer() {
    for (std::size_t byte = 0; byte < 256; ++byte) bytes_[byte] = static_cast<char>(byte);
  }
  std::string kind() const override { return "bytes"; }
  std::int64_t vocabulary() const override { return 256; }
  std::optional<std::string_view> bytes(std::int32_t id) const override {
    if (id < 0 || id > 255) return {};
    return std::string_view(&bytes_[static_cast<std::size_t>(id)], 1);
  }
  std::unique_ptr<TextEncoder> encoder(const std::string&) const override { return std::make_unique<ByteEncoder>(); }
  std::string json() const override { return "{\"version\":\"1.0\",\"model\":{\"type\":\"Bytes\"}}\n"; }

 private:
  std::array<char, 256> bytes_{};
};

TokenizerPointer readBytes(const nlohmann::json&, const std::string&) { return byteTokenizer(); }

}  // namespace

TokenizerPointer byteTokenizer() {
  static const auto tokenizer = std::make_shared<const ByteTokenizer>();
  return tokenizer;
}

TokenizerRow byteRow() { return {"bytes", "Each byte a token", "Bytes", readBytes}; }

}  // namespace studio
