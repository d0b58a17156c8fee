#include "widgets/forms/demo_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/run/error.h"
#include "core/run/npy.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/language.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {
namespace {

constexpr std::int64_t kLargestSide = 4096;
constexpr std::size_t kMostPoints = 400;  ///< more than the plot has pixels

const NpyArray& findArray(const NpzArrays& arrays, const std::string& name, std::size_t dimensions,
                          const std::filesystem::path& file) {
  for (const auto& [key, array] : arrays)
    if (key == name && array.shape.size() == dimensions) return array;
  throw UserError(file.string() + " is not a recorded demo: it has no array `" + name + "` of " +
                  std::to_string(dimensions) + " dimensions; record it again from a run of the demo.");
}

std::vector<SheetMap> mapsFrom(const NpyArray& steps, const NpyArray& maps, const std::filesystem::path& file) {
  const std::int64_t count = maps.shape[0], height = maps.shape[1], width = maps.shape[2];
  if (steps.count() != count || height < 1 || width < 1 || height > kLargestSide || width > kLargestSide)
    throw UserError(
        file.string() +
        " is not a recorded demo: its steps and maps do not belong together; record it again from a run of the demo.");
  const std::vector<double> stepValues = steps.asDoubles();
  const std::vector<float> values = maps.asFloats();  // [n, height, width]
  std::vector<SheetMap> result;
  for (std::int64_t i = 0; i < count; ++i) {
    SheetMap map;
    map.height = height;
    map.width = width;
    map.step = static_cast<std::int64_t>(stepValues[i]);
    map.values.assign(values.begin() + i * height * width, values.begin() + (i + 1) * height * width);
    result.push_back(std::move(map));
  }
  return result;
}

std::vector<DemoPreview::Point> makePoints(const std::vector<ScalarRow>& rows) {
  std::vector<DemoPreview::Point> points;
  for (const ScalarRow& row : rows)
    if (std::isfinite(row.taskLoss) && std::isfinite(row.topoLoss))
      points.push_back({static_cast<double>(row.step), row.taskLoss, row.topoLoss});
  const std::size_t stride = points.size() / kMostPoints + 1;
  std::vector<DemoPreview::Point> kept;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (i % stride == 0 || i + 1 == points.size()) kept.push_back(points[i]);
  return kept;
}

}  // namespace

DemoPreview readDemoPreview(const std::filesystem::path& file) {
  const NpzArrays arrays = readNpz(file);
  DemoPreview preview;
  preview.maps = mapsFrom(findArray(arrays, "steps", 1, file), findArray(arrays, "maps", 3, file), file);
  const NpyArray& scalars = findArray(arrays, "scalars", 2, file);
  const std::vector<double> facts = findArray(arrays, "facts", 1, file).asDoubles();
  if (scalars.shape[1] != 3 || facts.size() != 4)
    throw UserError(
        file.string() +
        " is not a recorded demo: its scalars or facts have another size; record it again from a run of the demo.");
  const std::vector<double> values = scalars.asDoubles();  // [k, 3]
  for (std::size_t i = 0; i + 2 < values.size(); i += 3)
    preview.losses.push_back({values[i], values[i + 1], values[i + 2]});
  preview.shownClass = static_cast<int>(std::clamp(facts[0], 0.0, 1e6));
  preview.accuracy = facts[1];
  preview.tau = facts[2];
  preview.factor = facts[3];
  for (SheetMap& map : preview.maps) map.quantity = std::to_string(preview.shownClass);
  return preview;
}

void writeDemoPreview(const std::filesystem::path& file, const DemoPreview& preview) {
  if (preview.empty()) throw UserError(file.string() + " was not written: the run has no maps or no losses to record.");
  std::vector<std::int64_t> steps;
  std::vector<float> maps;
  for (const SheetMap& map : preview.maps) {
    steps.push_back(map.step);
    maps.insert(maps.end(), map.values.begin(), map.values.end());
  }
  std::vector<double> scalars;
  for (const auto& point : preview.losses) scalars.insert(scalars.end(), {point.step, point.taskLoss, point.topoLoss});
  const auto count = static_cast<std::int64_t>(preview.maps.size()),
             points = static_cast<std::int64_t>(preview.losses.size());
  const std::vector<double> facts{static_cast<double>(preview.shownClass), preview.accuracy, preview.tau,
                                  preview.factor};
  writeNpz(file, {{"steps", NpyArray::from(steps, {count})},
                  {"maps", NpyArray::from(maps, {count, preview.maps[0].height, preview.maps[0].width})},
                  {"scalars", NpyArray::from(scalars, {points, 3})},
                  {"facts", NpyArray::from(facts, {4})}});
}

