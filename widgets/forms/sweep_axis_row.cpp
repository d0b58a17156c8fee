#include "widgets/forms/sweep_dialog.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/forms/config_text.h"
#include "widgets/forms/field_editor.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kLineHeight = 28, kMostLines = 3, kLeastWidth = 300, kBetweenValues = 4;

/// Numbers by size; other values stay in the order in which they are offered.
bool comesBefore(const ConfigValue& a, const ConfigValue& b) {
  const bool numbers = std::holds_alternative<double>(a) || std::holds_alternative<std::int64_t>(a) ||
                       std::holds_alternative<std::vector<double>>(a);
  return numbers && a.index() == b.index() && a < b;
}

}  // namespace

SweepAxisRow::SweepAxisRow(const ConfigField& field, const ConfigValue& own, const std::vector<ConfigValue>& offered,
                           const std::vector<std::string>& choices, QWidget* parent)
    : QWidget(parent), key_(field.key), own_(own), list_(new QListWidget(this)) {
  setObjectName(QStringLiteral("axis.") + QString::fromStdString(field.key));
  list_->setAccessibleName(tr("Values of %1").arg(QString::fromStdString(field.label)));
  list_->setFlow(QListView::LeftToRight);
  list_->setWrapping(true);
  list_->setResizeMode(QListView::Adjust);
  list_->setSpacing(2);
  list_->setSelectionMode(QAbstractItemView::NoSelection);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(makeHead(field));
  column->addWidget(list_);
  const bool isSwitch = field.kind == FieldKind::Switch, isChoice = field.kind == FieldKind::Choice;
  if (isSwitch) offer(false, own_ == ConfigValue(false)), offer(true, own_ == ConfigValue(true));
  if (isChoice)
    for (const std::string& choice : choices) offer(choice, own_ == ConfigValue(choice));
  if (!isSwitch) offer(own_, true);
  for (const ConfigValue& value : offered) offer(value, false);
  if (!isSwitch && !isChoice) column->addWidget(makeAdding(field));
  connect(list_, &QListWidget::itemChanged, this, &SweepAxisRow::changed);
}

QWidget* SweepAxisRow::makeHead(const ConfigField& field) {
  auto* head = new QWidget(this);
  auto* title = new QLabel(QString::fromStdString(field.label), head);
  title->setToolTip(QString::fromStdString(field.help));
  auto* remove = new QToolButton(head);
  remove->setObjectName(QStringLiteral("remove"));
  remove->setAutoRaise(true);
  remove->setIcon(icon(QStringLiteral("close"), Role::Muted));
  remove->setToolTip(tr("All runs keep the form's value"));
  remove->setAccessibleName(tr("Leave %1 as it is").arg(QString::fromStdString(field.label)));
  connect(remove, &QToolButton::clicked, this, &SweepAxisRow::removeWanted);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(title);
  row->addWidget(makeMutedLabel(QString::fromStdString(field.key), head));
  row->addStretch(1);
  row->addWidget(remove);
  return head;
}

QWidget* SweepAxisRow::makeAdding(const ConfigField& field) {
  auto* adding = new QWidget(this);
  editor_ = makeFieldEditor(field, adding);
  editor_->setMaximumWidth(220);
  editor_->setValue(own_);
  for (QLineEdit* line : editor_->findChildren<QLineEdit*>()) line->installEventFilter(this);
  connect(editor_, &FieldEditor::folderWanted, this, &SweepAxisRow::choosePlace);
  auto* add = new QPushButton(tr("Add value"), adding);
  add->setObjectName(QStringLiteral("addValue"));
  add->setAutoDefault(false);
  connect(add, &QPushButton::clicked, this, &SweepAxisRow::addValue);
  auto* row = new QHBoxLayout(adding);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(editor_);
  row->addWidget(add);
  row->addStretch(1);
  return adding;
}

void SweepAxisRow::choosePlace() {
  const QString path = key_ == "model.weights" ? QFileDialog::getOpenFileName(window(), tr("Weights to start from"))
                                               : QFileDialog::getExistingDirectory(window(), tr("Folder of the data"));
  if (!path.isEmpty()) editor_->setValue(path.toStdString());
}

/// Return adds the value; it would press the dialog's button otherwise.
bool SweepAxisRow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
      addValue();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

/// Once; a value that is there already is ticked where that is wanted.
void SweepAxisRow::offer(const ConfigValue& value, bool ticked) {
  const auto there = std::find(values_.begin(), values_.end(), value);
  if (there != values_.end()) {
    if (ticked) list_->item(int(there - values_.begin()))->setCheckState(Qt::Checked);
    return;
  }
  const auto place = std::upper_bound(values_.begin(), values_.end(), value, comesBefore);
  const auto row = int(place - values_.begin());
  values_.insert(place, value);
  auto* item = new QListWidgetItem;
  const QString text = formatText(*findField(key_), value);
  item->setText(text.isEmpty() ? tr("empty") : text);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable);
  item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
  item->setSizeHint({40 + list_->fontMetrics().horizontalAdvance(item->text()), kLineHeight - 4});
  list_->insertItem(row, item);
  fitHeight();
}

/// Where values can be added, two lines at least and never fewer than before: what stands below keeps its place.
void SweepAxisRow::fitHeight() {
  const int space = std::max(kLeastWidth, list_->viewport()->width() - 12);
  int lines = 1, taken = 0;
  for (int row = 0; row < list_->count(); ++row) {
    const int width = list_->item(row)->sizeHint().width() + kBetweenValues;
    if (taken > 0 && taken + width > space) ++lines, taken = 0;
    taken += width;
  }
  lines_ = std::min(std::max({lines, editor_ ? 2 : 1, isVisible() ? lines_ : 1}), kMostLines);
  list_->setFixedHeight(kLineHeight * lines_ + 6);
}

void SweepAxisRow::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitHeight();
}

void SweepAxisRow::addValue() {
  const auto value = editor_ ? editor_->value() : std::nullopt;
  if (!value || !editor_->fault().isEmpty()) return;
  const bool isNew = std::find(values_.begin(), values_.end(), *value) == values_.end();
  offer(*value, true);
  if (isNew) Q_EMIT changed();  // of one that was there, the list has said it
}

std::vector<ConfigValue> SweepAxisRow::values() const {
  std::vector<ConfigValue> ticked;
  for (int row = 0; row < list_->count(); ++row)
    if (list_->item(row)->checkState() == Qt::Checked) ticked.push_back(values_[std::size_t(row)]);
  return ticked;
}

bool SweepAxisRow::isVaried() const {
  const auto ticked = values();
  return !ticked.empty() && ticked != std::vector<ConfigValue>{own_};
}

}  // namespace studio
