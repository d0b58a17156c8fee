// A network and stimuli that fit it: sides and channels follow from the network where the stimuli leave them open.
#pragma once
#include "core/analysis/analyse.h"
#include "core/eval/source.h"
#include "core/eval/stimuli.h"

namespace studio {

struct ShownNetwork {
  Source source;
  Stimuli stimuli;
  std::string changed = {};  ///< why a run's own data may not be what it was validated with (stimuli.h)
};

/// Stimuli for a network that sees `seen`: their sides where they have none of their own, its channels; what cannot be
/// read is left out. `config` is the network's: its mean and standard deviation count where it names them. Throws
/// UserError.
Stimuli stimuliFor(const StimuliRequest& request, RunConfig config, const InputShape& seen,
                   const BatchProgress& reading = {});
/// Throws UserError: no such run, stimuli that are not there or do not fit.
ShownNetwork openShown(const AnalysisRequest& request, const Computing& computing);
/// The stimuli alone, as this source would see them.
Stimuli openStimuliFor(const AnalysisRequest& request);

}  // namespace studio
