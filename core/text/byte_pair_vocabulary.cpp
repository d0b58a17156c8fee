// Files are untrusted: whatever an id or a merge names must be there.
#include "core/text/byte_pair_vocabulary.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <sstream>
#include <unordered_map>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"
#include "core/text/json_file.h"
#include "core/text/tokenizer.h"
#include "core/text/utf8.h"

namespace studio {
namespace {

using Json = nlohmann::json;
using Ids = std::unordered_map<std::string, std::int32_t>;

/// By byte: itself where it is visible in Latin-1, else U+0100 and on, in their order.
std::array<char32_t, 256> byteSymbols() {
  std::array<char32_t, 256> symbols{};
  char32_t further = 0x100;
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool visibleByte = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    symbols[byte] = visibleByte ? byte : further++;
  }
  return symbols;
}

std::string symbolsOf(std::string_view bytes) {
  static const auto symbols = byteSymbols();
  std::string text;
  for (const char byte : bytes) appendUtf8(text, symbols[static_cast<unsigned char>(byte)]);
  return text;
}

/// nullopt for text with other characters.
std::optional<std::string> bytesOf(std::string_view text) {
  static const auto byteOf = [] {
    std::array<int, 0x144> bytes{};
    bytes.fill(-1);
    const auto symbols = byteSymbols();
    for (int byte = 0; byte < 256; ++byte) bytes[symbols[static_cast<std::size_t>(byte)]] = byte;
    return bytes;
  }();
  std::string bytes;
  while (!text.empty()) {
    const auto character = firstCharacter(text);
    if (character.kind != Utf8Character::Kind::Whole || character.code >= byteOf.size() || byteOf[character.code] < 0)
      return {};
    bytes += static_cast<char>(byteOf[character.code]);
    text.remove_prefix(character.bytes);
  }
  return bytes;
}

std::string inQuotes(const std::string& token) { return "\"" + visible(token) + "\""; }

/// Names and ids as they stand in a file; each id once.
class Listing {
 public:
  Listing(const Json& vocabulary, const std::string& source) : source_(source) {
    if (!vocabulary.is_object() || vocabulary.empty())
      throw UserError(source +
                      " holds no vocabulary, which is an object of tokens with their ids; take GPT-2's "
                      "vocab.json or a tokenizer.json.");
    for (const auto& [text, id] : vocabulary.items()) add(text, id);
  }
  void add(const std::string& text, const Json& id) {
    if (!id.is_number_unsigned() || id.get<std::uint64_t>() >= static_cast<std::uint64_t>(kMostTokens))
      throw UserError(source_ + " gives the token " + inQuotes(text) + " the id " + visible(id.dump()) +
                      "; ids are whole numbers from 0 to " + std::to_string(kMostTokens - 1) + ".");
    const auto number = id.get<std::int32_t>();
    const auto at = static_cast<std::size_t>(number);
    if (at >= taken_.size()) taken_.resize(at + 1);
    if (taken_[at])
      throw UserError(source_ + " gives the id " + std::to_string(number) + " to two tokens, one of them " +
                      inQuotes(text) + "; take the file from where it came from again.");
    taken_[at] = true;
    ids_.emplace(text, number);
  }
  const Ids& ids() const { return ids_; }
  bool isTaken(std::int32_t id) const {
    return static_cast<std::size_t>(id) < taken_.size() && taken_[static_cast<std::size_t>(id)];
  }

