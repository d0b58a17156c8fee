// The registry of commands, and the command palette with its rows.
#include "widgets/frame/actions.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <stdexcept>

#include "widgets/frame/theme.h"

namespace studio {

std::vector<ActionSpec> inGroups(std::vector<ActionSpec> specs, const QStringList& firsts) {
  for (ActionSpec& spec : specs) spec.opensGroup = spec.opensGroup || firsts.contains(spec.id);
  return specs;
}

ActionRegistry::ActionRegistry(QObject* parent) : QObject(parent) {}

QAction* ActionRegistry::add(ActionSpec spec) {
  for (const ActionSpec& other : specs_) {
    if (other.id == spec.id) throw std::logic_error("two actions are called " + spec.id.toStdString());
    if (!spec.shortcut.isEmpty() && other.shortcut == spec.shortcut)
      throw std::logic_error(other.id.toStdString() + " and " + spec.id.toStdString() + " share the shortcut " +
                             spec.shortcut.toString().toStdString());
  }
  auto* action = new QAction(spec.text, this);
  action->setObjectName(spec.id);
  action->setShortcut(spec.shortcut);
  if (!spec.icon.isEmpty()) action->setIcon(icon(spec.icon));
  action->setCheckable(bool(spec.checked));
  connect(action, &QAction::triggered, this, [this, run = spec.run] {
    if (run) run();
    refresh();
  });
  specs_.push_back(std::move(spec));
  actions_.push_back(action);
  return action;
}

QAction* ActionRegistry::action(const QString& id) const {
  for (QAction* action : actions_)
    if (action->objectName() == id) return action;
  return nullptr;
}

/// Of a command that changes its text; a button shows "Open..." without the dots.
QStringList ActionRegistry::possibleTexts(const QString& id) const {
  for (const ActionSpec& spec : specs_)
    if (spec.id == id && !spec.otherTexts.isEmpty()) return QStringList{spec.text} + spec.otherTexts;
  return {};
}

namespace {

QString disabledReason(const ActionSpec& spec) { return spec.why ? spec.why() : spec.whyDisabled; }

}  // namespace

void ActionRegistry::refresh() {
  for (std::size_t i = 0; i < specs_.size(); ++i) {
    const ActionSpec& spec = specs_[i];
    const bool enabled = !spec.enabled || spec.enabled();
    actions_[i]->setEnabled(enabled);
    const QString why = enabled ? QString() : disabledReason(spec),
                  text = actions_[i]->text();  // or "Pause digits" by now
    actions_[i]->setToolTip(why.isEmpty() ? text : text + QStringLiteral(": ") + why);
    if (spec.checked) actions_[i]->setChecked(spec.checked());
  }
}

namespace {

constexpr int kHeight = 28, kCommandMargin = 8, kIcon = 16, kCommandGap = 12;

}  // namespace

QSize CommandDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {120, kHeight}; }

void CommandDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const Theme& colors = theme();
  const bool enabled = index.flags() & Qt::ItemIsEnabled;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (option.state & QStyle::State_Selected) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(colors.color(Role::Select));
    painter->drawRoundedRect(option.rect, 6, 6);
  }
  const QRect row = option.rect.adjusted(kCommandMargin, 0, -kCommandMargin, 0);
  const QIcon picture = index.data(Qt::DecorationRole).value<QIcon>();
  picture.paint(painter, QRect(row.left(), row.top() + (kHeight - kIcon) / 2, kIcon, kIcon), Qt::AlignCenter,
                enabled ? QIcon::Normal : QIcon::Disabled);

  painter->setPen(colors.color(Role::Muted));
  painter->setFont(studio::textFont(TextStyle::Label));
  const QString keys = index.data(Shortcut).toString();
  painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, keys);
  const int keysWidth = keys.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(keys) + kCommandGap;

  painter->setFont(studio::textFont(TextStyle::Body));
  if (enabled) painter->setPen(colors.color(Role::Text));
  const QString words = index.data(Qt::DisplayRole).toString();
  QRect left = row.adjusted(kIcon + kCommandGap, 0, -keysWidth, 0);
  painter->drawText(left, Qt::AlignLeft | Qt::AlignVCenter, words);
  if (!enabled) {
    left.setLeft(left.left() + painter->fontMetrics().horizontalAdvance(words) + kCommandGap);
    painter->setFont(studio::textFont(TextStyle::Label));
    painter->drawText(
        left, Qt::AlignLeft | Qt::AlignVCenter,
        painter->fontMetrics().elidedText(index.data(WhyDisabled).toString(), Qt::ElideRight, left.width()));
  }
  painter->restore();
}

