// The sign that something which scrolls sideways goes on beyond an edge: what stands there fades out, and an arrow
// points on. A part of a number would else be read as another number, and a part of a map as a whole one.
#pragma once
#include <QWidget>

class QAbstractScrollArea;

namespace studio {

class EdgeFades : public QWidget {
  Q_OBJECT
 public:
  /// Over a part of the parent, which places it and says where more is.
  explicit EdgeFades(QWidget* parent);
  /// Over all that an area shows, its head included, as its scroll bar stands.
  static EdgeFades* over(QAbstractScrollArea* area);
  void setMore(bool left, bool right);
  bool moreLeft() const { return left_; }
  bool moreRight() const { return right_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void follow();
  QAbstractScrollArea* area_ = nullptr;
  bool left_ = false, right_ = false;
};

}  // namespace studio
