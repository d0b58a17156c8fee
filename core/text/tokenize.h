// `toponets tokenize`: a text as nanoGPT's tokens on the disk. No torch here.
#pragma once
#include "core/run/text_request.h"
#include "core/text/text_source.h"

namespace studio {

/// See Engine::tokenize. The bytes of the text are taken as they are, line ends too. A tokenizer.json that lies beside
/// the output already must be the same one, for the .bin files there are of its tokens.
TokenizedText tokenizeText(const TokenizeRequest& request, const TextProgress& progress);

}  // namespace studio
