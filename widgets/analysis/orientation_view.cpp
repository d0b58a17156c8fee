#include "widgets/analysis/result_views.h"

#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/analysis/analyses.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/orientation_figure.h"
#include "widgets/frame/language.h"

namespace studio {
namespace {

constexpr int kLabels = 128, kKeys = 132, kTop = 28, kBetween = 24;  // px

}  // namespace

OrientationBoard::OrientationBoard(Analyses* analyses, QWidget* parent) : QWidget(parent), analyses_(analyses) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Preferred angles and circular variance"));
  connect(&analyses->selection(), &AnalysisSelection::changed, this, QOverload<>::of(&QWidget::update));
  connect(&analyses->selection(), &AnalysisSelection::hoverChanged, this, QOverload<>::of(&QWidget::update));
  connect(&analyses->selection(), &AnalysisSelection::displayChanged, this, QOverload<>::of(&QWidget::update));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void OrientationBoard::show(std::vector<OrientationRow> rows) {
  rows_ = std::move(rows);
  update();
}

/// Both maps of a row close together, the keys right of them: what one compares lies side by side.
QRectF OrientationBoard::mapRect(std::size_t row, bool variance) const {
  const double across = (width() - kLabels - kKeys - 2 * kBetween) / 2.0;
  const double high = (height() - kTop) / double(std::max<std::size_t>(1, rows_.size())) - kBetween;
  const QRectF space(kLabels, kTop + double(row) * (high + kBetween), across, high);
  QRectF rect = sheetRect(space, rows_[row].angles.height, rows_[row].angles.width);
  rect.moveTopLeft({kLabels + (variance ? std::floor(rect.width()) + kBetween : 0), std::floor(space.top())});
  return rect;
}

std::int64_t OrientationBoard::unitAt(const QPointF& position) const {
  for (std::size_t row = 0; row < rows_.size(); ++row)
    for (const bool variance : {false, true}) {
      const QRectF sheet = mapRect(row, variance);
      if (!sheet.contains(position)) continue;
      const SheetMap& map = rows_[row].angles;
      const double cell = sheet.width() / double(map.width);
      return std::min(map.height - 1, std::int64_t((position.y() - sheet.top()) / cell)) * map.width +
             std::min(map.width - 1, std::int64_t((position.x() - sheet.left()) / cell));
    }
  return -1;
}

QString OrientationBoard::tipAt(const QPointF& position) const {
  const std::int64_t unit = unitAt(position);
  for (std::size_t row = 0; unit >= 0 && row < rows_.size(); ++row) {
    const OrientationRow& shown = rows_[row];
    if (!mapRect(row, false).contains(position) && !mapRect(row, true).contains(position)) continue;
    if (unit >= std::int64_t(shown.angles.values.size()) || unit >= std::int64_t(shown.variance.values.size()))
      return {};
    return tr("%1:%2\nrow %3, column %4\npreferred angle %5°\ncircular variance %6")
        .arg(QString::fromStdString(shown.angles.layer))
        .arg(unit)
        .arg(unit / shown.angles.width)
        .arg(unit % shown.angles.width)
        .arg(inWindowNumbers(valueText(shown.angles.values[std::size_t(unit)], 1)),
             inWindowNumbers(valueText(shown.variance.values[std::size_t(unit)])));
  }
  return {};
}

void OrientationBoard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Panel));
  painter.setFont(textFont(TextStyle::PanelTitle));
  painter.setPen(theme().color(Role::Text));
  const double second = rows_.empty() ? width() / 2.0 : mapRect(0, true).left();
  painter.drawText(QRectF(kLabels, 0, second - kLabels, kTop - 8), Qt::AlignLeft | Qt::AlignVCenter,
                   tr("Preferred angle"));
  painter.drawText(QRectF(second, 0, width() - second, kTop - 8), Qt::AlignLeft | Qt::AlignVCenter,
                   tr("Circular variance"));
  for (std::size_t row = 0; row < rows_.size(); ++row) paintRow(painter, row);
  paintKeys(painter);
}

