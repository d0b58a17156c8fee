// `toponets evaluate SOURCE --data DATA`: loss and accuracy, or perplexity of a language model.
#include <cmath>

#include "app/cli/progress.h"
#include "app/cli/command.h"
#include "app/cli/text_table.h"

namespace studio {
namespace {

class EvaluateCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App& app) override {
    addSourceOptions(app, source_);
    addDataOption(app, engine_, data_, "Images or tokens", "a run's validation part where none are named");
    app.add_flag("--flip", flip_, "Add the outputs for each image's mirror image");
  }
  CommandResult run(const GlobalOptions& options) override {
    BatchWatch watch(options);
    const auto found = engine_.evaluate(source_, data_, flip_, watch.computing());
    auto answer = found.language ? ofTokens(found) : ofImages(found);
    addRemarks(answer, found);
    return answer;
  }

 private:
  static CommandResult ofImages(const Evaluation& found) {
    TextTable table;
    table.add({"loss", roundedText(found.loss)});
    table.add({"accuracy", roundedText(100 * found.accuracy) + " %"});
    table.add({"top-5", roundedText(100 * found.top5) + " %"});
    table.add({"images", groupedText(found.count)});
    return {{{"loss", found.loss}, {"accuracy", found.accuracy}, {"top5", found.top5}, {"count", found.count}},
            table.text(),
            kExitDone};
  }
  /// What was not read, and classes that only one side has.
  static void addRemarks(CommandResult& answer, const Evaluation& found) {
    const auto add = [&](const char* key, const std::vector<std::string>& texts) {
      if (!texts.empty()) answer.document[key] = texts;
    };
    add("skipped", found.skipped);
    add("unknown_classes", found.unknownClasses);
    add("missing_classes", found.missingClasses);
    add("remarks", found.remarks);
    for (const auto& skipped : found.skipped) answer.text += "left out: " + skipped + "\n";
    for (const auto& remark : found.remarks) answer.text += remark + "\n";
  }
  static CommandResult ofTokens(const Evaluation& found) {
    TextTable table;
    table.add({"loss", roundedText(found.loss)});
    table.add({"perplexity", roundedText(found.perplexity)});
    if (!std::isnan(found.bitsPerByte)) table.add({"bits per byte", roundedText(found.bitsPerByte)});
    table.add({"tokens", groupedText(found.count)});
    return {{{"loss", found.loss},
             {"perplexity", found.perplexity},
             {"bits_per_byte", found.bitsPerByte},
             {"count", found.count}},
            table.text(),
            kExitDone};
  }

  SourceRequest source_;
  std::string data_;
  bool flip_ = false;
};

}  // namespace

CommandEntry evaluateCommand() {
  return {"evaluate", "Loss and accuracy on a data set", "toponets evaluate runs/first --data idx:digits?limit=1000",
          makeCommand<EvaluateCommand>};
}

}  // namespace studio
