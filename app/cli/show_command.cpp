// toponets show RUN: what a run is and where it stands.
#include <algorithm>

#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/scalars_file.h"

namespace studio {
namespace {

using Json = nlohmann::ordered_json;

class ShowCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("run", run_, "Run folder or its name")->required();
    app.add_option("--runs", folder_, "Folder with runs")->capture_default_str();
  }

  CommandResult run(const GlobalOptions&) override {
    const RunFolder folder = RunStore(folder_).find(run_).held();
    const RunConfig config = folder.config();
    const Stored stored = readStoredRun(folder);
    RunSummary summary{
        folder.name(), folder.path(), stored.status, config.model.name, config.topoloss.tau, config.train.seed, {}, {}};
    CommandResult answer{runRow(summary), {}};
    answer.document["summary"] = makeSummary(stored, config);
    if (const Json further = furtherDocument(stored); !further.empty())
      answer.document["summary"]["further_scalars"] = further;
    if (!stored.text.empty())
      answer.document["summary"]["text"] = {{"step", stored.maps.back()}, {"text", visible(stored.text, "\n\t")}};
    answer.document["events"] = listEvents(stored);
    answer.text = formatText(summary, stored, config);
    return answer;
  }

 private:
  /// What can be read of a run; what cannot is said.
  struct Stored {
    RunStatus status;
    bool isStateRead = false;
    std::vector<LayerInfo> layers;
    std::vector<ScalarRow> rows;
    std::size_t rowCount = 0;  ///< of the whole file; rows of long runs are thinned
    std::vector<std::int64_t> maps, checkpoints, weights;
    std::string text;  ///< drawn with the newest maps; bytes
    std::vector<Event> events;
    std::vector<std::string> problems;
  };

  template <typename Read>
  static void attempt(Stored& stored, Read read) {
    try {
      read();
    } catch (const UserError& error) {
      if (std::find(stored.problems.begin(), stored.problems.end(), error.what()) == stored.problems.end())
        stored.problems.push_back(error.what());
    }
  }

  static Stored readStoredRun(const RunFolder& folder) {
    Stored stored;
    stored.status = folder.statusOfRows();  // where it does not say itself
    attempt(stored, [&] {
      stored.status = folder.status();
      stored.isStateRead = true;
    });
    attempt(stored, [&] {
      if (folder.folder().inspect("layers.json")) stored.layers = folder.layers();
    });
    attempt(stored, [&] {
      ScalarsFile scalars = folder.scalarsFile(ScalarsFile::WrongLines::LeftOut);
      scalars.refresh();
      stored.rows = scalars.rows().rows();
      stored.rowCount = scalars.rows().added();
      if (!scalars.problem().empty()) stored.problems.push_back(scalars.problem());
    });
    attempt(stored, [&] { stored.maps = folder.mapSteps(); });
    attempt(stored, [&] {
      if (!stored.maps.empty()) stored.text = folder.text(stored.maps.back());
    });
    attempt(stored, [&] { stored.checkpoints = folder.checkpointSteps(); });
    attempt(stored, [&] { stored.weights = folder.weightSteps(); });
    attempt(stored, [&] {
      std::string problem;
      stored.events = folder.events(problem);
      if (!problem.empty()) stored.problems.push_back(problem);
    });
    attempt(stored, [&] { addLosses(stored, folder.config().output.scalarsEvery); });
    return stored;
  }

  /// What the status mentions and is not there.
  static void addLosses(Stored& stored, std::int64_t scalarsEvery) {
    const auto last = stored.rows.empty() ? -1 : stored.rows.back().step;
    const auto missing =
        isLive(stored.status.state) ? std::string() : missingRows(last, stored.status.step, scalarsEvery);
    if (!missing.empty()) stored.problems.push_back(missing + "; copy the file back.");
    if (stored.status.checkpoint >= 0 && stored.weights.empty())
      stored.problems.push_back("The checkpoint of step " + std::to_string(stored.status.checkpoint) +
                                " is lost; copy the folder checkpoints back.");
  }

  static Json makeSummary(const Stored& stored, const RunConfig& config) {
    Json layers = Json::array();
    for (const auto& layer : stored.layers)
      layers.push_back(
          {{"name", layer.name}, {"sheet", {layer.height, layer.width}}, {"units", layer.units}, {"topo", layer.topo}});
    const auto& rows = stored.rows;
    return {{"data", {{"kind", config.data.kind}, {"root", config.data.root}}},
            {"optimizer", {{"kind", config.optimizer.kind}, {"learning_rate", config.optimizer.learningRate}}},
            {"factor", {config.topoloss.factor.first, config.topoloss.factor.second}},
            {"layers", layers},
            {"first_topo_loss", rows.empty() ? Json(nullptr) : measured(rows.front().topoLoss)},
            {"last_topo_loss", rows.empty() ? Json(nullptr) : measured(rows.back().topoLoss)},
            {"scalar_rows", stored.rowCount},
            {"maps", stored.maps},
            {"checkpoints", stored.checkpoints},
            {"weights", stored.weights},
            {"problems", stored.problems}};
  }

