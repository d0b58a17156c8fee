#include "widgets/forms/problem_line.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/frame/theme.h"

namespace studio {

QPixmap severityMark(Problem::Severity severity, int size, qreal devicePixelRatio) {
  const bool error = severity == Problem::Severity::Error;
  return iconPixmap(error ? QStringLiteral("error") : QStringLiteral("warning"), error ? Role::Bad : Role::Warn, size,
                    devicePixelRatio);
}

ProblemLine::ProblemLine(QWidget* parent)
    : QWidget(parent), mark_(new QLabel(this)), sentence_(new QLabel(this)), mend_(new QPushButton(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 2, 0, 6);
  row->setSpacing(8);
  mark_->setFixedSize(14, 14);
  sentence_->setWordWrap(true);
  sentence_->setFont(studio::textFont(TextStyle::Label));
  sentence_->setTextFormat(Qt::PlainText);
  row->addWidget(mark_, 0, Qt::AlignTop);
  row->addWidget(sentence_, 1);
  row->addWidget(mend_, 0, Qt::AlignTop);
  connect(mend_, &QPushButton::clicked, this, [this] { Q_EMIT mendWanted(problem_); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &ProblemLine::restyle);
}

void ProblemLine::show(const Problem& problem) {
  problem_ = problem;
  sentence_->setText(QString::fromStdString(problem.sentence));
  mend_->setText(QString::fromStdString(problem.mendLabel));
  mend_->setVisible(!problem.mend.empty());
  restyle();
  setVisible(true);
}

void ProblemLine::restyle() { mark_->setPixmap(severityMark(problem_.severity, 14, devicePixelRatioF())); }

}  // namespace studio
