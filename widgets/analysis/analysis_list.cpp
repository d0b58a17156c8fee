#include "widgets/analysis/analysis_list.h"

#include <QKeyEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QStyledItemDelegate>
#include <algorithm>

#include "widgets/analysis/readings.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/list_row.h"
#include "widgets/frame/tr.h"
#include "widgets/frame/view_tabs.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr int kThinRow = 24, kListFrame = 2;  // px

class AnalysisDelegate : public QStyledItemDelegate {
 public:
  explicit AnalysisDelegate(AnalysisList* list) : QStyledItemDelegate(list), list_(list) {}
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
    return {120, list_->rowHeight(index.row())};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const auto state = AnalysisState(index.data(AnalysisListModel::StateRole).toInt());
    const AnalysisStateStyle style = stateStyle(state);
    const bool markSays = state == AnalysisState::NotComputed && !list_->saysNotComputed();
    paintListRow(*painter, option,
                 {style.icon, style.role, state == AnalysisState::Unsuited ? Role::Muted : Role::Text,
                  index.data().toString(), markSays ? QString() : index.data(AnalysisListModel::TextRole).toString()});
  }

 private:
  AnalysisList* list_;
};

/// What an analysis does that was asked for; `left`: empty where it is not known, or is not this analysis' own.
QString workStageText(WorkStage stage, const QString& left) {
  switch (stage) {
    case WorkStage::Waiting:
      return AnalysisList::tr("Waiting");
    case WorkStage::Running:
      return left.isEmpty() ? AnalysisList::tr("Running") : AnalysisList::tr("Running, %1 left").arg(left);
    case WorkStage::FromMaps:
      return AnalysisList::tr("Taken from stored maps");
    case WorkStage::Computed:
      return AnalysisList::tr("Computed, the others run");
  }
  return {};
}

/// Several share the networks' looks at the stimuli, so none has a time of its own: that of all is said once, in the
/// bar of progress. One alone takes what all take.
QString ownTimeLeftText(const AnalysisWork& work) {
  return work.wantsOne() ? timeLeftText(work.secondsLeft()) : QString();
}

/// The first reason that holds: a result, work, a failure, something missing.
AnalysisLine analysisLine(const Analyses& analyses, const AnalysisKind& kind) {
  AnalysisLine line{kind.name, QString::fromStdString(kind.title), {}, AnalysisState::NotComputed};
  const auto say = [&](AnalysisState state, const QString& text) {
    line.state = state;
    line.text = text;
    return line;
  };
  if (!analyses.monitor()->hasRun()) return say(AnalysisState::Needs, AnalysisList::tr("Needs an open run"));
  if (analyses.monitor()->data().lacksHeads)
    return say(AnalysisState::Needs, AnalysisList::tr("Needs the attention heads"));
  const auto& rows = analyses.results().rows();
  const AnalysisRow* first = analyses.results().first();
  const NetworkAnalysis* found = first ? first->found.get() : nullptr;
  if (found && hasResult(*found, kind.name)) return say(AnalysisState::Ready, resultText(*found, kind));
  if (analyses.work().isWanted(kind.name)) {
    const WorkStage stage = analyses.work().stage(kind.name);
    return say(stage == WorkStage::Waiting ? AnalysisState::Waiting : AnalysisState::Running,
               workStageText(stage, ownTimeLeftText(analyses.work())));
  }
  const QString lack = missingText(found, analyses.choices().stimuliUse(), kind);
  const bool needsOthers = kind.angles || (kind.ofNetwork && kind.sentences.empty());
  if (!lack.isEmpty()) return say(needsOthers ? AnalysisState::Unsuited : AnalysisState::Needs, lack);
  if (!found && analyses.reading()) return say(AnalysisState::NotComputed, AnalysisList::tr("Reading"));
  if (!rows.empty() && rows.front().source.isMissing())
    return say(AnalysisState::Needs, engineText(rows.front().network().missing));
  if (!rows.empty() && !rows.front().error.isEmpty()) {
    line.tip = engineText(rows.front().error);
    return say(AnalysisState::Failed, AnalysisList::tr("Failed"));
  }
  return say(AnalysisState::NotComputed, AnalysisList::tr("Not computed"));
}

}  // namespace

