// The sections at the left: how many problems each has and how many of its settings differ from what was opened.
#pragma once
#include <QListWidget>
#include <string>
#include <vector>

#include "widgets/forms/config_document.h"

namespace studio {

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

}  // namespace studio
