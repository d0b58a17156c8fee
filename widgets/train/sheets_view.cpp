#include "widgets/train/sheets_view.h"

#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <algorithm>
#include <cmath>

#include "widgets/export/run_figures.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/film_strip.h"
#include "widgets/sheets/map_display.h"
#include "widgets/sheets/sheet_board.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

constexpr int kStripHeight = 97, kHeaderHeight = 40, kSheetLeft = 40, kSheetRight = 24, kSheetBarSpace = 160,
              kBarGap = 20, kSheetUnitRow = 28, kLockSpace = 72, kNote = 20;

/// "16 × 16"; where the map is not of the snapshot's own step, which step it is of, or that there is none.
QString sizeText(const LayerInfo& layer, const SheetMap* map, const Snapshot* snapshot) {
  const QString size = SheetsView::tr("%1 × %2").arg(layer.height).arg(layer.width);
  if (!snapshot || (map && map->step == snapshot->step)) return size;
  const bool any =
      map && std::any_of(map->values.begin(), map->values.end(), [](float value) { return std::isfinite(value); });
  return any ? SheetsView::tr("%1 · measured at step %L2").arg(size).arg(map->step)
             : SheetsView::tr("%1 · not measured at step %L2").arg(size).arg(snapshot->step);
}

}  // namespace

SheetsView::SheetsView(RunMonitor* monitor, QWidget* parent, bool raised)
    : FigureView(monitor, parent),
      title_(new QLabel(this)),
      size_(new QLabel(this)),
      note_(new QLabel(this)),
      scroll_(new QScrollArea(this)),
      strip_(new FilmStrip(nullptr)),
      selector_(new QuantitySelector(this)),
      board_(new SheetBoard(this)),
      bar_(new ColourBar(this)) {
  scroll_->setWidgetResizable(true);
  scroll_->setWidget(strip_);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  title_->setFont(textFont(TextStyle::ObjectTitle));
  size_->setProperty("muted", true);
  note_->setFont(textFont(TextStyle::Label));
  note_->setProperty("muted", true);
  board_->setRaised(raised);

  connect(strip_, &FilmStrip::layerChosen, this, [this](const QString& name) {
    choose([&](ViewState& view) {
      view.layer = name.toStdString();
      view.unit = -1;
    });
  });
  connect(strip_, &FilmStrip::moved, this, [this](int pixels) {
    QScrollBar* bar = scroll_->horizontalScrollBar();
    bar->setValue(bar->value() + pixels);
  });
  connect(selector_, &QuantitySelector::quantityChosen, this, [this](const QString& name) {
    choose([&](ViewState& view) {
      view.quantity = name.toStdString();
      view.limitsLocked = false;
    });
  });
  connect(board_, &SheetBoard::unitChosen, this,
          [this](std::int64_t unit) { choose([&](ViewState& view) { view.unit = unit; }); });
  connect(bar_, &ColourBar::lockToggled, this, &SheetsView::toggleLock);
  connect(monitor, &RunMonitor::runOpened, this, &SheetsView::openRun);
  connect(monitor, &RunMonitor::snapshotChanged, this, &SheetsView::refresh);
  connect(monitor, &RunMonitor::statusChanged, this, [this] {
    if (!monitor_->data().snapshot) refresh();  // it says what the run does meanwhile
  });
  connect(monitor, &RunMonitor::viewChanged, this, &SheetsView::refresh);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &SheetsView::refresh);
  openRun();
}

void SheetsView::choose(const std::function<void(ViewState&)>& change) {
  ViewState view = monitor_->view();
  change(view);
  monitor_->setView(view);
}

void SheetsView::toggleLock() {
  choose([&](ViewState& view) {
    const Limits limits = limitsInForce(view, monitor_->data().snapshot.get());
    view.limitLow = limits.low;
    view.limitHigh = limits.high;
    view.limitsLocked = !view.limitsLocked;
  });
}

const LayerInfo* SheetsView::layer() const {
  for (const LayerInfo& layer : monitor_->data().layers)
    if (layer.name == monitor_->view().layer) return &layer;
  return nullptr;
}

EmptyState SheetsView::emptyState() const {
  if (!monitor_->hasRun())
    return {tr("Cortical sheets of a run are shown here, from step 0 on."), tr("New run"), QStringLiteral("file.new")};
  const RunData& data = monitor_->data();
  if (!data.layers.empty()) return {};
  if (!data.error.empty()) return {QString::fromStdString(data.error), tr("Open..."), QStringLiteral("file.open")};
  return {tr("The layers of this run are being read."), {}, {}};
}

void SheetsView::openRun() {
  strip_->setLayers(monitor_->data().layers);
  refresh();
  keepChosenInView();
}

/// Once the strip has its width; where a person has moved it on, it stays until another layer is chosen.
void SheetsView::keepChosenInView() {
  const auto move = [this] {
    const QRectF thumb = strip_->thumbnailRect(strip_->chosen());
    if (!thumb.isEmpty())
      scroll_->ensureVisible(int(thumb.center().x()), int(thumb.center().y()), int(thumb.width() / 2) + 40, 0);
  };
  QMetaObject::invokeMethod(this, move, Qt::QueuedConnection);
}