 private:
  std::string source_;
  Ids ids_;
  std::vector<bool> taken_;
};

void put(BytePairVocabulary& made, std::int32_t id, std::string bytes, bool listed) {
  const auto at = static_cast<std::size_t>(id);
  if (at >= made.tokens.size()) made.tokens.resize(at + 1), made.listed.resize(at + 1);
  made.tokens[at] = std::move(bytes);
  made.listed[at] = listed;
}

/// Tokens of the listing and those that were added, and which of them each single byte is.
BytePairVocabulary withTokens(const Listing& listing, std::vector<AddedToken> added, const std::string& source) {
  BytePairVocabulary made;
  made.added = std::move(added);
  const auto isAdded = [&](const std::string& text) {
    return std::any_of(made.added.begin(), made.added.end(),
                       [&](const AddedToken& token) { return token.text == text; });
  };
  for (const auto& [text, id] : listing.ids()) {
    auto bytes = isAdded(text) ? std::optional(text) : bytesOf(text);
    if (!bytes || bytes->empty())
      throw UserError(source + " holds the token " + inQuotes(text) +
                      ", which does not stand for bytes, so it is of no byte-level BPE; take GPT-2's vocab.json or one "
                      "that is made like it.");
    put(made, id, std::move(*bytes), true);
  }
  for (const auto& token : made.added)
    if (listing.ids().count(token.text) == 0) put(made, token.id, token.text, false);
  for (unsigned byte = 0; byte < 256; ++byte) {
    const auto found = listing.ids().find(symbolsOf(std::string(1, static_cast<char>(byte))));
    if (found == listing.ids().end())
      throw UserError(
          source + " has no token for the byte " + std::to_string(byte) +
          ", and byte-level BPE needs one for each of the 256; make it with all bytes as its first tokens.");
    made.byteIds[byte] = found->second;
  }
  return made;
}

void addMerge(BytePairVocabulary& made, const Ids& ids, const std::string& left, const std::string& right,
              const std::string& place) {
  const auto find = [&](const std::string& text) {
    const auto found = ids.find(text);
    if (found != ids.end()) return found->second;
    throw UserError(place + " merges " + inQuotes(left) + " and " + inQuotes(right) + ", but the vocabulary has no " +
                    inQuotes(text) + "; take merges and vocabulary of the same tokenizer.");
  };
  made.merges.emplace_back(find(left), find(right));
  made.made.push_back(find(left + right));
}

/// "A B" of a line; throws for anything else.
void addMergeLine(BytePairVocabulary& made, const Ids& ids, const std::string& line, const std::string& place) {
  const auto space = line.find(' ');
  if (space == std::string::npos || space == 0 || space + 1 == line.size() || line.find(' ', space + 1) != line.npos)
    throw UserError(place + " is " + inQuotes(line.substr(0, 80)) +
                    ", not two tokens with a space between them; take GPT-2's merges.txt.");
  addMerge(made, ids, line.substr(0, space), line.substr(space + 1), place);
}

// tokenizer.json.

bool isUnset(const Json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return true;
  return (found->is_string() && found->get_ref<const std::string&>().empty()) || *found == false || *found == 0;
}

[[noreturn]] void refuseOther(const std::string& source, const std::string& what) {
  throw UserError(source + " is a tokenizer that " + what +
                  ", which is not read here; take a byte-level BPE as GPT-2's and GPT-Neo's.");
}

std::string typeOf(const Json& object) {
  const auto type = object.is_object() ? object.find("type") : object.end();
  return object.is_object() && type != object.end() && type->is_string() ? visible(type->get<std::string>())
                                                                         : "unknown";
}

void requireByteLevel(const Json& file, const std::string& source) {
  const auto& model = file["model"];
  for (const char* key : {"dropout", "continuing_subword_prefix", "end_of_word_suffix", "ignore_merges"})
    if (!isUnset(model, key)) refuseOther(source, "sets model." + std::string(key));
  if (!isUnset(file, "normalizer")) refuseOther(source, "changes the text first (" + typeOf(file["normalizer"]) + ")");
  const auto words = file.find("pre_tokenizer");
  if (words == file.end() || typeOf(*words) != "ByteLevel")
    refuseOther(source, "finds its words by " + (words == file.end() ? "nothing" : typeOf(*words)) + ", not ByteLevel");
  if (!isUnset(*words, "add_prefix_space")) refuseOther(source, "puts a space before the text (add_prefix_space)");
  if (const auto pattern = words->find("use_regex"); pattern != words->end() && *pattern != true)
    refuseOther(source, "does not part the text into words (use_regex)");
}

AddedToken readAdded(const Json& token, const Listing& listing, const std::string& source) {
  const auto text = token.is_object() ? token.find("content") : token.end();
  const auto id = token.is_object() ? token.find("id") : token.end();
  const bool sound = token.is_object() && text != token.end() && text->is_string() && id != token.end() &&
                     id->is_number_unsigned() && id->get<std::uint64_t>() < static_cast<std::uint64_t>(kMostTokens);
  if (!sound || text->get_ref<const std::string&>().empty())
    throw UserError(source + " has an entry in added_tokens without a content and an id from 0 to " +
                    std::to_string(kMostTokens - 1) + "; take the file from where it came from again.");
  AddedToken added{text->get<std::string>(), id->get<std::int32_t>(), !isUnset(token, "special")};
  for (const char* key : {"single_word", "lstrip", "rstrip"})
    if (!isUnset(token, key)) refuseOther(source, "sets " + std::string(key) + " of " + inQuotes(added.text));
  const auto listed = listing.ids().find(added.text);
  if (listed == listing.ids().end() ? listing.isTaken(added.id) : listed->second != added.id)
    throw UserError(source + " gives " + inQuotes(added.text) + " in added_tokens the id " + std::to_string(added.id) +
                    ", which its vocabulary contradicts; take the file from where it came from again.");
  return added;
}

std::vector<AddedToken> readAllAdded(const Json& file, const Listing& listing, const std::string& source) {
  std::vector<AddedToken> added;
  if (const auto found = file.find("added_tokens"); found != file.end() && found->is_array())
    for (const auto& token : *found) added.push_back(readAdded(token, listing, source));
  return added;
}

}  // namespace

