#include "widgets/sheets/film_strip.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/frame/controls.h"
#include "widgets/frame/keyboard_focus.h"

namespace studio {
namespace {

constexpr double kMargin = 16, kInBlock = 4, kBetweenBlocks = 12, kStripTop = 40, kHeight = 32, kLongestBlock = 180;
constexpr int kWhole = 96, kLowTop = 24, kLowName = 24, kLowFoot = 8;  // px
constexpr int kWheelStep = 96;                                         // px for a notch of the wheel

/// "layer1.0.conv1" -> block "layer1.0", name "conv1"; "fc1" -> block "fc1", no name.
std::pair<QString, QString> split(const std::string& layer) {
  const QString whole = QString::fromStdString(layer);
  const qsizetype dot = whole.lastIndexOf(QLatin1Char('.'));
  return dot < 0 ? std::make_pair(whole, QString()) : std::make_pair(whole.left(dot), whole.mid(dot + 1));
}

}  // namespace

FilmStrip::FilmStrip(QWidget* parent) : QWidget(parent) {
  setFixedHeight(kWhole);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Layers"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, [this] { update(); });
}

void FilmStrip::setLayers(const std::vector<LayerInfo>& layers) {
  thumbs_.clear();
  for (const LayerInfo& layer : layers) {
    auto [block, name] = split(layer.name);
    const bool opens = thumbs_.empty() || thumbs_.back().block != block;
    thumbs_.push_back({layer, block, name, {}, 0, opens});
  }
  layOut();
}

void FilmStrip::setLow(bool low) {
  if (std::exchange(low_, low) == low) return;
  layOut();
}

int FilmStrip::wholeHeight() const {
  if (!low_) return kWhole;
  const bool named =
      std::any_of(thumbs_.begin(), thumbs_.end(), [](const Thumb& thumb) { return !thumb.name.isEmpty(); });
  return kLowTop + int(kHeight) + (named ? kLowName : kLowFoot);
}

/// Thumbs are 32 px high with sheets of true proportions; long ones are kept below 96 px. A slot is wide enough for its
/// name, a block for its own.
void FilmStrip::layOut() {
  const QFontMetricsF metrics(textFont(TextStyle::Label));
  const double top = low_ ? kLowTop : kStripTop;
  double x = kMargin, blockLeft = kMargin;
  for (std::size_t i = 0; i < thumbs_.size(); ++i) {
    Thumb& thumb = thumbs_[i];
    if (i > 0) x += thumb.opensBlock ? kBetweenBlocks : kInBlock;
    const double height = double(std::max<std::int64_t>(1, thumb.layer.height)),
                 width = double(std::max<std::int64_t>(1, thumb.layer.width));
    const double cell = std::min({kHeight / height, 96 / width, kHeight / 2});
    thumb.rect = QRectF(x, top, std::max(2.0, cell * width), std::max(2.0, cell * height));
    double text = metrics.horizontalAdvance(thumb.name);
    if (thumb.opensBlock && !low_)
      text = std::max(text, metrics.horizontalAdvance(tr("%1 × %2").arg(thumb.layer.height).arg(thumb.layer.width)));
    if (thumb.opensBlock) blockLeft = x;
    if (i + 1 == thumbs_.size() || thumbs_[i + 1].opensBlock)  // the last one of a block makes room for its name
      text = std::max(text, std::min(kLongestBlock, metrics.horizontalAdvance(thumb.block)) - (x - blockLeft));
    thumb.slot = std::max(thumb.rect.width(), text + 2);
    x += thumb.slot;
  }
  width_ = x + kMargin;
  setFixedHeight(wholeHeight());
  setMinimumWidth(int(width_));
  updateGeometry();
  update();
}

QSize FilmStrip::sizeHint() const { return {int(width_), wholeHeight()}; }

void FilmStrip::show(std::shared_ptr<const Snapshot> snapshot, const std::string& quantity, const MapDisplay& display,
                     const std::string& chosen, std::map<std::string, Limits> own) {
  snapshot_ = std::move(snapshot);
  quantity_ = quantity;
  display_ = display;
  own_ = std::move(own);
  chosen_ = chosen;
  update();
}

QRectF FilmStrip::thumbnailRect(const std::string& layer) const {
  for (const Thumb& thumb : thumbs_)
    if (thumb.layer.name == layer) return thumb.rect;
  return {};
}

/// How far the name of a block may go.
double FilmStrip::blockEnd(std::size_t first) const {
  for (std::size_t i = first + 1; i < thumbs_.size(); ++i)
    if (thumbs_[i].opensBlock) return thumbs_[i].rect.left() - kInBlock;
  return width_;
}

/// The part of it that the area around it shows.
QRect FilmStrip::seen() const { return parentWidget() ? rect() & parentWidget()->rect().translated(-pos()) : rect(); }

int FilmStrip::start(const Thumb& thumb) const { return int(thumb.rect.left() - kMargin); }

double FilmStrip::end(const Thumb& thumb) { return thumb.rect.left() + thumb.slot + 2; }

/// One that is cut by an edge is left out until it has room; so is none that has never room.
bool FilmStrip::isWhole(const Thumb& thumb) const {
  const QRect place = seen();
  const bool inside = thumb.rect.left() - 2 >= place.left() && end(thumb) <= place.right() + 1;
  return inside || thumb.slot + 4 > place.width();
}

int FilmStrip::startNear(int moved) const {
  int best = 0;
  for (const Thumb& thumb : thumbs_)
    if (std::abs(start(thumb) - moved) < std::abs(best - moved)) best = start(thumb);
  return best;
}

int FilmStrip::lastStart(int space) const {
  for (const Thumb& thumb : thumbs_)
    if (end(thumbs_.back()) <= start(thumb) + space) return start(thumb);
  return thumbs_.empty() ? 0 : start(thumbs_.back());
}

std::optional<int> FilmStrip::startWith(const std::string& layer, int moved, int space) const {
  for (const Thumb& wanted : thumbs_) {
    if (wanted.layer.name != layer) continue;
    if (wanted.rect.left() - 2 < moved) return start(wanted);
    if (end(wanted) <= moved + space) return moved;
    for (const Thumb& first : thumbs_)
      if (end(wanted) <= start(first) + space) return start(first);
  }
  return std::nullopt;
}

void FilmStrip::moveEvent(QMoveEvent* event) {
  QWidget::moveEvent(event);
  update();  // which are whole has changed
}

void FilmStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Panel));
  for (std::size_t i = 0; i < thumbs_.size(); ++i)
    if (isWhole(thumbs_[i])) paintThumb(painter, i);
  if (showsFocus(this)) {
    painter.setPen(theme().color(Role::Accent));
    painter.drawRect(seen().adjusted(0, 0, -1, -1));
  }
}

