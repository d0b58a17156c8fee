// `toponets models`: the table of models at their default settings.
#include "app/cli/command.h"
#include "app/cli/text_table.h"
#include "core/engine.h"

namespace studio {
namespace {

class ModelsCommand : public Command {
 public:
  void declare(CLI::App&) override {}
  Answer run(const GlobalOptions&) override {
    Answer answer;
    answer.document = nlohmann::ordered_json::array();
    TextTable table({"model", "title", "parameters", "input"});
    for (const auto& row : modelRows()) {
      answer.document.push_back(
          {{"name", row.name}, {"title", row.title}, {"parameters", row.parameters}, {"input", row.input}});
      table.add({row.name, row.title, countText(row.parameters), row.input});
    }
    answer.text = table.text();
    return answer;
  }
};

}  // namespace

std::unique_ptr<Command> makeModelsCommand() { return std::make_unique<ModelsCommand>(); }

}  // namespace studio
