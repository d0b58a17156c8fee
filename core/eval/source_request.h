// SOURCE of the command line: RUN[:step], or --model NAME --weights FILE [--set model.key=value]. No torch here.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/eval/evaluation.h"

namespace studio {

struct SourceRequest {
  std::string run;                  ///< folder or name, with an optional ":step"; empty when a model is named
  std::string runsFolder = "runs";  ///< where names are looked up
  std::string model;
  std::string weights;                ///< a file, or "random:SEED"
  std::vector<std::string> settings;  ///< "model.classes=10"
};

/// Where and with how many threads to compute.
struct Computing {
  std::string device = "auto";  ///< auto, cpu, cuda:N
  int threads = 0;              ///< 0 = all cores
  BatchProgress progress = {};  ///< may be empty
  BatchProgress reading = {};  ///< while files are decoded for the first time, before the progress begins; may be empty
  std::function<void(const std::string& sentence)> warn =
      {};  ///< what a person should know and nothing is stopped for; may be empty
  std::function<void(const std::string&)> told = {};  ///< what was chosen for the user, a sentence each; may be empty
};

}  // namespace studio
