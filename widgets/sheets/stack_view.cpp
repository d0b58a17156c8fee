#include "widgets/sheets/stack_view.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "widgets/frame/engine_text.h"
#include "widgets/frame/language.h"
#include "widgets/frame/keyboard_focus.h"
#include "widgets/sheets/colour_bar.h"
#include "widgets/sheets/map_display.h"
#include "widgets/sheets/stack_painter.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

constexpr int kHeader = 44, kStackLeft = 40, kStackRight = 24, kStackBarSpace = 150, kStackBottom = 36,
              kStackUnitRow = 28, kNameSpace = 72;

}  // namespace

StackView::StackView(RunMonitor* monitor, QWidget* parent)
    : FigureView(monitor, parent),
      title_(new QLabel(this)),
      note_(new QLabel(this)),
      selector_(new QuantitySelector(this)),
      bar_(new ColourBar(this)) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Stack of cortical sheets"));
  title_->setFont(textFont(TextStyle::ObjectTitle));
  note_->setFont(textFont(TextStyle::Label));
  note_->setProperty("muted", true);
  connect(selector_, &QuantitySelector::quantityChosen, this,
          [this](const QString& name) { setQuantity(name.toStdString()); });
  connect(bar_, &ColourBar::lockToggled, this, [this] {
    setLimits(!maps_.view.limitsLocked, limitsInForce(maps_.view, maps_.snapshot.get(), &maps_.ranges));
  });
  for (const auto signal : {&RunMonitor::runOpened, &RunMonitor::snapshotChanged, &RunMonitor::viewChanged})
    connect(monitor, signal, this, &StackView::refresh);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &StackView::refresh);
}

void StackView::choose(const std::function<void(ViewState&)>& change) {
  ViewState view = monitor_->view();
  change(view);
  monitor_->setView(view);
}

/// All layers are shown, so they share one scale.
StackMaps StackView::maps() const {
  ViewState view = monitor_->view();
  view.layerAlone = false;
  return {monitor_->data().snapshot, stackLayers(monitor_->data().layers),
          monitor_->quantities(),    std::move(view),
          monitor_->data().ranges,   {}};
}

void StackView::setQuantity(const std::string& quantity) {
  choose([&](ViewState& view) { chooseQuantity(view, quantity); });
}

void StackView::setLimits(bool locked, const Limits& limits) {
  choose([&](ViewState& view) {
    view.limitLow = limits.low;
    view.limitHigh = limits.high;
    view.limitsLocked = locked;
  });
}

EmptyState StackView::emptyState() const {
  if (!monitor_->hasRun())
    return {tr("The sheets of all layers of a run are shown here as a stack, early layers in front."), tr("New run"),
            QStringLiteral("file.new")};
  if (!monitor_->data().layers.empty()) return {};
  if (!monitor_->data().error.empty())
    return {engineText(monitor_->data().error), tr("Open..."), QStringLiteral("file.open")};
  return {tr("The layers of this run are being read."), {}, {}};
}

void StackView::refresh() {
  if (!isVisible()) return;  // showEvent draws what was missed
  maps_ = maps();
  layers_ = maps_.layers;
  const ViewState& view = maps_.view;
  const auto& snapshot = maps_.snapshot;
  const SheetMap* map = snapshot ? snapshot->find(view.layer, view.quantity) : nullptr;
  selector_->show(maps_.quantities, view.quantity);
  title_->setText(layers_.size() == 1 ? tr("1 layer") : tr("%L1 layers").arg(layers_.size()));
  note_->setText(!snapshot             ? tr("Maps appear from step 0 on.")
                 : layers_.size() == 1 ? tr("1 layer: there is nothing to stack; it is seen whole as a sheet.")
                                       : tr("Early layers in front, late ones behind; the histogram is that of %1.")
                                             .arg(QString::fromStdString(view.layer)));
  if (!maps_.note.isEmpty()) note_->setText(maps_.note + QStringLiteral(" · ") + note_->text());
  bar_->show(map, makeMapDisplay(view, snapshot.get(), theme(), &maps_.ranges), quantityUnit(view.quantity),
             view.limitsLocked);
  place();
  update();
}

void StackView::addToHeader(QWidget* widget) {
  widget->setParent(this);
  extra_ = widget;
}

