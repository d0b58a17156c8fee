#include "widgets/sheets/stimuli_strip.h"

#include <QPainter>
#include <algorithm>
#include <cmath>

#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"
#include "widgets/runs/run_text.h"

namespace studio {
namespace {

constexpr int kSide = 56, kWidest = 72, kGap = 8, kName = 18;  // px

/// Empty where the bytes are not a picture of that size.
QImage makeImage(const StimulusPicture& picture) {
  const std::size_t bytes = std::size_t(std::max(0, picture.width)) * std::size_t(std::max(0, picture.height)) * 3;
  if (bytes == 0 || picture.rgb.size() != bytes) return {};
  return QImage(picture.rgb.data(), picture.width, picture.height, picture.width * 3, QImage::Format_RGB888).copy();
}

}  // namespace

StimuliStrip::StimuliStrip(QWidget* parent) : QWidget(parent) {
  QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  policy.setHeightForWidth(true);
  setSizePolicy(policy);
  setAccessibleName(tr("Strongest stimuli"));
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, QOverload<>::of(&QWidget::update));
}

void StimuliStrip::show(const std::vector<StimulusPicture>& pictures, int places) {
  images_.clear();
  names_.clear();
  categories_.clear();
  for (const StimulusPicture& picture : pictures) {
    images_.push_back(makeImage(picture));
    names_ << QString::fromStdString(picture.name);
    categories_ << categoryTitle(picture.category);
  }
  places_ = std::max(places, int(images_.size()));
  setAccessibleDescription(names_.join(QStringLiteral(", ")));
  updateGeometry();
  update();
}

/// As many as come nearest to the usual side, so that a scroll bar beside them costs no row.
int StimuliStrip::across(int width) const {
  const int fit = int(std::lround((width + kGap) / double(kSide + kGap)));
  return std::clamp(fit, 1, std::max(1, places_));
}

/// They fill the row.
int StimuliStrip::side(int width) const {
  const int columns = across(width);
  return std::clamp((width - kGap * (columns - 1)) / columns, 1, kWidest);
}

int StimuliStrip::heightForWidth(int width) const {
  return (places_ + across(width) - 1) / across(width) * (side(width) + kName);
}

QRect StimuliStrip::pictureRect(int index) const {
  const int columns = across(width()), side = this->side(width());
  return {index % columns * (side + kGap), index / columns * (side + kName), side, side};
}

void StimuliStrip::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setFont(textFont(TextStyle::Label));
  for (int i = 0; i < places_; ++i) {
    const QRect place = pictureRect(i);
    if (i >= count() || images_[std::size_t(i)].isNull()) {
      painter.fillRect(place, theme().color(Role::Raised));
      continue;
    }
    const QImage& image = images_[std::size_t(i)];
    const bool small = image.width() < place.width();  // few pixels stay squares
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !small);
    QRect fitted(QPoint(), image.size().scaled(place.size(), Qt::KeepAspectRatio));
    fitted.moveCenter(place.center());
    painter.drawImage(fitted, image);
    painter.setPen(theme().color(Role::Muted));
    painter.drawText(QRect(place.left() - 2, place.bottom() + 1, place.width() + 4, kName - 4), Qt::AlignCenter,
                     painter.fontMetrics().elidedText(categories_[i], Qt::ElideRight, place.width() + 4));
  }
}

QString StimuliStrip::tipAt(const QPoint& position) const {
  for (int i = 0; i < count(); ++i)
    if (pictureRect(i).contains(position))
      return categories_[i].isEmpty() ? names_[i] : tr("%1, %2").arg(names_[i], categories_[i]);
  return {};
}

bool StimuliStrip::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto& help = *static_cast<QHelpEvent*>(event);
  showPlaceTip(this, help, tipAt(help.pos()));
  return true;
}

}  // namespace studio
