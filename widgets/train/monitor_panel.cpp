#include "widgets/train/train_panels.h"

#include <QDateTime>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/frame/language.h"
#include "widgets/frame/theme.h"
#include "widgets/train/curves_view.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr std::size_t kSparkPoints = 120;

QLabel* label(QWidget* parent, TextStyle style, bool muted) {
  auto* result = new QLabel(parent);
  result->setFont(studio::textFont(style));
  result->setProperty("muted", muted);
  return result;
}

/// "4,321", "6.7", "0.32"
QString imageRate(double rate) {
  return rate >= 9.95 ? QLocale().toString(qlonglong(std::llround(rate)))
                      : QLocale().toString(rate, 'f', rate < 0.995 ? 2 : 1);
}

}  // namespace

void Sparkline::show(std::vector<double> values) {
  values_ = std::move(values);
  update();
}

void Sparkline::paintEvent(QPaintEvent*) {
  if (values_.size() < 2) return;
  const double largest = std::max(1e-9, *std::max_element(values_.begin(), values_.end()));
  QPolygonF line;
  for (std::size_t i = 0; i < values_.size(); ++i)
    line << QPointF(double(i) * (width() - 1) / double(values_.size() - 1),
                    height() - 2 - values_[i] / largest * (height() - 4));
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme().color(Role::Muted), 1));
  painter.drawPolyline(line);
}

MonitorPanel::MonitorPanel(RunMonitor* monitor, QWidget* parent) : QWidget(parent), monitor_(monitor) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 16, 0);
  content_ = new QWidget(this);
  none_ = label(this, TextStyle::Label, true);
  none_->setText(noHistoryText());
  none_->setAlignment(Qt::AlignCenter);
  column->addWidget(content_);
  column->addWidget(none_);
  auto* row = new QHBoxLayout(content_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  group_ = new CurveGroup(monitor, {"task_loss", "topo_loss", "weight_norm", "accuracy"}, 4, content_);
  group_->layout()->setContentsMargins(16, 0, 8, 8);  // to the right the row's own space follows
  row->addWidget(group_, 1);
  auto* side = new QWidget(content_);
  side->setFixedWidth(148);
  auto* grid = new QGridLayout(side);
  grid->setContentsMargins(0, 0, 0, 8);
  grid->setVerticalSpacing(4);
  rateName_ = label(side, TextStyle::Label, false);
  rate_ = label(side, TextStyle::BigNumber, false);
  spark_ = new Sparkline(side);
  left_ = label(side, TextStyle::Label, false);
  ends_ = label(side, TextStyle::Label, false);
  auto *leftName = label(side, TextStyle::Label, true), *endsName = label(side, TextStyle::Label, true);
  leftName->setText(tr("Left"));
  endsName->setText(tr("Ends"));
  for (QLabel* value : {left_, ends_}) value->setAlignment(Qt::AlignRight);
  grid->addWidget(rateName_, 0, 0, 1, 2);
  grid->addWidget(rate_, 1, 0, 1, 2);
  grid->addWidget(spark_, 2, 0, 1, 2);
  grid->addWidget(leftName, 3, 0);
  grid->addWidget(left_, 3, 1);
  grid->addWidget(endsName, 4, 0);
  grid->addWidget(ends_, 4, 1);
  grid->setRowStretch(5, 1);
  row->addWidget(side);
  connect(monitor, &RunMonitor::statusChanged, this, &MonitorPanel::refresh);
  connect(monitor, &RunMonitor::scalarsChanged, this, &MonitorPanel::refreshRates);
  connect(monitor, &RunMonitor::runOpened, this, &MonitorPanel::refreshRates);
  connect(&ThemeManager::instance(), &ThemeManager::changed, spark_, QOverload<>::of(&QWidget::update));
  refreshRates();
  fitPlots();
}

/// Four plots and the rates need more than a small window has: the weight norm stands in Curves too. Three of them need
/// no more than is between the docks of the smallest window, or they would cover the line beside these.
void MonitorPanel::fitPlots() {
  constexpr int kWidthForAll = 760;  // px
  group_->leaveOut(width() < kWidthForAll ? QStringLiteral("weight_norm") : QString());
}

void MonitorPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitPlots();
}

QWidget* MonitorPanel::makeTitleExtra(QWidget* parent) {
  auto* extra = new QWidget(parent);
  auto* row = new QHBoxLayout(extra);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(smoothingChoice(group_, extra));
  row->addWidget(axisChoice(group_, extra));
  return extra;
}

void MonitorPanel::refreshRates() {
  const bool file = !monitor_->data().caption.empty();
  content_->setVisible(!file);
  none_->setVisible(file);
  const auto& rows = monitor_->data().scalars;
  std::vector<double> rates;
  for (auto row = rows.rbegin(); row != rows.rend() && rates.size() < kSparkPoints; ++row)
    if (std::isfinite(row->imagesPerSecond)) rates.push_back(row->imagesPerSecond);
  newestRate_ = rates.empty() ? -1 : rates.front();
  std::reverse(rates.begin(), rates.end());
  spark_->show(std::move(rates));
  refresh();
}

void MonitorPanel::refresh() {
  const RunStatus& status = monitor_->data().status;
  const bool training = status.state == RunState::Training;
  const RunData& data = monitor_->data();
  const bool tokens = isLanguage(data);  // a row is no measure: its length is a setting
  const std::int64_t row = data.config.data.context > 0 ? data.config.data.context : data.config.model.context;
  const double items = training && status.imagesPerSecond > 0 ? status.imagesPerSecond : newestRate_;
  const double rate = tokens && row > 0 ? items * double(row) : items;
  const double steps = training ? status.iterationsPerSecond : 0;
  const bool slow = steps > 0 && steps < 1;  // then one waits for steps, not for images
  rateName_->setText(slow      ? tr("Throughput")
                     : !tokens ? tr("Throughput, images/s")
                     : row > 0 ? tr("Throughput, tokens/s")
                               : tr("Throughput, rows/s"));
  rate_->setText(slow ? rateText(steps) : rate > 0 ? imageRate(rate) : tr("–"));
  const bool known = training && status.secondsLeft >= 0;
  const QString unknown = training ? QStringLiteral("…") : tr("–");  // known in some seconds, or never
  left_->setText(known ? timeLeftText(status.secondsLeft) : unknown);
  const QDateTime end = QDateTime::currentDateTime().addMSecs(qint64(status.secondsLeft * 1000));
  ends_->setText(known ? textLocale().toString(end, end.date() == QDate::currentDate() ? QStringLiteral("HH:mm")
                                                                                       : QStringLiteral("d MMM HH:mm"))
                       : unknown);
}

}  // namespace studio
