// The chosen unit: its address, place, the value of every quantity, its incoming weights. While analyses are looked at:
// its t for every contrast with the controls' as thin marks, and the stimuli that drive it most.
#pragma once
#include <QWidget>
#include <vector>

#include "widgets/runs/run_monitor.h"

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace studio {

class AnalysisDesk;
class StimuliStrip;
class UnitBars;
class WeightsPicture;

class InspectorPanel : public QWidget {
  Q_OBJECT
 public:
  InspectorPanel(RunMonitor* monitor, QWidget* parent, AnalysisDesk* desk = nullptr);
  QString address() const;
  /// What is shown of the unit: what the shown step has (false, the Train workspace), or what analyses found (true;
  /// needs a desk).
  void setAnalysing(bool analysing);

 Q_SIGNALS:
  /// Typed into the address field.
  void addressEntered(const QString& address);

 private:
  void refresh();
  void showQuantities();
  void showContrasts();
  void showStimuli();
  void showWeights();
  RunMonitor* monitor_;
  AnalysisDesk* desk_;
  bool analysing_ = false;
  QString pictured_;  ///< address of the unit whose pictures are shown or on their way
  QLineEdit* address_;
  QLabel *place_, *empty_, *barsNote_, *stimuliTitle_, *stimuliNote_, *weightsTitle_, *weightsNote_;
  UnitBars* bars_;
  StimuliStrip* stimuli_;
  WeightsPicture* weights_;
  QWidget* content_;
};

/// Bars of all quantities of one unit: signed about a zero line, two fixed tones; values at the right. Controls are
/// thin marks across: the first `text`, further ones `muted`.
class UnitBars : public QWidget {
  Q_OBJECT
 public:
  explicit UnitBars(QWidget* parent);
  struct Row {
    QString name;
    double value, limit;             ///< limit: the largest |value| the bar can show
    std::vector<double> controls{};  ///< values of other networks
  };
  void show(std::vector<Row> rows);
  const std::vector<Row>& rows() const { return rows_; }
  QSize sizeHint() const override { return {200, int(rows_.size()) * 20 + 4}; }
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintBar(QPainter& painter, const Row& row, double zero, double half, double y) const;
  std::vector<Row> rows_;
};

}  // namespace studio
