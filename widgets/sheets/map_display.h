// What maps show and how: the buttons of the quantity, the panel of colours and limits, the commands of the Maps menu.
// Panel and commands change what is chosen (ViewState) only. GUI thread.
#pragma once
#include <QString>
#include <QWidget>
#include <optional>
#include <string>
#include <vector>

#include "widgets/runs/run_monitor.h"

class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace studio {

// Buttons that choose the quantity of the maps: cosine, norm, and the contrasts; more than six contrasts become a list.
class QuantitySelector : public QWidget {
  Q_OBJECT
 public:
  explicit QuantitySelector(QWidget* parent);
  /// Makes buttons again only when the quantities differ, so that an open list stays open while training.
  void show(const std::vector<std::string>& quantities, const std::string& chosen);

  /// Where the buttons need more px than these, the contrasts become a list.
  void fitInto(int width);

 Q_SIGNALS:
  void quantityChosen(const QString& quantity);

 private:
  void fill(const std::vector<std::string>& quantities);
  void addButton(const std::string& quantity);

  QHBoxLayout* row_;
  QButtonGroup* buttons_;
  QComboBox* list_;
  std::vector<std::string> quantities_;
  std::string chosen_;
  int widest_ = 0;        ///< px of all buttons
  bool compact_ = false;  ///< there is less space than that
};

// How maps are shown: quantity, colours, limits, threshold; and what the probe found of the chosen sheet.
class MapDisplayPanel : public QWidget {
  Q_OBJECT
 public:
  MapDisplayPanel(RunMonitor* monitor, QWidget* parent);

 private:
  void makeFields();
  void placeFields();
  void connectChoices();
  void connectNumbers();
  void refresh();
  void fill(QComboBox* box, const QList<std::pair<QString, QString>>& rows, const QString& chosen);
  void change(const std::function<void(ViewState&)>& edit);
  void takeRange();
  void takeThreshold();
  std::optional<double> numberIn(QLineEdit* field);
  void forgetFault();
  bool saysFault() const;
  QLabel* makeFault();
  void showScores();

  RunMonitor* monitor_;
  QComboBox *quantity_, *colours_, *limits_;
  QLineEdit *range_, *threshold_;
  QToolButton *lock_, *reset_;
  QLabel *smoothness_, *dimensionality_;
  QLabel *rangeFault_ = nullptr, *thresholdFault_ = nullptr;  ///< why what was typed is no such number
  ViewState faultOf_;                                         ///< how maps were shown when it was typed
};

// Commands of the Maps menu: each turns what is chosen (ViewState) into what is chosen next.

void stepLayer(RunMonitor& monitor, int by);     ///< next or previous sheet, stops at the ends
void stepSnapshot(RunMonitor& monitor, int by);  ///< next or previous stored maps
void toggleLive(RunMonitor& monitor);
void toggleLimitsLock(RunMonitor& monitor);  ///< locks the limits in force
void resetLimits(RunMonitor& monitor);
void toggleRobustLimits(RunMonitor& monitor);    ///< those of 99 % of the values, or of all
void stepQuantity(RunMonitor& monitor, int by);  ///< cosine, norm, contrasts in turn
/// "layer4.1.conv2:214". Returns a sentence saying what is wrong, or nothing.
QString goToUnit(RunMonitor& monitor, const QString& address);

}  // namespace studio
