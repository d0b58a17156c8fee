// Ticks of an axis in few words: 50k steps, 1.5M; seconds as "2 min". At most six of them.
#pragma once
#include <qcustomplot.h>

namespace studio {

class StepTicker : public QCPAxisTicker {
 public:
  explicit StepTicker(int ticks = 5) { setTickCount(ticks); }
  /// The axis counts seconds.
  void setTime(bool time) { time_ = time; }
  static QString countText(double value);
  static QString timeText(double seconds);

 protected:
  QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;
  double getTickStep(const QCPRange& range) override;

 private:
  bool time_ = false;
};

}  // namespace studio