namespace {

constexpr int kHighest = 420;

}  // namespace

CommandPalette::CommandPalette(ActionRegistry& registry, QWidget* parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint), registry_(registry) {
  setAttribute(Qt::WA_DeleteOnClose);
  setAccessibleName(tr("Command palette"));
  setFixedWidth(560);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(12, 12, 12, 12);
  field_ = new QLineEdit(this);
  field_->setPlaceholderText(tr("Type a command"));
  field_->setAccessibleName(tr("Command to look for"));
  list_ = new QListWidget(this);
  list_->setAccessibleName(tr("Commands found"));
  list_->setItemDelegate(new CommandDelegate(list_));
  list_->setFocusPolicy(Qt::NoFocus);  // the field keeps the keyboard
  column->addWidget(field_);
  column->addWidget(list_);
  field_->installEventFilter(this);
  connect(field_, &QLineEdit::textChanged, this, &CommandPalette::fill);
  connect(list_, &QListWidget::itemActivated, this, &CommandPalette::runCurrent);
  connect(list_, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
  registry_.refresh();
  fill({});
  field_->setFocus();
  if (parent) move(parent->window()->mapToGlobal(QPoint((parent->window()->width() - width()) / 2, 48)));
}

int CommandPalette::score(const QString& text, const QString& typed) {
  int place = 0, gaps = 0;
  for (const QChar letter : typed) {
    if (letter.isSpace()) continue;
    const qsizetype found = text.indexOf(letter, place, Qt::CaseInsensitive);
    if (found < 0) return -1;
    gaps += int(found) - place;
    place = int(found) + 1;
  }
  return gaps;
}

void CommandPalette::fill(const QString& typed) {
  std::vector<std::pair<int, const ActionSpec*>> found;
  for (const ActionSpec& spec : registry_.specs()) {
    const QString text = spec.menu.section(QLatin1Char('/'), 0, 0) + QLatin1Char(' ') + spec.text;
    const int value = score(text, typed);
    if (value >= 0 && spec.id != QLatin1String("tools.palette")) found.emplace_back(value, &spec);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  list_->clear();
  for (const auto& [value, spec] : found) {
    const QAction* action = registry_.action(spec->id);
    auto* item = new QListWidgetItem(spec->text, list_);
    if (!spec->icon.isEmpty()) item->setIcon(icon(spec->icon));
    item->setData(CommandDelegate::ActionId, spec->id);
    item->setData(CommandDelegate::Shortcut, spec->shortcut.toString(QKeySequence::NativeText));
    const bool enabled = action->isEnabled();
    const QString why = enabled ? QString() : disabledReason(*spec);
    item->setData(CommandDelegate::WhyDisabled, why);
    item->setData(Qt::AccessibleTextRole, why.isEmpty() ? spec->text : spec->text + QStringLiteral(": ") + why);
    if (!enabled) item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
  }
  list_->setCurrentRow(0);
  fitHeight();
}

/// As high as what was found, so that nothing empty lies over the window.
void CommandPalette::fitHeight() {
  const int rows = list_->count() == 0 ? 0 : list_->sizeHintForRow(0) * list_->count() + 2 * list_->frameWidth();
  const int around =
      layout()->contentsMargins().top() + layout()->contentsMargins().bottom() + field_->sizeHint().height();
  list_->setVisible(list_->count() > 0);
  setFixedHeight(std::min(kHighest, around + (rows > 0 ? rows + layout()->spacing() : 0)));
}

/// A popup has no frame of the system: a line keeps it apart from the window below.
void CommandPalette::paintEvent(QPaintEvent* event) {
  QDialog::paintEvent(event);
  QPainter painter(this);
  painter.setPen(theme().color(Role::Line));
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void CommandPalette::runCurrent() {
  const QListWidgetItem* item = list_->currentItem();
  if (!item || !(item->flags() & Qt::ItemIsEnabled)) return;
  QAction* action = registry_.action(item->data(CommandDelegate::ActionId).toString());
  close();
  action->trigger();
}

/// The field keeps the focus; arrows move in the list, Enter runs.
bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (watched != field_ || event->type() != QEvent::KeyPress) return QDialog::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  if (key == Qt::Key_Return || key == Qt::Key_Enter) return runCurrent(), true;
  if (key != Qt::Key_Down && key != Qt::Key_Up) return QDialog::eventFilter(watched, event);
  const int row = std::clamp(list_->currentRow() + (key == Qt::Key_Down ? 1 : -1), 0, list_->count() - 1);
  list_->setCurrentRow(row);
  return true;
}

}  // namespace studio
