#include "widgets/forms/choice_editors.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>

#include "widgets/forms/field_text.h"
#include "widgets/frame/controls.h"

namespace studio {
namespace {

template <class Control>
Control* placed(Control* control, FieldEditor* owner) {
  auto* row = new QHBoxLayout(owner);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(control);
  owner->setFocusProxy(control);
  control->setFocusPolicy(Qt::StrongFocus);
  control->setAccessibleName(QString::fromStdString(owner->field().label));
  control->setAccessibleDescription(QString::fromStdString(owner->field().help));
  return control;
}

}  // namespace

SwitchEditor::SwitchEditor(const ConfigField& field, QWidget* parent)
    : FieldEditor(field, parent), box_(placed(new QCheckBox(this), this)) {
  connect(box_, &QCheckBox::toggled, this, [this](bool on) { box_->setText(on ? tr("on") : tr("off")); });
  box_->setText(tr("off"));
  connect(box_, &QCheckBox::clicked, this, [this](bool on) {
    Q_EMIT edited(on);
    Q_EMIT finished();
  });
}

void SwitchEditor::setValue(const ConfigValue& value) { box_->setChecked(std::get<bool>(value)); }
std::optional<ConfigValue> SwitchEditor::value() const { return box_->isChecked(); }
void SwitchEditor::setRing(std::optional<Problem::Severity> severity) { ring(box_, severity); }

ChoiceEditor::ChoiceEditor(const ConfigField& field, QWidget* parent)
    : FieldEditor(field, parent), box_(placed(new ChoiceBox(this), this)) {
  box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setChoices(field.choices);
  connect(box_, &QComboBox::activated, this, [this] {
    Q_EMIT edited(box_->currentText().toStdString());
    Q_EMIT finished();
  });
}

void ChoiceEditor::setChoices(const std::vector<std::string>& choices) {
  if (choices.empty()) return;
  const QSignalBlocker quiet(box_);
  const QString shown = box_->currentText();
  box_->clear();
  for (const std::string& choice : choices) box_->addItem(QString::fromStdString(choice));
  if (!shown.isEmpty()) setValue(shown.toStdString());
}

void ChoiceEditor::setValue(const ConfigValue& value) {
  const QString text = QString::fromStdString(std::get<std::string>(value));
  const QSignalBlocker quiet(box_);
  if (box_->findText(text) < 0) box_->addItem(text);
  box_->setCurrentIndex(box_->findText(text));
}

std::optional<ConfigValue> ChoiceEditor::value() const { return box_->currentText().toStdString(); }
void ChoiceEditor::setRing(std::optional<Problem::Severity> severity) { ring(box_, severity); }

LayersEditor::LayersEditor(const ConfigField& field, QWidget* parent)
    : FieldEditor(field, parent), box_(placed(new ChoiceBox(this), this)) {
  box_->setEditable(true);
  box_->setInsertPolicy(QComboBox::NoInsert);
  box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box_->addItem(QStringLiteral("default"));
  box_->lineEdit()->setAccessibleName(QString::fromStdString(field.label));
  const auto send = [this] {
    if (const auto names = value()) Q_EMIT edited(*names);
  };
  connect(box_->lineEdit(), &QLineEdit::textEdited, this, send);
  connect(box_, &QComboBox::activated, this, send);
  connect(box_->lineEdit(), &QLineEdit::editingFinished, this, &FieldEditor::finished);
}

void LayersEditor::setValue(const ConfigValue& wanted) {
  if (value() == wanted && !box_->currentText().isEmpty()) return;
  box_->setEditText(textOf(field(), wanted));
  box_->lineEdit()->setCursorPosition(0);
}

std::optional<ConfigValue> LayersEditor::value() const {
  QString fault;
  return valueFromText(field(), box_->currentText(), fault);
}

void LayersEditor::setRing(std::optional<Problem::Severity> severity) { ring(box_, severity); }

}  // namespace studio
