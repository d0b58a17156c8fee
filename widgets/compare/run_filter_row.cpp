#include "widgets/compare/run_table_view.h"

#include <QEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QStyle>
#include <QToolButton>
#include <QToolTip>
#include <algorithm>
#include <map>

#include "widgets/compare/run_table_model.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr int kChipGap = 6, kChip = 24, kField = 28, kSearch = 200, kNarrowSearch = 120, kButton = 28;

/// "Model resnet18", "τ ≥ 1"
QString chipText(const FilterTerm& term, const std::vector<AnalysisKind>& kinds) {
  const QString title = columnTitle(term.column, kinds);
  QStringList values;
  for (const std::string& value : term.values) values << QString::fromStdString(value);
  static const std::map<FilterTerm::Test, QString> kSigns{{FilterTerm::Test::Has, {}},
                                                          {FilterTerm::Test::Equal, QStringLiteral("= ")},
                                                          {FilterTerm::Test::Unequal, QStringLiteral("≠ ")},
                                                          {FilterTerm::Test::Less, QStringLiteral("< ")},
                                                          {FilterTerm::Test::LessOrEqual, QStringLiteral("≤ ")},
                                                          {FilterTerm::Test::More, QStringLiteral("> ")},
                                                          {FilterTerm::Test::MoreOrEqual, QStringLiteral("≥ ")}};
  return title + QLatin1Char(' ') + kSigns.at(term.test) + values.join(QStringLiteral(", "));
}

/// As a condition is typed; in quotes where it has blanks.
QString typed(const RunColumn& column, const std::string& value) {
  const std::string& name = column.name;
  const bool blank = value.find(' ') != std::string::npos;
  return QString::fromStdString(name) +
         (blank ? QStringLiteral(":\"%1\"") : QStringLiteral(":%1")).arg(QString::fromStdString(value));
}

QToolButton* makeChip(const QString& text, QWidget* parent) {
  auto* chip = new QToolButton(parent);
  chip->setProperty("chip", true);
  chip->setFont(textFont(TextStyle::Label));
  chip->setText(text);
  chip->setIcon(icon(QStringLiteral("close"), Role::Muted));
  chip->setIconSize({10, 10});
  chip->setLayoutDirection(Qt::RightToLeft);  // the cross stands behind the words
  chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  chip->setFixedHeight(kChip);
  return chip;
}

/// Where a word or condition stands in the field: between blanks that are not in quotes.
struct TypedPiece {
  qsizetype from = 0, to = 0;
};
std::vector<TypedPiece> typedPieces(const QString& text) {
  std::vector<TypedPiece> pieces;
  bool quoted = false, within = false;
  for (qsizetype i = 0; i < text.size(); ++i) {
    if (text[i] == QLatin1Char('"')) quoted = !quoted;
    const bool blank = text[i].isSpace() && !quoted;
    if (!blank && !within) pieces.push_back({i, i});
    if (!blank) pieces.back().to = i + 1;
    within = !blank;
  }
  return pieces;
}

}  // namespace

