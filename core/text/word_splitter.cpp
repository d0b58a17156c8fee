// The pattern is GPT-2's own, for PCRE2 with UTF and UCP. The classes are written out: PCRE2's \s takes U+180E, which
// is no white space since Unicode 6.3, and the PCRE2 of Debian 12 knows Unicode 14, while Hugging Face's tokenizers
// know Unicode 16, so letters and digits that came since are named (UnicodeData.txt, 16.0).
#include "core/text/word_splitter.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <cstring>
#include <stdexcept>

#include "core/text/utf8.h"

namespace studio {
namespace {

constexpr const char* kBlank = R"(\t-\r \x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000})";
constexpr const char* kLetter =
    R"(\p{L}\x{1c89}\x{1c8a}\x{a7cb}-\x{a7cd}\x{a7da}-\x{a7dc}\x{105c0}-\x{105f3}\x{10d4a}-\x{10d65})"
    R"(\x{10d6f}-\x{10d85}\x{10ec2}-\x{10ec4}\x{1123f}\x{11240}\x{11380}-\x{11389}\x{1138b}\x{1138e}\x{11390}-\x{113b5})"
    R"(\x{113b7}\x{113d1}\x{113d3}\x{11bc0}-\x{11be0}\x{11f02}\x{11f04}-\x{11f10}\x{11f12}-\x{11f33}\x{1342f}\x{13441}-\x{13446})"
    R"(\x{13460}-\x{143fa}\x{16100}-\x{1611d}\x{16d40}-\x{16d6c}\x{18cff}\x{1b132}\x{1b155}\x{1df25}-\x{1df2a})"
    R"(\x{1e030}-\x{1e06d}\x{1e4d0}-\x{1e4eb}\x{1e5d0}-\x{1e5ed}\x{1e5f0}\x{2b739}\x{2ebf0}-\x{2ee5d})"
    R"(\x{31350}-\x{323af})";
constexpr const char* kDigit =
    R"(\p{N}\x{10d40}-\x{10d49}\x{116d0}-\x{116e3}\x{11bf0}-\x{11bf9}\x{11f50}-\x{11f59}\x{16130}-\x{16139})"
    R"(\x{16d70}-\x{16d79}\x{1ccf0}-\x{1ccf9}\x{1d2c0}-\x{1d2d3}\x{1e4f0}-\x{1e4f9}\x{1e5f1}-\x{1e5fa})";

/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
std::string wordPattern() {
  const std::string blank = kBlank, letter = kLetter, digit = kDigit;
  return "'(?:[stmd]|re|ve|ll)| ?[" + letter + "]+| ?[" + digit + "]+| ?[^" + blank + letter + digit + "]+|[" + blank +
         "]+(?![^" + blank + "])|[" + blank + "]+";
}

pcre2_code* compileWords() {
  const auto pattern = wordPattern();
  int error = 0;
  PCRE2_SIZE place = 0;
  auto* const code =
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                    PCRE2_UTF | PCRE2_UCP | PCRE2_ANCHORED | PCRE2_NO_START_OPTIMIZE, &error, &place, nullptr);
  if (code == nullptr) throw std::runtime_error("PCRE2 refuses the pattern of words at " + std::to_string(place));
  pcre2_jit_compile(code, PCRE2_JIT_COMPLETE | PCRE2_JIT_PARTIAL_HARD);  // where it cannot, matching is only slower
  return code;
}

/// Never changes, so that all threads share it.
const pcre2_code* wordCode() {
  static const std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> code(compileWords(), pcre2_code_free);
  return code.get();
}

/// The place of the first byte that is no UTF-8, from `at` on; the end where there is none.
std::size_t findForeign(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080U;
  while (at < text.size()) {
    std::uint64_t word = 0;
    if (at + sizeof word <= text.size()) {
      std::memcpy(&word, text.data() + at, sizeof word);
      if ((word & kHighBits) == 0) {
        at += sizeof word;
        continue;
      }
    }
    const auto character = firstCharacter(text.substr(at));
    if (character.kind != Utf8Character::Kind::Whole) return at;
    at += character.bytes;
  }
  return at;
}

}  // namespace

struct WordSplitter::Match {
  pcre2_match_data* data = pcre2_match_data_create(1, nullptr);
  Match() {
    if (data == nullptr) throw std::bad_alloc();
  }
  ~Match() { pcre2_match_data_free(data); }
  Match(const Match&) = delete;
  Match& operator=(const Match&) = delete;
};

WordSplitter::WordSplitter() : match_(std::make_unique<Match>()) {}
WordSplitter::~WordSplitter() = default;

void WordSplitter::begin(std::string_view text, bool ends) {
  if (!ends) text.remove_suffix(cutAtEnd(text));
  text_ = subject_ = text;
  at_ = 0;
  ends_ = ends;
  auto foreign = findForeign(text, 0);
  if (foreign == text.size()) return;
  masked_ = text;  // PCRE2 wants UTF-8: any sign of one byte in their place
  for (; foreign < text.size(); foreign = findForeign(text, foreign + 1)) masked_[foreign] = '!';
  subject_ = masked_;
}

std::string_view WordSplitter::next() {
  if (at_ == text_.size()) return {};
  const auto options = PCRE2_NO_UTF_CHECK | (ends_ ? 0U : PCRE2_PARTIAL_HARD);
  const int found = pcre2_match(wordCode(), reinterpret_cast<PCRE2_SPTR>(subject_.data()), subject_.size(), at_,
                                options, match_->data, nullptr);
  if (found == PCRE2_ERROR_PARTIAL) return {};
  if (found < 0) throw std::runtime_error("PCRE2 ends a search for words with " + std::to_string(found));
  const auto end = pcre2_get_ovector_pointer(match_->data)[1];
  const auto word = text_.substr(at_, end - at_);
  at_ = end;
  return word;
}

}  // namespace studio
