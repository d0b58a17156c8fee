// Which tokens of a text drive each unit of a layer most, and what stands around them: what a person reads of a unit of
// a network of language, as he looks at the strongest images of another.
#pragma once
#include "core/data/dataset.h"
#include "core/models/model.h"
#include "core/run/network_request.h"
#include "core/run/text_request.h"
#include "core/text/tokenizer.h"

namespace studio {

inline constexpr std::int64_t kMostTokensRead = 8192;  ///< of a set, the first

/// `each`: how many a unit; fewer where the text has fewer. Of sentences every token counts, whatever their stimuli
/// are. In evaluation mode and without gradients. `progress` counts tokens; what it throws ends the work. Throws
/// UserError for images, for a layer that there is not, and for tokens that the tokenizer or the model does not have.
StrongestTokens strongestTokens(Model& model, const Tokenizer& tokenizer, const Dataset& data, const std::string& layer,
                                std::int64_t each, torch::Device device, const BatchProgress& progress = {});

}  // namespace studio
