// `toponets losses`: the table of losses, TopoLoss and its rivals.
#include "app/cli/command.h"
#include "app/cli/text_table.h"

namespace studio {
namespace {

class LossesCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App&) override {}
  CommandResult run(const GlobalOptions&) override {
    CommandResult answer;
    answer.document = nlohmann::ordered_json::array();
    TextTable table({"loss", "title", "on"});
    for (const auto& row : engine_.losses()) {
      answer.document.push_back({{"name", row.name}, {"title", row.title}, {"on", row.on}});
      table.add({row.name, row.title, row.on});
    }
    answer.text = table.text();
    return answer;
  }
};

}  // namespace

CommandEntry lossesCommand() {
  return {"losses", "TopoLoss and its rivals", "toponets losses", makeCommand<LossesCommand>};
}

}  // namespace studio
