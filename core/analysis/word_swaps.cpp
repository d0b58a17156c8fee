// See word_swaps.h.
#include "core/analysis/word_swaps.h"

#include <torch/utils.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "core/network/evaluation.h"
#include "core/network/token_parts.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr int kTries = 20;
constexpr std::int64_t kLikeliest = 5, kTokensAtOnce = 8192;
constexpr double kHalfWidth = 0.05;  // of the mean distance in the embedding

std::vector<std::int64_t> joined(const std::vector<std::vector<std::int64_t>>& words) {
  std::vector<std::int64_t> tokens;
  for (const auto& word : words) tokens.insert(tokens.end(), word.begin(), word.end());
  return tokens;
}

/// The rows of one sequence: as it is, and with each word exchanged; of a row with word i exchanged the words i to
/// i + lags are asked for.
class SequenceRows {
 public:
  SequenceRows(const SwapSequence& sequence, std::int64_t lags) {
    const auto words = std::int64_t(sequence.words.size());
    add(sequence.words, 0, words);
    for (std::int64_t i = 0; i < words; ++i) {
      if (sequence.swaps[std::size_t(i)].empty()) continue;
      auto swapped = sequence.words;
      swapped[std::size_t(i)] = sequence.swaps[std::size_t(i)];
      positions_.push_back(i);
      starts_.push_back(std::int64_t(parts_.parts.size()));
      add(swapped, i, std::min(words, i + lags + 1));
    }
    std::size_t longest = 1;
    for (const auto& row : rows_) longest = std::max(longest, row.size());
    parts_.sequences = torch::zeros({std::int64_t(rows_.size()), std::int64_t(longest)}, torch::kInt64);
    for (std::size_t row = 0; row < rows_.size(); ++row)
      std::copy(rows_[row].begin(), rows_[row].end(), parts_.sequences.data_ptr<std::int64_t>() + row * longest);
    starts_.push_back(std::int64_t(parts_.parts.size()));
  }
  const TokenParts& parts() const { return parts_; }
  /// `responses` [parts, units] of one layer.
  void addTo(SwapDifferences& sums, const torch::Tensor& responses, std::int64_t words) const {
    const auto original = responses.narrow(0, 0, words);
    for (std::size_t i = 0; i < positions_.size(); ++i)
      sums.add(original, positions_[i], responses.narrow(0, starts_[i], starts_[i + 1] - starts_[i]));
  }

