// How a run's row is painted and its name edited (run_list.h).
#include "widgets/runs/run_list.h"

#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <algorithm>

#include "widgets/frame/controls.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr int kNoteMark = 18;  // px, with the space before it

/// Of an editor's field: the name that it was opened with although it was refused.
constexpr const char* kRefusedName = "refusedName";

QRect nameRect(const QRect& row) {
  const int left = row.left() + kListRowMargin + kRunMark + 12;
  return {left, row.top() + 3, row.right() - 8 - left, 18};
}

/// Below the field, or above it where the list ends.
void placeBeside(QLabel& label, const QRect& field) {
  constexpr int kSide = 8, kGap = 2;
  const int width = label.parentWidget()->width() - 2 * kSide, height = label.heightForWidth(width);
  const bool fitsBelow = field.bottom() + kGap + height <= label.parentWidget()->height();
  label.setGeometry(kSide, fitsBelow ? field.bottom() + kGap : std::max(0, field.top() - kGap - height), width, height);
}

}  // namespace

QSize RunDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {120, kListRowHeight}; }

void RunDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  const QRect row = option.rect;
  const double ratio = painter->device()->devicePixelRatioF();
  paintRowGround(*painter, option);
  paintRunMark(*painter, {row.left() + kListRowMargin, row.top() + 8}, index.data(RunListModel::ColourRole).toInt());
  const bool hasNote = !index.data(RunListModel::NoteRole).toString().isEmpty();
  const QRect name = nameRect(row).adjusted(0, 0, hasNote ? -kNoteMark : 0, 0);
  paintRowText(*painter, name, TextStyle::Body, Role::Text, index.data().toString(), Qt::ElideMiddle);
  if (hasNote)
    painter->drawPixmap(row.right() - 8 - 12, row.top() + 6,
                        iconPixmap(QStringLiteral("pencil"), Role::Muted, 12, ratio));
  const StateStyle display = stateStyle(RunState(index.data(RunListModel::StateRole).toInt()));
  const bool isHeld = index.data(RunListModel::HeldRole).toBool();  // trained, but not by this window
  const QString mark = isHeld ? QStringLiteral("lock") : display.icon;
  painter->drawPixmap(name.left(), row.top() + 23, iconPixmap(mark, display.role, 12, ratio));
  paintRowText(*painter, {name.left() + 16, row.top() + 21, nameRect(row).width() - 16, 16}, TextStyle::Label,
               Role::Muted, index.data(RunListModel::LineRole).toString());
  painter->restore();
}

QWidget* RunDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const {
  auto* field = new QLineEdit(parent);
  field->setObjectName(QStringLiteral("runName"));
  field->setAccessibleName(tr("Name of the run"));
  if (!refused_.run.isEmpty() && refused_.run == index.data(RunListModel::PathRole).toString()) showRefused(*field);
  return field;
}

void RunDelegate::showRefused(QLineEdit& field) const {
  field.setText(refused_.name);
  field.setProperty("filled", true);
  field.setProperty("problem", QByteArray("bad"));
  field.setProperty(kRefusedName, refused_.name);
  field.setAccessibleDescription(refused_.why);
  delete why_;
  why_ = new QLabel(refused_.why, field.parentWidget());
  why_->setObjectName(QStringLiteral("runNameProblem"));
  why_->setProperty("problem", QByteArray("bad"));
  why_->setFont(textFont(TextStyle::Label));
  why_->setTextFormat(Qt::PlainText);
  why_->setWordWrap(true);
  why_->setMargin(6);
  why_->show();
}

void RunDelegate::destroyEditor(QWidget* editor, const QModelIndex& index) const {
  delete why_;
  QStyledItemDelegate::destroyEditor(editor, index);
}

/// Once: the list is read again while somebody types.
void RunDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
  if (editor->property("filled").toBool()) return;
  editor->setProperty("filled", true);
  static_cast<QLineEdit*>(editor)->setText(index.data(Qt::EditRole).toString());
}

/// A name that was refused is tried again by Return alone: who goes elsewhere leaves it.
void RunDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
  const QString name = static_cast<QLineEdit*>(editor)->text();
  const QVariant refused = editor->property(kRefusedName);
  if (!refused.isValid() || refused.toString() != name) model->setData(index, name, Qt::EditRole);
}

bool RunDelegate::eventFilter(QObject* editor, QEvent* event) {
  if (event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) editor->setProperty(kRefusedName, QVariant());
  }
  return QStyledItemDelegate::eventFilter(editor, event);
}

void RunDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option, const QModelIndex&) const {
  editor->setGeometry(nameRect(option.rect).adjusted(-6, -2, 4, 6));
  if (!why_) return;
  placeBeside(*why_, editor->geometry());
  why_->raise();
}

}  // namespace studio
