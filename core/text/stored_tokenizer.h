// Where the tokenizer of a network lies, and taking it along with weights: tokenizer.json in the folder of a run, of a
// checkpoint, or beside a file of weights. No torch here.
#pragma once
#include <filesystem>

#include "core/run/run_store.h"
#include "core/text/tokenizer.h"

namespace studio {

/// The file of a tokenizer in a folder; empty where there is none.
std::filesystem::path tokenizerIn(const std::filesystem::path& folder);
/// That belongs to weights, a file or a folder of them: NAME.tokenizer.json of NAME.safetensors, else the one in its
/// folder, else, of a checkpoint, that of its run. Empty where there is none.
std::filesystem::path tokenizerOfWeights(const std::filesystem::path& weights);
/// Null where the run keeps none. Throws UserError for one that cannot be read.
TokenizerPointer tokenizerOfRun(const RunFolder& run);

/// The tokenizer of the weights `from` goes with their copy `to`: as tokenizer.json beside it, or where another one
/// lies there as NAME.tokenizer.json. Returns what belongs to the copy now; empty where there is none to be read.
/// Throws UserError where it cannot be written.
std::filesystem::path takeTokenizerAlong(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace studio
