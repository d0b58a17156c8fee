// main() of the tests that draw: one QApplication as the window has it, with settings in a folder of its own.
#include <gtest/gtest.h>

#include <QApplication>
#include <QLocale>
#include <QSurfaceFormat>
#include <QTemporaryDir>

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  QTemporaryDir settings;  // what a test changes must not reach the user's own settings, nor the other way round
  qputenv("STUDIO_SETTINGS", settings.filePath(QStringLiteral("settings.ini")).toLocal8Bit());
  QLocale::setDefault(QLocale::c());

  QSurfaceFormat format;  // what VTK needs; must be set before the application exists
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  QSurfaceFormat::setDefaultFormat(format);
  QApplication application(argc, argv);
  return RUN_ALL_TESTS();
}
