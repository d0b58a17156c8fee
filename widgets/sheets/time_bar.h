// When maps of a run are stored: the time bar keeps the place of what is to come, so that nothing moves while training.
#pragma once
#include <QWidget>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/run/run_config.h"
#include "core/run/run_status.h"
#include "widgets/runs/run_monitor.h"

class QComboBox;
class QLabel;
class QTimer;
class QToolButton;

namespace studio {

/// Steps of one epoch; 0 where they are not known. A run of so many steps may end within one.
std::int64_t stepsInEpoch(const RunConfig& config, const RunStatus& status);
/// The stored steps, then those still to come by output.maps (0 1 2 5 10 20 50 ..., each epoch's end and the run's), in
/// a run that was stopped, interrupted or failed those that come when it goes on. Ascending.
std::vector<std::int64_t> snapshotTimes(const RunConfig& config, const RunStatus& status,
                                        const std::vector<std::int64_t>& stored);

// The time bar: one tick for each stored snapshot, evenly spaced, hatched where the chosen map was not measured at its
// step; checkpoints as diamonds above; a knob at the step of the map that is shown, which the label beside it says;
// play, live. 56 px. Linear time would put the first dozen maps on two pixels; even spacing gives each its own place.
// What is to come has its places too, so that nothing moves while training; where there are too many for that to be hit
// by the mouse, what is stored takes at least four fifths of the bar and the rest shares what is left.

class TimeBar : public QWidget {
  Q_OBJECT
 public:
  TimeBar(RunMonitor* monitor, QWidget* parent);
  /// The steps that have a tick: the stored ones, then those the run is going to store.
  const std::vector<std::int64_t>& ticks() const { return ticks_; }
  /// x of a stored snapshot's tick in this widget's coordinates; behind the last one that of a checkpoint after it.
  double tickX(int index) const;
  /// What stands below it: the step ("1,410", and "step 1,410" at the end); its tip names the epoch.
  QString tickLabel(std::int64_t step) const;
  /// Where a step lies: between two ticks where it is between theirs.
  double stepX(std::int64_t step) const;
  bool playing() const;
  /// Of the map that is shown: a live one may have been measured earlier than the newest step. -1 = none.
  std::int64_t shownStep() const;
  double knobX() const;
  /// The chosen map was measured at the step of this tick, or the tick is still to come.
  bool isMeasured(std::size_t tick) const;
  /// Checkpoints that have a diamond: of those that would lie over each other the newest.
  std::vector<std::int64_t> markedCheckpoints() const;
  QString tipAt(const QPointF& position) const;

 public Q_SLOTS:
  void togglePlay();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void refresh();
  void takeTimes();
  void advance();
  void show(int index);
  void paintTicks(QPainter& painter) const;
  void paintCheckpoints(QPainter& painter) const;
  void paintTick(QPainter& painter, std::size_t tick) const;
  int places() const;
  int storedPlaces() const;
  QString stepText() const;
  void pointAt(double x);
  int shownIndex() const;
  QRectF track() const;

  RunMonitor* monitor_;
  QToolButton *back_, *play_, *forward_, *live_;
  QComboBox* speed_;
  QLabel *step_, *epoch_;
  QTimer* timer_;
  std::vector<std::int64_t> ticks_;
  RunStatus length_;          ///< the last one that said how long the run is: one that is resumed does not at once
  std::filesystem::path of_;  ///< whose that is
  std::int64_t inEpoch_ = 0;  ///< steps; 0 = not known
  std::int64_t last_ = -1;    ///< a checkpoint after the last tick, as of a run that was stopped; -1 = there is none
};

}  // namespace studio
