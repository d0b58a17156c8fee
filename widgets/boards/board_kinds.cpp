#include "widgets/boards/board_docks.h"

#include <QGuiApplication>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "widgets/boards/ready_boards.h"
#include "widgets/frame/list_row.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr int kHeadingHeight = 30, kPlainRow = 28, kAboutRole = Qt::UserRole + 2;

/// Headings as in forms; a ready figure has two lines, a panel one.
class KindDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
    return {120, isHeading(index) ? kHeadingHeight : about(index).isEmpty() ? kPlainRow : kListRowHeight};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const QString text = index.data().toString();
    if (!isHeading(index) && !about(index).isEmpty())
      return paintListRow(*painter, option, {QStringLiteral("grid"), Role::Muted, Role::Text, text, about(index)});
    painter->save();
    if (!isHeading(index)) paintRowGround(*painter, option);
    const QRect line = option.rect.adjusted(kListRowMargin, isHeading(index) ? 6 : 0, -8, 0);
    if (isHeading(index)) {
      paintRowText(*painter, line, TextStyle::Label, Role::Muted, text);
    } else {
      painter->drawPixmap(line.left(), line.center().y() - 7,
                          iconPixmap(QStringLiteral("plus"), Role::Muted, 16, painter->device()->devicePixelRatioF()));
      paintRowText(*painter, line.adjusted(28, 0, 0, 0), TextStyle::Body, Role::Text, text);
    }
    painter->restore();
  }

 private:
  static bool isHeading(const QModelIndex& index) { return !(index.flags() & Qt::ItemIsSelectable); }
  static QString about(const QModelIndex& index) { return index.data(kAboutRole).toString(); }
};

QString groupTitle(PanelGroup group) {
  switch (group) {
    case PanelGroup::Runs:
      return tr("Of several runs");
    case PanelGroup::Analyses:
      return tr("Analyses");
    case PanelGroup::Training:
      return tr("Training");
    case PanelGroup::Figures:
      return tr("Of one run");
  }
  return {};
}

}  // namespace

BoardKindsPanel::BoardKindsPanel(BoardDocument* document, QWidget* parent)
    : QWidget(parent), document_(document), filter_(new QLineEdit(this)), list_(new QListWidget(this)) {
  filter_->setPlaceholderText(tr("Filter figures"));
  filter_->setAccessibleName(filter_->placeholderText());
  filter_->setClearButtonEnabled(true);
  connect(filter_, &QLineEdit::textChanged, this, &BoardKindsPanel::filter);
  list_->setItemDelegate(new KindDelegate(list_));
  list_->setFrameShape(QFrame::NoFrame);
  list_->setMouseTracking(true);
  list_->setAccessibleName(tr("Figures and panels"));
  // A click and Return do the same; activated() alone would want a double click.
  connect(list_, &QListWidget::itemClicked, this, &BoardKindsPanel::activate);
  connect(list_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
    if (!(QGuiApplication::mouseButtons() & Qt::LeftButton)) activate(item);
  });
  auto* head = new QVBoxLayout;
  head->setContentsMargins(12, 4, 12, 0);
  head->addWidget(filter_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addLayout(head);
  column->addWidget(list_, 1);
  fill();
}

void BoardKindsPanel::addHeading(const QString& text) {
  auto* item = new QListWidgetItem(text, list_);
  item->setFlags(Qt::ItemIsEnabled);
}

void BoardKindsPanel::addRow(const QString& title, const QString& about, int role, const QString& name) {
  auto* item = new QListWidgetItem(title, list_);
  item->setData(role, name);
  item->setData(AboutRole, about);
  item->setToolTip((role == ReadyRole ? tr("Make the board %1").arg(title) : tr("Add “%1” to the board").arg(title))
                       .toHtmlEscaped());
}

void BoardKindsPanel::fill() {
  addHeading(tr("Figures of the paper"));
  for (const ReadyBoard& ready : readyBoards())
    addRow(ready.title, ready.about, ReadyRole, QString::fromStdString(ready.name));
  for (const PanelGroup group : {PanelGroup::Runs, PanelGroup::Analyses, PanelGroup::Training, PanelGroup::Figures}) {
    addHeading(groupTitle(group));
    for (const PanelKind& kind : document_->kinds())
      if (kind.group == group) addRow(kind.title, {}, KindRole, QString::fromStdString(kind.name));
  }
}

void BoardKindsPanel::filter(const QString& text) {
  for (int i = 0; i < list_->count(); ++i) {
    QListWidgetItem* item = list_->item(i);
    const bool heading = !(item->flags() & Qt::ItemIsSelectable);
    const QString words = item->text() + QLatin1Char(' ') + item->data(AboutRole).toString();
    item->setHidden(!text.isEmpty() && (heading || !words.contains(text, Qt::CaseInsensitive)));
  }
}

void BoardKindsPanel::activate(QListWidgetItem* item) {
  if (const QString ready = item->data(ReadyRole).toString(); !ready.isEmpty())
    document_->useReadyBoard(ready.toStdString());
  else if (const QString kind = item->data(KindRole).toString(); !kind.isEmpty())
    document_->addKind(kind.toStdString());
}

}  // namespace studio
