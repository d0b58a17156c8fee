#include "widgets/forms/toml_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextLayout>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include "core/run/error.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/config_text.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/theme.h"

namespace studio {

TomlHighlighter::TomlHighlighter(QTextDocument* document) : QSyntaxHighlighter(document) {
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &QSyntaxHighlighter::rehighlight);
}

void TomlHighlighter::highlightBlock(const QString& line) {
  QTextCharFormat muted, text;
  muted.setForeground(theme().color(Role::Muted));
  text.setForeground(theme().color(Role::Text));
  const QString bare = line.trimmed();
  const auto equals = line.indexOf('=');
  if (bare.startsWith('#')) return setFormat(0, line.size(), muted);
  if (bare.startsWith('[')) {
    text.setFontWeight(QFont::DemiBold);
    return setFormat(0, line.size(), text);
  }
  if (equals < 0) return setFormat(0, line.size(), text);
  setFormat(0, equals + 1, muted);
  const auto comment = line.indexOf(QStringLiteral(" #"), equals);
  const auto end = comment < 0 ? line.size() : comment;
  setFormat(equals + 1, end - equals - 1, text);
  setFormat(end, line.size() - end, muted);
}

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
  // A long line goes on below: a bar at the foot would lie over the last one, and hide the ends of the others.
  setLineWrapMode(QPlainTextEdit::WidgetWidth);
  setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
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
    const double height = block.layout()->lineCount() > 0 ? block.layout()->lineAt(0).height() : area.height();
    const auto mark = marks_.find(line);
    if (mark != marks_.end())
      painter.drawPixmap(QPointF(2, area.top() + (height - 12) / 2),
                         severityMark(mark->second, 12, devicePixelRatioF()));
    painter.drawText(QRectF(0, area.top(), right, height), Qt::AlignRight | Qt::AlignVCenter, QString::number(line));
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

namespace {

constexpr qsizetype kLongestText = 1 << 20;  ///< a configuration has some hundred lines

/// The line named in a sentence of parseConfig ("config.toml line 14: ..."), or 0.
int lineIn(const QString& sentence) {
  static const QRegularExpression pattern(QStringLiteral("line (\\d+)"));
  const auto match = pattern.match(sentence);
  return match.hasMatch() ? match.captured(1).toInt() : 0;
}

}  // namespace

TomlPanel::TomlPanel(ConfigDocument* document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      editor_(new TomlEditor(this)),
      state_(new ElidedLabel(this)),
      line_(new ProblemLine(this)) {
  auto* copy = new QToolButton(this);
  copy->setIcon(icon(QStringLiteral("copy"), Role::Muted));
  copy->setToolTip(tr("Copy the TOML"));
  copy->setAccessibleName(copy->toolTip());
  connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
  connect(&ThemeManager::instance(), &ThemeManager::changed, copy,
          [copy] { copy->setIcon(icon(QStringLiteral("copy"), Role::Muted)); });

  auto* title = new QHBoxLayout;
  title->setContentsMargins(16, 0, 8, 0);
  title->setSpacing(12);
  state_->setFont(studio::textFont(TextStyle::Label));
  state_->setProperty("muted", true);
  title->addWidget(makePanelTitle(QStringLiteral("config.toml"), this));
  title->addStretch(1);
  title->addWidget(state_);
  title->addWidget(copy);
  auto* below = new QVBoxLayout;
  below->setContentsMargins(16, 0, 16, 0);
  below->addWidget(line_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 4);
  column->setSpacing(0);
  column->addLayout(title);
  column->addWidget(editor_, 1);
  column->addLayout(below);
  line_->setVisible(false);
  setFault({});

  connect(editor_, &QPlainTextEdit::textChanged, this, &TomlPanel::textEdited);
  connect(document_, &ConfigDocument::documentOpened, this, [this](const QString& written) {
    following_ = true;
    editor_->showText(written.isEmpty() ? QString::fromStdString(shortToml(document_->config())) : written);
    following_ = false;
    setFault({});
  });
  connect(document_, &ConfigDocument::changed, this, &TomlPanel::follow);
}

QString TomlPanel::text() const { return editor_->toPlainText(); }

void TomlPanel::textEdited() {
  if (following_) return;
  try {
    if (text().size() > kLongestText)
      throw UserError(
          tr("config.toml line 1: this is over a megabyte, too long for a configuration; paste only its settings.")
              .toStdString());
    const RunConfig config = parseConfig(text().toStdString());
    setFault({});
    following_ = true;  // the text already says it: it must not be rewritten under the cursor
    document_->replace(config, tr("Edit TOML"), QStringLiteral("toml"));
    following_ = false;
  } catch (const UserError& error) {
    setFault(QString::fromUtf8(error.what()));
  }
  remark();
}

void TomlPanel::follow() {
  if (following_) return;
  following_ = true;
  editor_->showText(QString::fromStdString(patchedToml(text().toStdString(), document_->config())));
  following_ = false;
  setFault({});
  remark();
}

void TomlPanel::setFault(const QString& fault) {
  state_->setText(fault.isEmpty() ? tr("in step with the form") : tr("not read: the form keeps what it had"));
  if (!fault.isEmpty()) line_->show({{}, Problem::Severity::Error, fault.toStdString(), {}, {}});
  line_->setVisible(!fault.isEmpty());
  const bool news = fault != fault_;
  fault_ = fault;
  if (news) Q_EMIT faultChanged();
}

void TomlPanel::showProblems(const std::vector<Problem>& problems) {
  problems_ = problems;
  remark();
}

void TomlPanel::remark() {
  std::map<int, Problem::Severity> marks;
  std::map<int, QString> sentences;
  const std::string source = text().toStdString();
  const auto add = [&](int line, Problem::Severity severity, const QString& sentence) {
    if (line == 0) return;
    const auto [place, fresh] = marks.emplace(line, severity);
    if (!fresh && severity == Problem::Severity::Error) place->second = severity;
    sentences.emplace(line, sentence);
  };
  if (!fault_.isEmpty()) add(lineIn(fault_), Problem::Severity::Error, fault_);
  for (const Problem& problem : problems_)
    add(findLine(source, problem.key), problem.severity, engineText(problem.sentence));
  editor_->setMarks(std::move(marks), std::move(sentences));
}

}  // namespace studio
