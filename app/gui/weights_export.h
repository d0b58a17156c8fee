// Asks for the place and the format that weights are to be written in.
#pragma once
#include <QString>
#include <optional>

class QWidget;

namespace studio {

struct WeightsExport {
  QString file;                  ///< with the ending of its format
  std::optional<bool> blurPool;  ///< a ResNet's names with or without BlurPool; nothing: as they are
};
/// nullopt when the dialog was left. `resnet`: both spellings of BlurPool are offered.
std::optional<WeightsExport> askWeightsExport(QWidget* parent, const QString& baseName, bool resnet);

}  // namespace studio
