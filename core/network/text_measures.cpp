// See text_measures.h.
#include "core/network/text_measures.h"

#include <torch/types.h>

#include <numbers>
#include <vector>

#include "core/data/batcher.h"
#include "core/run/scalars.h"

namespace studio {
namespace {

/// Known before a run is read, so that curves and tables have their titles.
[[maybe_unused]] const bool kTextColumnsDescribed = [] {
  describeScalar({kPerplexityColumn, "Validation perplexity", "", ScalarKind::Loss});
  describeScalar({kBitsPerByteColumn, "Validation loss per byte", "bits", ScalarKind::Loss});
  return true;
}();

/// Of each token; -1: it has none.
std::vector<std::int64_t> lengthsOf(const Tokenizer& tokenizer) {
  std::vector<std::int64_t> lengths(static_cast<std::size_t>(tokenizer.vocabulary()), -1);
  for (std::size_t id = 0; id < lengths.size(); ++id)
    if (const auto bytes = tokenizer.bytes(static_cast<std::int32_t>(id)))
      lengths[id] = static_cast<std::int64_t>(bytes->size());
  if (const auto end = tokenizer.endOfText()) lengths[static_cast<std::size_t>(*end)] = 0;
  return lengths;
}

}  // namespace

double bytesPerToken(const Dataset& rows, const Tokenizer& tokenizer) {
  const auto lengths = lengthsOf(tokenizer);
  std::int64_t bytes = 0, tokens = 0;
  for (std::int64_t row = 0; row < rows.size(); ++row) {
    const auto next = rows.get(row).next;
    if (!next.defined()) return kUndefined;
    const auto ids = next.contiguous();
    const auto* id = ids.const_data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < ids.numel(); ++i) {
      if (id[i] == kNoToken) continue;
      ++tokens;
      const auto known = id[i] >= 0 && id[i] < static_cast<std::int64_t>(lengths.size());
      const auto length = known ? lengths[static_cast<std::size_t>(id[i])] : -1;
      if (length < 0) return kUndefined;
      bytes += length;
    }
  }
  return bytes > 0 ? static_cast<double>(bytes) / static_cast<double>(tokens) : kUndefined;
}

double bitsPerByte(double nats, double bytesPerToken) { return nats / std::numbers::ln2 / bytesPerToken; }

}  // namespace studio
