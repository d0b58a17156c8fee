#include "widgets/compare/run_table_model.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>

#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/language.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

const QString kMinus(QChar(0x2212));

int decimalsFor(double value) {
  const double size = std::abs(value);
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
}

}  // namespace

QString columnTitle(const RunColumn& column, const std::vector<AnalysisKind>& kinds) {
  const ColumnFacts facts = columnFacts(column, kinds);
  QString title = asHeading(engineText(facts.title));
  if (!facts.unit.empty() && !facts.time) title = tr("%1, %2").arg(title, engineText(facts.unit));
  if (column.kind == RunColumn::Kind::Best) return tr("Best: %1").arg(title);
  if (column.kind == RunColumn::Kind::AtStep) return tr("%1 at step %L2").arg(title).arg(column.step);
  return title;
}

QString columnTip(const RunColumn& column) {
  return storedTwin(column)
             ? tr("As an analysis has stored it; of runs without one, the last value that was measured while training")
             : QString();
}

QString columnText(double value, const ColumnFacts& facts, double like) {
  if (!std::isfinite(value)) return {};
  if (facts.time) return timeInOneUnit(value);
  if (facts.exact) return QString::fromStdString(numberText(value)).replace(QLatin1Char('-'), kMinus);
  const double shown = value * facts.scale;
  if (facts.whole && std::abs(shown - std::round(shown)) < 1e-9) return countText(std::llround(shown));
  if (shown == 0 && facts.decimals < 0) return QStringLiteral("0");
  const double size = std::abs(like * facts.scale);
  if (size != 0 && (size < 1e-3 || size >= 1e6)) return inWindowNumbers(QString::fromStdString(plotNumber(shown)));
  return fixedNumber(shown, facts.decimals >= 0 ? facts.decimals : decimalsFor(like * facts.scale));
}

RunTableModel::RunTableModel(Comparison* comparison, QObject* parent)
    : QAbstractItemModel(parent), comparison_(comparison), columns_(comparison->shownColumns()), rows_(rowIds()) {
  connect(comparison, &Comparison::recordsChanged, this, &RunTableModel::follow);
}

QStringList RunTableModel::rowIds() const {
  QStringList ids;
  for (const RunGroup& group : comparison_->groups()) {
    ids << QStringLiteral("-");
    for (const std::size_t run : group.runs) ids << QString::fromStdString(comparison_->records()[run]->id());
  }
  return ids;
}

/// The same rows and columns keep their places, what is open and what is selected.
void RunTableModel::follow() {
  QStringList rows = rowIds();
  std::vector<RunColumn> columns = comparison_->shownColumns();
  if (rows == rows_ && columns == columns_) {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    for (int row = 0; row < rowCount(); ++row)
      if (const QModelIndex group = index(row, 0); rowCount(group) > 0)
        Q_EMIT dataChanged(index(0, 0, group), index(rowCount(group) - 1, columnCount() - 1, group));
    return;
  }
  beginResetModel();
  rows_ = std::move(rows);
  columns_ = std::move(columns);
  endResetModel();
}

const RunGroup* RunTableModel::group(const QModelIndex& index) const {
  if (!index.isValid()) return nullptr;
  const auto row = isSeed(index) ? std::size_t(index.internalId() - 1) : std::size_t(index.row());
  return row < comparison_->groups().size() ? &comparison_->groups()[row] : nullptr;
}

const RunRecord* RunTableModel::record(const QModelIndex& index) const {
  const RunGroup* of = group(index);
  if (!of) return nullptr;
  const auto seed = isSeed(index) ? std::size_t(index.row()) : std::size_t(0);
  return seed < of->runs.size() ? comparison_->records()[of->runs[seed]].get() : nullptr;
}

/// internalId: 0 of a group, of a seed the group's row + 1.
QModelIndex RunTableModel::index(int row, int column, const QModelIndex& parent) const {
  if (row < 0 || column < 0 || column >= columnCount() || row >= rowCount(parent)) return {};
  return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : quintptr(0));
}

QModelIndex RunTableModel::parent(const QModelIndex& index) const {
  return index.isValid() && isSeed(index) ? createIndex(int(index.internalId()) - 1, 0, quintptr(0)) : QModelIndex();
}

int RunTableModel::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return int(comparison_->groups().size());
  if (isSeed(parent) || parent.column() > 0) return 0;
  const RunGroup* of = group(parent);
  return of && of->runs.size() > 1 ? int(of->runs.size()) : 0;
}

