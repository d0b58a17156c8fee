#include "app/cli/run_row.h"

#include <cmath>

#include "app/cli/text_table.h"

namespace studio {

using Json = nlohmann::ordered_json;

Json measured(double value) { return std::isfinite(value) && value >= 0 ? Json(value) : Json(nullptr); }

std::string measuredText(double value) { return value >= 0 ? roundedText(value, 4) : "-"; }

Json runRow(const RunSummary& run) {
  const auto& status = run.status;
  return {
      {"run", run.name},
      {"path", run.path.string()},
      {"state", std::string(toString(status.state))},
      {"error", !run.error.empty()     ? Json(run.error)
                : status.error.empty() ? Json(nullptr)
                                       : Json(status.error)},
      {"model", run.model},
      {"tau", run.tau},
      {"seed", run.seed},
      {"step", status.step},
      {"steps", status.steps},
      {"epoch", status.epoch},
      {"epochs", status.epochs},
      {"task_loss", measured(status.taskLoss)},
      {"topo_loss", measured(status.topoLoss)},
      {"validation", {{"loss", measured(status.validationLoss)}, {"accuracy", measured(status.validationAccuracy)}}},
      {"seconds", status.secondsTrained},
      {"started", status.started},
      {"heartbeat", status.heartbeat},
      {"pid", status.pid},
      {"host", status.host},
      {"device", status.device},
      {"skipped", status.skipped},
      {"data_changed", status.dataChanged.empty() ? Json(nullptr) : Json(status.dataChanged)},
      {"note", status.note.empty() ? Json(nullptr) : Json(status.note)}};
}

}  // namespace studio
