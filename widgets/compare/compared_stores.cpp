#include "widgets/compare/worker_cache.h"

#include "core/run/analysis_store.h"
#include "core/run/error.h"

namespace studio {
namespace {

/// What was read of a run that is gone is all there is of it.
std::string readingVersion(const RunRecord& record, const std::string& known) {
  return record.gone && !known.empty() ? known : std::to_string(record.revision);
}

void addTables(NetworkAnalysis& found, NetworkAnalysis more) {
  if (found.empty()) {
    found = std::move(more);
    return;
  }
  if (found.layers.empty()) found.layers = std::move(more.layers);  // what was there was of the whole network
  for (Result& result : more.results) found.resultFor(result.analysis) = std::move(result);
}

}  // namespace

ComparedStores::Rows ComparedStores::rows(const Record& record) {
  if (record->kind != RunRecord::Kind::Run && record->kind != RunRecord::Kind::Checkpoint) return nullptr;
  const std::string version = readingVersion(*record, rows_.version(record->id()));
  return rows_.get(record->id(), version, [path = record->path, step = record->step] {
    ScalarsFile file = RunFolder(path).scalarsFile(ScalarsFile::WrongLines::LeftOut);
    file.refresh();
    auto rows = file.rows().rows();
    if (step >= 0) std::erase_if(rows, [step](const ScalarRow& row) { return row.step > step; });
    return std::make_shared<const std::vector<ScalarRow>>(std::move(rows));
  });
}

ComparedStores::Numbers ComparedStores::numbers(const Record& record) {
  if (record->results.empty()) return nullptr;
  const std::string version = readingVersion(*record, numbers_.version(record->id()));
  return numbers_.get(record->id(), version, [path = record->path, step = record->step, taken = record->taken] {
    std::vector<std::string> damaged;  // the table of runs says so already
    auto found = std::make_shared<NetworkAnalysis>();
    for (MeasuredNumbers& each : readNumbers(RunFolder(path), step < 0 ? "" : std::to_string(step), damaged))
      if (const auto way = taken.find(each.analysis); way != taken.end() && way->second == each.how)
        addTables(*found, std::move(each.found));
    return std::shared_ptr<const NetworkAnalysis>(std::move(found));
  });
}

std::shared_ptr<const std::vector<LayerInfo>> ComparedStores::layers(const Record& record) {
  if (record->kind != RunRecord::Kind::Run && record->kind != RunRecord::Kind::Checkpoint) return nullptr;
  return layers_.get(record->id(), readingVersion(*record, layers_.version(record->id())), [path = record->path] {
    try {
      return std::make_shared<const std::vector<LayerInfo>>(RunFolder(path).layers());
    } catch (const UserError&) {  // views of it begin elsewhere, and nothing is missing
      return std::make_shared<const std::vector<LayerInfo>>();
    }
  });
}

void ComparedStores::keepOnly(const std::set<std::string>& ids) {
  rows_.keepOnly(ids);
  numbers_.keepOnly(ids);
  layers_.keepOnly(ids);
}

}  // namespace studio
