#include "widgets/compare/comparison.h"

#include <QSettings>
#include <algorithm>

#include "widgets/compare/worker_cache.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/sources.h"

namespace studio {
namespace {

constexpr int kRefreshEvery = 2000;      // ms, as the list of runs
constexpr std::size_t kFirstChosen = 8;  // groups that are ticked before anybody has
const QString kColumnsKey = QStringLiteral("compare/columns"), kGroupsKey = QStringLiteral("compare/groupSeeds"),
              kSortKey = QStringLiteral("compare/sort"), kDescendingKey = QStringLiteral("compare/descending");

std::vector<RunColumn> keptColumns() {
  std::vector<RunColumn> columns;
  for (const QString& id : openSettings()->value(kColumnsKey).toStringList())
    if (const auto column = runColumnFrom(id.toStdString()))
      if (const RunColumn one = oneColumn(*column); std::find(columns.begin(), columns.end(), one) == columns.end())
        columns.push_back(one);
  return columns.empty() ? usualRunColumns() : columns;
}

}  // namespace

Comparison::Comparison(RunSession& session, RunListModel& runs, Sources& sources, std::shared_ptr<const Engine> engine,
                       QObject* parent)
    : QObject(parent),
      session_(session),
      list_(runs),
      sources_(sources),
      engine_(std::move(engine)),
      kinds_(engine_->analyses()),
      columns_(keptColumns()) {
  const auto settings = openSettings();
  groupsSeeds_ = settings->value(kGroupsKey, true).toBool();
  sortColumn_ = runColumnFrom(settings->value(kSortKey).toString().toStdString());
  descending_ = settings->value(kDescendingKey, false).toBool();
  pool_.setMaxThreadCount(1);
  stores_ = std::make_unique<ComparedStores>(
      pool_, this, [this] { Q_EMIT comparedRead(); },
      [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
  timer_.setInterval(kRefreshEvery);
  connect(&timer_, &QTimer::timeout, this, &Comparison::refresh);
  connect(&session, &RunSession::runsChanged, this, [this] {
    if (timer_.isActive()) refresh();
  });
  connect(&sources, &Sources::changed, this, &Comparison::followSources);
  connect(&sources, &Sources::pinnedChanged, this, &Comparison::followPin);
}

Comparison::~Comparison() {
  stop_.request_stop();
  pool_.clear();
  pool_.waitForDone();
}

int Comparison::runColour(const RunRecord& record) const { return list_.runColour(record.settingsKey, record.id()); }

void Comparison::setActive(bool active) {
  if (active == timer_.isActive()) return;
  if (active) {
    timer_.start();
    refresh();
  } else {
    timer_.stop();
    stop_.request_stop();  // what nobody sees is not worth the disk
  }
}

/// The folder's runs and what was added, with what is known of them already.
void Comparison::refresh() {
  if (reading_) {
    again_ = true;
    return;
  }
  reading_ = true;
  again_ = false;
  stop_ = {};
  *done_ = *all_ = 0;
  RunReading reading;
  reading.root = session_.runsFolder();
  if (reading.root != root_) hasRead_ = false;
  root_ = reading.root;
  reading.added = beside();
  for (const RunColumn& column : columns_)
    if (column.kind == RunColumn::Kind::AtStep) reading.steps.push_back(column.step);
  reading.version = engine_->version();
  reading.stop = stop_.get_token();
  reading.progress = [done = done_, all = all_](std::int64_t now, std::int64_t of) { *done = now, *all = of; };
  readOnWorker<RunRecords>(
      pool_, this, [reader = reader_, reading] { return reader->read(reading); },
      [this, stop = stop_.get_token()](RunRecords records) {
        reading_ = false;
        if (!stop.stop_requested()) take(std::move(records));
        Q_EMIT readingChanged();
        if (again_) refresh();
      },
      [this](const std::string& sentence) {
        reading_ = false;
        Q_EMIT failed(QString::fromStdString(sentence));
        Q_EMIT readingChanged();
      });
  Q_EMIT readingChanged();
}

/// Oldest settings take the first colours, as in the list of runs.
void Comparison::take(RunRecords fresh) {
  for (auto record = fresh.rbegin(); record != fresh.rend(); ++record)
    if ((*record)->config) runColour(**record);
  fresh = withGone(std::move(fresh), records_, [this](const RunRecord& record) {
    const bool isOfFolder = record.kind == RunRecord::Kind::Run && record.path.parent_path() == root_;
    return (isChosen(record) || isPinned(record)) && (isOfFolder || isListed({record.path, record.step}));
  });
  const bool first = !hasRead_;
  hasRead_ = true;
  if (!first && fresh == records_) return;
  records_ = std::move(fresh);
  sayGone();
  if (first && chosen_.empty()) chooseFirst();
  arrange();
}

/// Each once; of one that is there again it is taken back.
void Comparison::sayGone() {
  std::set<std::string> gone;
  for (const auto& record : records_)
    if (record->gone) gone.insert(record->error);
  for (const std::string& sentence : shownNotes_)
    if (!gone.count(sentence)) Q_EMIT mended(engineText(sentence));
  for (const std::string& sentence : gone)
    if (!shownNotes_.count(sentence)) Q_EMIT failed(engineText(sentence));
  shownNotes_ = std::move(gone);
}

/// The newest configurations, so that something is compared before anybody has ticked anything.
void Comparison::chooseFirst() {
  std::vector<std::size_t> readable;
  for (std::size_t i = 0; i < records_.size(); ++i)
    if (records_[i]->error.empty()) readable.push_back(i);
  const auto groups = groupRuns(records_, readable);
  for (std::size_t i = 0; i < std::min(groups.size(), kFirstChosen); ++i)
    for (const std::size_t run : groups[i].runs) chosen_.insert(records_[run]->id());
}

void Comparison::arrange() {
  filter_ = parseRunFilter(filterText_.toStdString(), records_);
  shown_ = filteredRuns(records_, filter_);
  groups_ = groupRuns(records_, shown_, groupsSeeds_);
  if (sortColumn_)
    sortGroups(groups_, records_, sortColumn_, descending_);
  else
    sortGroups(groups_, records_, RunColumn{RunColumn::Kind::Setting, "topoloss.tau"}, false);
  groupNames_ = studio::groupNames(records_, groups_);
  findCompared();
  Q_EMIT recordsChanged();
}

void Comparison::findCompared() {
  std::vector<RunGroup> ticked;
  for (const RunGroup& group : groups_)
    if (isPinned(group) ||
        std::any_of(group.runs.begin(), group.runs.end(), [&](std::size_t i) { return isChosen(*records_[i]); }))
      ticked.push_back(group);
  std::vector<ComparedSource> fresh =
      comparedSources(records_, ticked, [this](const RunRecord& first) { return runColour(first); });
  std::set<std::string> ids;
  for (std::size_t i = 0; i < ticked.size(); ++i) {
    for (const auto& run : fresh[i].runs) ids.insert(run->id());
    fresh[i].pinned = isPinned(ticked[i]);
  }
  stores_->keepOnly(ids);
  compared_ = std::move(fresh);
  provenance_.reset();
  Q_EMIT comparedChanged();
}

/// Nobody has chosen columns, and the runs that are shown are of several data: which, stands behind their state.
std::vector<RunColumn> Comparison::withData(std::vector<RunColumn> columns) const {
  std::set<std::string> data;
  for (const std::size_t i : shown_)
    if (records_[i]->config) data.insert(records_[i]->dataKey);  // of what cannot be read nothing is known
  const RunColumn column{RunColumn::Kind::Fact, "data"}, state{RunColumn::Kind::Fact, "state"};
  if (data.size() < 2 || columns != usualRunColumns()) return columns;
  columns.insert(std::next(std::find(columns.begin(), columns.end(), state)), column);
  return columns;
}

std::vector<RunColumn> Comparison::shownColumns() const {
  if (!differencesOnly_) return withData(columns_);
  std::vector<std::size_t> chosen;
  for (const std::size_t i : shown_)
    if (isChosen(*records_[i])) chosen.push_back(i);
  std::vector<RunColumn> columns = differingColumns(records_, chosen);
  for (const RunColumn& column : columns_)
    if (column.kind != RunColumn::Kind::Setting) columns.push_back(column);
  return columns;
}

void Comparison::setColumns(std::vector<RunColumn> columns) {
  const auto steps = [](const std::vector<RunColumn>& of) {
    std::set<std::int64_t> found;
    for (const RunColumn& column : of)
      if (column.kind == RunColumn::Kind::AtStep) found.insert(column.step);
    return found;
  };
  const bool otherSteps = steps(columns) != steps(columns_);
  columns_ = std::move(columns);
  keepChoices();
  Q_EMIT recordsChanged();
  if (otherSteps) refresh();
}

void Comparison::setFilterText(const QString& text) {
  if (text == filterText_) return;
  filterText_ = text;
  arrange();
}

void Comparison::sortBy(const std::optional<RunColumn>& column, bool descending) {
  sortColumn_ = column;
  descending_ = descending;
  keepChoices();
  arrange();
}

void Comparison::setGroupsSeeds(bool groups) {
  groupsSeeds_ = groups;
  keepChoices();
  arrange();
}

void Comparison::setDifferencesOnly(bool only) {
  differencesOnly_ = only;
  Q_EMIT recordsChanged();
}

void Comparison::keepChoices() const {
  const auto settings = openSettings();
  QStringList ids;
  for (const RunColumn& column : columns_) ids << QString::fromStdString(column.id());
  settings->setValue(kColumnsKey, ids);
  settings->setValue(kGroupsKey, groupsSeeds_);
  settings->setValue(kSortKey, sortColumn_ ? QString::fromStdString(sortColumn_->id()) : QString());
  settings->setValue(kDescendingKey, descending_);
}

void Comparison::choose(const std::vector<std::string>& ids, bool chosen) {
  for (const std::string& id : ids)
    if (chosen)
      chosen_.insert(id);
    else
      chosen_.erase(id);
  std::erase_if(records_,
                [this](const auto& record) { return record->gone && !isChosen(*record) && !isPinned(*record); });
  arrange();
}

void Comparison::chooseOnly(const std::vector<std::string>& ids) {
  chosen_.clear();
  choose(ids, true);
}

bool Comparison::isPinned(const RunGroup& group) const {
  return std::any_of(group.runs.begin(), group.runs.end(), [this](std::size_t i) { return isPinned(*records_[i]); });
}

const RunGroup* Comparison::pinnedGroup() const {
  const auto found =
      std::find_if(groups_.begin(), groups_.end(), [this](const RunGroup& group) { return isPinned(group); });
  return found == groups_.end() ? nullptr : &*found;
}

/// Where it is among the networks that are looked at, it is pinned there too.
void Comparison::pin(const std::string& id) {
  if (id == pinned_) return;
  pinned_ = id;
  for (std::size_t i = 0; i < sources_.list().size(); ++i) {
    const AnalysisNetwork& network = sources_.list()[i].network();
    RunRecord named;
    named.path = network.run, named.step = network.step;
    if (!id.empty() && !sources_.list()[i].isMissing() && named.id() == id && sources_.pinned() != int(i))
      return arrange(), sources_.pin(int(i));
  }
  arrange();
}

void Comparison::followPin() {
  const int pinned = sources_.pinned();
  if (pinned < 0) return;
  RunRecord named;
  named.path = sources_.list()[std::size_t(pinned)].network().run;
  named.step = sources_.list()[std::size_t(pinned)].network().step;
  const bool known =
      std::any_of(records_.begin(), records_.end(), [&](const auto& record) { return record->id() == named.id(); });
  if (known && named.id() != pinned_) pinned_ = named.id(), arrange();
}

const ComparedSource* Comparison::pinnedSource() const {
  const auto found = std::find_if(compared_.begin(), compared_.end(), [](const auto& each) { return each.pinned; });
  return found == compared_.end() ? nullptr : &*found;
}

void Comparison::followSources() {
  if (timer_.isActive()) refresh();
}

QString readingText(const Comparison& comparison) {
  return tr("%L1 of %L2 runs").arg(comparison.readDone()).arg(comparison.readTotal());
}

}  // namespace studio
