#include "widgets/analysis/similarity_matrix.h"

#include <qcustomplot.h>

#include <QCoreApplication>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/analysis/analysed_network.h"
#include "widgets/analysis/analyses.h"
#include "widgets/export/captioned_figure.h"
#include "widgets/export/figure_print.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

constexpr int kRow = 24, kBelow = 22, kMostWidth = 72,
              kNarrow = 40;  // px; narrow: no numbers, names below stand upright

/// Rec. 709 weights on the bytes: enough to decide which of two texts can be read.
double brightness(const QColor& colour) {
  return 0.2126 * colour.redF() + 0.7152 * colour.greenF() + 0.0722 * colour.blueF();
}

/// Of the theme's text and ground, the one that stands out more from the cell.
QColor textOn(const QColor& cell) {
  const QColor text = theme().color(Role::Text), ground = theme().color(Role::Panel);
  return std::abs(brightness(text) - brightness(cell)) >= std::abs(brightness(ground) - brightness(cell)) ? text
                                                                                                          : ground;
}

}  // namespace

double measuredValue(const SimilarPair& pair, SimilarityMeasure measure) {
  return measure == SimilarityMeasure::Pearson ? pair.pearson
         : measure == SimilarityMeasure::Ssim  ? pair.ssim
                                               : pair.spearman;
}

QString measureTitle(SimilarityMeasure measure) {
  if (measure == SimilarityMeasure::Pearson) return QCoreApplication::translate("SimilarityMeasure", "Pearson");
  return measure == SimilarityMeasure::Ssim ? QCoreApplication::translate("SimilarityMeasure", "SSIM")
                                            : QCoreApplication::translate("SimilarityMeasure", "Spearman");
}

