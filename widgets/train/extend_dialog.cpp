#include "widgets/train/extend_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr std::int64_t kMostEpochs = 1'000'000;

/// -1 where it is no whole number.
std::int64_t wholeNumber(const QString& text) {
  bool isWhole = false;
  const qlonglong number = text.trimmed().toLongLong(&isWhole);
  return isWhole ? std::max<std::int64_t>(number, 0) : -1;
}

}  // namespace

ExtendDialog::ExtendDialog(std::int64_t epochs, QWidget* parent)
    : QDialog(parent), epochs_(epochs), number_(new QLineEdit(this)), rule_(new QLabel(this)) {
  setObjectName(QStringLiteral("extendRun"));
  setWindowTitle(tr("Extend the run"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(12);
  auto* asked = new QLabel(tr("Train up to this many epochs in all (planned: %L1):").arg(epochs), this);
  asked->setBuddy(number_);
  column->addWidget(asked);
  number_->setAccessibleName(tr("Epochs in all"));
  number_->setText(QString::number(epochs + std::max<std::int64_t>(1, epochs / 2)));
  number_->selectAll();
  column->addWidget(number_);
  rule_->setFont(textFont(TextStyle::Label));
  rule_->setProperty("muted", true);
  rule_->setWordWrap(true);
  column->addWidget(rule_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  extend_ = buttons->addButton(tr("Extend"), QDialogButtonBox::AcceptRole);
  extend_->setDefault(true);
  column->addWidget(buttons);
  connect(number_, &QLineEdit::textChanged, this, &ExtendDialog::judge);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(buttons, &QDialogButtonBox::accepted, this, &ExtendDialog::takeNumber);
  judge();
}

bool ExtendDialog::isPossible(std::int64_t epochs) const { return epochs > epochs_ && epochs <= kMostEpochs; }

/// The rule is always there; where the number breaks it, it says so.
void ExtendDialog::judge() {
  const std::int64_t number = wholeNumber(number_->text());
  const bool possible = isPossible(number);
  if (number > kMostEpochs)
    rule_->setText(tr("At most %L1 epochs.").arg(kMostEpochs));
  else if (number < 0)
    rule_->setText(tr("Write a whole number of epochs, at least %L1.").arg(epochs_ + 1));
  else
    rule_->setText(tr("At least %L1, for the run is planned for %L2 epochs.").arg(epochs_ + 1).arg(epochs_));
  for (QWidget* part : {static_cast<QWidget*>(number_), static_cast<QWidget*>(rule_)}) {
    part->setProperty("problem", possible ? QByteArray() : QByteArray("bad"));
    part->style()->unpolish(part);
    part->style()->polish(part);
  }
  extend_->setEnabled(possible);
}

void ExtendDialog::takeNumber() {
  const std::int64_t number = wholeNumber(number_->text());
  if (!isPossible(number)) return;
  accept();
  Q_EMIT extensionWanted(number);
}

}  // namespace studio
