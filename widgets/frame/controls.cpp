// What of the small controls is more than a line.
#include "widgets/frame/controls.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QStylePainter>
#include <QTextLayout>
#include <QToolButton>
#include <QWheelEvent>
#include <algorithm>
#include <utility>

namespace studio {

QString ChoiceBox::shownText() const {
  QStyleOptionComboBox option;
  initStyleOption(&option);
  const int space = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width();
  if (ofLayers_) return elidedLayer(currentText(), fontMetrics(), space);
  const QString brief = currentData(kShortText).toString();
  const bool fits = brief.isEmpty() || fontMetrics().horizontalAdvance(currentText()) <= space;
  return fontMetrics().elidedText(fits ? currentText() : brief, Qt::ElideRight, space);
}

void ChoiceBox::paintEvent(QPaintEvent*) {
  QStylePainter painter(this);
  QStyleOptionComboBox option;
  initStyleOption(&option);
  option.currentText = shownText();
  painter.drawComplexControl(QStyle::CC_ComboBox, option);
  painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

void ChoiceBox::wheelEvent(QWheelEvent* event) {
  if (hasFocus())
    QComboBox::wheelEvent(event);
  else
    event->ignore();
}

void ElidedLabel::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(font());
  const QRect place = contentsRect();
  style()->drawItemText(&painter, place, int(alignment()), palette(), isEnabled(),
                        fontMetrics().elidedText(text(), mode_, place.width()), foregroundRole());
}

bool ElidedLabel::event(QEvent* event) {
  const bool cut = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
  if (event->type() != QEvent::ToolTip || !cut) return QLabel::event(event);
  const QString more = toolTip().isEmpty() ? text() : text() + QLatin1Char('\n') + toolTip();
  showPlaceTip(this, *static_cast<QHelpEvent*>(event), more);
  return true;
}

QString elidedLayer(const QString& name, const QFontMetrics& metrics, int width) {
  const QStringList parts = name.split(QLatin1Char('.'));
  const auto count = parts.size();
  const auto joined = [&](qsizetype from, qsizetype to) { return parts.mid(from, to - from).join(QLatin1Char('.')); };
  qsizetype block = 0;  // its parts: up to the last number, "layer4.0"
  for (qsizetype i = 0; i < count; ++i) {
    bool isNumber = false;
    parts[i].toInt(&isNumber);
    if (isNumber) block = i + 1;
  }
  const QChar ellipsis(0x2026);
  QStringList candidates{name};
  const auto hasDigit = [](const QString& part) {
    return std::any_of(part.begin(), part.end(), [](QChar letter) { return letter.isDigit(); });
  };
  // "transformer.h.11.mlp.c_proj": only the number and what follows it differ between layers.
  if (block > 1 && std::none_of(parts.begin(), parts.begin() + block - 1, hasDigit)) {
    for (qsizetype from = 1; from < block; ++from) candidates << ellipsis + joined(from, count);
    candidates << joined(block - 1, count);
    for (const QString& candidate : std::as_const(candidates))
      if (metrics.horizontalAdvance(candidate) <= width) return candidate;
    return metrics.elidedText(candidates.back(), Qt::ElideMiddle, width);
  }
  for (qsizetype keep = count - 2; keep >= std::max<qsizetype>(block, 1); --keep)
    candidates << joined(0, keep) + ellipsis + parts.back();
  // "layer2.0.downsample.0": the start differs between layers as much as the end does.
  const bool startTells = count > 1 && std::any_of(parts.front().begin(), parts.front().end(),
                                                   [](QChar letter) { return letter.isDigit(); });
  if (startTells) {
    // "2.0.conv1": the numbers tell layers apart, the word before them does not.
    qsizetype digits = parts.front().size();
    while (digits > 0 && parts.front()[digits - 1].isDigit()) --digits;
    const QString numbered = name.mid(digits);
    if (digits < parts.front().size()) {
      candidates << numbered;
      const QString start = numbered.left(numbered.lastIndexOf(QLatin1Char('.')));
      for (qsizetype keep = parts.back().size() - 1; keep > 0; --keep)
        candidates << start + ellipsis + parts.back().right(keep);
    }
    for (qsizetype from = parts.front().size() + 1; from < name.size(); ++from)
      candidates << parts.front() + ellipsis + name.mid(from);
    for (const QString& candidate : std::as_const(candidates))
      if (metrics.horizontalAdvance(candidate) <= width) return candidate;
    return metrics.elidedText(numbered, Qt::ElideMiddle, width);
  }
  const bool hasMiddle = block > 0 && count - block > 1;
  for (qsizetype from = 1; from < (block > 0 ? block : count - 1); ++from)
    candidates << ellipsis + (hasMiddle ? joined(from, block) + ellipsis + parts.back() : joined(from, count));
  candidates << ellipsis + parts.back();
  for (const QString& candidate : std::as_const(candidates))
    if (metrics.horizontalAdvance(candidate) <= width) return candidate;
  return metrics.elidedText(parts.back(), Qt::ElideMiddle, width);
}

QString elidedAtWord(const QString& text, const QFontMetrics& metrics, int width) {
  if (metrics.horizontalAdvance(text) <= width) return text;
  const QChar ellipsis(0x2026);
  for (qsizetype end = text.lastIndexOf(QLatin1Char(' ')); end > 0; end = text.lastIndexOf(QLatin1Char(' '), end - 1)) {
    QString words = text.left(end);
    while (!words.isEmpty() && (words.back().isSpace() || words.back() == QChar(0x00B7))) words.chop(1);
    if (words.isEmpty()) break;
    words += QLatin1Char(' ') + ellipsis;
    if (metrics.horizontalAdvance(words) <= width) return words;
  }
  return metrics.elidedText(text, Qt::ElideRight, width);
}

QStringList inTwoLines(const QString& text, const QFont& font, int width) {
  const QFontMetrics metrics(font);
  QTextLayout layout(text, font);
  layout.beginLayout();
  QTextLine line = layout.createLine();
  if (line.isValid()) line.setLineWidth(width);
  layout.endLayout();
  const qsizetype first = line.isValid() ? line.textLength() : 0;
  if (first <= 0 || first >= text.size()) return {elidedAtWord(text, metrics, width)};
  return {text.left(first).trimmed(), elidedAtWord(text.mid(first).trimmed(), metrics, width)};
}

Segments::Segments(const QStringList& texts, int chosen, QWidget* parent, const QString& about)
    : QWidget(parent), group_(new QButtonGroup(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  for (int i = 0; i < texts.size(); ++i) {
    auto* button = new QToolButton(this);
    button->setText(texts[i]);
    button->setAccessibleName(about.isEmpty() ? texts[i] : about.arg(texts[i]));
    button->setCheckable(true);
    button->setChecked(i == chosen);
    button->setProperty("segment", true);
    group_->addButton(button, i);
    row->addWidget(button);
  }
  connect(group_, &QButtonGroup::idToggled, this, [this](int index, bool checked) {
    if (checked) Q_EMIT chosenChanged(index);
  });
}

int Segments::chosen() const { return group_->checkedId(); }

void Segments::choose(int index) { group_->button(index)->setChecked(true); }

}  // namespace studio
