#include "app/gui/weights_export.h"

#include <QFileDialog>
#include <QFileInfo>
#include <algorithm>
#include <vector>

#include "widgets/frame/tr.h"

namespace studio {
namespace {

struct WeightsFormat {
  QString filter, ending;
  std::optional<bool> blurPool;
};

std::vector<WeightsFormat> formats(bool resnet) {
  std::vector<WeightsFormat> all{{tr("safetensors (*.safetensors)"), QStringLiteral("safetensors"), {}},
                                 {tr("PyTorch (*.pt)"), QStringLiteral("pt"), {}}};
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
  for (const WeightsFormat& format : all) filters << format.filter;
  QString chosen = filters.front();
  const QString file =
      QFileDialog::getSaveFileName(parent, tr("Export checkpoint"), withEnding(baseName, all.front().ending),
                                   filters.join(QStringLiteral(";;")), &chosen);
  if (file.isEmpty()) return std::nullopt;
  const WeightsFormat& format = all[std::size_t(std::max<qsizetype>(0, filters.indexOf(chosen)))];
  QFileInfo info(file);
  const QString bare = info.suffix() == QLatin1String("safetensors") || info.suffix() == QLatin1String("pt")
                           ? info.path() + QLatin1Char('/') + info.completeBaseName()
                           : file;
  return WeightsExport{withEnding(bare, format.ending), format.blurPool};
}

}  // namespace studio
