#include "widgets/analysis/maps_board.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollBar>
#include <QToolButton>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/maps_overlay.h"
#include "widgets/frame/edge_fades.h"
#include "widgets/frame/engine_text.h"
#include "widgets/runs/run_text.h"
#include "widgets/frame/language.h"

namespace studio {
namespace {

constexpr int kScroll = 10, kTrainTop = 16;

}  // namespace

MapsBoard::MapsBoard(Analyses* analyses, QWidget* parent)
    : QWidget(parent),
      analyses_(analyses),
      canvas_(makeMapsCanvas(this)),
      overlay_(new Overlay(this)),
      across_(new QScrollBar(Qt::Horizontal, this)),
      fades_(new EdgeFades(this)),
      train_(new QToolButton(this)) {
  train_->setObjectName(QStringLiteral("trainBaseline"));
  train_->setText(tr("Train it..."));
  train_->setToolTip(tr("Setup opens with the settings of this run, τ 0 and the same seed"));
  train_->setProperty("raised", true);
  train_->hide();
  connect(train_, &QToolButton::clicked, this, &MapsBoard::baselineWanted);
  setFocusPolicy(Qt::StrongFocus);
  setMouseTracking(true);
  setAccessibleName(tr("Maps of contrasts"));
  across_->setAccessibleName(tr("Scroll through contrasts"));
  connect(across_, &QScrollBar::valueChanged, this, [this] {
    placeSheets();
    showFades();
    update();
    Q_EMIT scrolled();
  });
  connect(&analyses->selection(), &AnalysisSelection::hoverChanged, overlay_, qOverload<>(&QWidget::update));
  connect(&analyses->selection(), &AnalysisSelection::changed, overlay_, qOverload<>(&QWidget::update));
}

MapsBoard::~MapsBoard() = default;

void MapsBoard::show(const ShownMaps& maps) {
  placed_.clear();  // stands beside maps_.maps at every moment, whatever placing the parts sets off
  maps_ = maps;
  placeParts();
  update();
}

/// One block scrolls under its labels; else the canvas has all the board.
QPoint MapsBoard::canvasOrigin() const { return layout_.isOneBlock() ? QPoint(labels_, kHeadings) : QPoint(); }

void MapsBoard::placeParts() {
  std::vector<bool> rows;
  for (std::size_t row = 0; row < maps_.rows; ++row) rows.push_back(!maps_.networks[row].source.isMissing());
  labels_ = findLabelWidth();
  layout_ = MapsLayout(size(), rows, maps_.contrasts.size(), maps_.height, maps_.width, labels_);
  const int over = int(std::ceil(layout_.size().width())) - width();
  if (over > 0)
    layout_ = MapsLayout(size() - QSize(0, kScroll), rows, maps_.contrasts.size(), maps_.height, maps_.width, labels_);
  const QPoint origin = canvasOrigin();
  across_->setRange(0, std::max(0, over));
  across_->setPageStep(width() - labels_);
  across_->setSingleStep(std::max(1, int(layout_.columnWidth())));
  across_->setVisible(over > 0);
  across_->setGeometry(labels_, height() - kScroll, width() - labels_, kScroll);
  canvas_->widget()->setGeometry(QRect(origin, QPoint(std::max(origin.x(), width() - 1),
                                                      std::max(origin.y(), height() - 1 - (over > 0 ? kScroll : 0)))));
  overlay_->setGeometry(canvas_->widget()->geometry());
  overlay_->raise();
  fades_->setGeometry(labels_, 0, width() - labels_, height() - (over > 0 ? kScroll : 0));
  showFades();
  placeSheets();
  placeTrain();
}

void MapsBoard::showFades() { fades_->setMore(across_->value() > 0, across_->value() < across_->maximum()); }

/// Under the name of a baseline that is missing; what is said of it stands beside it.
void MapsBoard::placeTrain() {
  train_->hide();
  if (maps_.contrasts.empty() || analyses_->monitor()->data().config.topoloss.tau == 0) return;
  for (const MapsLayout::Name& name : layout_.labels()) {
    const Source& source = maps_.networks[name.index].source;
    if (!source.isMissing() || source.network().kind != AnalysisNetwork::Kind::Baseline || source.added) continue;
    train_->move(labelPlace(name).topLeft().toPoint() + QPoint(0, kTrainTop));
    train_->resize(train_->sizeHint());
    train_->raise();
    train_->show();
    return;
  }
}

void MapsBoard::placeSheets() {
  const AnalysisDisplay& display = analyses_->selection().display();
  const bool raised = display.raised && canvas_->canRaise();
  placed_.clear();
  for (const ShownMap& map : maps_.maps) {
    const QRectF place = layout_.map(map.row, map.column).translated(-canvasOrigin()).translated(-across_->value(), 0);
    placed_.push_back({map.shown, SheetPlacement(place, map.shown.height, map.shown.width, raised)});
  }
  canvas_->show(placed_, makeMapDisplay(maps_, display, theme()));
  overlay_->update();
}

void MapsBoard::resizeEvent(QResizeEvent*) {
  placeParts();
  Q_EMIT scrolled();
}

QRectF MapsBoard::mapRect(std::size_t row, std::size_t column) const {
  for (std::size_t i = 0; i < placed_.size(); ++i)
    if (maps_.maps[i].row == row && maps_.maps[i].column == column)
      return placed_[i].place.rect().translated(canvasOrigin());
  return {};
}

QPointF MapsBoard::unitCentre(std::size_t row, std::size_t column, std::int64_t unit) const {
  for (std::size_t i = 0; i < placed_.size(); ++i) {
    if (maps_.maps[i].row != row || maps_.maps[i].column != column) continue;
    const auto tops = unitTops(placed_[i].map, {-maps_.limit, maps_.limit});
    const PlacedPoint centre = placed_[i].place.at(double(unit % maps_.width) + 0.5, double(unit / maps_.width) + 0.5,
                                                   tops[std::size_t(unit)]);
    return QPointF(centre.x, centre.y) + canvasOrigin();
  }
  return {};
}

double MapsBoard::columnLeft(std::size_t column) const { return layout_.columnLeft(column) - across_->value(); }

QPair<int, int> MapsBoard::mapsSpan() const {
  if (maps_.rows == 0 || maps_.contrasts.empty()) return {kHeadings, height()};
  double bottom = 0;
  for (std::size_t row = 0; row < maps_.rows; ++row)
    bottom = std::max(bottom, layout_.map(row, maps_.contrasts.size() - 1).bottom());
  return {kHeadings, int(bottom)};
}

int MapsBoard::mapsRight() const { return std::min(width(), int(std::ceil(layout_.size().width()))); }

MapsBoard::Hit MapsBoard::hitAt(const QPointF& point) const {
  if (!canvas_->widget()->geometry().contains(point.toPoint())) return {};
  const QPointF within = point - canvasOrigin();
  for (std::size_t i = 0; i < placed_.size(); ++i) {
    if (!placed_[i].place.rect().contains(within)) continue;
    const auto tops =
        placed_[i].place.raised() ? unitTops(placed_[i].map, {-maps_.limit, maps_.limit}) : std::vector<double>();
    const std::int64_t unit = placed_[i].place.unitAt(within, tops);
    if (unit >= 0) return {&placed_[i], &maps_.maps[i], unit};
  }
  return {};
}

std::int64_t MapsBoard::cursorUnit() const {
  return analyses_->selection().hovered() >= 0 ? analyses_->selection().hovered() : analyses_->selection().unit();
}

QString MapsBoard::tipText(std::size_t row, std::size_t column, std::int64_t unit) const {
  const ShownMap* map = maps_.find(row, column);
  if (!map || unit < 0 || unit >= std::int64_t(map->measured.values.size())) return {};
  const QString address = tr("%1:%2\nrow %3, column %4")
                              .arg(QString::fromStdString(maps_.layer))
                              .arg(unit)
                              .arg(unit / maps_.width)
                              .arg(unit % maps_.width);
  const float value = map->measured.values[std::size_t(unit)];
  const QString said =
      std::isfinite(value) ? inWindowNumbers(statisticValueText(value, maps_.statistic)) : tr("undefined");
  return address + QLatin1Char('\n') +
         tr("%1, %2: %3 %4")
             .arg(categoryTitle(maps_.contrasts[column]), maps_.networks[row].source.name(),
                  statisticText(maps_.statistic), said);
}

QString MapsBoard::headingTip(std::size_t column) const {
  const auto names = [](const std::vector<std::string>& categories) {
    QStringList list;
    for (const std::string& category : categories) list << categoryTitle(category);
    return list.join(QStringLiteral(", "));
  };
  for (const AnalysisRow& row : analyses_->results().rows())
    for (const Contrast& contrast : row.found ? row.found->contrasts : std::vector<Contrast>())
      if (contrast.name == maps_.contrasts[column])
        return tr("%1: %2 against %3\nKey %4 or a click shows it alone")
            .arg(categoryTitle(contrast.name), names(contrast.on),
                 contrast.off.empty() ? tr("all others") : names(contrast.off))
            .arg(maps_.number(column));
  return {};
}

void MapsBoard::mouseMoveEvent(QMouseEvent* event) {
  const Hit hit = hitAt(event->position());
  const int heading = headingAt(event->position());
  if (heading >= 0) {
    QToolTip::showText(event->globalPosition().toPoint(), headingTip(std::size_t(heading)), this);
  } else if (hit.map) {
    cursorRow_ = hit.map->row;
    cursorColumn_ = hit.map->column;
    QToolTip::showText(event->globalPosition().toPoint(), tipText(hit.map->row, hit.map->column, hit.unit), this);
  } else if (const QString tip = labelTip(event->position()); !tip.isEmpty()) {
    QToolTip::showText(event->globalPosition().toPoint(), tip, this);
  } else {
    QToolTip::hideText();
  }
  analyses_->selection().setHovered(hit.unit);
  overlay_->update();
}

void MapsBoard::leaveEvent(QEvent*) { analyses_->selection().setHovered(-1); }

void MapsBoard::mousePressEvent(QMouseEvent* event) {
  setFocus();
  if (event->button() != Qt::LeftButton) return;
  const int heading = headingAt(event->position());
  if (heading >= 0) return showOnly(std::size_t(maps_.number(std::size_t(heading)) - 1));
  const Hit hit = hitAt(event->position());
  if (!hit.map) return;
  cursorRow_ = hit.map->row;
  cursorColumn_ = hit.map->column;
  analyses_->selection().setUnit(hit.unit);
}

/// The wheel goes through contrasts that do not fit.
void MapsBoard::wheelEvent(QWheelEvent* event) {
  if (across_->maximum() == 0) return event->ignore();
  const QPoint by = event->angleDelta();
  across_->setValue(across_->value() - (by.x() != 0 ? by.x() : by.y()));
}

int MapsBoard::headingAt(const QPointF& point) const {
  if (point.x() < labels_) return -1;
  for (const MapsLayout::Name& name : layout_.headings())
    if (name.place.translated(-across_->value(), 0).contains(point)) return int(name.index);
  return -1;
}

void MapsBoard::setHidden(std::vector<std::string> hidden) {
  AnalysisDisplay display = analyses_->selection().display();
  display.hidden = std::move(hidden);
  analyses_->selection().setDisplay(display);
}

/// One contrast alone; once more, and all are back.
void MapsBoard::showOnly(std::size_t all) {
  if (all >= maps_.all.size()) return;
  std::vector<std::string> hidden;
  const bool alone = maps_.contrasts.size() == 1 && maps_.contrasts.front() == maps_.all[all];
  for (const std::string& contrast : maps_.all)
    if (!alone && contrast != maps_.all[all]) hidden.push_back(contrast);
  setHidden(std::move(hidden));
}

/// Shows or hides one; the last that is left stays.
void MapsBoard::toggle(std::size_t all) {
  if (all >= maps_.all.size()) return;
  std::vector<std::string> hidden = analyses_->selection().display().hidden;
  const auto found = std::find(hidden.begin(), hidden.end(), maps_.all[all]);
  if (found != hidden.end())
    hidden.erase(found);
  else if (maps_.contrasts.size() > 1)
    hidden.push_back(maps_.all[all]);
  setHidden(std::move(hidden));
}

void MapsBoard::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu;
  for (std::size_t i = 0; i < maps_.all.size(); ++i) {
    QAction* action = menu.addAction(categoryTitle(maps_.all[i]), this, [this, i] { toggle(i); });
    action->setCheckable(true);
    action->setChecked(std::find(maps_.contrasts.begin(), maps_.contrasts.end(), maps_.all[i]) !=
                       maps_.contrasts.end());
  }
  if (!maps_.all.empty()) menu.addSeparator();
  menu.addAction(tr("Show all"), this, [this] { setHidden({}); });
  menu.exec(event->globalPos());
}

