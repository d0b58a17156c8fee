// One random action on a window: what it is is told before it is done, by the generator of a seed alone.
#pragma once
#include <QString>
#include <QWidget>
#include <functional>
#include <random>
#include <vector>

#include "tests/app/gui/random_places.h"

namespace studio {

class Analyses;
class MainWindow;

class RandomActions {
 public:
  RandomActions(std::uint64_t seed, const RandomPlaces& places, std::function<void(const QString&)> tell);
  void act(MainWindow& window);

 private:
  int below(int count) { return count < 1 ? 0 : int(random_() % std::uint64_t(count)); }
  template <class List>
  const auto& pick(const List& list) {
    return list[std::size_t(below(int(list.size())))];
  }
  std::string somePlace();
  QWidget* someWidget();

  // The window
  void triggerCommand();
  void openPlace();
  void showSomeView();
  void showSomeWorkspace();
  void changeWindow();
  void changeTheme();
  void closeAndReopen();
  void closeWindow();
  // Pointer and keys
  void pressPointer();
  void turnWheel();
  void pressSomeKey();
  // Runs
  void startRun();
  void steerRun();
  void resumeRun();
  // Analyses
  void chooseStimuli();
  void changeSetting();
  void chooseUnit();
  void changeDisplay();
  void changeSources();
  void steerWork();
  void analyseOneAfterAnother();

  struct Kind {
    int weight;
    void (RandomActions::*act)();
  };
  static const std::vector<Kind>& kinds();

  std::mt19937_64 random_;
  RandomPlaces places_;
  std::function<void(const QString&)> tell_;
  MainWindow* window_ = nullptr;  ///< of the action that is being done
  Analyses* analyses_ = nullptr;
};

}  // namespace studio
