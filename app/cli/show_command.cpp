// toponets show RUN: what a run is and where it stands.
#include "app/cli/command.h"
#include "app/cli/run_row.h"
#include "app/cli/text_table.h"
#include "core/run/error.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

class ShowCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("run", run_, "Run folder or its name")->required();
    app.add_option("--runs", folder_, "Folder with runs")->capture_default_str();
  }

  Answer run(const GlobalOptions&) override {
    const RunFolder folder = RunStore(folder_).find(run_);
    const RunConfig config = folder.config();
    RunSummary summary{folder.name(), folder.path(), statusOf(folder), config.model.name, config.topoloss.tau, config.train.seed, {}, {}};
    Answer answer{runRow(summary), {}};
    answer.document["summary"] = summaryOf(folder, config);
    answer.text = textOf(summary, folder, config);
    return answer;
  }

 private:
  /// A run that died before it wrote a status is still a run.
  static RunStatus statusOf(const RunFolder& folder) {
    try {
      return folder.status();
    } catch (const UserError&) {
      RunStatus status;
      status.state = RunState::Interrupted;
      return status;
    }
  }

  static Json summaryOf(const RunFolder& folder, const RunConfig& config) {
    Json layers = Json::array();
    std::error_code none;
    if (std::filesystem::exists(folder.path() / "layers.json", none))
      for (const auto& layer : folder.layers())
        layers.push_back({{"name", layer.name}, {"sheet", {layer.height, layer.width}}, {"units", layer.units}, {"topo", layer.topo}});
    const auto rows = folder.scalars();
    return {{"data", {{"kind", config.data.kind}, {"root", config.data.root}}},
            {"optimizer", {{"kind", config.optimizer.kind}, {"learning_rate", config.optimizer.learningRate}}},
            {"factor", {config.topoloss.factor.first, config.topoloss.factor.second}},
            {"layers", layers},
            {"first_topo_loss", rows.empty() ? Json(nullptr) : measured(rows.front().topoLoss)},
            {"last_topo_loss", rows.empty() ? Json(nullptr) : measured(rows.back().topoLoss)},
            {"scalar_rows", rows.size()},
            {"maps", folder.mapSteps()},
            {"checkpoints", folder.checkpointSteps()}};
  }

  static std::string textOf(const RunSummary& run, const RunFolder& folder, const RunConfig& config) {
    const auto& status = run.status;
    TextTable table;
    table.add({"Run", run.path.string()});
    table.add({"State", std::string(toString(status.state)) + (status.error.empty() ? "" : ": " + status.error)});
    table.add({"Model", config.model.name});
    table.add({"Data", config.data.kind + ":" + config.data.root});
    table.add({"τ, factor", numberText(config.topoloss.tau) + ", " + numberText(config.topoloss.factor.first) + " × " + numberText(config.topoloss.factor.second)});
    table.add({"Step", countText(status.step) + " of " + countText(status.steps) + ", epoch " + numberText(status.epoch, 4)});
    table.add({"Task loss", measuredText(status.taskLoss)});
    table.add({"Topo loss", measuredText(status.topoLoss)});
    table.add({"Validation", "loss " + measuredText(status.validationLoss) + ", accuracy " + measuredText(status.validationAccuracy)});
    table.add({"Trained", durationText(status.secondsTrained) + (status.device.empty() ? "" : " on " + status.device)});
    table.add({"Stored", std::to_string(folder.mapSteps().size()) + " map snapshots, " + std::to_string(folder.checkpointSteps().size()) + " checkpoints"});
    return table.text();
  }

  std::string run_, folder_ = "runs";
};

}  // namespace

std::unique_ptr<Command> makeShowCommand() { return std::make_unique<ShowCommand>(); }

}  // namespace studio
