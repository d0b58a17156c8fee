// The sections at the left and the form beside them.
#include "widgets/forms/config_form.h"

#include <QApplication>
#include <QFrame>
#include <QLabel>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "core/run/error.h"
#include "widgets/forms/config_text.h"
#include "widgets/forms/field_notes.h"
#include "widgets/forms/form_section.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/keyboard_focus.h"
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
    if (option.state & QStyle::State_HasFocus && showsFocus(option.widget)) {
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
    if (!sections_.empty() && sections_.back() == sectionName(field)) continue;
    sections_.push_back(sectionName(field));
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
      changed += sectionName(field) == sections_[i] && document_->isChanged(field);
    item(static_cast<int>(i))->setData(kChanged, changed);
    item(static_cast<int>(i))->setToolTip(changed > 0 ? tr("%1 changed since it was opened").arg(changed) : QString());
  }
}

// The form.

namespace {

constexpr int kEdge = 16;

/// Paints its own ground: scroll areas are transparent in the style sheet, and a palette does not reach through.
class FormPage : public QWidget {
 public:
  using QWidget::QWidget;
  void paintEvent(QPaintEvent* event) override { QPainter(this).fillRect(event->rect(), theme().color(Role::Panel)); }
};

}  // namespace

ConfigForm::ConfigForm(ConfigDocument* document, QWidget* parent)
    : QScrollArea(parent), document_(document), nothing_(new QLabel(this)) {
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFrameShape(QFrame::NoFrame);
  auto* page = new FormPage(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kEdge, 0, kEdge, kEdge);
  column->setSpacing(0);
  setWidget(page);
  makeSections();
  nothing_->setProperty("muted", true);
  nothing_->setVisible(false);
  nothing_->setContentsMargins(0, 16, 0, 0);
  column->addWidget(nothing_);
  column->addStretch(1);
  connect(document_, &ConfigDocument::changed, this, [this] {
    for (FormSection* section : sections_) section->showConfig(document_->config());
  });
  connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { endTyping(now); });
}

void ConfigForm::makeSections() {
  auto* column = static_cast<QVBoxLayout*>(widget()->layout());
  for (const ConfigField& field : configFields()) {
    if (!sections_.empty() && sections_.back()->section() == sectionName(field)) continue;
    if (!sections_.empty()) column->addWidget(rules_.emplace_back(makeRule(widget())));
    sections_.push_back(new FormSection(sectionName(field), widget()));
    column->addWidget(sections_.back());
    for (FieldRow* row : sections_.back()->rows()) {
      connect(row, &FieldRow::edited, this, [this, row](const ConfigField& edited, const ConfigValue& value) {
        touched_ = row;
        document_->setField(edited, value);
      });
      connect(row, &FieldRow::fixWanted, this, [this, row](const Problem& problem) {
        touched_ = row;
        fix(problem);
      });
      connect(row, &FieldRow::compareWanted, this, &ConfigForm::compareWanted);
      connect(row->editor(), &FieldEditor::faultChanged, this, [this, row] {
        touched_ = row;
        Q_EMIT faultsChanged();
      });
      connect(row->editor(), &FieldEditor::finished, document_, &ConfigDocument::endEdit);
      connect(row->editor(), &FieldEditor::folderWanted, this, &ConfigForm::folderWanted);
    }
  }
}

FieldRow* ConfigForm::row(const std::string& key) const {
  for (FormSection* section : sections_)
    for (FieldRow* row : section->rows())
      if (row->field().key == key) return row;
  return nullptr;
}

void ConfigForm::setChoices(const std::string& key, const std::vector<std::string>& choices) {
  if (FieldRow* found = row(key)) found->editor()->setChoices(choices);
}

void ConfigForm::setOffered(const std::string& key, const std::vector<std::pair<QString, QString>>& offered) {
  if (FieldRow* found = row(key)) found->editor()->setOffered(offered);
}

bool ConfigForm::isInSight(const FieldRow* row) const {
  return row->isVisible() && viewport()->rect().intersects(QRect(row->mapTo(viewport(), QPoint()), row->size()));
}

/// The row that a person looks at: the one edited last (a click on a switch leaves the keyboard elsewhere), else where
/// the keyboard is, else the first that is in sight.
FieldRow* ConfigForm::anchor() const {
  if (touched_ && isInSight(touched_)) return touched_;
  FieldRow* first = nullptr;
  for (FormSection* section : sections_)
    for (FieldRow* row : section->rows()) {
      if (!isInSight(row)) continue;
      const QWidget* focus = row->window()->focusWidget();
      if (row->holds(focus)) return row;
      if (!first) first = row;
    }
  return first;
}