void MapsBoard::moveUnit(int byRows, int byColumns) {
  if (maps_.maps.empty()) return;
  const std::int64_t from = analyses_->selection().unit();
  if (from < 0) return analyses_->selection().setUnit(0);
  const std::int64_t row = from / maps_.width + byRows, column = from % maps_.width + byColumns;
  if (row >= 0 && column >= 0 && row < maps_.height && column < maps_.width)
    analyses_->selection().setUnit(row * maps_.width + column);
}

void MapsBoard::keyPressEvent(QKeyEvent* event) {
  const int key = event->key();
  const bool alt =
      event->modifiers() & Qt::AltModifier;  // not Shift: it turns digits into signs that differ by keyboard
  if (key >= Qt::Key_1 && key <= Qt::Key_9)
    return alt ? toggle(std::size_t(key - Qt::Key_1)) : showOnly(std::size_t(key - Qt::Key_1));
  if (key == Qt::Key_0 || key == Qt::Key_Escape) return setHidden({});
  if (key == Qt::Key_Left || key == Qt::Key_Right) return moveUnit(0, key == Qt::Key_Left ? -1 : 1);
  if (key == Qt::Key_Up || key == Qt::Key_Down) return moveUnit(key == Qt::Key_Up ? -1 : 1, 0);
  QWidget::keyPressEvent(event);
}

void MapsBoard::paintHeadings(QPainter& painter) const {
  painter.save();
  if (layout_.isOneBlock()) painter.setClipRect(labels_, 0, width() - labels_, kHeadings);
  for (const MapsLayout::Name& name : layout_.headings()) {
    const QRectF slot = name.place.translated(-across_->value(), 0);
    const int number = maps_.number(name.index);
    painter.setFont(textFont(TextStyle::PanelTitle));
    painter.setPen(theme().color(Role::Text));
    painter.drawText(slot, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(categoryTitle(maps_.contrasts[name.index]), Qt::ElideRight,
                                                      int(slot.width()) - 14));
    painter.setFont(textFont(TextStyle::Label));
    painter.setPen(theme().color(Role::Muted));
    if (number <= 9) painter.drawText(slot, Qt::AlignRight | Qt::AlignVCenter, QString::number(number));
  }
  painter.restore();
}

void MapsBoard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Panel));
  if (layout_.isOneBlock()) paintNames(painter);
}

void MapsBoard::paintNames(QPainter& painter) const {
  paintHeadings(painter);
  paintLabels(painter);
}

}  // namespace studio
