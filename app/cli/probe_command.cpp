// `toponets probe SOURCE --text TEXT`: how much each token of a text surprises a language model.
#include <numbers>

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/text_table.h"
#include "core/run/text_request.h"

namespace studio {
namespace {

class ProbeCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    addSourceOptions(app, source_);
    app.add_option("--text", request_.text, "The text that is read")->required()->type_name("TEXT");
    app.add_option("--layer", request_.layer, "A layer whose responses to each token are given too, with --json")
        ->type_name("NAME");
    app.add_option("--tokenizer", request_.tokenizer,
                   "bytes, a tokenizer.json, or a folder with one or with GPT-2's files (default: the run's, or the "
                   "one beside the weights)")
        ->type_name("FILE");
  }
  CommandResult run(const GlobalOptions& options) override {
    BatchWatch watch(options);
    const TextProbe probe = engine_.probeText(source_, request_, watch.computing());
    if (!probe.note.empty()) watch.note(probe.note);
    return answer(probe);
  }
  std::string lessMemory() const override { return "give a shorter text, or end other programs"; }

 private:
  static CommandResult answer(const TextProbe& probe) {
    CommandResult answer;
    auto& document = answer.document;
    document = {
        {"step", probe.step}, {"loss", measured(probe.meanSurprisal())}, {"tokens_of_text", probe.tokensOfText}};
    if (!probe.request.layer.empty()) {
      document["layer"] = probe.request.layer;
      document["sheet"] = {probe.height, probe.width};
    }
    document["tokens"] = nlohmann::ordered_json::array();
    TextTable table({"token", "id", "nats", "bits"});
    const auto units = std::size_t(probe.height * probe.width);
    for (std::size_t i = 0; i < probe.tokens.size(); ++i) {
      const auto& token = probe.tokens[i];
      nlohmann::ordered_json row{
          {"token", visible(token.bytes)}, {"id", token.id}, {"surprisal", measured(token.surprisal)}};
      if (units > 0) {
        const auto first = probe.responses.begin() + std::ptrdiff_t(i * units);
        row["responses"] = std::vector<float>(first, first + std::ptrdiff_t(units));
      }
      document["tokens"].push_back(std::move(row));
      table.add({"\"" + visible(token.bytes) + "\"", std::to_string(token.id), roundedText(token.surprisal, 4),
                 roundedText(token.surprisal / std::numbers::ln2, 4)});
    }
    answer.text = table.text() + "loss " + roundedText(probe.meanSurprisal()) + " nats a token\n";
    return answer;
  }

  SourceRequest source_;
  TextProbeRequest request_;
};

}  // namespace

CommandEntry probeCommand() {
  return {"probe", "Surprisal of each token of a text", "toponets probe runs/gpt --text \"To be, or not to be\" --json",
          makeCommand<ProbeCommand>};
}

}  // namespace studio
