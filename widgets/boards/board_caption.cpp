#include "widgets/boards/board_docks.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/run/printable_text.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

QPlainTextEdit* makeText(const QString& name, QWidget* parent) {
  auto* text = new QPlainTextEdit(parent);
  text->setProperty("field", true);
  text->setAccessibleName(name);
  text->setTabChangesFocus(true);
  return text;
}

QPushButton* copyButton(QPlainTextEdit* text, QWidget* parent) {
  auto* copy = new QPushButton(tr("Copy"), parent);
  QObject::connect(copy, &QPushButton::clicked, text,
                   [text] { QApplication::clipboard()->setText(text->toPlainText()); });
  return copy;
}

QVBoxLayout* makeColumn(QWidget* panel) {
  auto* column = new QVBoxLayout(panel);
  column->setContentsMargins(16, 4, 16, 12);
  column->setSpacing(8);
  return column;
}

QString configLines(const std::string& config) {
  QStringList lines;
  for (const QString& line : QString::fromStdString(visible(config, "\n")).split(QLatin1Char('\n')))
    if (!line.isEmpty()) lines << QStringLiteral("    ") + line;
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

BoardCaptionPanel::BoardCaptionPanel(BoardDocument* document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      text_(makeText(tr("Caption"), this)),
      note_(new ElidedLabel(this)),
      automatic_(new QPushButton(tr("Make anew"), this)) {
  note_->setFont(textFont(TextStyle::Label));
  note_->setProperty("muted", true);
  automatic_->setToolTip(tr("Replace what was written by the caption that the board makes"));
  text_->installEventFilter(this);
  connect(text_, &QPlainTextEdit::textChanged, this, [this] {
    if (!showing_) automatic_->setEnabled(true);
  });
  connect(automatic_, &QPushButton::clicked, this, [this] {
    document_->change([](FigureBoard& board) { board.caption.clear(); });
    showCaption();
  });
  auto* row = new QHBoxLayout;
  row->addWidget(note_, 1);
  row->addWidget(automatic_);
  row->addWidget(copyButton(text_, this));
  auto* column = makeColumn(this);
  column->addWidget(text_, 1);
  column->addLayout(row);
  connect(document, &BoardDocument::changed, this, &BoardCaptionPanel::showCaption);
  showCaption();
}

/// What is being typed is not replaced under the hands.
void BoardCaptionPanel::showCaption() {
  const bool own = !document_->board().caption.empty();
  note_->setText(own ? tr("Edited") : tr("Automatic"));
  automatic_->setEnabled(own);
  const QString caption = document_->isEmpty() && !own ? QString() : boardCaption(*document_->filled());
  if (text_->toPlainText() == caption || (text_->hasFocus() && own)) return;
  showing_ = true;
  text_->setPlainText(caption);
  showing_ = false;
}

/// When the field is left; a caption as the board makes it is not one of a person.
void BoardCaptionPanel::keep() {
  constexpr int kMostLetters = 5000;
  const QString written = text_->toPlainText().trimmed().left(kMostLetters);
  FilledBoard made = *document_->filled();
  made.board.caption.clear();
  const bool own = !written.isEmpty() && written != boardCaption(made);
  document_->change([&](FigureBoard& board) { board.caption = own ? written.toStdString() : std::string(); });
}

bool BoardCaptionPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == text_ && event->type() == QEvent::FocusOut) keep();
  return QWidget::eventFilter(watched, event);
}

BoardProvenancePanel::BoardProvenancePanel(BoardDocument* document, QWidget* parent)
    : QWidget(parent), document_(document), text_(makeText(tr("Provenance"), this)) {
  text_->setReadOnly(true);
  text_->setFont(textFont(TextStyle::Mono));
  text_->setLineWrapMode(QPlainTextEdit::NoWrap);
  auto* row = new QHBoxLayout;
  row->addStretch(1);
  row->addWidget(copyButton(text_, this));
  auto* column = makeColumn(this);
  column->addWidget(text_, 1);
  column->addLayout(row);
  connect(document, &BoardDocument::changed, this, &BoardProvenancePanel::showText);
  showText();
}

QString BoardProvenancePanel::text() const { return text_->toPlainText(); }

void BoardProvenancePanel::showText() {
  if (const QString text = boardProvenance(*document_->filled()); text != text_->toPlainText())
    text_->setPlainText(text);
}

QString boardProvenance(const FilledBoard& filled) {
  const FigureBoard& board = filled.board;
  QStringList lines;
  if (!board.version.empty())
    lines << tr("Drawn by TopoNets Studio %1").arg(QString::fromStdString(visible(board.version)));
  for (const std::string& command : board.commands) lines << QString::fromStdString(visible(command));
  for (const BoardRun& run : board.runs) {
    const bool gone = std::find(filled.gone.begin(), filled.gone.end(), run.name) != filled.gone.end();
    const QString name = QString::fromStdString(visible(run.name));
    lines << QString() << (gone ? tr("Run %1 (not here any more)").arg(name) : tr("Run %1").arg(name));
    lines << tr("  τ %1, seed %2, step %3, configuration %4")
                 .arg(QString::fromStdString(numberText(run.tau)))
                 .arg(run.seed)
                 .arg(run.step)
                 .arg(QString::fromStdString(visible(run.fingerprint)));
    if (!run.version.empty())
      lines << tr("  trained by TopoNets Studio %1").arg(QString::fromStdString(visible(run.version)));
    if (!run.command.empty()) lines << QStringLiteral("  ") + QString::fromStdString(visible(run.command));
    lines << configLines(run.config);
  }
  return lines.join(QLatin1Char('\n'));
}

}  // namespace studio
