// Quantity, colours, limits, layer, step and unit of the maps, chosen by buttons, panel and commands.
#include "widgets/sheets/map_display.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <QToolButton>
#include <algorithm>
#include <cmath>

#include "core/run/snapshot.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/language.h"
#include "widgets/frame/tr.h"
#include "widgets/sheets/colour_maps.h"
#include "widgets/sheets/sheet_painter.h"

namespace studio {

// The buttons of the quantity.

namespace {

constexpr int kMostButtons = 6;  // contrasts
constexpr int kLeastList = 80;   // px of their list where there is no more

}  // namespace

QuantitySelector::QuantitySelector(QWidget* parent)
    : QWidget(parent), row_(new QHBoxLayout(this)), buttons_(new QButtonGroup(this)), list_(new ChoiceBox(this)) {
  row_->setContentsMargins(0, 0, 0, 0);
  row_->setSpacing(2);
  row_->addWidget(list_);
  list_->setAccessibleName(tr("Class for selectivity"));
  list_->setSizeAdjustPolicy(QComboBox::AdjustToContents);  // of what it holds now, not when it was first shown
  list_->setMinimumWidth(kLeastList);
  list_->hide();
  connect(buttons_, &QButtonGroup::buttonClicked, this,
          [this](QAbstractButton* button) { Q_EMIT quantityChosen(button->property("quantity").toString()); });
  connect(list_, &QComboBox::activated, this, [this] {
    const QString contrast = list_->currentData().toString();
    if (!contrast.isEmpty()) Q_EMIT quantityChosen(contrast);
  });
}

void QuantitySelector::addButton(const std::string& quantity) {
  auto* button = new QToolButton(this);
  button->setText(quantityName(quantity));
  button->setToolTip(quantityTitle(quantity));
  button->setAccessibleName(quantityTitle(quantity));
  button->setProperty("quantity", QString::fromStdString(quantity));
  button->setCheckable(true);
  buttons_->addButton(button);
  row_->insertWidget(row_->count() - 1, button);
  button->setVisible(true);  // now, not with the next event: the view places itself by the size of this row
}

void QuantitySelector::fill(const std::vector<std::string>& quantities) {
  quantities_ = quantities;
  for (QAbstractButton* button : buttons_->buttons()) {
    buttons_->removeButton(button);
    row_->removeWidget(button);
    button->hide();
    button->deleteLater();  // one of them may be the sender
  }
  list_->clear();
  list_->addItem(tr("Selectivity"), QString());  // what the list is of, while none is chosen
  const auto contrasts = std::count_if(quantities.begin(), quantities.end(), isContrast);
  for (const std::string& quantity : quantities)
    if (isContrast(quantity) && (contrasts > kMostButtons || compact_))
      list_->addItem(compact_ ? quantityName(quantity) : quantityTitle(quantity), QString::fromStdString(quantity));
    else
      addButton(quantity);
  list_->setVisible(list_->count() > 1);
  if (!compact_) widest_ = sizeHint().width();
}

void QuantitySelector::fitInto(int width) {
  if (compact_ == (widest_ > width)) return;
  compact_ = !compact_;
  fill(std::vector<std::string>(quantities_));
  show(quantities_, chosen_);
}

void QuantitySelector::show(const std::vector<std::string>& quantities, const std::string& chosen) {
  chosen_ = chosen;
  if (quantities != quantities_) fill(quantities);
  const QString name = QString::fromStdString(chosen);
  buttons_->setExclusive(false);  // none is checked while the list has the chosen one
  for (QAbstractButton* button : buttons_->buttons())
    button->setChecked(button->property("quantity").toString() == name);
  const int index = list_->findData(name);
  if (list_->currentIndex() != std::max(0, index)) list_->setCurrentIndex(std::max(0, index));
}

// The panel.

namespace {

// px. A part of a number is another number, so no field is ever narrower than its text, and the panel as wide as it was
// designed, whatever stands beside it.
constexpr int kPanelWidth = 280, kChoiceWidth = 120, kFieldPadding = 12;

const QString kAll = QStringLiteral("all"), kRobust = QStringLiteral("robust"), kLayer = QStringLiteral("layer"),
              kManual = QStringLiteral("manual");

void showRing(QLineEdit* field, bool bad) {
  field->setProperty("problem", bad ? QByteArray("bad") : QByteArray());
  field->style()->unpolish(field);
  field->style()->polish(field);
}

}  // namespace

MapDisplayPanel::MapDisplayPanel(RunMonitor* monitor, QWidget* parent)
    : QWidget(parent), monitor_(monitor), lock_(new QToolButton(this)), reset_(new QToolButton(this)) {
  setMinimumWidth(kPanelWidth);
  makeFields();
  placeFields();
  connectChoices();
  connectNumbers();
  for (const auto signal : {&RunMonitor::runOpened, &RunMonitor::snapshotChanged, &RunMonitor::viewChanged})
    connect(monitor, signal, this, &MapDisplayPanel::refresh);
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &MapDisplayPanel::refresh);
  refresh();
}

