// The System dock: how busy processors, memory, disk and GPU have been over the last five minutes. Measured every two
// seconds on a worker thread, whether the dock is seen or not: its course has no hole for the time in which something
// else was looked at. GUI thread.
#pragma once
#include <QThreadPool>
#include <QTimer>
#include <QWidget>
#include <deque>
#include <memory>
#include <mutex>

#include "core/run/machine_load.h"
#include "widgets/frame/theme.h"

class QLabel;

namespace studio {

/// A title, the newest value in words, and its course as an area: time to the right, a tick each minute, 0 to `top`
/// upwards. A second course, of this program alone, is drawn over it.
class LoadChart : public QWidget {
  Q_OBJECT
 public:
  LoadChart(const QString& title, QWidget* parent);
  struct Point {
    double time = 0, all = -1, own = -1;  ///< -1: not known then
  };
  void show(const std::vector<Point>& points, double top, const QString& value, const QString& detail);
  QString valueText() const { return value_; }
  const std::vector<Point>& points() const { return points_; }
  static constexpr double kSeconds = 300;
  /// Where the course is drawn; below it stands its time.
  QRectF area() const;
  /// "5 min ago", "4", ..., "now": a tick of the time that has words, and its x.
  struct TimeLabel {
    QString text;
    double x = 0;
  };
  std::vector<TimeLabel> timeLabels() const;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void drawTime(QPainter& painter) const;
  void drawCourse(QPainter& painter, const QRectF& area, double Point::*member, QColor colour, bool filled) const;
  QString title_, value_, detail_;
  std::vector<Point> points_;
  double top_ = 1;
};

class MachinePanel : public QWidget {
  Q_OBJECT
 public:
  explicit MachinePanel(QWidget* parent = nullptr);
  ~MachinePanel() override;
  /// The folder whose disk is measured.
  void setRunsFolder(const std::filesystem::path& folder);
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
  LoadChart *processors_, *memory_, *disk_, *gpu_;
  std::deque<MachineLoad> loads_;
  std::filesystem::path runs_;
  std::shared_ptr<Sampler> sampler_;
  bool measuring_ = false;
  QTimer timer_;
  QThreadPool pool_;  ///< last: it waits for its thread before the rest goes
};

}  // namespace studio
