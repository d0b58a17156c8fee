// What a result is to say of the maps that it was made of: where no unit is selective, or all have one value, there is
// noise on the sheet, and how it lies there says nothing. Sentences for Result::notes. One thread.
#pragma once
#include <torch/types.h>

#include <string>
#include <vector>

namespace studio {

class AnalysisTask;
struct AnalysisKind;
struct AnalysisSettings;
struct Result;

/// Of the maps of contrasts, gathered while the layers go by; all analyses of contrasts are made of the same.
class MapNotes {
 public:
  /// Those of the layer under way.
  void add(AnalysisTask& work);
  /// What an analysis is to say of them: |t| of a selective unit is at least `threshold`.
  std::vector<std::string> sentences(double threshold) const;

 private:
  std::vector<double> largest_;  ///< |t| of each map that has any
  std::size_t alike_ = 0;        ///< maps in which all units have the same t
};

/// Of |t|: that of the analysis where it has a threshold of t, else the usual one of outlines.
double selectiveFrom(const AnalysisKind& kind, const AnalysisSettings& settings);
/// Whether all values that are finite are the same, as far as float32 tells; two or more.
bool areAlike(const torch::Tensor& map);
/// "All units have practically the same value ..." of `alike` maps among `all`; none where there are none.
std::vector<std::string> alikeSentences(std::size_t alike, std::size_t all);
/// Of preferred angles: by the largest |t| of one angle against the others in each layer.
std::vector<std::string> angleSentences(const std::vector<double>& largest);

}  // namespace studio
