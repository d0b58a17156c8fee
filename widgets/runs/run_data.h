// What the views show of the open run: plain data, replaced as a whole or appended to by RunMonitor. GUI thread only.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/run/layer_info.h"
#include "core/run/run_channel.h"
#include "core/run/run_config.h"
#include "core/run/run_store.h"
#include "widgets/runs/log_tail.h"

namespace studio {

struct RunData {
  RunFolder folder;
  bool live = false;  ///< trained by this process right now
  RunConfig config;
  RunStatus status;
  std::vector<LayerInfo> layers;
  std::vector<ScalarRow> scalars;
  LogLines log;
  std::vector<std::int64_t> mapSteps;  ///< stored snapshots, ascending
  std::vector<std::int64_t> checkpointSteps;
  std::shared_ptr<const Snapshot> snapshot;  ///< the one shown: the newest, or the stored one the time bar points at
  std::optional<UnitWeights> unit;           ///< weights of the chosen unit, as of `snapshot`
  /// A file of weights instead of a run: what it is in one line, and the facts about it. `folder` is the file then.
  std::string caption;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<std::string> parts;    ///< its networks by their names behind FILE#; none where it holds only one
  std::string part;                  ///< the one that is shown; empty = the file without a part
  std::int64_t namedHeads = 0;       ///< attention heads as a person named them where the file does not; 0 = nobody did
  int colour = 0;                    ///< index into Theme::runMark
  std::string error;                 ///< why the run cannot be shown, or empty
  std::vector<std::string> leftOut;  ///< what of a stored run cannot be read, a sentence each; `error` is the first
};

/// What is chosen; shared by all views.
struct ViewState {
  bool followLive = true;           ///< show the newest; else `step`
  std::int64_t step = 0;            ///< a stored snapshot
  std::string layer;                ///< chosen sheet
  std::string quantity = "cosine";  ///< cosine, norm or a contrast
  std::int64_t unit = -1;           ///< chosen unit of `layer`, -1 = none
  bool limitsLocked = false;
  double limitLow = -1, limitHigh = 1;  ///< in force while locked; else computed (sheet_limits.h)
  double threshold = 0;                 ///< |value| below it is shown as `nan`
  std::string colours;                  ///< "" = by quantity and theme; "rdbu", "rdbu_dark", "viridis"
  bool operator==(const ViewState&) const = default;
};

}  // namespace studio
