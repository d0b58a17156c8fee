// A part of the form that folds: its heading, and a row for each setting (name, editor with its unit, help, problem).
#pragma once
#include <QAbstractButton>
#include <QWidget>
#include <optional>
#include <string>
#include <vector>

#include "core/run/config_fields.h"
#include "widgets/forms/field_editor.h"

class QVBoxLayout;

namespace studio {

// The heading of a part that folds: chevron, name, a mark for problems, and its content in one or two muted lines while
// it is closed.
class FoldHeading : public QAbstractButton {
  Q_OBJECT
 public:
  enum class Level { Section, Advanced };
  FoldHeading(Level level, const QString& text, QWidget* parent);
  void setSummary(const QString& summary);
  const QString& summary() const { return summary_; }
  /// The settings of the summary for which two lines have room, each whole, and how many are left out: "+3"; the tip
  /// has them. Empty while it is open.
  QStringList shownLines() const;
  QString shownSummary() const;
  void setMark(std::optional<Problem::Severity> mark);
  std::optional<Problem::Severity> mark() const { return mark_; }
  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QFont titleFont() const;
  int titleLeft() const;
  int summaryLeft() const;
  Level level_;
  QString summary_;
  std::optional<Problem::Severity> mark_;
};

/// The clauses of a help ("units of each hidden layer; MLP only") that fit on one line of this width, from the first
/// one on, whole: no clause ends in an ellipsis. At least the first, which a narrow form breaks into two lines.
QString fittingClauses(const QString& help, int width);

// One setting in the form: label 112, editor 152, in the rest as much of the help as fits, whose whole is the tip; what
// is wrong with it in the row below.
class FieldNotes;
class FittedText;

class FieldRow : public QWidget {
  Q_OBJECT
 public:
  FieldRow(const ConfigField& field, QWidget* parent);

  FieldEditor* editor() { return editor_; }
  const ConfigField& field() const { return editor_->field(); }
  /// Takes the value of a configuration, unless the editor already stands for it.
  void showConfig(const RunConfig& config);
  void showProblems(const std::vector<Problem>& problems);
  bool isWrong() const { return wrong_; }
  /// What is mended while the field is edited leaves its room, so that no row moves; until the keyboard is elsewhere.
  bool keepsRoom() const;
  /// Its problem is about to be mended by a button: that is an edit as well, after which its room is kept.
  void beginMending() { edited_ = true; }
  void endTyping();
  FieldNotes* notes() { return notes_; }
  /// The widget is part of the row.
  bool holds(const QWidget* widget) const { return widget && isAncestorOf(widget); }
  /// The setting makes no difference to the configuration: its row is left out, unless something is wrong with it.
  void setIdle(bool idle) { idle_ = idle; }
  bool isWanted() const { return !idle_ || wrong_; }
  /// Label, key or help holds the text.
  bool matches(const QString& text) const;

 Q_SIGNALS:
  void edited(const studio::ConfigField& field, const studio::ConfigValue& value);
  void fixWanted(const studio::Problem& problem);
  void compareWanted(const studio::Problem& problem);

 protected:
  /// In a narrow form half a sentence of help helps nobody: then the tip has it.
  void resizeEvent(QResizeEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  bool isTyped() const;
  std::vector<Problem> ofThisText(const std::vector<Problem>& problems) const;
  FieldEditor* editor_;
  FittedText* help_;
  QVBoxLayout* below_;
  FieldNotes* notes_;
  bool idle_ = false, wrong_ = false, edited_ = false;
  std::optional<ConfigValue> shown_;  ///< what the configuration held when it was last shown or edited here
};

// One section of the form: a heading, its basic rows, and the advanced ones as a second, folded level.
class FoldHeading;

class FormSection : public QWidget {
  Q_OBJECT
 public:
  /// All fields of one section, in the order of the table.
  FormSection(const std::string& section, QWidget* parent);

  const std::string& section() const { return section_; }
  const std::vector<FieldRow*>& rows() const { return rows_; }
  FoldHeading* heading() { return heading_; }
  void showConfig(const RunConfig& config);
  void setIdle(const std::vector<std::string>& keys);
  void showProblems(const std::vector<Problem>& problems);
  /// Shows the rows that match, folds aside; empty shows all as folded before. Returns how many match.
  int filter(const QString& text);
  void setOpen(bool open);
  /// Opens it, and its advanced settings where the row is one of them.
  void reveal(const FieldRow& row);

 private:
  bool anyAdvanced() const;
  void addRows();
  void refold();
  std::string section_;
  FoldHeading* heading_;
  FoldHeading* advanced_ = nullptr;  ///< nullptr where no field is advanced
  std::vector<FieldRow*> rows_;
  QString filter_;
};

}  // namespace studio
