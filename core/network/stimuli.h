// The images or rows of tokens a network is shown on the command line.
#pragma once
#include <memory>
#include <optional>

#include "core/data/batcher.h"
#include "core/models/model.h"
#include "core/run/network_request.h"

namespace studio {

struct Stimuli {
  std::shared_ptr<const Dataset> data;
  Batcher::Options options;      ///< in order, without augmentation
  std::string name;              ///< for sentences
  std::string kind;              ///< row of the table of data sets; empty: an array
  bool flip = false;             ///< data.flip_test
  std::optional<DataSplit> own;  ///< both parts of the run's own data, where these are shown

  InputShape shape() const;
};

/// `config` is the source's (makeConfig): size, mean, std and context of a run count where DATA names none. Its seed
/// does not: what DATA lets the program draw is the same for all networks (core/run/stimuli_seed.h). Throws UserError.
Stimuli openStimuli(const StimuliRequest& request, const RunConfig& config);
/// Throws UserError where the place of a run's data is gone; `otherwise` is what can be done beside putting them back.
void requireOwnData(const RunConfig& config, const std::string& otherwise);
/// Leaves out files that cannot be read (data->skipped() names them); kinds that do not lie in single files are whole
/// or refused. Decodes every image once and waits; `reading` is called with how many, and what it throws ends the work.
void leaveOutUnreadable(Stimuli& stimuli, const BatchProgress& reading = {});
/// Stimuli for a network that sees `seen`: their sides where they have none of their own, its channels; what cannot be
/// read is left out. `config` is the network's: its mean and standard deviation count where it names them. Throws
/// UserError.
Stimuli stimuliFor(const StimuliRequest& request, RunConfig config, const InputShape& seen,
                   const BatchProgress& reading = {});

}  // namespace studio
