// Above the views of a run that was stopped, interrupted or failed: what happened, how many steps are trained again,
// and the one button that goes on from its checkpoint. Not there for any other run. GUI thread.
#pragma once
#include <QWidget>

class QLabel;
class QPushButton;

namespace studio {

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
  void paintEvent(QPaintEvent* event) override;

 private:
  void paintIcon();
  QWidget* row_;  ///< hidden for other runs, so that this takes no space then
  QLabel *icon_, *sentence_;
  QPushButton* resume_;
  QString iconName_;
  int role_ = 0;
  bool shown_ = false;
};

}  // namespace studio
