// `toponets activations SOURCE (--data DATA | --input X.npy) --output DIR`: responses of layers, one file each.
#include "app/cli/progress.h"
#include "app/cli/command.h"
#include "app/cli/text_table.h"

namespace studio {
namespace {

class ActivationsCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    addSourceOptions(app, source_);
    auto* data =
        addDataOption(app, engine_, stimuli_.data, "Images or tokens", "a run's validation part where none are named");
    app.add_option("--input", input_, "Images or rows of tokens as an array instead, taken as they are")
        ->type_name("X.npy")
        ->excludes(data);
    app.add_option("--layers", layers_, "topo (those with TopoLoss by default), all, or names separated by commas")
        ->type_name("LAYERS")
        ->capture_default_str();
    app.add_option("--output", output_, "Folder for one LAYER.npy [stimuli, units] each and labels.txt")
        ->type_name("DIR")
        ->required();
  }
  CommandResult run(const GlobalOptions& options) override {
    BatchWatch watch(options);
    stimuli_.array = input_;
    const auto written = engine_.writeActivations(source_, stimuli_, layers_, output_, watch.computing());
    CommandResult answer;
    answer.document = {{"layers", nlohmann::ordered_json::object()}};
    TextTable table({"layer", "stimuli", "units"});
    for (const auto& [name, shape] : written.layers) {
      answer.document["layers"][name] = shape;
      table.add({name, groupedText(shape[0]), groupedText(shape[1])});
    }
    answer.text = table.text();
    if (!written.skipped.empty()) answer.document["skipped"] = written.skipped;
    if (!written.remarks.empty()) answer.document["remarks"] = written.remarks;
    for (const auto& remark : written.remarks) answer.text += remark + "\n";
    for (const auto& skipped : written.skipped) answer.text += "left out: " + skipped + "\n";
    return answer;
  }

 private:
  SourceRequest source_;
  StimuliRequest stimuli_;
  std::string input_, layers_ = "topo", output_;
};

}  // namespace

CommandEntry activationsCommand() {
  return {"activations", "Responses of layers to stimuli",
          "toponets activations runs/first --data idx:digits --output responses", makeCommand<ActivationsCommand>};
}

}  // namespace studio
