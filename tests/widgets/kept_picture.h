// What a widget looks like, left beside the build for whoever wants to see it.
#pragma once
#include <QCoreApplication>
#include <QDir>
#include <QMouseEvent>
#include <QWidget>

namespace studio {

/// Shown at a size, laid out and drawn; kept as pictures/NAME.png.
inline QImage keepPicture(QWidget& widget, QSize size, const QString& name) {
  widget.resize(size);
  widget.setVisible(true);
  QCoreApplication::processEvents();
  const QImage picture = widget.grab().toImage();
  const QString folder = QStringLiteral(STUDIO_BINARY_DIR "/pictures");
  QDir().mkpath(folder);
  picture.save(QStringLiteral("%1/%2.png").arg(folder, name));
  return picture;
}

/// The pointer moves over a widget, wherever the screen's own pointer stands.
inline void movePointer(QWidget& widget, const QPointF& place) {
  QMouseEvent move(QEvent::MouseMove, place, widget.mapToGlobal(place), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
  QCoreApplication::sendEvent(&widget, &move);
}

}  // namespace studio
