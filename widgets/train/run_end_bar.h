// Beside the tabs over the views of a run that was stopped, interrupted or failed: what happened, how many steps are
// trained again, and the one button that goes on from its checkpoint. Not there for any other run; it takes no room
// from the views, so that maps stay where they are when a run ends. GUI thread.
#pragma once
#include <QWidget>

class QLabel;
class QPushButton;

namespace studio {

class FittedText;
struct RunData;

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