void MapDisplayPanel::makeFields() {
  const auto combo = [this](const QString& name) {
    auto* box = new ChoiceBox(this);
    box->setAccessibleName(name);
    box->setMinimumWidth(kChoiceWidth);
    return box;
  };
  const auto field = [this](const QString& name) {
    auto* edit = new QLineEdit(this);
    edit->setAccessibleName(name);
    edit->setAlignment(Qt::AlignRight);
    edit->setMinimumWidth(edit->fontMetrics().horizontalAdvance(QStringLiteral("0.0012")) + kFieldPadding);
    return edit;
  };
  quantity_ = combo(tr("Quantity"));
  colours_ = combo(tr("Colours"));
  limits_ = combo(tr("Limits"));
  range_ = field(tr("Range"));
  threshold_ = field(tr("Threshold"));
  threshold_->setToolTip(tr("Units whose |value| is below this are grey"));
  lock_->setAccessibleName(tr("Lock limits"));
  reset_->setIcon(icon(QStringLiteral("refresh"), Role::Muted));
  reset_->setAccessibleName(tr("Reset the display"));
  reset_->setToolTip(tr("Reset limits, colours and what is hidden"));
  for (QToolButton* button : {lock_, reset_}) button->setIconSize({14, 14});
  for (auto** label : {&smoothness_, &dimensionality_}) {
    *label = new QLabel(this);
    (*label)->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    (*label)->setMinimumHeight(24);
  }
}

void MapDisplayPanel::placeFields() {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(16, 4, 16, 16);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(4);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  auto* rangeRow = new QHBoxLayout;
  rangeRow->setSpacing(4);
  rangeRow->addWidget(range_, 1);
  rangeRow->addWidget(lock_);
  rangeRow->addWidget(reset_);
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
  form->addRow(QString(), rangeFault_ = makeFault());
  row(tr("Hide below"), threshold_);
  form->addRow(QString(), thresholdFault_ = makeFault());
  row(tr("Smoothness"), smoothness_);
  row(tr("Dimensionality"), dimensionality_);
}

void MapDisplayPanel::connectChoices() {
  connect(quantity_, &QComboBox::activated, this, [this] {
    change([this](ViewState& view) { chooseQuantity(view, quantity_->currentData().toString().toStdString()); });
  });
  connect(colours_, &QComboBox::activated, this, [this] {
    change([this](ViewState& view) { view.colours = colours_->currentData().toString().toStdString(); });
  });
  connect(limits_, &QComboBox::activated, this, [this](int index) {
    change([&](ViewState& view) {
      const Limits now = limitsInForce(view, monitor_->data());
      view.limitLow = now.low;
      view.limitHigh = now.high;
      const QString chosen = limits_->itemData(index).toString();
      view.limitsLocked = chosen == kManual;
      if (view.limitsLocked) return;
      view.percentile = chosen == kRobust ? kRobustPercentile : 100;
      view.layerAlone = chosen == kLayer;
    });
  });
}

void MapDisplayPanel::connectNumbers() {
  connect(lock_, &QToolButton::clicked, this, [this] { toggleLimitsLock(*monitor_); });
  for (QLineEdit* edit : {range_, threshold_})
    connect(edit, &QLineEdit::textEdited, this, [this, edit] { numberIn(edit); });
  connect(range_, &QLineEdit::editingFinished, this, &MapDisplayPanel::takeRange);
  connect(threshold_, &QLineEdit::editingFinished, this, &MapDisplayPanel::takeThreshold);
  connect(reset_, &QToolButton::clicked, this, [this] {
    change([](ViewState& view) {
      view.limitsLocked = false;
      view.percentile = 100;
      view.layerAlone = false;
      view.threshold = 0;
      view.colours.clear();
    });
  });
}

QLabel* MapDisplayPanel::makeFault() {
  auto* fault = new QLabel(this);
  fault->setFont(textFont(TextStyle::Label));
  fault->setWordWrap(true);
  fault->setTextFormat(Qt::PlainText);
  fault->hide();
  return fault;
}

bool MapDisplayPanel::saysFault() const { return !rangeFault_->isHidden() || !thresholdFault_->isHidden(); }

void MapDisplayPanel::change(const std::function<void(ViewState&)>& edit) {
  forgetFault();
  ViewState view = monitor_->view();
  edit(view);
  monitor_->setView(view);
  refresh();
}

