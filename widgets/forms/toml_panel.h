// The TOML beside the form, in step both ways: what is edited in one appears in the other. A text that cannot be read
// is said under it and leaves the configuration as it was.
#pragma once
#include <QWidget>

#include "widgets/forms/config_document.h"

class QLabel;

namespace studio {

class ProblemLine;
class TomlEditor;

class TomlPanel : public QWidget {
  Q_OBJECT
 public:
  TomlPanel(ConfigDocument* document, QWidget* parent);

  /// The text of a configuration that is about to be opened; empty = made from it.
  void setSource(const QString& text) { source_ = text; }
  QString text() const;
  TomlEditor* editor() { return editor_; }
  /// Why the text cannot be read, one sentence with its line, or empty.
  const QString& fault() const { return fault_; }
  void showProblems(const std::vector<Problem>& problems);

 Q_SIGNALS:
  void faultChanged();

 private:
  void textEdited();
  void follow();
  void setFault(const QString& fault);
  void remark();

  ConfigDocument* document_;
  TomlEditor* editor_;
  QLabel* state_;
  ProblemLine* line_;
  QString source_, fault_;
  std::vector<Problem> problems_;
  bool following_ = false;
};

}  // namespace studio
