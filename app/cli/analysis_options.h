// The options of `toponets analyse` and what they ask of the engine.
#pragma once
#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "core/analysis/analyse.h"

namespace studio {

class AnalysisOptions {
 public:
  void declare(CLI::App& app);
  /// Throws UserError for options that do not go together.
  AnalysisRequest request() const;
  const std::string& map() const { return map_; }  ///< one map instead of a network, or empty
  const std::string& mapOutput() const { return mapOutput_; }
  bool controls() const { return !noControls_; }

 private:
  void requireOneInput() const;
  std::string what_, map_, mapOutput_, sheet_, array_;
  std::vector<std::string> contrasts_;
  bool noControls_ = false;
  AnalysisRequest request_;
};

}  // namespace studio
