#include "widgets/compare/compared_snapshots.h"

namespace studio {
namespace {

using Steps = std::shared_ptr<const std::vector<std::int64_t>>;
using Maps = std::shared_ptr<const Snapshot>;

bool isRun(const RunRecord& run) { return run.kind == RunRecord::Kind::Run; }

}  // namespace

std::filesystem::path weightsPlace(const RunRecord& record) {
  if (record.kind == RunRecord::Kind::Settings) return {};
  return record.kind == RunRecord::Kind::Checkpoint ? RunFolder(record.path).checkpoint(record.step) : record.path;
}

std::int64_t runSteps(const RunRecord& record) {
  if (record.status.steps > 0) return record.status.steps;
  return record.status.step;
}

ComparedSnapshots::ComparedSnapshots(Comparison* comparison, QObject* parent)
    : QObject(parent),
      comparison_(comparison),
      steps_(
          pool_, this, [this] { Q_EMIT changed(); },
          [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); }),
      maps_(
          pool_, this, [this] { Q_EMIT changed(); },
          [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); }) {
  pool_.setMaxThreadCount(1);
}

Steps ComparedSnapshots::steps(const RunRecord& run) {
  const std::string known = steps_.version(run.id());
  return steps_.get(run.id(), run.gone && !known.empty() ? known : std::to_string(run.revision), [path = run.path] {
    return std::make_shared<const std::vector<std::int64_t>>(RunFolder(path).mapSteps());
  });
}

/// A stored snapshot does not change; a file may, and then its record is another one.
Maps ComparedSnapshots::maps(const RunRecord& run, std::int64_t step) {
  if (isRun(run))
    return maps_.get(run.id() + "@" + std::to_string(step), "stored",
                     [path = run.path, step] { return std::make_shared<const Snapshot>(RunFolder(path).maps(step)); });
  return maps_.get(run.id(), std::to_string(run.revision),
                   [engine = comparison_->sharedEngine(), file = weightsPlace(run)] {
                     return std::make_shared<const Snapshot>(engine->weightsReport(file).snapshot);
                   });
}

SourceMoment ComparedSnapshots::at(const ComparedSource& source, const ComparedMoment& moment) {
  SourceMoment found;
  const RunRecord& run = source.first();
  if (run.kind == RunRecord::Kind::Settings) {
    found.known = true;
    found.error = run.name + " is a configuration: it has no sheets; compare it under Differences.";
    return found;
  }
  if (!isRun(run)) {
    found.hasTime = false;
    found.known = true;
    found.chosen = {run.step, true};
    found.snapshot = maps(run, run.step);
    return found;
  }
  const Steps stored = steps(run);
  if (!stored) return found;
  found.known = true;
  found.chosen = chooseSnapshot(*stored, runSteps(run), moment);
  if (found.chosen.step < 0)
    found.error = stored->empty() ? run.name + " has stored no maps; train it with output.maps = \"log+epoch\"."
                                  : run.name + " has no stored maps at or before this moment.";
  else
    found.snapshot = maps(run, found.chosen.step);
  return found;
}

std::vector<double> ComparedSnapshots::moments(const std::vector<ComparedSource>& sources, bool isShare) {
  std::vector<std::vector<std::int64_t>> stored;
  std::vector<std::int64_t> all;
  for (const ComparedSource& source : sources) {
    if (!isRun(source.first())) continue;
    if (const Steps steps = this->steps(source.first())) {
      stored.push_back(*steps);
      all.push_back(runSteps(source.first()));
    }
  }
  return comparedMoments(stored, all, isShare);
}

}  // namespace studio
