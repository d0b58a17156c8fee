// What an evaluation found. No torch here.
#pragma once
#include <cstdint>
#include <functional>

namespace studio {

struct Evaluation {
  double loss = 0;          ///< mean cross-entropy of softmax; NaN where no image was seen, as the rest
  double accuracy = 0;      ///< top-1, 0..1; language: of the next token
  double top5 = 0;          ///< the right class is among the five (or all, if fewer) most likely
  double perplexity = 0;    ///< exp(loss)
  std::int64_t count = 0;   ///< images seen; language: tokens foretold
  bool language = false;
};

/// Told after each batch: images (rows of tokens) done and in all. Called by the computing thread; what it throws ends the work.
using BatchProgress = std::function<void(std::int64_t done, std::int64_t total)>;

}  // namespace studio
