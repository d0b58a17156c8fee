// The words after `toponets-studio`.
#pragma once
#include <QSize>
#include <QString>
#include <QStringList>
#include <optional>

#include "widgets/frame/theme.h"

namespace studio {

struct GuiOptions {
  QString path;  ///< runs folder, run, configuration; empty = the usual runs folder
  bool demo = false;
  QString screenshot;         ///< file; empty = stay open
  double after = 1.0;         ///< seconds of real time before the screenshot
  bool whenFinished = false;  ///< the screenshot waits for the end of training instead
  std::optional<QSize> size;
  std::optional<ThemeChoice> theme;
  QString workspace, view;
  bool selfTest = false;

  bool figureCommand = false;  ///< `figure NAME RUN...`
  QString figureName, output;
  QStringList runs;
  double widthMm = 89;
  qint64 step = -1;  ///< -1 = the last stored maps
  QString layer, quantity;

  bool previewCommand = false;  ///< `preview RUN --output F`

  std::optional<int> exitCode;  ///< set when the words were answered already (--help, --version, a mistake)
};

/// Prints help, version or the mistake itself. Needs no QApplication.
GuiOptions parseGuiOptions(int argc, char** argv);

}  // namespace studio
