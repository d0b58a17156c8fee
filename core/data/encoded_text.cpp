// Tokens of texts are kept by name, size and time of the file and by the tokenizer.
#include "core/data/encoded_text.h"

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <mutex>

#include "core/data/data_reference.h"
#include "core/run/little_endian.h"
#include "core/text/text_source.h"

namespace studio {
namespace {

using EncodedText = std::shared_ptr<const std::string>;
constexpr std::size_t kMostKept = std::size_t{1} << 28;  ///< bytes of texts that nobody uses
constexpr std::int64_t kShortVocabulary = 65536;         ///< two bytes tell its tokens apart

/// Any thread.
class EncodedTexts {
 public:
  EncodedText find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(key);
    return found == known_.end() ? nullptr : found->second.lock();
  }
  void add(const std::string& key, const EncodedText& text) {
    const std::lock_guard lock(mutex_);
    std::erase_if(known_, [](const auto& each) { return each.second.expired(); });
    known_[key] = text;
    newest_.push_front(text);
    std::size_t bytes = 0;
    const auto tooMuch = std::find_if(newest_.begin(), newest_.end(),
                                      [&](const EncodedText& each) { return (bytes += each->size()) > kMostKept; });
    newest_.erase(tooMuch, newest_.end());
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<const std::string>> known_;
  std::deque<EncodedText> newest_;
};

EncodedTexts& encodedTexts() {
  static EncodedTexts texts;
  return texts;
}

std::string encodedKey(const std::filesystem::path& file, const Tokenizer& tokenizer) {
  std::error_code size, time;
  const auto bytes = std::filesystem::file_size(file, size);
  const auto changed = std::filesystem::last_write_time(file, time).time_since_epoch().count();
  return Fingerprint()
      .add(std::filesystem::absolute(file).string())
      .add(std::to_string(bytes))
      .add(std::to_string(changed))
      .add(tokenizer.json())
      .text();
}

std::string encodeFile(const std::filesystem::path& file, const Tokenizer& tokenizer) {
  std::string bytes;
  const bool isShort = bytesOfToken(tokenizer) == 2;
  tokenizeFiles(std::array{file}, TextSource::Form::Plain, tokenizer, [&](const TokenIds& ids) {
    for (const auto id : ids)
      isShort ? appendLittle(bytes, static_cast<std::uint16_t>(id))
              : appendLittle(bytes, static_cast<std::uint32_t>(id));
  });
  bytes.shrink_to_fit();
  return bytes;
}

constexpr const char *kCharacters = "characters", *kCharactersOf = "characters:";

bool isPlainText(const std::filesystem::path& file) { return !isJsonLines(file) && file.extension() != ".gz"; }

}  // namespace

TokenizerPointer textTokenizer(const DataConfig& config, const std::vector<std::filesystem::path>& files) {
  const auto setting = config.further.find(kTokenizerSetting);
  const auto name = setting == config.further.end() ? std::string("bytes") : std::get<std::string>(setting->second);
  if (name == kCharacters) return characterTokenizer(files, TextSource::Form::Plain);
  if (name.starts_with(kCharactersOf)) {
    DataConfig other;
    other.root = name.substr(std::string_view(kCharactersOf).size());
    other.further[kTokenizerSetting] = std::string(kCharacters);
    return tokenizerOfText(other);
  }
  if (!name.empty() && name != "bytes") return openTokenizer(name);
  return std::all_of(files.begin(), files.end(), isPlainText) ? nullptr : byteTokenizer();
}

std::string tokenizerForOtherText(const std::string& setting, const std::string& root) {
  return setting == kCharacters ? kCharactersOf + root : setting;
}

std::int64_t bytesOfToken(const Tokenizer& tokenizer) { return tokenizer.vocabulary() <= kShortVocabulary ? 2 : 4; }

EncodedText encodedText(const std::filesystem::path& file, const Tokenizer& tokenizer) {
  const auto key = encodedKey(file, tokenizer);
  if (auto known = encodedTexts().find(key)) return known;
  auto text = std::make_shared<const std::string>(encodeFile(file, tokenizer));
  encodedTexts().add(key, text);
  return text;
}

}  // namespace studio
