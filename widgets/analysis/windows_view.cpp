#include "widgets/analysis/windows_view.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analyses.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/export/captioned_figure.h"
#include "widgets/export/run_figures.h"
#include "widgets/frame/language.h"

namespace studio {
namespace {

constexpr int kWindowsNames = 120, kWindowsTop = 24, kWindowsKeys = 40, kWindowsGap = 10, kPlotWidth = 260;  // px

}  // namespace

WindowsBoard::WindowsBoard(Analyses* analyses, QWidget* parent) : QWidget(parent), analyses_(analyses) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Integration windows, layer by layer"));
  connect(&analyses->selection(), &AnalysisSelection::changed, this, QOverload<>::of(&QWidget::update));
  connect(&analyses->selection(), &AnalysisSelection::displayChanged, this, QOverload<>::of(&QWidget::update));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void WindowsBoard::show(std::vector<WindowsRow> rows) {
  rows_ = std::move(rows);
  pointed_ = {};
  update();
}

/// What a map has, sheets of any shape.
QRectF WindowsBoard::cellRect(std::size_t row, std::size_t column) const {
  const auto columns = double(kWindowsMeasures.size()), rows = double(std::max<std::size_t>(1, rows_.size()));
  const double across = (width() - kWindowsNames) / columns, high = (height() - kWindowsTop - kWindowsKeys) / rows;
  return {kWindowsNames + double(column) * across, kWindowsTop + double(row) * high, across - kWindowsGap,
          high - kWindowsGap};
}

QRectF WindowsBoard::mapRect(std::size_t row, WindowsMeasure measure) const {
  const QRectF cell = cellRect(row, std::size_t(measure));
  QRectF sheet = sheetRect(cell, rows_[row].height, rows_[row].width);
  sheet.moveLeft(std::floor(cell.left()));
  return sheet;
}

WindowsBoard::Place WindowsBoard::placeAt(const QPointF& position) const {
  for (std::size_t row = 0; row < rows_.size(); ++row)
    for (const WindowsMeasure measure : kWindowsMeasures) {
      const QRectF sheet = mapRect(row, measure);
      if (!sheet.contains(position)) continue;
      const double cell = sheet.width() / double(rows_[row].width);
      const auto at = [&](double offset, std::int64_t most) { return std::min(most - 1, std::int64_t(offset / cell)); };
      return {row, at(position.y() - sheet.top(), rows_[row].height) * rows_[row].width +
                       at(position.x() - sheet.left(), rows_[row].width)};
    }
  return {};
}

QString WindowsBoard::tipAt(const QPointF& position) const {
  const auto [row, unit] = placeAt(position);
  if (unit < 0) return {};
  const WindowsRow& shown = rows_[row];
  QString text = tr("%1:%2\nrow %3, column %4")
                     .arg(QString::fromStdString(shown.layer))
                     .arg(unit)
                     .arg(unit / shown.width)
                     .arg(unit % shown.width);
  for (const WindowsMeasure measure : kWindowsMeasures) {
    const auto& values = shown.maps[std::size_t(measure)].values;
    if (unit < std::int64_t(values.size()))
      text += QLatin1Char('\n') + windowsTitle(measure) + QLatin1Char(' ') +
              inWindowNumbers(valueText(values[std::size_t(unit)]));
  }
  return text;
}

void WindowsBoard::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().color(Role::Panel));
  if (rows_.empty()) return;
  painter.setFont(textFont(TextStyle::PanelTitle));
  painter.setPen(theme().color(Role::Text));
  for (const WindowsMeasure measure : kWindowsMeasures) {
    const QRectF cell = cellRect(0, std::size_t(measure));
    const QRectF space(cell.left(), 0, cell.width() + kWindowsGap - 4, kWindowsTop - 4);
    painter.drawText(space, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(windowsTitle(measure), Qt::ElideRight, int(space.width())));
  }
  for (std::size_t row = 0; row < rows_.size(); ++row) paintRow(painter, row);
  for (const WindowsMeasure measure : kWindowsMeasures) paintKey(painter, measure);
}

