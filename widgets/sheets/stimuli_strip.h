// Pictures of stimuli, their category under them, in rows that they fill: about 56 px each.
#pragma once
#include <QImage>
#include <QWidget>
#include <vector>

#include "core/run/analysis.h"

namespace studio {

class StimuliStrip : public QWidget {
  Q_OBJECT
 public:
  explicit StimuliStrip(QWidget* parent);
  /// `places`: space that is kept while pictures are on their way.
  void show(const std::vector<StimulusPicture>& pictures, int places);
  int count() const { return int(images_.size()); }
  QRect pictureRect(int index) const;
  /// "adult-12.jpg, faces"; empty = no picture there.
  QString tipAt(const QPoint& position) const;
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;
  QSize sizeHint() const override { return {248, heightForWidth(248)}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  int across(int width) const;
  int side(int width) const;
  std::vector<QImage> images_;
  QStringList names_, categories_;
  int places_ = 0;
};

}  // namespace studio