std::vector<AnalysisLine> analysisLines(const Analyses& analyses) {
  std::vector<AnalysisLine> lines;
  for (const AnalysisKind& kind : analyses.choices().kinds())
    if (analyses.choices().isOffered(kind)) lines.push_back(analysisLine(analyses, kind));
  return lines;
}

AnalysisStateStyle stateStyle(AnalysisState state) {
  switch (state) {
    case AnalysisState::Ready:
      return {QStringLiteral("check"), Role::Good};
    case AnalysisState::Running:
      return {QStringLiteral("refresh"), Role::Accent};
    case AnalysisState::NotComputed:
      return {QStringLiteral("ring"), Role::Muted};
    case AnalysisState::Waiting:
      return {QStringLiteral("ring"), Role::Accent};
    case AnalysisState::Needs:
      return {QStringLiteral("warning"), Role::Warn};
    case AnalysisState::Unsuited:
      return {QStringLiteral("minus"), Role::Muted};
    case AnalysisState::Failed:
      return {QStringLiteral("error"), Role::Bad};
  }
  return {};
}

AnalysisListModel::AnalysisListModel(Analyses* analyses, QObject* parent)
    : QAbstractListModel(parent), analyses_(analyses), lines_(analysisLines(*analyses)) {
  connect(&analyses->results(), &AnalysisResults::changed, this, &AnalysisListModel::refresh);
  connect(&analyses->choices(), &AnalysisChoices::changed, this, &AnalysisListModel::refresh);
  connect(&analyses->work(), &AnalysisWork::progressChanged, this, &AnalysisListModel::refresh);
}

/// The analyses stay the same while networks of one sort are looked at; what is said of them changes in place, so that
/// the chosen one stays chosen.
void AnalysisListModel::refresh() {
  std::vector<AnalysisLine> fresh = analysisLines(*analyses_);
  const bool other = fresh.size() != lines_.size();
  if (other) beginResetModel();
  lines_ = std::move(fresh);
  if (other)
    endResetModel();
  else if (!lines_.empty())
    Q_EMIT dataChanged(index(0), index(int(lines_.size()) - 1));
}

int AnalysisListModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(lines_.size()); }

QVariant AnalysisListModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= int(lines_.size())) return {};
  const AnalysisLine& line = lines_[std::size_t(index.row())];
  switch (role) {
    case Qt::DisplayRole:
      return line.title;
    case Qt::ToolTipRole:
      return line.tip.isEmpty() ? line.text : line.tip;
    case Qt::AccessibleTextRole:
      return line.title + QStringLiteral(", ") + line.text;
    case NameRole:
      return QString::fromStdString(line.name);
    case TextRole:
      return line.text;
    case StateRole:
      return int(line.state);
    default:
      return {};
  }
}

int AnalysisListModel::findRow(const QString& name) const {
  for (std::size_t row = 0; row < lines_.size(); ++row)
    if (lines_[row].name == name.toStdString()) return int(row);
  return -1;
}