BytePairVocabulary readBytePairFiles(const std::filesystem::path& vocabulary, const std::filesystem::path& merges) {
  const Listing listing(readJsonFile(vocabulary), vocabulary.string());
  std::vector<AddedToken> added;
  if (const auto end = listing.ids().find(kEndOfText); end != listing.ids().end())
    added.push_back({end->first, end->second, true});
  auto made = withTokens(listing, std::move(added), vocabulary.string());
  std::istringstream lines(readFile(merges, kLargestTokenizer));
  std::int64_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty() && !line.starts_with("#version"))
      addMergeLine(made, listing.ids(), line, merges.string() + " line " + std::to_string(number));
  }
  if (made.merges.empty()) throw UserError(merges.string() + " holds no merges; take GPT-2's merges.txt.");
  return made;
}

BytePairVocabulary readBytePairJson(const Json& file, const std::string& source) {
  requireByteLevel(file, source);
  const auto& model = file["model"];
  const Listing listing(model.contains("vocab") ? model["vocab"] : Json(), source);
  auto made = withTokens(listing, readAllAdded(file, listing, source), source);
  if (!model.contains("merges") || !model["merges"].is_array())
    throw UserError(source + " has no list of merges; take the file from where it came from again.");
  std::int64_t number = 0;
  for (const auto& merge : model["merges"]) {
    const auto place = source + " in merge " + std::to_string(++number);
    if (merge.is_string()) {
      addMergeLine(made, listing.ids(), merge.get<std::string>(), place);
    } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
      addMerge(made, listing.ids(), merge[0].get<std::string>(), merge[1].get<std::string>(), place);
    } else {
      throw UserError(place + " does not name two tokens; take the file from where it came from again.");
    }
  }
  return made;
}

std::string bytePairJson(const BytePairVocabulary& vocabulary) {
  const auto text = [](const std::string& value) { return Json(value).dump(); };
  const auto isAdded = [&](std::size_t id) {
    return std::any_of(vocabulary.added.begin(), vocabulary.added.end(),
                       [&](const AddedToken& token) { return static_cast<std::size_t>(token.id) == id; });
  };
  const auto name = [&](std::size_t id) {
    return text(isAdded(id) ? vocabulary.tokens[id] : symbolsOf(vocabulary.tokens[id]));
  };
  std::string json = "{\"version\":\"1.0\",\"truncation\":null,\"padding\":null,\"added_tokens\":[";
  const char* between = "";
  for (const auto& token : vocabulary.added) {
    json += between + ("{\"id\":" + std::to_string(token.id)) + ",\"content\":" + text(token.text) +
            ",\"single_word\":false,\"lstrip\":false,\"rstrip\":false,\"normalized\":false,\"special\":" +
            (token.special ? "true}" : "false}");
    between = ",";
  }
  const std::string byteLevel =
      "{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,\"use_regex\":true}";
  json += "],\"normalizer\":null,\"pre_tokenizer\":" + byteLevel + ",\"post_processor\":null,\"decoder\":" + byteLevel +
          ",\"model\":{\"type\":\"BPE\",\"dropout\":null,\"unk_token\":null,\"continuing_subword_prefix\":null,"
          "\"end_of_word_suffix\":null,\"fuse_unk\":false,\"byte_fallback\":false,\"vocab\":{";
  between = "";
  for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id)
    if (vocabulary.listed[id]) json += between + name(id) + ":" + std::to_string(id), between = ",";
  json += "},\"merges\":[";
  between = "";
  for (const auto& [left, right] : vocabulary.merges) {
    const auto pair = symbolsOf(vocabulary.tokens[static_cast<std::size_t>(left)]) + " " +
                      symbolsOf(vocabulary.tokens[static_cast<std::size_t>(right)]);
    json += between + text(pair), between = ",";
  }
  return json + "]}}\n";
}

}  // namespace studio