RunFilterRow::RunFilterRow(Comparison* comparison, QWidget* parent)
    : QWidget(parent),
      comparison_(comparison),
      count_(new QLabel(this)),
      hidden_(new QLabel(this)),
      add_(new QToolButton(this)),
      columns_(new QToolButton(this)),
      search_(new QLineEdit(this)) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setFixedHeight(kField + 4);
  for (QLabel* label : {count_, hidden_}) {
    label->setFont(textFont(TextStyle::Label));
    label->setProperty("muted", true);
  }
  add_->setText(tr("Filter"));
  add_->setProperty("chip", true);
  add_->setFont(textFont(TextStyle::Label));
  add_->setIcon(icon(QStringLiteral("plus"), Role::Muted));
  add_->setIconSize({12, 12});
  add_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  add_->setPopupMode(QToolButton::InstantPopup);
  add_->setFixedHeight(kChip);
  auto* menu = new QMenu(add_);
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    menu->clear();
    fillMenu(*menu);
  });
  add_->setMenu(menu);
  columns_->setIcon(icon(QStringLiteral("sliders"), Role::Muted));
  columns_->setToolTip(tr("Columns of the table"));
  columns_->setAccessibleName(tr("Columns of the table"));
  connect(columns_, &QToolButton::clicked, this, &RunFilterRow::columnsWanted);
  search_->setPlaceholderText(tr("Search runs"));
  search_->setAccessibleName(tr("Search runs"));
  search_->setToolTip(tr("Words, and conditions as tau>=1 model:resnet18 state:finished seed:0,1"));
  search_->setClearButtonEnabled(true);
  search_->addAction(icon(QStringLiteral("search"), Role::Muted), QLineEdit::LeadingPosition);
  connect(search_, &QLineEdit::textEdited, this, [this] { takeTyped(false); });
  connect(search_, &QLineEdit::returnPressed, this, [this] { takeTyped(true); });
  connect(comparison, &Comparison::recordsChanged, this, &RunFilterRow::refresh);
  connect(comparison, &Comparison::readingChanged, this, &RunFilterRow::refresh);
  refresh();
}

QSize RunFilterRow::sizeHint() const { return {480, kField + 4}; }

/// Conditions that are whole (the cursor has left them, or Enter) become chips; words stay in the field and count at
/// once. What is typed just now counts only where it cannot become a condition: half of one would hide every run.
void RunFilterRow::takeTyped(bool all) {
  const QString text = search_->text();
  const int cursor = search_->cursorPosition();
  QStringList chips, words, left;
  for (const FilterTerm& term : comparison_->filter().terms)
    if (shown_.contains(QString::fromStdString(term.text))) chips << QString::fromStdString(term.text);
  std::string problem;
  for (const TypedPiece& piece : typedPieces(text)) {
    const QString typedText = text.mid(piece.from, piece.to - piece.from);
    const bool begun = !all && piece.from < cursor && cursor <= piece.to;
    const RunTableFilter found = parseRunFilter(typedText.toStdString(), comparison_->records());
    if (!begun) problem = found.problem.empty() ? problem : found.problem;
    if (!begun && !found.terms.empty()) {
      chips << typedText;
      continue;
    }
    left << typedText;
    if (!(begun && maybeBegunCondition(typedText.toStdString(), comparison_->records()))) words << typedText;
  }
  if (left.size() < qsizetype(typedPieces(text).size())) search_->setText(left.join(QLatin1Char(' ')));
  sayProblem(problem);
  comparison_->setFilterText((chips + words).join(QLatin1Char(' ')));
}

/// Beside the field at once, and as its tip for as long as it holds.
void RunFilterRow::sayProblem(const std::string& problem) {
  const QString before = search_->toolTip();
  search_->setProperty("problem", problem.empty() ? "" : "warn");
  search_->setToolTip(problem.empty() ? tr("Words, and conditions as tau>=1 model:resnet18 state:finished seed:0,1")
                                      : engineText(problem));
  search_->style()->unpolish(search_);
  search_->style()->polish(search_);
  if (!problem.empty() && search_->toolTip() != before)
    QToolTip::showText(search_->mapToGlobal(QPoint(0, search_->height())), search_->toolTip(), search_);
}

void RunFilterRow::refresh() {
  const auto all = std::int64_t(comparison_->records().size()), shown = std::int64_t(comparison_->shownRuns());
  if (!comparison_->hasRead())
    count_->setText(comparison_->readTotal() > 0 ? readingText(*comparison_) : QString());
  else
    count_->setText(shown == all ? countText(all) : tr("%L1 of %L2").arg(shown).arg(all));
  makeChips();
  place();
}

