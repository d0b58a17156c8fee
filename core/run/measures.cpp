// See measures.h.
#include "core/run/measures.h"

#include <mutex>
#include <vector>

namespace studio {
namespace {

struct MeasureTable {
  std::mutex mutex;
  std::vector<DescribedMeasure> measures;
};

/// Made at first use: rows are added before main() too.
MeasureTable& measureTable() {
  static MeasureTable table;
  return table;
}

std::optional<DescribedMeasure> findMeasure(std::string DescribedMeasure::*name, std::string_view wanted) {
  MeasureTable& table = measureTable();
  const std::lock_guard lock(table.mutex);
  for (const DescribedMeasure& each : table.measures)
    if (!wanted.empty() && each.*name == wanted) return each;
  return std::nullopt;
}

}  // namespace

void describeMeasures(const AnalysisKind& kind) {
  MeasureTable& table = measureTable();
  const std::lock_guard lock(table.mutex);
  for (const ShownColumn& column : kind.columns) {
    if (column.scalar.empty() && !column.published) continue;
    const DescribedMeasure measure{kind.name + "/" + column.table + "/" + column.column, column.scalar,
                                   column.published};
    std::erase_if(table.measures, [&](const DescribedMeasure& each) { return each.result == measure.result; });
    table.measures.push_back(measure);
  }
}

std::optional<DescribedMeasure> measureOfResult(std::string_view result) {
  return findMeasure(&DescribedMeasure::result, result);
}

std::optional<DescribedMeasure> measureOfScalar(std::string_view scalar) {
  return findMeasure(&DescribedMeasure::scalar, scalar);
}

}  // namespace studio
