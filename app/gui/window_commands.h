// The commands that belong to the window and not to one of its workspaces: the rows that menus, toolbar, shortcuts and
// palette are made from (window_commands.cpp), and what those of files do (file_commands.cpp). GUI thread.
#pragma once
#include <QObject>
#include <QThreadPool>
#include <stop_token>

#include "app/gui/session.h"
#include "widgets/frame/workspace_window.h"

namespace studio {

// Opening and keeping: runs, configurations and weights by dialog, by path and by drop; figures and weights written to
// files. Says what is wrong in the window's message bar.
class FileCommands : public QObject {
  Q_OBJECT
 public:
  FileCommands(WorkspaceWindow& window, Session& session);
  ~FileCommands() override;

  void openDialog();
  void openRunsFolderDialog();
  /// A runs folder, a run, a configuration, a file of weights or a part of one (FILE#PART).
  void openPath(const QString& path);
  void exportFigure();
  /// The weights of the open run's checkpoint nearest before the shown step, or of the open file.
  void exportCheckpoint();
  bool canExportCheckpoint() const;
  /// All data and figures of the open run into one folder (export_run_command.cpp).
  void askToExportRun();
  /// `name` of the folder that is made in it; empty = the run's, with _export.
  void exportRunInto(const QString& folder, const QString& name = {});
  bool canExportRun() const;
  void showRunFolder();
  /// Of the open file of weights, where it does not say how many attention heads its network has.
  void nameHeads();
  bool lacksHeads() const;

 private:
  void openConfiguration(const QString& path);
  void removeHalfExports();
  QString placeOfExports() const;
  void askHeads(const QString& file, qint64 width);
  void offerFit(const QString& file, const QString& sentence, const RunConfig& config, const WeightsFit& fit);
  void askPart(const QString& file, const QStringList& parts, const QString& sentence);

  WorkspaceWindow& window_;
  Session& session_;
  bool exportsRun_ = false;
  std::stop_source stopExport_;
  QThreadPool exportPool_;  ///< last: it waits for its thread before the rest goes
};

// The commands that belong to the window and not to one of its workspaces: files, appearance, help. Menus, toolbar,
// shortcuts and the command palette are made from these rows and those of the workspaces.

std::vector<ActionSpec> windowCommands(WorkspaceWindow& window, Session& session, FileCommands& files);
/// Menus in the order of the menu bar.
QStringList menuOrder();
/// The toolbar of workspaces without one of their own.
WorkspaceToolbar windowToolbar();

}  // namespace studio
