// The row "characters": each character of UTF-8 is a token, in the order of their code points, as in nanoGPT's
// shakespeare_char; stored as the list of them.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

namespace studio {
namespace {

constexpr std::size_t kCodePoints = 0x110000;

/// Characters of a text that comes in pieces; calls `take(character, its bytes, its place)` for each whole one. Throws
/// UserError for bytes that are none.
template <class Take>
void takeCharacters(std::string& rest, std::string_view piece, std::uint64_t& at, const std::string& source,
                    Take take) {
  std::string joined;
  if (!rest.empty()) {
    joined = std::move(rest).append(piece);
    piece = joined;
    rest.clear();
  }
  while (!piece.empty()) {
    const auto character = firstCharacter(piece);
    if (character.kind == Utf8Character::Kind::Cut) {
      rest = piece;
      return;
    }
    if (character.kind == Utf8Character::Kind::Foreign)
      throw UserError(source + " is no UTF-8 at byte " + std::to_string(at) +
                      ", so it has no characters there; save it as UTF-8, or take each byte as a token.");
    take(character.code, piece.substr(0, character.bytes), at);
    piece.remove_prefix(character.bytes);
    at += character.bytes;
  }
}

void requireEnded(const std::string& rest, std::uint64_t at, const std::string& source) {
  if (!rest.empty())
    throw UserError(source + " ends within a character of UTF-8, at byte " + std::to_string(at) +
                    "; it is cut short, so copy or save it again.");
}

class CharacterEncoder : public TextEncoder {
 public:
  CharacterEncoder(const std::vector<std::int32_t>& ids, std::string source) : ids_(ids), source_(std::move(source)) {}
  void add(std::string_view piece, TokenIds& into) override {
    takeCharacters(rest_, piece, at_, source_, [&](char32_t code, std::string_view bytes, std::uint64_t place) {
      const auto id = code < ids_.size() ? ids_[code] : -1;
      if (id < 0) refuse(code, bytes, place);
      into.push_back(id);
    });
  }
  void finish(TokenIds&) override {
    requireEnded(rest_, at_, source_);
    rest_.clear();
    at_ = 0;
  }

 private:
  [[noreturn]] void refuse(char32_t code, std::string_view bytes, std::uint64_t place) const {
    char name[16];
    std::snprintf(name, sizeof name, "U+%04X", static_cast<unsigned>(code));
    throw UserError(source_ + " holds \"" + visible(bytes) + "\" (" + name + ") at byte " + std::to_string(place) +
                    ", a character that the tokenizer does not know; make the tokenizer of all texts together, or take "
                    "another one.");
  }
  const std::vector<std::int32_t>& ids_;
  std::string source_, rest_;
  std::uint64_t at_ = 0;
};

class CharacterTokenizer : public Tokenizer {
 public:
  explicit CharacterTokenizer(const std::vector<char32_t>& characters) {
    for (const auto code : characters) {
      if (code >= ids_.size()) ids_.resize(code + 1, -1);
      ids_[code] = static_cast<std::int32_t>(bytes_.size());
      appendUtf8(bytes_.emplace_back(), code);
    }
  }
  std::string kind() const override { return "characters"; }
  std::int64_t vocabulary() const override { return static_cast<std::int64_t>(bytes_.size()); }
  std::optional<std::string_view> bytes(std::int32_t id) const override {
    if (id < 0 || static_cast<std::size_t>(id) >= bytes_.size()) return {};
    return bytes_[static_cast<std::size_t>(id)];
  }
  std::unique_ptr<TextEncoder> encoder(const std::string& source) const override {
    return std::make_unique<CharacterEncoder>(ids_, source);
  }
  std::string json() const override {
    const nlohmann::json characters = bytes_;
    return "{\"version\":\"1.0\",\"model\":{\"type\":\"Characters\",\"characters\":" + characters.dump() + "}}\n";
  }

 private:
  std::vector<std::string> bytes_;  ///< by id
  std::vector<std::int32_t> ids_;   ///< by code point, -1: none
};

TokenizerPointer readCharacters(const nlohmann::json& file, const std::string& source) {
  const auto& model = file["model"];
  const auto refuse = [&](const std::string& reason) {
    return UserError(source + " " + reason + "; take the tokenizer.json as it was written.");
  };
  const auto list = model.find("characters");
  if (list == model.end() || !list->is_array() || list->empty()) throw refuse("has no list of characters");
  std::vector<char32_t> characters;
  std::vector<bool> seen(kCodePoints);
  for (const auto& entry : *list) {
    const auto text = entry.is_string() ? entry.get<std::string>() : std::string();
    const auto character = text.empty() ? Utf8Character{Utf8Character::Kind::Foreign, 0, 0} : firstCharacter(text);
    if (character.kind != Utf8Character::Kind::Whole || character.bytes != text.size() || seen[character.code])
      throw refuse("lists " + visible(entry.dump()) + ", which is no character or was listed before");
    seen[character.code] = true;
    characters.push_back(character.code);
  }
  return std::make_shared<CharacterTokenizer>(characters);
}

}  // namespace

void CharacterCounter::add(std::string_view piece) {
  seen_.resize(kCodePoints);
  takeCharacters(rest_, piece, at_, source_,
                 [&](char32_t code, std::string_view, std::uint64_t) { seen_[code] = true; });
}

void CharacterCounter::finish() {
  requireEnded(rest_, at_, source_);
  at_ = 0;
}

TokenizerPointer CharacterCounter::tokenizer() const {
  std::vector<char32_t> characters;
  for (std::size_t code = 0; code < seen_.size(); ++code)
    if (seen_[code]) characters.push_back(static_cast<char32_t>(code));
  if (characters.empty()) throw UserError(source_ + " is empty, so it has no characters; name a file with text.");
  return std::make_shared<CharacterTokenizer>(characters);
}

TokenizerRow characterRow() { return {"characters", "Each character a token", "Characters", readCharacters}; }

}  // namespace studio
