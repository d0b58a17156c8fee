// `toponets predict SOURCE --input X.npy --output Y.npy`: the raw forward pass.
#include "app/cli/progress.h"
#include "app/cli/command.h"

namespace studio {
namespace {

class PredictCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    addSourceOptions(app, source_);
    app.add_option("--input", input_,
                   "Images [n, channels, height, width], [n, height, width] or [n, features], taken as they are; "
                   "tokens int64 [n, tokens]")
        ->type_name("X.npy")
        ->required();
    app.add_option("--output", output_, "Where the logits [n, classes] or [n, tokens, vocabulary] go")
        ->type_name("Y.npy")
        ->required();
  }
  CommandResult run(const GlobalOptions& options) override {
    BatchWatch watch(options);
    const auto shape = engine_.predict(source_, input_, output_, watch.computing());
    CommandResult answer;
    answer.document = {{"shape", shape}};
    answer.text = output_ + ": ";
    for (std::size_t i = 0; i < shape.size(); ++i) answer.text += (i == 0 ? "" : " x ") + std::to_string(shape[i]);
    answer.text += "\n";
    return answer;
  }
  std::string lessMemory() const override { return "give fewer rows in --input, or end other programs"; }

 private:
  SourceRequest source_;
  std::string input_, output_;
};

}  // namespace

CommandEntry predictCommand() {
  return {"predict", "Forward pass over an array", "toponets predict runs/first --input x.npy --output y.npy",
          makeCommand<PredictCommand>};
}

}  // namespace studio
