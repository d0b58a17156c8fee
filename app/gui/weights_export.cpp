#include "app/gui/weights_export.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <algorithm>
#include <vector>

namespace studio {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("WeightsExport", text); }

struct Format {
  QString filter, ending;
  std::optional<bool> blurPool;
};

std::vector<Format> formats(bool resnet) {
  std::vector<Format> all{{tr("safetensors (*.safetensors)"), QStringLiteral("safetensors"), {}}, {tr("PyTorch (*.pt)"), QStringLiteral("pt"), {}}};
  if (!resnet) return all;
  all.push_back({tr("PyTorch, with BlurPool (*.pt)"), QStringLiteral("pt"), true});
  all.push_back({tr("PyTorch, without BlurPool (*.pt)"), QStringLiteral("pt"), false});
  return all;
}

QString withEnding(const QString& file, const QString& ending) {
  return file.endsWith(QLatin1Char('.') + ending) ? file : file + QLatin1Char('.') + ending;
}

}  // namespace

std::optional<WeightsExport> askWeightsExport(QWidget* parent, const QString& baseName, bool resnet) {
  const auto all = formats(resnet);
  QStringList filters;
  for (const Format& format : all) filters << format.filter;
  QString chosen = filters.front();
  const QString file = QFileDialog::getSaveFileName(parent, tr("Export checkpoint"), withEnding(baseName, all.front().ending), filters.join(QStringLiteral(";;")), &chosen);
  if (file.isEmpty()) return std::nullopt;
  const Format& format = all[std::size_t(std::max<qsizetype>(0, filters.indexOf(chosen)))];
  QFileInfo info(file);
  const QString bare = info.suffix() == QLatin1String("safetensors") || info.suffix() == QLatin1String("pt") ? info.path() + QLatin1Char('/') + info.completeBaseName() : file;
  return WeightsExport{withEnding(bare, format.ending), format.blurPool};
}

}  // namespace studio