DemoPreview makeDemoPreview(const RunFolder& run, const std::string& layer, int shownClass) {
  DemoPreview preview;
  preview.shownClass = shownClass;
  const std::vector<std::int64_t> stored = run.mapSteps();
  std::vector<std::int64_t> wanted{0, 20, 100, 500};
  if (!stored.empty()) wanted.push_back(stored.back());
  for (const std::int64_t step : wanted) {
    if (std::find(stored.begin(), stored.end(), step) == stored.end()) continue;
    if (!preview.maps.empty() && preview.maps.back().step >= step) continue;
    const Snapshot snapshot = run.maps(step);
    const SheetMap* map = snapshot.find(layer, std::to_string(shownClass));
    if (!map) continue;
    preview.maps.push_back(*map);
    preview.maps.back().step = step;
  }
  const std::vector<ScalarRow> rows = run.scalars();
  preview.losses = makePoints(rows);
  for (const ScalarRow& row : rows)
    if (std::isfinite(row.validationAccuracy)) preview.accuracy = row.validationAccuracy;
  const RunConfig config = run.config();
  preview.tau = config.topoloss.tau;
  preview.factor = config.topoloss.factor.first;
  return preview;
}

namespace {

constexpr int kTop = 20, kPitch = 108, kSheet = 96, kBarWidth = 10,
              kPlotWidth = 160;  // px, pictures/README.md section 6
constexpr double kDecay = 0.9;

struct Axis {
  QRectF area;
  double lastStep = 1, largest = 1;
  QPointF at(double step, double value) const {
    return {area.left() + area.width() * step / lastStep,
            area.bottom() - area.height() * std::clamp(value / largest, 0.0, 1.0)};
  }
};

void paintCurve(QPainter& painter, const Axis& axis, const std::vector<DemoPreview::Point>& points,
                const std::vector<double>& values, QColor colour) {
  QPainterPath path;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const QPointF place = axis.at(points[i].step, values[i]);
    if (i == 0)
      path.moveTo(place);
    else
      path.lineTo(place);
  }
  painter.setPen(QPen(colour, 1.5));
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(path);
}

void paintAxis(QPainter& painter, const Axis& axis) {
  const Theme& colours = theme();
  const QRectF& area = axis.area;
  const int labels = static_cast<int>(axis.largest);
  const int every = std::max(1, labels / 2);
  for (int value = 0; value <= labels; value += every) {
    const double y = axis.at(0, value).y();
    painter.setPen(QPen(colours.color(value == 0 ? Role::Line : Role::Grid), 1));
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter.setPen(colours.color(Role::Muted));
    painter.drawText(QRectF(area.left() - 22, y - 8, 16, 16), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(value));
  }
  painter.setPen(QPen(colours.color(Role::Line), 1));
  painter.drawLine(area.bottomLeft(), area.topLeft());
  painter.setPen(colours.color(Role::Muted));
  painter.drawText(QRectF(area.left() - 4, area.bottom() + 2, 40, 16), Qt::AlignLeft, QStringLiteral("0"));
  painter.drawText(QRectF(area.right() - 60, area.bottom() + 2, 60, 16), Qt::AlignRight,
                   countText(static_cast<std::int64_t>(axis.lastStep)));
}

}  // namespace

std::vector<double> smoothed(const std::vector<double>& values, double decay) {
  std::vector<double> result;
  double sum = 0, weight = 0;
  for (const double value : values) {
    sum = decay * sum + (1 - decay) * value;
    weight = decay * weight + (1 - decay);
    result.push_back(sum / weight);
  }
  return result;
}

