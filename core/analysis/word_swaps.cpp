// See word_swaps.h.
#include "core/analysis/word_swaps.h"

#include <torch/utils.h>

#include <algorithm>
#include <limits>
#include <set>

#include "core/network/evaluation.h"
#include "core/network/token_parts.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr int kTries = 20;
constexpr std::int64_t kLikeliest = 5, kTokensAtOnce = 8192;
constexpr std::size_t kMostCandidates = 4096;
constexpr double kHalfWidth = 0.05;  // of the mean distance in the embedding

std::vector<std::int64_t> joined(const std::vector<std::vector<std::int64_t>>& words) {
  std::vector<std::int64_t> tokens;
  for (const auto& word : words) tokens.insert(tokens.end(), word.begin(), word.end());
  return tokens;
}

/// Rows of one sequence with a word exchanged each, and which words of them are asked for.
class SequenceRows {
 public:
  /// All of it, as it is.
  void addWhole(const SwapSequence& sequence) { add(sequence.words, 0, sequence.words.size()); }
  /// Of the row with word i exchanged the words i to i + lags are asked for.
  void addSwapped(const SwapSequence& sequence, std::size_t i, std::int64_t lags) {
    auto swapped = sequence.words;
    swapped[i] = sequence.swaps[i];
    positions_.push_back(std::int64_t(i));
    starts_.push_back(std::int64_t(parts_.parts.size()));
    add(swapped, i, std::min(sequence.words.size(), i + std::size_t(lags) + 1));
  }
  /// With all rows, as long as the longest.
  const TokenParts& parts() {
    std::size_t longest = 1;
    for (const auto& row : rows_) longest = std::max(longest, row.size());
    parts_.sequences = torch::zeros({std::int64_t(rows_.size()), std::int64_t(longest)}, torch::kInt64);
    for (std::size_t row = 0; row < rows_.size(); ++row)
      std::copy(rows_[row].begin(), rows_[row].end(), parts_.sequences.data_ptr<std::int64_t>() + row * longest);
    return parts_;
  }
  /// `original` [words, units] and `responses` [parts, units] of one layer.
  void addTo(SwapDifferences& sums, const torch::Tensor& original, const torch::Tensor& responses) const {
    for (std::size_t i = 0; i < positions_.size(); ++i) {
      const auto end = i + 1 < starts_.size() ? starts_[i + 1] : responses.size(0);
      sums.add(original, positions_[i], responses.narrow(0, starts_[i], end - starts_[i]));
    }
  }

 private:
  void add(const std::vector<std::vector<std::int64_t>>& words, std::size_t first, std::size_t end) {
    const auto row = std::int64_t(rows_.size());
    std::int64_t token = 0;
    for (std::size_t word = 0; word < end; ++word) {
      const auto length = std::int64_t(words[word].size());
      if (word >= first) parts_.parts.push_back({row, token, token + length});
      token += length;
    }
    rows_.push_back(joined(words));
    rows_.back().resize(std::size_t(token));  // what comes behind is not asked for
  }
  std::vector<std::vector<std::int64_t>> rows_;
  std::vector<std::int64_t> positions_, starts_;
  TokenParts parts_;
};

using LayerTensors = std::map<std::string, torch::Tensor>;

/// What a network answers to the rows of sequences, one sequence after the other, within bounded memory.
class SwapPasses {
 public:
  SwapPasses(Model& model, const std::vector<std::string>& layers, torch::Device device, std::int64_t floats)
      : model_(model), layers_(layers), device_(device), floats_(floats) {}

  /// Of each layer, [words, units].
  LayerTensors original(const SwapSequence& sequence) {
    SequenceRows rows;
    rows.addWhole(sequence);
    auto seen = responses(rows);
    units_ = 0;
    for (const auto& [layer, values] : seen) units_ += values.size(1);
    return seen;
  }
  /// How many words are exchanged in one go: as many as their responses have space.
  std::size_t swapsAtOnce(std::int64_t lags) const { return std::size_t(atOnce(units_ * (lags + 1))); }
  /// Of each layer, [parts, units] on the device.
  LayerTensors responses(SequenceRows& rows) {
    const TokenParts& parts = rows.parts();
    const auto tokens = units_ == 0 ? kTokensAtOnce : std::min(kTokensAtOnce, atOnce(units_));
    std::map<std::string, std::vector<torch::Tensor>> seen;
    PartBatches batches(parts, std::max<std::int64_t>(1, tokens / parts.sequences.size(1)));
    while (const auto batch = batches.next()) {
      Recording recording(layers_, Pooling::Mean, true);
      Taps taps = model_.taps();
      recording.addTo(taps);
      model_.forward(batch->tokens.to(device_), taps);
      for (const auto& [layer, values] : recording.seen) seen[layer].push_back(responsesOfParts(*batch, values));
    }
    LayerTensors all;
    for (const auto& [layer, values] : seen) all[layer] = torch::cat(values);
    return all;
  }

