// What an evaluation found. No torch here.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace studio {

struct Evaluation {
  double loss = 0;         ///< mean cross-entropy of softmax; NaN where no image was seen, as the rest
  double accuracy = 0;     ///< top-1, 0..1; language: of the next token
  double top5 = 0;         ///< the right class is among the five (or all, if fewer) most likely
  double perplexity = 0;   ///< exp(loss)
  std::int64_t count = 0;  ///< images seen; language: tokens foretold
  bool language = false;
  std::vector<std::string> skipped = {};  ///< images that cannot be read: name and reason
  std::vector<std::string> unknownClasses =
      {};  ///< of the data, that the network was not trained on; their images are left out
  std::vector<std::string> missingClasses = {};  ///< of the network, that the data have no image of
  std::vector<std::string> remarks = {};         ///< what a person should know of the data, a sentence each
};

/// Told after each batch: images (rows of tokens) done and in all. Called by the computing thread; what it throws ends
/// the work.
using BatchProgress = std::function<void(std::int64_t done, std::int64_t total)>;

}  // namespace studio
