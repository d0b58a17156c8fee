// Icons: SVG of resources/icons whose "currentColor" takes a role's colour; drawn anew for each size, pixel ratio and
// theme.
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>
#include <algorithm>

#include "widgets/frame/theme.h"

namespace studio {
namespace {

QByteArray source(const QString& name, const QColor& color) {
  QFile file(QStringLiteral(":/studio/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return file.readAll().replace("currentColor", color.name().toLatin1());
}

/// Asks the theme at paint time, so icons follow a switch without being set again.
class RoleIconEngine : public QIconEngine {
 public:
  RoleIconEngine(QString name, Role role) : name_(std::move(name)), role_(role) {}
  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const Role role = mode == QIcon::Disabled ? Role::Muted : role_;
    if (mode == QIcon::Disabled) painter->setOpacity(0.6);
    const int side = std::min(rect.width(), rect.height());  // in the middle of a wider place, not stretched
    QSvgRenderer(source(name_, theme().color(role)))
        .render(painter,
                QRectF(rect.center().x() + 0.5 - side / 2.0, rect.center().y() + 0.5 - side / 2.0, side, side));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return scaledPixmap(size, mode, state, 1);
  }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
    QPixmap picture(size);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return picture;
  }
  QIconEngine* clone() const override { return new RoleIconEngine(name_, role_); }

 private:
  QString name_;
  Role role_;
};

}  // namespace

QIcon icon(const QString& name, Role role) { return QIcon(new RoleIconEngine(name, role)); }

QPixmap iconPixmap(const QString& name, Role role, int size, qreal devicePixelRatio) {
  const QColor color = theme().color(role);
  const QString key = QStringLiteral("studio-%1-%2-%3-%4").arg(name, color.name()).arg(size).arg(devicePixelRatio);
  QPixmap picture;
  if (QPixmapCache::find(key, &picture)) return picture;
  picture = QPixmap(QSize(size, size) * devicePixelRatio);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  QSvgRenderer(source(name, color)).render(&painter, QRectF(QPointF(), QSizeF(picture.size())));
  painter.end();
  picture.setDevicePixelRatio(devicePixelRatio);
  QPixmapCache::insert(key, picture);
  return picture;
}

}  // namespace studio