 private:
  std::int64_t atOnce(std::int64_t each) const {
    return std::max<std::int64_t>(1, floats_ / std::max<std::int64_t>(1, each));
  }
  Model& model_;
  const std::vector<std::string>& layers_;
  torch::Device device_;
  std::int64_t floats_, units_ = 0;  ///< units of all layers
};

}  // namespace

std::map<std::string, SwapEffect> swapEffects(Model& model, const std::vector<std::string>& layers,
                                              const std::vector<SwapSequence>& sequences, std::int64_t lags,
                                              torch::Device device, const BatchProgress& progress,
                                              std::int64_t floats) {
  const torch::NoGradGuard noGrad;
  const EvaluationMode evaluating(model);
  SwapPasses passes(model, layers, device, floats);
  std::map<std::string, SwapDifferences> sums;
  const auto all = swapCount(sequences);
  std::int64_t done = 0;
  for (const auto& sequence : sequences) {
    const auto original = passes.original(sequence);
    const auto atOnce = passes.swapsAtOnce(lags);
    for (std::size_t next = 0; next < sequence.words.size();) {
      SequenceRows rows;
      std::size_t count = 0;
      for (; next < sequence.words.size() && count < atOnce; ++next)
        if (!sequence.swaps[next].empty()) rows.addSwapped(sequence, next, lags), ++count;
      if (count == 0) break;
      const auto words = std::int64_t(sequence.words.size());
      for (const auto& [layer, responses] : passes.responses(rows))
        rows.addTo(sums.try_emplace(layer, words, lags).first->second, original.at(layer), responses);
      done += std::int64_t(count);
      if (progress) progress(done, all);
    }
  }
  std::map<std::string, SwapEffect> effects;
  for (auto& [layer, sum] : sums) {
    effects.emplace(layer, sum.effect());
    sum = SwapDifferences(1, 0);  // its sums are as large as the effect
  }
  return effects;
}

std::int64_t swapCount(const std::vector<SwapSequence>& sequences) {
  std::int64_t count = 0;
  for (const auto& sequence : sequences)
    for (const auto& swap : sequence.swaps) count += !swap.empty();
  return count;
}

WordSwapper::WordSwapper(SwapKind kind, const TextWords& text, Model& model, const WordTags* tags, std::int64_t seed,
                         std::size_t context, torch::Device device)
    : kind_(kind),
      text_(text),
      model_(model),
      tags_(tags),
      random_(std::uint64_t(seed)),
      context_(context),
      device_(device) {
  std::set<std::int64_t> known;
  for (std::size_t word = 0; word < text.size(); ++word)
    if (text.tokens[word].size() == 1 && known.insert(text.tokens[word].front()).second) short_.push_back(word);
  const bool needsShort = kind != SwapKind::Random && kind != SwapKind::Likely;
  if (text.size() < 2 || (needsShort && short_.size() < 2))
    throw UserError("The text has too few words of one token to exchange; take a longer text, or other swaps.");
  if (kind == SwapKind::SameTag)
    for (const std::size_t word : short_)
      if (const auto tag = tags->tagOf(text.texts[word]); !tag.empty()) tagged_[tag].push_back(word);
  if (kind == SwapKind::Embedding) measureEmbedding();
}

/// All pairs would be millions: as many random ones as tell the mean. Of many words some thousand are looked at.
void WordSwapper::measureEmbedding() {
  for (const auto& parameter : model_.named_parameters())
    if (parameter.key().ends_with("wte.weight")) embedding_ = parameter.value().detach().cpu().to(torch::kFloat);
  if (!embedding_.defined()) throw UserError("The network has no embedding of tokens; choose other swaps.");
  std::vector<std::int64_t> tokens;
  for (const std::size_t word : short_) tokens.push_back(text_.tokens[word].front());
  for (std::size_t i = 0; i < std::min(tokens.size(), kMostCandidates); ++i)
    std::swap(tokens[i], tokens[i + below(tokens.size() - i)]);
  tokens.resize(std::min(tokens.size(), kMostCandidates));
  candidates_ = torch::tensor(tokens);
  const auto vectors = embedding_.index_select(0, candidates_);
  constexpr int kPairs = 2000;
  std::vector<std::int64_t> first, second;
  for (int i = 0; i < kPairs; ++i) {
    first.push_back(std::int64_t(below(tokens.size())));
    second.push_back(std::int64_t((std::size_t(first.back()) + 1 + below(tokens.size() - 1)) % tokens.size()));
  }
  const auto of = [&](const std::vector<std::int64_t>& which) { return vectors.index_select(0, torch::tensor(which)); };
  distance_ = (of(first) - of(second)).abs().mean().item<double>();
  candidateVectors_ = vectors;
}

