// A window of the program whose tables hold the made-up rows (tests/extension/made_up_tables.cmake), over runs that its
// own engine has trained: the made-up model on the made-up data set with the made-up loss.
#pragma once
#include <string>

#include "core/run/run_store.h"
#include "tests/app/gui/gui_fixture.h"

namespace studio {

class MadeUpWindow : public GuiTest {
 protected:
  static RunConfig madeUpConfig() {
    return parseConfig(
        "[model]\nname = \"made_up\"\nclasses = 2\nhidden = [36]\n"
        "[data]\nkind = \"checkers\"\nimage_size = 12\nsamples = 120\n"
        "[topoloss]\ntau = 2\nfactor = [2, 2]\n"
        "[losses.made_up]\nweight = 4\n"
        "[optimizer]\nkind = \"adam\"\n"
        "[train]\nepochs = 2\nbatch_size = 12\nseed = 3\n"
        "[output]\nscalars_every = 3\n");
  }

  std::filesystem::path runPlace() const { return runs() / "made_up"; }

  /// Trains to the end as Start does, and waits until the window has dealt with it.
  static bool trainMadeUp(MainWindow& window) {
    const QSignalSpy ended(&window.session(), &Session::ended);
    window.session().start(madeUpConfig(), QStringLiteral("made_up"));
    return waitFor([&] {
      const RunData& data = window.session().monitor()->data();
      return !ended.isEmpty() && data.status.state == RunState::Finished && data.snapshot &&
             data.snapshot->step == data.status.step;
    });
  }
};

}  // namespace studio
