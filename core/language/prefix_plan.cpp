// A tree of prefixes, cut into rows of a forward pass (prefix_plan.h).
#include "core/language/prefix_plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/run/error.h"
#include "core/run/scalars.h"

namespace studio {
namespace {

using PlannedTokens = std::vector<std::int64_t>;

/// The places of a row, and what is asked of them. Sentences come in order, so a new one shares a beginning with the
/// last one or with none.
struct TreeRow {
  PlannedTokens tokens, positions, parents;
  std::vector<ForwardPass::Query> queries;
  PlannedTokens path, lastTokens;  // of the last sentence: its places, and what it read there
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> asked;  // (place, token) -> target

  std::int64_t size() const { return std::int64_t(tokens.size()); }

  std::size_t countShared(const PlannedTokens& sentence) const {
    const std::size_t most = std::min(lastTokens.size(), sentence.size() - 1);
    std::size_t shared = 0;
    while (shared < most && lastTokens[shared] == sentence[shared]) ++shared;
    return shared;
  }
};

bool isInVocabulary(std::int64_t token, std::int64_t vocabulary) {
  return token >= 0 && (vocabulary == 0 || token < vocabulary);
}

/// Sentences as the model reads them: with the prefix, cut or left out.
class PreparedSentences {
 public:
  PreparedSentences(std::span<const PlannedTokens> sentences, const PrefixPlanOptions& options, PrefixPlan& plan) {
    for (const PlannedTokens& given : sentences) {
      tokens_.push_back(prepare(given, options, plan));
      if (!tokens_.back().empty()) order_.push_back(tokens_.size() - 1);
    }
    std::stable_sort(order_.begin(), order_.end(),
                     [this](std::size_t one, std::size_t other) { return tokens_[one] < tokens_[other]; });
  }
  const PlannedTokens& tokens(std::size_t sentence) const { return tokens_[sentence]; }
  const std::vector<std::size_t>& order() const { return order_; }  ///< of those that are scored

 private:
  PlannedTokens prepare(const PlannedTokens& given, const PrefixPlanOptions& options, PrefixPlan& plan) {
    for (const std::int64_t token : given)
      if (!isInVocabulary(token, options.vocabulary))
        throw UserError("Sentence " + std::to_string(tokens_.size() + 1) + " holds the token " + std::to_string(token) +
                        " and the model knows 0 to " + std::to_string(options.vocabulary - 1) +
                        " only; use the tokenizer with which it was trained.");
    PlannedTokens tokens;
    if (options.prefix >= 0) tokens.push_back(options.prefix);
    tokens.insert(tokens.end(), given.begin(), given.end());
    const bool empty = tokens.size()<2, tooLong = std::int64_t(tokens.size())> options.context + 1;
    plan.empty += empty, plan.tooLong += tooLong;
    if (tooLong && options.longSentences == LongSentences::Cut) tokens.resize(std::size_t(options.context + 1));
    const bool skipped = empty || (tooLong && options.longSentences == LongSentences::Skip);
    plan.skipped.push_back(skipped);
    return skipped ? PlannedTokens{} : tokens;
  }

