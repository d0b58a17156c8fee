#include "widgets/sheets/map_display_panel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <cmath>

#include "widgets/frame/controls.h"
#include "widgets/sheets/view_look.h"

namespace studio {
namespace {

/// A number as the field shows it and reads it back: C locale in and out, so that a comma never changes a value.
QString number(double value) { return QString::number(value, 'g', 6); }

}  // namespace

MapDisplayPanel::MapDisplayPanel(RunMonitor* monitor, QWidget* parent) : QWidget(parent), monitor_(monitor) {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(16, 4, 16, 16);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(4);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  const auto combo = [this](const QString& name) {
    auto* box = new ChoiceBox(this);
    box->setAccessibleName(name);
    box->setMinimumWidth(60);
    return box;
  };
  const auto field = [this](const QString& name) {
    auto* edit = new QLineEdit(this);
    edit->setAccessibleName(name);
    edit->setAlignment(Qt::AlignRight);
    return edit;
  };
  quantity_ = combo(tr("Quantity"));
  colours_ = combo(tr("Colours"));
  limits_ = combo(tr("Limits"));
  range_ = field(tr("Range"));
  threshold_ = field(tr("Threshold"));
  lock_ = new QToolButton(this);
  lock_->setIconSize({14, 14});
  lock_->setAccessibleName(tr("Lock limits"));
  auto* rangeRow = new QHBoxLayout;
  rangeRow->setSpacing(4);
  rangeRow->addWidget(range_, 1);
  rangeRow->addWidget(lock_);
  auto* reset = new QPushButton(tr("Reset"), this);
  const auto row = [&](const QString& text, auto* widget) {
    auto* label = new QLabel(text, this);
    label->setProperty("muted", true);
    label->setMinimumWidth(76);
    form->addRow(label, widget);
  };
  row(tr("Quantity"), quantity_);
  row(tr("Colours"), colours_);
  row(tr("Limits"), limits_);
  row(tr("Range ±"), rangeRow);
  row(tr("|value| ≥"), threshold_);
  form->addRow(QString(), reset);
  for (auto** label : {&smoothness_, &dimensionality_}) {
    *label = new QLabel(this);
    (*label)->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    (*label)->setMinimumHeight(24);
  }
  row(tr("Smoothness"), smoothness_);
  row(tr("Dimensionality"), dimensionality_);

  connect(quantity_, &QComboBox::activated, this, [this] {
    change([this](ViewState& view) {
      view.quantity = quantity_->currentData().toString().toStdString();
      view.limitsLocked = false;
    });
  });
  connect(colours_, &QComboBox::activated, this, [this] {
    change([this](ViewState& view) { view.colours = colours_->currentData().toString().toStdString(); });
  });
  connect(limits_, &QComboBox::activated, this, [this](int index) {
    change([&](ViewState& view) {
      const Limits now = limitsInForce(view, monitor_->data().snapshot.get());
      view.limitLow = now.low;
      view.limitHigh = now.high;
      view.limitsLocked = index == 1;
    });
  });
  connect(lock_, &QToolButton::clicked, this,
          [this] { Q_EMIT limits_->activated(monitor_->view().limitsLocked ? 0 : 1); });
  connect(range_, &QLineEdit::editingFinished, this, &MapDisplayPanel::takeRange);
  connect(threshold_, &QLineEdit::editingFinished, this, &MapDisplayPanel::takeThreshold);
  connect(reset, &QPushButton::clicked, this, [this] {
    change([](ViewState& view) {
      view.limitsLocked = false;
      view.threshold = 0;
      view.colours.clear();
    });
  });
  for (const auto signal : {&RunMonitor::runOpened, &RunMonitor::snapshotChanged, &RunMonitor::viewChanged})
    connect(monitor, signal, this, &MapDisplayPanel::refresh);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &MapDisplayPanel::refresh);
  refresh();
}

