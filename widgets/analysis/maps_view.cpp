#include "widgets/analysis/contrast_views.h"

#include <QLabel>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analyses.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/maps_table.h"
#include "widgets/analysis/maps_board.h"
#include "widgets/analysis/selectivity_figure.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr int kShortest = 420;                   ///< px: lower views show only the cursor's rows under the maps
constexpr int kMessage = 28, kMessageLeft = 16;  ///< px of the sentence above maps that show nothing
constexpr double kSignificant = 2;               ///< |t| from here on is
constexpr double kMuchBlank = 0.75;  ///< maps that take less of the width are as small as the height makes them
constexpr double kClearlyLarger = 1.2;

/// "the trained network, the baseline and the untrained one": those that there are.
QString shownTo(const Analyses& analyses) {
  QStringList names;
  for (const AnalysisRow& row : analyses.results().rows()) {
    const Source& source = row.source;
    if (source.isMissing()) continue;
    names << (source.added || source.isOfFile() ? source.name() : networkWords(source.network().kind).inList);
  }
  if (names.size() < 2) return names.join(QString());
  const QString last = names.takeLast();
  return tr("%1 and %2").arg(names.join(QStringLiteral(", ")), last);
}

/// What keeps maps from being shown, and the action that helps; text empty = it has them.
EmptyState selectivityEmptyState(const Analyses& analyses) {
  if (!analyses.monitor()->hasRun())
    return {tr("Maps of what units prefer are shown here. Open a run or a file of weights first."), tr("Open..."),
            QStringLiteral("file.open")};
  for (const AnalysisRow& row : analyses.results().rows())
    if (row.found && !row.found->contrasts.empty()) return {};
  if (analyses.work().running()) return {analyses.work().progressText(), {}, {}};
  if (analyses.results().rows().empty())
    return analyses.reading()
               ? EmptyState{tr("The stored results of this network are being read."), {}, {}}
               : EmptyState{tr("This network cannot be analysed."), tr("Open..."), QStringLiteral("file.open")};
  if (const Source& first = analyses.results().rows().front().source; first.isMissing())
    return {first.detail(), {}, {}};
  const bool unsuited = std::any_of(analyses.results().rows().begin(), analyses.results().rows().end(),
                                    [](const AnalysisRow& row) { return row.found && cannotContrast(*row.found); });
  if (unsuited || !analyses.choices().hasStimuli()) return needsCategoriesState();
  if (!analyses.results().rows().front().error.isEmpty())
    return {engineText(analyses.results().rows().front().error), tr("Run all"), QStringLiteral("analyse.runAll")};
  if (analyses.reading()) return {tr("The stored results of this network are being read."), {}, {}};
  return {tr("Not computed yet. The stimuli are shown to %1.").arg(shownTo(analyses)), tr("Run all"),
          QStringLiteral("analyse.runAll")};
}

/// The largest |t| of any contrast, shown or hidden; undefined where another statistic is shown.
double largestValue(const ShownMaps& maps) {
  double largest = kUndefined;
  if (const ContrastStatistic* shown = findStatistic(maps.statistic); !shown || !shown->isTest) return largest;
  for (const AnalysisRow& row : maps.networks)
    for (const std::string& contrast : maps.all)
      if (const SheetMap* map = row.found ? row.found->map(maps.layer, mapQuantity(contrast, maps.statistic)) : nullptr)
        for (const float value : map->values)
          if (std::isfinite(value) && !(std::abs(double(value)) <= largest)) largest = std::abs(double(value));
  return largest;
}

/// Colours take all of the scale whatever they stand for, so that is said once.
QString nothingSelectiveText(const ShownMaps& maps) {
  const double largest = largestValue(maps);
  if (!(largest < kSignificant)) return {};
  return tr("No unit is selective: the largest |t| is %1")
      .arg(inWindowNumbers(largest >= 0.01 || largest == 0 ? QString::number(largest, 'f', 2)
                                                           : QString::number(largest, 'g', 1)));
}

}  // namespace

