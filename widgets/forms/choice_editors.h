// Field editors one chooses in: switch, choice, layers.
#pragma once
#include "widgets/forms/field_editor.h"

class QCheckBox;
class QComboBox;

namespace studio {

class SwitchEditor : public FieldEditor {
  Q_OBJECT
 public:
  SwitchEditor(const ConfigField& field, QWidget* parent);
  void setValue(const ConfigValue& value) override;
  std::optional<ConfigValue> value() const override;
  void setRing(std::optional<Problem::Severity> severity) override;

 private:
  QCheckBox* box_;
};

class ChoiceEditor : public FieldEditor {
  Q_OBJECT
 public:
  ChoiceEditor(const ConfigField& field, QWidget* parent);
  /// A value that is none of the choices is shown all the same; its problem is said beside it.
  void setValue(const ConfigValue& value) override;
  std::optional<ConfigValue> value() const override;
  void setRing(std::optional<Problem::Severity> severity) override;
  void setChoices(const std::vector<std::string>& choices) override;

 private:
  QComboBox* box_;
};

/// "default", or names with commas; the table of layers is the comfortable way.
class LayersEditor : public FieldEditor {
  Q_OBJECT
 public:
  LayersEditor(const ConfigField& field, QWidget* parent);
  void setValue(const ConfigValue& value) override;
  std::optional<ConfigValue> value() const override;
  void setRing(std::optional<Problem::Severity> severity) override;

 private:
  QComboBox* box_;
};

}  // namespace studio
