// `toponets tokenize TEXT OUT.bin`: a text as nanoGPT's 16-bit tokens, and the tokenizer beside them.
#include <unistd.h>

#include <chrono>
#include <iostream>

#include "app/cli/command.h"
#include "app/cli/progress.h"
#include "app/cli/text_table.h"

namespace studio {
namespace {

class TokenizeCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    app.add_option("text", request_.text,
                   "A text: .txt, or .jsonl with a \"text\" in each line (an end of text follows each); both also .gz")
        ->type_name("TEXT")
        ->required();
    app.add_option("out", request_.output, "The file to write; tokenizer.json is written beside it")
        ->type_name("OUT.bin")
        ->required();
    app.add_option("--vocab", request_.vocabulary, "GPT-2's vocab.json, with --merges")->type_name("V");
    app.add_option("--merges", request_.merges, "GPT-2's merges.txt, with --vocab")->type_name("M");
    app.add_option(
           "--tokenizer", request_.tokenizer,
           "A tokenizer.json (byte-level BPE, or as this command wrote it), or a folder with one or with GPT-2's files")
        ->type_name("FILE");
    app.add_flag("--bytes", request_.bytes, "Each byte is a token");
    app.add_flag("--characters", request_.characters, "Each distinct character of the text is a token");
  }
  CommandResult run(const GlobalOptions& options) override {
    StopSignals signals;
    ProgressLine line(std::cerr, ::isatty(STDERR_FILENO) != 0);
    const auto begin = std::chrono::steady_clock::now();
    const auto done = engine_.tokenize(request_, [&](std::int64_t bytes, std::int64_t total) {
      if (signals.received()) throw Interrupted();
      if (options.quiet || total == 0) return;
      const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
      line.show(double(bytes) / double(total), progressText(double(bytes), double(total), seconds));
    });
    line.clear();
    CommandResult answer;
    answer.document = {{"tokens", done.tokens},
                       {"vocabulary", done.vocabulary},
                       {"tokenizer", done.kind},
                       {"tokenizer_file", done.tokenizerFile.string()}};
    answer.text = request_.output.string() + ": " + groupedText(done.tokens) + " tokens of a vocabulary of " +
                  groupedText(done.vocabulary) + ", from " + bytesText(double(done.bytesOfText)) + " (" +
                  done.tokenizerFile.string() + ")\n";
    return answer;
  }
  std::string lessMemory() const override {
    return "put the texts of long lines into several lines, or end other programs";
  }

 private:
  static std::string progressText(double bytes, double total, double seconds) {
    auto text = bytesText(bytes) + " of " + bytesText(total);
    if (seconds > 0 && bytes > 0)
      text += " · " + bytesText(bytes / seconds) + "/s · " + durationText((total - bytes) * seconds / bytes) + " left";
    return text;
  }

  TokenizeRequest request_;
};

}  // namespace

CommandEntry tokenizeCommand() {
  return {"tokenize", "A text as tokens for nanogpt and gpt_neo",
          "toponets tokenize --vocab vocab.json --merges merges.txt corpus.txt data/train.bin",
          makeCommand<TokenizeCommand>};
}

}  // namespace studio
