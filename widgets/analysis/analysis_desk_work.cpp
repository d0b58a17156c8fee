// What the desk lets worker threads do: networks, choices and stored results are read on one, analyses are computed on
// another.
#include <QFileInfo>
#include <algorithm>
#include <utility>

#include "widgets/analysis/analysis_desk_private.h"
#include "widgets/analysis/analysis_text.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kTickMilliseconds = 100;

struct DeskRead {
  std::vector<AnalysisNetwork> networks;
  std::vector<StimuliChoice> choices;
};
struct StoredRead {
  std::shared_ptr<const NetworkAnalysis> found;
  QString error;
};
struct Computed {
  std::shared_ptr<const NetworkAnalysis> found;
};  // nullptr: stopped

/// Folders chosen before, for this run or another, that are still there.
void addRemembered(std::vector<StimuliChoice>& choices, const QStringList& folders, std::string_view kind) {
  for (const QString& folder : folders) {
    const std::string data = std::string(kind) + folder.toStdString();
    const bool known =
        std::any_of(choices.begin(), choices.end(), [&](const StimuliChoice& choice) { return choice.data == data; });
    if (!known && QFileInfo::exists(folder)) choices.push_back({data, stimuliTitle(data).toStdString()});
  }
}

}  // namespace

AnalysisDesk::Private::Private(AnalysisDesk* owner, RunMonitor* shown, std::shared_ptr<const Engine> asked)
    : q(owner), monitor(shown), engine(std::move(asked)), kinds(engine->analyses()) {
  for (const AnalysisKind& kind : kinds)
    for (const ChoiceField& field : kind.choices)
      if (!field.follows) settings.values.try_emplace(field.key, field.initial);
  computing.setMaxThreadCount(1);
  reading.setMaxThreadCount(1);
  ticks.setInterval(kTickMilliseconds);
}

AnalysisDesk::Private::~Private() {
  stop.request_stop();
  computing.clear();
  reading.clear();
}

/// What is being read or computed is for something else: it ends soon, and its answer is dropped.
void AnalysisDesk::Private::forgetWork() {
  ++generation;
  readings = 0;
  if (!running) return;
  stop.request_stop();
  finish();
}

/// Another run is open, or the same one has been opened again.
void AnalysisDesk::Private::follow() {
  forgetWork();
  const auto path = monitor->hasRun() ? monitor->data().folder.path() : std::filesystem::path();
  if (path != open) {
    open = path;
    rows.clear();
    choices.clear();
    stimuli.clear();
    stimuliChosen = false;
    settings.layers = AnalysisSettings{}.layers;
    step = hovered = -1;
    look.lockedLimit.reset();
    look.hidden.clear();
    picturesOf.clear();
    pictures.clear();
  }
  if (!open.empty()) readDesk();
  Q_EMIT q->rowsChanged();
  Q_EMIT q->settingsChanged();
}

/// A run that is trained has a new last checkpoint: it may be the first that can be analysed. What has been found
/// stays, with its step, until somebody asks for more.
void AnalysisDesk::Private::takeCheckpoints() {
  if (!monitor->hasRun() || running || readings > 0 || step >= 0 || shown() ||
      monitor->data().checkpointSteps == checkpoints)
    return;
  readDesk();
}

void AnalysisDesk::Private::readDesk() {
  checkpoints = monitor->data().checkpointSteps;
  ++readings;
  const int now = generation;
  const auto read = [engine = engine, open = open, step = step, heads = monitor->data().namedHeads,
                     folders = recentLocalizers()] {
    DeskRead result;
    result.networks = engine->networks(open, step, heads);
    result.choices = engine->stimuliChoices(open);
    addRemembered(result.choices, folders, kLocalizerKind);
    return result;
  };
  const auto done = [this, now](DeskRead result) {
    if (now != generation) return;
    --readings;
    std::vector<AnalysisRow> fresh;
    for (AnalysisNetwork& network : result.networks) fresh.push_back({std::move(network), nullptr, {}});
    for (AnalysisRow& row : fresh) keepFound(row);
    std::stable_sort(fresh.begin(), fresh.end(),
                     [](const AnalysisRow& a, const AnalysisRow& b) { return a.network.kind < b.network.kind; });
    rows = std::move(fresh);
    choices = std::move(result.choices);
    if (!stimuliChosen && !choices.empty()) {
      stimuli = choices.front().data;
      stimuliChosen = true;
    }
    keepChoice();
    Q_EMIT q->settingsChanged();
    Q_EMIT q->rowsChanged();
    readStored();
  };
  readOnWorker<DeskRead>(reading, q, read, done, [this, now](const std::string& sentence) {
    if (now != generation) return;
    --readings;
    Q_EMIT q->failed(QString::fromStdString(sentence));
    Q_EMIT q->rowsChanged();
  });
}

