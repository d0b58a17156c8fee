// The options of `toponets analyse`: which analysis of what, the choices of every row of the table of analyses, and
// what all of them ask of the engine.
#pragma once
#include <CLI/CLI.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/run/analysis.h"
#include "core/run/analysis_request.h"
#include "core/run/network_request.h"

namespace studio {

class Engine;

class AnalysisOptions {
 public:
  /// `kinds` is the table of analyses.
  explicit AnalysisOptions(std::vector<AnalysisKind> kinds) : kinds_(std::move(kinds)) {}
  void declare(CLI::App& app, const Engine& engine);
  /// Throws UserError for options that do not go together.
  AnalysisRequest request() const;
  const std::string& map() const { return map_; }  ///< one map instead of a network, or empty
  const std::string& mapOutput() const { return mapOutput_; }
  const std::string& scores() const { return scores_; }  ///< a file for log-probabilities of sentences, or empty
  bool controls() const { return !noControls_; }
  /// The row of the analysis that was named. Throws UserError where there is none.
  const AnalysisKind& kind() const;
  /// The network that is to be saved of what the analysis makes; nullopt = none.
  std::optional<SaveNetworkRequest> saveRequest() const;

 private:
  void requireRead() const;
  void requireOneInput() const;
  void requireSaving() const;
  void requireSentences() const;
  bool takesSequences() const;
  void takePlaceOfSentences(AnalysisRequest& request) const;
  std::vector<AnalysisKind> kinds_;
  std::string what_, map_, mapOutput_, sheet_, array_, save_, scores_;
  std::optional<double> saveAt_;
  std::vector<std::string> contrasts_;
  bool noControls_ = false;
  std::function<bool()> contrastsGiven_;
  AnalysisRequest request_;
};

}  // namespace studio
