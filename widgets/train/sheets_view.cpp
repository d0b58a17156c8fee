#include "widgets/train/sheets_view.h"

#include <QLabel>
#include <QPainter>
#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/export/run_figures.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/engine_text.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/worker_call.h"
#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/companion_maps.h"
#include "widgets/sheets/film_strip.h"
#include "widgets/sheets/map_display.h"
#include "widgets/sheets/sheet_board.h"
#include "widgets/sheets/sheet_painter.h"
#include "widgets/frame/language.h"

namespace studio {
namespace {

constexpr int kLowView = 380, kHeaderHeight = 40, kSheetLeft = 40, kSheetRight = 24, kSheetBarSpace = 176, kBarGap = 20,
              kSheetUnitRow = 28, kLockSpace = 136, kNote = 20, kFoot = 4, kLeastBar = 44;
constexpr int kTrainingPace = 333;  // ms between two pictures of a raised sheet: they take time from the training
constexpr std::size_t kFewCompanions = 3;

/// "16 × 16"; where the map is not of the snapshot's own step, which step it is of, or that there is none.
QString sizeText(const LayerInfo& layer, const SheetMap* map, const Snapshot* snapshot) {
  const QString size = SheetsView::tr("%1 × %2").arg(layer.height).arg(layer.width);
  const bool any = map && hasValues(*map);
  if (map && !any && map->quantity == kCosineQuantity && map->step == snapshot->step)
    return SheetsView::tr("%1 · no cosine: too small for the blur").arg(size);
  if (!snapshot || (map && map->step == snapshot->step)) return size;
  return any ? SheetsView::tr("%1 · measured at step %L2").arg(size).arg(map->step)
             : SheetsView::tr("%1 · not measured at step %L2").arg(size).arg(snapshot->step);
}

}  // namespace

SheetsView::SheetsView(RunMonitor* monitor, QWidget* parent, bool raised)
    : FigureView(monitor, parent),
      raised_(raised),
      title_(new QLabel(this)),
      size_(new QLabel(this)),
      note_(new QLabel(this)),
      strip_(new FilmStrip(nullptr)),
      scroll_(new FilmStripArea(strip_, this)),
      rule_(makeRule(this)),
      selector_(new QuantitySelector(this)),
      board_(new SheetBoard(this)),
      bar_(new ColourBar(this)),
      companions_(new CompanionMaps(this)) {
  title_->setFont(textFont(TextStyle::ObjectTitle));
  size_->setProperty("muted", true);
  note_->setFont(textFont(TextStyle::Label));
  note_->setProperty("muted", true);
  board_->setRaised(raised);
  rule_->raise();  // whatever is painted anew around it

  connect(strip_, &FilmStrip::layerChosen, this, [this](const QString& name) {
    choose([&](ViewState& view) {
      view.layer = name.toStdString();
      view.unit = -1;
    });
  });
  connect(selector_, &QuantitySelector::quantityChosen, this, [this](const QString& name) {
    monitor_->keepQuantity();
    choose([&](ViewState& view) { chooseQuantity(view, name.toStdString()); });
  });
  connect(board_, &SheetBoard::unitChosen, this,
          [this](std::int64_t unit) { choose([&](ViewState& view) { view.unit = unit; }); });
  connect(companions_, &CompanionMaps::chosen, this, &SheetsView::chooseCompanion);
  connect(bar_, &ColourBar::lockToggled, this, &SheetsView::toggleLock);
  connect(monitor, &RunMonitor::runOpened, this, &SheetsView::openRun);
  connect(monitor, &RunMonitor::snapshotChanged, this, &SheetsView::refresh);
  connect(monitor, &RunMonitor::statusChanged, this, [this] {
    setPace();
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
    const Limits limits = limitsInForce(view, monitor_->data());
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
  if (!data.error.empty()) return {engineText(data.error), tr("Open..."), QStringLiteral("file.open")};
  return {tr("The layers of this run are being read."), {}, {}};
}

/// The first stored snapshot, once for each run: what a sheet was like before training is what its maps are seen
/// against.
void SheetsView::readFirst() {
  const RunData& data = monitor_->data();
  if (data.mapSteps.empty() || data.mapSteps.front() == firstAsked_) return;
  firstAsked_ = data.mapSteps.front();
  readOnWorker<std::shared_ptr<const Snapshot>>(
      this, [folder = data.folder, step = firstAsked_] { return std::make_shared<const Snapshot>(folder.maps(step)); },
      [this, now = generation_](std::shared_ptr<const Snapshot> snapshot) {
        if (now != generation_) return;
        first_ = std::move(snapshot);
        refresh();
      },
      [](const std::string&) {});  // the view of that step says what is wrong with it
}

namespace {

/// The scale of a map that is not on the colour bar's: "±0.97", "0 to 1.3".
QString scaleText(const Limits& limits) {
  const QString high = inWindowNumbers(limitText(limits.high, limits, false));
  return limits.low < 0 ? SheetsView::tr("±%1").arg(high) : SheetsView::tr("0 to %1").arg(high);
}

}  // namespace

/// The same map at the first step and the layer's other quantities, contrasts before cosine and norm: they are what
/// maps are looked at for. The same ones at every step, measured or not, so that nothing moves while one plays.
void SheetsView::chooseTargets(const Snapshot& snapshot) {
  const ViewState& view = monitor_->view();
  for (const SheetMap& map : snapshot.maps)
    if (map.layer == view.layer && std::find(known_.begin(), known_.end(), map.quantity) == known_.end())
      known_.push_back(map.quantity);
  targets_.clear();
  const SheetMap* before = first_ ? first_->find(view.layer, view.quantity) : nullptr;
  if (before && hasValues(*before)) targets_.push_back({view.layer, view.quantity, true});
  for (const std::string& quantity : known_)
    if (quantity != view.quantity) targets_.push_back({view.layer, quantity});
  std::stable_partition(targets_.begin(), targets_.end(),
                        [](const Target& target) { return isContrast(target.quantity); });
}

Companion SheetsView::makeCompanion(const Target& target, const Snapshot& snapshot, const MapDisplay& display) const {
  const ViewState& view = monitor_->view();
  if (target.first) {
    const QString step = tr("Step %L1").arg(first_->step);
    return {step, step, *first_->find(target.layer, target.quantity), display};
  }
  const SheetMap* map = snapshot.find(target.layer, target.quantity);
  ViewState other = view;
  chooseQuantity(other, target.quantity);
  const bool sameScale = isContrast(target.quantity) && isContrast(view.quantity);
  const MapDisplay how = sameScale ? display : makeMapDisplay(other, monitor_->data(), theme());
  const QString name = quantityName(target.quantity);
  const QString caption = !map        ? tr("%1, not measured").arg(name)
                          : sameScale ? name
                                      : tr("%1, %2").arg(name, scaleText(how.limits));
  return {caption, name, map ? *map : undefinedMap(*layer(), target.quantity), how};
}

/// Where a layer has few maps, as in a file of weights, the same quantity of the layers beside it follows.
std::vector<Companion> SheetsView::makeCompanions(const Snapshot& snapshot, const MapDisplay& display) {
  std::vector<Companion> result;
  chooseTargets(snapshot);
  for (const Target& target : targets_) result.push_back(makeCompanion(target, snapshot, display));
  if (result.size() < kFewCompanions) addNeighbours(result, snapshot, display);
  for (Companion& companion : result)
    if (const int beyond = leftOut(companion.map, companion.display).beyond; beyond > 0)
      companion.caption = tr("%1 · %L2 beyond").arg(companion.caption).arg(beyond);
  return result;
}

void SheetsView::addNeighbours(std::vector<Companion>& companions, const Snapshot& snapshot,
                               const MapDisplay& display) {
  const ViewState& view = monitor_->view();
  const auto& layers = monitor_->data().layers;
  const auto at =
      std::find_if(layers.begin(), layers.end(), [&](const LayerInfo& each) { return each.name == view.layer; });
  const auto own = ownLimits();
  for (const std::ptrdiff_t by : {-1, 1, -2, 2}) {
    const std::ptrdiff_t index = at - layers.begin() + by;
    const bool there = at != layers.end() && index >= 0 && index < std::ptrdiff_t(layers.size());
    const SheetMap* map = there ? snapshot.find(layers[std::size_t(index)].name, view.quantity) : nullptr;
    if (!map) continue;
    const QString name = QString::fromStdString(map->layer);
    MapDisplay how = display;
    if (const auto found = own.find(map->layer); found != own.end()) how.limits = found->second;
    companions.push_back({own.empty() ? name : tr("%1, %2").arg(name, scaleText(how.limits)), name, *map, how});
    targets_.push_back({map->layer, map->quantity});
  }
}

/// Of every layer where each is on a scale of its own; empty where all share one.
std::map<std::string, Limits> SheetsView::ownLimits() const {
  std::map<std::string, Limits> own;
  ViewState each = monitor_->view();
  if (!each.layerAlone || each.limitsLocked) return own;
  for (const LayerInfo& layer : monitor_->data().layers) {
    each.layer = layer.name;
    own[layer.name] = limitsInForce(each, monitor_->data());
  }
  return own;
}

void SheetsView::chooseCompanion(int index) {
  if (index < 0 || index >= int(targets_.size())) return;
  const Target target = targets_[std::size_t(index)];  // a copy: the view makes them anew
  choose([&](ViewState& view) {
    if (target.layer != view.layer) view.unit = -1;
    view.layer = target.layer;
    chooseQuantity(view, target.quantity);
    if (!target.first) return;
    view.followLive = false;
    view.step = first_->step;
  });
}

void SheetsView::openRun() {
  if (monitor_->data().folder.path() != shownRun_) {
    shownRun_ = monitor_->data().folder.path();
    ++generation_;
    first_.reset();
    known_.clear();
    sizedLayer_.clear();
    firstAsked_ = -1;
  }
  strip_->setLayers(monitor_->data().layers);
  scroll_->fit();
  refresh();
  keepChosenInView();
}

/// Once the strip has its width; where a person has moved it on, it stays until another layer is chosen.
void SheetsView::keepChosenInView() {
  QMetaObject::invokeMethod(
      this, [this] { scroll_->reveal(strip_->chosen()); }, Qt::QueuedConnection);
}

/// The sheet decides where everything stands: title above its left edge, the bar beside it with unit and lock in the
/// title's row, companions in what is left, and the buttons at the view's right edge or above the sheet's. The longest
/// words that the size of this layer has had keep their room: with each probe they come and go. Where the buttons
/// would come near unit and lock, these stand lower, at the cost of the bar and not of the sheet; beside a sheet that
/// is too low for that, they get a row of their own.
void SheetsView::placeParts() {
  strip_->setLow(height() < kLowView);
  const int strip = strip_->isEmpty() ? 0 : strip_->height() + 1 + (scroll_->scrolls(width()) ? 8 : 0);
  scroll_->setVisible(strip > 0);
  scroll_->setGeometry(0, 1, width(), strip);
  rule_->setVisible(strip > 0);
  rule_->setGeometry(0, scroll_->geometry().bottom() + 1, width(), 1);
  const int top = scroll_->geometry().bottom() + 2, middle = top + kHeaderHeight / 2;
  place(top + kHeaderHeight);
  if (std::exchange(sizedLayer_, title_->text()) != title_->text()) sizeSpace_ = 0;
  sizeSpace_ = std::max(sizeSpace_, size_->sizeHint().width());
  const int titleRight = kSheetLeft + title_->sizeHint().width() + 10 + sizeSpace_;
  selector_->fitInto(width() - kSheetRight - titleRight - 8);
  const QSize buttons = selector_->sizeHint();
  const int sheetRight = board_->x() + int(board_->sheetArea().right()), lockLeft = sheetRight + kBarGap;
  const bool above = titleRight + 16 + buttons.width() <= sheetRight;
  const bool beside = titleRight + 8 <= lockLeft && lockLeft + kLockSpace + buttons.width() <= width() - kSheetRight;
  if (!above && !beside) {
    const bool lowBar = board_->sheetArea().height() >= kSheetUnitRow + kLeastBar;
    lowBar ? place(top + kHeaderHeight, kSheetUnitRow) : place(top + kHeaderHeight + kSheetUnitRow);
  }
  const int right = beside || !above ? width() - kSheetRight : sheetRight;
  title_->setGeometry(kSheetLeft, middle - 12, title_->sizeHint().width(), 24);
  size_->setGeometry(title_->geometry().right() + 10, middle - 12, size_->sizeHint().width(), 24);
  selector_->setGeometry(std::max(titleRight + 8, right - buttons.width()), middle - buttons.height() / 2,
                         buttons.width(), buttons.height());
}

void SheetsView::place(int boardTop, int barBelow) {
  const int note = note_->text().isEmpty() ? 0 : kNote;
  const QSizeF space(width() - kSheetRight, std::max(1, height() - boardTop - note - kFoot));
  const SheetMargins margins = board_->margins();
  const SheetMap& map = board_->map();
  const bool raised = raised_ && board_->canRaise();
  const SheetArrangement arrangement = raised ? SheetArrangement{} : arrange(space);
  companions_->place(arrangement, {0, boardTop});
  const QSizeF sheet(arrangement.cell * double(map.width), arrangement.cell * double(map.height));
  board_->setGeometry(0, boardTop,
                      raised ? width() - kSheetBarSpace : int(std::ceil(margins.left + sheet.width() + margins.right)),
                      raised ? int(space.height()) : int(std::ceil(margins.top + sheet.height() + margins.bottom)));
  note_->setGeometry(kSheetLeft, height() - kNote, width() - kSheetLeft - kSheetRight, kNote);
  placeBar(boardTop + barBelow, int(board_->sheetArea().height()) - barBelow, note);
}

/// The counts under the bar reach below the sheet's own numbers. In a low view the bar gives way and not the sheet,
/// unless maps stand below it.
SheetArrangement SheetsView::arrange(const QSizeF& space) const {
  const SheetMap& map = board_->map();
  SheetMargins margins = board_->margins();
  margins.right = kSheetBarSpace;
  const int companions = int(companions_->companions().size());
  const double sheetBottom = margins.bottom;
  if (space.height() < SheetArrangement::kLow) {
    const SheetArrangement low = arrangeSheet(space, margins, map.height, map.width, companions);
    const double foot = margins.top + low.cell * double(map.height);
    const auto isBelow = [foot](const QRectF& place) { return !place.isEmpty() && place.top() >= foot; };
    if (std::none_of(low.captions.begin(), low.captions.end(), isBelow) && !isBelow(low.moreCaption)) return low;
  }
  margins.bottom = sheetBottom + ColourBar::kBelow - 24;
  return arrangeSheet(space, margins, map.height, map.width, companions);
}

void SheetsView::placeBar(int boardTop, int space, int note) {
  const QRectF sheet = board_->sheetArea();
  bar_->setTop(kSheetUnitRow);
  const int barTop = boardTop + int(sheet.top()) - kSheetUnitRow;
  const int barHeight = std::min(space, height() - barTop - kSheetUnitRow - ColourBar::kBelow - note);
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
}

void SheetsView::refresh() {
  if (!isVisible()) return;  // showEvent draws what was missed
  const ViewState& view = monitor_->view();
  const auto snapshot = monitor_->data().snapshot;
  const LayerInfo* shown = layer();
  const MapDisplay display = makeMapDisplay(view, monitor_->data(), theme());
  const SheetMap* map = snapshot ? snapshot->find(view.layer, view.quantity) : nullptr;
  selector_->show(monitor_->quantities(), view.quantity);
  title_->setText(QString::fromStdString(view.layer));
  size_->setText(shown ? sizeText(*shown, map, snapshot.get()) : QString());
  note_->setText(snapshot || !shown ? board_->openGlProblem() : waitingText());
  note_->setVisible(!note_->text().isEmpty());
  const bool otherLayer = strip_->chosen() != view.layer;
  strip_->show(snapshot, view.quantity, display, view.layer, ownLimits());
  if (otherLayer) keepChosenInView();
  setPace();
  if (map)
    board_->show(*map, display, quantityTitle(view.quantity));
  else if (shown && snapshot)
    board_->show(undefinedMap(*shown, view.quantity), display, quantityTitle(view.quantity));
  else if (shown)
    board_->showEmpty(QString::fromStdString(view.layer), shown->height, shown->width);
  const bool filled = shown && snapshot && !raised_;
  companions_->show(filled ? makeCompanions(*snapshot, display) : std::vector<Companion>());
  readFirst();
  board_->setChosen(view.unit);
  bar_->show(map, display, quantityUnit(view.quantity), view.limitsLocked);
  placeParts();
}

void SheetsView::setPace() { board_->canvas().pace = isLive(monitor_->data().status.state) ? kTrainingPace : 0; }

/// What a run does before it has maps.
QString SheetsView::waitingText() const {
  const RunData& data = monitor_->data();
  if (!data.mapSteps.empty()) return tr("The stored maps are being read.");
  if (!isLive(data.status.state) && !data.live) return tr("No maps of this run are stored.");
  const QString stage = stageText(data.status);
  return stage.isEmpty() ? tr("Maps appear from step 0 on; the sheets will look like this.")
                         : tr("%1. The sheets will look like this.").arg(stage);
}

void SheetsView::showEvent(QShowEvent* event) {
  FigureView::showEvent(event);
  strip_->setLayers(monitor_->data().layers);
  scroll_->fit();
  refresh();
  keepChosenInView();
}

std::unique_ptr<Figure> SheetsView::figure() const {
  if (!monitor_->data().snapshot) return nullptr;
  return makeSheetsFigure(monitor_->data(), monitor_->view());
}

}  // namespace studio
