// How maps are shown: quantity, colours, limits, threshold; and what the probe found of the chosen sheet. Changes
// ViewState only. GUI thread.
#pragma once
#include <QWidget>

#include "widgets/runs/run_monitor.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace studio {

class MapDisplayPanel : public QWidget {
  Q_OBJECT
 public:
  MapDisplayPanel(RunMonitor* monitor, QWidget* parent);

 private:
  void refresh();
  void fill(QComboBox* box, const QList<std::pair<QString, QString>>& rows, const QString& chosen);
  void change(const std::function<void(ViewState&)>& edit);
  void takeRange();
  void takeThreshold();
  void showScores();

  RunMonitor* monitor_;
  QComboBox *quantity_, *colours_, *limits_;
  QLineEdit *range_, *threshold_;
  QToolButton* lock_;
  QLabel *smoothness_, *dimensionality_;
};

}  // namespace studio