void StackView::place() {
  title_->setGeometry(kStackLeft, kHeader / 2 - 12, title_->sizeHint().width(), 24);
  int left = title_->geometry().right() + 12;
  if (extra_ && !extra_->isHidden()) {
    extra_->setGeometry(left, (kHeader - 28) / 2, extra_->sizeHint().width(), 28);
    left = extra_->geometry().right() + 12;
  }
  const int right = width() - kStackBarSpace - 8;
  selector_->fitInto(right - left);
  const QSize buttons = selector_->sizeHint();
  const int wide = std::max(0, std::min(buttons.width(), right - left));  // never over the colour bar's unit
  selector_->setGeometry(right - wide, (kHeader - buttons.height()) / 2, wide, buttons.height());
  note_->setGeometry(kStackLeft, height() - 24, width() - 2 * kStackLeft, 20);
  bar_->setTop(kStackUnitRow);
  bar_->setGeometry(width() - kStackBarSpace + 8, kHeader - kStackUnitRow, bar_->width(),
                    std::max(80, height() - kHeader - kStackBottom) + kStackUnitRow);
  layout_ = StackLayout(
      layers_, QRectF(kStackLeft, kHeader + 8, width() - kStackLeft - kStackBarSpace - kStackRight - kNameSpace,
                      std::max(40, height() - kHeader - 2 * kStackBottom)));
}

void StackView::resizeEvent(QResizeEvent*) { place(); }

void StackView::showEvent(QShowEvent* event) {
  FigureView::showEvent(event);
  refresh();
}

void StackView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Panel));
  painter.fillRect(QRect(0, 0, width(), 1), theme().color(Role::Line));
  painter.setFont(textFont(TextStyle::Label));
  drawStack(painter, layers_, layout_, maps_.snapshot.get(), maps_.view.quantity,
            makeMapDisplay(maps_.view, maps_.snapshot.get(), theme(), &maps_.ranges),
            {QPen(theme().color(Role::Line), 1), theme().color(Role::Muted)});
  paintChosen(painter);
  if (!showsFocus(this)) return;
  painter.setPen(theme().color(Role::Accent));
  painter.setRenderHint(QPainter::Antialiasing, false);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

/// The chosen layer's card framed, and its chosen unit ringed; the frame shows through the cards before it.
void StackView::paintChosen(QPainter& painter) const {
  for (const StackCard& card : layout_.cards()) {
    const LayerInfo& layer = layers_[card.layer];
    if (layer.name != monitor_->view().layer) continue;
    painter.setPen(QPen(theme().color(Role::Accent), 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(card.outline);
    const std::int64_t unit = monitor_->view().unit;
    if (unit < 0 || unit >= layer.units) return;
    const QPolygonF cell =
        card.toScreen.map(QPolygonF(QRectF(double(unit % layer.width), double(unit / layer.width), 1, 1)));
    painter.setPen(QPen(theme().color(Role::Window), 4));
    painter.drawPolygon(cell);
    painter.setPen(QPen(theme().color(Role::Text), 2));
    painter.drawPolygon(cell);
  }
}

QString StackView::tipAt(const QPointF& point) const {
  const StackLayout::Hit hit = layout_.at(point);
  if (hit.layer < 0) return {};
  const LayerInfo& layer = layers_[std::size_t(hit.layer)];
  QString text = tr("%1:%2\nrow %3, column %4")
                     .arg(QString::fromStdString(layer.name))
                     .arg(hit.unit)
                     .arg(hit.unit / layer.width)
                     .arg(hit.unit % layer.width);
  const std::string& quantity = maps_.view.quantity;
  const SheetMap* map = maps_.snapshot ? maps_.snapshot->find(layer.name, quantity) : nullptr;
  if (!map || hit.unit >= std::int64_t(map->values.size())) return text;
  const float value = map->values[std::size_t(hit.unit)];
  return text + QLatin1Char('\n') + quantityTitle(quantity) + QLatin1Char(' ') +
         (std::isfinite(value) ? inWindowNumbers(QString::number(value, 'g', 4)) : tr("undefined"));
}

bool StackView::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return FigureView::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  QToolTip::showText(help->globalPos(), tipAt(help->pos()), this);
  return true;
}

void StackView::mousePressEvent(QMouseEvent* event) {
  setFocus();
  const StackLayout::Hit hit = layout_.at(event->position());
  if (event->button() != Qt::LeftButton || hit.layer < 0) return;
  choose([&](ViewState& view) {
    view.layer = layers_[std::size_t(hit.layer)].name;
    view.unit = hit.unit;
  });
}

/// Left and right go through the layers.
void StackView::keyPressEvent(QKeyEvent* event) {
  const int by = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
  if (by == 0 || layers_.empty()) return FigureView::keyPressEvent(event);
  const auto at = std::find_if(layers_.begin(), layers_.end(),
                               [&](const LayerInfo& layer) { return layer.name == monitor_->view().layer; });
  const auto next = std::clamp<std::ptrdiff_t>(at - layers_.begin() + by, 0, std::ptrdiff_t(layers_.size()) - 1);
  choose([&](ViewState& view) {
    view.layer = layers_[std::size_t(next)].name;
    view.unit = -1;
  });
}

}  // namespace studio
