// Names of compared runs by the losses of the table, which only the engine knows.
#include <gtest/gtest.h>

#include "core/run/config_fields.h"
#include "core/run/run_table.h"

namespace studio {
namespace {

std::shared_ptr<const RunRecord> record(const std::string& name, const std::string& loss, double weight, double tau) {
  RunConfig config;
  config.model.name = "resnet18";
  config.topoloss.tau = tau;
  if (!loss.empty()) findField("losses." + loss + ".weight")->set(config, weight);
  RunRecord run;
  run.name = run.groupKey = name;
  run.dataKey = run.dataName = "photos";
  run.config = std::make_shared<const RunConfig>(config);
  return std::make_shared<const RunRecord>(std::move(run));
}

/// A loss of no weight is no name.
TEST(RunLabels, RivalLossesAreNamedWhereTheyAreUsed) {
  const RunRecords runs{record("a", "", 0, 0), record("b", "all_tnn", 10, 0), record("c", "tdann", 0.25, 0),
                        record("d", "", 0, 5)};
  EXPECT_EQ(groupLabels(runs, groupRuns(runs, {0, 1, 2, 3})),
            (std::vector<std::string>{"τ 0", "τ 0, All-TNN 10", "τ 0, TDANN/TopoLM 0.25", "τ 5"}));
}

}  // namespace
}  // namespace studio
