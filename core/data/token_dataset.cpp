#include "core/data/token_dataset.h"

#include <torch/utils.h>

#include <algorithm>

#include "core/run/error.h"

namespace studio {

TokenDataset::TokenDataset(std::shared_ptr<const TokenShards> files, std::int64_t context, std::int64_t vocabulary,
                           std::int64_t first, std::int64_t end)
    : files_(std::move(files)),
      context_(context),
      vocabulary_(vocabulary),
      first_(first),
      rows_(std::max<std::int64_t>(0, (end - first - 1) / context)) {}

Example TokenDataset::get(std::int64_t index) const {
  const auto tokens = torch::empty({context_ + 1}, torch::kInt64);
  files_->read(first_ + index * context_, context_ + 1, vocabulary_, tokens.data_ptr<std::int64_t>());
  return {tokens.narrow(0, 0, context_), 0, tokens.narrow(0, 1, context_)};
}

TokenRows::TokenRows(torch::Tensor rows, std::int64_t vocabulary, const std::string& source)
    : rows_(rows.contiguous()), vocabulary_(vocabulary) {
  const auto* tokens = rows_.data_ptr<std::int64_t>();
  const auto* foreign = std::find_if(tokens, tokens + rows_.numel(),
                                     [&](std::int64_t token) { return token < 0 || token >= vocabulary; });
  if (foreign == tokens + rows_.numel()) return;
  const auto place = foreign - tokens;
  throw UserError(source + " holds " + std::to_string(*foreign) + " in row " + std::to_string(place / rows_.size(1)) +
                  " at position " + std::to_string(place % rows_.size(1)) + ", but the model's tokens are 0 to " +
                  std::to_string(vocabulary - 1) + ".");
}

}  // namespace studio
