// The rows that a window's workspaces are made from, and what all of them are given. GUI thread only.
#pragma once
#include <QCoreApplication>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "widgets/frame/workspace_window.h"

namespace studio {

class Engine;
class RunListModel;
class RunMonitor;
class RunSession;
class Sources;
struct SetupPreset;

/// What workspaces share. All of it outlives them.
struct WorkspaceContext {
  WorkspaceWindow& window;
  RunSession& session;
  RunMonitor& monitor;  ///< the run that is open
  RunListModel& runs;   ///< the runs of the folder
  Sources& sources;     ///< the networks that are looked at
  std::shared_ptr<const Engine> engine;
  const std::vector<SetupPreset>& presets;
};

/// A workspace that keeps what it was made with.
class RunWorkspace : public Workspace {
 protected:
  explicit RunWorkspace(const WorkspaceContext& context)
      : Workspace(&context.window),
        window_(context.window),
        session_(context.session),
        monitor_(context.monitor),
        runs_(context.runs),
        engine_(context.engine) {}

  WorkspaceWindow& window_;
  RunSession& session_;
  RunMonitor& monitor_;
  RunListModel& runs_;
  std::shared_ptr<const Engine> engine_;
};

struct WorkspaceRow {
  const char* id;     ///< "train": in commands, layouts, --workspace; never changed once released
  const char* title;  ///< source text, translated as "Workspace"
  Workspace* (*make)(const WorkspaceContext& context);
  /// Whether there is anything for it to do; nullptr = always.
  bool (*offered)(const WorkspaceContext& context) = nullptr;
};

/// Makes the workspaces in the order of the rows. The context is kept.
inline void addWorkspaces(const std::vector<WorkspaceRow>& rows, const WorkspaceContext& context) {
  for (const WorkspaceRow& row : rows) {
    std::function<bool()> offered;
    if (row.offered) offered = [context, ask = row.offered] { return ask(context); };
    context.window.addWorkspace(QString::fromLatin1(row.id), QCoreApplication::translate("Workspace", row.title),
                                row.make(context), offered);
  }
}

}  // namespace studio
