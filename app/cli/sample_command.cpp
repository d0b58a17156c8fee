// `toponets sample SOURCE`: text from a language model, as it is drawn.
#include <iostream>

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "core/run/text_request.h"

namespace studio {
namespace {

class SampleCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    addSourceOptions(app, source_);
    app.add_option("--prompt", request_.prompt, "What the text goes on from; empty: the end of text, or a line end")
        ->type_name("TEXT")
        ->default_str("a line end");
    app.add_option("--tokens", request_.tokens, "How many tokens")->capture_default_str();
    app.add_option("--temperature", request_.temperature, "0: always the likeliest token")->capture_default_str();
    app.add_option("--top-k", request_.topK, "The likeliest of which one is drawn; 0 = all")->capture_default_str();
    app.add_option("--seed", request_.seed, "The same seed gives the same text")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{4294967295}))
        ->capture_default_str();
    app.add_option("--tokenizer", request_.tokenizer,
                   "bytes, a tokenizer.json, or a folder with one or with GPT-2's files (default: the run's, or the "
                   "one beside the weights)")
        ->type_name("FILE");
  }
  CommandResult run(const GlobalOptions& options) override {
    BatchWatch watch(options);
    auto computing = watch.computing();
    computing.progress = {};  // the text itself shows it
    StopSignals signals;
    if (!options.json) std::cout << request_.prompt << std::flush;
    const auto sampled = engine_.sample(source_, request_, computing, [&](std::string_view bytes) {
      if (signals.received()) throw Interrupted();
      if (!options.json) std::cout << bytes << std::flush;
    });
    if (!sampled.note.empty()) watch.note(sampled.note);
    CommandResult answer;
    answer.document = {{"prompt", sampled.prompt}, {"text", sampled.text}, {"tokens", sampled.tokens}};
    answer.text = "\n";
    return answer;
  }
  std::string lessMemory() const override { return "end other programs"; }

 private:
  SourceRequest source_;
  SampleRequest request_;
};

}  // namespace

CommandEntry sampleCommand() {
  return {"sample", "Text from a language model", "toponets sample runs/gpt --prompt \"ROMEO:\" --tokens 300 --seed 1",
          makeCommand<SampleCommand>};
}

}  // namespace studio
