// The TOML of the configuration, with line numbers and a mark at each line that has a problem.
#pragma once
#include <QPlainTextEdit>
#include <map>
#include <vector>

#include "core/run/config_fields.h"

namespace studio {

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

}  // namespace studio