int RunTableModel::columnCount(const QModelIndex&) const { return int(columns_.size()) + 1; }

Qt::ItemFlags RunTableModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
  return index.column() == 0 && !isSeed(index) ? flags | Qt::ItemIsUserCheckable : flags;
}

namespace {

/// nullopt: the run cannot be read (stateWord).
std::optional<RunState> stateNamed(const std::string& word) {
  try {
    return runStateFrom(word);
  } catch (const UserError&) {
    return std::nullopt;
  }
}

QString stateWordShown(const std::string& word) {
  if (const auto state = stateNamed(word)) return stateStyle(*state).word;
  constexpr std::string_view kVersion = "version ";
  return word.starts_with(kVersion)
             ? RunTableModel::tr("Version %1").arg(QString::fromStdString(word.substr(kVersion.size())))
             : RunTableModel::tr("Damaged");
}

}  // namespace

/// States are words that the window knows; other words are names.
QString RunTableModel::cellText(const RunColumn& column, const std::string& text) const {
  if (column.kind == RunColumn::Kind::Fact && column.name == "state" && !text.empty()) return stateWordShown(text);
  return column.kind == RunColumn::Kind::Setting ? engineText(text) : QString::fromStdString(text);
}

/// To the pinned one where both were trained on the same data: of others it would say nothing.
QString RunTableModel::differenceText(double value, const RunColumn& column, const RunRecord& run, bool own) const {
  const RunGroup* pinned = comparison_->pinnedGroup();
  if (pinned && comparison_->records()[pinned->runs.front()]->dataKey != run.dataKey) return {};
  const ColumnFacts facts = columnFacts(column, comparison_->kinds());
  if (!pinned || own || column.kind == RunColumn::Kind::Setting || column.kind == RunColumn::Kind::Fact) return {};
  const double base = groupSpread(comparison_->records(), *pinned, column).mean;
  if (!std::isfinite(base) || !std::isfinite(value)) return {};
  const QString text = columnText(value - base, facts, value);
  return value > base && !text.startsWith(QLatin1Char('<')) ? QLatin1Char('+') + text : text;
}

/// "0, 1": of a setting in which the seeds differ.
QString RunTableModel::settingValues(const RunGroup& group, const RunColumn& column, const ColumnFacts& facts) const {
  constexpr std::size_t kMostValues = 4;
  std::set<double> values;
  for (const std::size_t run : group.counted)
    if (const double value = runValue(*comparison_->records()[run], column).number; std::isfinite(value))
      values.insert(value);
  if (values.size() > kMostValues) return tr("several");
  QStringList texts;
  for (const double value : values) texts << columnText(value, facts, value);
  return texts.join(QStringLiteral(", "));
}

RunTableModel::CellText RunTableModel::groupCell(const RunGroup& group, const RunColumn& column) const {
  const ColumnFacts facts = columnFacts(column, comparison_->kinds());
  const RunRecords& records = comparison_->records();
  if (facts.text) {
    const std::string text = groupText(records, group, column);
    const bool several =
        text.empty() && group.runs.size() > 1 && !runValue(*records[group.runs.front()], column).empty();
    return {several ? tr("several") : cellText(column, text), {}, {}};
  }
  if (column.kind == RunColumn::Kind::Fact && column.name == "seeds") {
    const bool all = group.counted.size() == group.runs.size();
    return {all ? QString::number(group.runs.size()) : tr("%1 of %2").arg(group.counted.size()).arg(group.runs.size()),
            {},
            {}};
  }
  const SeedSpread spread = groupSpread(records, group, column);
  if (column.kind == RunColumn::Kind::Setting && !std::isfinite(spread.mean))
    return {settingValues(group, column, facts), {}, {}};
  const bool shown = std::isfinite(spread.deviation) && column.kind != RunColumn::Kind::Setting &&
                     column.kind != RunColumn::Kind::Fact;
  const QString deviation = shown ? columnText(spread.deviation, facts, spread.mean) : QString();
  return {columnText(spread.mean, facts),
          deviation.isEmpty() || deviation.startsWith(QLatin1Char('<')) ? deviation : QStringLiteral("± ") + deviation,
          differenceText(spread.mean, column, *records[group.runs.front()], comparison_->isPinned(group))};
}

