// `toponets inspect FILE`: what a weights file holds, from its description alone, and which model it belongs to.
#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/run/printable_text.h"
#include "core/weights/convert.h"
#include "core/weights/recognise.h"

namespace studio {
namespace {

std::string sizesText(const std::vector<std::int64_t>& shape) {
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
    app.add_option("file", file_, "A weights file (.safetensors, .pt, an index of parts), or the folder of a checkpoint or run")
        ->type_name("FILE")->required();
    app.add_flag("--check", check_, "Read all values: checksums, and whether every number is finite");
  }
  Answer run(const GlobalOptions&) override {
    const auto stored = openWeights(file_);
    Answer answer;
    addTensors(answer, stored);
    addMetadata(answer, stored);
    addModel(answer, recognise(stored));
    if (check_) addCheck(answer, stored);
    return answer;
  }

 private:
  static void addTensors(Answer& answer, const WeightsFile& stored) {
    answer.document = {{"format", stored.format}, {"tensors", nlohmann::ordered_json::array()}};
    TextTable table({"tensor", "type", "shape"});
    for (const auto& tensor : stored.tensors) {
      answer.document["tensors"].push_back({{"name", tensor.name}, {"dtype", tensor.dtype}, {"shape", tensor.shape}});
      table.add({printable(tensor.name), tensor.dtype, sizesText(tensor.shape)});
    }
    answer.text = stored.format + ", " + countText(static_cast<long long>(stored.tensors.size())) + " tensors\n" + table.text();
  }

  static void addMetadata(Answer& answer, const WeightsFile& stored) {
    answer.document["metadata"] = nlohmann::ordered_json::object();
    for (const auto& [key, value] : stored.metadata) {
      answer.document["metadata"][key] = value;
      answer.text += printable(key) + ": " + printable(value) + "\n";
    }
  }

  static void addModel(Answer& answer, const Recognition& found) {
    const auto settings = found.model ? settingsOf(*found.model) : std::vector<std::string>();
    answer.document["model"] = found.model ? nlohmann::ordered_json(found.model->name) : nlohmann::ordered_json();
    answer.document["settings"] = settings;
    answer.document["heads_guessed"] = found.headsGuessed;
    answer.document["tau"] = found.tau ? nlohmann::ordered_json(*found.tau) : nlohmann::ordered_json();
    if (!found.model) answer.document["problem"] = found.problem;
    answer.text += found.model ? "model: " + found.model->name + "\n" : "model: not recognised. " + found.problem + "\n";
    for (const auto& setting : settings) {
      const bool guessed = found.headsGuessed && setting.starts_with("model.heads");
      answer.text += "  " + setting + (guessed ? " (a guess: width / 64)\n" : "\n");
    }
    if (found.tau) answer.text += "tau: " + numberText(*found.tau) + "\n";
  }

  static void addCheck(Answer& answer, const WeightsFile& stored) {
    const auto names = tensorsNotFinite(stored);
    answer.document["not_finite"] = names;
    answer.text += names.empty() ? "check: all numbers are finite\n" : "check: not finite:\n";
    for (const auto& name : names) answer.text += "  " + printable(name) + "\n";
  }

  std::string file_;
  bool check_ = false;
};

}  // namespace

std::unique_ptr<Command> makeInspectCommand() { return std::make_unique<InspectCommand>(); }

}  // namespace studio
