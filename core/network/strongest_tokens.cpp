// See strongest_tokens.h.
#include "core/network/strongest_tokens.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <limits>

#include "core/models/language_model.h"
#include "core/models/taps.h"
#include "core/network/evaluation.h"
#include "core/network/token_parts.h"
#include "core/run/error.h"

namespace studio {
namespace {

constexpr std::int64_t kLogitsAtOnce = std::int64_t{1} << 24;  // 64 MB
constexpr std::int64_t kMostSequences = 32;
constexpr std::size_t kBytesBefore = 160, kBytesAfter = 40;  ///< of a token: 20 words back, and what it begins

/// Each token of the sentences a part of its own, as long as these are.
TokenParts everyToken(const TokenParts& given) {
  std::vector<std::int64_t> lengths(std::size_t(given.sequences.size(0)), 0);
  for (const auto& part : given.parts)
    lengths[std::size_t(part.sequence)] = std::max(lengths[std::size_t(part.sequence)], part.end);
  TokenParts parts;
  parts.sequences = given.sequences;
  for (std::size_t row = 0; row < lengths.size() && std::int64_t(parts.parts.size()) < kMostTokensRead; ++row)
    for (std::int64_t position = 0; position < lengths[row]; ++position)
      parts.parts.push_back({std::int64_t(row), position, position + 1});
  return parts;
}

/// The largest responses so far and the parts that gave them, [each, units].
struct Largest {
  torch::Tensor values, parts;
  void add(const torch::Tensor& responses, std::int64_t first, std::int64_t each) {
    auto indices = torch::arange(first, first + responses.size(0), torch::kInt64).to(responses.device());
    auto all = responses.nan_to_num(-std::numeric_limits<float>::max(), std::numeric_limits<float>::max(),
                                    -std::numeric_limits<float>::max());
    auto theirs = indices.unsqueeze(1).expand({responses.size(0), responses.size(1)});
    if (values.defined()) all = torch::cat({values, all}), theirs = torch::cat({parts, theirs});
    const auto [best, order] = all.topk(std::min(each, all.size(0)), 0);
    values = best;
    parts = theirs.gather(0, order);
  }
};

/// Texts of the places of one sequence.
class Contexts {
 public:
  Contexts(const TokenParts& parts, const Tokenizer& tokenizer) : parts_(parts), tokenizer_(tokenizer) {
    sequences_ = parts.sequences.contiguous();
    ends_.resize(std::size_t(sequences_.size(0)), 0);
    for (const auto& part : parts.parts)
      ends_[std::size_t(part.sequence)] = std::max(ends_[std::size_t(part.sequence)], part.end);
  }
  StrongestTokens::Place at(std::int64_t part, float response) const {
    const auto& where = parts_.parts[std::size_t(part)];
    StrongestTokens::Place place;
    place.token = bytes(where.sequence, where.first);
    place.response = response;
    for (auto at = where.first; at-- > 0 && place.before.size() < kBytesBefore;)
      place.before = bytes(where.sequence, at) + place.before;
    for (auto at = where.first + 1; at < ends_[std::size_t(where.sequence)] && place.after.size() < kBytesAfter; ++at)
      place.after += bytes(where.sequence, at);
    return place;
  }

 private:
  std::string bytes(std::int64_t sequence, std::int64_t position) const {
    const auto id = sequences_.const_data_ptr<std::int64_t>()[sequence * sequences_.size(1) + position];
    return std::string(tokenizer_.bytes(std::int32_t(id)).value_or(std::string_view()));
  }
  const TokenParts& parts_;
  const Tokenizer& tokenizer_;
  torch::Tensor sequences_;
  std::vector<std::int64_t> ends_;
};

LayerInfo shownLayer(const Model& model, const std::string& name) {
  for (const auto& layer : model.layers())
    if (layer.name == name) return layer;
  static_cast<void>(model.layerWeight(name));  // throws with the nearest name
  throw UserError("The layer " + name + " has no sheet; name one that has (toponets layers).");
}

void requireKnownTokens(const torch::Tensor& tokens, std::int64_t vocabulary) {
  if (tokens.numel() > 0 && tokens.max().item<std::int64_t>() >= vocabulary)
    throw UserError(
        "The text has tokens that the network has not; name the tokenizer that it was trained with (--tokenizer).");
}

/// [tokens, units] -> each unit's places, first the strongest.
void takePlaces(StrongestTokens& found, const Largest& largest, const Contexts& contexts) {
  const auto values = largest.values.to(torch::kCPU).contiguous(), parts = largest.parts.to(torch::kCPU).contiguous();
  const auto each = values.size(0), units = values.size(1);
  const auto* value = values.const_data_ptr<float>();
  const auto* part = parts.const_data_ptr<std::int64_t>();
  found.units.resize(std::size_t(units));
  for (std::int64_t rank = 0; rank < each; ++rank)
    for (std::int64_t unit = 0; unit < units; ++unit)
      found.units[std::size_t(unit)].push_back(contexts.at(part[rank * units + unit], value[rank * units + unit]));
}

}  // namespace

StrongestTokens strongestTokens(Model& model, const Tokenizer& tokenizer, const Dataset& data, const std::string& layer,
                                std::int64_t each, torch::Device device, const BatchProgress& progress) {
  auto* language = asLanguageModel(model);
  if (!language || !data.isLanguage()) throw UserError("The network sees images; tokens drive one that reads text.");
  const auto info = shownLayer(model, layer);
  const torch::NoGradGuard noGrad;
  const EvaluationMode evaluating(model);
  const auto parts = data.parts() ? everyToken(*data.parts()) : everyPosition(data, kMostTokensRead);
  const auto vocabulary = language->head().size(0);
  requireKnownTokens(parts.sequences, vocabulary);
  StrongestTokens found{layer, info.height, info.width, {}, std::int64_t(parts.parts.size()), -1};
  const auto atOnce = kLogitsAtOnce / std::max<std::int64_t>(1, vocabulary * parts.sequences.size(1));
  PartBatches batches(parts, std::clamp<std::int64_t>(atOnce, 1, kMostSequences));
  Largest largest;
  while (const auto batch = batches.next()) {
    Recording recording({layer}, Pooling::Mean, /*everyToken=*/true);
    Taps taps = model.taps();
    recording.addTo(taps);
    model.forward(batch->tokens.to(device), taps);
    largest.add(responsesOfParts(*batch, recording.seen.at(layer)), batch->first, each);
    if (progress) progress(batch->first + batch->count, found.tokens);
  }
  if (largest.values.defined()) takePlaces(found, largest, Contexts(parts, tokenizer));
  return found;
}

}  // namespace studio
