// One section of the form: a heading, its basic rows, and the advanced ones as a second, folded level.
#pragma once
#include <QWidget>
#include <string>
#include <vector>

#include "widgets/forms/field_row.h"

namespace studio {

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
