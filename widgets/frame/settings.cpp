#include "widgets/frame/settings.h"

#include <QFileInfo>
#include <QStandardPaths>

#include "core/run/places.h"

namespace studio {
namespace {

const QString kThemeKey = QStringLiteral("theme");
const QString kRecentKey = QStringLiteral("recent");
const QString kLocalizersKey = QStringLiteral("localizers");
const QString kSentencesKey = QStringLiteral("sentences");
const QString kAnalysedPlaceKey = QStringLiteral("analysis/place_%1");
const QString kExportFolderKey = QStringLiteral("export/folder");

QStringList storedPaths(const QString& key = kRecentKey) { return openSettings()->value(key).toStringList(); }

void putFirst(const QString& key, const QString& path) {
  const QString whole = QFileInfo(path).absoluteFilePath();
  QStringList paths = storedPaths(key);
  paths.removeAll(whole);
  paths.prepend(whole);
  openSettings()->setValue(key, paths.mid(0, kRecentCount));
}

QString themeName(ThemeChoice choice) {
  if (choice == ThemeChoice::System) return QStringLiteral("system");
  return choice == ThemeChoice::Dark ? QStringLiteral("dark") : QStringLiteral("light");
}

}  // namespace

QString settingsFile() {
  const QString forced = qEnvironmentVariable("STUDIO_SETTINGS");
  if (!forced.isEmpty()) return forced;
  return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
         QStringLiteral("/toponets-studio/settings.ini");
}

std::unique_ptr<QSettings> openSettings() { return std::make_unique<QSettings>(settingsFile(), QSettings::IniFormat); }

ThemeChoice savedTheme() {
  const QString name = openSettings()->value(kThemeKey).toString();
  for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark})
    if (name == themeName(choice)) return choice;
  return ThemeChoice::System;
}

void saveTheme(ThemeChoice choice) { openSettings()->setValue(kThemeKey, themeName(choice)); }

QStringList recentPaths() {
  QStringList paths = storedPaths();
  paths.removeIf([](const QString& path) { return !isPlaceThere(path.toStdString()); });
  return paths;
}

void rememberPath(const QString& path) { putFirst(kRecentKey, path); }

void forgetPath(const QString& path) {
  QStringList paths = storedPaths();
  paths.removeAll(QFileInfo(path).absoluteFilePath());
  openSettings()->setValue(kRecentKey, paths);
}

QString exportFolder(const QString& other) {
  const QString last = openSettings()->value(kExportFolderKey).toString();
  return !last.isEmpty() && QFileInfo(last).isDir() ? last : other;
}

void rememberExportFolder(const QString& folder) {
  openSettings()->setValue(kExportFolderKey, QFileInfo(folder).absoluteFilePath());
}

QStringList recentLocalizers() { return storedPaths(kLocalizersKey); }

void rememberLocalizer(const QString& folder) { putFirst(kLocalizersKey, folder); }

QStringList recentSentences() { return storedPaths(kSentencesKey); }

void rememberSentences(const QString& place) { putFirst(kSentencesKey, place); }

QString analysedPlace(const QString& key) { return openSettings()->value(kAnalysedPlaceKey.arg(key)).toString(); }

void rememberAnalysedPlace(const QString& key, const QString& place) {
  openSettings()->setValue(kAnalysedPlaceKey.arg(key), place);
}

}  // namespace studio