void MapDisplayPanel::change(const std::function<void(ViewState&)>& edit) {
  ViewState view = monitor_->view();
  edit(view);
  monitor_->setView(view);
  refresh();
}

void MapDisplayPanel::takeRange() {
  bool good = false;
  const double value = range_->text().toDouble(&good);
  if (!range_->isModified()) return;
  if (good && value > 0)
    change([&](ViewState& view) {
      view.limitsLocked = true;
      view.limitHigh = value;
      view.limitLow = kindOf(view.quantity) == QuantityKind::Signed ? -value : 0;
    });
  else
    refresh();
}

void MapDisplayPanel::takeThreshold() {
  bool good = false;
  const double value = threshold_->text().toDouble(&good);
  if (good && value >= 0)
    change([&](ViewState& view) { view.threshold = value; });
  else
    refresh();
}

/// Rows are made anew only when they differ, so that an open list does not close while training.
void MapDisplayPanel::fill(QComboBox* box, const QList<std::pair<QString, QString>>& rows, const QString& chosen) {
  bool same = box->count() == rows.size();
  for (int i = 0; same && i < box->count(); ++i)
    same = box->itemData(i).toString() == rows[i].second && box->itemText(i) == rows[i].first;
  if (!same) {
    box->clear();
    for (const auto& [text, id] : rows) box->addItem(text, id);
  }
  box->setCurrentIndex(std::max(0, box->findData(chosen)));
}

void MapDisplayPanel::refresh() {
  const ViewState& view = monitor_->view();
  QList<std::pair<QString, QString>> quantities;
  for (const std::string& name : monitor_->quantities())
    quantities << std::make_pair(quantityTitle(name), QString::fromStdString(name));
  fill(quantity_, quantities, QString::fromStdString(view.quantity));
  QList<std::pair<QString, QString>> colours{{tr("By quantity"), QString()}};
  for (const ColourMap& map : colourMaps())
    if (suits(map, view.quantity))
      colours << std::make_pair(QString::fromStdString(map.title), QString::fromStdString(map.name));
  fill(colours_, colours, QString::fromStdString(view.colours));
  fill(limits_,
       {{kindOf(view.quantity) != QuantityKind::Signed ? tr("From 0, shared") : tr("Symmetric, shared"),
         QStringLiteral("auto")},
        {tr("Locked"), QStringLiteral("locked")}},
       view.limitsLocked ? QStringLiteral("locked") : QStringLiteral("auto"));
  const Limits limits = limitsInForce(view, monitor_->data().snapshot.get());
  if (!range_->hasFocus()) range_->setText(number(limits.high));
  if (!threshold_->hasFocus()) threshold_->setText(number(view.threshold));
  if (lock_->property("locked") != view.limitsLocked) {  // maps come 30 times a second, icons are made from SVG
    lock_->setProperty("locked", view.limitsLocked);
    lock_->setIcon(icon(view.limitsLocked ? QStringLiteral("lock") : QStringLiteral("unlock"), Role::Muted));
  }
  showScores();
  setEnabled(monitor_->hasRun());
}

/// What the probe found of the chosen sheet at the moment that is shown.
void MapDisplayPanel::showScores() {
  const Snapshot* snapshot = monitor_->data().snapshot.get();
  const LayerScore* score = snapshot ? snapshot->score(monitor_->view().layer) : nullptr;
  const auto text = [](double value, int decimals) {
    return std::isfinite(value) ? QString::number(value, 'f', decimals) : tr("undefined");
  };
  smoothness_->setText(score ? text(score->smoothness, 2) : tr("–"));
  dimensionality_->setText(score ? text(score->dimensionality, 1) : tr("–"));
  const QString why = score ? tr("of the responses to the probe's stimuli at step %L1").arg(snapshot->probeStep)
                            : tr("the probe has not measured this moment");
  smoothness_->setToolTip(tr("Correlation of near units minus that of far ones, ") + why);
  dimensionality_->setToolTip(tr("Effective dimensionality ") + why);
}

}  // namespace studio