void OrientationBoard::paintRow(QPainter& painter, std::size_t index) const {
  const OrientationRow& row = rows_[index];
  for (const bool variance : {false, true}) {
    const QRectF sheet = mapRect(index, variance);
    const MapDisplay display = variance ? varianceDisplay(theme()) : angleDisplay(theme());
    drawSheet(painter, sheet, variance ? row.variance : row.angles, display);
    drawHatch(painter, sheet, variance ? row.variance : row.angles, display);
    painter.setPen(theme().color(Role::Line));
    painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5));
    if (!variance) drawPinwheels(painter, sheet, row, 1.5, theme());
    paintMark(painter, sheet, row, analyses_->selection().unit());
    if (analyses_->selection().display().linkedCursor &&
        analyses_->selection().hovered() != analyses_->selection().unit())
      paintMark(painter, sheet, row, analyses_->selection().hovered());
  }
  const QRectF sheet = mapRect(index, false);
  const QStringList lines{row.title, row.detail, tr("Pinwheels + %1").arg(row.found.positive),
                          tr("Pinwheels − %1").arg(row.found.negative),
                          tr("Mean variance %1").arg(inWindowNumbers(valueText(row.found.circularVariance)))};
  double y = sheet.top();
  for (int i = 0; i < lines.size(); ++i) {
    painter.setFont(textFont(i == 0 ? TextStyle::PanelTitle : TextStyle::Label));
    painter.setPen(theme().color(i == 1 ? Role::Muted : Role::Text));
    painter.drawText(QRectF(0, y, kLabels - 12, 18), Qt::AlignLeft | Qt::AlignVCenter, lines[i]);
    y += 17;
  }
}

