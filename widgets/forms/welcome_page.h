// A card that is one button: icon, title, shortcut at the right, a line below.
#pragma once
#include <QAbstractButton>
#include <QStringList>
#include <QWidget>
#include <vector>

#include "widgets/forms/demo_card.h"

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace studio {

class ChoiceCard : public QAbstractButton {
  Q_OBJECT
 public:
  ChoiceCard(const QString& icon, const QString& title, const QString& about, const QString& shortcut, QWidget* parent);
  QSize sizeHint() const override { return {256, 64}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString icon_, about_, shortcut_;
};

// First page: the demo with its own recorded result, a new run, open, what was open before, examples, the device.
class DemoCard;

struct RecentItem {
  QString path, title, about;
};
struct ExampleItem {
  QString title, about;
  double seconds = -1;
};  ///< on this computer; -1 = not known yet, infinite = its data are not here

class WelcomePage : public QWidget {
  Q_OBJECT
 public:
  explicit WelcomePage(QWidget* parent = nullptr);

  /// The recorded demo; an empty one (no maps) leaves the pictures out.
  void setDemo(const DemoPreview& preview);
  /// Time the demo takes on this computer; -1 = not known yet.
  void setDemoSeconds(double seconds);
  void setRecent(const std::vector<RecentItem>& items);
  /// A queue of runs that is not through: "bars_sweep: 3 of 8 runs" and "Go on"; an empty text hides it.
  void setQueue(const QString& text, const QString& action);
  void setExamples(const std::vector<ExampleItem>& items);
  void setExampleSeconds(int index, double seconds);
  /// "CPU, 2 threads" and why it is the CPU (empty where it is a GPU).
  void setDevice(const QString& title, const QString& reason);

 Q_SIGNALS:
  void demoWanted();
  void newRunWanted();
  void openWanted();
  void recentChosen(const QString& path);
  void exampleChosen(int index);
  void queueWanted();

 private:
  QWidget* makeCards();
  QWidget* makeLists();
  QWidget* makeQueue();
  bool eventFilter(QObject* viewport, QEvent* event) override;
  void fitLists();
  void showRow(QListWidget& list, const QListWidgetItem* item);
  void restyle();

  QScrollArea* scroll_;  ///< of the whole page; nothing in it scrolls by itself
  DemoCard* demo_;
  QStackedWidget* recentStack_ = nullptr;
  QListWidget* recent_ = nullptr;
  QListWidget* examples_ = nullptr;
  QWidget* queueCard_ = nullptr;
  QLabel* queue_ = nullptr;
  QPushButton* goOn_ = nullptr;
  QLabel* deviceIcon_;
  QLabel* device_;
  bool onCpu_ = true;
};

}  // namespace studio