/// Text that is no such number stays, with a ring around it and why below; it changes nothing.
std::optional<double> MapDisplayPanel::numberIn(QLineEdit* field) {
  const bool above = field == range_;
  const std::optional<double> typed = typedNumber(field->text());
  const double value = typed.value_or(0);
  const bool good = typed && std::isfinite(value) && (above ? value > 0 : value >= 0);
  QLabel* fault = above ? rangeFault_ : thresholdFault_;
  showRing(field, !good);
  fault->setText(above ? tr("“%1” is no number above 0.").arg(field->text())
                       : tr("“%1” is no number from 0 on.").arg(field->text()));
  fault->setVisible(!good);
  faultOf_ = monitor_->view();
  return good ? std::optional<double>(value) : std::nullopt;
}

void MapDisplayPanel::takeRange() {
  if (!range_->isModified()) return;
  if (const auto value = numberIn(range_))
    change([&](ViewState& view) {
      view.limitsLocked = true;
      view.limitHigh = *value;
      view.limitLow = quantityKind(view.quantity) == QuantityKind::Signed ? -*value : 0;
    });
}

void MapDisplayPanel::takeThreshold() {
  if (!threshold_->isModified()) return;
  if (const auto value = numberIn(threshold_)) change([&](ViewState& view) { view.threshold = *value; });
}

/// Something else was chosen instead.
void MapDisplayPanel::forgetFault() {
  if (!saysFault()) return;
  for (QLineEdit* field : {range_, threshold_}) showRing(field, false);
  for (QLabel* fault : {rangeFault_, thresholdFault_}) fault->hide();
}

namespace {

/// The same limits and the same is hidden, of the same quantity; limits that are computed may follow the maps.
bool showsAlike(const ViewState& a, const ViewState& b) {
  const bool sameLimits = !a.limitsLocked || (a.limitLow == b.limitLow && a.limitHigh == b.limitHigh);
  return a.quantity == b.quantity && a.limitsLocked == b.limitsLocked && sameLimits && a.percentile == b.percentile &&
         a.threshold == b.threshold;
}

}  // namespace

/// Rows are made again only when they differ, so that an open list does not close while training.
void MapDisplayPanel::fill(QComboBox* box, const QList<std::pair<QString, QString>>& rows, const QString& chosen) {
  bool same = box->count() == rows.size();
  for (int i = 0; same && i < box->count(); ++i)
    same = box->itemData(i).toString() == rows[i].second && box->itemText(i) == rows[i].first;
  if (!same) {
    box->clear();
    for (const auto& [text, id] : rows) box->addItem(text, id);
    if (box == quantity_)
      for (int i = 0; i < box->count(); ++i)
        box->setItemData(i, quantityName(rows[i].second.toStdString()), ChoiceBox::kShortText);
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
    if (suits(map, view.quantity)) colours << std::make_pair(colourMapTitle(map), QString::fromStdString(map.name));
  fill(colours_, colours, QString::fromStdString(view.colours));
  const bool signedValues = quantityKind(view.quantity) == QuantityKind::Signed;
  const QString all = takesAllSteps(view, &monitor_->data().ranges)
                          ? (signedValues ? tr("± all steps") : tr("From 0, all steps"))
                          : (signedValues ? tr("± all values") : tr("From 0, all"));
  fill(limits_,
       {{all, kAll},
        {tr("%1 % of values").arg(kRobustPercentile), kRobust},
        {signedValues ? tr("± this layer") : tr("From 0, this layer"), kLayer},
        {tr("Manual"), kManual}},
       view.limitsLocked       ? kManual
       : view.percentile < 100 ? kRobust
       : view.layerAlone       ? kLayer
                               : kAll);
  limits_->setToolTip(view.layerAlone && !view.limitsLocked
                          ? tr("Limits of the colours, each layer by its own largest value")
                          : tr("Limits of the colours, shared by all maps on one scale"));
  const Limits limits = limitsInForce(view, monitor_->data());
  const bool replaced = saysFault() && !showsAlike(view, faultOf_);  // by a shortcut, the bar's lock or another panel
  if (replaced) forgetFault();
  const bool wrong = saysFault();  // what was typed stays until it is mended
  if ((!range_->hasFocus() || replaced) && !wrong)
    range_->setText(inWindowNumbers(limitText(limits.high, limits, false)));
  if ((!threshold_->hasFocus() || replaced) && !wrong) threshold_->setText(shortNumber(view.threshold));
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
    return std::isfinite(value) ? inWindowNumbers(QString::number(value, 'f', decimals)) : tr("undefined");
  };
  smoothness_->setText(score ? text(score->smoothness, 2) : tr("–"));
  dimensionality_->setText(score ? text(score->dimensionality, 1) : tr("–"));
  const QString why = score ? tr("of the responses to the probe's stimuli at step %L1").arg(snapshot->probeStep)
                            : tr("the probe has not measured this step");
  smoothness_->setToolTip(tr("Correlation of near units minus that of far ones, ") + why);
  dimensionality_->setToolTip(tr("Effective dimensionality ") + why);
}

}  // namespace studio
