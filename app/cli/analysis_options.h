// The options of `toponets analyse` and what they ask of the engine.
#pragma once
#include <CLI/CLI.hpp>

#include <string>
#include <utility>
#include <vector>

#include "core/run/analysis_request.h"

namespace studio {

class AnalysisOptions {
 public:
  /// `kinds` is the table of analyses.
  explicit AnalysisOptions(std::vector<AnalysisKind> kinds) : kinds_(std::move(kinds)) {}
  void declare(CLI::App& app);
  /// Throws UserError for options that do not go together.
  AnalysisRequest request() const;
  const std::string& map() const { return map_; }  ///< one map instead of a network, or empty
  const std::string& mapOutput() const { return mapOutput_; }
  bool controls() const { return !noControls_; }
  /// The row of the analysis that was named.
  const AnalysisKind& kind() const;

 private:
  void requireOneInput() const;
  std::vector<AnalysisKind> kinds_;
  std::string what_, map_, mapOutput_, sheet_, array_;
  std::vector<std::string> contrasts_;
  bool noControls_ = false;
  AnalysisRequest request_;
};

}  // namespace studio
