// The form made from configFields(): the list of its sections, and what a run is, section by section, with what is
// wrong beside each field.
#pragma once
#include <QListWidget>
#include <QScrollArea>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "widgets/forms/config_document.h"
#include "widgets/forms/form_section.h"

class QLabel;

namespace studio {

// The sections at the left: how many problems each has and how many of its settings differ from what was opened.
class SectionList : public QListWidget {
  Q_OBJECT
 public:
  SectionList(ConfigDocument* document, QWidget* parent);
  void showProblems(const std::vector<Problem>& problems);

 Q_SIGNALS:
  void sectionChosen(const std::string& section);

 private:
  void showChanges();
  ConfigDocument* document_;
  std::vector<std::string> sections_;
};

// The form made from configFields(): what a run is, section by section, with what is wrong beside each field.
class ConfigForm : public QScrollArea {
  Q_OBJECT
 public:
  ConfigForm(ConfigDocument* document, QWidget* parent);

  FieldRow* row(const std::string& key) const;  ///< nullptr when unknown
  const std::vector<FormSection*>& sections() const { return sections_; }
  void setChoices(const std::string& key, const std::vector<std::string>& choices);
  void setOffered(const std::string& key, const std::vector<std::pair<QString, QString>>& offered);
  /// Settings that make no difference to what is edited; found by a search all the same.
  void setIdle(const std::vector<std::string>& keys);
  void showProblems(const std::vector<Problem>& problems);
  /// Does what the button of a problem says; the form stays where it is.
  void fix(const Problem& problem);
  /// Text that is not a value, said as errors.
  std::vector<Problem> faults() const;
  /// Shows only the settings whose name, key or help holds the text.
  void setFilter(const QString& text);
  void showSection(const std::string& section);
  /// Unfolds what it stands in, and puts the keyboard there.
  void showField(const std::string& key);

 Q_SIGNALS:
  void faultsChanged();
  void folderWanted(const QString& key);
  void compareWanted(const studio::Problem& problem);

 private:
  void makeSections();
  bool isInSight(const FieldRow* row) const;
  FieldRow* anchor() const;
  void layOut(int foot);
  void keepPlace(const std::function<void()>& change);
  void endTyping(const QWidget* focus);

  ConfigDocument* document_;
  std::vector<FormSection*> sections_;
  std::vector<QWidget*> rules_;  ///< above each section but the first
  QLabel* nothing_;
  FieldRow* touched_ = nullptr;  ///< edited or mended last
};

}  // namespace studio
