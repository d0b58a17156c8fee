#include "widgets/frame/file_dialog.h"

#include <QAbstractFileIconProvider>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QScreen>
#include <QToolButton>
#include <QTreeView>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

constexpr QSize kRoomForFiles(960, 560);  // px

class FileIcons : public QAbstractFileIconProvider {
 public:
  QIcon icon(IconType type) const override {
    const bool isFolder = type == Folder || type == Desktop;
    const bool isPlace = type == Computer || type == Drive || type == Network;
    return studio::icon(isPlace    ? QStringLiteral("database")
                        : isFolder ? QStringLiteral("folder")
                                   : QStringLiteral("file"),
                        Role::Muted);
  }
  QIcon icon(const QFileInfo& file) const override { return icon(file.isDir() ? Folder : File); }
};

void giveIcons(QFileDialog& dialog) {
  static FileIcons files;
  dialog.setIconProvider(&files);
  for (const auto& [button, name] : {std::pair{"backButton", "chevron-left"},
                                     {"forwardButton", "chevron-right"},
                                     {"toParentButton", "chevron-up"},
                                     {"newFolderButton", "plus"},
                                     {"listModeButton", "grid"},
                                     {"detailModeButton", "log"}})
    if (auto* found = dialog.findChild<QToolButton*>(QLatin1String(button)))
      found->setIcon(studio::icon(QLatin1String(name), Role::Text));
}

/// Names take what sizes, types and dates leave.
void fitColumns(QTreeView& list) {
  list.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  QHeaderView* header = list.header();
  header->setStretchLastSection(false);
  for (int column = 0; column < header->count(); ++column)
    header->setSectionResizeMode(column, column == 0 ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
}

}  // namespace

void fitFileDialog(QFileDialog& dialog) {
  auto* list = dialog.findChild<QTreeView*>(QStringLiteral("treeView"));
  if (!list) return;
  giveIcons(dialog);
  fitColumns(*list);
  const QScreen* screen = dialog.screen();
  dialog.resize(dialog.size().expandedTo(kRoomForFiles).boundedTo(screen ? screen->availableSize() : kRoomForFiles));
}

}  // namespace studio
