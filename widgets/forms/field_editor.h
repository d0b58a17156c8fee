// The widget that edits one setting, made from its description. It keeps what was typed, also when that is not a value.
#pragma once
#include <QWidget>
#include <optional>

#include "core/run/config_fields.h"

namespace studio {

class FieldEditor : public QWidget {
  Q_OBJECT
 public:
  FieldEditor(const ConfigField& field, QWidget* parent);

  const ConfigField& field() const { return field_; }
  /// Shows a value; emits nothing, and leaves text alone that already means it ("1." while one types 1.5).
  virtual void setValue(const ConfigValue& value) = 0;
  /// What the widget says now; nullopt while its text is not a value.
  virtual std::optional<ConfigValue> value() const = 0;
  /// Why the text is not a value, one sentence, or empty.
  QString fault() const { return fault_; }
  /// Ring around the field; nullopt = none.
  virtual void setRing(std::optional<Problem::Severity> severity) = 0;
  /// Names offered, of fields that get theirs from the engine or the layers.
  virtual void setChoices(const std::vector<std::string>&) {}

 Q_SIGNALS:
  void edited(const studio::ConfigValue& value);
  void faultChanged();
  void finished();  ///< focus left or Return: the next edit is a step of its own
  void folderWanted(const QString& key);

 protected:
  void setFault(const QString& fault);
  static void ring(QWidget* control, std::optional<Problem::Severity> severity);

 private:
  const ConfigField& field_;
  QString fault_;
};

/// The one place where kinds become widgets.
FieldEditor* makeFieldEditor(const ConfigField& field, QWidget* parent);

}  // namespace studio