RunTableModel::CellText RunTableModel::runCell(const RunRecord& run, const RunColumn& column) const {
  const ColumnFacts facts = columnFacts(column, comparison_->kinds());
  const RunValue value = runValue(run, column);
  if (column.kind == RunColumn::Kind::Fact && column.name == "seeds")
    return {run.config ? tr("seed %1").arg(run.seed()) : QString(), {}, {}};
  if (facts.text) return {cellText(column, value.text), {}, {}};
  return {columnText(value.number, facts), {}, differenceText(value.number, column, run, comparison_->isPinned(run))};
}

RunTableModel::CellText RunTableModel::cell(const QModelIndex& index) const {
  const RunColumn& column = columns_[std::size_t(index.column() - 1)];
  if (!isSeed(index)) return groupCell(*group(index), column);
  CellText text = runCell(*record(index), column);
  if (column.id() == "fact:seeds" && !uncountedLines(index).isEmpty())
    text.value = QStringLiteral("(%1)").arg(text.value);  // a narrow column
  return text;
}

std::vector<const RunRecord*> RunTableModel::countedRuns(const QModelIndex& index) const {
  if (isSeed(index)) return {record(index)};
  std::vector<const RunRecord*> runs;
  for (const std::size_t run : group(index)->counted) runs.push_back(comparison_->records()[run].get());
  return runs;
}

/// With which stimuli the stored values were measured, and of which runs they cannot be put beside the others'.
QStringList RunTableModel::stimuliLines(const std::vector<const RunRecord*>& runs, const RunColumn& column) const {
  QStringList shown, lines;
  for (const RunRecord* run : runs) {
    const ValueOrigin origin = valueOrigin(*run, column);
    const QString stimuli = QString::fromStdString(stimuliName(origin.stimuli));
    if (!stimuli.isEmpty() && !shown.contains(stimuli)) shown << stimuli;
    if (!origin.otherwise.empty())
      lines << tr("%1 was measured otherwise than the other runs of its data, on %2, and is left out")
                   .arg(QString::fromStdString(run->name), QString::fromStdString(stimuliName(origin.otherwise)));
  }
  if (!shown.isEmpty()) lines.prepend(tr("Stimuli: %1").arg(shown.join(QStringLiteral(", "))));
  return lines;
}

bool RunTableModel::isLeftOut(const QModelIndex& index, const RunColumn& column) const {
  const std::vector<const RunRecord*> runs = countedRuns(index);
  return std::any_of(runs.begin(), runs.end(),
                     [&](const RunRecord* run) { return !valueOrigin(*run, column).otherwise.empty(); });
}

/// Whether a quantity that training and an analysis both measure is from the one or the other.
QString RunTableModel::originText(const QModelIndex& index, const RunColumn& column) const {
  if (!storedTwin(column)) return {};
  const std::vector<const RunRecord*> runs = countedRuns(index);
  const auto stored =
      std::count_if(runs.begin(), runs.end(), [&](const RunRecord* run) { return isStoredValue(*run, column); });
  if (stored == 0) return tr("Measured while training; no analysis is stored");
  if (stored == std::ptrdiff_t(runs.size())) return tr("From the stored analysis");
  return tr("From the stored analysis of %L1 of %L2 runs; of the others measured while training")
      .arg(stored)
      .arg(runs.size());
}

Qt::CheckState RunTableModel::checkState(const QModelIndex& index) const {
  std::size_t chosen = 0;
  const RunGroup* of = group(index);
  for (const std::size_t run : of->runs) chosen += comparison_->isChosen(*comparison_->records()[run]);
  return chosen == of->runs.size() ? Qt::Checked : chosen > 0 ? Qt::PartiallyChecked : Qt::Unchecked;
}

/// Why the means of its group leave this run out; empty where they do not.
QString RunTableModel::uncountedText(const RunGroup& group, std::size_t run) const {
  const auto& records = comparison_->records();
  if (std::find(group.counted.begin(), group.counted.end(), run) != group.counted.end()) return {};
  const auto same = std::find_if(group.counted.begin(), group.counted.end(),
                                 [&](std::size_t i) { return records[i]->seed() == records[run]->seed(); });
  const QString name = QString::fromStdString(records[run]->name);
  if (same == group.counted.end()) return tr("%1 is not counted: it has not finished").arg(name);
  return tr("%1 is not counted: %2 has the same settings and seed")
      .arg(name, QString::fromStdString(records[*same]->name));
}

/// Of a group those of its runs.
QStringList RunTableModel::uncountedLines(const QModelIndex& index) const {
  const RunGroup& of = *group(index);
  QStringList lines;
  for (std::size_t seed = 0; seed < of.runs.size(); ++seed)
    if (!isSeed(index) || index.row() == int(seed)) lines << uncountedText(of, of.runs[seed]);
  lines.removeAll(QString());
  return lines;
}

