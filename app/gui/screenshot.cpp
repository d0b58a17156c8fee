#include "app/gui/screenshot.h"

#include <QApplication>
#include <QFileInfo>
#include <QSaveFile>
#include <QTimer>
#include <cstdio>

#include "app/gui/main_window.h"

namespace studio {
namespace {

void takePicture(MainWindow& window, const QString& file) {
  const QPixmap picture = window.grab();
  QSaveFile out(file);
  const bool saved = out.open(QIODevice::WriteOnly) && picture.save(&out, "PNG") && out.commit();
  if (!saved)
    std::fprintf(stderr, "toponets-studio: %s cannot be written (%s); choose another place.\n", qPrintable(file),
                 qPrintable(out.errorString()));
  QApplication::exit(saved ? 0 : 2);
}

}  // namespace

void scheduleScreenshot(MainWindow& window, const QString& file, double after, bool whenFinished) {
  if (!whenFinished) {
    QTimer::singleShot(int(after * 1000), &window, [&window, file] { takePicture(window, file); });
    return;
  }
  auto* watch = new QTimer(&window);
  auto seen = std::make_shared<bool>(false);
  QObject::connect(watch, &QTimer::timeout, &window, [&window, file, after, watch, seen] {
    *seen = *seen || window.session().training();
    if (!*seen || window.session().training()) return;
    watch->stop();
    QTimer::singleShot(int(after * 1000), &window, [&window, file] { takePicture(window, file); });
  });
  watch->start(100);
}

}  // namespace studio