SimilarityMatrix::SimilarityMatrix(QWidget* parent) : QWidget(parent) {
  setAccessibleName(tr("Similarity of maps"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void SimilarityMatrix::show(const std::vector<std::string>& names, const std::vector<SimilarPair>& pairs,
                            SimilarityMeasure measure) {
  const auto before = names_.size();
  names_.clear();
  for (const std::string& name : names)
    if (std::any_of(pairs.begin(), pairs.end(),
                    [&](const SimilarPair& pair) { return pair.a == name || pair.b == name; }))
      names_.push_back(name);
  pairs_ = pairs;
  measure_ = measure;
  if (names_.size() != before) updateGeometry();
  update();
}

const SimilarPair* SimilarityMatrix::pair(int row, int column) const {
  if (row <= column || column < 0 || row >= int(names_.size())) return nullptr;
  for (const SimilarPair& found : pairs_)
    if ((found.a == names_[row] && found.b == names_[column]) || (found.b == names_[row] && found.a == names_[column]))
      return &found;
  return nullptr;
}

double SimilarityMatrix::value(int row, int column) const {
  const SimilarPair* found = pair(row, column);
  return found ? measuredValue(*found, measure_) : kUndefined;
}

int SimilarityMatrix::nameWidth() const {
  const QFontMetrics metrics(textFont(TextStyle::Label));
  int widest = 24;
  for (std::size_t i = 1; i < names_.size(); ++i)
    widest = std::max(widest, metrics.horizontalAdvance(categoryTitle(names_[i])));
  return std::min(widest + 12, std::max(40, width() / 3));
}

QRectF SimilarityMatrix::cellRect(int row, int column) const {
  const double left = nameWidth(), across = std::max(1.0, double(names_.size()) - 1);
  const double cell = std::min<double>(kMostWidth, (width() - left) / across);
  return {left + column * cell, double((row - 1) * kRow), cell, double(kRow)};
}

bool SimilarityMatrix::isNarrow() const { return cellRect(1, 0).width() < kNarrow; }

QString SimilarityMatrix::cellText(int row, int column) const {
  if (!pair(row, column) || isNarrow()) return {};
  const double found = value(row, column);
  return std::isfinite(found) ? inWindowNumbers(studio::valueText(found)) : QStringLiteral("–");
}

QSize SimilarityMatrix::sizeHint() const {
  return {256, std::max(1, int(names_.size()) - 1) * kRow + (names_.size() > 5 ? 3 * kBelow : kBelow)};
}

void SimilarityMatrix::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(textFont(TextStyle::Label));
  const ColourMap& colours = colourMapFor({}, "similarity", theme());
  for (int row = 1; row < int(names_.size()); ++row)
    for (int column = 0; column < row; ++column) {
      if (!pair(row, column)) continue;
      const QRectF cell = cellRect(row, column).adjusted(0, 0, -1, -1);  // a hairline of the ground between cells
      const QColor colour = colourFor(value(row, column), colours, {-1, 1}, 0, theme());
      painter.fillRect(cell, colour);
      painter.setPen(textOn(colour));
      painter.drawText(cell.adjusted(0, 0, -8, 0), Qt::AlignVCenter | Qt::AlignRight, cellText(row, column));
    }
  paintNames(painter);
}

void SimilarityMatrix::paintNames(QPainter& painter) const {
  painter.setPen(theme().color(Role::Muted));
  const QFontMetrics metrics = painter.fontMetrics();
  const double bottom = double(std::max<std::size_t>(1, names_.size()) - 1) * kRow;
  for (int i = 0; i < int(names_.size()); ++i) {
    const QString name = categoryTitle(names_[i]);
    if (i > 0)
      painter.drawText(QRectF(0, (i - 1) * kRow, nameWidth() - 6, kRow), Qt::AlignVCenter | Qt::AlignLeft,
                       metrics.elidedText(name, Qt::ElideRight, nameWidth() - 8));
    if (i + 1 == int(names_.size())) break;
    const QRectF cell = cellRect(i + 1, i);
    if (!isNarrow()) {
      painter.drawText(QRectF(cell.left(), bottom, cell.width() - 8, kBelow), Qt::AlignVCenter | Qt::AlignRight,
                       metrics.elidedText(name, Qt::ElideRight, int(cell.width()) - 4));
      continue;
    }
    painter.save();
    painter.translate(cell.center().x(), bottom + 4);
    painter.rotate(90);
    painter.drawText(QRectF(0, -kRow / 2.0, height() - bottom - 4, kRow), Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(name, Qt::ElideRight, int(height() - bottom) - 4));
    painter.restore();
  }
}

QString SimilarityMatrix::tipAt(const QPointF& position) const {
  for (int row = 1; row < int(names_.size()); ++row)
    for (int column = 0; column < row; ++column)
      if (const SimilarPair* found = pair(row, column); found && cellRect(row, column).contains(position))
        return tr("%1 and %2\nPearson %3\nSSIM %4\nSpearman %5")
            .arg(categoryTitle(names_[row]), categoryTitle(names_[column]),
                 inWindowNumbers(studio::valueText(found->pearson, 3)),
                 inWindowNumbers(studio::valueText(found->ssim, 3)),
                 inWindowNumbers(studio::valueText(found->spearman, 3)));
  return {};
}

bool SimilarityMatrix::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = *static_cast<QHelpEvent*>(event);
  showPlaceTip(this, help, tipAt(help.pos()));
  return true;
}

namespace {

QStringList titles() {
  QStringList result;
  for (const auto measure : {SimilarityMeasure::Pearson, SimilarityMeasure::Ssim, SimilarityMeasure::Spearman})
    result << measureTitle(measure);
  return result;
}

}  // namespace

MeasureChoice::MeasureChoice(QWidget* parent)
    : Segments(titles(), int(SimilarityMeasure::Pearson), parent, tr("Similarity by %1")) {
  connect(this, &Segments::chosenChanged, this, [this] { Q_EMIT measureChosen(measure()); });
}

SimilarityPanel::SimilarityPanel(Analyses* analyses, QWidget* parent)
    : SimilarityPanel(analyses, new QWidget, parent) {}

SimilarityPanel::SimilarityPanel(Analyses* analyses, QWidget* content, QWidget* parent)
    : AnalysisDock(content, parent), analyses_(analyses) {
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(16, 0, 16, 8);
  column->setSpacing(4);
  layer_ = new QLabel(content);
  layer_->setFont(textFont(TextStyle::Label));
  layer_->setProperty("muted", true);
  matrix_ = new SimilarityMatrix(content);
  choice_ = new MeasureChoice(content);
  connect(choice_, &MeasureChoice::measureChosen, this, &SimilarityPanel::refresh);
  column->addWidget(choice_, 0, Qt::AlignLeft);
  column->addWidget(layer_);
  column->addWidget(matrix_);
  column->addStretch(1);
  connect(&analyses->results(), &AnalysisResults::changed, this, &SimilarityPanel::refresh);
  connect(&analyses->selection(), &AnalysisSelection::changed, this, &SimilarityPanel::refresh);
  connect(&analyses->choices(), &AnalysisChoices::changed, this, &SimilarityPanel::refresh);
  connect(&analyses->work(), &AnalysisWork::progressChanged, this, &SimilarityPanel::refresh);
  refresh();
}

void SimilarityPanel::refresh() {
  const std::vector<AnalysedNetwork> networks = analysedNetworks(*analyses_);
  const std::string name = shownLayer(*analyses_, networks);
  const auto pairs = networks.empty() ? std::vector<SimilarPair>() : similarPairs(*networks.front().found, name);
  showText(pairs.empty() ? analysisDockText(*analyses_, "similarity") : QString());
  if (pairs.empty()) return;
  std::vector<std::string> names;
  for (const Contrast& contrast : networks.front().found->contrasts) names.push_back(contrast.name);
  layer_->setText(tr("%1, %2").arg(networkTitle(networks.front()), QString::fromStdString(name)));
  matrix_->show(names, pairs, choice_->measure());
}

namespace {

constexpr double kCell = 9, kMatrixRow = 4, kMatrixNames = 14, kMatrixTitle = 5, kMatrixGap = 4,
                 kMatrixMargin = 1;  // mm

class SimilarityFigure : public Figure {
  struct Layer {
    std::string name;
    std::vector<SimilarPair> pairs;
  };

 public:
  SimilarityFigure(const AnalysedNetwork& network, SimilarityMeasure measure)
      : measure_(measure), source_(provenanceText(std::vector{network})) {
    const NetworkAnalysis& found = *network.found;
    for (const Contrast& contrast : found.contrasts) names_.push_back(contrast.name);
    for (const AnalysedLayer& layer : found.layers)
      if (auto pairs = similarPairs(found, layer.layer); !pairs.empty())
        layers_.push_back({layer.layer, std::move(pairs)});
  }

  bool empty() const { return layers_.empty() || names_.size() < 2; }
  QString title() const override { return tr("Similarity of maps, %1").arg(measureTitle(measure_)); }
  QString provenance() const override { return source_; }
  double heightMm(double widthMm) const override {
    return kMatrixMargin + std::ceil(double(layers_.size()) / columns(widthMm)) * blockHeight() + kMatrixTitle;
  }

  void draw(QCPPainter& painter, const QRectF& area, double unitsPerMm) const override {
    const PrintStyle style{unitsPerMm};
    painter.setFont(style.text());
    const int across = columns(area.width() / unitsPerMm);
    for (int i = 0; i < int(layers_.size()); ++i)
      drawLayer(painter, style, layers_[std::size_t(i)],
                area.topLeft() + QPointF(style.mm(kMatrixMargin + (i % across) * blockWidth()),
                                         style.mm(kMatrixMargin + (i / across) * blockHeight())));
    painter.setPen(PrintStyle::ink());
    painter.drawText(QRectF(area.left() + style.mm(kMatrixMargin), area.bottom() - style.mm(kMatrixTitle), area.width(),
                            style.mm(kMatrixTitle - 0.5)),
                     Qt::AlignLeft | Qt::AlignVCenter, title());
  }

  FigureData data() const override {
    FigureData result;
    for (const Layer& layer : layers_) {
      Table table(layer.name, false);
      for (const SimilarPair& pair : layer.pairs)
        table.add({{"contrast_a", pair.a},
                   {"contrast_b", pair.b},
                   {"pearson", pair.pearson},
                   {"ssim", pair.ssim},
                   {"spearman", pair.spearman}});
      result.tables.push_back(std::move(table));
    }
    return result;
  }

 private:
  double blockWidth() const { return kMatrixNames + kCell * double(names_.size() - 1) + kMatrixGap; }
  double blockHeight() const { return kMatrixTitle + kMatrixRow * double(names_.size()) + kMatrixGap; }
  int columns(double widthMm) const {
    return std::clamp(int((widthMm - kMatrixMargin) / blockWidth()), 1, std::max(1, int(layers_.size())));
  }
  std::ptrdiff_t findPlace(const std::string& name) const {
    return std::find(names_.begin(), names_.end(), name) - names_.begin();
  }

  void drawLayer(QPainter& painter, const PrintStyle& style, const Layer& layer, const QPointF& corner) const {
    const auto rect = [&](double x, double y, double width, double height) {
      return QRectF(corner + QPointF(style.mm(x), style.mm(y)), QSizeF(style.mm(width), style.mm(height)));
    };
    painter.setPen(PrintStyle::ink());
    painter.drawText(rect(0, 0, blockWidth(), kMatrixTitle - 1), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::fromStdString(layer.name));
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const QString name = categoryTitle(names_[i]);
      if (i > 0)
        painter.drawText(rect(0, kMatrixTitle + kMatrixRow * double(i - 1), kMatrixNames - 1, kMatrixRow),
                         Qt::AlignLeft | Qt::AlignVCenter, name);
      if (i + 1 < names_.size())
        painter.drawText(rect(kMatrixNames + kCell * double(i), kMatrixTitle + kMatrixRow * double(names_.size() - 1),
                              kCell - 0.5, kMatrixRow),
                         Qt::AlignHCenter | Qt::AlignVCenter, name);
    }
    const ColourMap& colours = colourMapFor({}, "similarity", PrintStyle::theme());
    for (const SimilarPair& pair : layer.pairs) {
      const auto first = std::max(findPlace(pair.a), findPlace(pair.b)),
                 second = std::min(findPlace(pair.a), findPlace(pair.b));
      if (first <= second || first >= std::ptrdiff_t(names_.size())) continue;
      const double value = measuredValue(pair, measure_);
      const QRectF cell = rect(kMatrixNames + kCell * double(second), kMatrixTitle + kMatrixRow * double(first - 1),
                               kCell - 0.2, kMatrixRow - 0.2);
      painter.fillRect(cell, QColor(colourFor(value, colours, {-1, 1}, 0, PrintStyle::theme())));
      painter.setPen(std::abs(value) > 0.65 ? PrintStyle::theme().color(Role::Panel) : PrintStyle::ink());
      painter.drawText(cell, Qt::AlignCenter, std::isfinite(value) ? studio::valueText(value) : QStringLiteral("–"));
      painter.setPen(PrintStyle::ink());
    }
  }

  SimilarityMeasure measure_;
  QString source_;
  std::vector<std::string> names_;
  std::vector<Layer> layers_;
};

}  // namespace

std::unique_ptr<Figure> makeSimilarityFigure(const AnalysedNetwork& network, SimilarityMeasure measure) {
  auto figure = std::make_unique<SimilarityFigure>(network, measure);
  if (figure->empty()) return nullptr;
  return withProvenance(std::move(figure));
}

}  // namespace studio
