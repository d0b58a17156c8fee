// Short words by looking for the lowest rank each time, long ones with a heap; both give the same.
#include "core/text/pair_merging.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace studio {
namespace {

constexpr std::size_t kShortWord = 48;  ///< tokens; beyond that the heap is faster
constexpr std::int32_t kNoRank = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t kEntries = std::size_t{1} << 17;  ///< of the cache, of which half are used

}  // namespace

PairTable::PairTable(std::size_t pairs) : slots_(std::bit_ceil(2 * pairs + 2)), mask_(slots_.size() - 1) {}

void PairTable::add(std::int32_t left, std::int32_t right, PairMerge merge) {
  const auto wanted = key(left, right);
  auto at = place(wanted);
  while (slots_[at].key != kFree && slots_[at].key != wanted) at = (at + 1) & mask_;
  slots_[at] = {wanted, merge};
}

std::size_t PairMerger::merge(std::span<std::int32_t> tokens) {
  return tokens.size() <= kShortWord ? mergeShort(tokens) : mergeLong(tokens);
}

std::size_t PairMerger::mergeShort(std::span<std::int32_t> tokens) {
  auto count = tokens.size();
  const auto rankAt = [&](std::size_t i) {
    const auto* merge = table_.find(tokens[i], tokens[i + 1]);
    return merge == nullptr ? kNoRank : merge->rank;
  };
  ranks_.clear();
  for (std::size_t i = 0; i + 1 < count; ++i) ranks_.push_back(rankAt(i));
  while (count > 1) {
    const auto lowest = std::min_element(ranks_.begin(), ranks_.end());
    if (*lowest == kNoRank) break;
    const auto at = static_cast<std::size_t>(lowest - ranks_.begin());
    tokens[at] = table_.find(tokens[at], tokens[at + 1])->made;
    std::copy(tokens.begin() + static_cast<std::ptrdiff_t>(at) + 2, tokens.begin() + static_cast<std::ptrdiff_t>(count),
              tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    ranks_.erase(lowest);
    --count;
    if (at > 0) ranks_[at - 1] = rankAt(at - 1);
    if (at + 1 < count) ranks_[at] = rankAt(at);
  }
  return count;
}

namespace {

/// The heap's top is the lowest rank, of equal ones the leftmost.
constexpr auto kGoesLater = [](const auto& a, const auto& b) {
  return a.rank != b.rank ? a.rank > b.rank : a.place > b.place;
};

}  // namespace

void PairMerger::offer(std::int32_t left, std::int32_t right) {
  if (left < 0 || right < 0) return;
  const auto* merge =
      table_.find(symbols_[static_cast<std::size_t>(left)].token, symbols_[static_cast<std::size_t>(right)].token);
  if (merge == nullptr) return;
  heap_.push_back({merge->rank, left, merge->made});
  std::push_heap(heap_.begin(), heap_.end(), kGoesLater);
}

std::size_t PairMerger::mergeLong(std::span<std::int32_t> tokens) {
  const auto count = static_cast<std::int32_t>(tokens.size());
  symbols_.clear(), heap_.clear();
  for (std::int32_t i = 0; i < count; ++i)
    symbols_.push_back({tokens[static_cast<std::size_t>(i)], i - 1, i + 1 < count ? i + 1 : -1});
  for (std::int32_t i = 0; i + 1 < count; ++i) offer(i, i + 1);
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), kGoesLater);
    const auto top = heap_.back();
    heap_.pop_back();
    auto& left = symbols_[static_cast<std::size_t>(top.place)];
    if (left.token < 0 || left.right < 0) continue;
    auto& right = symbols_[static_cast<std::size_t>(left.right)];
    const auto* merge = table_.find(left.token, right.token);
    if (merge == nullptr || merge->made != top.made) continue;  // one of the two has become another since
    left.token = top.made;
    right.token = -1;
    left.right = right.right;
    if (left.right >= 0) symbols_[static_cast<std::size_t>(left.right)].left = top.place;
    offer(left.left, top.place);
    offer(top.place, left.right);
  }
  std::size_t left = 0;
  for (const auto& symbol : symbols_)
    if (symbol.token >= 0) tokens[left++] = symbol.token;
  return left;
}

WordCache::WordCache() : entries_(kEntries) {}

std::uint64_t WordCache::hash(std::string_view word) {
  std::uint64_t hash = word.size() * 0x9e3779b97f4a7c15U;
  for (std::size_t at = 0; at < word.size(); at += 8) {
    std::uint64_t part = 0;
    std::memcpy(&part, word.data() + at, std::min<std::size_t>(8, word.size() - at));
    hash = (hash ^ part) * 0xff51afd7ed558ccdU;
    hash ^= hash >> 32;
  }
  return hash;
}

const std::int32_t* WordCache::find(std::string_view word, std::uint64_t hash, std::size_t& count) const {
  for (auto at = hash & (kEntries - 1);; at = (at + 1) & (kEntries - 1)) {
    const auto& entry = entries_[at];
    if (entry.length == 0) return nullptr;
    if (entry.hash != hash || entry.length != word.size() ||
        std::memcmp(words_.data() + entry.word, word.data(), word.size()) != 0)
      continue;
    count = entry.count;
    return tokens_.data() + entry.tokens;
  }
}

void WordCache::add(std::string_view word, std::uint64_t hash, std::span<const std::int32_t> tokens) {
  if (word.empty() || word.size() > kLongest) return;
  if (used_ == kEntries / 2) clear();
  auto at = hash & (kEntries - 1);
  while (entries_[at].length != 0) at = (at + 1) & (kEntries - 1);
  entries_[at] = {hash, static_cast<std::uint32_t>(words_.size()), static_cast<std::uint32_t>(tokens_.size()),
                  static_cast<std::uint16_t>(word.size()), static_cast<std::uint16_t>(tokens.size())};
  words_ += word;
  tokens_.insert(tokens_.end(), tokens.begin(), tokens.end());
  ++used_;
}

void WordCache::clear() {
  std::fill(entries_.begin(), entries_.end(), Entry{});
  words_.clear(), tokens_.clear();
  used_ = 0;
}

}  // namespace studio
