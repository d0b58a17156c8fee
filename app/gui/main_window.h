// The window: docks around tabbed views, made from the tables of actions and views. It owns no view's content: what the
// views show comes from the session's RunMonitor. GUI thread.
#pragma once
#include <QStringList>
#include <memory>

#include "app/gui/presets.h"
#include "app/gui/session.h"
#include "widgets/frame/dock_frame.h"
#include "widgets/frame/figure_view.h"

class QLabel;
class QStackedWidget;

namespace studio {

class ActionRegistry;
class AnalysisDesk;
class InspectorPanel;
class MessageBar;
class RunListPanel;
class SetupView;
class ViewTabs;
class WelcomePage;

class MainWindow : public DockFrame {
  Q_OBJECT
 public:
  explicit MainWindow(std::filesystem::path runsFolder);
  ~MainWindow() override;

  Session& session() { return *session_; }
  ActionRegistry& registry() { return *registry_; }
  SetupView& setup() { return *setup_; }
  AnalysisDesk& desk() { return *desk_; }

  // What the actions do.
  void newRun();
  void openDialog();
  void openRunsFolderDialog();
  /// A runs folder, a run, a configuration, a file of weights or a part of one (FILE#PART). Says what is wrong in the
  /// message bar.
  void openPath(const QString& path);
  void saveConfiguration();
  void exportFigure();
  void exportCheckpoint();
  bool canExportCheckpoint() const;
  void showRunFolder();
  void closeRun();
  void undoSetting();
  void redoSetting();
  bool canUndoSetting() const;
  bool canRedoSetting() const;
  void findSetting();
  void startFromSetup();
  bool canStart() const;
  void stopWithoutSaving();
  void resumeOpenRun();
  void askToResume(const ResumeQuestion& question);
  bool canResume() const;
  void extendOpenRun();
  bool canExtend() const;
  void checkConfiguration();
  void startDemo();
  void goToUnitDialog();
  void goToUnit(const QString& address);
  void runAnalyses();
  bool canAnalyse() const;
  void chooseStimuliFolder();
  void showGratings();
  bool limitsLocked() const;
  void toggleLimitsLock();
  void resetLimits();
  void copyData();
  bool canCopyData() const;
  void toggleFullScreen();
  void showPalette();
  void showSystemInformation();
  void showShortcuts();
  void showAbout();
  bool hasFigure() const;

  /// Shows a view of the table by its id; false when there is none.
  bool showView(const QString& id);
  QStringList viewIds() const;
  QWidget* viewWidget(const QString& id) const;
  void showError(const QString& sentence);
  void showNotice(const QString& sentence);

 protected:
  void closeEvent(QCloseEvent* event) override;
  bool event(QEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;

 private:
  void makeCentre();
  void makeDocks();
  void makeAnalyseDocks();
  void makeFrame();
  void connectSession();
  void connectPanels();
  void connectDesk();
  void showAnalysisProgress();
  bool inAnalyse() const;
  void matchOpenRun();
  void connectSetup();
  void connectWelcome();
  void fillWelcome();
  void measureExamples(int index);
  void choosePath(const QString& key);
  void showFolder(const QString& path);
  void moveToTrash(const QString& path);
  void runEnded(const QString& run, const QString& state);
  void refreshStatus();
  void refreshActions();
  void refreshCentre();
  void openConfiguration(const QString& path);
  void askHeads(const QString& file, qint64 width);
  void askPart(const QString& file, const QStringList& parts, const QString& sentence);
  void openRun(const QString& path);
  void readFreeDisk();
  void showDemoContrast();

  Session* session_;
  AnalysisDesk* desk_;
  ActionRegistry* registry_;
  std::vector<Preset> presets_;
  QStackedWidget* centre_ = nullptr;
  WelcomePage* welcome_ = nullptr;
  ViewTabs* views_ = nullptr;
  QWidget* timeBar_ = nullptr;
  QLabel* sheetName_ = nullptr;  ///< of the Analyse workspace, right of the tabs
  SetupView* setup_ = nullptr;
  MessageBar* messages_ = nullptr;
  RunListPanel* runs_ = nullptr;
  InspectorPanel* inspector_ = nullptr;
  QString freeDisk_;
  RunState shownState_ = RunState::Draft;
  bool closing_ = false;
  bool welcomeFilled_ = false;
  bool demoWaits_ = false;  ///< the demo has been started and its first maps are not here yet
};

}  // namespace studio
