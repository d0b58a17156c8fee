// Opening and keeping: runs, configurations and weights by dialog, by path and by drop; figures and weights written to
// files. Says what is wrong in the window's message bar. GUI thread.
#pragma once
#include <QObject>

#include "app/gui/session.h"
#include "widgets/frame/workspace_window.h"

namespace studio {

class FileCommands : public QObject {
  Q_OBJECT
 public:
  FileCommands(WorkspaceWindow& window, Session& session);

  void openDialog();
  void openRunsFolderDialog();
  /// A runs folder, a run, a configuration, a file of weights or a part of one (FILE#PART).
  void openPath(const QString& path);
  void exportFigure();
  /// The weights of the open run's checkpoint nearest before the shown step, or of the open file.
  void exportCheckpoint();
  bool canExportCheckpoint() const;
  void showRunFolder();

 private:
  void openConfiguration(const QString& path);
  void askHeads(const QString& file, qint64 width);
  void askPart(const QString& file, const QStringList& parts, const QString& sentence);

  WorkspaceWindow& window_;
  Session& session_;
};

}  // namespace studio
