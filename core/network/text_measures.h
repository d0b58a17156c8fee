// What a loss over tokens means for the text: perplexity, and bits per byte, which compares models whatever their
// tokenizers are.
#pragma once
#include "core/data/dataset.h"
#include "core/text/tokenizer.h"

namespace studio {

inline constexpr const char* kPerplexityColumn = "validation_perplexity";  ///< of scalars.csv
inline constexpr const char* kBitsPerByteColumn = "validation_bits_per_byte";

/// Bytes of text that a predicted token of these rows stands for, the mean over all; an end of text stands for none.
/// NaN where the rows have nothing to predict, or tokens that the tokenizer does not have.
double bytesPerToken(const Dataset& rows, const Tokenizer& tokenizer);
/// Of a loss in nats a token.
double bitsPerByte(double nats, double bytesPerToken);

}  // namespace studio
