#include "widgets/forms/field_notes.h"

#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <functional>
#include <utility>

#include "widgets/forms/panel_parts.h"
#include "widgets/frame/theme.h"

namespace studio {

namespace {

constexpr int kNarrowest = 120, kEdgeOfRow = 132, kStepOfWidth = 8;  // px; a field begins that far within its row

/// Left and width of what covers least of the rows around it: as low as the width there is makes it, from the left edge
/// of the row on where it would take more than two lines, and no wider than its text.
std::pair<int, int> narrowest(int left, int right, const std::function<int(int)>& heightFor) {
  const int beside = std::max(kNarrowest, right - left), whole = beside + kEdgeOfRow;
  const int most = 2 * QFontMetrics(textFont(TextStyle::Label)).lineSpacing() + 16;
  const bool fromEdge = heightFor(beside) > most && heightFor(whole) < heightFor(beside);
  const int widest = fromEdge ? whole : beside;
  int width = widest;
  while (width - kStepOfWidth >= kNarrowest && heightFor(width - kStepOfWidth) <= heightFor(widest))
    width -= kStepOfWidth;
  return {fromEdge ? right - widest : left, width};
}

}  // namespace

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

/// While it floats it is a card, to stand out from the rows that it covers.
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
  column_->activate();
  const auto heightFor = [this](int width) {
    return column_->hasHeightForWidth() ? column_->totalHeightForWidth(width) : sizeHint().height();
  };
  const auto [left, width] = narrowest(field.left(), right, heightFor);
  const int height = heightFor(width);
  const QRect seen = page->visibleRegion().boundingRect();
  int top = field.bottom() + 1 + kUnder;
  if (!seen.isEmpty() && top + height > seen.bottom() + 1 && field.top() - kUnder - height >= seen.top())
    top = field.top() - kUnder - height;
  setGeometry(left, top, width, height);
  raise();
}

void FieldNotes::keepHeight(int height) {
  keepsHeight_ = true;
  setMinimumHeight(height);
}

void FieldNotes::freeHeight() {
  if (!std::exchange(keepsHeight_, false)) return;
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
