// Byte-pair merging of words: which pairs of tokens become one, in which order, and words that were merged before.
// Plain whole numbers; what the tokens are called is in byte_pair_vocabulary.h.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace studio {

struct PairMerge {
  std::int32_t rank;  ///< lower goes first
  std::int32_t made;  ///< the token that both become
};

/// Pairs of tokens with their merge; open addressing, a look-up is mostly one line of the processor's cache.
class PairTable {
 public:
  explicit PairTable(std::size_t pairs);
  /// A later one of the same pair takes its place.
  void add(std::int32_t left, std::int32_t right, PairMerge merge);
  const PairMerge* find(std::int32_t left, std::int32_t right) const {
    const auto wanted = key(left, right);
    for (auto at = place(wanted);; at = (at + 1) & mask_) {
      if (slots_[at].key == wanted) return &slots_[at].merge;
      if (slots_[at].key == kFree) return nullptr;
    }
  }

 private:
  static constexpr std::uint64_t kFree = ~std::uint64_t{0};
  struct Slot {
    std::uint64_t key = kFree;
    PairMerge merge{};
  };
  static std::uint64_t key(std::int32_t left, std::int32_t right) {
    return static_cast<std::uint64_t>(static_cast<std::uint32_t>(left)) << 32 | static_cast<std::uint32_t>(right);
  }
  std::size_t place(std::uint64_t key) const { return (key * 0x9e3779b97f4a7c15U >> 20) & mask_; }
  std::vector<Slot> slots_;
  std::size_t mask_;
};

/// Merges the pair of the lowest rank, of equal ones the leftmost, until there is none that can be: Hugging Face's
/// order. One thread at a time.
class PairMerger {
 public:
  explicit PairMerger(const PairTable& table) : table_(table) {}
  /// In place; the tokens of the word are left in front, and their number is returned.
  std::size_t merge(std::span<std::int32_t> tokens);

 private:
  struct Symbol {
    std::int32_t token, left,
        right;  ///< the neighbours' places, -1 where there is none; token -1: merged into the left
  };
  struct Candidate {
    std::int32_t rank, place, made;
  };
  std::size_t mergeShort(std::span<std::int32_t> tokens);
  std::size_t mergeLong(std::span<std::int32_t> tokens);
  void offer(std::int32_t left, std::int32_t right);
  const PairTable& table_;
  std::vector<std::int32_t> ranks_;
  std::vector<Symbol> symbols_;
  std::vector<Candidate> heap_;
};

/// Tokens of words that were met. When it is full all are forgotten, so its memory is bounded. One thread at a time.
class WordCache {
 public:
  WordCache();
  static constexpr std::size_t kLongest = 64;  ///< bytes of a word that is kept
  /// Null where it is not known.
  const std::int32_t* find(std::string_view word, std::uint64_t hash, std::size_t& count) const;
  void add(std::string_view word, std::uint64_t hash, std::span<const std::int32_t> tokens);
  static std::uint64_t hash(std::string_view word);

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t word = 0, tokens = 0;   ///< where they lie
    std::uint16_t length = 0, count = 0;  ///< length 0: free
  };
  void clear();
  std::vector<Entry> entries_;
  std::size_t used_ = 0;
  std::string words_;
  std::vector<std::int32_t> tokens_;
};

}  // namespace studio
