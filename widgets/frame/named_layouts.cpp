// Saved workspaces in the settings and in their menu (named_layouts.h).
#include "widgets/frame/named_layouts.h"

#include <QDialogButtonBox>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>

#include "widgets/frame/settings.h"
#include "widgets/frame/workspace_window.h"

namespace studio {
namespace {

const QString kLayoutsKey =
    QStringLiteral("layouts");  // name -> [workspace, view, where its panels stand, which had nothing to show]

QVariantMap storedLayouts() { return openSettings()->value(kLayoutsKey).toMap(); }

QString savedMenu() { return NamedLayouts::tr("View/Saved workspaces"); }

}  // namespace

NamedLayouts::NamedLayouts(WorkspaceWindow& window) : QObject(&window), window_(window) {}

QStringList NamedLayouts::names() const { return storedLayouts().keys(); }

void NamedLayouts::save(const QString& name) {
  QVariantMap all = storedLayouts();
  all[name] =
      QVariantList{window_.currentWorkspace(), window_.currentViewId(), window_.layoutState(), window_.idleDocks()};
  openSettings()->setValue(kLayoutsKey, all);
}

bool NamedLayouts::show(const QString& name) {
  const QVariantList kept = storedLayouts().value(name).toList();
  if (kept.size() < 3) return false;
  window_.showLayout(kept[0].toString(), kept[2].toByteArray(), kept.value(3).toStringList());
  if (const QString view = kept[1].toString(); !view.isEmpty()) window_.showView(view);
  return true;
}

void NamedLayouts::remove(const QString& name) {
  QVariantMap all = storedLayouts();
  all.remove(name);
  openSettings()->setValue(kLayoutsKey, all);
}

void NamedLayouts::askForName() {
  auto* question = new QInputDialog(&window_);
  question->setObjectName(QStringLiteral("workspaceName"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setWindowTitle(tr("Save workspace"));
  question->setLabelText(tr("Name of this workspace; one of the same name is replaced"));
  question->setOkButtonText(tr("Save"));
  connect(question, &QInputDialog::textValueSelected, this, [this](const QString& name) {
    if (name.trimmed().isEmpty()) return;
    save(name.trimmed());
    window_.refreshActions();
    window_.showNotice(tr("Saved; %1 is in the menu beside the workspaces, and in View.").arg(name.trimmed()));
  });
  question->open();
  const auto* buttons = question->findChild<QDialogButtonBox*>();
  QPushButton* save = buttons ? buttons->button(QDialogButtonBox::Ok) : nullptr;
  if (!save) return;
  const auto allow = [save](const QString& name) { save->setEnabled(!name.trimmed().isEmpty()); };
  connect(question, &QInputDialog::textValueChanged, save, allow);
  allow(question->textValue());
}

void NamedLayouts::askWhichToDelete() {
  auto* question = new QInputDialog(&window_);
  question->setObjectName(QStringLiteral("deleteWorkspace"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setWindowTitle(tr("Delete saved workspace"));
  question->setLabelText(tr("The panels stay where they are now"));
  question->setComboBoxItems(names());
  question->setComboBoxEditable(false);
  question->setOkButtonText(tr("Delete"));
  connect(question, &QInputDialog::textValueSelected, this, [this](const QString& name) {
    remove(name);
    window_.refreshActions();
  });
  question->open();
}

std::vector<ActionSpec> NamedLayouts::actions() {
  const auto any = [this] { return !names().isEmpty(); };
  return {
      {"layout.save", tr("Save workspace as..."), savedMenu(), {}, "download", [this] { askForName(); }, {}, {}, {}},
      {"layout.delete",
       tr("Delete saved workspace..."),
       savedMenu(),
       {},
       "trash",
       [this] { askWhichToDelete(); },
       any,
       {},
       tr("No workspace was saved")}};
}

void NamedLayouts::fillMenu() {
  QMenu* menu = window_.menu(savedMenu());
  connect(menu, &QMenu::aboutToShow, this, [this, menu] { listIn(*menu); });
  window_.setWorkspaceMenu(menu);
}

void NamedLayouts::listIn(QMenu& menu) {
  menu.clear();
  for (const QString& name : names()) {
    QString shown = name;
    menu.addAction(shown.replace(QLatin1Char('&'), QLatin1String("&&")), this, [this, name] { show(name); });
  }
  if (menu.isEmpty()) menu.addAction(tr("None saved yet"))->setEnabled(false);
  menu.addSeparator();
  for (const char* id : {"layout.save", "layout.delete"})
    if (QAction* action = window_.registry().action(QLatin1String(id))) menu.addAction(action);
}

}  // namespace studio