/// One that is not the word itself, in 20 tries; empty where there is none.
std::vector<std::int64_t> WordSwapper::drawOther(std::size_t word, const std::vector<std::size_t>& from) {
  for (int i = 0; i < kTries && !from.empty(); ++i)
    if (const auto& other = text_.tokens[from[below(from.size())]]; other != text_.tokens[word]) return other;
  return {};
}

std::vector<std::int64_t> WordSwapper::swapRandom(std::size_t word) {
  for (int i = 0; i < kTries; ++i)
    if (const auto& other = text_.tokens[anyWord()]; other != text_.tokens[word]) return other;
  return {};
}

std::vector<std::int64_t> WordSwapper::swapOneToken(std::size_t word) { return drawOther(word, short_); }

/// The word whose distance (mean absolute difference) is nearest to one that is drawn around the mean of all pairs, so
/// that words are exchanged equally strongly everywhere. A word of several tokens has no place in the embedding and
/// stays.
std::vector<std::int64_t> WordSwapper::swapEmbedding(std::size_t word) {
  if (text_.tokens[word].size() != 1) return {};
  const auto own = text_.tokens[word].front();
  const double share = double(random_() >> 11) / double(std::uint64_t{1} << 53);
  const double wanted = distance_ * (1 + kHalfWidth * (2 * share - 1));
  auto off = ((candidateVectors_ - embedding_[own]).abs().mean(1) - wanted).abs();
  off.masked_fill_(candidates_ == own, std::numeric_limits<float>::infinity());
  return {candidates_[off.argmin().item<std::int64_t>()].item<std::int64_t>()};
}

/// `likeliest`: int64 [5] in the word's place: one of those that are not the word itself.
std::vector<std::int64_t> WordSwapper::swapLikely(std::size_t word, const torch::Tensor& likeliest) {
  if (!likeliest.defined()) return {};
  std::vector<std::int64_t> others;
  for (std::int64_t i = 0; i < likeliest.size(0); ++i)
    if (const auto token = likeliest[i].item<std::int64_t>(); text_.tokens[word] != std::vector{token})
      others.push_back(token);
  if (others.empty()) return {};
  return {others[below(others.size())]};
}

std::vector<std::int64_t> WordSwapper::swapSameTag(std::size_t word) {
  if (const auto same = tagged_.find(tags_->tagOf(text_.texts[word])); same != tagged_.end())
    if (auto found = drawOther(word, same->second); !found.empty()) return found;
  return swapRandom(word);
}

std::vector<std::int64_t> WordSwapper::swapFor(std::size_t word, const torch::Tensor& likeliest) {
  switch (kind_) {
    case SwapKind::Random:
      return swapRandom(word);
    case SwapKind::OneToken:
      return swapOneToken(word);
    case SwapKind::Embedding:
      return swapEmbedding(word);
    case SwapKind::Likely:
      return swapLikely(word, likeliest);
    case SwapKind::SameTag:
      return swapSameTag(word);
  }
  return {};
}

SwapSequence WordSwapper::make(const std::vector<std::size_t>& words) {
  SwapSequence sequence;
  for (const std::size_t word : words) sequence.words.push_back(text_.tokens[word]);
  const auto tokens = joined(sequence.words);
  torch::Tensor likeliest;  // [tokens, 5], of the token after each
  if (kind_ == SwapKind::Likely) {
    const torch::NoGradGuard noGrad;
    const EvaluationMode evaluating(model_);
    const auto logits = model_.forward(torch::tensor(tokens).unsqueeze(0).to(device_))[0];
    likeliest = std::get<1>(logits.topk(std::min<std::int64_t>(kLikeliest, logits.size(1)))).cpu();
  }
  std::size_t at = 0;
  for (const std::size_t word : words) {
    auto swap = swapFor(word, likeliest.defined() && at > 0 ? likeliest[std::int64_t(at) - 1] : torch::Tensor());
    const auto own = text_.tokens[word].size();
    if (tokens.size() - own + swap.size() > context_) swap.clear();
    sequence.swaps.push_back(std::move(swap));
    at += own;
  }
  return sequence;
}

}  // namespace studio
