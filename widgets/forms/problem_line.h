// What is wrong with a setting, beside it: icon, sentence and the button that mends it.
#pragma once
#include <QWidget>

#include "core/run/config_fields.h"

class QLabel;
class QPushButton;

namespace studio {

class ProblemLine : public QWidget {
  Q_OBJECT
 public:
  explicit ProblemLine(QWidget* parent);
  void show(const Problem& problem);

 Q_SIGNALS:
  void mendWanted(const studio::Problem& problem);

 private:
  void restyle();
  Problem problem_;
  QLabel* mark_;
  QLabel* sentence_;
  QPushButton* mend_;
};

/// The icon of a severity, 12 px.
QPixmap severityMark(Problem::Severity severity, int size, qreal devicePixelRatio);

}  // namespace studio