  std::vector<PlannedTokens> tokens_;
  std::vector<std::size_t> order_;
};

/// Puts a sentence into a row: places for what is new in it, a query for each of its tokens but the first.
PlannedTokens addSentence(TreeRow& row, const PlannedTokens& sentence, std::int64_t& targets) {
  row.path.resize(row.countShared(sentence));
  while (row.path.size() + 1 < sentence.size()) {
    row.parents.push_back(row.path.empty() ? -1 : row.path.back());
    row.positions.push_back(std::int64_t(row.path.size()));
    row.tokens.push_back(sentence[row.path.size()]);
    row.path.push_back(row.size() - 1);
  }
  row.lastTokens.assign(sentence.begin(), sentence.end() - 1);
  PlannedTokens own;
  for (std::size_t at = 0; at < row.path.size(); ++at) {
    const auto [known, added] = row.asked.try_emplace({row.path[at], sentence[at + 1]}, targets);
    if (added) row.queries.push_back({row.path[at], sentence[at + 1], targets++});
    own.push_back(known->second);
  }
  return own;
}

std::vector<TreeRow> packRows(const PreparedSentences& sentences, std::int64_t placesOfRow, PrefixPlan& plan,
                              std::vector<PlannedTokens>& targetsOf) {
  std::vector<TreeRow> rows;
  for (const std::size_t each : sentences.order()) {
    const PlannedTokens& tokens = sentences.tokens(each);
    const auto added = rows.empty() ? 0 : std::int64_t(tokens.size() - 1 - rows.back().countShared(tokens));
    if (rows.empty() || rows.back().size() + added > placesOfRow) {
      if (!rows.empty()) rows.back().asked.clear();
      rows.emplace_back();
    }
    targetsOf[each] = addSentence(rows.back(), tokens, plan.targets);
  }
  return rows;
}

/// Rows of one pass, padded to the longest.
ForwardPass joinRows(std::span<TreeRow> rows) {
  ForwardPass pass;
  pass.rows = std::int64_t(rows.size()), pass.length = rows.front().size();
  const auto size = std::size_t(pass.rows * pass.length);
  pass.tokens.assign(size, 0), pass.positions.assign(size, 0), pass.parents.assign(size, -1);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto first = std::ptrdiff_t(row) * pass.length;
    std::copy(rows[row].tokens.begin(), rows[row].tokens.end(), pass.tokens.begin() + first);
    std::copy(rows[row].positions.begin(), rows[row].positions.end(), pass.positions.begin() + first);
    std::copy(rows[row].parents.begin(), rows[row].parents.end(), pass.parents.begin() + first);
    for (const auto& query : rows[row].queries)
      pass.queries.push_back({first + query.place, query.token, query.target});
  }
  std::sort(pass.queries.begin(), pass.queries.end(), [](const auto& one, const auto& other) {
    return std::pair(one.place, one.target) < std::pair(other.place, other.target);
  });
  return pass;
}

/// Longest first; a pass ends where it is full and where rows get shorter by an eighth.
std::vector<ForwardPass> bucketRows(std::vector<TreeRow> rows, std::int64_t placesOfPass) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const TreeRow& one, const TreeRow& other) { return one.size() > other.size(); });
  std::vector<ForwardPass> passes;
  for (std::size_t first = 0; first < rows.size();) {
    const std::int64_t length = rows[first].size();
    std::size_t end = first + 1;
    while (end < rows.size() && std::int64_t(end + 1 - first) * length <= placesOfPass &&
           rows[end].size() * 8 >= length * 7)
      ++end;
    passes.push_back(joinRows(std::span(rows).subspan(first, end - first)));
    first = end;
  }
  return passes;
}

void countPositions(PrefixPlan& plan, const PreparedSentences& sentences, const std::vector<TreeRow>& rows) {
  for (const TreeRow& row : rows) plan.filled += row.size();
  std::size_t longest = 0;
  for (const std::size_t each : sentences.order()) longest = std::max(longest, sentences.tokens(each).size());
  plan.paddedPositions = std::int64_t(sentences.order().size() * longest);
}

}  // namespace

std::vector<std::uint8_t> ForwardPass::visible(std::int64_t row) const {
  std::vector<std::uint8_t> seen(std::size_t(length * length), 0);
  for (std::int64_t place = 0; place < length; ++place) {
    const auto own = std::size_t(place * length);
    const std::int64_t parent = parents[std::size_t(row * length + place)];  // comes before it: its row is done
    if (parent >= 0) std::copy_n(seen.begin() + parent * length, length, seen.begin() + std::ptrdiff_t(own));
    seen[own + std::size_t(place)] = 1;
  }
  return seen;
}

PrefixPlan planPrefixes(std::span<const std::vector<std::int64_t>> sentences, const PrefixPlanOptions& options) {
  if (options.context < 1 || options.placesOfRow < 1 || options.placesOfPass < 1 || options.vocabulary < 0)
    throw std::invalid_argument("a plan of forward passes needs places and a context");
  if (options.prefix >= 0 && !isInVocabulary(options.prefix, options.vocabulary))
    throw UserError("The model knows no token " + std::to_string(options.prefix) +
                    ", with which each sentence is to begin; score them without a first token.");
  PrefixPlan plan;
  const PreparedSentences prepared(sentences, options, plan);
  std::vector<PlannedTokens> targetsOf(sentences.size());
  std::vector<TreeRow> rows = packRows(prepared, options.placesOfRow, plan, targetsOf);
  countPositions(plan, prepared, rows);
  plan.passes = bucketRows(std::move(rows), options.placesOfPass);
  for (const ForwardPass& pass : plan.passes) plan.positions += pass.rows * pass.length;
  plan.firstOfSentence.push_back(0);
  for (const PlannedTokens& own : targetsOf) {
    plan.targetsOfSentences.insert(plan.targetsOfSentences.end(), own.begin(), own.end());
    plan.firstOfSentence.push_back(std::int64_t(plan.targetsOfSentences.size()));
  }
  return plan;
}

std::vector<double> sumOfTargets(const PrefixPlan& plan, std::span<const double> values) {
  if (std::int64_t(values.size()) != plan.targets)
    throw std::invalid_argument("a plan's log-probabilities are as many as its targets");
  std::vector<double> sums;
  for (std::size_t each = 0; each < plan.skipped.size(); ++each) {
    double sum = plan.skipped[each] ? kUndefined : 0;
    for (auto at = plan.firstOfSentence[each]; at < plan.firstOfSentence[each + 1]; ++at)
      sum += values[std::size_t(plan.targetsOfSentences[std::size_t(at)])];
    sums.push_back(sum);
  }
  return sums;
}

}  // namespace studio
