#include "widgets/forms/fitted_text.h"

#include <QPainter>
#include <QTextLayout>

namespace studio {

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

void FittedText::fit() {
  bool cut = false;
  const auto count = static_cast<int>(fitted(cut).size());
  setToolTip(cut ? text_ : QString());
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
      result << metrics.elidedText(rest, Qt::ElideRight, width());
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
