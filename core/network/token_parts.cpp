#include "core/network/token_parts.h"

#include <torch/utils.h>

#include <algorithm>

namespace studio {

std::optional<PartBatch> PartBatches::next() {
  if (at_ == parts_.parts.size()) return std::nullopt;
  PartBatch batch;
  batch.first = std::int64_t(at_);
  std::vector<std::int64_t> sequences;
  std::int64_t longest = 1;
  auto end = at_;
  for (; end < parts_.parts.size(); ++end) {
    const auto& part = parts_.parts[end];
    if (sequences.empty() || sequences.back() != part.sequence) {
      if (std::int64_t(sequences.size()) == sequences_) break;
      sequences.push_back(part.sequence);
    }
    longest = std::max(longest, part.end);
  }
  std::vector<std::int64_t> positions, owners;
  std::vector<float> lengths;
  std::int64_t row = -1, before = -1;
  for (auto at = at_; at < end; ++at) {
    const auto& part = parts_.parts[at];
    row += part.sequence != before;
    before = part.sequence;
    for (auto position = part.first; position < part.end; ++position) {
      positions.push_back(row * longest + position);
      owners.push_back(std::int64_t(at - at_));
    }
    lengths.push_back(float(part.end - part.first));
  }
  batch.count = std::int64_t(end - at_);
  batch.tokens = parts_.sequences.index_select(0, torch::tensor(sequences)).narrow(1, 0, longest).contiguous();
  batch.positions = torch::tensor(positions);
  batch.owners = torch::tensor(owners);
  batch.lengths = torch::tensor(lengths).unsqueeze(1);
  at_ = end;
  return batch;
}

torch::Tensor responsesOfParts(const PartBatch& batch, const torch::Tensor& seen) {
  const auto device = seen.device();
  const auto values = seen.index_select(0, batch.positions.to(device)).to(torch::kFloat);  // [n, units]
  auto sums = torch::zeros({batch.count, seen.size(1)}, values.options());
  return sums.index_add_(0, batch.owners.to(device), values).div_(batch.lengths.to(device));
}

TokenParts everyPosition(const Dataset& data, std::int64_t most) {
  TokenParts parts;
  const auto length = data.imageShape().front();
  const auto rows = std::min(data.size(), (most + length - 1) / length);
  std::vector<torch::Tensor> sequences;
  for (std::int64_t row = 0; row < rows; ++row) {
    sequences.push_back(data.get(row).image);
    for (std::int64_t position = 0; position < length; ++position) parts.parts.push_back({row, position, position + 1});
  }
  parts.sequences = sequences.empty() ? torch::zeros({0, length}, torch::kInt64) : torch::stack(sequences);
  return parts;
}

}  // namespace studio