void FilmStrip::paintThumb(QPainter& painter, std::size_t index) const {
  const Thumb& thumb = thumbs_[index];
  const QFontMetricsF metrics(textFont(TextStyle::Label));
  const bool chosen = thumb.layer.name == chosen_;
  const double x = thumb.rect.left();
  painter.setFont(textFont(TextStyle::Label));
  if (thumb.opensBlock) {
    const double space = std::min(blockEnd(index), seen().right() + 1.0) - x;
    painter.setPen(theme().color(Role::Text));
    painter.drawText(QPointF(x, 16), elidedLayer(thumb.block, QFontMetrics(painter.font()), int(std::ceil(space))));
    painter.setPen(theme().color(Role::Muted));
    if (!low_) painter.drawText(QPointF(x, 31), tr("%1 × %2").arg(thumb.layer.height).arg(thumb.layer.width));
  }
  const SheetMap* map = snapshot_ ? snapshot_->find(thumb.layer.name, quantity_) : nullptr;
  if (snapshot_ && display_.colours) {
    const SheetMap shown = map ? *map : undefinedMap(thumb.layer, quantity_);
    MapDisplay display = display_;
    if (const auto own = own_.find(thumb.layer.name); own != own_.end()) display.limits = own->second;
    drawSheet(painter, thumb.rect, shown, display, false);
    drawHatch(painter, thumb.rect, shown, display);
  } else {
    painter.fillRect(thumb.rect, theme().color(Role::Nan));
  }
  painter.setPen(theme().color(chosen ? Role::Text : Role::Muted));
  painter.drawText(QPointF(x, (low_ ? kLowTop : kStripTop) + kHeight + 15), thumb.name);
  if (!chosen) return;
  painter.setPen(QPen(theme().color(Role::Accent), 2));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(thumb.rect.adjusted(-2, -2, 2, 2));
}