void WindowsBoard::paintRow(QPainter& painter, std::size_t index) const {
  const WindowsRow& row = rows_[index];
  const bool chosen = row.layer == analyses_->selection().layer();
  for (const WindowsMeasure measure : kWindowsMeasures) {
    const QRectF sheet = mapRect(index, measure);
    const MapDisplay display = windowsDisplay(measure, rows_, theme());
    const SheetMap map = colouredWindows(measure, row.maps[std::size_t(measure)]);
    drawSheet(painter, sheet, map, display);
    drawHatch(painter, sheet, map, display);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme().color(chosen ? Role::Accent : Role::Line));
    painter.drawRect(sheet.adjusted(-0.5, -0.5, 0.5, 0.5));
    if (chosen) paintMark(painter, sheet, row, analyses_->selection().unit());
    if (analyses_->selection().display().linkedCursor && pointed_.row == index)
      paintMark(painter, sheet, row, pointed_.unit);
  }
  const QRectF cell = cellRect(index, 0);
  const QRectF space(4, cell.top(), kWindowsNames - 12, 16);
  painter.setFont(textFont(chosen ? TextStyle::PanelTitle : TextStyle::Label));
  painter.setPen(theme().color(Role::Text));
  painter.drawText(
      space, Qt::AlignLeft | Qt::AlignVCenter,
      painter.fontMetrics().elidedText(QString::fromStdString(row.layer), Qt::ElideLeft, int(space.width())));
  if (cell.height() < 32) return;
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(space.translated(0, 16), Qt::AlignLeft | Qt::AlignVCenter,
                   tr("%1 × %2").arg(row.height).arg(row.width));
}

