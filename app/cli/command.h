// One command of `toponets`: declares its options, does its work, answers with one JSON document and the same as text.
// A new command is a file NAME_command.cpp with a function nameCommand() that makes its row, and the name of that
// function in command.cpp.
#pragma once
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/run/engine.h"
#include "core/run/network_request.h"
#include "core/run/run_config.h"

namespace studio {

/// Options every command has. `device` and `threads` are passed on to the engine by commands that compute.
struct GlobalOptions {
  bool json = false;
  bool quiet = false;  ///< no progress and no log on stderr
  std::string device = "auto";
  int threads = 0;  ///< 0 = all cores
};

enum ExitCode { kExitDone = 0, kExitFault = 1, kExitUserError = 2, kExitInterrupted = 3 };

/// Printed by the caller alone: `document` with --json (NaN and infinity become null), else `text` (lines, see
/// text_table.h).
struct CommandResult {
  nlohmann::ordered_json document;
  std::string text;
  int exitCode = kExitDone;
  std::string complaint = {};  ///< whole lines for stderr, beside an answer that is given all the same
};

/// A signal has ended a command that keeps nothing of what it began; exit code 3.
struct Interrupted {};

class Command {
 public:
  explicit Command(const Engine& engine) : engine_(engine) {}
  virtual ~Command() = default;
  /// Adds options and arguments, bound to members of this object. Global options are added by the caller.
  virtual void declare(CLI::App& app) = 0;
  /// Throws UserError for what a user can fix (exit code 2); anything else thrown is an error in the program (exit code
  /// 1). Writes nothing to stdout; progress and log go to stderr unless options.quiet.
  virtual CommandResult run(const GlobalOptions& options) = 0;
  /// What makes it take less memory, as the end of a sentence (core/run/failure.h).
  virtual std::string lessMemory() const {
    return "take fewer inputs (limit=N in DATA), a smaller network, or end other programs";
  }

 protected:
  const Engine& engine_;
};

struct CommandEntry {
  const char* name;
  const char* title;    ///< half a line, in `toponets --help`
  const char* example;  ///< one line, in `toponets NAME --help`
  std::unique_ptr<Command> (*make)(const Engine& engine);
};

/// CommandEntry::make of most commands.
template <class Made>
std::unique_ptr<Command> makeCommand(const Engine& engine) {
  return std::make_unique<Made>(engine);
}

/// The one table of commands.
std::span<const CommandEntry> commands();

// A configuration file with `--set key=value` on top, as `train` and `check` take it.

struct GivenConfig {
  RunConfig config;  ///< places resolved from the working directory, then from the file's folder
  std::string toml;  ///< as given, the settings of `--set` as comments at its end
};

/// `file` "-" reads standard input. Throws UserError naming file, line and key.
GivenConfig givenConfig(const std::string& file, const std::vector<std::string>& settings);

// SOURCE as options of a command: RUN[:step], or --model NAME --weights FILE [--set model.key=value]...

/// `runs`: whether the command takes runs besides models.
void addSourceOptions(CLI::App& app, SourceRequest& request, bool runs = true);
/// Where the weights lie that a command was given: what is there under this path, else a run of this name, with :STEP
/// its checkpoint.
std::filesystem::path findWeights(const std::string& named, const std::string& runs);
/// `--data KIND:PATH[?key=value&...]`: the help says what they are ("Images or tokens"), `without` what is meant where
/// none are named; the kinds are those of the table of data sets.
CLI::Option* addDataOption(CLI::App& app, const Engine& engine, std::string& data, const std::string& what,
                           const std::string& without);

}  // namespace studio
