// The data set "sentences": labelled sentences by a tokenizer, of which each sentence, word or token is a stimulus. The
// response to a sentence is that to its last token, where a causal model has seen all of it, to a word the mean over
// its tokens.
#include <torch/types.h>

#include <algorithm>
#include <utility>

#include "core/data/dataset.h"
#include "core/data/encoded_text.h"
#include "core/data/labelled_sentences.h"
#include "core/data/memory_datasets.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr const char* kRowsSetting = "data.sentences.rows";
constexpr const char* kLongSetting = "data.sentences.longer";
constexpr std::size_t kContextShown = 30;  ///< bytes of a sentence at either side of a word that is named

/// A sentence's tokens, and at which byte of it each begins; one more for its end.
struct TokenizedSentence {
  std::vector<std::int64_t> ids;
  std::vector<std::size_t> starts;
};

TokenizedSentence tokenized(const Tokenizer& tokenizer, const std::string& text, const std::string& place) {
  TokenizedSentence sentence;
  std::size_t at = 0;
  for (const auto id : tokenizer.encode(text, place)) {
    sentence.ids.push_back(id);
    sentence.starts.push_back(at);
    if (const auto bytes = tokenizer.bytes(id)) at += bytes->size();
  }
  sentence.starts.push_back(at);
  return sentence;
}

bool isBlank(char letter) { return letter == ' ' || letter == '\t'; }

/// Tokens first .. end - 1 of each word: bytes between blanks. A token belongs to the word in which its first byte that
/// is no blank lies; one of blanks alone belongs to none.
std::vector<std::pair<std::int64_t, std::int64_t>> wordsOf(const TokenizedSentence& sentence, const std::string& text) {
  std::vector<std::pair<std::int64_t, std::int64_t>> words;
  bool begins = true;
  for (std::size_t token = 0; token < sentence.ids.size(); ++token) {
    const auto begin = sentence.starts[token], end = std::min(sentence.starts[token + 1], text.size());
    auto letter = begin;
    while (letter < end && isBlank(text[letter])) ++letter;
    begins |= letter > begin;
    if (letter >= end) continue;
    const auto place = std::int64_t(token);
    if (begins || words.empty())
      words.push_back({place, place + 1});
    else
      words.back().second = place + 1;
    begins = isBlank(text[end - 1]);
  }
  return words;
}

/// "The [dog] barks"
std::string namedPart(const std::string& text, std::size_t begin, std::size_t end) {
  while (begin < end && isBlank(text[begin])) ++begin;
  const auto from = begin > kContextShown ? begin - kContextShown : 0;
  return visible((from > 0 ? "…" : "") + text.substr(from, begin - from) + "[" + text.substr(begin, end - begin) + "]" +
                 text.substr(end, kContextShown) + (end + kContextShown < text.size() ? "…" : ""));
}

enum class RowsOf { Sentences, Words, Tokens };

class SentenceDataset : public Dataset {
 public:
  SentenceDataset(std::vector<std::string> labels, std::int64_t vocabulary, std::vector<std::string> remarks)
      : labels_(std::move(labels)), remarks_(std::move(remarks)), vocabulary_(vocabulary) {}

  /// Of one sentence; all must be added before any is asked for.
  void add(const std::string& text, std::int64_t label, const TokenizedSentence& tokens, RowsOf rows) {
    const auto sequence = std::int64_t(rowsOfTokens_.size()), length = std::int64_t(tokens.ids.size());
    rowsOfTokens_.push_back(tokens.ids);
    const auto addPart = [&](std::int64_t first, std::int64_t end, std::int64_t asked, std::string name) {
      parts_.parts.push_back({sequence, first, end});
      facts_.push_back({label, asked, std::move(name)});
    };
    if (rows == RowsOf::Sentences) return addPart(length - 1, length, 0, visible(text));
    auto spans = wordsOf(tokens, text);
    if (rows == RowsOf::Tokens) {
      spans.clear();
      for (std::int64_t token = 0; token < length; ++token) spans.push_back({token, token + 1});
    }
    for (const auto& [first, end] : spans)
      addPart(
          first, end, first,
          namedPart(text, tokens.starts[std::size_t(first)], std::min(tokens.starts[std::size_t(end)], text.size())));
  }
  void finish() {
    std::size_t longest = 1;
    for (const auto& row : rowsOfTokens_) longest = std::max(longest, row.size());
    parts_.sequences = torch::zeros({std::int64_t(rowsOfTokens_.size()), std::int64_t(longest)}, torch::kInt64);
    for (std::size_t row = 0; row < rowsOfTokens_.size(); ++row)
      std::copy(rowsOfTokens_[row].begin(), rowsOfTokens_[row].end(),
                parts_.sequences.data_ptr<std::int64_t>() + row * longest);
  }

