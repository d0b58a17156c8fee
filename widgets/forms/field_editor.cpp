#include "widgets/forms/field_editor.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCheckBox>
#include <QDragEnterEvent>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalBlocker>
#include <QStyle>
#include <QUrl>
#include <QVariant>
#include <stdexcept>

#include "widgets/forms/config_text.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"

namespace studio {

FieldEditor::FieldEditor(const ConfigField& field, QWidget* parent) : QWidget(parent), field_(field) {
  setObjectName(QString::fromStdString(field.key));
}

void FieldEditor::setFault(const QString& fault) {
  if (fault == fault_) return;
  fault_ = fault;
  Q_EMIT faultChanged();
}

void FieldEditor::ring(QWidget* control, std::optional<Problem::Severity> severity) {
  const char* name = !severity ? "" : *severity == Problem::Severity::Error ? "bad" : "warn";
  if (control->property("problem").toByteArray() == name) return;
  control->setProperty("problem", QByteArray(name));
  control->style()->unpolish(control);
  control->style()->polish(control);
}

FieldEditor* makeFieldEditor(const ConfigField& field, QWidget* parent) {
  switch (field.kind) {
    case FieldKind::Switch:
      return new SwitchEditor(field, parent);
    case FieldKind::Choice:
      return new ChoiceEditor(field, parent);
    case FieldKind::Layers:
      return new LayersEditor(field, parent);
    case FieldKind::NumberPair:
      return new PairEditor(field, parent);
    case FieldKind::Path:
      return new PathEditor(field, parent);
    case FieldKind::Stimuli:
      return new StimuliEditor(field, parent);
    case FieldKind::Text:
    case FieldKind::Integer:
    case FieldKind::Number:
    case FieldKind::IntegerList:
    case FieldKind::NumberList:
      return new TextEditor(field, parent);
  }
  throw std::logic_error("the setting " + field.key + " is of no kind");
}

namespace {

template <class Control>
Control* placed(Control* control, FieldEditor* owner) {
  auto* row = new QHBoxLayout(owner);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(control);
  owner->setFocusProxy(control);
  control->setFocusPolicy(Qt::StrongFocus);
  control->setAccessibleName(QString::fromStdString(owner->field().label));
  control->setAccessibleDescription(QString::fromStdString(owner->field().help));
  return control;
}

}  // namespace

SwitchEditor::SwitchEditor(const ConfigField& field, QWidget* parent)
    : FieldEditor(field, parent), box_(placed(new QCheckBox(this), this)) {
  connect(box_, &QCheckBox::toggled, this, [this](bool on) { box_->setText(on ? tr("on") : tr("off")); });
  box_->setText(tr("off"));
  connect(box_, &QCheckBox::clicked, this, [this](bool on) {
    Q_EMIT edited(on);
    Q_EMIT finished();
  });
}

void SwitchEditor::setValue(const ConfigValue& value) { box_->setChecked(std::get<bool>(value)); }
std::optional<ConfigValue> SwitchEditor::value() const { return box_->isChecked(); }
void SwitchEditor::setRing(std::optional<Problem::Severity> severity) { ring(box_, severity); }

ChoiceEditor::ChoiceEditor(const ConfigField& field, QWidget* parent)
    : FieldEditor(field, parent), box_(placed(new ChoiceBox(this), this)) {
  box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setChoices(field.choices);
  connect(box_, &QComboBox::activated, this, [this] {
    Q_EMIT edited(box_->currentText().toStdString());
    Q_EMIT finished();
  });
}

void ChoiceEditor::setChoices(const std::vector<std::string>& choices) {
  if (choices.empty()) return;
  const QSignalBlocker quiet(box_);
  const QString shown = box_->currentText();
  box_->clear();
  for (const std::string& choice : choices) box_->addItem(QString::fromStdString(choice));
  if (!shown.isEmpty()) setValue(shown.toStdString());
}

void ChoiceEditor::setValue(const ConfigValue& value) {
  const QString text = QString::fromStdString(std::get<std::string>(value));
  const QSignalBlocker quiet(box_);
  if (box_->findText(text) < 0) box_->addItem(text);
  box_->setCurrentIndex(box_->findText(text));
}

std::optional<ConfigValue> ChoiceEditor::value() const { return box_->currentText().toStdString(); }
void ChoiceEditor::setRing(std::optional<Problem::Severity> severity) { ring(box_, severity); }

LayersEditor::LayersEditor(const ConfigField& field, QWidget* parent)
    : FieldEditor(field, parent), box_(placed(new ChoiceBox(this), this)) {
  box_->setEditable(true);
  box_->setInsertPolicy(QComboBox::NoInsert);
  box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box_->addItem(QStringLiteral("default"));
  box_->lineEdit()->setAccessibleName(QString::fromStdString(field.label));
  const auto send = [this] {
    if (const auto names = value()) Q_EMIT edited(*names);
  };
  connect(box_->lineEdit(), &QLineEdit::textEdited, this, send);
  connect(box_, &QComboBox::activated, this, send);
  connect(box_->lineEdit(), &QLineEdit::editingFinished, this, &FieldEditor::finished);
}

void LayersEditor::setValue(const ConfigValue& wanted) {
  if (value() == wanted && !box_->currentText().isEmpty()) return;
  box_->setEditText(formatText(field(), wanted));
  box_->lineEdit()->setCursorPosition(0);
}

std::optional<ConfigValue> LayersEditor::value() const {
  QString fault;
  return valueFromText(field(), box_->currentText(), fault);
}

void LayersEditor::setRing(std::optional<Problem::Severity> severity) { ring(box_, severity); }

namespace {

QLineEdit* makeLine(const ConfigField& field, QWidget* parent) {
  auto* line = new QLineEdit(parent);
  line->setAccessibleName(QString::fromStdString(field.label));
  line->setAccessibleDescription(QString::fromStdString(field.help));
  const bool number =
      field.kind == FieldKind::Integer || field.kind == FieldKind::Number || field.kind == FieldKind::NumberPair;
  if (number) line->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return line;
}

QHBoxLayout* tightRow(QWidget* owner, int spacing) {
  auto* row = new QHBoxLayout(owner);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(spacing);
  return row;
}

/// The unit at the right end of a line, before which its text ends; a click on it goes to the line.
void addUnit(QLineEdit* line, const QString& unit) {
  constexpr int kLineEnd = 9, kUnitGap = 4;  // border and padding of a field; from the text to its unit
  QLabel* label = makeMutedLabel(unit, line);
  label->setAttribute(Qt::WA_TransparentForMouseEvents);
  QHBoxLayout* row = tightRow(line, 0);
  row->setContentsMargins(0, 0, kLineEnd, 0);
  row->addStretch(1);
  row->addWidget(label);
  line->setTextMargins(0, 0, label->sizeHint().width() + kUnitGap, 0);
}

}  // namespace

TextEditor::TextEditor(const ConfigField& field, QWidget* parent)
    : FieldEditor(field, parent), line_(makeLine(field, this)) {
  tightRow(this, 0)->addWidget(line_);
  setFocusProxy(line_);
  if (!field.unit.empty()) addUnit(line_, QString::fromStdString(field.unit));
  connect(line_, &QLineEdit::textEdited, this, [this] {
    QString fault;
    const auto value = valueFromText(this->field(), line_->text(), fault);
    setFault(fault);
    if (value) Q_EMIT edited(*value);
  });
  connect(line_, &QLineEdit::editingFinished, this, &FieldEditor::finished);
}

void TextEditor::setValue(const ConfigValue& wanted) {
  if (value() == wanted) return;
  line_->setText(formatText(field(), wanted));
  line_->setCursorPosition(0);
  setFault({});
}

std::optional<ConfigValue> TextEditor::value() const {
  QString fault;
  return valueFromText(field(), line_->text(), fault);
}

void TextEditor::setRing(std::optional<Problem::Severity> severity) { ring(line_, severity); }

namespace {

/// The folder at the end of a line of text.
void addFolderButton(QLineEdit* line, FieldEditor* editor, const QString& tip) {
  QAction* choose = line->addAction(icon(QStringLiteral("folder"), Role::Muted), QLineEdit::TrailingPosition);
  choose->setText(FieldEditor::tr("Choose..."));
  choose->setToolTip(tip);
  QObject::connect(choose, &QAction::triggered, editor,
                   [editor] { Q_EMIT editor->folderWanted(QString::fromStdString(editor->field().key)); });
  QObject::connect(&ThemeManager::instance(), &ThemeManager::changed, choose,
                   [choose] { choose->setIcon(icon(QStringLiteral("folder"), Role::Muted)); });
}

}  // namespace

PathEditor::PathEditor(const ConfigField& field, QWidget* parent) : TextEditor(field, parent) {
  addFolderButton(line_, this, tr("Choose a file or folder"));
  line_->installEventFilter(this);
}

bool PathEditor::eventFilter(QObject* watched, QEvent* event) {
  const bool enters = event->type() == QEvent::DragEnter, drops = event->type() == QEvent::Drop;
  if (!enters && !drops) return TextEditor::eventFilter(watched, event);
  auto* drop = static_cast<QDropEvent*>(event);
  const QList<QUrl> urls = drop->mimeData()->urls();
  if (urls.isEmpty() || !urls.front().isLocalFile()) return TextEditor::eventFilter(watched, event);
  drop->acceptProposedAction();
  if (drops) {
    line_->setText(urls.front().toLocalFile());
    Q_EMIT edited(line_->text().toStdString());
    Q_EMIT finished();
  }
  return true;
}

StimuliEditor::StimuliEditor(const ConfigField& field, QWidget* parent)
    : FieldEditor(field, parent), box_(placed(new ChoiceBox(this), this)) {
  box_->setEditable(true);
  box_->setInsertPolicy(QComboBox::NoInsert);
  box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box_->lineEdit()->setAccessibleName(QString::fromStdString(field.label));
  addFolderButton(box_->lineEdit(), this, tr("Choose a folder of images sorted by category"));
  connect(box_->lineEdit(), &QLineEdit::textEdited, this, [this] { Q_EMIT edited(*value()); });
  connect(box_, &QComboBox::activated, this, [this](int index) {
    box_->setEditText(box_->itemData(index).toString());
    box_->lineEdit()->setCursorPosition(0);
    Q_EMIT edited(*value());
    Q_EMIT finished();
  });
  connect(box_->lineEdit(), &QLineEdit::editingFinished, this, &FieldEditor::finished);
}

void StimuliEditor::setOffered(const std::vector<std::pair<QString, QString>>& offered) {
  const QSignalBlocker quiet(box_);
  const QString typed = box_->currentText();
  const int cursor = box_->lineEdit()->cursorPosition();
  box_->clear();
  for (const auto& [data, title] : offered) {
    box_->addItem(title, data);
    if (data.isEmpty()) box_->lineEdit()->setPlaceholderText(title);  // what no text means
  }
  box_->setEditText(typed);
  box_->lineEdit()->setCursorPosition(cursor);
  box_->view()->setMinimumWidth(box_->view()->sizeHintForColumn(0) + 24);
}

void StimuliEditor::setValue(const ConfigValue& wanted) {
  if (value() == wanted) return;
  box_->setEditText(QString::fromStdString(std::get<std::string>(wanted)));
  box_->lineEdit()->setCursorPosition(0);
}

std::optional<ConfigValue> StimuliEditor::value() const { return box_->currentText().trimmed().toStdString(); }
void StimuliEditor::setRing(std::optional<Problem::Severity> severity) { ring(box_, severity); }

PairEditor::PairEditor(const ConfigField& field, QWidget* parent) : FieldEditor(field, parent) {
  QHBoxLayout* row = tightRow(this, 8);
  for (QLineEdit*& line : lines_) {
    line = makeLine(field, this);
    line->setMinimumWidth(48);
    row->addWidget(line, 1);
    if (line == lines_[0]) {
      auto* times = new QLabel(QStringLiteral("×"), this);
      times->setProperty("muted", true);
      row->addWidget(times);
    }
    connect(line, &QLineEdit::textEdited, this, &PairEditor::textEdited);
    connect(line, &QLineEdit::editingFinished, this, &FieldEditor::finished);
  }
  lines_[0]->setAccessibleName(tr("%1, rows").arg(QString::fromStdString(field.label)));
  lines_[1]->setAccessibleName(tr("%1, columns").arg(QString::fromStdString(field.label)));
  setFocusProxy(lines_[0]);
}

void PairEditor::textEdited() {
  QString fault;
  const auto value = read(fault);
  setFault(fault);
  if (value) Q_EMIT edited(*value);
}

void PairEditor::setValue(const ConfigValue& wanted) {
  if (value() == wanted) return;
  const auto& numbers = std::get<std::vector<double>>(wanted);
  for (std::size_t i = 0; i < 2; ++i) {
    const ConfigField& number = field();
    lines_[i]->setText(i < numbers.size() ? formatText(number, numbers[i]) : QString());
  }
  setFault({});
}

std::optional<ConfigValue> PairEditor::value() const {
  QString fault;
  return read(fault);
}

/// Between them stands what no language has in a number.
std::optional<ConfigValue> PairEditor::read(QString& fault) const {
  const bool missing = lines_[0]->text().trimmed().isEmpty() || lines_[1]->text().trimmed().isEmpty();
  if (missing) fault = tr("Two numbers are needed: rows × columns.");
  return missing ? std::nullopt : valueFromText(field(), lines_[0]->text() + ';' + lines_[1]->text(), fault);
}

void PairEditor::setRing(std::optional<Problem::Severity> severity) {
  for (QLineEdit* line : lines_) ring(line, severity);
}

}  // namespace studio
