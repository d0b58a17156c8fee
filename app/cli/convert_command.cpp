// `toponets convert IN OUT`: weights between safetensors and PyTorch files, and under the names of a model.
#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"

namespace studio {
namespace {

class ConvertCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("in", in_,
                   "A weights file (.safetensors, .pt, an index of parts), or a checkpoint or run: its folder, or a "
                   "run's name, with :STEP for a checkpoint other than the last")
        ->type_name("IN")
        ->required();
    app.add_option("out", out_, "The file to write: .safetensors, .pt, .pth or .bin")->type_name("OUT")->required();
    app.add_option("--model", model_, "Write the names of this model, and require that nothing is missing")
        ->type_name("MODEL");
    app.add_option("--blur-pool", blurPool_, "Names of a ResNet with or without BlurPool (default: as they are)")
        ->check(CLI::IsMember({"on", "off"}));
    app.add_option("--runs", runs_, "Folder in which runs are looked up by name")
        ->type_name("DIR")
        ->capture_default_str();
    app.add_option("--set", settings_,
                   "What a transformer's weights do not show, e.g. model.heads=6; the new file says it")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
  }
  CommandResult run(const GlobalOptions&) override {
    ConvertRequest request{findWeights(in_, runs_), out_, model_, {}, settings_};
    if (!blurPool_.empty()) request.blurPool = blurPool_ == "on";
    const auto converted = engine_.convertWeights(request);
    CommandResult answer;
    answer.document = {{"tensors", converted.tensors}, {"bytes", converted.bytes}, {"notes", converted.notes}};
    answer.text = out_ + ": " + groupedText(converted.tensors) + " tensors, " +
                  bytesText(static_cast<double>(converted.bytes)) + "\n";
    for (const auto& note : converted.notes) answer.text += "note: " + note + "\n";
    return answer;
  }
  std::string lessMemory() const override { return "end other programs, or convert on a larger machine"; }

 private:
  std::string in_, out_, model_, blurPool_, runs_ = "runs";
  std::vector<std::string> settings_;
};

}  // namespace

CommandEntry convertCommand() {
  return {"convert", "Weights into another format or other names",
          "toponets convert all_topo_tau_10.0.pt weights.safetensors --model resnet18", makeCommand<ConvertCommand>};
}

}  // namespace studio