/// As on all maps: a line of `text` on a wider one of `window`.
void OrientationBoard::paintMark(QPainter& painter, const QRectF& sheet, const OrientationRow& row,
                                 std::int64_t unit) const {
  if (unit < 0 || unit >= row.angles.height * row.angles.width) return;
  const double cell = sheet.width() / double(row.angles.width);
  const QRectF at(sheet.left() + double(unit % row.angles.width) * cell,
                  sheet.top() + double(unit / row.angles.width) * cell, cell - 1, cell - 1);
  painter.save();
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().color(Role::Window), 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(at.adjusted(-1, -1, 1, 1));
  painter.setPen(QPen(theme().color(Role::Text), 1.5, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(at.adjusted(-1, -1, 1, 1));
  painter.restore();
}

void OrientationBoard::paintKeys(QPainter& painter) const {
  const double left = rows_.empty() ? width() - kKeys : mapRect(0, true).right() + kBetween;
  const QRectF disc(left + 12, kTop + 14, 84, 42), bar(left + 12, disc.bottom() + 56, 10, 120);
  drawAngleKey(painter, disc, theme());
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(QRectF(disc.center().x() - 30, disc.top() - 17, 60, 16), Qt::AlignCenter, QStringLiteral("90°"));
  painter.drawText(QRectF(disc.right() - 16, disc.bottom() + 1, 30, 16), Qt::AlignCenter, QStringLiteral("0°"));
  painter.drawText(QRectF(disc.left() - 20, disc.bottom() + 1, 40, 16), Qt::AlignCenter, QStringLiteral("180°"));
  painter.drawText(QRectF(bar.left(), bar.top() - 20, kKeys, 16), Qt::AlignLeft | Qt::AlignVCenter, tr("variance"));
  drawColourBar(painter, bar, varianceDisplay(theme()));
  for (const double share : {0.0, 0.5, 1.0})
    painter.drawText(QRectF(bar.right() + 8, bar.bottom() - share * bar.height() - 8, 60, 16),
                     Qt::AlignLeft | Qt::AlignVCenter, QString::number(share));
  bool undefined = false;
  for (const OrientationRow& row : rows_)
    undefined = undefined || leftOut(row.angles, angleDisplay(theme())).uncoloured > 0;
  if (undefined)
    painter.drawText(QRectF(bar.left(), bar.bottom() + 12, kKeys - 16, 16), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("grey: undefined"));
}

void OrientationBoard::mouseMoveEvent(QMouseEvent* event) {
  analyses_->selection().setHovered(unitAt(event->position()));
  const QString tip = tipAt(event->position());
  if (tip.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(event->globalPosition().toPoint() + QPoint(8, 8), tip, this);
}

void OrientationBoard::mousePressEvent(QMouseEvent* event) {
  const std::int64_t unit = unitAt(event->position());
  if (event->button() == Qt::LeftButton && unit >= 0) analyses_->selection().setUnit(unit);
}

void OrientationBoard::leaveEvent(QEvent*) { analyses_->selection().setHovered(-1); }

void OrientationBoard::keyPressEvent(QKeyEvent* event) {
  if (rows_.empty()) return QWidget::keyPressEvent(event);
  const std::int64_t width = rows_.front().angles.width, height = rows_.front().angles.height,
                     unit = std::clamp<std::int64_t>(analyses_->selection().unit(), 0, width * height - 1);
  const auto step = [&](std::int64_t down, std::int64_t right) {
    if (analyses_->selection().unit() < 0) return analyses_->selection().setUnit(0);
    analyses_->selection().setUnit(std::clamp<std::int64_t>(unit / width + down, 0, height - 1) * width +
                                   std::clamp<std::int64_t>(unit % width + right, 0, width - 1));
  };
  switch (event->key()) {
    case Qt::Key_Left:
      return step(0, -1);
    case Qt::Key_Right:
      return step(0, 1);
    case Qt::Key_Up:
      return step(-1, 0);
    case Qt::Key_Down:
      return step(1, 0);
    default:
      QWidget::keyPressEvent(event);
  }
}

OrientationView::OrientationView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent), analyses_(context.analyses) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 0, 8);
  column->setSpacing(8);
  title_ = new QLabel(this);
  title_->setFont(textFont(TextStyle::ObjectTitle));
  board_ = new OrientationBoard(analyses_, this);
  column->addWidget(title_);
  column->addWidget(board_, 1);
  connect(&analyses_->results(), &AnalysisResults::changed, this, &OrientationView::refresh);
  connect(&analyses_->selection(), &AnalysisSelection::changed, this, [this] {
    if (analyses_->selection().layer() != layer_) refresh();
  });
  refresh();
}

EmptyState OrientationView::emptyState() const {
  return board_->rows().empty() ? analysisEmptyState(*analyses_, "orientation") : EmptyState{};
}

void OrientationView::refresh() {
  layer_ = analyses_->selection().layer();
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*analyses_);
  const std::string layer = orientationLayer(networks, analyses_->selection().layer());
  std::vector<OrientationRow> rows = orientationRows(networks, layer);
  title_->setText(rows.empty() ? QString()
                               : tr("%1 · %2 × %3")
                                     .arg(QString::fromStdString(layer))
                                     .arg(rows.front().angles.height)
                                     .arg(rows.front().angles.width));
  board_->show(std::move(rows));
}

std::unique_ptr<Figure> OrientationView::figure() const {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*analyses_);
  return makeOrientationFigure(networks, orientationLayer(networks, analyses_->selection().layer()));
}

BoardPanel OrientationView::panel() const {
  if (board_->rows().empty()) return {};
  return {.kind = "orientation", .layer = board_->rows().front().angles.layer};
}

QString OrientationView::dataText() const {
  QString text;
  for (const OrientationRow& row : board_->rows())
    for (std::size_t unit = 0; unit < std::min(row.angles.values.size(), row.variance.values.size()); ++unit)
      text += QStringList{row.title, QString::number(unit), plainText(row.angles.values[unit]),
                          plainText(row.variance.values[unit])}
                  .join(QLatin1Char('\t')) +
              QLatin1Char('\n');
  return text.isEmpty() ? text
                        : tr("network\tunit\tpreferred angle, degrees\tcircular variance") + QLatin1Char('\n') + text;
}

}  // namespace studio
