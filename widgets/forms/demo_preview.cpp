#include "widgets/forms/demo_preview.h"

#include <algorithm>
#include <cmath>

#include "core/run/error.h"
#include "core/run/npy.h"

namespace studio {
namespace {

constexpr std::int64_t kLargestSide = 4096;
constexpr std::size_t kMostPoints = 400;  ///< more than the plot has pixels

const NpyArray& arrayOf(const NpzArrays& arrays, const std::string& name, std::size_t dimensions,
                        const std::filesystem::path& file) {
  for (const auto& [key, array] : arrays)
    if (key == name && array.shape.size() == dimensions) return array;
  throw UserError(file.string() + " is not a recorded demo: it has no array `" + name + "` of " +
                  std::to_string(dimensions) + " dimensions; record it again from a run of the demo.");
}

std::vector<SheetMap> mapsFrom(const NpyArray& steps, const NpyArray& maps, const std::filesystem::path& file) {
  const std::int64_t count = maps.shape[0], height = maps.shape[1], width = maps.shape[2];
  if (steps.count() != count || height < 1 || width < 1 || height > kLargestSide || width > kLargestSide)
    throw UserError(
        file.string() +
        " is not a recorded demo: its steps and maps do not belong together; record it again from a run of the demo.");
  const std::vector<double> stepValues = steps.asDoubles();
  const std::vector<float> values = maps.asFloats();  // [n, height, width]
  std::vector<SheetMap> result;
  for (std::int64_t i = 0; i < count; ++i) {
    SheetMap map;
    map.height = height;
    map.width = width;
    map.step = static_cast<std::int64_t>(stepValues[i]);
    map.values.assign(values.begin() + i * height * width, values.begin() + (i + 1) * height * width);
    result.push_back(std::move(map));
  }
  return result;
}

std::vector<DemoPreview::Point> pointsOf(const std::vector<ScalarRow>& rows) {
  std::vector<DemoPreview::Point> points;
  for (const ScalarRow& row : rows)
    if (std::isfinite(row.taskLoss) && std::isfinite(row.topoLoss))
      points.push_back({static_cast<double>(row.step), row.taskLoss, row.topoLoss});
  const std::size_t stride = points.size() / kMostPoints + 1;
  std::vector<DemoPreview::Point> kept;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (i % stride == 0 || i + 1 == points.size()) kept.push_back(points[i]);
  return kept;
}

}  // namespace

DemoPreview readDemoPreview(const std::filesystem::path& file) {
  const NpzArrays arrays = readNpz(file);
  DemoPreview preview;
  preview.maps = mapsFrom(arrayOf(arrays, "steps", 1, file), arrayOf(arrays, "maps", 3, file), file);
  const NpyArray& scalars = arrayOf(arrays, "scalars", 2, file);
  const std::vector<double> facts = arrayOf(arrays, "facts", 1, file).asDoubles();
  if (scalars.shape[1] != 3 || facts.size() != 4)
    throw UserError(
        file.string() +
        " is not a recorded demo: its scalars or facts have another size; record it again from a run of the demo.");
  const std::vector<double> values = scalars.asDoubles();  // [k, 3]
  for (std::size_t i = 0; i + 2 < values.size(); i += 3)
    preview.losses.push_back({values[i], values[i + 1], values[i + 2]});
  preview.shownClass = static_cast<int>(std::clamp(facts[0], 0.0, 1e6));
  preview.accuracy = facts[1];
  preview.tau = facts[2];
  preview.factor = facts[3];
  for (SheetMap& map : preview.maps) map.quantity = std::to_string(preview.shownClass);
  return preview;
}

void writeDemoPreview(const std::filesystem::path& file, const DemoPreview& preview) {
  if (preview.empty()) throw UserError(file.string() + " was not written: the run has no maps or no losses to record.");
  std::vector<std::int64_t> steps;
  std::vector<float> maps;
  for (const SheetMap& map : preview.maps) {
    steps.push_back(map.step);
    maps.insert(maps.end(), map.values.begin(), map.values.end());
  }
  std::vector<double> scalars;
  for (const auto& point : preview.losses) scalars.insert(scalars.end(), {point.step, point.taskLoss, point.topoLoss});
  const auto count = static_cast<std::int64_t>(preview.maps.size()),
             points = static_cast<std::int64_t>(preview.losses.size());
  const std::vector<double> facts{static_cast<double>(preview.shownClass), preview.accuracy, preview.tau,
                                  preview.factor};
  writeNpz(file, {{"steps", NpyArray::from(steps, {count})},
                  {"maps", NpyArray::from(maps, {count, preview.maps[0].height, preview.maps[0].width})},
                  {"scalars", NpyArray::from(scalars, {points, 3})},
                  {"facts", NpyArray::from(facts, {4})}});
}

DemoPreview demoPreviewOf(const RunFolder& run, const std::string& layer, int shownClass) {
  DemoPreview preview;
  preview.shownClass = shownClass;
  const std::vector<std::int64_t> stored = run.mapSteps();
  std::vector<std::int64_t> wanted{0, 20, 100, 500};
  if (!stored.empty()) wanted.push_back(stored.back());
  for (const std::int64_t step : wanted) {
    if (std::find(stored.begin(), stored.end(), step) == stored.end()) continue;
    if (!preview.maps.empty() && preview.maps.back().step >= step) continue;
    const Snapshot snapshot = run.maps(step);
    const SheetMap* map = snapshot.find(layer, std::to_string(shownClass));
    if (!map) continue;
    preview.maps.push_back(*map);
    preview.maps.back().step = step;
  }
  const std::vector<ScalarRow> rows = run.scalars();
  preview.losses = pointsOf(rows);
  for (const ScalarRow& row : rows)
    if (std::isfinite(row.validationAccuracy)) preview.accuracy = row.validationAccuracy;
  const RunConfig config = run.config();
  preview.tau = config.topoloss.tau;
  preview.factor = config.topoloss.factor.first;
  return preview;
}

}  // namespace studio
