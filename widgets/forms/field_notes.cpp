#include "widgets/forms/field_notes.h"

#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
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

/// While it floats it is a card, to be told from the rows that it covers.
void FieldNotes::setFloats(bool floats) {
  floats_ = floats;
  setProperty("card", floats);
  style()->unpolish(this);
  style()->polish(this);
  floats ? column_->setContentsMargins(8, 4, 8, 0) : column_->setContentsMargins(0, 0, 0, 0);
}

void FieldNotes::floatOver(QWidget* page, const QRect& field, int right) {
  constexpr int kUnder = 2;  // px
  if (!floats_) {
    setParent(page);  // its layout lets it go
    setFloats(true);
  }
  setVisible(true);
  const int width = std::max(120, right - field.left());
  column_->activate();
  const int height = column_->hasHeightForWidth() ? column_->totalHeightForWidth(width) : sizeHint().height();
  const QRect seen = page->visibleRegion().boundingRect();
  int top = field.bottom() + 1 + kUnder;
  if (!seen.isEmpty() && top + height > seen.bottom() + 1 && field.top() - kUnder - height >= seen.top())
    top = field.top() - kUnder - height;
  setGeometry(field.left(), top, width, height);
  raise();
}

void FieldNotes::keepRoom(int height) {
  keepsRoom_ = true;
  setMinimumHeight(height);
}

void FieldNotes::freeRoom() {
  if (!std::exchange(keepsRoom_, false)) return;
  setMinimumHeight(0);
}

void FieldNotes::land(QWidget* row, QVBoxLayout* flow) {
  if (!floats_) return;
  const bool said = !isHidden();
  setParent(row);
  setFloats(false);
  flow->addWidget(this);
  setVisible(said);
}

}  // namespace studio
