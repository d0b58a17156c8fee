// The widget that edits one setting, made from its description. It keeps what was typed, also when that is not a value.
#pragma once
#include <QWidget>
#include <optional>

#include "core/run/config_fields.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

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
  /// Stimuli offered, of fields that name some: what is written and what it is.
  virtual void setOffered(const std::vector<std::pair<QString, QString>>&) {}

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

// Field editors one chooses in: switch, choice, layers.
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

// Field editors one types into: text and numbers, paths with a folder button, pairs.

/// Text, integer, number and lists, in one line with the unit at its end.
class TextEditor : public FieldEditor {
  Q_OBJECT
 public:
  TextEditor(const ConfigField& field, QWidget* parent);
  void setValue(const ConfigValue& value) override;
  std::optional<ConfigValue> value() const override;
  void setRing(std::optional<Problem::Severity> severity) override;

 protected:
  QLineEdit* line_;
};

/// Text with a folder button; files and folders may be dropped on it.
class PathEditor : public TextEditor {
  Q_OBJECT
 public:
  PathEditor(const ConfigField& field, QWidget* parent);
  bool eventFilter(QObject* watched, QEvent* event) override;
};

/// Stimuli: what fits in a list, anything else as text, and a folder button.
class StimuliEditor : public FieldEditor {
  Q_OBJECT
 public:
  StimuliEditor(const ConfigField& field, QWidget* parent);
  void setValue(const ConfigValue& value) override;
  std::optional<ConfigValue> value() const override;
  void setRing(std::optional<Problem::Severity> severity) override;
  void setOffered(const std::vector<std::pair<QString, QString>>& offered) override;

 private:
  QComboBox* box_;
};

/// Two numbers with × between them.
class PairEditor : public FieldEditor {
  Q_OBJECT
 public:
  PairEditor(const ConfigField& field, QWidget* parent);
  void setValue(const ConfigValue& value) override;
  std::optional<ConfigValue> value() const override;
  void setRing(std::optional<Problem::Severity> severity) override;

 private:
  void textEdited();
  std::optional<ConfigValue> read(QString& fault) const;
  QLineEdit* lines_[2];
};

}  // namespace studio
