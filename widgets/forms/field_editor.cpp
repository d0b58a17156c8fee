#include "widgets/forms/field_editor.h"

#include <QStyle>
#include <QVariant>

#include "widgets/forms/choice_editors.h"
#include "widgets/forms/text_editors.h"

namespace studio {

FieldEditor::FieldEditor(const ConfigField& field, QWidget* parent) : QWidget(parent), field_(field) {
  setObjectName(QString::fromStdString(field.key));
}

void FieldEditor::setFault(const QString& fault) {
  if (fault == fault_) return;
  fault_ = fault;
  Q_EMIT faultChanged();
}

void FieldEditor::ring(QWidget* control, std::optional<Problem::Severity> severity) {
  const char* name = !severity ? "" : *severity == Problem::Severity::Error ? "bad" : "warn";
  if (control->property("problem").toByteArray() == name) return;
  control->setProperty("problem", QByteArray(name));
  control->style()->unpolish(control);
  control->style()->polish(control);
}

FieldEditor* makeFieldEditor(const ConfigField& field, QWidget* parent) {
  switch (field.kind) {
    case FieldKind::Switch:
      return new SwitchEditor(field, parent);
    case FieldKind::Choice:
      return new ChoiceEditor(field, parent);
    case FieldKind::Layers:
      return new LayersEditor(field, parent);
    case FieldKind::NumberPair:
      return new PairEditor(field, parent);
    case FieldKind::Path:
      return new PathEditor(field, parent);
    default:
      return new TextEditor(field, parent);
  }
}

}  // namespace studio