MapsView::MapsView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent),
      analyses_(context.analyses),
      board_(new MapsBoard(analyses_, this)),
      bar_(new MapsBar(this)),
      table_(new MapsTable(analyses_, board_, this)),
      message_(new QLabel(this)) {
  message_->setObjectName(QStringLiteral("nothingSelective"));
  message_->setFont(textFont(TextStyle::Body));
  message_->setIndent(kMessageLeft);
  message_->hide();
  connect(&analyses_->results(), &AnalysisResults::changed, this, &MapsView::refresh);
  connect(&analyses_->choices(), &AnalysisChoices::changed, this, &MapsView::refresh);
  connect(&analyses_->selection(), &AnalysisSelection::displayChanged, this, &MapsView::refresh);
  connect(&analyses_->selection(), &AnalysisSelection::changed, this, [this] {
    if (shownLayer_ != analyses_->selection().layer()) refresh();
  });
  connect(monitor_, &RunMonitor::viewChanged, this, [this] {
    if (shownColours_ != monitor_->view().colours) refresh();
  });
  connect(bar_, &MapsBar::lockToggled, this, &MapsView::toggleLock);
  connect(board_, &MapsBoard::baselineWanted, this,
          [this] { Q_EMIT actionWanted(QStringLiteral("analyse.trainBaseline")); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &MapsView::refresh);
}

EmptyState MapsView::emptyState() const { return selectivityEmptyState(*analyses_); }

void MapsView::toggleLock() {
  AnalysisDisplay display = analyses_->selection().display();
  display.lockedLimit = display.lockedLimit ? std::optional<double>() : shownMaps(*analyses_).limit;
  analyses_->selection().setDisplay(display);
}

void MapsView::refresh() {
  if (!isVisible()) return;  // showEvent draws what was missed
  const ShownMaps maps = shownMaps(*analyses_);
  shownLayer_ = maps.layer;
  shownColours_ = maps.colours;
  networks_ = maps.rows;
  message_->setText(nothingSelectiveText(maps));
  message_->setVisible(!message_->text().isEmpty());
  board_->show(maps);
  table_->show(maps);
  bar_->show(maps, analyses_->selection().display(), analyses_->choices().settings().number("threshold", 2));
  placeParts();
}

void MapsView::placeParts() {
  const bool tall = height() >= kShortest;
  if (!tall) return placeShort();
  place(MapsTable::heightFor(networks_, false));
  if (!board_->hasPlainColumns()) place(MapsTable::heightFor(networks_, true));
  if (board_->mapsRight() >= kMuchBlank * (width() - bar_->neededWidth())) return;
  const double before = board_->mapRect(0, 0).width();  // many rows: the maps need the height more than the table does
  placeShort();
  if (board_->mapRect(0, 0).width() < kClearlyLarger * before)
    place(MapsTable::heightFor(networks_, !board_->hasPlainColumns()));
}

/// With the headings of its columns where the maps' own do not stand above them.
void MapsView::placeShort() {
  place(MapsTable::shortHeight(false));
  if (!board_->hasPlainColumns()) place(MapsTable::shortHeight(true));
}

void MapsView::place(int table) {
  const int top = message_->isHidden() ? 0 : kMessage;
  const int boardHeight = std::max(60, height() - table - 12 - top);
  message_->setGeometry(0, 1, width(), kMessage);
  board_->setGeometry(0, top + 1, width() - bar_->neededWidth(), boardHeight - 1);
  table_->setGeometry(0, top + boardHeight + 12, width(), table);
  const int barLeft =
      std::min(width() - bar_->neededWidth(), board_->mapsRight());  // beside the maps, where they leave space
  if (barLeft < board_->width()) board_->resize(barLeft, board_->height());
  bar_->setGeometry(barLeft, top + 1, bar_->neededWidth(), boardHeight + 11);
  const auto [first, bottom] = board_->mapsSpan();
  bar_->setSpan(first, std::min(bottom, boardHeight - 4 - 14 * int(bar_->notes().size())));
}

void MapsView::resizeEvent(QResizeEvent*) { placeParts(); }

void MapsView::showEvent(QShowEvent* event) {
  FigureView::showEvent(event);
  refresh();
}

void MapsView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Panel));
  painter.fillRect(QRect(0, 0, width(), 1), theme().color(Role::Line));
}

/// The table under the maps, so that what is read can be pasted; the maps themselves go beside an exported figure.
QString MapsView::dataText() const {
  const ShownMaps maps = shownMaps(*analyses_);
  if (maps.maps.empty()) return {};
  QStringList heads{table_->address()};
  for (const std::string& contrast : maps.contrasts) heads << categoryText(contrast);
  QStringList lines{heads.join(QLatin1Char('\t'))};
  for (const auto& rows : {table_->cursorRows(), table_->trainedRows()})
    for (const QStringList& row : rows) lines << row.join(QLatin1Char('\t'));
  return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

BoardPanel MapsView::panel() const {
  const bool has = selectivityEmptyState(*analyses_).text.isEmpty();
  return {.kind = has ? kMapsAnalysis : std::string(), .layer = shownLayer_};
}

std::unique_ptr<Figure> MapsView::figure() const {
  SelectivityMaps maps;
  maps.layer = analyses_->selection().layer();
  maps.display = analyses_->selection().display();
  maps.settings = analyses_->choices().settings();
  maps.statistic = analyses_->choices().settings().statistic();
  maps.contrasts = shownMaps(*analyses_).contrasts;
  maps.networks = analysedNetworks(*analyses_);
  std::erase_if(maps.networks, [](const AnalysedNetwork& network) { return !network.members.empty(); });  // no maps
  maps.source.folder =
      monitor_->data().folder;  // the rest of a run is large, and not needed to say where maps come from
  maps.source.config = monitor_->data().config;
  return makeSelectivityFigure(std::move(maps));
}

}  // namespace studio