void ConfigForm::layOut(int foot) {
  widget()->layout()->setContentsMargins(kEdge, 0, kEdge, foot);
  widget()->layout()->activate();
  QEvent changed(QEvent::LayoutRequest);  // now, not with the next event: the range of the bar follows
  QCoreApplication::sendEvent(this, &changed);
}

/// What comes and goes around that row does not move it; where the form is too short for that below it, space is added.
void ConfigForm::keepPlace(const std::function<void()>& change) {
  FieldRow* row = anchor();
  const int before = row ? row->mapTo(viewport(), QPoint()).y() : 0;
  change();
  if (!row || !row->isVisible()) return;
  layOut(kEdge);
  const int wanted = row->mapTo(widget(), QPoint()).y() - before;
  if (const int lacking = wanted - verticalScrollBar()->maximum(); lacking > 0) layOut(kEdge + lacking);
  verticalScrollBar()->setValue(wanted);
}

/// The room of what was mended is given back once the keyboard has gone on; the row that has it now stays where it is,
/// so that a click meets what it was aimed at.
void ConfigForm::endTyping(const QWidget* focus) {
  if (!focus) return;  // another window
  for (FormSection* section : sections_)
    for (FieldRow* row : section->rows()) {
      if (row->holds(focus)) continue;
      if (!row->keepsRoom()) {
        row->endTyping();
        continue;
      }
      if (touched_ == row) touched_ = nullptr;
      keepPlace([row] { row->endTyping(); });
    }
}

void ConfigForm::setIdle(const std::vector<std::string>& keys) {
  keepPlace([&] {
    for (FormSection* section : sections_) {
      section->setIdle(keys);
      section->showConfig(document_->config());  // its summary leaves them out too
    }
  });
}

/// What is said of the setting that is being edited is seen.
void ConfigForm::showProblems(const std::vector<Problem>& problems) {
  const bool wasWrong = touched_ && touched_->isWrong();
  keepPlace([&] {
    for (FormSection* section : sections_) section->showProblems(problems);
  });
  if (touched_ && touched_->isWrong() && !wasWrong && isInSight(touched_)) {
    layOut(widget()->layout()->contentsMargins().bottom());
    ensureWidgetVisible(touched_->notes(), 0, kEdge);
  }
}

std::vector<Problem> ConfigForm::faults() const {
  std::vector<Problem> result;
  for (FormSection* section : sections_)
    for (FieldRow* row : section->rows())
      if (const QString fault = row->editor()->fault(); !fault.isEmpty())
        result.push_back({row->field().key, Problem::Severity::Error, fault.toStdString(), {}, {}});
  return result;
}

void ConfigForm::fix(const Problem& problem) {
  RunConfig config = document_->config();
  try {
    for (const auto& [key, value] : problem.fix) applySetting(config, key + "=" + value);
  } catch (const UserError&) {
    return;  // a fix that does not apply leaves the setting and its sentence as they are
  }
  document_->endEdit();
  // The button goes with its problem; left to itself, the focus would go to the next one and the form after it.
  if (FieldRow* mended = row(problem.key); mended && mended->isVisible() && mended->holds(focusWidget())) {
    mended->beginMending();
    keepPlace([mended] { mended->editor()->setFocus(Qt::OtherFocusReason); });
  }
  keepPlace([&] { document_->replace(config, engineText(problem.fixLabel)); });
}

void ConfigForm::setFilter(const QString& text) {
  int found = 0;
  bool above = false;  // something is seen above the rule
  for (std::size_t i = 0; i < sections_.size(); ++i) {
    const int matching = sections_[i]->filter(text);
    if (i > 0) rules_[i - 1]->setVisible(above && matching > 0);
    above = above || matching > 0;
    found += matching;
  }
  nothing_->setText(tr("No setting is called “%1”.").arg(text));
  nothing_->setVisible(found == 0);
}

void ConfigForm::showField(const std::string& key) {
  FieldRow* wanted = row(key);
  if (!wanted) return showSection(key.substr(0, key.find('.')));
  for (FormSection* section : sections_)
    if (section->isAncestorOf(wanted)) section->reveal(*wanted);
  layOut(kEdge);
  ensureWidgetVisible(wanted, 0, wanted->height());
  wanted->editor()->setFocus(Qt::OtherFocusReason);
}

void ConfigForm::showSection(const std::string& wanted) {
  for (FormSection* section : sections_) {
    if (section->section() != wanted) continue;
    section->setOpen(true);
    widget()->layout()->activate();
    verticalScrollBar()->setValue(section->y());
    for (FieldRow* row : section->rows())
      if (!row->isHidden()) return row->editor()->setFocus(Qt::OtherFocusReason);
  }
}

}  // namespace studio
