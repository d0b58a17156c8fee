// Options shared by the commands that look at a network.
#include "app/cli/source_options.h"

namespace studio {

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

}  // namespace studio
