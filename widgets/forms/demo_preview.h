// The recorded result of the demo that the welcome page shows: five maps and both losses of one real run.
// Stored as an .npz: steps [n] int64, maps [n, h, w] float32, scalars [k, 3] float64 (step, task loss, topo loss),
// facts [4] float64 (class shown, final validation accuracy, tau, factor). No thread of its own; blocks on the disk.
#pragma once
#include <filesystem>
#include <vector>

#include "core/run/run_store.h"
#include "core/run/snapshot.h"

namespace studio {

struct DemoPreview {
  struct Point {
    double step = 0, taskLoss = 0, topoLoss = 0;
  };
  std::vector<SheetMap> maps;  ///< selectivity t for one class, in the order of the steps
  std::vector<Point> losses;
  int shownClass = 0;
  double accuracy = 0, tau = 0, factor = 0;
  bool empty() const { return maps.empty() || losses.empty(); }
};

/// Throws UserError naming the file when it is missing or not such a file.
DemoPreview readDemoPreview(const std::filesystem::path& file);
void writeDemoPreview(const std::filesystem::path& file, const DemoPreview& preview);
/// From a stored run: the maps of `layer` at steps 0, 20, 100, 500 and the last (those that are stored), for class
/// `shownClass`.
DemoPreview demoPreviewOf(const RunFolder& run, const std::string& layer, int shownClass);

}  // namespace studio
