// `toponets info`: versions, devices and threads.
#include <thread>

#include "app/cli/command.h"
#include "app/cli/text_table.h"

namespace studio {
namespace {

class InfoCommand : public Command {
 public:
  using Command::Command;
  void declare(CLI::App&) override {}
  CommandResult run(const GlobalOptions& options) override {
    const auto threads =
        options.threads > 0 ? options.threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    const auto chosen = engine_.chooseDevice(options.device);
    CommandResult answer;
    answer.document = {{"version", engine_.version()},
                       {"libtorch", engine_.libtorchVersion()},
                       {"devices", nlohmann::ordered_json::array()},
                       {"threads", threads}};
    TextTable table;
    table.add({"version", engine_.version()});
    table.add({"LibTorch", engine_.libtorchVersion()});
    for (const auto& device : engine_.devices()) {
      answer.document["devices"].push_back({{"name", device.name}, {"title", device.title}});
      table.add({device.name, device.title});
    }
    answer.document["device"] = chosen.name;
    answer.document["reason"] = chosen.reason;
    table.add({"chosen", chosen.name + (chosen.reason.empty() ? "" : ": " + chosen.reason)});
    table.add({"threads", std::to_string(threads)});
    answer.text = table.text();
    return answer;
  }
};

}  // namespace

CommandEntry infoCommand() {
  return {"info", "Versions, devices and threads", "toponets info", makeCommand<InfoCommand>};
}

}  // namespace studio
