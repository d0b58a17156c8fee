#include "app/cli/command_line.h"

#include <algorithm>
#include <ostream>

#include "app/cli/command.h"
#include "core/engine.h"
#include "core/run/error.h"
#include "core/run/nearest_name.h"

namespace studio {
namespace {

void addGlobalOptions(CLI::App& app, GlobalOptions& options) {
  app.add_flag("--json", options.json, "Answer with one JSON document")->group("Everywhere");
  app.add_flag("--quiet", options.quiet, "No progress and no log")->group("Everywhere");
  app.add_option("--device", options.device, "auto, cpu or cuda:N")->capture_default_str()->group("Everywhere");
  app.add_option("--threads", options.threads, "Threads to compute with; 0 = all cores")
      ->check(CLI::Range(0, 4096))->capture_default_str()->group("Everywhere");
}

std::string overview() {
  std::size_t width = 0;
  for (const auto& entry : commands()) width = std::max(width, std::string(entry.name).size());
  std::string text = "TopoNets Studio on the command line\n\nUsage: toponets COMMAND ... [--json] [--quiet] [--device auto|cpu|cuda:N] [--threads N]\n\nCommands:\n";
  for (const auto& entry : commands())
    text += "  " + std::string(entry.name) + std::string(width + 2 - std::string(entry.name).size(), ' ') + entry.title + "\n";
  return text + "\n`toponets COMMAND --help` explains one, with an example; `toponets --version` tells the version.\n";
}

/// The command named first; throws UserError with the nearest name.
const CommandEntry& findCommand(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : commands()) {
    if (name == entry.name) return entry;
    names.push_back(entry.name);
  }
  const auto meant = suggestion(name, names);
  throw UserError("`" + name + "` is not a command" + (meant.empty() ? "; `toponets --help` lists them." : meant + (meant.ends_with("?") ? "" : ".")));
}

/// What CLI11 says, as one sentence that ends with the way out.
std::string sentenceOf(const CLI::ParseError& error, const std::string& command) {
  std::string text = error.what();
  while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text + "; `toponets " + command + " --help` explains the options.";
}

int runCommand(const CommandEntry& entry, const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  CLI::App app(entry.title, std::string("toponets ") + entry.name);
  app.footer(std::string("Example: ") + entry.example);
  GlobalOptions options;
  const auto command = entry.make();
  command->declare(app);
  addGlobalOptions(app, options);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));   // CLI11 takes them from the back
  } catch (const CLI::CallForHelp&) {
    out << app.help();
    return kExitDone;
  } catch (const CLI::ParseError& error) {
    throw UserError(sentenceOf(error, entry.name));
  }
  const Answer answer = command->run(options);
  if (options.json) out << answer.document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  else out << answer.text;
  out.flush();
  if (!out) {
    err << "toponets: the answer could not be written to standard output; is the disk full or the pipe closed?\n";
    return kExitMendable;
  }
  return answer.exitCode;
}

}  // namespace

int runCommandLine(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  try {
    if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
      (arguments.empty() ? err : out) << overview();
      return arguments.empty() ? kExitMendable : kExitDone;
    }
    if (arguments[0] == "--version") {
      out << "toponets " << versionString() << " (LibTorch " << libtorchVersion() << ")\n";
      return kExitDone;
    }
    return runCommand(findCommand(arguments[0]), {arguments.begin() + 1, arguments.end()}, out, err);
  } catch (const Interrupted&) {
    err << "toponets: interrupted; nothing was written.\n";
    return kExitInterrupted;
  } catch (const UserError& error) {
    err << "toponets: " << error.what() << "\n";
    return kExitMendable;
  } catch (const std::exception& error) {
    err << "toponets: this is a fault of the program, please report it with what you did: " << error.what() << "\n";
    return kExitFault;
  }
}

}  // namespace studio
