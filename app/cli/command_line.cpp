// Parses, runs one command of the table, prints its answer or its complaint (command_line.h).
#include "app/cli/command_line.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <ostream>

#include "app/cli/command.h"
#include "core/engine.h"
#include "core/run/error.h"
#include "core/run/failure.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

void addGlobalOptions(CLI::App& app, GlobalOptions& options) {
  app.add_flag("--json", options.json, "Answer with one JSON document")->group("Everywhere");
  app.add_flag("--quiet", options.quiet, "No progress and no log")->group("Everywhere");
  app.add_option("--device", options.device, "auto, cpu or cuda:N")->capture_default_str()->group("Everywhere");
  app.add_option("--threads", options.threads, "Threads to compute with; 0 = all cores")
      ->check(CLI::Range(0, 4096))
      ->capture_default_str()
      ->group("Everywhere");
}

std::string overview() {
  std::size_t width = 0;
  for (const auto& entry : commands()) width = std::max(width, std::string(entry.name).size());
  std::string text =
      "TopoNets Studio on the command line\n\nUsage: toponets COMMAND ... [--json] [--quiet] [--device "
      "auto|cpu|cuda:N] [--threads N]\n\nCommands:\n";
  for (const auto& entry : commands())
    text += "  " + std::string(entry.name) + std::string(width + 2 - std::string(entry.name).size(), ' ') +
            entry.title + "\n";
  return text + "\n`toponets COMMAND --help` explains one, with an example; `toponets --version` prints the version.\n";
}

/// The command named first; throws UserError with the nearest name.
const CommandEntry& findCommand(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& entry : commands()) {
    if (name == entry.name) return entry;
    names.push_back(entry.name);
  }
  const auto meant = suggestion(name, names);
  throw UserError("`" + name + "` is not a command" +
                  (meant.empty() ? "; `toponets --help` lists them." : meant + (meant.ends_with("?") ? "" : ".")));
}

/// What CLI11 says, as one sentence that ends with the way out.
std::string parseErrorSentence(const CLI::ParseError& error, const std::string& command) {
  std::string text = error.what();
  while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return oneLine(text, 500) + "; `toponets " + command + " --help` explains the options.";
}

/// What the system refused a command (memory, threads) is something the user can fix.
CommandResult makeResult(Command& command, const GlobalOptions& options) {
  try {
    return command.run(options);
  } catch (const UserError&) {
    throw;
  } catch (const std::exception& error) {
    if (const auto sentence = userErrorSentence(error, command.lessMemory())) throw UserError(*sentence);
    throw;
  }
}

/// Names and texts of untrusted files may hold what steers a terminal; as \\u escapes they mean the same and do
/// nothing.
std::string safeJson(const nlohmann::ordered_json& document) {
  const auto dumped = [&](bool ascii) {
    return document.dump(2, ' ', ascii, nlohmann::json::error_handler_t::replace);
  };
  std::string text = dumped(false);
  return visible(text, "\n") == text ? text : dumped(true);
}

/// "model.classes=10", and no file or run of such a name.
bool isSettingWord(const std::string& word) {
  const auto end = word.find('=');
  const bool isNamed = end != std::string::npos && end > 0 && std::isalpha(static_cast<unsigned char>(word[0])) &&
                       std::all_of(word.begin(), word.begin() + std::ptrdiff_t(end),
                                   [](unsigned char c) { return std::isalnum(c) || c == '_' || c == '.'; });
  std::error_code none;
  return isNamed && !std::filesystem::exists(word, none) && !std::filesystem::exists("runs/" + word, none);
}

/// `--set A=1 B=2`: the second would be taken for a run or a configuration. Throws UserError with what to write.
void requireOneSettingEach(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const bool isJoined = arguments[i].starts_with("--set=");
    if (!isJoined && arguments[i] != "--set") continue;
    const std::size_t first = isJoined ? i : i + 1;
    std::size_t end = std::min(first + 1, arguments.size());
    std::string write = "--set " + (isJoined ? arguments[i].substr(6) : first < end ? arguments[first] : "");
    while (end < arguments.size() && isSettingWord(arguments[end])) write += " --set " + arguments[end++];
    if (end > first + 1)
      throw UserError("Each --set takes one KEY=VALUE, so `" + oneLine(arguments[first + 1], 100) +
                      "` is not read as a setting; write `" + oneLine(write, 300) + "`.");
  }
}

int runCommand(const CommandEntry& entry, const Engine& engine, const std::vector<std::string>& arguments,
               std::ostream& out, std::ostream& err) {
  CLI::App app(entry.title, std::string("toponets ") + entry.name);
  app.footer(std::string("Example: ") + entry.example);
  GlobalOptions options;
  const auto command = entry.make(engine);
  command->declare(app);
  addGlobalOptions(app, options);
  if (app.get_option_no_throw("--set")) requireOneSettingEach(arguments);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));  // CLI11 takes them from the back
  } catch (const CLI::CallForHelp&) {
    out << app.help();
    return kExitDone;
  } catch (const CLI::ParseError& error) {
    throw UserError(parseErrorSentence(error, entry.name));
  }
  const CommandResult answer = makeResult(*command, options);
  err << visible(answer.complaint, "\n");
  if (options.json)
    out << safeJson(answer.document) << "\n";
  else
    out << visible(answer.text, "\n");
  out.flush();
  if (!out) {
    err << "toponets: the answer could not be written to standard output; is the disk full or the pipe closed?\n";
    return answer.exitCode == kExitDone ? kExitUserError
                                        : answer.exitCode;  // stopped and saved, the terminal being gone
  }
  return answer.exitCode;
}

}  // namespace

int runCommandLine(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& err) {
  const auto engine = makeEngine();
  try {
    if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
      (arguments.empty() ? err : out) << overview();
      return arguments.empty() ? kExitUserError : kExitDone;
    }
    if (arguments[0] == "--version") {
      out << "toponets " << engine->version() << " (LibTorch " << engine->libtorchVersion() << ")\n";
      return kExitDone;
    }
    return runCommand(findCommand(arguments[0]), *engine, {arguments.begin() + 1, arguments.end()}, out, err);
  } catch (const Interrupted&) {
    err << "toponets: interrupted; nothing was written.\n";
    return kExitInterrupted;
  } catch (const UserError& error) {
    err << "toponets: " << oneLine(error.what()) << "\n";
    return kExitUserError;
  } catch (const std::exception& error) {
    err << "toponets: this is an error in the program, please report it with what you did: "
        << visible(error.what(), "\n") << "\n";
    return kExitFault;
  }
}

}  // namespace studio
