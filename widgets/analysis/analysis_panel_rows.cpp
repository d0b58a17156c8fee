// The rows of settings in the panel of analyses (analysis_panel.h): how each kind is edited, and what is said of text
// that is no value.
#include <QAction>
#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QStyle>
#include <algorithm>

#include "widgets/analysis/analysis_panel.h"
#include "widgets/forms/config_text.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/language.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kLeastLabel = 64, kMostLabel = 84, kBetween = 4, kPanelSide = 16;  // px
constexpr int kBoxFrame = 36, kLabelAbove = 20, kLabelBeside = 28;

/// Of its choices, without what stands in brackets where they have it; they stay while one of them is chosen.
int widestText(const QComboBox& box) {
  int widest = 0;
  for (int i = 0; i < box.count(); ++i) {
    const QString brief = box.itemData(i, ChoiceBox::kShortText).toString();
    widest = std::max(widest, box.fontMetrics().horizontalAdvance(brief.isEmpty() ? box.itemText(i) : brief));
  }
  return widest;
}

QString boundText(double value) { return inWindowNumbers(QString::number(value, 'g', 4)); }

bool isWithin(const QString& text, double least, double most) {
  const std::optional<double> value = typedNumber(text);
  return value && *value >= least && *value <= most;
}

/// A red ring and the sentence below; empty = neither.
void showFault(QLineEdit* field, QLabel& below, const QString& sentence) {
  below.setText(sentence);
  below.setVisible(!sentence.isEmpty() && !field->isHidden());
  const QByteArray ring = sentence.isEmpty() ? QByteArray() : QByteArray("bad");
  if (field->property("problem").toByteArray() == ring) return;
  field->setProperty("problem", ring);
  field->style()->unpolish(field);
  field->style()->polish(field);
}

}  // namespace

void AnalysisPanel::addRow(Row row) {
  row.label->setProperty("muted", true);
  row.field->setObjectName(QStringLiteral("analysis.") + row.name);
  row.field->setAccessibleName(row.label->text());
  row.field->setMinimumWidth(60);
  row.line = new QBoxLayout(QBoxLayout::LeftToRight);
  row.line->setSpacing(kBetween);
  row.line->addWidget(row.label);
  row.line->addWidget(row.field, 1);
  lines_->addLayout(row.line);
  if (row.fault) lines_->addWidget(row.fault);
  rows_.push_back(std::move(row));
}

/// A long label takes the space of its own field alone; above the field stands the label of choices that could not be
/// read beside it.
void AnalysisPanel::fitLabels() {
  int column = kLeastLabel;
  for (const Row& row : rows_)
    if (const int width = row.label->sizeHint().width(); !row.label->isHidden() && width <= kMostLabel)
      column = std::max(column, width);
  for (const Row& row : rows_) {
    const int label = std::max(column, row.label->fontMetrics().horizontalAdvance(row.label->text()));
    const auto* box = qobject_cast<const QComboBox*>(row.field);
    const bool above = box && widestText(*box) > width() - 2 * kPanelSide - label - kBetween - kBoxFrame;
    row.line->setDirection(above ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    row.line->setSpacing(above ? 0 : kBetween);
    row.label->setMinimumSize(above ? 0 : column, above ? kLabelAbove : kLabelBeside);
  }
}

void AnalysisPanel::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fitLabels();
}

QComboBox* AnalysisPanel::addChoice(const QString& name, const QString& title, Belongs belongs,
                                    const std::function<void(const QString&)>& chosen) {
  auto* box = new ChoiceBox(this);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(6);
  addRow({name, new QLabel(title, this), box, std::move(belongs)});
  connect(box, &QComboBox::activated, this, [box, chosen](int index) { chosen(box->itemData(index).toString()); });
  return box;
}

QLineEdit* AnalysisPanel::addNumber(const QString& name, const QString& title, Belongs belongs, double least,
                                    double most, const std::function<void(double)>& entered) {
  auto* field = new QLineEdit(this);
  field->setAlignment(Qt::AlignRight);
  auto* fault = new QLabel(this);
  fault->setFont(textFont(TextStyle::Label));
  fault->setWordWrap(true);
  fault->setTextFormat(Qt::PlainText);
  fault->hide();
  addRow({name, new QLabel(title, this), field, std::move(belongs), false, fault});
  connect(field, &QLineEdit::textChanged, this, [field, fault, least, most] {
    const bool good = isWithin(field->text(), least, most);
    showFault(field, *fault,
              good ? QString()
                   : tr("“%1” is no number from %2 to %3.").arg(field->text(), boundText(least), boundText(most)));
  });
  connect(field, &QLineEdit::editingFinished, this, [field, entered, least, most] {
    // The focus has left it and nothing was typed; or what was typed stays, with why it is no value.
    if (!field->isModified() || !isWithin(field->text(), least, most)) return;
    field->setModified(false);
    entered(*typedNumber(field->text()));
  });
  return field;
}

/// Text, or a list as "0, 0.1, 0.5", as in the form of a configuration; what is no value of its kind is taken back.
QLineEdit* AnalysisPanel::addText(const ChoiceField& choice, Belongs belongs,
                                  const std::function<void(ConfigValue)>& entered) {
  auto* field = new QLineEdit(this);
  const QString key = QString::fromStdString(choice.key);
  addRow({key, new QLabel(QString::fromStdString(choice.label), this), field, std::move(belongs)});
  if (choice.kind == FieldKind::Path) {
    QAction* choose = field->addAction(icon(QStringLiteral("folder"), Role::Muted), QLineEdit::TrailingPosition);
    choose->setText(choice.isFolder ? tr("Choose folder...") : tr("Choose file..."));
    connect(choose, &QAction::triggered, this,
            [this, key, isFolder = choice.isFolder] { Q_EMIT placeWanted(key, isFolder); });
  }
  connect(field, &QLineEdit::editingFinished, this, [this, field, choice, entered] {
    if (!field->isModified()) return;
    field->setModified(false);
    QString fault;
    const auto value = valueFromText(choice, field->text(), fault);
    if (value && choiceProblem(choice, *value).empty()) entered(*value);
    refreshChoices();
  });
  return field;
}

QCheckBox* AnalysisPanel::addSwitch(const ChoiceField& choice, Belongs belongs,
                                    const std::function<void(bool)>& switched) {
  auto* box = new QCheckBox(this);
  addRow({QString::fromStdString(choice.key), new QLabel(QString::fromStdString(choice.label), this), box,
          std::move(belongs)});
  connect(box, &QCheckBox::clicked, this, switched);
  return box;
}

}  // namespace studio
