// `toponets topoloss`: the paper's loss of one array, or of each listed layer of a network; or a rival's of one array.
#include <iostream>

#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

class TopolossCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("weight", weight_, "A weight as an array, .npy or .npz: [o, i], [o, i, kh, kw] or [o]")
        ->type_name("WEIGHT.npy");
    app.add_option("--kind", question_.kind, "The units of the array that lie on the sheet")
        ->check(CLI::IsMember({"weight", "input", "bias"}))
        ->capture_default_str();
    app.add_option("--factor", factor_,
                   "By how much rows and columns shrink; 1 or more, may be fractional (default 3 3)")
        ->type_name("H W")
        ->expected(1, 2);
    app.add_option("--mode", mode_, "Interpolation of the blur (default bilinear)")
        ->check(CLI::IsMember({"bilinear", "nearest"}));
    app.add_flag("--per-slice", question_.perSlice,
                 "Cosine over the sheet for each depth slice instead of for each unit");
    app.add_option("--loss", question_.loss,
                   "Another loss of the array (toponets losses); those of activations take responses [stimuli, units]")
        ->type_name("NAME")
        ->capture_default_str();
    app.add_flag("--all-pairs", question_.allPairs,
                 "Of responses: the whole sheet as one neighbourhood, its units in their own order");
    app.add_option("--gradient", gradient_, "Writes the gradient of the loss there")->type_name("OUT.npy");
    addSourceOptions(app, source_, false);
    app.add_option("--losses", losses_, "Losses as the topoloss package's JSON, instead of the model's TopoLoss layers")
        ->type_name("FILE.json");
  }
  CommandResult run(const GlobalOptions& options) override {
    if (!factor_.empty()) question_.factor = {factor_.front(), factor_.back()};
    if (!mode_.empty()) question_.mode = mode_;
    const bool model = !source_.model.empty() || !source_.weights.empty();
    if (model && (question_.loss != TopoLossRequest().loss || question_.allPairs))
      throw UserError("--loss and --all-pairs belong to one array WEIGHT.npy; leave them out with --model.");
    if (model && question_.kind != "weight")
      throw UserError("--kind belongs to one array WEIGHT.npy; leave it out with --model.");
    if (!model) question_.settings = source_.settings;
    if (model == !weight_.empty())
      throw UserError("Give either an array WEIGHT.npy, or --model NAME with --weights FILE.");
    if (model && !gradient_.empty())
      throw UserError("--gradient belongs to one array WEIGHT.npy; leave it out with --model.");
    if (!model && !losses_.empty())
      throw UserError("--losses lists layers of a network; give it with --model NAME --weights FILE.");
    return model ? ofModel(options) : ofArray(options);
  }

 private:
  static void warn(const std::string& sentence, const GlobalOptions& options) {
    if (!sentence.empty() && !options.quiet) std::cerr << "warning: " << visible(sentence) << "\n";
  }

  CommandResult ofArray(const GlobalOptions& options) const {
    const auto found = engine_.topoLoss(weight_, question_, gradient_, options.threads);
    warn(found.warning, options);
    CommandResult answer;
    answer.document = {{"sheet", {found.height, found.width}}, {"depth", found.depth}, {"loss", found.loss}};
    TextTable table;
    table.add({"sheet", std::to_string(found.height) + " x " + std::to_string(found.width)});
    table.add({"depth", groupedText(found.depth)});
    table.add({"loss", roundedText(found.loss, 10)});
    answer.text = table.text();
    return answer;
  }

  CommandResult ofModel(const GlobalOptions& options) const {
    const auto found = engine_.topoLosses(source_, losses_, question_, options.threads);
    warn(found.warning, options);
    CommandResult answer;
    answer.document = {{"layers", nlohmann::ordered_json::object()}, {"mean", found.mean}};
    TextTable table({"layer", "loss"});
    for (const auto& [layer, loss] : found.layers) {
      answer.document["layers"][layer] = loss;
      table.add({layer, roundedText(loss, 7)});
    }
    table.add({"mean", roundedText(found.mean, 7)});
    answer.text = table.text();
    return answer;
  }

  std::string weight_, gradient_, mode_, losses_;
  std::vector<double> factor_;
  TopoLossRequest question_;
  SourceRequest source_;
};

}  // namespace

CommandEntry topolossCommand() {
  return {"topoloss", "TopoLoss, or another loss, of an array or of a model's weights",
          "toponets topoloss weight.npy --factor 4 4", makeCommand<TopolossCommand>};
}

}  // namespace studio
