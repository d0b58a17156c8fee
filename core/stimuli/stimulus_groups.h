// Stimuli sorted for an analysis: into categories and the sides of contrasts, or by the angle of their gratings.
#pragma once
#include <torch/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/run/analysis.h"

namespace studio {

struct StimulusGroups {
  std::vector<std::string> categories;
  torch::Tensor labels;  ///< int64 [stimuli], index of the category; undefined where there are no categories
  std::vector<Contrast> contrasts;
  std::vector<torch::Tensor> on, off;  ///< bool [stimuli], one a contrast
  std::vector<double> degrees;         ///< ascending, 0 <= angle < 180; empty where stimuli have no angle
  torch::Tensor angles;                ///< int64 [stimuli], index into `degrees`
  std::vector<std::string> names;      ///< one a stimulus
  std::vector<std::string> remarks;    ///< on categories of which two may be meant as one
};

/// Labels and names of a set's stimuli; contrasts as the settings request them where `contrasts`, for which it throws
/// UserError: a missing category, fewer than two stimuli on a side, no categories at all.
StimulusGroups readStimulusGroups(const Dataset& data, const AnalysisSettings& settings, bool contrasts);
/// The same of labels.txt, one category (or "22.5deg", or a grating's name) a line. Throws UserError where there are
/// not `stimuli` lines.
StimulusGroups readStimulusGroups(const std::filesystem::path& labels, std::int64_t stimuli,
                                  const AnalysisSettings& settings, bool contrasts);

}  // namespace studio
