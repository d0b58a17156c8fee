// `toponets models`: the table of models at their default settings.
#include "app/cli/command.h"
#include "app/cli/text_table.h"

namespace studio {
namespace {

class ModelsCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App&) override {}
  CommandResult run(const GlobalOptions&) override {
    CommandResult answer;
    answer.document = nlohmann::ordered_json::array();
    TextTable table({"model", "title", "parameters", "input"});
    for (const auto& row : engine_.models()) {
      answer.document.push_back(
          {{"name", row.name}, {"title", row.title}, {"parameters", row.parameters}, {"input", row.input}});
      table.add({row.name, row.title, groupedText(row.parameters), row.input});
    }
    answer.text = table.text();
    return answer;
  }
};

}  // namespace

CommandEntry modelsCommand() {
  return {"models", "The available models", "toponets models", makeCommand<ModelsCommand>};
}

}  // namespace studio
