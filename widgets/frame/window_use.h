// Whether somebody works with the program: pointer, keys, wheel, or the edge of a window in the last seconds. What is
// computed beside the screen gives way meanwhile. GUI thread.
#pragma once
#include <QObject>
#include <QTimer>

namespace studio {

class WindowUse : public QObject {
  Q_OBJECT
 public:
  /// Watches all windows of the program from now on.
  explicit WindowUse(QObject* parent = nullptr);
  bool isUsed() const { return quiet_.isActive(); }
  /// How long after the last input the program counts as used.
  void setQuietTime(int milliseconds) { quiet_.setInterval(milliseconds); }

 Q_SIGNALS:
  void changed();  ///< isUsed()

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QTimer quiet_;  ///< runs from the last input on
};

}  // namespace studio
