#include "widgets/forms/fold_heading.h"

#include <QPainter>

#include "widgets/forms/problem_line.h"
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

void FoldHeading::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Theme& colours = theme();
  if (hasFocus()) {
    painter.setPen(QPen(colours.color(Role::Accent), 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 3, -1, -3), 6, 6);
  }
  const bool section = level_ == Level::Section;
  const int left = section ? 0 : 12;
  const QPixmap chevron = iconPixmap(isChecked() ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right"),
                                     Role::Muted, 12, devicePixelRatioF());
  painter.drawPixmap(QPointF(left, (height() - 12) / 2.0), chevron);
  painter.setFont(textFont(section ? TextStyle::PanelTitle : TextStyle::Label));
  painter.setPen(colours.color(section ? Role::Text : Role::Muted));
  int x = left + 18;
  painter.drawText(QRect(x, 0, width() - x, height()), Qt::AlignVCenter | Qt::AlignLeft, text());
  x += painter.fontMetrics().horizontalAdvance(text()) + 10;
  if (mark_) {
    painter.drawPixmap(QPointF(x, (height() - 14) / 2.0), severityMark(*mark_, 14, devicePixelRatioF()));
    x += 22;
  }
  if (isChecked() || summary_.isEmpty()) return;
  const int start = section ? x : qMax(x, 132);  // an Advanced summary begins where the fields do
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.setPen(colours.color(Role::Muted));
  const int room = width() - start - 4;
  painter.drawText(QRect(start, 0, room, height()), Qt::AlignVCenter | Qt::AlignLeft,
                   painter.fontMetrics().elidedText(summary_, Qt::ElideRight, room));
}

}  // namespace studio
