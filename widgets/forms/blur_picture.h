// What the factor does, without words: one slice of a layer's first weights and its blur, on one colour scale.
#pragma once
#include <QWidget>
#include <optional>

#include "widgets/forms/setup_services.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {

class BlurPicture : public QWidget {
  Q_OBJECT
 public:
  explicit BlurPicture(QWidget* parent);
  void show(const SheetPreview& preview);
  void clear();
  bool hasPicture() const { return preview_.has_value(); }
  /// The scale of both pictures: the largest |value| of either.
  Limits limits() const { return limits_; }
  QSize sizeHint() const override { return {352, 108}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<SheetPreview> preview_;
  Limits limits_;
};

}  // namespace studio
