#include "app/gui/presets.h"

#include <QDir>
#include <QFile>
#include <QTextStream>
#include <algorithm>

#include "core/run/error.h"

namespace studio {
namespace {

QString commentValue(const QString& line, const QString& key) {
  const QString start = QStringLiteral("# %1:").arg(key);
  return line.startsWith(start) ? line.mid(start.size()).trimmed() : QString();
}

SetupPreset readPreset(const QFileInfo& file) {
  SetupPreset preset;
  preset.id = file.completeBaseName();
  preset.config = loadConfig(file.filesystemFilePath());
  QFile text(file.filePath());
  if (!text.open(QIODevice::ReadOnly | QIODevice::Text)) return preset;
  preset.toml = QString::fromUtf8(text.readAll());
  QTextStream stream(&preset.toml, QIODevice::ReadOnly);
  for (QString line; stream.readLineInto(&line) && line.startsWith(QLatin1Char('#'));) {
    if (const QString title = commentValue(line, QStringLiteral("title")); !title.isEmpty()) preset.title = title;
    if (const QString about = commentValue(line, QStringLiteral("about")); !about.isEmpty()) preset.about = about;
  }
  return preset;
}

}  // namespace

std::vector<SetupPreset> loadPresets(const std::filesystem::path& resources) {
  std::vector<SetupPreset> presets;
  const QDir folder(QString::fromStdString((resources / "presets").string()));
  for (const QFileInfo& file : folder.entryInfoList({QStringLiteral("*.toml")}, QDir::Files, QDir::Name)) {
    try {
      presets.push_back(readPreset(file));
    } catch (const UserError&) {
      // A preset someone has broken must not keep the window from opening.
    }
  }
  std::stable_partition(presets.begin(), presets.end(),
                        [](const SetupPreset& preset) { return preset.id == QLatin1String("digits"); });
  return presets;
}

SetupPreset demoPreset(const std::filesystem::path& resources) {
  const auto presets = loadPresets(resources);
  if (presets.empty() || presets.front().id != QLatin1String("digits"))
    throw UserError("The demo's configuration is missing in " + (resources / "presets").string() +
                    "; install TopoNets Studio again.");
  return presets.front();
}

}  // namespace studio
