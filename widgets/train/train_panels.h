// What stands beside the sheets of the Train workspace: System, Monitor, the text drawn, the chosen unit, and the bar
// at the end of a run. Each has its own .cpp. GUI thread.
#pragma once
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>
#include <QWidget>
#include <deque>
#include <memory>
#include <mutex>

#include "core/run/machine_load.h"
#include "widgets/analysis/unit_pictures.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_monitor.h"
#include "widgets/sheets/inspector_panel.h"

class QPushButton;

namespace studio {

class CurveGroup;
class FittedText;
class Sparkline;
class StimuliStrip;
class UnitTokens;
struct RunData;

// The System dock: how busy processors, memory, disk and GPU have been over the last five minutes. Measured every two
// seconds on a worker thread, whether the dock is seen or not: its course has no hole for the time in which something
// else was looked at. GUI thread.

/// A title, the newest value in words, and its course as an area: time to the right, a tick each minute, 0 to the
/// scale's top upwards, with numbers at 0, half and top. A second course, of one process alone, is drawn over it.
class LoadChart : public QWidget {
  Q_OBJECT
 public:
  LoadChart(const QString& title, QWidget* parent);
  struct Point {
    double time = 0, all = -1, own = -1;  ///< -1: not known then
  };
  struct Scale {
    double top = 1;
    QString full, half;  ///< as numbers of the axis
  };
  void show(const std::vector<Point>& points, const Scale& scale, const QString& value, const QString& detail);
  QString valueText() const { return value_; }
  const QString& detailText() const { return detail_; }
  const std::vector<Point>& points() const { return points_; }
  static constexpr double kSeconds = 300;
  /// Where the course is drawn; below it stands its time.
  QRectF area() const;
  /// "5 min ago", "4", ..., "now": a tick of the time that has words, and its x.
  struct TimeLabel {
    QString text;
    double x = 0;
  };
  /// As much of the title as there is room for beside the value.
  QString shownTitle() const;
  std::vector<TimeLabel> timeLabels() const;
  /// The numbers of the axis from the top down, each where it is drawn: left of the area, on its line.
  struct ValueLabel {
    QString text;
    QRectF place;
  };
  std::vector<ValueLabel> valueLabels() const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void drawTime(QPainter& painter) const;
  double axisWidth() const;
  void drawCourse(QPainter& painter, const QRectF& area, double Point::*member, QColor colour, bool filled) const;
  QString title_, value_, detail_;
  std::vector<Point> points_;
  Scale scale_;
};

class MachinePanel : public QWidget {
  Q_OBJECT
 public:
  explicit MachinePanel(QWidget* parent = nullptr);
  ~MachinePanel() override;
  /// The folder whose disk is measured.
  void setRunsFolder(const std::filesystem::path& folder);
  /// Whose share is shown beside everybody's: the process that trains the open run; 0 = this program.
  void setTrainer(std::int64_t process);
  void add(const MachineLoad& load);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  struct Sampler {
    std::mutex lock;
    MachineSampler sampler;
  };
  void measure();
  void showLoads();
  std::vector<LoadChart::Point> course(double (*all)(const MachineLoad&), double (*own)(const MachineLoad&)) const;
  void showGpu(const MachineLoad& now);
  LoadChart *processors_, *memory_, *disk_, *gpu_;
  QLabel* noGpu_;  ///< in its place: that there is none
  std::deque<MachineLoad> loads_;
  std::filesystem::path runs_;
  std::int64_t trainer_ = 0;
  std::shared_ptr<Sampler> sampler_;
  bool measuring_ = false;
  QTimer timer_;
  QThreadPool pool_;  ///< last: it waits for its thread before the rest goes
};

// The Monitor dock: three curves and the throughput of the open run; a sentence in their place where there is no run
// but a file.

class MonitorPanel : public QWidget {
  Q_OBJECT
 public:
  MonitorPanel(RunMonitor* monitor, QWidget* parent);
  CurveGroup& group() { return *group_; }
  /// Smoothing and axis choices, for the dock's title row.
  QWidget* makeTitleExtra(QWidget* parent);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void refreshRates();
  void fitPlots();
  RunMonitor* monitor_;
  QWidget* content_;
  QLabel* none_;
  CurveGroup* group_;
  QLabel *rateName_, *rate_, *left_, *ends_;
  Sparkline* spark_;
  double newestRate_ = -1;  ///< images/s of the newest stored row
};

/// A thin line of the newest values without axes.
class Sparkline : public QWidget {
  Q_OBJECT
 public:
  explicit Sparkline(QWidget* parent) : QWidget(parent) { setFixedHeight(28); }
  void show(std::vector<double> values);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<double> values_;
};

// The chosen unit of the open run: its values at the step that is shown, its weights, and the stimuli that drove it
// most when the run was analysed last; of a language model the tokens of its validation text. GUI thread.

class RunUnitPanel : public InspectorPanel {
  Q_OBJECT
 public:
  RunUnitPanel(RunMonitor* monitor, std::shared_ptr<const Engine> engine, QWidget* parent);

 protected:
  void showDetails() override;
  void showEvent(QShowEvent* event) override;

 private:
  void read();
  void showTokens();
  std::shared_ptr<const Engine> engine_;
  UnitPictures pictures_;
  std::vector<StimuliChoice> stimuli_;  ///< that can be shown to the run, with their titles
  AnalysisRow row_;                     ///< the open run and what selectivity is stored of it
  std::filesystem::path readFor_;       ///< the run that row_ is of, or is being read for
  bool reading_ = false;
  QString pictured_;  ///< address of the unit whose pictures are shown or on their way
  QLabel *title_, *note_;
  StimuliStrip* strip_;
  UnitTokens* tokens_;
};

// The Text dock of a language model: what it has drawn, of the snapshot that is shown or, live, of the newest one. GUI
// thread.

class TextPanel : public QPlainTextEdit {
  Q_OBJECT
 public:
  TextPanel(RunMonitor* monitor, QWidget* parent);
  /// At which step it was drawn, for the dock's title row.
  QWidget* makeTitleExtra(QWidget* parent);

 private:
  void refresh();
  RunMonitor* monitor_;
  QPointer<QLabel> step_;
};

// Beside the tabs over the views of a run that was stopped, interrupted or failed: what happened, how many steps are
// trained again, and the one button that goes on from its checkpoint. Not there for any other run; it takes no room
// from the views, so that maps stay where they are when a run ends. GUI thread.

class RunEndBar : public QWidget {
  Q_OBJECT
 public:
  explicit RunEndBar(QWidget* parent);
  /// `whyNot`: why it cannot go on now, one sentence; empty = it can.
  void show(const RunData& run, const QString& whyNot);
  bool isShown() const { return shown_; }

 Q_SIGNALS:
  void resumeWanted();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void paintIcon();
  void fitSentence();
  QWidget* row_;  ///< hidden for other runs
  QLabel* icon_;
  FittedText* sentence_;
  QPushButton* resume_;
  QString whole_, brief_;
  QString iconName_;
  int role_ = 0;
  bool shown_ = false;
};

}  // namespace studio