 private:
  void add(const std::vector<std::vector<std::int64_t>>& words, std::int64_t first, std::int64_t end) {
    const auto row = std::int64_t(rows_.size());
    std::int64_t token = 0;
    for (std::int64_t word = 0; word < end; ++word) {
      const auto length = std::int64_t(words[std::size_t(word)].size());
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

/// Of each layer, [parts, units] on the device.
std::map<std::string, torch::Tensor> responsesTo(Model& model, const std::vector<std::string>& layers,
                                                 const TokenParts& parts, torch::Device device) {
  std::map<std::string, std::vector<torch::Tensor>> seen;
  PartBatches batches(parts, std::max<std::int64_t>(1, kTokensAtOnce / parts.sequences.size(1)));
  while (const auto batch = batches.next()) {
    Recording recording(layers, Pooling::Mean, true);
    Taps taps = model.taps();
    recording.addTo(taps);
    model.forward(batch->tokens.to(device), taps);
    for (const auto& [layer, values] : recording.seen) seen[layer].push_back(responsesOfParts(*batch, values));
  }
  std::map<std::string, torch::Tensor> all;
  for (const auto& [layer, values] : seen) all[layer] = torch::cat(values);
  return all;
}

}  // namespace

std::map<std::string, SwapEffect> swapEffects(Model& model, const std::vector<std::string>& layers,
                                              const std::vector<SwapSequence>& sequences, std::int64_t lags,
                                              torch::Device device, const BatchProgress& progress) {
  const torch::NoGradGuard noGrad;
  const EvaluationMode evaluating(model);
  std::map<std::string, SwapDifferences> sums;
  const auto words = sequences.empty() ? 0 : std::int64_t(sequences.front().words.size());
  std::int64_t done = 0;
  for (const auto& sequence : sequences) {
    const SequenceRows rows(sequence, lags);
    for (const auto& [layer, responses] : responsesTo(model, layers, rows.parts(), device))
      rows.addTo(sums.try_emplace(layer, words, lags).first->second, responses, words);
    if (progress) progress(++done, std::int64_t(sequences.size()));
  }
  std::map<std::string, SwapEffect> effects;
  for (const auto& [layer, sum] : sums) effects.emplace(layer, sum.effect());
  return effects;
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

/// All pairs would be millions: as many random ones as tell the mean.
void WordSwapper::measureEmbedding() {
  torch::Tensor all;
  for (const auto& parameter : model_.named_parameters())
    if (parameter.key().ends_with("wte.weight")) all = parameter.value().detach().cpu().to(torch::kFloat);
  if (!all.defined()) throw UserError("The network has no embedding of tokens; choose other swaps.");
  std::vector<std::int64_t> tokens;
  for (const std::size_t word : short_) tokens.push_back(text_.tokens[word].front());
  tokens_ = torch::tensor(tokens);
  embedding_ = all.index_select(0, tokens_);
  constexpr int kPairs = 2000;
  double sum = 0;
  for (int i = 0; i < kPairs; ++i) {
    const auto a = below(tokens.size()), b = (a + 1 + below(tokens.size() - 1)) % tokens.size();
    sum += (embedding_[std::int64_t(a)] - embedding_[std::int64_t(b)]).abs().mean().item<double>();
  }
  distance_ = sum / kPairs;
}

/// The word whose distance is nearest to one that is drawn around the mean.
std::vector<std::int64_t> WordSwapper::nearestTo(std::int64_t token) {
  const auto own = (tokens_ == token).nonzero();
  if (own.numel() == 0) return {};
  const auto place = own[0][0].item<std::int64_t>();
  const double share = double(random_() >> 11) / double(std::uint64_t{1} << 53);
  const double wanted = distance_ * (1 + kHalfWidth * (2 * share - 1));
  auto off = ((embedding_ - embedding_[place]).abs().mean(1) - wanted).abs();
  off[place] = std::numeric_limits<float>::infinity();
  return {tokens_[off.argmin().item<std::int64_t>()].item<std::int64_t>()};
}

/// `likeliest`: int64 [5] in the word's place, of SwapKind::Likely.
std::vector<std::int64_t> WordSwapper::swapFor(std::size_t word, const torch::Tensor& likeliest) {
  const auto& own = text_.tokens[word];
  const auto drawn = [&](const std::vector<std::size_t>& from) -> std::vector<std::int64_t> {
    for (int i = 0; i < kTries && !from.empty(); ++i)
      if (const auto& other = text_.tokens[from[below(from.size())]]; other != own) return other;
    return {};
  };
  switch (kind_) {
    case SwapKind::OneToken:
      return drawn(short_);
    case SwapKind::Embedding:
      return own.size() == 1 ? nearestTo(own.front()) : std::vector<std::int64_t>();
    case SwapKind::Likely: {
      if (!likeliest.defined()) return {};
      std::vector<std::int64_t> others;
      for (std::int64_t i = 0; i < likeliest.size(0); ++i)
        if (const auto token = likeliest[i].item<std::int64_t>(); token != own.front()) others.push_back(token);
      return {others[below(others.size())]};
    }
    case SwapKind::SameTag:
      if (const auto same = tagged_.find(tags_->tagOf(text_.texts[word])); same != tagged_.end())
        if (auto found = drawn(same->second); !found.empty()) return found;
      break;
    case SwapKind::Random:
      break;
  }
  for (int i = 0; i < kTries; ++i)
    if (const auto& other = text_.tokens[anyWord()]; other != own) return other;
  return {};
}

SwapSequence WordSwapper::make(const std::vector<std::size_t>& words) {
  SwapSequence sequence;
  for (const std::size_t word : words) sequence.words.push_back(text_.tokens[word]);
  const auto tokens = joined(sequence.words);
  torch::Tensor likeliest;  // [tokens, 6], of the token after each
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
