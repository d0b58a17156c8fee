#include "widgets/forms/form_section.h"

#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/forms/config_text.h"
#include "widgets/forms/field_notes.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/keyboard_focus.h"
#include "widgets/frame/theme.h"

namespace studio {

FoldHeading::FoldHeading(Level level, const QString& text, QWidget* parent) : QAbstractButton(parent), level_(level) {
  setText(text);
  setCheckable(true);
  setChecked(true);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setAccessibleName(text);
  connect(this, &QAbstractButton::toggled, this, qOverload<>(&QWidget::update));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void FoldHeading::setSummary(const QString& summary) {
  summary_ = summary;
  update();
}

void FoldHeading::setMark(std::optional<Problem::Severity> mark) {
  mark_ = mark;
  update();
}

QSize FoldHeading::sizeHint() const { return {120, level_ == Level::Section ? 36 : 28}; }

QFont FoldHeading::titleFont() const {
  return studio::textFont(level_ == Level::Section ? TextStyle::PanelTitle : TextStyle::Label);
}

int FoldHeading::titleLeft() const { return level_ == Level::Section ? 18 : 30; }

int FoldHeading::summaryLeft() const {
  const int left = titleLeft() + QFontMetrics(titleFont()).horizontalAdvance(text()) + 10 + (mark_ ? 22 : 0);
  return level_ == Level::Section ? left : qMax(left, 132);  // an Advanced summary begins where the fields do
}

namespace {

const QString kBetweenParts = QStringLiteral(" · ");
constexpr int kSummaryLines = 2;

/// Parts one after another in lines of this width; `reserve`: px that the last line leaves. As many as fit.
QStringList packedLines(const QStringList& parts, const QFontMetrics& metrics, int width, int reserve, int& taken) {
  QStringList lines;
  for (taken = 0; taken < parts.size(); ++taken) {
    const QString joined = lines.isEmpty() ? QString() : lines.back() + kBetweenParts + parts[taken];
    const auto fits = [&](const QString& line, qsizetype count) {
      return metrics.horizontalAdvance(line) <= width - (count == kSummaryLines ? reserve : 0);
    };
    if (!lines.isEmpty() && fits(joined, lines.size()))
      lines.back() = joined;
    else if (lines.size() < kSummaryLines && fits(parts[taken], lines.size() + 1))
      lines << parts[taken];
    else
      break;
  }
  return lines;
}

}  // namespace

QStringList FoldHeading::shownLines() const {
  if (isChecked() || summary_.isEmpty()) return {};
  const QFontMetrics metrics(studio::textFont(TextStyle::Label));
  const QStringList parts = summary_.split(kBetweenParts);
  const int space = width() - summaryLeft() - 4;
  int taken = 0;
  QStringList lines = packedLines(parts, metrics, space, 0, taken);
  if (taken == parts.size()) return lines;
  lines = packedLines(parts, metrics, space, metrics.horizontalAdvance(kBetweenParts + QStringLiteral("+99")), taken);
  if (lines.isEmpty()) return {elidedAtWord(summary_, metrics, space)};
  lines.back() += kBetweenParts + QStringLiteral("+%L1").arg(parts.size() - taken);
  return lines;
}

QString FoldHeading::shownSummary() const { return shownLines().join(kBetweenParts); }

bool FoldHeading::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QAbstractButton::event(event);
  const QString shown = shownSummary();
  showPlaceTip(this, *static_cast<QHelpEvent*>(event), isChecked() || shown == summary_ ? QString() : summary_);
  return true;
}

void FoldHeading::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& colours = theme();
  if (showsFocus(this)) {
    painter.setPen(QPen(colours.color(Role::Accent), 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 3, -1, -3), 6, 6);
  }
  const bool section = level_ == Level::Section;
  const int left = titleLeft() - 18;
  const QPixmap chevron = iconPixmap(isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                                     Role::Muted, 12, devicePixelRatioF());
  painter.drawPixmap(QPointF(left, (height() - 12) / 2.0), chevron);
  painter.setFont(titleFont());
  painter.setPen(colours.color(section ? Role::Text : Role::Muted));
  int x = left + 18;
  painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, text());
  x += painter.fontMetrics().horizontalAdvance(text()) + 10;
  if (mark_) painter.drawPixmap(QPointF(x, (height() - 14) / 2.0), severityMark(*mark_, 14, devicePixelRatioF()));
  const int start = summaryLeft();
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.setPen(colours.color(Role::Muted));
  const QStringList lines = shownLines();
  const int line = painter.fontMetrics().height();
  for (int i = 0, top = (height() - line * int(lines.size())) / 2; i < lines.size(); ++i, top += line)
    painter.drawText(QRect(start, top, width() - start - 4, line), Qt::AlignVCenter | Qt::AlignLeft, lines[i]);
}

