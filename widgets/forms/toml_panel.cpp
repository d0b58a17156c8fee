#include "widgets/forms/toml_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/run/error.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/problem_line.h"
#include "widgets/forms/toml_editor.h"
#include "widgets/forms/toml_text.h"
#include "widgets/frame/theme.h"

namespace studio {
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
      state_(makeMutedLabel({}, this)),
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
  connect(document_, &ConfigDocument::openedAnew, this, [this] {
    following_ = true;
    editor_->showText(source_.isEmpty() ? QString::fromStdString(shortToml(document_->config())) : source_);
    following_ = false;
    source_.clear();
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
    add(lineOf(source, problem.key), problem.severity, QString::fromStdString(problem.sentence));
  editor_->setMarks(std::move(marks), std::move(sentences));
}

}  // namespace studio
