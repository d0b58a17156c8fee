// The one place that tells what a user can mend from the rest: sentences of our own, and what the system refuses
// (memory, threads) wherever it was asked for. Any thread; blocks nobody.
#pragma once
#include <exception>
#include <optional>
#include <string>

namespace studio {

/// The sentence for what a user can mend; nullopt for a fault of ours. `lessMemory` is what takes less memory, as the
/// end of a sentence: "lower train.batch_size".
std::optional<std::string> mendableSentence(const std::exception& error, const std::string& lessMemory);

/// What a screen shows of any exception: the sentence, or the first line of what it says.
std::string shownSentence(const std::exception& error,
                          const std::string& lessMemory = "take fewer images, or end other programs");

/// The first line of what an exception says: torch adds the stack to its own.
std::string firstLine(const std::exception& error);

}  // namespace studio