namespace {

constexpr int kRowIndent = 12, kLabelWidth = 112, kEditorWidth = 152, kFieldGap = 8;
constexpr int kHelpLeft = kRowIndent + kLabelWidth + kFieldGap + kEditorWidth + kFieldGap;
constexpr int kHelpFrom = 132;  ///< in two lines of this width the first clause of every help is whole

QString whole(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

QString fittingClauses(const QString& help, int width) {
  const QFontMetricsF metrics(textFont(TextStyle::Label));
  const QString between = QStringLiteral("; ");
  const QStringList clauses = help.split(between);
  QString shown = clauses.front();
  for (qsizetype i = 1; i < clauses.size(); ++i) {
    const QString longer = shown + between + clauses[i];
    if (metrics.horizontalAdvance(longer) > width) break;
    shown = longer;
  }
  return shown;
}

FieldRow::FieldRow(const ConfigField& field, QWidget* parent)
    : QWidget(parent), editor_(makeFieldEditor(field, this)), below_(new QVBoxLayout), notes_(new FieldNotes(this)) {
  auto* label = new FittedText(1, TextStyle::Body, Role::Muted, this);
  label->setText(whole(field.label));
  label->setFixedWidth(kLabelWidth);
  help_ = new FittedText(2, TextStyle::Label, Role::Muted, this);
  editor_->setFixedWidth(kEditorWidth);
  setToolTip(whole(field.help).isEmpty() ? whole(field.key) : whole(field.key + ": " + field.help));

  auto* row = new QHBoxLayout;
  row->setSpacing(kFieldGap);
  row->setContentsMargins(0, 2, 0, 2);
  row->addStrut(28);  // not a least height of the widget's: that would hide what is needed below
  row->addWidget(label);
  row->addWidget(editor_);
  row->addWidget(help_, 1);
  below_->setSpacing(0);
  below_->addWidget(notes_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kRowIndent, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addLayout(below_);

  connect(notes_, &FieldNotes::fixWanted, this, &FieldRow::fixWanted);
  connect(notes_, &FieldNotes::compareWanted, this, &FieldRow::compareWanted);
  connect(editor_, &FieldEditor::faultChanged, this, [this] { edited_ = true; });
  connect(editor_, &FieldEditor::edited, this, [this](const ConfigValue& value) {
    edited_ = true;
    shown_ = value;
    Q_EMIT edited(this->field(), value);
  });
}

void FieldRow::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const int space = width() - kHelpLeft;
  help_->setText(space < kHelpFrom ? QString() : fittingClauses(whole(field().help), space));
  below_->setContentsMargins(space < kHelpFrom ? 0 : kLabelWidth + kFieldGap, 0, 0, 0);  // few lines in a narrow form
}

void FieldRow::showConfig(const RunConfig& config) {
  const ConfigValue value = field().get(config);
  if (shown_ == value) return;
  shown_ = value;
  editor_->setValue(value);
}

/// While the field holds no value, what is said of the last one that it held is out of place.
std::vector<Problem> FieldRow::ofThisText(const std::vector<Problem>& problems) const {
  const std::string fault = editor_->fault().toStdString();
  if (fault.empty()) return problems;
  return {{field().key, Problem::Severity::Error, fault, {}, {}}};
}

bool FieldRow::isTyped() const {
  const QWidget* focus = window()->focusWidget();
  return edited_ && isVisible() && focus && editor_->isAncestorOf(focus);
}

void FieldRow::showProblems(const std::vector<Problem>& problems) {
  const bool keepsHeight = (wrong_ || notes_->keepsHeight()) && isTyped();
  const int height = notes_->height();
  const std::optional<Problem::Severity> worst = notes_->show(ofThisText(problems), field().key);
  editor_->setRing(worst);
  wrong_ = worst.has_value();
  keepsHeight ? notes_->keepHeight(height) : notes_->freeHeight();
  notes_->setVisible(wrong_ || keepsHeight);
}

bool FieldRow::keepsRoom() const { return notes_->keepsHeight(); }

void FieldRow::endTyping() {
  edited_ = false;
  if (notes_->keepsHeight()) notes_->setVisible(wrong_);
  notes_->freeHeight();
}

void FieldRow::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  if (isHidden()) endTyping();  // folded or filtered out; not with the whole window
}

bool FieldRow::matches(const QString& text) const {
  for (const std::string& place : {field().label, field().key, field().help})
    if (whole(place).contains(text, Qt::CaseInsensitive)) return true;
  return false;
}

namespace {

QString makeSummary(const std::vector<FieldRow*>& rows, const RunConfig& config, bool advanced) {
  QStringList parts;
  for (const FieldRow* row : rows) {
    const ConfigField& field = row->field();
    const QString text = formatText(field, field.get(config));
    if (field.advanced == advanced && row->isWanted() && !text.isEmpty())
      parts << QString::fromStdString(field.label) + ' ' + text;
  }
  return parts.join(QStringLiteral(" · "));
}

}  // namespace

FormSection::FormSection(const std::string& section, QWidget* parent)
    : QWidget(parent),
      section_(section),
      heading_(new FoldHeading(FoldHeading::Level::Section, sectionTitle(section), this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 4);
  column->setSpacing(0);
  column->addWidget(heading_);
  connect(heading_, &QAbstractButton::toggled, this, &FormSection::refold);
  addRows();
  refold();
}

void FormSection::addRows() {
  for (const bool advanced : {false, true}) {
    for (const ConfigField& field : configFields()) {
      if (sectionName(field) != section_ || field.advanced != advanced) continue;
      if (advanced && !advanced_) {
        advanced_ = new FoldHeading(FoldHeading::Level::Advanced, tr("Advanced"), this);
        advanced_->setChecked(false);
        advanced_->setAccessibleName(tr("%1, advanced").arg(sectionTitle(section_)));
        connect(advanced_, &QAbstractButton::toggled, this, &FormSection::refold);
        layout()->addWidget(advanced_);
      }
      rows_.push_back(new FieldRow(field, this));
      layout()->addWidget(rows_.back());
    }
  }
}

void FormSection::setIdle(const std::vector<std::string>& keys) {
  for (FieldRow* row : rows_) row->setIdle(std::find(keys.begin(), keys.end(), row->field().key) != keys.end());
  refold();
}

bool FormSection::anyAdvanced() const {
  return std::any_of(rows_.begin(), rows_.end(),
                     [](const FieldRow* row) { return row->field().advanced && row->isWanted(); });
}

void FormSection::showConfig(const RunConfig& config) {
  for (FieldRow* row : rows_) row->showConfig(config);
  const QString basic = makeSummary(rows_, config, false), advanced = makeSummary(rows_, config, true);
  heading_->setSummary(basic.isEmpty() ? advanced : basic);
  if (advanced_) advanced_->setSummary(advanced);
}

void FormSection::showProblems(const std::vector<Problem>& problems) {
  std::optional<Problem::Severity> worst, worstAdvanced;
  for (FieldRow* row : rows_) {
    row->showProblems(problems);
    for (const Problem& problem : problems) {
      if (problem.key != row->field().key) continue;
      const bool error = problem.severity == Problem::Severity::Error;
      if (!worst || error) worst = problem.severity;
      if (row->field().advanced && (!worstAdvanced || error)) worstAdvanced = problem.severity;
    }
  }
  heading_->setMark(worst);
  if (advanced_) advanced_->setMark(worstAdvanced);
  refold();  // a row with a problem is never left out
}

int FormSection::filter(const QString& text) {
  filter_ = text.trimmed();
  refold();
  int found = 0;
  for (const FieldRow* row : rows_) found += filter_.isEmpty() || row->matches(filter_);
  setVisible(found > 0);
  return found;
}

void FormSection::setOpen(bool open) { heading_->setChecked(open); }

void FormSection::reveal(const FieldRow& row) {
  setOpen(true);
  if (advanced_ && row.field().advanced) advanced_->setChecked(true);
}

void FormSection::refold() {
  const bool searching = !filter_.isEmpty();
  if (advanced_) advanced_->setVisible(!searching && heading_->isChecked() && anyAdvanced());
  for (FieldRow* row : rows_) {
    const bool unfolded =
        row->isWanted() && heading_->isChecked() && (!row->field().advanced || advanced_->isChecked());
    row->setVisible(searching ? row->matches(filter_) : unfolded);
  }
}

}  // namespace studio
