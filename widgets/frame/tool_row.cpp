#include "widgets/frame/tool_row.h"

#include <QEvent>
#include <QMenu>
#include <QToolButton>
#include <algorithm>
#include <utility>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr int kRowHeight = 44, kBetweenTools = 4, kRowEnds = 3 * (8 + kBetweenTools);  // px; ends and the space between

/// As wide as its text and no wider; where a command changes its text in place ("Pause", "Resume"), wide enough for all
/// of them, so that the buttons beside it stay where they are.
class ToolButton : public QToolButton {
 public:
  ToolButton(const QStringList& otherTexts, QWidget* parent) : QToolButton(parent), otherTexts_(otherTexts) {}
  QSize sizeHint() const override {
    QSize size = QToolButton::sizeHint();
    if (toolButtonStyle() == Qt::ToolButtonIconOnly) return size;
    const auto textWidth = [this](const QString& text) {
      return fontMetrics().size(Qt::TextShowMnemonic, text).width();
    };
    int widest = textWidth(text());
    for (const QString& other : otherTexts_) widest = std::max(widest, textWidth(other));
    const int spaces = 2 * fontMetrics().horizontalAdvance(QLatin1Char(' '));  // Qt leaves these behind every text
    return size + QSize(widest - textWidth(text()) - spaces, 0);
  }

 private:
  QStringList otherTexts_;
};

}  // namespace

ToolRow::ToolRow(const QString& title, QWidget* parent) : QToolBar(title, parent) {
  setMovable(false);
  setIconSize({22, 16});  // icons of 16 with some air to their text
  setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  setFixedHeight(kRowHeight);
}

void ToolRow::fill(const ActionRegistry& registry, const QStringList& left, const QStringList& right) {
  qDeleteAll(actions());  // with the buttons of an earlier filling
  tools_.clear();
  addSpace(QSizePolicy::Fixed);
  add(registry, left);
  const std::size_t lefts = tools_.size();
  more_ = new QToolButton(this);
  more_->setObjectName(QStringLiteral("moreTools"));
  more_->setIcon(icon(QStringLiteral("chevron-down")));
  more_->setAccessibleName(tr("More commands"));
  more_->setToolTip(tr("Commands that find no space here"));
  more_->setPopupMode(QToolButton::InstantPopup);
  more_->setFocusPolicy(Qt::TabFocus);
  menu_ = new QMenu(more_);
  menu_->setToolTipsVisible(true);
  more_->setMenu(menu_);
  morePlace_ = addWidget(more_);
  morePlace_->setVisible(false);
  addSpace(QSizePolicy::Expanding);
  add(registry, right);
  addSpace(QSizePolicy::Fixed);
  std::rotate(tools_.begin(), tools_.begin() + std::ptrdiff_t(lefts), tools_.end());  // the right ones keep theirs
  fit();
}

void ToolRow::add(const ActionRegistry& registry, const QStringList& entries) {
  for (const QString& entry : entries) {
    Tool tool;
    if (entry == QLatin1String("|"))
      tool.place = addSeparator();
    else if (QWidget* button = makeButton(registry, entry, tool.commands))
      tool.place = makePlace(button, tool.commands.front());
    if (tool.place) tools_.push_back(std::move(tool));
  }
}

/// Whenever a button's place changes, Qt takes the place's word for whether the button is possible.
QAction* ToolRow::makePlace(QWidget* button, QAction* command) {
  QAction* place = addWidget(button);
  place->setEnabled(command->isEnabled());
  connect(command, &QAction::changed, place, [this, place, command, seen = command->isVisible()]() mutable {
    place->setEnabled(command->isEnabled());
    if (std::exchange(seen, command->isVisible()) != command->isVisible()) fit();
  });
  return place;
}

/// A command that is not offered now has no button; lines between buttons have no command.
bool ToolRow::isOffered(const Tool& tool) { return tool.commands.isEmpty() || tool.commands.front()->isVisible(); }

QWidget* ToolRow::makeButton(const ActionRegistry& registry, const QString& entry, QList<QAction*>& commands) {
  const QString id = entry.section(QLatin1Char('>'), 0, 0).section(QLatin1Char(':'), 0, 0);
  QAction* action = registry.action(id);
  if (!action) return nullptr;
  commands << action;
  auto* button = new ToolButton(registry.possibleTexts(id), this);
  button->setDefaultAction(action);
  button->setObjectName(QStringLiteral("toolbar.") + id);
  button->setFocusPolicy(Qt::TabFocus);
  button->setAccessibleName(action->text());
  button->setToolButtonStyle(entry.contains(QLatin1String(":icon")) ? Qt::ToolButtonIconOnly
                                                                    : Qt::ToolButtonTextBesideIcon);
  button->setProperty("raised", entry.contains(QLatin1String(":raised")));
  const QStringList others = entry.section(QLatin1Char('>'), 1).split(QLatin1Char(','), Qt::SkipEmptyParts);
  if (others.isEmpty()) return button;
  auto* open = new QMenu(button);
  open->setToolTipsVisible(true);
  for (const QString& other : others)
    if (QAction* choice = registry.action(other)) {
      open->addAction(choice);
      commands << choice;
    }
  button->setMenu(open);
  button->setPopupMode(QToolButton::MenuButtonPopup);
  return button;
}

void ToolRow::addSpace(QSizePolicy::Policy policy) {
  auto* space = new QWidget(this);
  space->setFixedHeight(1);
  space->setMinimumWidth(8);  // the style sheet's padding would push the buttons down too
  space->setSizePolicy(policy, QSizePolicy::Preferred);
  addWidget(space);
}

/// As many as find space keep their place, in their order; the arrow's own space is counted once it is needed.
void ToolRow::fit() {
  if (!more_ || width() < 1) return;
  const auto toolWidth = [this](const Tool& tool) {
    return widgetForAction(tool.place)->sizeHint().width() + kBetweenTools;
  };
  int all = kRowEnds;
  for (const Tool& tool : tools_) all += isOffered(tool) ? toolWidth(tool) : 0;
  int left = width() - kRowEnds - (all > width() ? more_->sizeHint().width() + kBetweenTools : 0);
  bool full = false;
  QList<QAction*> hidden;
  for (const Tool& tool : tools_) {
    if (!isOffered(tool)) {
      if (tool.place->isVisible()) tool.place->setVisible(false);
      continue;
    }
    left -= toolWidth(tool);
    full = full || left < 0;
    if (tool.place->isVisible() == full) tool.place->setVisible(!full);
    if (full) hidden << tool.commands;
  }
  const bool same = hidden.isEmpty() ? menu_->isEmpty() : menu_->actions() == hidden;
  if (!same) {
    menu_->clear();
    menu_->addActions(hidden);
  }
  if (morePlace_->isVisible() == hidden.isEmpty()) morePlace_->setVisible(!hidden.isEmpty());
}

void ToolRow::resizeEvent(QResizeEvent* event) {
  fit();
  QToolBar::resizeEvent(event);
}

void ToolRow::showEvent(QShowEvent* event) {
  QToolBar::showEvent(event);
  fit();
}

/// A command may change its text ("Pause", "Resume").
bool ToolRow::event(QEvent* event) {
  const bool done = QToolBar::event(event);
  if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::StyleChange) fit();
  return done;
}

}  // namespace studio
