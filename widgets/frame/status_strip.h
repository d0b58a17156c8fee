// The bottom row: what the run is doing at the left, where things are at the right. Widths are reserved so nothing
// jumps.
#pragma once
#include <QStatusBar>

#include "widgets/frame/theme.h"

class QLabel;
class QProgressBar;

namespace studio {

class StatusStrip : public QStatusBar {
  Q_OBJECT
 public:
  explicit StatusStrip(QWidget* parent = nullptr);
  void setState(const QString& iconName, Role iconRole, const QString& text);
  /// Stands in the state's place until it is empty again: what a drop would do.
  void setHint(const QString& hint);
  QString hint() const { return hint_; }
  /// fraction < 0 hides the bar.
  void setProgress(double fraction, const QString& left, const QString& right);
  /// Labels at the right, in order; empty ones take no room.
  void setFacts(const QStringList& facts, const QString& toolTip = {});

 private:
  void paintState();
  QString iconName_, text_, hint_;
  Role iconRole_ = Role::Muted;
  QLabel* icon_;
  QLabel* state_;
  QLabel* step_;
  QProgressBar* bar_;
  QLabel* rate_;
  QLabel* facts_;
};

}  // namespace studio