QStringList RunTableModel::tipLines(const QModelIndex& index) const {
  const RunRecord& run = *record(index);
  QStringList lines{QString::fromStdString(run.path.string())};
  if (!run.error.empty()) lines << engineText(run.error);
  for (const std::string& note : run.notes) lines << engineText(note);
  if (!run.note.empty()) lines << QString::fromStdString(run.note);
  if (comparison_->isPinned(run)) lines << tr("Pinned: the others are compared with it");
  lines << uncountedLines(index);
  return lines;
}

QVariant RunTableModel::nameData(const QModelIndex& index, int role) const {
  const RunRecord& run = *record(index);
  if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
    return QString::fromStdString(isSeed(index) ? run.name : comparison_->groupNames()[std::size_t(index.row())]);
  if (role == Qt::CheckStateRole && !isSeed(index)) return checkState(index);
  if (role == Qt::ToolTipRole) return tipLines(index).join(QLatin1Char('\n'));
  return role == ColourRole ? QVariant(comparison_->runColour(run)) : QVariant();
}

QVariant RunTableModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || !record(index) || index.column() > int(columns_.size())) return {};
  if (role == SeedRole) return isSeed(index);
  if (role == ErrorRole) {
    const RunRecord& run = *record(index);
    return engineText(!run.error.empty() || run.notes.empty() ? run.error : run.notes.front());
  }
  if (role == IdsRole) {
    QStringList ids;
    if (isSeed(index)) return QStringList{QString::fromStdString(record(index)->id())};
    for (const std::size_t run : group(index)->runs) ids << QString::fromStdString(comparison_->records()[run]->id());
    return ids;
  }
  if (index.column() == 0) return nameData(index, role);
  const RunColumn& column = columns_[std::size_t(index.column() - 1)];
  if (role == NumberRole) return !columnFacts(column, comparison_->kinds()).text;
  if (role == IconStateRole) {
    const bool state = column.kind == RunColumn::Kind::Fact && column.name == "state";
    const std::string text = state ? (isSeed(index) ? runValue(*record(index), column).text
                                                    : groupText(comparison_->records(), *group(index), column))
                                   : std::string();
    return text.empty() ? -1 : int(stateNamed(text).value_or(RunState::Failed));
  }
  if (role == Qt::DisplayRole) {
    const CellText text = cell(index);
    return text.value.isEmpty() && isLeftOut(index, column) ? tr("otherwise") : text.value;
  }
  if (role == SpreadRole) return cell(index).spread;
  if (role == DifferenceRole) return cell(index).difference;
  if (role == Qt::ToolTipRole) {
    const CellText text = cell(index);
    const QString value = QStringList{text.value, text.spread, text.difference}.join(QLatin1Char(' ')).trimmed();
    QStringList lines{value, value.isEmpty() ? QString() : originText(index, column)};
    if (column.id() == "fact:seeds") lines << uncountedLines(index);
    return (lines + stimuliLines(countedRuns(index), column)).join(QLatin1Char('\n')).trimmed();
  }
  return {};
}

bool RunTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  if (role != Qt::CheckStateRole || !index.isValid() || isSeed(index)) return false;
  std::vector<std::string> ids;
  for (const QString& id : data(index, IdsRole).toStringList()) ids.push_back(id.toStdString());
  comparison_->choose(ids, value.toInt() != Qt::Unchecked);
  return true;
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
  if (role == NumberRole)
    return section > 0 && !columnFacts(columns_[std::size_t(section - 1)], comparison_->kinds()).text;
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  if (section == 0) return tr("Run");
  const RunColumn& column = columns_[std::size_t(section - 1)];
  const QString title = columnTitle(column, comparison_->kinds());
  if (role == Qt::DisplayRole) return title;
  std::vector<const RunRecord*> runs;
  for (int row = 0; row < rowCount(); ++row)
    for (const RunRecord* run : countedRuns(index(row, 0))) runs.push_back(run);
  return (QStringList{title, columnTip(column)} + stimuliLines(runs, column)).join(QLatin1Char('\n')).trimmed();
}

void RunTableModel::sort(int column, Qt::SortOrder order) {
  const bool known = column > 0 && column <= int(columns_.size());
  comparison_->sortBy(known ? std::optional(columns_[std::size_t(column - 1)]) : std::nullopt,
                      order == Qt::DescendingOrder);
}

}  // namespace studio
