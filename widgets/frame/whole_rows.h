// A panel that scrolls and never ends within a row: where the last one has no room it is left out, and the bar says
// that more follows. GUI thread.
#pragma once
#include <QScrollArea>

namespace studio {

class WholeRowsArea : public QScrollArea {
  Q_OBJECT
 public:
  explicit WholeRowsArea(QWidget* parent = nullptr);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fit();
  int leftOver() const;
  bool fitting_ = false;
};

}  // namespace studio
