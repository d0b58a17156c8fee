// Field editors one types into: text and numbers, paths with a folder button, pairs.
#pragma once
#include "widgets/forms/field_editor.h"

class QLineEdit;

namespace studio {

/// Text, integer, number and lists, in one line.
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
  QLineEdit* lines_[2];
};

}  // namespace studio
