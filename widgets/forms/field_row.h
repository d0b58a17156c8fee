// One setting in the form: label 112, editor 152, unit 32, help in the rest; what is wrong with it in the row below.
#pragma once
#include <QWidget>
#include <vector>

#include "widgets/forms/field_editor.h"

class QVBoxLayout;

namespace studio {

class FittedText;
class ProblemLine;

class FieldRow : public QWidget {
  Q_OBJECT
 public:
  FieldRow(const ConfigField& field, QWidget* parent);

  FieldEditor* editor() { return editor_; }
  const ConfigField& field() const { return editor_->field(); }
  /// Takes the value of a configuration, unless the editor already stands for it.
  void showConfig(const RunConfig& config);
  void showProblems(const std::vector<Problem>& problems);
  /// The setting makes no difference to the configuration: its row is left out, unless something is wrong with it.
  void setIdle(bool idle) { idle_ = idle; }
  bool isWanted() const { return !idle_ || wrong_; }
  /// Label, key or help holds the text.
  bool matches(const QString& text) const;

 Q_SIGNALS:
  void edited(const studio::ConfigField& field, const studio::ConfigValue& value);
  void mendWanted(const studio::Problem& problem);

 protected:
  /// In a narrow form half a sentence of help helps nobody: then the tip has it.
  void resizeEvent(QResizeEvent* event) override;

 private:
  FieldEditor* editor_;
  FittedText* help_;
  QVBoxLayout* below_;
  std::vector<ProblemLine*> lines_;
  bool idle_ = false, wrong_ = false;
  std::optional<ConfigValue> shown_;  ///< what the configuration held when it was last shown or edited here
};

}  // namespace studio
