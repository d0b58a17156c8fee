// The board that is arranged in the window: its panels and style with undo, the runs it is made of, and what its panels
// show. Runs are read and panels filled on worker threads; what is not yet there is filled in when it comes. GUI
// thread only; never waits.
#pragma once
#include <QObject>
#include <QTimer>
#include <atomic>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/run/engine.h"
#include "widgets/boards/board_figure.h"
#include "widgets/boards/board_sources.h"

namespace studio {

class BoardDocument : public QObject {
  Q_OBJECT
 public:
  explicit BoardDocument(std::shared_ptr<const Engine> engine, QObject* parent = nullptr);
  ~BoardDocument() override;

  const FigureBoard& board() const { return board_; }
  /// The board as it can be drawn by now; never nullptr.
  std::shared_ptr<const FilledBoard> filled() const { return filled_; }
  bool isEmpty() const { return board_.panels.empty(); }
  const std::vector<PanelKind>& kinds() const { return kinds_; }
  const std::vector<BoardSource>& sources() const { return *sources_; }

  // Editing; each change can be undone.
  void change(const std::function<void(FigureBoard&)>& edit);
  void addKind(const std::string& kind) { addPanelLike({.kind = kind}); }
  /// In the usual size of its kind, where there is space; false: the board is full, or there is no such kind.
  bool addPanelLike(BoardPanel panel);
  /// The kind that shows what other parts of the program call so; nullptr = none.
  const PanelKind* kindFor(const std::string& name) const;
  void useReadyBoard(const std::string& name);
  /// An empty board of the same style.
  void clear();
  void undo();
  void redo();
  bool canUndo() const { return !undone_.empty(); }
  bool canRedo() const { return !redone_.empty(); }

  /// Index of the panel that is being edited; -1 = none.
  int selected() const { return selected_; }
  void select(int panel);

  // The runs it is made of.
  /// `colour` < 0: it is asked for (setColours) when the run has been read.
  struct ChosenRun {
    NamedRun run;
    int colour = -1;
    bool operator==(const ChosenRun&) const = default;
  };
  const std::vector<ChosenRun>& chosen() const { return chosen_; }
  void choose(std::vector<ChosenRun> runs);
  /// Beside those that are chosen.
  void addRuns(const std::vector<ChosenRun>& runs);
  /// What gives a run that comes without one its colour, by its settings and place (RunListModel::runColour).
  using Colours = std::function<int(const std::string& settingsKey, const std::string& place)>;
  void setColours(Colours colours) { colours_ = std::move(colours); }
  /// Reads the same runs again: they may have been analysed meanwhile.
  void readAgain();

  // As it was before (board_opening.cpp). What has become of its runs is seen on a worker thread.
  /// The board inside of a figure's file, its runs looked for below these folders and beside the file.
  void openFigure(const std::filesystem::path& file, std::vector<std::filesystem::path> folders);
  /// What restore() takes; empty while nothing was made.
  QByteArray kept() const;
  /// The same board of the same runs, which are looked for where they were, then below these folders.
  void restore(const QByteArray& kept, std::vector<std::filesystem::path> folders);

  bool isBusy() const { return reading_ || filling_; }
  /// Of reading, 0..1; -1 while panels are filled or nothing is done.
  double progress() const;
  QString progressText() const;
  void cancel();

 Q_SIGNALS:
  void changed();  ///< the board or what its panels show
  void selectionChanged();
  void panelAdded(int panel);
  void runsChanged();
  void sourcesRead();  ///< what is known of the runs
  void busyChanged();
  void failed(const QString& sentence);
  void opened();                     ///< a board of a file
  void replaced(const QString& by);  ///< a board that was changed by hand, by a ready figure; it can be undone

 private:
  struct Reading;
  struct OpenedBoard;
  void take(OpenedBoard opened);
  void begin(FigureBoard board);
  void refresh();
  void fill(std::vector<std::size_t> panels);
  void read();
  void takeSources(Reading& reading, std::vector<BoardSource> sources);
  void describeRuns();
  void describeDrawing();
  void suggestPublished();
  bool isChangedByHand() const;
  std::string contentKey(const BoardPanel& panel) const;
  void remember();

  std::shared_ptr<const Engine> engine_;
  std::vector<AnalysisKind> analyses_;
  std::vector<PanelKind> kinds_;
  FigureBoard board_;
  std::shared_ptr<const FilledBoard> filled_;
  std::vector<FigureBoard> undone_, redone_;
  std::vector<BoardPanel> made_;  ///< panels as the ready figure or the file had them that was taken last
  bool suggested_ = true;         ///< whether published values are shown while nobody has chosen
  int selected_ = -1;
  std::vector<ChosenRun> chosen_;
  Colours colours_;
  std::vector<BoardRun> gone_;  ///< of a board that was opened: runs that are not here
  std::shared_ptr<const std::vector<BoardSource>> sources_;
  std::map<std::string, PanelContent> contents_;  ///< of these sources, by contentKey()
  std::string wantedReady_;                       ///< is made when the runs have been read
  std::shared_ptr<Reading> reading_;
  bool filling_ = false, restoring_ = false;
  QTimer watch_;
};

}  // namespace studio
