#include "widgets/forms/panel_parts.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTextLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/run/error.h"
#include "core/run/run_store.h"
#include "widgets/forms/config_text.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/language.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

/// A list of names at the end of a sentence ("...: conv1, layer1.0.conv1, ...") by its first two.
QString withShortList(const QString& sentence) {
  constexpr qsizetype kMostNames = 4, kShownNames = 2;
  const qsizetype begin = sentence.lastIndexOf(QLatin1String(": "));
  if (begin < 0 || !sentence.endsWith(QLatin1Char('.'))) return sentence;
  const QStringList names = sentence.mid(begin + 2).chopped(1).split(QStringLiteral(", "));
  const auto isNoName = [](const QString& name) { return name.contains(QLatin1Char(' ')); };
  if (names.size() <= kMostNames || std::any_of(names.begin(), names.end(), isNoName)) return sentence;
  return sentence.left(begin + 2) + tr("%1 and %L2 more.")
                                        .arg(names.first(kShownNames).join(QStringLiteral(", ")))
                                        .arg(names.size() - kShownNames);
}

}  // namespace

QLabel* makePanelTitle(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(textFont(TextStyle::PanelTitle));
  label->setFixedHeight(36);
  return label;
}

QLabel* makeMutedLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setFont(textFont(TextStyle::Label));
  label->setProperty("muted", true);
  label->setTextFormat(Qt::PlainText);
  return label;
}

QFrame* makeRule(QWidget* parent) {
  auto* rule = new QFrame(parent);
  rule->setFrameShape(QFrame::NoFrame);
  rule->setFixedHeight(1);
  rule->setAutoFillBackground(true);
  const auto paint = [rule] {
    QPalette palette = rule->palette();
    palette.setColor(QPalette::Window, theme().color(Role::Line));
    rule->setPalette(palette);
  };
  paint();
  QObject::connect(&ThemeManager::instance(), &ThemeManager::changed, rule, paint);
  return rule;
}

QVBoxLayout* makeNumberColumn(QLabel* number, QLabel* below) {
  number->setFont(textFont(TextStyle::BigNumber));
  auto* column = new QVBoxLayout;
  column->setSpacing(0);
  column->addWidget(number);
  column->addWidget(below);
  return column;
}

QHBoxLayout* makeNumberRow(const std::vector<NumberColumn>& columns) {
  auto* row = new QHBoxLayout;
  row->setSpacing(16);
  for (const NumberColumn& column : columns)
    row->addLayout(makeNumberColumn(column.number, column.below), column.stretch);
  return row;
}

QString runNameProblem(const QString& typed) {
  try {
    requireRunName(typed.trimmed().toStdString());
    return {};
  } catch (const UserError& error) {
    return engineText(std::string(error.what()));
  }
}

QPixmap severityMark(Problem::Severity severity, int size, qreal devicePixelRatio) {
  const bool error = severity == Problem::Severity::Error;
  return iconPixmap(error ? QStringLiteral("error") : QStringLiteral("warning"), error ? Role::Bad : Role::Warn, size,
                    devicePixelRatio);
}

ProblemLine::ProblemLine(QWidget* parent)
    : QWidget(parent),
      mark_(new QLabel(this)),
      sentence_(new QLabel(this)),
      fix_(new QPushButton(this)),
      compare_(new QPushButton(tr("Compare..."), this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 2, 0, 6);
  row->setSpacing(8);
  mark_->setFixedSize(14, 14);
  sentence_->setWordWrap(true);
  sentence_->setFont(studio::textFont(TextStyle::Label));
  sentence_->setTextFormat(Qt::PlainText);
  row->addWidget(mark_, 0, Qt::AlignTop);
  row->addWidget(sentence_, 1);
  auto* buttons = new QVBoxLayout;  // below each other: a form is narrow
  buttons->setSpacing(4);
  buttons->addWidget(fix_);
  buttons->addWidget(compare_);
  buttons->addStretch(1);
  row->addLayout(buttons);
  compare_->setToolTip(tr("Which weights of the file fit the model"));
  connect(fix_, &QPushButton::clicked, this, [this] { Q_EMIT fixWanted(problem_); });
  connect(compare_, &QPushButton::clicked, this, [this] { Q_EMIT compareWanted(problem_); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &ProblemLine::restyle);
}

void ProblemLine::show(const Problem& problem) {
  problem_ = problem;
  const QString whole = inWordsOfTheForm(engineText(problem.sentence)), shown = withShortList(whole);
  sentence_->setText(shown);
  sentence_->setToolTip(shown == whole ? QString() : whole);
  fix_->setText(engineText(problem.fixLabel));
  fix_->setVisible(!problem.fix.empty());
  compare_->setVisible(problem.compares);
  restyle();
  setVisible(true);
}

void ProblemLine::restyle() { mark_->setPixmap(severityMark(problem_.severity, 14, devicePixelRatioF())); }

FittedText::FittedText(int lines, TextStyle style, Role role, QWidget* parent)
    : QWidget(parent), lines_(lines), style_(style), role_(role) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setFont(studio::textFont(style));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, qOverload<>(&QWidget::update));
}

void FittedText::setText(const QString& text) {
  if (text == text_) return;
  text_ = text;
  setAccessibleName(text);
  fit();
  updateGeometry();
  update();
}

void FittedText::setDetail(const QString& detail) {
  detail_ = detail;
  fit();
}

void FittedText::fit() {
  bool cut = false;
  const auto count = static_cast<int>(fitted(cut).size());
  setToolTip(detail_.isEmpty() ? (cut ? text_ : QString()) : text_ + QLatin1Char('\n') + detail_);
  if (lines_ == 0) setFixedHeight(qMax(1, count) * QFontMetrics(studio::textFont(style_)).height());
}

QSize FittedText::sizeHint() const {
  const QFontMetrics metrics(studio::textFont(style_));
  return {lines_ == 1 ? metrics.horizontalAdvance(text_) + 2 : 80, metrics.height() * qMax(1, lines_)};
}

QSize FittedText::minimumSizeHint() const { return {24, sizeHint().height()}; }

QStringList FittedText::fitted(bool& cut) const {
  const QFont font = studio::textFont(style_);
  const QFontMetrics metrics(font);
  QStringList result;
  QTextLayout layout(text_, font);
  layout.beginLayout();
  int start = 0;
  cut = false;
  while (start < text_.size()) {
    QTextLine line = layout.createLine();
    if (!line.isValid()) break;
    line.setLineWidth(width());
    const bool last = result.size() + 1 == lines_;
    const QString rest = text_.mid(start);
    if (last) {
      cut = metrics.horizontalAdvance(rest) > width();
      result << elidedAtWord(rest, metrics, width());
      break;
    }
    result << text_.mid(start, line.textLength());
    start += line.textLength();
  }
  layout.endLayout();
  return result;
}

void FittedText::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(studio::textFont(style_));
  painter.setPen(theme().color(role_));
  bool cut = false;
  const QStringList shown = fitted(cut);
  const QFontMetrics metrics = painter.fontMetrics();
  int top = (height() - metrics.height() * static_cast<int>(shown.size())) / 2;
  for (const QString& line : shown) {
    painter.drawText(QRect(0, top, width(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, line.trimmed());
    top += metrics.height();
  }
}

void FittedText::resizeEvent(QResizeEvent*) { fit(); }

}  // namespace studio
