#include "widgets/forms/field_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include "widgets/forms/fitted_text.h"
#include "widgets/forms/problem_line.h"

namespace studio {
namespace {

constexpr int kLabelWidth = 112, kEditorWidth = 152, kUnitWidth = 40, kFieldGap = 8, kHelpFrom = 88;

QString whole(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

FieldRow::FieldRow(const ConfigField& field, QWidget* parent)
    : QWidget(parent), editor_(makeFieldEditor(field, this)), below_(new QVBoxLayout) {
  auto* label = new FittedText(1, TextStyle::Body, Role::Muted, this);
  label->setText(whole(field.label));
  label->setFixedWidth(kLabelWidth);
  auto* unit = new FittedText(1, TextStyle::Label, Role::Muted, this);
  if (field.kind != FieldKind::NumberPair) unit->setText(whole(field.unit));  // a pair says × between its fields
  unit->setFixedWidth(kUnitWidth);
  help_ = new FittedText(2, TextStyle::Label, Role::Muted, this);
  editor_->setFixedWidth(kEditorWidth);
  setToolTip(whole(field.help).isEmpty() ? whole(field.key) : whole(field.key + ": " + field.help));

  auto* row = new QHBoxLayout;
  row->setSpacing(kFieldGap);
  row->setContentsMargins(0, 2, 0, 2);
  for (QWidget* part : {static_cast<QWidget*>(label), static_cast<QWidget*>(editor_), static_cast<QWidget*>(unit)})
    row->addWidget(part);
  row->addWidget(help_, 1);
  below_->setContentsMargins(kLabelWidth + kFieldGap, 0, 0, 0);
  below_->setSpacing(0);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(row);
  column->addLayout(below_);
  setMinimumHeight(32);

  connect(editor_, &FieldEditor::edited, this, [this](const ConfigValue& value) {
    shown_ = value;
    Q_EMIT edited(this->field(), value);
  });
}

void FieldRow::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool room = width() >= kLabelWidth + kEditorWidth + kUnitWidth + 4 * kFieldGap + kHelpFrom;
  help_->setText(room ? whole(field().help) : QString());
}

void FieldRow::showConfig(const RunConfig& config) {
  const ConfigValue value = field().get(config);
  if (shown_ == value) return;
  shown_ = value;
  editor_->setValue(value);
}

void FieldRow::showProblems(const std::vector<Problem>& problems) {
  std::optional<Problem::Severity> worst;
  std::size_t used = 0;
  for (const Problem& problem : problems) {
    if (problem.key != field().key) continue;
    if (!worst || problem.severity == Problem::Severity::Error) worst = problem.severity;
    if (used == lines_.size()) {
      lines_.push_back(new ProblemLine(this));
      below_->addWidget(lines_.back());
      connect(lines_.back(), &ProblemLine::mendWanted, this, &FieldRow::mendWanted);
    }
    lines_[used++]->show(problem);
  }
  for (std::size_t i = used; i < lines_.size(); ++i) lines_[i]->setVisible(false);
  editor_->setRing(worst);
  wrong_ = worst.has_value();
}

bool FieldRow::matches(const QString& text) const {
  for (const std::string& place : {field().label, field().key, field().help})
    if (whole(place).contains(text, Qt::CaseInsensitive)) return true;
  return false;
}

}  // namespace studio
