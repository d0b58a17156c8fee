// Everything of a run in one folder, for a paper's supplement or another machine: its settings, log and tables as they
// are, its maps, what analyses stored, its newest weights, and every figure that can be drawn of it, with the data
// behind. Any thread; minutes for a large run, so that a screen calls it from a worker thread.
#pragma once
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "core/run/engine.h"
#include "core/run/run_store.h"

namespace studio {

struct RunExport {
  RunFolder run;
  std::filesystem::path into;  ///< a folder is made in it; never one that is there
  double widthMm = 183;        ///< of the figures
  std::string name{};          ///< of the folder; empty = NAME_export
};

struct RunExportProgress {
  int done = 0, of = 0;
  std::string doing;  ///< "figures/sheets_cosine.pdf"
};

struct RunExportDone {
  std::filesystem::path folder;
  int files = 0;
  std::vector<std::string> leftOut;  ///< what could not be drawn or copied, a sentence each
};

/// It was to stop: nothing is left behind.
struct RunExportStopped {};

/// Takes away what exports into this folder have left whose process ended before they were whole.
void removeUnfinishedExports(const std::filesystem::path& folder);

/// Appears under its name when it is whole. Throws UserError, and RunExportStopped.
RunExportDone exportRun(const RunExport& request, const std::vector<AnalysisKind>& analyses,
                        const std::function<void(const RunExportProgress&)>& report = {}, std::stop_token stop = {});

}  // namespace studio
