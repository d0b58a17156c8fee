// The configuration as TOML beside the form: the editor with its highlighting, and the panel that keeps both in step.
#pragma once
#include <QPlainTextEdit>
#include <QSyntaxHighlighter>
#include <QWidget>
#include <map>
#include <vector>

#include "core/run/config_fields.h"
#include "widgets/forms/config_document.h"

class QLabel;

namespace studio {

// Keys and comments `muted`, values `text`, headings semibold: no other colour.
class TomlHighlighter : public QSyntaxHighlighter {
  Q_OBJECT
 public:
  explicit TomlHighlighter(QTextDocument* document);

 protected:
  void highlightBlock(const QString& line) override;
};

// The TOML of the configuration, with line numbers and a mark at each line that has a problem.
class TomlEditor : public QPlainTextEdit {
  Q_OBJECT
 public:
  explicit TomlEditor(QWidget* parent);
  /// Replaces only what differs, so that cursor and scroll position stay.
  void showText(const QString& text);
  /// Marks in the gutter: line (from 1) and how bad it is.
  void setMarks(std::map<int, Problem::Severity> marks, std::map<int, QString> sentences);
  int gutterWidth() const;
  void paintGutter(QPaintEvent* event);
  QString gutterToolTip(int y) const;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  int lineAt(int y) const;
  QWidget* gutter_;
  std::map<int, Problem::Severity> marks_;
  std::map<int, QString> sentences_;
};

// The TOML beside the form, in step both ways: what is edited in one appears in the other. A text that cannot be read
// is said under it and leaves the configuration as it was.
class ProblemLine;
class TomlEditor;

class TomlPanel : public QWidget {
  Q_OBJECT
 public:
  TomlPanel(ConfigDocument* document, QWidget* parent);

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
  QString fault_;
  std::vector<Problem> problems_;
  bool following_ = false;
};

}  // namespace studio
