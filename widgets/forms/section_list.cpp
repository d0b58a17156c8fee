#include "widgets/forms/section_list.h"

#include <QPainter>
#include <QStyledItemDelegate>

#include "widgets/forms/field_text.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kProblems = Qt::UserRole + 1, kErrors = Qt::UserRole + 2, kChanged = Qt::UserRole + 3;  // int each

class SectionDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {120, 28}; }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    painter->save();
    if (option.state & QStyle::State_MouseOver) painter->fillRect(option.rect, theme().color(Role::Raised));
    if (option.state & QStyle::State_HasFocus) {
      painter->setPen(theme().color(Role::Accent));
      painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    QRect area = option.rect.adjusted(16, 0, -16, 0);
    painter->setFont(textFont(TextStyle::Body));
    painter->setPen(theme().color(Role::Text));
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    paintCounts(painter, area, index);
    painter->restore();
  }

 private:
  static void paintCounts(QPainter* painter, QRect area, const QModelIndex& index) {
    painter->setFont(textFont(TextStyle::Label));
    painter->setPen(theme().color(Role::Muted));
    const int problems = index.data(kProblems).toInt(), changed = index.data(kChanged).toInt();
    if (problems > 0) {
      const QString count = QString::number(problems);
      painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, count);
      const auto severity = index.data(kErrors).toInt() > 0 ? Problem::Severity::Error : Problem::Severity::Warning;
      area.setRight(area.right() - painter->fontMetrics().horizontalAdvance(count) - 4);
      painter->drawPixmap(QPointF(area.right() - 13, area.center().y() - 6),
                          severityMark(severity, 14, painter->device()->devicePixelRatioF()));
      area.setRight(area.right() - 22);
    }
    if (changed > 0)
      painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, SectionList::tr("%1 changed").arg(changed));
  }
};

}  // namespace

SectionList::SectionList(ConfigDocument* document, QWidget* parent) : QListWidget(parent), document_(document) {
  setItemDelegate(new SectionDelegate(this));
  setAccessibleName(tr("Sections of the configuration"));
  setSelectionMode(QAbstractItemView::NoSelection);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setMouseTracking(true);
  for (const ConfigField& field : configFields()) {
    if (!sections_.empty() && sections_.back() == sectionOf(field)) continue;
    sections_.push_back(sectionOf(field));
    addItem(sectionTitle(sections_.back()));
  }
  const auto choose = [this](QListWidgetItem* item) {
    Q_EMIT sectionChosen(sections_[static_cast<std::size_t>(row(item))]);
  };
  connect(this, &QListWidget::itemClicked, this, choose);
  connect(this, &QListWidget::itemActivated, this, choose);
  connect(document_, &ConfigDocument::changed, this, &SectionList::showChanges);
}

void SectionList::showProblems(const std::vector<Problem>& problems) {
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    int all = 0, errors = 0;
    for (const Problem& problem : problems) {
      if (problem.key.substr(0, problem.key.find('.')) != sections_[i]) continue;
      ++all;
      errors += problem.severity == Problem::Severity::Error;
    }
    item(static_cast<int>(i))->setData(kProblems, all);
    item(static_cast<int>(i))->setData(kErrors, errors);
  }
}

void SectionList::showChanges() {
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    int changed = 0;
    for (const ConfigField& field : configFields())
      changed += sectionOf(field) == sections_[i] && document_->isChanged(field);
    item(static_cast<int>(i))->setData(kChanged, changed);
    item(static_cast<int>(i))->setToolTip(changed > 0 ? tr("%1 changed since it was opened").arg(changed) : QString());
  }
}

}  // namespace studio
