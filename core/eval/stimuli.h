// The images or rows of tokens a network is shown on the command line.
#pragma once
#include <memory>

#include "core/data/batcher.h"
#include "core/eval/source_jobs.h"
#include "core/models/model.h"

namespace studio {

struct Stimuli {
  std::shared_ptr<const Dataset> data;
  Batcher::Options options;          ///< in order, without augmentation
  std::string name;                  ///< for sentences
  std::string kind;                  ///< row of the table of data sets; empty: an array
  bool flip = false;                 ///< data.flip_test

  InputShape shape() const;
};

/// `config` is the source's (configOf): size, mean, std and context of a run count where DATA names none. Throws UserError.
Stimuli openStimuli(const StimuliRequest& request, const RunConfig& config);
/// Leaves out files that cannot be read (data->skipped() names them); kinds that do not lie in single files are whole or refused.
/// Decodes every image once and waits; `reading` is told how many, and what it throws ends the work.
void leaveOutUnreadable(Stimuli& stimuli, const BatchProgress& reading = {});

}  // namespace studio