  std::int64_t size() const override { return std::int64_t(parts_.parts.size()); }
  /// The whole sequence; of the tokens after each those are known that the stimulus is asked for, so that each token of
  /// a sentence counts once, whatever stimuli are.
  Example get(std::int64_t index) const override {
    const auto& part = parts_.parts.at(std::size_t(index));
    const auto sequence = parts_.sequences[part.sequence];
    const auto length = std::int64_t(rowsOfTokens_[std::size_t(part.sequence)].size());
    auto next = torch::full_like(sequence, kUnknown);
    const auto first = facts_[std::size_t(index)].firstAsked, end = std::min(part.end, length - 1);
    if (end > first) next.narrow(0, first, end - first).copy_(sequence.narrow(0, first + 1, end - first));
    return {sequence, label(index), next};
  }
  std::int64_t label(std::int64_t index) const override { return facts_.at(std::size_t(index)).label; }
  std::vector<std::int64_t> imageShape() const override { return {parts_.sequences.size(1)}; }
  std::vector<std::string> classNames() const override { return labels_; }
  std::string stimulusName(std::int64_t index) const override { return facts_.at(std::size_t(index)).name; }
  std::vector<std::string> remarks() const override { return remarks_; }
  std::int64_t vocabulary() const override { return vocabulary_; }
  bool scales() const override { return false; }
  const TokenParts* parts() const override { return &parts_; }

 private:
  static constexpr std::int64_t kUnknown = -100;  ///< kNoToken of core/data/batcher.h
  struct Fact {
    std::int64_t label, firstAsked;
    std::string name;
  };
  std::vector<std::string> labels_, remarks_;
  std::int64_t vocabulary_;
  std::vector<std::vector<std::int64_t>> rowsOfTokens_;
  std::vector<Fact> facts_;
  TokenParts parts_;
};

std::string settingOf(const DataConfig& config, const char* key, const char* usual) {
  const auto found = config.further.find(key);
  const auto* text = found == config.further.end() ? nullptr : std::get_if<std::string>(&found->second);
  return text && !text->empty() ? *text : usual;
}

RowsOf rowsOf(const DataConfig& config) {
  const auto name = settingOf(config, kRowsSetting, "sentence");
  return name == "token" ? RowsOf::Tokens : name == "word" ? RowsOf::Words : RowsOf::Sentences;
}

void requireKnown(const TokenizedSentence& tokens, const std::string& place, const DataConfig& config) {
  if (config.vocabulary <= 0) return;
  const auto foreign =
      std::find_if(tokens.ids.begin(), tokens.ids.end(), [&](std::int64_t id) { return id >= config.vocabulary; });
  if (foreign == tokens.ids.end()) return;
  throw UserError(place + " has the token " + std::to_string(*foreign) + ", but the model knows " +
                  std::to_string(config.vocabulary) + " kinds; name the tokenizer that the model was trained with (" +
                  kTokenizerSetting + ").");
}

std::string longRemark(std::int64_t count, std::int64_t context, bool skips) {
  return std::to_string(count) + (count == 1 ? " sentence is" : " sentences are") + " longer than " +
         std::to_string(context) + " tokens and " + (count == 1 ? "was " : "were ") +
         (skips ? "left out." : "cut there.");
}

DataSplit openSentences(const DataConfig& config, std::int64_t) {
  if (config.context < 1)
    throw UserError("data.context is " + std::to_string(config.context) +
                    ", and there is no model whose context could be taken; give tokens a sentence, 1 or more.");
  const auto found = readLabelledSentences(config.root);
  auto tokenizer = textTokenizer(config, {config.root});
  if (!tokenizer) tokenizer = byteTokenizer();
  const bool skips = settingOf(config, kLongSetting, "cut") == "skip";
  const auto count = config.limit > 0 ? std::min<std::size_t>(std::size_t(config.limit), found.sentences.size())
                                      : found.sentences.size();
  std::vector<std::pair<const LabelledSentences::Sentence*, TokenizedSentence>> kept;
  std::int64_t longer = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const auto place = found.place(found.sentences[i]);
    auto tokens = tokenized(*tokenizer, found.sentences[i].text, place);
    requireKnown(tokens, place, config);
    const bool isLong = std::int64_t(tokens.ids.size()) > config.context;
    longer += isLong;
    if (isLong && skips) continue;
    if (isLong) tokens.ids.resize(std::size_t(config.context)), tokens.starts.resize(std::size_t(config.context) + 1);
    kept.push_back({&found.sentences[i], std::move(tokens)});
  }
  auto data = std::make_shared<SentenceDataset>(
      found.labels, tokenizer->vocabulary(),
      longer > 0 ? std::vector{longRemark(longer, config.context, skips)} : std::vector<std::string>{});
  for (const auto& [sentence, tokens] : kept) data->add(sentence->text, sentence->label, tokens, rowsOf(config));
  data->finish();
  return drawSplit(data, 0, 0);
}

}  // namespace

DatasetEntry sentencesDataset() {
  auto rows = furtherField(kRowsSetting, "A stimulus is a",
                           "of a sentence the last token; of a word the mean over its tokens", std::string("sentence"));
  rows.kind = FieldKind::Choice;
  rows.choices = {"sentence", "word", "token"};
  auto longer = furtherField(kLongSetting, "Longer sentences", "cut or skipped; those longer than the model's context",
                             std::string("cut"));
  longer.kind = FieldKind::Choice;
  longer.choices = {"cut", "skip"};
  DatasetFiles place{.names = {"*.tsv"}, .isFile = true};
  return {.kind = "sentences",
          .title = "Labelled sentences",
          .open = openSentences,
          .settings = {"data.root", "data.context", kTokenizerSetting},
          .fields = {rows, longer},
          .language = true,
          .ownCategories = true,
          .place = place};
}

}  // namespace studio
