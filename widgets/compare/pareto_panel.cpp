#include "widgets/compare/pareto_panel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSettings>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "widgets/compare/column_choice.h"
#include "widgets/compare/compared_export.h"
#include "widgets/compare/run_table_model.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"

namespace studio {
namespace {

using Kind = RunColumn::Kind;

const QString kXKey = QStringLiteral("compare/paretoX"), kYKey = QStringLiteral("compare/paretoY"),
              kPublishedKey = QStringLiteral("compare/published"),
              kDominatedKey = QStringLiteral("compare/hideDominated");

bool anyHas(const std::vector<ComparedSource>& sources, const RunColumn& column) {
  for (const ComparedSource& source : sources)
    for (const auto& run : source.runs)
      if (std::isfinite(runValue(*run, column).number)) return true;
  return false;
}

/// Numbers that a compared run has.
std::vector<ColumnGroup> offeredGroups(const Comparison& comparison) {
  RunRecords runs;
  for (const ComparedSource& source : comparison.compared())
    runs.insert(runs.end(), source.runs.begin(), source.runs.end());
  std::vector<ColumnGroup> groups = measureGroups(possibleColumns(runs), comparison.kinds());
  for (ColumnGroup& group : groups)
    std::erase_if(group.columns, [&](const RunColumn& column) { return !anyHas(comparison.compared(), column); });
  std::erase_if(groups, [](const ColumnGroup& group) { return group.columns.empty(); });
  return groups;
}

/// The first of these that is offered, else the first of all.
QString usualColumn(const QComboBox& box, const std::vector<RunColumn>& wanted) {
  for (const RunColumn& column : wanted)
    if (const QString id = QString::fromStdString(column.id()); box.findData(id) >= 0) return id;
  return box.count() > 1 ? box.itemData(1).toString() : QString();  // the first is a heading
}

/// What was kept by an earlier version may name the stored twin of a column.
QString keptColumn(const QVariant& kept) {
  const auto column = runColumnFrom(kept.toString().toStdString());
  return column ? QString::fromStdString(oneColumn(*column).id()) : QString();
}

/// A measure of an analysis: whoever misses it can compute it.
bool isComputed(const RunColumn& column) { return column.kind == Kind::Result || storedTwin(column).has_value(); }

/// How many of the ticked runs are not drawn, and what can be done; empty where all are.
QString missingText(const Comparison& comparison, const RunColumn& x, const RunColumn& y) {
  std::int64_t all = 0, without = 0;
  bool lacksX = false, lacksY = false;
  for (const ComparedSource& source : comparison.compared())
    for (const auto& run : source.runs) {
      const bool hasX = std::isfinite(runValue(*run, x).number), hasY = std::isfinite(runValue(*run, y).number);
      ++all, without += !hasX || !hasY;
      lacksX = lacksX || !hasX, lacksY = lacksY || !hasY;
    }
  if (without == 0) return {};
  QStringList names;
  for (const auto& [column, lacks] : {std::pair{&x, lacksX}, std::pair{&y, lacksY}})
    if (lacks) names << columnTitle(*column, comparison.kinds());
  const bool canCompute = (lacksX && isComputed(x)) || (lacksY && isComputed(y));
  const QString text = canCompute ? ParetoPanel::tr(
                                        "%L1 of %L2 ticked runs are not drawn, without a value of %3: "
                                        "compute it for them in Analyse, or choose another axis.")
                                  : ParetoPanel::tr(
                                        "%L1 of %L2 ticked runs are not drawn, without a value of %3: "
                                        "choose another axis, or untick them.");
  return text.arg(without).arg(all).arg(names.join(ParetoPanel::tr(" or ")));
}

}  // namespace

ParetoPanel::ParetoPanel(Comparison* comparison, QWidget* parent)
    : QWidget(parent),
      comparison_(comparison),
      x_(new ChoiceBox(this)),
      y_(new ChoiceBox(this)),
      about_(new ElidedLabel(this)),
      text_(new FittedText(2, TextStyle::Label, Role::Muted, this)),
      plot_(new PlotView(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 8, 8, 8);
  column->setSpacing(6);
  column->addLayout(layOutChoices());
  plot_->setMinimumHeight(kLeastPlotHeight);
  column->addWidget(plot_, 1);
  column->addWidget(text_);
  keepChoices();
  offerComparedExport(plot_, comparison);
  connect(plot_, &PlotView::pointClicked, this, &ParetoPanel::open);
  connect(comparison, &Comparison::comparedChanged, this, &ParetoPanel::refresh);
  refresh();
}

/// What runs up against what runs along, what is said of it, and what the plot shows.
QLayout* ParetoPanel::layOutChoices() {
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  y_->setAccessibleName(tr("What runs up"));
  x_->setAccessibleName(tr("What runs along"));
  y_->setObjectName(QStringLiteral("paretoY"));
  x_->setObjectName(QStringLiteral("paretoX"));
  auto* against = new QLabel(tr("against"), this);
  for (QLabel* label : std::initializer_list<QLabel*>{against, about_}) {
    label->setFont(textFont(TextStyle::Label));
    label->setProperty("muted", true);
  }
  for (QComboBox* box : {y_, x_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);  // as wide as its words, narrower where there is no room
    box->setMinimumWidth(120);
  }
  row->addWidget(y_);
  row->addWidget(against);
  row->addWidget(x_);
  row->addWidget(about_, 1);
  row->addWidget(makeMenuButton());
  return row;
}

QToolButton* ParetoPanel::makeMenuButton() {
  auto* button = new QToolButton(this);
  button->setIcon(icon(QStringLiteral("sliders"), Role::Muted));
  button->setPopupMode(QToolButton::InstantPopup);
  button->setAccessibleName(tr("What the plot shows"));
  auto* menu = new QMenu(button);
  published_ = menu->addAction(tr("Published values"));
  dominated_ = menu->addAction(tr("Hide dominated points"));
  button->setMenu(menu);
  return button;
}

/// The next start begins with them.
void ParetoPanel::keepChoices() {
  const auto settings = openSettings();
  for (const auto& [action, key] : {std::pair{published_, kPublishedKey}, std::pair{dominated_, kDominatedKey}}) {
    action->setCheckable(true);
    action->setChecked(settings->value(key, false).toBool());
    connect(action, &QAction::toggled, this, [this, key = key](bool on) {
      openSettings()->setValue(key, on);
      refresh();
    });
  }
  for (const auto& [box, key] : {std::pair{x_, kXKey}, std::pair{y_, kYKey}})
    connect(box, &QComboBox::activated, this, [this, box = box, key = key] {
      openSettings()->setValue(key, box->currentData());
      plot_->painter().setPart(false);
      refresh();
    });
}

QString ParetoPanel::text() const { return text_->text(); }
void ParetoPanel::setPublished(bool shown) { published_->setChecked(shown); }
QString ParetoPanel::provenance() const { return comparison_->provenance(); }

/// What was chosen stays while a run has it; else smoothness along and accuracy up, as in the paper.
void ParetoPanel::fillChoices() {
  const std::vector<ColumnGroup> groups = offeredGroups(*comparison_);
  std::vector<std::string> ids;
  for (const ColumnGroup& group : groups)
    for (const RunColumn& column : group.columns) ids.push_back(column.id());
  if (ids == offered_) return;
  offered_ = ids;
  const auto settings = openSettings();
  const std::vector<RunColumn> along{{Kind::Last, "smoothness"}},
      up{{Kind::Last, "validation_accuracy"}, {Kind::Last, "validation_loss"}};
  for (const auto& [box, key, usual] : {std::tuple{x_, kXKey, along}, std::tuple{y_, kYKey, up}}) {
    const QSignalBlocker quiet(box);
    fillColumnChoice(*box, groups, comparison_->kinds());
    const int kept = box->findData(keptColumn(settings->value(key)));
    box->setCurrentIndex(kept >= 0 ? kept : box->findData(usualColumn(*box, usual)));
  }
}

void ParetoPanel::refresh() {
  fillChoices();
  const auto x = runColumnFrom(x_->currentData().toString().toStdString());
  const auto y = runColumnFrom(y_->currentData().toString().toStdString());
  picture_ = {};
  if (x && y) {
    ParetoRequest request{paretoAxis(*x, comparison_->kinds()), paretoAxis(*y, comparison_->kinds()),
                          dominated_->isChecked(), published_->isChecked()};
    published_->setEnabled(request.x.published && request.y.published);
    published_->setToolTip(published_->isEnabled() ? QString() : tr("Of these two measures nothing was published"));
    picture_ = paretoPicture(paretoGroups(comparison_->compared(), *x, *y, comparison_->kinds()), request);
  }
  const bool seeds = picture_.runs > picture_.points;
  about_->setText(seeds ? tr("mean ± s.d. over seeds") : QString());
  QStringList texts;
  if (picture_.points == 0)
    texts << tr("No ticked run has both numbers; tick others, or choose other axes.");
  else if (x && y)
    texts << engineText(picture_.hint.empty() ? picture_.plot.caption : picture_.hint)
          << missingText(*comparison_, *x, *y);
  texts.removeAll(QString());
  text_->setText(texts.join(QLatin1Char(' ')));
  text_->setDetail(comparison_->dataExplanation());
  for (const auto& [box, column] : {std::pair{x_, x}, std::pair{y_, y}})
    box->setToolTip(column ? columnTip(*column) : QString());
  text_->setVisible(!text_->text().isEmpty());
  // A board has the trade-off of the paper alone.
  const bool isPapers =
      y && (*y == RunColumn{Kind::Last, "validation_accuracy"}) && x &&
      (*x == RunColumn{Kind::Result, "smoothness//max_minus_min"} || *x == RunColumn{Kind::Last, "smoothness"});
  plot_->setPanelKind(isPapers ? "pareto" : "");
  plot_->setPlot(picture_.plot);
}

/// Of a mean the first seed's run: the one that its colour and name are from.
void ParetoPanel::open(std::size_t series, std::size_t point) {
  const ParetoPlace* place = picture_.at(series, point);
  if (!place || place->group < 0 || std::size_t(place->group) >= comparison_->compared().size()) return;
  const ComparedSource& source = comparison_->compared()[std::size_t(place->group)];
  const std::size_t run = place->run < 0 ? 0 : std::size_t(place->run);
  if (run < source.runs.size()) Q_EMIT runWanted(QString::fromStdString(source.runs[run]->id()));
}

}  // namespace studio