DemoPicture::DemoPicture(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void DemoPicture::setPreview(const DemoPreview& preview) {
  preview_ = preview;
  double largest = 0;
  for (const SheetMap& map : preview_.maps)
    for (const float value : map.values)
      if (std::isfinite(value)) largest = std::max(largest, std::abs(static_cast<double>(value)));
  limits_ = largest > 0 ? Limits{-largest, largest} : Limits{};
  setAccessibleName(tr("Recorded demo: the map for the digit %1 at %2 steps, and both losses")
                        .arg(preview.shownClass)
                        .arg(preview.maps.size()));
  update();
}

void DemoPicture::paintEvent(QPaintEvent*) {
  if (preview_.empty()) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(studio::textFont(TextStyle::Label));
  paintMaps(painter);
  painter.setPen(theme().color(Role::Muted));
  const QString facts =
      tr("Selectivity for the digit %1 on held-out digits; τ %2, factor %3 × %3; accuracy at the end %L4 %")
          .arg(preview_.shownClass)
          .arg(preview_.tau)
          .arg(preview_.factor)
          .arg(100 * preview_.accuracy, 0, 'f', 1);
  painter.drawText(QRectF(0, kTop + kSheet + 6, kPitch * 5 + 60, 16), Qt::AlignLeft | Qt::AlignVCenter, facts);
  paintLosses(painter, QRectF(width() - kPlotWidth, kTop, kPlotWidth, kSheet));
}

void DemoPicture::paintMaps(QPainter& painter) const {
  const Theme& colours = theme();
  const MapDisplay display{&colourMapFor({}, preview_.maps[0].quantity, colours), limits_, 0, &colours};
  double x = 0;
  for (const SheetMap& map : preview_.maps) {
    painter.setPen(colours.color(Role::Muted));
    painter.drawText(QRectF(x, 0, kPitch, 16), Qt::AlignLeft | Qt::AlignVCenter,
                     tr("step %1").arg(countText(map.step)));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    QRectF sheet = sheetRect(QRectF(x, kTop, kSheet, kSheet), map.height, map.width);
    sheet.moveTopLeft({x, kTop});
    drawSheet(painter, sheet, map, display);
    painter.restore();
    x += kPitch;
  }
  paintBar(painter, x);
}

void DemoPicture::paintBar(QPainter& painter, double x) const {
  const Theme& colours = theme();
  const MapDisplay display{&colourMapFor({}, preview_.maps[0].quantity, colours), limits_, 0, &colours};
  const QRectF bar(x, kTop, kBarWidth, kSheet);
  drawColourBar(painter, bar, display);
  painter.setPen(colours.color(Role::Muted));
  painter.drawText(QRectF(x, 0, 40, 16), Qt::AlignLeft | Qt::AlignVCenter, quantityUnit(preview_.maps[0].quantity));
  const std::pair<double, double> ticks[] = {{limits_.high, 0.0}, {0.0, 0.5}, {limits_.low, 1.0}};
  for (const auto& [value, place] : ticks)
    painter.drawText(QRectF(x + kBarWidth + 4, kTop - 8 + place * kSheet, 44, 16), Qt::AlignLeft | Qt::AlignVCenter,
                     inWindowNumbers(limitText(value, limits_, true)));
}

void DemoPicture::paintLosses(QPainter& painter, const QRectF& area) const {
  std::vector<double> task, topo;
  for (const auto& point : preview_.losses) {
    task.push_back(point.taskLoss);
    topo.push_back(point.topoLoss);
  }
  const std::vector<double> mean = smoothed(task, kDecay);
  Axis axis{area.adjusted(24, 0, 0, 0), std::max(1.0, preview_.losses.back().step), 1};
  axis.largest =
      std::max({0.5, *std::max_element(mean.begin(), mean.end()), *std::max_element(topo.begin(), topo.end())});
  painter.setPen(theme().color(Role::Muted));
  painter.drawText(QRectF(area.left(), 0, area.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
                   tr("Loss, task as EMA %1").arg(kDecay));
  paintAxis(painter, axis);
  paintCurve(painter, axis, preview_.losses, mean, theme().runMark(0));
  paintCurve(painter, axis, preview_.losses, topo, theme().runMark(5));
  const auto label = [&](double y, const QString& text, QColor colour) {
    painter.setPen(colour);
    painter.drawText(QRectF(axis.area.left(), y, axis.area.width(), 16), Qt::AlignRight | Qt::AlignVCenter, text);
  };
  label(kTop + 24, tr("task loss %L1").arg(mean.back(), 0, 'g', 2), theme().runLabel(0));
  label(kTop + 42, tr("topo loss %L1").arg(topo.back(), 0, 'g', 2), theme().runLabel(5));
}

DemoCard::DemoCard(QWidget* parent)
    : QFrame(parent),
      words_(new QLabel(this)),
      start_(new QPushButton(tr("Start the demo"), this)),
      picture_(new DemoPicture(this)) {
  setProperty("card", true);
  auto* title = new QLabel(tr("Digits demo"), this);
  title->setFont(studio::textFont(TextStyle::ObjectTitle));
  words_->setProperty("muted", true);
  words_->setWordWrap(true);
  words_->setMinimumHeight(40);
  start_->setProperty("primary", true);
  start_->setIcon(icon(QStringLiteral("play"), Role::OnAccent));
  start_->setMinimumWidth(150);
  connect(start_, &QPushButton::clicked, this, &DemoCard::startWanted);
  connect(&ThemeManager::instance(), &ThemeManager::changed, start_,
          [this] { start_->setIcon(icon(QStringLiteral("play"), Role::OnAccent)); });
  auto* text = new QVBoxLayout;
  text->setSpacing(4);
  text->addWidget(title);
  text->addWidget(words_);
  auto* head = new QHBoxLayout;
  head->setSpacing(24);
  head->addLayout(text, 1);
  head->addWidget(start_, 0, Qt::AlignTop);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(20, 16, 20, 16);
  column->setSpacing(12);
  column->addLayout(head);
  column->addWidget(picture_);
  picture_->setVisible(false);
  setSeconds(-1);
}

void DemoCard::setPreview(const DemoPreview& preview) {
  picture_->setPreview(preview);
  picture_->setVisible(!preview.empty());
}

bool DemoCard::hasPicture() const { return !picture_->isHidden(); }

void DemoCard::setSeconds(double seconds) {
  const QString what = tr("A small network learns handwritten digits while its sheet of 256 units becomes a map.");
  const QString when = seconds < 0 ? tr("Nothing to download.")
                                   : tr("About %1 on this computer, nothing to download.").arg(durationText(seconds));
  words_->setText(what + ' ' + when);
}

}  // namespace studio