/// Until it is known what is stored of the new network, what was found of the one in its place is shown: nothing
/// blinks.
void AnalysisDesk::Private::keepFound(AnalysisRow& fresh) const {
  if (!stimuliChosen || !fresh.network.missing.empty()) return;
  for (const AnalysisRow& row : rows)
    if (row.network.kind == fresh.network.kind && row.network.run == fresh.network.run) fresh.found = row.found;
}

void AnalysisDesk::Private::readStored() {
  if (!stimuliChosen || rows.empty()) return;
  ++readings;
  const int now = generation;
  std::vector<AnalysisNetwork> networks;
  for (const AnalysisRow& row : rows) networks.push_back(row.network);
  const auto read = [engine = engine, networks, stimuli = stimuli, analyses = names(), settings = settings] {
    std::vector<StoredRead> results(networks.size());
    for (std::size_t i = 0; i < networks.size(); ++i) {
      if (!networks[i].missing.empty()) continue;
      try {
        auto found = std::make_shared<NetworkAnalysis>(
            engine->storedAnalysis(requestFor(networks[i], stimuli, analyses, settings)));
        if (!found->layers.empty()) results[i].found = std::move(found);
      } catch (const std::exception& error) {  // one damaged file does not hide the other networks
        results[i].error = QString::fromStdString(shownSentence(error));
      }
    }
    return results;
  };
  readOnWorker<std::vector<StoredRead>>(reading, q, read, [this, now](std::vector<StoredRead> results) {
    if (now != generation || results.size() != rows.size()) return;
    --readings;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].found = std::move(results[i].found);
      rows[i].error = results[i].error;
    }
    Q_EMIT q->rowsChanged();
    Q_EMIT q->selectionChanged();  // the first analysed layer answers for one that is not
  });
}

void AnalysisDesk::Private::begin(const std::vector<std::string>& analyses) {
  if (running || rows.empty() || !stimuliChosen || analyses.empty()) return;
  queue.clear();
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].network.missing.empty()) queue.push_back(i);
  if (queue.empty()) return;
  ++generation;  // stored results on their way are older than what comes now
  readings = 0;
  wanted = analyses;
  at = 0;
  lastError.clear();
  running = true;
  stop = std::stop_source();
  since.start();
  ticks.start();
  computeNext();
  Q_EMIT q->progressChanged();
  Q_EMIT q->rowsChanged();
}

void AnalysisDesk::Private::computeNext() {
  if (at >= queue.size() || stop.stop_requested()) return finish();
  told = std::make_shared<Told>();
  const std::size_t row = queue[at];
  std::vector<std::string> analyses = wanted;  // and what is there already, so that one answer holds everything
  for (const std::string& name : names())
    if (!isWanted(name) && rows[row].found && hasResult(*rows[row].found, name)) analyses.push_back(name);
  Computing how;
  how.device = device;
  how.stop = stop.get_token();
  how.progress = [told = told](std::int64_t done, std::int64_t of) {
    told->done = done;
    told->of = of;
  };
  how.reading = [told = told](std::int64_t done, std::int64_t of) {
    told->decoded = done;
    told->files = of;
  };
  const auto compute = [engine = engine, how,
                        request = requestFor(rows[row].network, stimuli, analyses, settings)]() -> Computed {
    try {
      return {std::make_shared<const NetworkAnalysis>(engine->analyse(request, how))};
    } catch (const ComputingStopped&) {
      return {};
    }
  };
  const int now = generation;
  const auto take = [this, now, row](std::shared_ptr<const NetworkAnalysis> found, const QString& error) {
    if (now != generation || row >= rows.size()) return;
    if (found) rows[row].found = std::move(found);
    rows[row].error = error;
    ++at;
    computeNext();
    if (!error.isEmpty() && std::exchange(lastError, error) != error)
      Q_EMIT q->failed(error);  // the same for all networks is said once
    Q_EMIT q->rowsChanged();
    Q_EMIT q->selectionChanged();
  };
  readOnWorker<Computed>(
      computing, q, compute, [take](Computed computed) { take(std::move(computed.found), {}); },
      [take](const std::string& sentence) { take(nullptr, QString::fromStdString(sentence)); });
}

void AnalysisDesk::Private::finish() {
  running = false;
  ticks.stop();
  queue.clear();
  wanted.clear();
  told.reset();
  Q_EMIT q->progressChanged();
  Q_EMIT q->rowsChanged();
}

}  // namespace studio
