#include "widgets/forms/toml_editor.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

#include "widgets/forms/problem_line.h"
#include "widgets/forms/toml_highlighter.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

class Gutter : public QWidget {
 public:
  explicit Gutter(TomlEditor* editor) : QWidget(editor), editor_(editor) {}
  QSize sizeHint() const override { return {editor_->gutterWidth(), 0}; }

 protected:
  void paintEvent(QPaintEvent* event) override { editor_->paintGutter(event); }
  bool event(QEvent* event) override {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    QToolTip::showText(help->globalPos(), editor_->gutterToolTip(help->y()), this);
    return true;
  }

 private:
  TomlEditor* editor_;
};

}  // namespace

TomlEditor::TomlEditor(QWidget* parent) : QPlainTextEdit(parent), gutter_(new Gutter(this)) {
  setFont(studio::textFont(TextStyle::Mono));
  setLineWrapMode(QPlainTextEdit::NoWrap);
  setTabChangesFocus(true);
  setUndoRedoEnabled(false);  // settings are undone as settings, in step with the form
  setAccessibleName(tr("Configuration as TOML"));
  new TomlHighlighter(document());
  setViewportMargins(gutterWidth(), 0, 0, 0);
  connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& area, int dy) {
    if (dy)
      gutter_->scroll(0, dy);
    else
      gutter_->update(0, area.y(), gutter_->width(), area.height());
  });
  connect(&ThemeManager::instance(), &ThemeManager::changed, gutter_, qOverload<>(&QWidget::update));
}

int TomlEditor::gutterWidth() const { return 16 + fontMetrics().horizontalAdvance(QStringLiteral("000")) + 16; }

void TomlEditor::showText(const QString& text) {
  const QString old = toPlainText();
  if (old == text) return;
  const auto shorter = qMin(old.size(), text.size());
  qsizetype head = 0, tail = 0;
  while (head < shorter && old[head] == text[head]) ++head;
  while (tail < shorter - head && old[old.size() - 1 - tail] == text[text.size() - 1 - tail]) ++tail;
  QTextCursor change(document());
  change.setPosition(static_cast<int>(head));
  change.setPosition(static_cast<int>(old.size() - tail), QTextCursor::KeepAnchor);
  change.insertText(text.mid(head, text.size() - head - tail));
}

void TomlEditor::setMarks(std::map<int, Problem::Severity> marks, std::map<int, QString> sentences) {
  marks_ = std::move(marks);
  sentences_ = std::move(sentences);
  gutter_->update();
}

void TomlEditor::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  const QRect area = contentsRect();
  gutter_->setGeometry(area.left(), area.top(), gutterWidth(), area.height());
}

void TomlEditor::paintGutter(QPaintEvent* event) {
  QPainter painter(gutter_);
  painter.fillRect(event->rect(), theme().color(Role::Panel));
  painter.setFont(studio::textFont(TextStyle::Label));
  painter.setPen(theme().color(Role::Muted));
  const int right = gutter_->width() - 10;
  for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
    const QRectF area = blockBoundingGeometry(block).translated(contentOffset());
    if (area.top() > event->rect().bottom()) break;
    const int line = block.blockNumber() + 1;
    const auto mark = marks_.find(line);
    if (mark != marks_.end())
      painter.drawPixmap(QPointF(2, area.top() + (area.height() - 12) / 2),
                         severityMark(mark->second, 12, devicePixelRatioF()));
    painter.drawText(QRectF(0, area.top(), right, area.height()), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(line));
  }
}

int TomlEditor::lineAt(int y) const {
  for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next())
    if (blockBoundingGeometry(block).translated(contentOffset()).bottom() >= y) return block.blockNumber() + 1;
  return 0;
}

QString TomlEditor::gutterToolTip(int y) const {
  const auto found = sentences_.find(lineAt(y));
  return found == sentences_.end() ? QString() : found->second;
}

}  // namespace studio
