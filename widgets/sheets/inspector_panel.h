// The chosen unit: its address, place, the value of every quantity, its incoming weights.
#pragma once
#include <QWidget>

#include "widgets/runs/run_monitor.h"

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace studio {

class UnitBars;
class WeightsPicture;

class InspectorPanel : public QWidget {
  Q_OBJECT
 public:
  InspectorPanel(RunMonitor* monitor, QWidget* parent);
  QString address() const;

 Q_SIGNALS:
  /// Typed into the address field.
  void addressEntered(const QString& address);

 private:
  void refresh();
  RunMonitor* monitor_;
  QLineEdit* address_;
  QLabel *place_, *empty_, *weightsTitle_, *weightsNote_;
  UnitBars* bars_;
  WeightsPicture* weights_;
  QWidget* content_;
};

/// Bars of all quantities of one unit: signed about a zero line, two fixed tones; values at the right.
class UnitBars : public QWidget {
  Q_OBJECT
 public:
  explicit UnitBars(QWidget* parent);
  struct Row { QString name; double value; double limit; };   ///< limit: the largest |value| the bar can show
  void show(std::vector<Row> rows);
  const std::vector<Row>& rows() const { return rows_; }
  QSize sizeHint() const override { return {200, int(rows_.size()) * 20 + 4}; }
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::vector<Row> rows_;
};

}  // namespace studio
