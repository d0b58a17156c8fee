// The only source of what views show. Polls the live channel 30 times a second (or a run folder, on a worker thread,
// once a second) and notifies the views. GUI thread only; never waits for engine or disk.
#pragma once
#include <QObject>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "widgets/frame/view.h"
#include "widgets/runs/run_data.h"

namespace studio {

class Engine;

class RunMonitor : public QObject {
  Q_OBJECT
 public:
  explicit RunMonitor(QObject* parent = nullptr);
  ~RunMonitor() override;

  /// A run trained by this process. Layers and config are known at once; the rest comes from the channel.
  void followLive(std::shared_ptr<RunChannel> channel, RunFolder folder, RunConfig config,
                  std::vector<LayerInfo> layers);
  /// A stored run, or one that another process is training: read on a worker thread, then followed.
  void openStored(RunFolder folder);
  /// One moment without a history: a file of weights. `data` has folder (the file), caption, facts, layers and
  /// snapshot.
  void openStandalone(RunData data);
  void close();
  /// Reads the folder of a run that is not trained here once more: somebody has seen that it goes on.
  void reread();
  bool hasRun() const;

  const RunData& data() const;
  const ViewState& view() const;
  /// Changes what is chosen; loads a stored snapshot where one is asked for. Where values of another kind are to be
  /// shown, limits and what is hidden are those that a person had chosen for them.
  void setView(const ViewState& wanted);
  /// The quantity that is shown has been chosen: a run that opens goes on to none by itself.
  void keepQuantity();
  /// Says which data are tokens, and is asked on a worker thread for the weights of a unit of a stored run or of a
  /// file; without it there are none.
  void setEngine(std::shared_ptr<const Engine> engine);

  /// Quantities that the shown snapshot has for the chosen layer: cosine, norm, contrasts; and the chosen one in any
  /// case.
  std::vector<std::string> quantities() const;
  /// What a run of language that is trained here reads while it is followed (Snapshot::probed); empty: nothing. It is
  /// forgotten when another run is opened.
  void setTextRead(const TextProbeRequest& text);
  void setColour(int index);
  /// false while nobody can see the window: no live maps are asked for then.
  void setSeen(bool seen);

 Q_SIGNALS:
  void runOpened();  ///< another run, or none
  void statusChanged();
  void scalarsChanged();
  void logChanged();
  void snapshotChanged();  ///< another snapshot is shown, or new stored ones exist
  void viewChanged();      ///< ViewState
  void unitChanged();

 private:
  class Private;
  std::unique_ptr<Private> p_;
};

/// The maps that are shown of the run that is open as a panel of this kind: layer, quantity, and the step where one was
/// chosen; kind empty while there are none.
BoardPanel mapsPanel(const std::string& kind, const RunMonitor& monitor);

// A view of the run that is open.
class FigureView : public View {
  Q_OBJECT
 public:
  FigureView(RunMonitor* monitor, QWidget* parent) : View(parent), monitor_(monitor) {}

 protected:
  RunMonitor* monitor_;
};

}  // namespace studio
