// `toponets layers MODEL`: the layers that have a sheet.
#include "app/cli/command.h"
#include "app/cli/text_table.h"

namespace studio {
namespace {

class LayersCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("model", model_, "A model by its name (toponets models)")->type_name("MODEL")->required();
    app.add_option("--set", settings_, "A setting of the model, e.g. model.blur_pool=true; may be given several times")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
  }
  CommandResult run(const GlobalOptions&) override {
    CommandResult answer;
    answer.document = nlohmann::ordered_json::array();
    TextTable table({"layer", "kind", "units", "sheet", "depth", "TopoLoss"});
    for (const auto& layer : engine_.modelLayers(model_, settings_)) {
      answer.document.push_back({{"name", layer.name},
                                 {"kind", layer.kind},
                                 {"units", layer.units},
                                 {"sheet", {layer.height, layer.width}},
                                 {"depth", layer.depth},
                                 {"topo", layer.topo}});
      table.add({layer.name, layer.kind, groupedText(layer.units),
                 std::to_string(layer.height) + " x " + std::to_string(layer.width), groupedText(layer.depth),
                 layer.topo ? "yes" : "no"});
    }
    answer.text = table.text();
    return answer;
  }

 private:
  std::string model_;
  std::vector<std::string> settings_;
};

}  // namespace

CommandEntry layersCommand() {
  return {"layers", "The layers of a model that have a cortical sheet",
          "toponets layers resnet18 --set model.classes=10", makeCommand<LayersCommand>};
}

}  // namespace studio
