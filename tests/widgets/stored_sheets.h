// A stored run open in a monitor, maps of its last step shown.
#pragma once
#include <gtest/gtest.h>

#include <functional>

#include "tests/widgets/sample_run.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_monitor.h"

namespace studio {

struct Stored {
  TemporaryFolder folder;
  RunMonitor monitor;
  Stored() {
    ThemeManager::instance().choose(ThemeChoice::Light);
    monitor.openStored(writeSampleRun(folder.path()));
    EXPECT_TRUE(comes([this] {
      return monitor.data().snapshot != nullptr && monitor.data().mapSteps.size() == std::size(kSampleSteps);
    }));
  }
  void edit(const std::function<void(ViewState&)>& change) {
    ViewState view = monitor.view();
    change(view);
    monitor.setView(view);
  }
  const SheetMap& map() const { return *monitor.data().snapshot->find(monitor.view().layer, monitor.view().quantity); }
};

}  // namespace studio