/// As on all maps: a line of `text` on a wider one of `window`.
void WindowsBoard::paintMark(QPainter& painter, const QRectF& sheet, const WindowsRow& row, std::int64_t unit) const {
  if (unit < 0 || unit >= row.height * row.width) return;
  const double cell = sheet.width() / double(row.width);
  const QRectF at(sheet.left() + double(unit % row.width) * cell, sheet.top() + double(unit / row.width) * cell,
                  cell - 1, cell - 1);
  painter.setPen(QPen(theme().color(Role::Window), 3, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(at.adjusted(-1, -1, 1, 1));
  painter.setPen(QPen(theme().color(Role::Text), 1.5, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
  painter.drawRect(at.adjusted(-1, -1, 1, 1));
}

/// The colours from left to right below a column, with the values at both ends; of the power law its own half alone.
void WindowsBoard::paintKey(QPainter& painter, WindowsMeasure measure) const {
  const QRectF cell = cellRect(0, std::size_t(measure));
  const QRectF bar(std::floor(cell.left()), height() - kWindowsKeys + 4, std::max(20.0, std::min(cell.width(), 120.0)),
                   8);
  const MapDisplay display = windowsDisplay(measure, rows_, theme());
  const bool ofPart = measure == WindowsMeasure::Exponential || measure == WindowsMeasure::Power;
  const double low = ofPart ? 0 : display.limits.low, high = display.limits.high;
  for (int x = 0; x < int(bar.width()); ++x) {
    const double value = low + (high - low) * x / (bar.width() - 1);
    painter.fillRect(QRectF(bar.left() + x, bar.top(), 1, bar.height()),
                     QColor(colourFor(measure == WindowsMeasure::Power ? -value : value, *display.colours,
                                      display.limits, 0, theme())));
  }
  painter.setFont(textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  const QRectF texts(bar.left(), bar.bottom() + 2, bar.width(), 16);
  painter.drawText(texts, Qt::AlignLeft | Qt::AlignVCenter, inWindowNumbers(valueText(low)));
  painter.drawText(texts, Qt::AlignRight | Qt::AlignVCenter, inWindowNumbers(valueText(high)));
}

void WindowsBoard::mouseMoveEvent(QMouseEvent* event) {
  const Place at = placeAt(event->position());
  if (at.unit != pointed_.unit || at.row != pointed_.row) {
    pointed_ = at;
    update();
    Q_EMIT pointed(at.unit < 0 ? QString() : QString::fromStdString(rows_[at.row].layer), at.unit);
  }
  const QString tip = tipAt(event->position());
  if (tip.isEmpty())
    QToolTip::hideText();
  else
    QToolTip::showText(event->globalPosition().toPoint() + QPoint(8, 8), tip, this);
}

void WindowsBoard::mousePressEvent(QMouseEvent* event) {
  const Place at = placeAt(event->position());
  if (event->button() != Qt::LeftButton || at.unit < 0) return;
  analyses_->selection().setLayer(rows_[at.row].layer);
  analyses_->selection().setUnit(at.unit);
}

void WindowsBoard::leaveEvent(QEvent*) {
  pointed_ = {};
  update();
  Q_EMIT pointed({}, -1);
}

void WindowsBoard::keyPressEvent(QKeyEvent* event) {
  const auto row = std::find_if(rows_.begin(), rows_.end(), [this](const WindowsRow& each) {
    return each.layer == analyses_->selection().layer();
  });
  const bool right = event->key() == Qt::Key_Right, left = event->key() == Qt::Key_Left,
             up = event->key() == Qt::Key_Up, down = event->key() == Qt::Key_Down;
  if (row == rows_.end() || !(right || left || up || down)) return QWidget::keyPressEvent(event);
  const std::int64_t unit = analyses_->selection().unit();
  if (unit < 0) return analyses_->selection().setUnit(0);
  const auto y = std::clamp<std::int64_t>(unit / row->width + int(down) - int(up), 0, row->height - 1);
  const auto x = std::clamp<std::int64_t>(unit % row->width + int(right) - int(left), 0, row->width - 1);
  analyses_->selection().setUnit(y * row->width + x);
}

WindowsView::WindowsView(const ViewContext& context, QWidget* parent)
    : FigureView(context.monitor, parent),
      analyses_(context.analyses),
      reader_(context.analyses->choices().engine()),
      wordsTitle_(new QLabel(this)),
      words_(new WindowWords(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 8, 8);
  column->setSpacing(8);
  title_ = new QLabel(this);
  title_->setFont(textFont(TextStyle::ObjectTitle));
  board_ = new WindowsBoard(analyses_, this);
  plot_ = new PlotView(this);
  plot_->setMinimumWidth(kPlotWidth);
  plot_->setPanelKind("windows");
  auto* row = new QHBoxLayout;
  row->addWidget(board_, 3);
  wordsTitle_->setFont(textFont(TextStyle::Label));
  wordsTitle_->setProperty("muted", true);
  wordsTitle_->setWordWrap(true);
  wordsTitle_->setTextFormat(Qt::PlainText);
  auto* right = new QVBoxLayout;
  right->addWidget(plot_, 1);
  right->addWidget(wordsTitle_);
  right->addWidget(words_);
  row->addLayout(right, 2);
  column->addWidget(title_);
  column->addLayout(row, 1);
  connect(&analyses_->results(), &AnalysisResults::changed, this, &WindowsView::refresh);
  connect(&analyses_->selection(), &AnalysisSelection::changed, this,
          [this] { showPlot(analyses_->selection().layer(), analyses_->selection().unit()); });
  connect(&analyses_->selection(), &AnalysisSelection::changed, this, &WindowsView::showWords);
  connect(&reader_, &StrongestTokensReader::ready, this, &WindowsView::showWords);
  connect(board_, &WindowsBoard::pointed, this, [this](const QString& layer, qint64 unit) {
    if (unit < 0) return showPlot(analyses_->selection().layer(), analyses_->selection().unit());
    showPlot(layer.toStdString(), unit);
  });
  refresh();
}

EmptyState WindowsView::emptyState() const {
  return board_->rows().empty() ? analysisEmptyState(*analyses_, "windows") : EmptyState{};
}

/// Of the first network with windows: which is the trained one where it has them.
void WindowsView::refresh() {
  std::vector<WindowsRow> rows;
  QString title;
  for (const AnalysedNetwork& network : analysedNetworks(*analyses_)) {
    rows = windowsRows(*network.found);
    title = networkTitle(network);
    if (!rows.empty()) break;
  }
  title_->setText(rows.empty() ? QString() : tr("Integration windows, %1").arg(title));
  board_->show(std::move(rows));
  showPlot(analyses_->selection().layer(), analyses_->selection().unit());
  showWords();
}

/// Of the chosen unit, where the text that its window was measured on has it respond most. Tokens have no words.
void WindowsView::showWords() {
  const auto& rows = analyses_->results().rows();
  const auto row = std::find_if(rows.begin(), rows.end(), [](const AnalysisRow& each) {
    return each.found && !windowsRows(*each.found).empty();
  });
  const AnalysisSettings& settings = analyses_->choices().settings();
  const std::string layer = analyses_->selection().layer(), text = settings.text("text");
  const std::int64_t unit = analyses_->selection().unit();
  const auto window = row == rows.end() || unit < 0 ? std::vector<double>() : unitWindow(*row->found, layer, unit);
  std::vector<LagWord> words;
  if (!window.empty() && !text.empty() && settings.text("unit") != "token") {
    reader_.request(requestFor(row->network(), "text:" + text), layer);
    const StrongestTokens* found = reader_.found();
    if (found && std::size_t(unit) < found->units.size() && !found->units[std::size_t(unit)].empty())
      words = lagWords(found->units[std::size_t(unit)].front(), window);
  }
  wordsTitle_->setVisible(!words.empty());
  wordsTitle_->setText(
      tr("Where the unit responds most; below each word how far back it stands, and stronger where an "
         "exchanged one matters more"));
  words_->setVisible(!words.empty());
  words_->show(std::move(words));
}

/// Of a unit; of the layer, with the controls, where it has none.
void WindowsView::showPlot(const std::string& layer, std::int64_t unit) {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*analyses_);
  for (const AnalysedNetwork& network : networks) {
    if (unit < 0 || windowsRows(*network.found).empty()) continue;
    PlotSpec spec = unitWindowPlot(*network.found, layer, unit);
    if (!spec.empty()) return plot_->setPlot(std::move(spec));
    break;
  }
  const FoundPlot found = findPlot(analyses_->choices().kinds(), "windows");
  plot_->setPlot(found.plot ? makePlot(*found.plot, networks, layer) : PlotSpec{});
}

std::unique_ptr<Figure> WindowsView::figure() const {
  if (board_->rows().empty() || !plot_->hasData()) return nullptr;
  return withProvenance(makePlotFigure({plot_->plot()}, provenanceText(analysedNetworks(*analyses_))));
}

BoardPanel WindowsView::panel() const {
  if (board_->rows().empty()) return {};
  return {.kind = "windows", .layer = analyses_->selection().layer()};
}

QString WindowsView::dataText() const {
  QString text;
  for (const WindowsRow& row : board_->rows())
    for (std::int64_t unit = 0; unit < row.height * row.width; ++unit) {
      QStringList cells{QString::fromStdString(row.layer), QString::number(unit)};
      for (const WindowsMeasure measure : kWindowsMeasures)
        cells << plainText(double(row.maps[std::size_t(measure)].values[std::size_t(unit)]));
      text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    }
  if (text.isEmpty()) return text;
  QStringList head{tr("layer"), tr("unit")};
  for (const WindowsMeasure measure : kWindowsMeasures) head << windowsTitle(measure);
  return head.join(QLatin1Char('\t')) + QLatin1Char('\n') + text;
}

}  // namespace studio
