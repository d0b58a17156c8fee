// The one table of commands, and the options that several commands share (command.h).
#include "app/cli/command.h"

#include <iostream>
#include <iterator>

#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"
#include "core/run/text_file.h"

namespace studio {

// The rows, in the order of `toponets --help`: the function of this name stands in the command's own file and makes its
// row.
// clang-format off
#define STUDIO_COMMANDS(row) \
  row(infoCommand)           \
  row(lossesCommand)         \
  row(modelsCommand)         \
  row(layersCommand)         \
  row(checkCommand)          \
  row(trainCommand)          \
  row(sweepCommand)          \
  row(evaluateCommand)       \
  row(topolossCommand)       \
  row(predictCommand)        \
  row(activationsCommand)    \
  row(analyseCommand)        \
  row(inspectCommand)        \
  row(convertCommand)        \
  row(tokenizeCommand)       \
  row(sampleCommand)         \
  row(probeCommand)          \
  row(runsCommand)           \
  row(showCommand)           \
  row(controlCommand)
// clang-format on

#define STUDIO_DECLARE_COMMAND(make) CommandEntry make();
STUDIO_COMMANDS(STUDIO_DECLARE_COMMAND)

std::span<const CommandEntry> commands() {
#define STUDIO_MAKE_COMMAND(make) make(),
  static const CommandEntry table[] = {STUDIO_COMMANDS(STUDIO_MAKE_COMMAND)};
  return table;
}

namespace {

/// "-" is standard input.
GivenConfig readGiven(const std::string& file) {
  if (file != "-") return {loadConfig(file), readFile(file)};
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  return {parseConfig(text, "standard input"), text};
}

}  // namespace

GivenConfig givenConfig(const std::string& file, const std::vector<std::string>& settings) {
  GivenConfig given = readGiven(file);
  for (const auto& setting : settings) {
    applySetting(given.config, setting);
    given.toml += (given.toml.empty() || given.toml.ends_with('\n') ? "# --set " : "\n# --set ") + setting + "\n";
  }
  given.config = withResolvedPaths(given.config, std::filesystem::path(file).parent_path());
  return given;
}

// Options shared by the commands that look at a network.

void addSourceOptions(CLI::App& app, SourceRequest& request, bool runs) {
  if (runs) {
    app.add_option("source", request.run, "A run's folder or name, with :STEP for a checkpoint other than the last")
        ->type_name("RUN[:STEP]");
    app.add_option("--runs", request.runsFolder, "Folder in which runs are looked up by name")
        ->type_name("DIR")
        ->capture_default_str();
  }
  app.add_option("--model", request.model, "A model instead of a run, by its name (toponets models)")
      ->type_name("NAME");
  app.add_option("--weights", request.weights,
                 "The model's weights: a file (FILE#PART: a part of it, e.g. dino.pth#teacher), or random:SEED")
      ->type_name("FILE");
  app.add_option("--set", request.settings,
                 "A setting of the model, e.g. model.classes=100; may be given several times")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

CLI::Option* addDataOption(CLI::App& app, const Engine& engine, std::string& data, const std::string& what,
                           const std::string& without) {
  std::string kinds;
  for (const auto& kind : engine.dataKinds()) kinds += (kinds.empty() ? "" : ", ") + kind.name;
  return app
      .add_option("--data", data,
                  what + ", as KIND:PATH[?key=value&...]; " + without + ". Kinds: " + kinds +
                      ". What the program draws is the same for all networks: from seed 0, or from N with ?seed=N")
      ->type_name("DATA");
}

std::filesystem::path findWeights(const std::string& named, const std::string& runs) {
  if (isPlaceThere(named)) return named;
  const auto colon = named.rfind(':');
  const auto step = colon == std::string::npos ? std::nullopt : numberFrom(named.substr(colon + 1));
  try {
    const RunFolder run = RunStore(runs).find(step ? named.substr(0, colon) : named);
    return step ? run.checkpoint(static_cast<std::int64_t>(*step)) : run.path();
  } catch (const UserError&) {
    if (std::filesystem::path(named).extension().empty()) throw;
    return named;  // a file by its name: reading it says that it is not there
  }
}

}  // namespace studio
