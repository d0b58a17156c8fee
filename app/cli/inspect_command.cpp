// `toponets inspect FILE`: what a weights file holds, which model it belongs to with which settings, and which layers
// have low TopoLoss; with `--compare` how far its values lie from those of another one.
#include <cmath>

#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

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
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("file", file_,
                   "A weights file (.safetensors, .pt, an index of parts; FILE#PART is a part of it, e.g. "
                   "moco.pth#module.encoder_k), or a checkpoint or run: its folder, or a run's name, with :STEP for a "
                   "checkpoint other than the last")
        ->type_name("FILE")
        ->required();
    app.add_option("--compare", other_,
                   "Another such file: per tensor the largest and the relative difference and the cosine of the two, "
                   "instead of what FILE holds")
        ->type_name("FILE");
    app.add_option("--runs", runs_, "Folder in which runs are looked up by name")
        ->type_name("DIR")
        ->capture_default_str();
    app.add_flag("--check", check_, "Read all values: checksums, and whether every number is finite");
  }
  CommandResult run(const GlobalOptions&) override {
    file_ = findWeights(file_, runs_).string();
    if (!other_.empty()) return compare();
    const auto found = engine_.inspectWeights(file_, check_);
    CommandResult answer;
    addTensors(answer, found);
    addMetadata(answer, found);
    addModel(answer, found);
    if (found.model) addTrained(answer);
    if (check_) addCheck(answer, found);
    return answer;
  }

 private:
  CommandResult compare() const {
    const WeightsDifference found = engine_.weightsDifference(file_, findWeights(other_, runs_));
    CommandResult answer;
    answer.document = {{"compared", found.compared},
                       {"largest", orNull(found.largest)},
                       {"relative", orNull(found.relative)},
                       {"cosine", orNull(found.cosine)},
                       {"tensors", nlohmann::ordered_json::array()},
                       {"notes", found.notes}};
    TextTable table({"tensor", "shape", "largest", "relative", "cosine"});
    for (const TensorDifference& each : found.tensors) {
      answer.document["tensors"].push_back({{"name", each.name},
                                            {"kind", kindName(each.kind)},
                                            {"shape", each.first},
                                            {"other_shape", each.second},
                                            {"largest", orNull(each.largest)},
                                            {"relative", orNull(each.relative)},
                                            {"cosine", orNull(each.cosine)}});
      table.add({each.name, shapesText(each), numberOrEmpty(each.largest), numberOrEmpty(each.relative),
                 numberOrEmpty(each.cosine)});
    }
    answer.text = table.text() + groupedText(found.compared) + " tensors compared";
    if (found.compared > 0)
      answer.text += ": largest " + roundedText(found.largest) + ", relative " + roundedText(found.relative) +
                     ", cosine " + roundedText(found.cosine);
    answer.text += "\n";
    for (const auto& note : found.notes) answer.text += "note: " + note + "\n";
    return answer;
  }

  static nlohmann::ordered_json orNull(double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
  }
  static std::string numberOrEmpty(double value) { return std::isfinite(value) ? roundedText(value) : std::string(); }
  static const char* kindName(TensorDifference::Kind kind) {
    using enum TensorDifference::Kind;
    return kind == Compared     ? "compared"
           : kind == OtherShape ? "other_shape"
           : kind == OnlyFirst  ? "only_first"
                                : "only_second";
  }
  static std::string shapesText(const TensorDifference& each) {
    if (each.kind == TensorDifference::Kind::Compared) return each.first;
    return (each.first.empty() ? "none" : each.first) + " | " + (each.second.empty() ? "none" : each.second);
  }

  static void addTensors(CommandResult& answer, const WeightsInspection& found) {
    answer.document = {{"format", found.format}, {"tensors", nlohmann::ordered_json::array()}};
    TextTable table({"tensor", "type", "shape"});
    for (const auto& tensor : found.tensors) {
      answer.document["tensors"].push_back({{"name", tensor.name}, {"dtype", tensor.dtype}, {"shape", tensor.shape}});
      table.add({printable(tensor.name), tensor.dtype, sizesText(tensor.shape)});
    }
    answer.text =
        found.format + ", " + groupedText(static_cast<long long>(found.tensors.size())) + " tensors\n" + table.text();
  }

  static void addMetadata(CommandResult& answer, const WeightsInspection& found) {
    answer.document["metadata"] = nlohmann::ordered_json::object();
    for (const auto& [key, value] : found.metadata) {
      answer.document["metadata"][key] = value;
      answer.text += printable(key) + ": " + printable(value) + "\n";
    }
  }

  static void addModel(CommandResult& answer, const WeightsInspection& found) {
    answer.document["model"] = found.model ? nlohmann::ordered_json(found.model->name) : nlohmann::ordered_json();
    answer.document["settings"] = found.settings;
    answer.document["heads_guessed"] = found.headsGuessed;
    answer.document["tau"] = found.tau ? nlohmann::ordered_json(*found.tau) : nlohmann::ordered_json();
    if (!found.model) answer.document["problem"] = found.problem;
    answer.text +=
        found.model ? "model: " + found.model->name + "\n" : "model: not recognised. " + found.problem + "\n";
    for (const auto& setting : found.settings) answer.text += "  " + setting + "\n";
    if (found.model && found.model->width > 0) addTransformer(answer, found);
    if (found.tau) answer.text += "tau: " + roundedText(*found.tau) + "\n";
    addNotes(answer, found);
  }

  /// What the shapes of a transformer's weights do not show.
  static void addTransformer(CommandResult& answer, const WeightsInspection& found) {
    const auto& model = *found.model;
    const bool known = model.heads > 0;
    const auto gelu = found.gelu.empty() ? std::string("unknown") : found.gelu;  // another function: among the notes
    answer.document["heads"] = known ? nlohmann::ordered_json(model.heads) : nlohmann::ordered_json();
    answer.document["heads_from"] = found.headsFrom;
    answer.document["gelu"] = gelu;
    answer.document["gelu_from"] = found.geluFrom;
    const auto doubt =
        found.conflictingHeads.empty() ? std::string("not in the file") : "two numbers, " + found.conflictingHeads;
    answer.text += known ? "heads: " + std::to_string(model.heads) + " (" + printable(found.headsFrom) + ")\n"
                         : "heads: " + printable(doubt) +
                               "; name model.heads (--set model.heads=N) where responses are asked for\n";
    answer.text += "gelu: " + gelu + (found.geluFrom.empty() ? "\n" : " (" + printable(found.geluFrom) + ")\n");
    if (model.vocabulary > 0) {
      answer.document["tied_head"] = model.tiedHead;
      answer.text += model.tiedHead ? "output head: tied, it is the table of tokens\n"
                                    : "output head: a matrix of its own (untied)\n";
    }
  }

  /// What was recognised, chosen and left out.
  static void addNotes(CommandResult& answer, const WeightsInspection& found) {
    answer.document["notes"] = found.notes;
    for (const auto& note : found.notes) answer.text += "note: " + note + "\n";
    answer.document["recognised"] =
        found.title.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(found.title);
    answer.document["left_over"] = found.leftOver;
  }

  /// A file that does not fit its model all the same has none.
  void addTrained(CommandResult& answer) const try {
    const auto trained = engine_.trainedLayers(file_);
    auto& sets = answer.document["topoloss"] = nlohmann::ordered_json::object();
    for (const auto& set : trained.sets)
      sets[set.name] = {{"loss", set.loss}, {"shuffled", set.shuffled}, {"low", set.low}};
    answer.document["trained"] = trained.sentence;
    answer.text += trained.sentence + "\n";
  } catch (const UserError& error) {
    answer.document["topoloss"] = nullptr;
    answer.document["problem"] = error.what();
    answer.text += std::string("problem: ") + error.what() + "\n";
  }

  static void addCheck(CommandResult& answer, const WeightsInspection& found) {
    const auto& names = found.notFinite;
    answer.document["not_finite"] = names;
    answer.text += names.empty() ? "check: all numbers are finite\n" : "check: not finite:\n";
    for (const auto& name : names) answer.text += "  " + printable(name) + "\n";
    answer.document["variances_below_zero"] = found.variancesBelowZero;
    for (const auto& clause : found.variancesBelowZero) answer.text += "check: " + printable(clause) + "\n";
  }

  std::string file_, other_, runs_ = "runs";
  bool check_ = false;
};

}  // namespace

CommandEntry inspectCommand() {
  return {"inspect", "What a weights file holds, and of which model", "toponets inspect model.safetensors",
          makeCommand<InspectCommand>};
}

}  // namespace studio
