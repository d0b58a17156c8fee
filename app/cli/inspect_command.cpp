// `toponets inspect FILE`: what a weights file holds, from its header alone.
#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/weights/safetensors.h"
#include "core/weights/weights_file.h"

namespace studio {
namespace {

std::string shapeText(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const auto size : shape) {
    if (!text.empty()) text += " x ";
    text += std::to_string(size);
  }
  return text.empty() ? "single" : text;
}

class InspectCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("file", file_, "A weights file, or the folder of a checkpoint or run")->type_name("FILE")->required();
  }
  Answer run(const GlobalOptions&) override {
    const auto path = weightsFileOf(file_);
    refusePickle(path);
    const SafetensorsFile stored(path);
    Answer answer;
    answer.document = {{"format", "safetensors"}, {"tensors", nlohmann::ordered_json::array()}, {"metadata", nlohmann::ordered_json::object()}};
    TextTable table({"tensor", "type", "shape"});
    for (const auto& tensor : stored.tensors()) {
      answer.document["tensors"].push_back({{"name", tensor.name}, {"dtype", tensor.dtype}, {"shape", tensor.shape}});
      table.add({tensor.name, tensor.dtype, shapeText(tensor.shape)});
    }
    answer.text = "safetensors, " + countText(static_cast<long long>(stored.tensors().size())) + " tensors\n" + table.text();
    for (const auto& [key, value] : stored.metadata()) {
      answer.document["metadata"][key] = value;
      answer.text += key + ": " + value + "\n";
    }
    return answer;
  }

 private:
  std::string file_;
};

}  // namespace

std::unique_ptr<Command> makeInspectCommand() { return std::make_unique<InspectCommand>(); }

}  // namespace studio