AnalysisList::AnalysisList(Analyses* analyses, QWidget* parent)
    : QListView(parent),
      model_(new AnalysisListModel(analyses, this)),
      analyses_(analyses),
      rowHeight_(kListRowHeight) {
  setAccessibleName(tr("Analyses"));
  setModel(model_);
  setItemDelegate(new AnalysisDelegate(this));
  setMouseTracking(true);
  setVerticalScrollMode(ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  if (model_->rowCount() > 0) setCurrentIndex(model_->index(0));
  measureRows();
  connect(model_, &QAbstractItemModel::dataChanged, this, &AnalysisList::measureRows);
  connect(model_, &QAbstractItemModel::modelReset, this, [this] {
    needs_.clear();
    measureRows();
    if (model_->rowCount() > 0) setCurrentIndex(model_->index(0));
  });
  connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &AnalysisList::chosenChanged);
  // Not when it is released: the choice changes the form below, and with it the height of these rows under the mouse.
  connect(this, &QListView::pressed, this, [this] { Q_EMIT shownWanted(chosen()); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, viewport(), qOverload<>(&QWidget::update));
}

void AnalysisList::keyPressEvent(QKeyEvent* event) {
  const QString before = chosen();
  QListView::keyPressEvent(event);
  if (chosen() != before) Q_EMIT shownWanted(chosen());
}

QString AnalysisList::chosen() const { return currentIndex().data(AnalysisListModel::NameRole).toString(); }

void AnalysisList::choose(const QString& name) {
  const int row = model_->findRow(name);
  if (row >= 0) setCurrentIndex(model_->index(row));
}

QSize AnalysisList::sizeHint() const { return {232, heightOf(kListRowHeight)}; }

/// Of all rows, as thin as they can be read: a list that scrolls within a panel that scrolls hides what there is.
QSize AnalysisList::minimumSizeHint() const { return {120, heightOf(kThinRow)}; }

/// Of the list where its rows are no lower than this.
int AnalysisList::heightOf(int shared) const {
  int height = kListFrame;
  for (const int needed : needs_) height += std::max(needed, shared);
  return std::max(height, shared + kListFrame);
}

int AnalysisList::rowHeight(int row) const {
  return row >= 0 && row < int(needs_.size()) ? std::max(needs_[std::size_t(row)], rowHeight_) : rowHeight_;
}

/// Texts that do not fit beside their titles stand below them. While analyses run no row becomes lower: the seconds
/// that are left must not move what one points at.
void AnalysisList::measureRows() {
  std::vector<int> needs;
  const bool running = analyses_->work().running() && needs_.size() == std::size_t(model_->rowCount());
  saysNotComputed_ = true;
  for (int row = 0; row < model_->rowCount(); ++row) {
    const QModelIndex index = model_->index(row);
    const int needed = listRowNeeds(index.data().toString(), index.data(AnalysisListModel::TextRole).toString(),
                                    width() - 2 * frameWidth(), kThinRow);
    const bool isOpen = AnalysisState(index.data(AnalysisListModel::StateRole).toInt()) == AnalysisState::NotComputed;
    if (isOpen && needed > kThinRow) saysNotComputed_ = false;
    needs.push_back(std::max(isOpen ? kThinRow : needed, running ? needs_[std::size_t(row)] : kThinRow));
  }
  if (needs != needs_) {
    needs_ = std::move(needs);
    updateGeometry();
    scheduleDelayedItemsLayout();
  }
  fitRows();
}

void AnalysisList::resizeEvent(QResizeEvent* event) {
  QListView::resizeEvent(event);
  if (event->oldSize().width() != event->size().width()) needs_.clear();
  measureRows();
}

/// The rows share the height that the panel gives.
void AnalysisList::fitRows() {
  int fitting = kListRowHeight;
  while (fitting > kThinRow && heightOf(fitting) > height()) --fitting;
  if (fitting == rowHeight_) return;
  rowHeight_ = fitting;
  scheduleDelayedItemsLayout();
}

EmptyState needsCategoriesState() {
  return {tr("Contrasts need images sorted by category. A folder with sub-folders (faces/, bodies/, ...) or fLoc files "
             "(adult-1.jpg, ...) works."),
          tr("Choose folder..."), QStringLiteral("analyse.chooseStimuli")};
}

namespace {

/// What the analysis needs, as its row says, and the way there; where nothing is wrong with the stimuli, the line's own
/// reason.
EmptyState needState(const Analyses& analyses, const AnalysisLine& line, const AnalysisKind& kind) {
  const AnalysisRow* first = analyses.results().first();
  const NetworkAnalysis* found = first ? first->found.get() : nullptr;
  if (missingText(found, analyses.choices().stimuliUse(), kind).isEmpty()) return {line.text, {}, {}};
  if (kind.angles)
    return {tr("%1 needs stimuli at several angles: gratings or bars.").arg(line.title), tr("Show gratings"),
            QStringLiteral("analyse.gratings")};
  if (const ChoiceField* place = findChoice(analyses.choices().kinds(), kind.sentences)) {
    const QString text = kind.ofNetwork
                             ? tr("%1 reads sentences from a folder of its own. Its path belongs in the field %2.")
                             : tr("%1 reads a text of its own. Its path belongs in the field %2.");
    return {text.arg(line.title, QString::fromStdString(place->label)), {}, {}};
  }
  if (!kind.ofNetwork) return needsCategoriesState();
  return {tr("%1 measures how well the network tells its classes apart: it needs images of these, with their labels.")
              .arg(line.title),
          tr("Choose folder..."), QStringLiteral("analyse.chooseStimuli")};
}

EmptyState withoutStimuli(const Analyses& analyses) {
  return {analyses.choices().isLanguage()
              ? tr("No tokens or text have been chosen. A folder with .bin, .npy or .txt files works; one such file is "
                   "chosen at Stimuli.")
              : tr("No stimuli have been chosen. A folder of images sorted by category works."),
          tr("Choose folder..."), QStringLiteral("analyse.chooseStimuli")};
}

EmptyState withRunAll(const Analyses& analyses, const QString& text) {
  if (canRunAnalyses(analyses)) return {text, tr("Run all"), QStringLiteral("analyse.runAll")};
  return {text, {}, {}};
}

}  // namespace

QString analysesAtWorkText(const Analyses& analyses) {
  constexpr qsizetype kMostNames = 2;
  QStringList names;
  for (const AnalysisKind& kind : analyses.choices().kinds())
    if (analyses.work().isWanted(kind.name)) names << QString::fromStdString(kind.title);
  if (names.isEmpty() || names.size() > kMostNames) return tr("Analyses are running.");
  return tr("Being computed: %1.").arg(names.join(QStringLiteral(", ")));
}

bool canRunAnalyses(const Analyses& analyses) {
  const auto& rows = analyses.results().rows();
  return !analyses.work().running() && analyses.choices().hasStimuli() && !rows.empty() &&
         !rows.front().source.isMissing() && !analyses.monitor()->data().lacksHeads;
}

QString whyNoAnalysisRuns(const Analyses& analyses) {
  const auto& rows = analyses.results().rows();
  if (!analyses.monitor()->hasRun()) return tr("Open or start a run first");
  if (analyses.work().running()) return analysesAtWorkText(analyses);
  if (!rows.empty() && rows.front().source.isMissing()) return engineText(rows.front().network().missing);
  if (analyses.monitor()->data().lacksHeads) return tr("The file does not say how many attention heads there are");
  if (analyses.reading()) return tr("The networks are being read");
  return rows.empty() ? tr("This network cannot be analysed") : tr("Choose stimuli first");
}

/// With what it would take, above the button that starts it.
EmptyState notComputedState(const Analyses& analyses) {
  const QString text = tr("Not computed for these stimuli yet."), plan = analyses.plan().text();
  return withRunAll(analyses, plan.isEmpty() ? text : text + QLatin1Char('\n') + tr("Run all: %1").arg(plan));
}

EmptyState analysisEmptyState(const Analyses& analyses, const std::string& analysis) {
  if (analyses.results().rows().empty() && !analyses.reading())
    return {tr("Results of the analyses of a network are shown here."), tr("Open..."), QStringLiteral("file.open")};
  if (analyses.monitor()->data().lacksHeads)
    return {tr("Responses depend on how many attention heads the network has, and the file does not say it."),
            tr("Name the number..."), QStringLiteral("file.nameHeads")};
  if (analyses.work().running())
    return {analyses.work().progressText().isEmpty() ? analysesAtWorkText(analyses) : analyses.work().progressText(),
            {},
            {}};
  if (!analyses.reading() && !analyses.choices().hasStimuli()) return withoutStimuli(analyses);
  for (const AnalysisLine& line : analysisLines(analyses)) {
    if (line.name != analysis && !analysis.empty()) continue;
    if (line.state == AnalysisState::Failed) return withRunAll(analyses, line.tip);
    if (analysis.empty()) continue;
    const auto& kinds = analyses.choices().kinds();
    const auto kind =
        std::find_if(kinds.begin(), kinds.end(), [&](const AnalysisKind& each) { return each.name == analysis; });
    if (line.state == AnalysisState::Needs || line.state == AnalysisState::Unsuited)
      return needState(analyses, line, *kind);
  }
  return notComputedState(analyses);
}

QString analysisDockText(const Analyses& analyses, const std::string& analysis) {
  if (analyses.work().running()) return analysesAtWorkText(analyses);
  for (const AnalysisLine& line : analysisLines(analyses))
    if (line.name == analysis && line.state != AnalysisState::Ready) return line.text;
  return tr("Not computed");
}

AnalysisDock::AnalysisDock(QWidget* content, QWidget* parent)
    : QStackedWidget(parent), empty_(new EmptyStatePanel(this)) {
  addWidget(content);
  addWidget(empty_);
}

void AnalysisDock::showText(const QString& text) {
  text_ = text;
  if (!text.isEmpty()) empty_->put({text, {}, {}});
  setCurrentIndex(text.isEmpty() ? 0 : 1);
}

}  // namespace studio
