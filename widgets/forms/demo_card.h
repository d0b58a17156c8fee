// The demo on the welcome page: its own recorded result (maps as they formed, both losses) and the button that starts
// it.
#pragma once
#include <QFrame>

#include "widgets/forms/demo_preview.h"

class QLabel;
class QPushButton;

namespace studio {

class DemoPicture;

class DemoCard : public QFrame {
  Q_OBJECT
 public:
  explicit DemoCard(QWidget* parent);
  void setPreview(const DemoPreview& preview);
  void setSeconds(double seconds);
  void setStartEnabled(bool enabled, const QString& reason);
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
