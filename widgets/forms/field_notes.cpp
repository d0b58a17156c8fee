#include "widgets/forms/field_notes.h"

#include <QVBoxLayout>
#include <utility>

#include "widgets/forms/panel_parts.h"

namespace studio {

FieldNotes::FieldNotes(QWidget* parent) : QFrame(parent), column_(new QVBoxLayout(this)) {
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(0);
  setVisible(false);
}

std::optional<Problem::Severity> FieldNotes::show(const std::vector<Problem>& problems, const std::string& key) {
  std::optional<Problem::Severity> worst;
  std::size_t used = 0;
  for (const Problem& problem : problems) {
    if (problem.key != key) continue;
    if (!worst || problem.severity == Problem::Severity::Error) worst = problem.severity;
    if (used == lines_.size()) {
      lines_.push_back(new ProblemLine(this));
      column_->addWidget(lines_.back());
      connect(lines_.back(), &ProblemLine::fixWanted, this, &FieldNotes::fixWanted);
      connect(lines_.back(), &ProblemLine::compareWanted, this, &FieldNotes::compareWanted);
    }
    lines_[used++]->show(problem);
  }
  for (std::size_t i = used; i < lines_.size(); ++i) lines_[i]->setVisible(false);
  return worst;
}

void FieldNotes::keepHeight(int height) {
  keepsHeight_ = true;
  setMinimumHeight(height);
}

void FieldNotes::freeHeight() {
  if (!std::exchange(keepsHeight_, false)) return;
  setMinimumHeight(0);
}

}  // namespace studio
