// The words after `toponets-studio`, and what they start: the window (window_start.cpp), a figure (figure_command.cpp),
// the self-test (self_test.cpp).
#pragma once
#include <QSize>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "widgets/frame/language.h"
#include "widgets/figure/figures.h"
#include "widgets/frame/theme.h"

namespace studio {

// The words after `toponets-studio`.
struct GuiOptions {
  QString path;  ///< runs folder, run, configuration; empty = the usual runs folder
  bool demo = false;
  QString screenshot;         ///< file; empty = stay open
  double after = 1.0;         ///< seconds of real time before the screenshot
  bool whenFinished = false;  ///< the screenshot waits for the end of training instead
  std::optional<QSize> size;
  std::optional<ThemeChoice> theme;
  std::optional<LanguageChoice> language;
  QString workspace, view;
  bool selfTest = false;

  bool figureCommand = false;  ///< `figure NAME RUN...`
  QString figureName, output;
  QStringList runs;
  double widthMm = 0;  ///< 0 = 89, of a board its own
  int dpi = 0;         ///< of a PNG; 0 = the usual
  int pngDpi() const;
  qint64 step = -1;  ///< -1 = the last stored maps
  QString layer, quantity, stimuli;
  QString panels;  ///< letters of those of a figure of the paper that are drawn; empty = all
  /// Throws UserError for an option that this figure does not read: it would be the same without it.
  void requireRead(const FigureChoices& choices) const;

  bool exportCommand = false;  ///< `export RUN --output FOLDER`
  double exportWidthMm = 183;

  bool previewCommand = false;  ///< `preview RUN --output F`

  std::optional<int> exitCode;  ///< set when the words were answered already (--help, --version, a mistake)
};

/// Prints help, version or the mistake itself. Needs no QApplication.
GuiOptions parseGuiOptions(int argc, char** argv);

// Opens the window as the options say, and takes its picture where one is wanted.

/// The runs folder that goes with what is opened: a run's parent, or the folder itself. Of a file that is opened the
/// one of the last time, where windows open as they were left: looking at a file changes nothing there; else the usual
/// one.
std::filesystem::path runsFolderFor(const GuiOptions& options);

/// The program's exit code.
int runWindow(const GuiOptions& options);

// `toponets-studio figure NAME RUN... --output F`: a figure without a window.

/// 0 done, 2 when the user can fix it (one sentence on stderr). Needs a QApplication of any platform, no display,
/// no OpenGL.
int runFigureCommand(const GuiOptions& options);
/// `toponets-studio figure 2a RUN... --output F` (board_command.cpp): a ready board, its data as CSV and its caption
/// beside it; the same exit codes, 2 also where it was written and a panel of it has no data.
bool isReadyBoard(const QString& name);
int runBoardCommand(const GuiOptions& options);
/// `toponets-studio export RUN --output FOLDER`: everything of a run; the same exit codes.
int runExportCommand(const GuiOptions& options);
/// `toponets-studio preview RUN --output F`: what the welcome page shows of the demo; the same exit codes.
int runPreviewCommand(const GuiOptions& options);

// `--self-test`: trains the demo for 20 steps and draws every view and every figure once. Needs no screen and no
// OpenGL.

/// 0 when everything was drawn, and the window stood still for at most 250 ms in pre-flight, training and analyses; 1
/// with a sentence on stderr otherwise. Needs a QApplication.
int runSelfTest();
/// The longest time between two paints during some work.
struct StoodStill {
  std::string work;  ///< "pre-flight"
  std::int64_t milliseconds = 0;
};
/// Which of them were too long, by how much, and which were not; empty where none was.
std::string stillSentence(const std::vector<StoodStill>& works);

// A row of the self-test: how fast the Compare workspace is with many runs. GUI thread.

/// Makes 300 small runs in this folder, opens them in a window of their own and prints how long that took, how soon
/// something was painted, and how long the slowest frame of scrolling through them was. Throws UserError where they do
/// not come; too slow is said, and does not fail the test: that depends on what else the machine does.
void testCompareOfManyRuns(const std::filesystem::path& folder);

}  // namespace studio
