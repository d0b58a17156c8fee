// Text in the room there is: wraps to `lines`, cuts the rest with an ellipsis and shows the whole as tool tip.
// 0 lines: as many as the text needs; the height follows the width.
#pragma once
#include <QWidget>

#include "widgets/frame/theme.h"

namespace studio {

class FittedText : public QWidget {
  Q_OBJECT
 public:
  FittedText(int lines, TextStyle style, Role role, QWidget* parent);
  void setText(const QString& text);
  const QString& text() const { return text_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  /// The lines that fit, the last one elided; `cut` tells whether anything is missing.
  QStringList fitted(bool& cut) const;
  void fit();
  QString text_;
  int lines_;
  TextStyle style_;
  Role role_;
};

}  // namespace studio
