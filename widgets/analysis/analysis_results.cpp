#include "widgets/analysis/analysis_results.h"

#include <QDir>
#include <QTemporaryDir>
#include <algorithm>

#include "core/run/group_analysis.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

using Found = AnalysisRow::Found;

/// The results of a source's networks as they are stored, and the first error.
struct StoredRead {
  std::vector<Found> members;
  QString error;
};

StoredRead readStored(const Engine& engine, const Source& source, const std::string& stimuli,
                      const std::vector<std::string>& analyses, const AnalysisSettings& settings) {
  StoredRead read;
  for (const AnalysisNetwork& network : source.networks) {
    const AnalysisRequest request = sessionRequest(network, stimuli, analyses, settings);
    read.members.push_back(nullptr);
    if (!network.missing.empty()) continue;
    try {
      auto found = std::make_shared<NetworkAnalysis>(engine.storedAnalysis(request));
      if (!found->empty()) read.members.back() = std::move(found);
    } catch (const std::exception& error) {  // one damaged file does not hide the other networks
      read.error = QString::fromStdString(shownSentence(error));
    }
  }
  return read;
}

void putTogether(AnalysisRow& row) {
  row.found.reset();
  std::vector<const NetworkAnalysis*> members;
  for (const Found& member : row.members) {
    if (!member) return;
    members.push_back(member.get());
  }
  row.found =
      row.source.isGroup() ? std::make_shared<const NetworkAnalysis>(meanAnalysis(members)) : row.members.front();
}

AnalysisRow rowFor(const Source& source, const std::vector<AnalysisRow>& before) {
  for (const AnalysisRow& row : before)
    if (row.source.isSameAs(source)) {
      AnalysisRow kept = row;
      kept.source = source;  // what is missing may have come
      kept.isRead = row.isRead && row.found;
      return kept;
    }
  AnalysisRow fresh{source, std::vector<Found>(source.networks.size()), nullptr, {}, false};
  for (const AnalysisRow& row : before)
    if (!source.isMissing() && !source.isGroup() && !row.source.isGroup() &&
        row.network().kind == source.network().kind && row.network().run == source.network().run)
      fresh.found = row.found;
  return fresh;
}

}  // namespace

AnalysisResults::AnalysisResults(std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent), engine_(std::move(engine)) {
  pool_.setMaxThreadCount(1);
}

AnalysisResults::~AnalysisResults() { pool_.clear(); }

const AnalysisRow* AnalysisResults::first() const {
  return rows_.empty() || !rows_.front().found ? nullptr : &rows_.front();
}

void AnalysisResults::setSources(const std::vector<Source>& sources) {
  stopReading();
  std::vector<AnalysisRow> fresh;
  for (const Source& source : sources) fresh.push_back(rowFor(source, rows_));
  rows_ = std::move(fresh);
  Q_EMIT changed();
}

void AnalysisResults::stopReading() {
  ++generation_;
  reading_ = false;
}

void AnalysisResults::forget() {
  for (AnalysisRow& row : rows_) row.isRead = false;
}

void AnalysisResults::read(const std::string& stimuli, const std::vector<std::string>& analyses,
                           const AnalysisSettings& settings) {
  if (stimuli != stimuli_ || settings != settings_) forget();
  stimuli_ = stimuli;
  settings_ = settings;
  stopReading();
  std::vector<Source> sources;
  for (const AnalysisRow& row : rows_)
    if (!row.isRead) sources.push_back(row.source);
  if (sources.empty()) return;
  reading_ = true;
  const int now = generation_;
  const auto work = [engine = engine_, sources, stimuli, analyses, settings] {
    std::vector<StoredRead> results;
    for (const Source& source : sources) results.push_back(readStored(*engine, source, stimuli, analyses, settings));
    return results;
  };
  readOnWorker<std::vector<StoredRead>>(pool_, this, work, [this, now, sources](std::vector<StoredRead> results) {
    if (now != generation_) return;
    reading_ = false;
    for (std::size_t i = 0; i < sources.size(); ++i)
      for (AnalysisRow& row : rows_) {
        if (!row.source.isSameAs(sources[i])) continue;
        row.members = results[i].members;
        row.error = results[i].error;
        row.isRead = true;
        putTogether(row);
      }
    Q_EMIT changed();
  });
}

void AnalysisResults::put(const AnalysisNetwork& network, Found found, const QString& error) {
  const Source wanted{{network}, false};
  for (AnalysisRow& row : rows_)
    for (std::size_t i = 0; i < row.source.networks.size(); ++i) {
      if (!Source{{row.source.networks[i]}, false}.isSameAs(wanted)) continue;
      if (found) row.members[i] = found;
      row.error = error;
      row.isRead = true;
      putTogether(row);
    }
  Q_EMIT changed();
}

namespace {

/// Made when it is needed first, removed at the program's end; empty where none can be made: then results live as
/// long as they are shown.
std::filesystem::path sessionFolder() {
  static const QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/toponets-results-XXXXXX"));
  return folder.isValid() ? std::filesystem::path(folder.path().toStdString()) : std::filesystem::path();
}

}  // namespace

AnalysisRequest sessionRequest(const AnalysisNetwork& network, const std::string& stimuli,
                               const std::vector<std::string>& analyses, const AnalysisSettings& settings) {
  AnalysisRequest request = requestFor(network, stimuli, analyses, settings);
  if (request.source.run.empty()) request.store = sessionFolder();
  return request;
}

}  // namespace studio