/// The sheet decides where everything stands: title above its left edge, the bar beside it with unit and lock in the
/// title's row, buttons above its right edge or, of a narrow sheet, right of the lock. Where neither fits, unit and
/// lock get a row of their own.
void SheetsView::placeParts() {
  scroll_->setGeometry(0, 1, width(), kStripHeight + (strip_->minimumWidth() > width() ? 8 : 0));
  const int top = scroll_->geometry().bottom() + 2, middle = top + kHeaderHeight / 2;
  place(top + kHeaderHeight);
  const QSize buttons = selector_->sizeHint();
  const int titleRight = kSheetLeft + title_->sizeHint().width() + 10 + size_->sizeHint().width();
  const int sheetRight = board_->x() + int(board_->sheetArea().right()), lockLeft = sheetRight + kBarGap;
  const bool above = titleRight + 16 + buttons.width() <= sheetRight;
  const bool beside = titleRight + 8 <= lockLeft && lockLeft + kLockSpace + buttons.width() <= width() - kSheetRight;
  if (!above && !beside) place(top + kHeaderHeight + kSheetUnitRow);
  const int right = above ? sheetRight : width() - kSheetRight;
  title_->setGeometry(kSheetLeft, middle - 12, title_->sizeHint().width(), 24);
  size_->setGeometry(title_->geometry().right() + 10, middle - 12, size_->sizeHint().width(), 24);
  selector_->setGeometry(std::max(titleRight + 8, right - buttons.width()), middle - buttons.height() / 2,
                         buttons.width(), buttons.height());
}

void SheetsView::place(int boardTop) {
  const int note = note_->text().isEmpty() ? 0 : kNote;
  board_->setGeometry(0, boardTop, width() - kSheetBarSpace,
                      std::max(1, height() - boardTop - note - (ColourBar::kBelow - 24)));
  note_->setGeometry(kSheetLeft, height() - kNote, width() - kSheetLeft - kSheetRight, kNote);
  const QRectF sheet = board_->sheetArea();
  bar_->setTop(kSheetUnitRow);
  const int barTop = boardTop + int(sheet.top()) - kSheetUnitRow;
  const int barHeight = std::min(int(sheet.height()), height() - barTop - kSheetUnitRow - ColourBar::kBelow - note);
  bar_->setGeometry(board_->x() + int(sheet.right()) + kBarGap, barTop, bar_->width(),
                    kSheetUnitRow + barHeight + ColourBar::kBelow);
}

void SheetsView::resizeEvent(QResizeEvent*) {
  placeParts();
  keepChosenInView();
}

void SheetsView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Panel));
  painter.fillRect(QRect(0, 0, width(), 1), theme().color(Role::Line));
  painter.fillRect(QRect(0, scroll_->geometry().bottom() + 1, width(), 1), theme().color(Role::Line));
}

void SheetsView::refresh() {
  if (!isVisible()) return;  // showEvent draws what was missed
  const ViewState& view = monitor_->view();
  const auto snapshot = monitor_->data().snapshot;
  const LayerInfo* shown = layer();
  const MapDisplay display = makeMapDisplay(view, snapshot.get(), theme());
  const SheetMap* map = snapshot ? snapshot->find(view.layer, view.quantity) : nullptr;
  selector_->show(monitor_->quantities(), view.quantity);
  title_->setText(QString::fromStdString(view.layer));
  size_->setText(shown ? sizeText(*shown, map, snapshot.get()) : QString());
  note_->setText(snapshot || !shown ? board_->openGlProblem() : waitingText());
  const bool otherLayer = strip_->chosen() != view.layer;
  strip_->show(snapshot, view.quantity, display, view.layer);
  if (otherLayer) keepChosenInView();
  if (map)
    board_->show(*map, display, quantityTitle(view.quantity));
  else if (shown)
    board_->showEmpty(QString::fromStdString(view.layer), shown->height, shown->width);
  board_->setChosen(view.unit);
  bar_->show(map, display, quantityUnit(view.quantity), view.limitsLocked);
  placeParts();
}

/// What a run does before it has maps.
QString SheetsView::waitingText() const {
  const RunData& data = monitor_->data();
  if (!data.mapSteps.empty()) return tr("The stored maps are being read.");
  if (!isLive(data.status.state) && !data.live) return tr("No maps of this run are stored.");
  const QString stage = stageText(data.status);
  return stage.isEmpty() ? tr("Maps appear from step 0 on; the sheets will look like this.")
                         : tr("%1. Then come the first maps; the sheets will look like this.").arg(stage);
}

void SheetsView::showEvent(QShowEvent* event) {
  FigureView::showEvent(event);
  strip_->setLayers(monitor_->data().layers);
  refresh();
  keepChosenInView();
}

std::unique_ptr<Figure> SheetsView::figure() const {
  if (!monitor_->data().snapshot) return nullptr;
  return makeSheetsFigure(monitor_->data(), monitor_->view());
}

}  // namespace studio
