// Responses to parts of sequences: tokens, words or sentences of a language model's rows. Each sequence goes through
// the network once, whatever number of stimuli it holds.
#pragma once
#include <torch/types.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "core/data/dataset.h"

namespace studio {

/// Sequences that go through a network together, and the stimuli in them.
struct PartBatch {
  torch::Tensor tokens;     ///< int64 [sequences, tokens], as long as its last part needs
  torch::Tensor positions;  ///< int64 [n], places in the flattened tokens, one after another for each stimulus
  torch::Tensor owners;     ///< int64 [n], whose each is: 0 .. count - 1
  torch::Tensor lengths;    ///< float [count, 1], positions of each
  std::int64_t first = 0, count = 0;  ///< stimuli first .. first + count - 1
};

/// In the order of the stimuli; those of one sequence must follow each other. One thread.
class PartBatches {
 public:
  /// `parts` must outlive it; at most so many sequences at once.
  PartBatches(const TokenParts& parts, std::int64_t sequences) : parts_(parts), sequences_(sequences) {}
  std::optional<PartBatch> next();

 private:
  const TokenParts& parts_;
  std::int64_t sequences_;
  std::size_t at_ = 0;
};

/// [sequences * tokens, units], as a Recording of every token has them, to [count, units]: means over the positions of
/// each stimulus. On the device of `seen`.
torch::Tensor responsesOfParts(const PartBatch& batch, const torch::Tensor& seen);

/// Rows of running text with each of their positions a stimulus: as many rows, from the first on, as `most` stimuli
/// need.
TokenParts everyPosition(const Dataset& data, std::int64_t most);

}  // namespace studio
