// The words that integration windows are measured with: of a text, drawn by a seed, or given; and the choices that
// decide them.
#pragma once
#include <c10/core/Device.h>

#include <cstdint>
#include <string>
#include <vector>

#include "core/analysis/word_swaps.h"

namespace studio {

class LanguageModel;
class SentenceTask;
struct AnalysisSettings;

namespace windows {
inline constexpr const char *kText = "text", *kInput = "input", *kSwaps = "swaps", *kTags = "tags";
inline constexpr std::int64_t kLags = 20;
/// Sentences of the index of structure, between words of the text.
inline constexpr std::size_t kSentenceWords = 12, kSentences = 5, kBefore = 2, kBehind = 11;
}  // namespace windows

/// Sequences of equal length, and those of sentences of one length where there are any.
struct WindowSequences {
  std::vector<SwapSequence> running, sentences;
  std::string noSentences;  ///< why there are none
};

/// Each position of a sequence is replaced by the token that stands there in the other array; nothing is drawn. Throws
/// UserError for arrays that do not belong together or to the network.
WindowSequences givenSequences(const AnalysisSettings& settings, LanguageModel& model);
/// Of the text that the settings name. Throws UserError where it has too few words, or tokens that the network has not.
WindowSequences drawnSequences(SentenceTask& work, LanguageModel& model, torch::Device device);

}  // namespace studio