void FilmStrip::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  for (const Thumb& thumb : thumbs_)
    if (isWhole(thumb) && QRectF(thumb.rect.left() - 2, 0, thumb.slot + 4, height()).contains(event->position())) {
      Q_EMIT layerChosen(QString::fromStdString(thumb.layer.name));
      return;
    }
}

void FilmStrip::keyPressEvent(QKeyEvent* event) {
  const int by = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
  if (by == 0 || thumbs_.empty()) return QWidget::keyPressEvent(event);
  int at = 0;
  for (std::size_t i = 0; i < thumbs_.size(); ++i)
    if (thumbs_[i].layer.name == chosen_) at = int(i);
  at = std::clamp(at + by, 0, int(thumbs_.size()) - 1);
  Q_EMIT layerChosen(QString::fromStdString(thumbs_[at].layer.name));
}

/// It has no other way to go: a wheel that turns up or down moves it as one that turns sideways.
void FilmStrip::wheelEvent(QWheelEvent* event) {
  const QPoint pixels = event->pixelDelta().isNull() ? event->angleDelta() * kWheelStep / 120 : event->pixelDelta();
  Q_EMIT moved(std::abs(pixels.x()) > std::abs(pixels.y()) ? -pixels.x() : -pixels.y());
  event->accept();
}

bool FilmStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (const Thumb& thumb : thumbs_)
    if (thumb.rect.contains(help->pos())) {
      const LayerInfo& layer = thumb.layer;
      QToolTip::showText(help->globalPos(),
                         tr("%1: %L2 units on %3 × %4, %L5 weights a unit")
                             .arg(QString::fromStdString(layer.name))
                             .arg(layer.units)
                             .arg(layer.height)
                             .arg(layer.width)
                             .arg(layer.depth),
                         this);
      return true;
    }
  QToolTip::hideText();
  return true;
}

FilmStripArea::FilmStripArea(FilmStrip* strip, QWidget* parent) : QScrollArea(parent), strip_(strip) {
  setWidgetResizable(true);
  setWidget(strip);
  setFrameShape(QFrame::NoFrame);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  horizontalScrollBar()->setSingleStep(kWheelStep);
  connect(strip, &FilmStrip::moved, this, &FilmStripArea::moveBy);
  connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
    if (!turning_) wanted_ = value;
    if (const int whole = strip_->startNear(value); whole != value) horizontalScrollBar()->setValue(whole);
  });
}

/// As wide as it takes for the last thumbnails to begin at the left too.
void FilmStripArea::fit() {
  const int all = strip_->sizeHint().width(), space = viewport()->width();
  strip_->setMinimumWidth(all <= space ? all : std::max(all, strip_->lastStart(space) + space));
  strip_->update();
}

void FilmStripArea::reveal(const std::string& layer) {
  if (const auto place = strip_->startWith(layer, horizontalScrollBar()->value(), viewport()->width()))
    horizontalScrollBar()->setValue(*place);
}

void FilmStripArea::moveBy(int pixels) {
  wanted_ = std::clamp(wanted_ + pixels, 0.0, double(horizontalScrollBar()->maximum()));
  turning_ = true;
  horizontalScrollBar()->setValue(strip_->startNear(int(wanted_)));
  turning_ = false;
}

void FilmStripArea::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  fit();
}

}  // namespace studio
