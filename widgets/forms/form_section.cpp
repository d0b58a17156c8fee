#include "widgets/forms/form_section.h"

#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/forms/field_text.h"
#include "widgets/forms/fold_heading.h"

namespace studio {
namespace {

QString summaryOf(const std::vector<FieldRow*>& rows, const RunConfig& config, bool advanced) {
  QStringList parts;
  for (const FieldRow* row : rows) {
    const ConfigField& field = row->field();
    const QString text = textOf(field, field.get(config));
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
      if (sectionOf(field) != section_ || field.advanced != advanced) continue;
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
  const QString basic = summaryOf(rows_, config, false), advanced = summaryOf(rows_, config, true);
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