void RunFilterRow::makeChips() {
  QStringList terms;
  for (const FilterTerm& term : comparison_->filter().terms) terms << QString::fromStdString(term.text);
  if (terms == shown_ && chips_.size() == std::size_t(terms.size())) return;
  shown_ = terms;
  for (QToolButton* chip : chips_) chip->deleteLater();
  chips_.clear();
  for (std::size_t i = 0; i < comparison_->filter().terms.size(); ++i) {
    const FilterTerm& term = comparison_->filter().terms[i];
    QToolButton* chip = makeChip(chipText(term, comparison_->kinds()), this);
    chip->setToolTip(tr("Take this condition away"));
    chip->setAccessibleName(tr("Condition %1, take it away").arg(chip->text()));
    connect(chip, &QToolButton::clicked, this,
            [this, i] { comparison_->setFilterText(QString::fromStdString(withoutTerm(comparison_->filter(), i))); });
    chip->show();
    chips_.push_back(chip);
  }
}

QStringList RunFilterRow::chipTexts() const {
  QStringList texts;
  for (const QToolButton* chip : chips_) texts << chip->text();
  return texts;
}

/// Values of what the runs differ in, each setting a menu of its own; the seed and numbers of many values are typed.
void RunFilterRow::fillMenu(QMenu& menu) const {
  std::vector<std::size_t> all(comparison_->records().size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  std::vector<RunColumn> columns{{RunColumn::Kind::Fact, "state"}};
  for (RunColumn& column : differingColumns(comparison_->records(), all)) columns.push_back(std::move(column));
  constexpr std::size_t kMostValues = 24;
  for (const RunColumn& column : columns) {
    std::map<std::string, int> values;
    for (const auto& record : comparison_->records()) {
      const RunValue value = runValue(*record, column);
      if (value.empty()) continue;
      const std::string text = value.text.empty() ? columnText(value.number, {}).toStdString() : value.text;
      ++values[text];
    }
    if (values.empty() || values.size() > kMostValues) continue;
    QMenu* of = menu.addMenu(columnTitle(column, comparison_->kinds()));
    for (const auto& [value, count] : values)
      of->addAction(QStringLiteral("%1 (%2)").arg(QString::fromStdString(value)).arg(count), this,
                    [this, column, value = value] {
                      const QString before = comparison_->filterText();
                      comparison_->setFilterText((typed(column, value) + QLatin1Char(' ') + before).trimmed());
                    });
  }
}

/// By hand: chips give way to the search field, which is narrow in a small window.
void RunFilterRow::place() {
  const int top = (height() - kChip) / 2, middle = (height() - kField) / 2;
  const int searchWidth = width() > 560 ? kSearch : kNarrowSearch;
  columns_->setGeometry(width() - kButton, middle, kButton, kField);
  search_->setGeometry(width() - kButton - kChipGap - searchWidth, middle, searchWidth, kField);
  int x = 0;
  const int countWidth = count_->sizeHint().width();
  count_->setGeometry(x, 0, countWidth, height());
  x += countWidth + 2 * kChipGap;
  const int addWidth = add_->sizeHint().width(), end = search_->x() - 2 * kChipGap - addWidth - kChipGap;
  int left = 0;
  for (QToolButton* chip : chips_) {
    const int chipWidth = chip->sizeHint().width();
    const bool fits = left == 0 && x + chipWidth <= end;
    chip->setVisible(fits);
    if (!fits) ++left;
    if (!fits) continue;
    chip->setGeometry(x, top, chipWidth, kChip);
    x += chipWidth + kChipGap;
  }
  hidden_->setVisible(left > 0);
  hidden_->setText(tr("+%1").arg(left));
  if (left > 0) hidden_->setGeometry(x, 0, 24, height()), x += 24;
  add_->setGeometry(x, top, addWidth, kChip);
}

void RunFilterRow::resizeEvent(QResizeEvent*) { place(); }

bool RunFilterRow::event(QEvent* event) {
  if (event->type() == QEvent::StyleChange || event->type() == QEvent::Show) place();
  return QWidget::event(event);
}

}  // namespace studio
