// See windows_sequences.h.
#include "core/analysis/windows_sequences.h"

#include <torch/utils.h>

#include <algorithm>
#include <optional>

#include "core/analysis/analyses.h"
#include "core/data/npy_tensor.h"
#include "core/models/language_model.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

using namespace windows;
constexpr std::int64_t kLeastWords = kLags + 3;
constexpr std::size_t kMostWords = 200'000;  // of the text that are looked at

SwapKind kindOf(const AnalysisSettings& settings) {
  const auto name = settings.text("swap_kind", "random");
  return name == "one_token"   ? SwapKind::OneToken
         : name == "embedding" ? SwapKind::Embedding
         : name == "likely"    ? SwapKind::Likely
         : name == "same_tag"  ? SwapKind::SameTag
                               : SwapKind::Random;
}

/// int64 [sequences, length]; tokens of the model.
torch::Tensor readTokens(const std::string& file, std::int64_t vocabulary) {
  const auto array = readArray(file, {"x", "tokens", "input", "swaps"});  // the tensor is of its memory
  const auto tokens = makeTensor(array, file);
  if (tokens.dim() != 2 || tokens.numel() == 0 || !torch::isIntegralType(tokens.scalar_type(), false))
    throw UserError(file + " does not hold rows of tokens; an array of int64 [sequences, length] is needed.");
  const auto whole = tokens.to(torch::kInt64).clone();
  if (whole.min().item<std::int64_t>() < 0 || whole.max().item<std::int64_t>() >= vocabulary)
    throw UserError(file + " holds tokens that the network has not; they are 0 to " + std::to_string(vocabulary - 1) +
                    ".");
  return whole;
}

std::vector<std::size_t> following(std::size_t first, std::size_t count) {
  std::vector<std::size_t> words(count);
  for (std::size_t i = 0; i < count; ++i) words[i] = first + i;
  return words;
}

/// As published of words of one token each, where there are enough of such sentences.
std::vector<std::size_t> usedSentences(const TextWords& text) {
  const auto ofOneToken = findSentences(text, kSentenceWords, true);
  return ofOneToken.size() < kSentences ? findSentences(text, kSentenceWords) : ofOneToken;
}

/// Five sentences of twelve words each between words of the text, as many sequences as of running text.
void addSentences(const TextWords& text, WordSwapper& swapper, std::size_t count, std::size_t context,
                  WindowSequences& all) {
  const auto sentences = usedSentences(text);
  if (sentences.size() < kSentences) {
    all.noSentences = "The text has " + std::to_string(sentences.size()) + " sentences of 12 words; the index of " +
                      "structure needs 5.";
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::size_t> words;
    for (std::size_t k = 0; k < kBefore; ++k) words.push_back(swapper.anyWord());
    for (std::size_t k = 0; k < kSentences; ++k)
      for (const auto word : following(sentences[(i * kSentences + k) % sentences.size()], kSentenceWords))
        words.push_back(word);
    for (std::size_t k = 0; k < kBehind; ++k) words.push_back(swapper.anyWord());
    std::size_t tokens = 0;
    for (const auto word : words) tokens += text.tokens[word].size();
    if (tokens <= context) all.sentences.push_back(swapper.make(words));
  }
  if (all.sentences.empty())
    all.noSentences = "Five sentences of 12 words do not fit into the network's " + std::to_string(context) +
                      " tokens, so the index of structure is undefined.";
}

}  // namespace

/// Each position of a sequence is replaced by the token that stands there in the other array; nothing is drawn.
WindowSequences givenSequences(const AnalysisSettings& settings, LanguageModel& model) {
  const auto input = settings.text(kInput), swaps = settings.text(kSwaps);
  if (input.empty() || swaps.empty())
    throw UserError("Sequences and what their tokens are replaced by belong together; give both --input and --swaps.");
  const auto vocabulary = model.head().size(0);
  const auto tokens = readTokens(input, vocabulary), others = readTokens(swaps, vocabulary);
  if (tokens.sizes() != others.sizes())
    throw UserError(input + " is " + shapeText(tokens.sizes().vec()) + " and " + swaps + " is " +
                    shapeText(others.sizes().vec()) + "; each token needs the one that replaces it.");
  if (tokens.size(1) < kLeastWords || tokens.size(1) > model.context())
    throw UserError(input + " has sequences of " + std::to_string(tokens.size(1)) + " tokens; " +
                    std::to_string(kLeastWords) + " or more are needed, and at most the network's " +
                    std::to_string(model.context()) + ".");
  std::vector<SwapSequence> sequences(std::size_t(tokens.size(0)));
  for (std::int64_t row = 0; row < tokens.size(0); ++row)
    for (std::int64_t at = 0; at < tokens.size(1); ++at) {
      sequences[std::size_t(row)].words.push_back({tokens[row][at].item<std::int64_t>()});
      sequences[std::size_t(row)].swaps.push_back({others[row][at].item<std::int64_t>()});
    }
  return {std::move(sequences), {}, "Sequences that are given have no sentences."};
}

WindowSequences drawnSequences(SentenceTask& work, LanguageModel& model, torch::Device device) {
  const auto& settings = work.settings();
  const auto tokenizer = work.tokenizer();
  const bool tokens = settings.text("unit", "word") == "token";
  const auto writing = settings.text("writing", "plain") == "plain" ? WordWriting::Plain : WordWriting::AsWritten;
  const auto text =
      readWords(settings.text(kText), *tokenizer, tokens ? WordUnit::Token : WordUnit::Word, kMostWords, writing);
  for (const auto& word : text.tokens)
    if (*std::max_element(word.begin(), word.end()) >= model.head().size(0))
      throw UserError(
          "The text has tokens that the network has not; name the tokenizer that it was trained with "
          "(--tokenizer).");
  const auto kind = kindOf(settings);
  std::optional<WordTags> tags;
  if (kind == SwapKind::SameTag) {
    if (settings.text(kTags).empty())
      throw UserError(
          "Words of the same tag need a file of tags; give --tags with lines of a word, a tab and its tag.");
    tags.emplace(settings.text(kTags));
  }
  const auto context = std::size_t(model.context()), count = std::size_t(settings.number("sequences", 20));
  WordSwapper swapper(kind, text, work.model(), tags ? &*tags : nullptr, std::int64_t(settings.number("seed", 0)),
                      context, device);
  auto words = std::size_t(settings.number("words", 40));
  auto begins = chooseSequences(text, words, context, count);
  while (begins.empty() && words > std::size_t(kLeastWords)) begins = chooseSequences(text, --words, context, count);
  if (begins.empty())
    throw UserError("No " + std::to_string(kLeastWords) + " words of " + settings.text(kText) +
                    " fit into the network's " + std::to_string(context) +
                    " tokens; take a longer text, or --unit token.");
  WindowSequences all;
  for (const auto begin : begins) all.running.push_back(swapper.make(following(begin, words)));
  if (tokens)
    all.noSentences = "The index of structure needs words; with --unit token it is undefined.";
  else
    addSentences(text, swapper, count, context, all);
  return all;
}

}  // namespace studio