  /// The newest row's values of columns that not every run has, by name.
  static Json furtherDocument(const Stored& stored) {
    Json further = Json::object();
    if (stored.rows.empty()) return further;
    const auto& newest = stored.rows.back().further;
    for (std::size_t i = 0; i < newest.values().size(); ++i) further[newest.names()[i]] = measured(newest.values()[i]);
    return further;
  }

  static Json listEvents(const Stored& stored) {
    Json events = Json::array();
    for (const auto& event : stored.events)
      events.push_back({{"step", event.step},
                        {"seconds", event.seconds},
                        {"time", event.time},
                        {"kind", event.kind},
                        {"value", Json::parse(event.value)}});
    return events;
  }

  /// "pause at step 12, resume at step 12, stop at step 40": the newest few.
  static std::string eventsText(const std::vector<Event>& events) {
    constexpr std::size_t kShown = 6;
    std::string text;
    const std::size_t first = events.size() > kShown ? events.size() - kShown : 0;
    if (first > 0) text = std::to_string(first) + " earlier";
    for (std::size_t i = first; i < events.size(); ++i)
      text += (text.empty() ? "" : ", ") + events[i].kind + " at step " + groupedText(events[i].step);
    return text;
  }

  static std::string checkpointText(const Stored& stored) {
    const auto bare = stored.weights.size() - std::min(stored.weights.size(), stored.checkpoints.size());
    return std::to_string(stored.checkpoints.size()) +
           (stored.checkpoints.size() == 1 ? " checkpoint" : " checkpoints") +
           (bare > 0 ? " and " + std::to_string(bare) + " of weights alone" : "");
  }

  /// Where a resume would begin, where that is not the step it came to.
  static std::string resumePosition(const Stored& stored) {
    const auto& status = stored.status;
    if (isLive(status.state) || status.state == RunState::Finished) return {};
    const auto step = stored.checkpoints.empty() ? 0 : stored.checkpoints.back();
    if (step == status.step || (stored.checkpoints.empty() && status.checkpoint >= 0))
      return {};  // the latter is lost, which is reported
    return "step " + groupedText(step) +
           (stored.checkpoints.empty() ? ", as there is no checkpoint yet" : ", its last checkpoint");
  }

  static std::string formatText(const RunSummary& run, const Stored& stored, const RunConfig& config) {
    const auto& status = run.status;
    TextTable table;
    table.add({"Run", run.path.string()});
    const std::string state = stored.isStateRead ? std::string(toString(status.state)) : "damaged";
    table.add({"State", state + (status.error.empty() ? "" : ": " + status.error)});
    if (!status.note.empty()) table.add({"Note", status.note});
    if (isLive(status.state))
      table.add({"Trained by", status.pid > 0 ? "process " + std::to_string(status.pid) + " on " + status.host
                                              : std::string("another process")});
    table.add({"Model", config.model.name});
    table.add({"Data", config.data.kind + ":" + config.data.root});
    if (status.skipped > 0)
      table.add({"Left out", groupedText(status.skipped) + (status.skipped == 1 ? " image" : " images") +
                                 " that cannot be read (log.txt names them)"});
    if (!status.dataChanged.empty()) table.add({"Data changed", status.dataChanged});
    table.add({"τ, factor", roundedText(config.topoloss.tau) + ", " + roundedText(config.topoloss.factor.first) +
                                " × " + roundedText(config.topoloss.factor.second)});
    table.add({"Step", groupedText(status.step) + (status.steps > 0 ? " of " + groupedText(status.steps) : "") +
                           ", epoch " + roundedText(status.epoch, 4)});
    if (const auto from = resumePosition(stored); !from.empty()) table.add({"Goes on from", from});
    table.add({"Task loss", measuredText(status.taskLoss)});
    table.add({"Topo loss", measuredText(status.topoLoss)});
    if (!stored.rows.empty())
      for (const auto& name : stored.rows.back().further.names())
        table.add({scalarColumn(name).title, measuredText(stored.rows.back().value(name))});
    table.add({isValidatedAtEnd(status) ? "Validation" : "Validation of step " + groupedText(status.validationStep),
               "loss " + measuredText(status.validationLoss) + ", accuracy " + shareText(status.validationAccuracy)});
    table.add({"Trained", durationText(status.secondsTrained) + (status.device.empty() ? "" : " on " + status.device)});
    table.add({"Stored", std::to_string(stored.maps.size()) + " map snapshots, " + checkpointText(stored)});
    if (!stored.text.empty()) table.add({"Text of step " + groupedText(stored.maps.back()), oneLine(stored.text)});
    if (!stored.events.empty()) table.add({"Events", eventsText(stored.events)});
    for (const auto& problem : stored.problems) table.add({"Problem", problem});
    return table.text();
  }

  std::string run_, folder_ = "runs";
};

}  // namespace

CommandEntry showCommand() { return {"show", "Details of a run", "toponets show first", makeCommand<ShowCommand>}; }

}  // namespace studio
