// The demo on the welcome page: the recorded result of one real run, its picture (five maps, both losses), and the card
// around it with the one button that trains it here.
#pragma once
#include <QFrame>
#include <QWidget>
#include <filesystem>
#include <vector>

#include "core/run/run_store.h"
#include "core/run/snapshot.h"
#include "widgets/sheets/colour_maps.h"

class QLabel;
class QPushButton;

namespace studio {

// The recorded result of the demo that the welcome page shows: five maps and both losses of one real run.
// Stored as an .npz: steps [n] int64, maps [n, h, w] float32, scalars [k, 3] float64 (step, task loss, topo loss),
// facts [4] float64 (class shown, final validation accuracy, tau, factor). No thread of its own; blocks on the disk.
struct DemoPreview {
  struct Point {
    double step = 0, taskLoss = 0, topoLoss = 0;
  };
  std::vector<SheetMap> maps;  ///< selectivity t for one class, in the order of the steps
  std::vector<Point> losses;
  int shownClass = 0;
  double accuracy = 0, tau = 0, factor = 0;
  bool empty() const { return maps.empty() || losses.empty(); }
};

/// Throws UserError naming the file when it is missing or not such a file.
DemoPreview readDemoPreview(const std::filesystem::path& file);
void writeDemoPreview(const std::filesystem::path& file, const DemoPreview& preview);
/// From a stored run: the maps of `layer` at steps 0, 20, 100, 500 and the last (those that are stored), for class
/// `shownClass`.
DemoPreview makeDemoPreview(const RunFolder& run, const std::string& layer, int shownClass);

// The recorded demo: maps of one class as they formed on one scale with its bar, and both losses over the steps.
class DemoPicture : public QWidget {
  Q_OBJECT
 public:
  explicit DemoPicture(QWidget* parent);
  void setPreview(const DemoPreview& preview);
  /// The scale of all maps: the largest |value| of any.
  Limits limits() const { return limits_; }
  QSize sizeHint() const override { return {756, 140}; }
  QSize minimumSizeHint() const override { return {560, 140}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintMaps(QPainter& painter) const;
  void paintBar(QPainter& painter, double x) const;
  void paintLosses(QPainter& painter, const QRectF& area) const;
  DemoPreview preview_;
  Limits limits_;
};

/// Exponential moving average, corrected for its start: the average of a constant is the constant.
std::vector<double> smoothed(const std::vector<double>& values, double decay);

// The demo on the welcome page: its own recorded result (maps as they formed, both losses) and the button that starts
// it.
class DemoPicture;

class DemoCard : public QFrame {
  Q_OBJECT
 public:
  explicit DemoCard(QWidget* parent);
  void setPreview(const DemoPreview& preview);
  void setSeconds(double seconds);
  QPushButton* startButton() { return start_; }
  bool hasPicture() const;

 Q_SIGNALS:
  void startWanted();

 private:
  QLabel* words_;
  QPushButton* start_;
  DemoPicture* picture_;
};

}  // namespace studio
