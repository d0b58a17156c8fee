#include "widgets/runs/run_changes.h"

#include <algorithm>
#include <cmath>

namespace studio {

std::vector<std::int64_t> merged(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b) {
  std::vector<std::int64_t> all(a);
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

bool sameStatus(const RunStatus& a, const RunStatus& b) {
  return a.state == b.state && a.stage == b.stage && a.step == b.step && a.error == b.error &&
         a.secondsLeft == b.secondsLeft && a.imagesPerSecond == b.imagesPerSecond && a.mapsCost == b.mapsCost &&
         a.device == b.device;
}

bool sameRows(const std::vector<ScalarRow>& a, const std::vector<ScalarRow>& b) {
  return a.size() == b.size() && (a.empty() || (a.front().step == b.front().step && a.back().step == b.back().step));
}

bool sameLines(const LogLines& before, const LogLines& after) {
  const auto &a = before.lines, &b = after.lines;
  if (a.size() != b.size() || before.before != after.before) return false;
  return a.empty() || (a.front().text == b.front().text && a.back().text == b.back().text);
}

void dropFrom(std::vector<std::int64_t>& steps, std::int64_t step) {
  std::erase_if(steps, [step](std::int64_t each) { return each >= step; });
}

std::string firstSheet(const std::vector<LayerInfo>& layers) {
  const auto topo = std::find_if(layers.begin(), layers.end(), [](const LayerInfo& layer) { return layer.topo; });
  if (topo != layers.end()) return topo->name;
  return layers.empty() ? std::string() : layers.front().name;
}

LogLines linesBefore(LogLines log, double time) {
  const double second = std::floor(time);  // files keep whole seconds
  std::erase_if(log.lines, [second](const LogLine& line) { return line.time >= second; });
  return log;
}

}  // namespace studio
