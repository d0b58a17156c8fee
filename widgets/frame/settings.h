// What the program remembers between starts: layouts, theme, recent files. One file, named by $STUDIO_SETTINGS where
// that is set (tests), else $XDG_CONFIG_HOME/toponets-studio/settings.ini. GUI thread only.
#pragma once
#include <QSettings>
#include <QStringList>
#include <memory>

#include "widgets/frame/theme.h"

namespace studio {

QString settingsFile();
std::unique_ptr<QSettings> openSettings();

/// The theme of the last session; System on the first start.
ThemeChoice savedTheme();
void saveTheme(ThemeChoice choice);

/// Newest first, at most kRecentCount; paths that are gone are left out.
constexpr int kRecentCount = 10;
QStringList recentPaths();
void rememberPath(const QString& path);
void forgetPath(const QString& path);

/// Where everything of a run or weights were written last; `other` where that is nowhere yet, or gone.
QString exportFolder(const QString& other);
void rememberExportFolder(const QString& folder);

/// Folders of stimuli that were chosen, newest first, at most kRecentCount. Whether they are still there is for a
/// worker thread to see.
QStringList recentLocalizers();
void rememberLocalizer(const QString& folder);

/// Labelled sentences that were chosen, likewise.
QStringList recentSentences();
void rememberSentences(const QString& place);
/// Where the sentences of an analysis lie, by the key of its choice ("folder"); empty = none was chosen.
QString analysedPlace(const QString& key);
void rememberAnalysedPlace(const QString& key, const QString& place);

}  // namespace studio
