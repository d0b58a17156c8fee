// `toponets-studio figure NAME RUN... --output F`, `export RUN --output FOLDER` and the demo's preview: pictures
// without a window.
#include "app/gui/gui_options.h"
#include "app/gui/named_runs.h"

#include <unistd.h>

#include <QFileInfo>
#include <cstdio>
#include <functional>

#include "core/engine.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/run_store.h"
#include "widgets/boards/ready_boards.h"
#include "widgets/figure/figures.h"
#include "widgets/figure/run_export.h"
#include "widgets/runs/run_colours.h"
#include "widgets/runs/run_data.h"
#include "widgets/forms/demo_card.h"
#include "widgets/export/figure_print.h"

namespace studio {
namespace {

FigureEntry findFigure(const QString& name) {
  std::string known;
  for (const auto& entry : figures(makeEngine()->analyses())) {
    if (name.toStdString() == entry.name) return entry;
    known += (known.empty() ? "" : ", ") + entry.name;
  }
  for (const ReadyBoard& ready : readyBoards()) known += ", " + ready.name;
  throw UserError("There is no figure called " + name.toStdString() + "; known are " + known + ".");
}

constexpr double kUsualFigureMm = 89;

/// In the colours that the window's list has.
std::vector<RunData> loadRuns(const GuiOptions& options) {
  std::vector<RunData> runs;
  readNamedRuns(options.runs, [&](const NamedRun& run) {
    runs.push_back(loadRunData(RunFolder(run.path), options.step));
    for (const auto& sentence : runs.back().leftOut) sayLeftOut(sentence);
  });
  std::vector<ColouredRun> listed;
  for (const RunData& run : runs) listed.push_back({run.folder.path(), settingsKey(run.config)});
  const std::vector<int> colours = listedColours(listed);
  for (std::size_t i = 0; i < runs.size(); ++i) runs[i].colour = colours[i];
  return runs;
}

ViewState viewFor(const GuiOptions& options, const RunData& first) {
  ViewState view;
  view.layer = options.layer.toStdString();
  view.stimuli = options.stimuli.toStdString();
  if (!options.quantity.isEmpty()) view.quantity = options.quantity.toStdString();
  if (first.snapshot) view.step = first.snapshot->step;
  if (first.snapshot && options.quantity.isEmpty()) {  // what the window opens on
    const std::string layer = view.layer.empty() ? openingLayer(first.layers) : view.layer;
    if (const std::string contrast = openingContrast(*first.snapshot, layer); !contrast.empty())
      view.quantity = contrast;
  }
  if (first.snapshot && !options.quantity.isEmpty()) {
    bool found = false;
    for (const auto& map : first.snapshot->maps) found = found || map.quantity == view.quantity;
    if (!found)
      throw UserError("The run " + first.folder.name() + " has no maps of " + view.quantity +
                      "; leave --quantity out for the cosine.");
  }
  return view;
}

/// Stimuli that the first run has results for, newest first; those that were named are among them.
std::vector<std::string> requireStimuli(const GuiOptions& options, const RunData& first) {
  const auto stored = storedStimuli(first.folder);
  const std::string wanted = options.stimuli.toStdString();
  std::string known;
  for (const std::string& each : stored) {
    if (each == wanted) return stored;
    known += (known.empty() ? "" : ", ") + each;
  }
  if (wanted.empty()) return stored;
  throw UserError("The run " + first.folder.name() + " has no results for the stimuli " + wanted +
                  (known.empty() ? "; analyse it first." : "; it has some for " + known + "."));
}

/// Which of several sets of stimuli the figure shows; the figure itself says it too.
void sayStimuli(const Figure& figure, const std::vector<std::string>& stored, bool named) {
  if (stored.size() < 2 || named) return;
  std::string all;
  for (const std::string& each : stored) all += (all.empty() ? "" : ", ") + each;
  std::fprintf(stderr, "toponets-studio: drawn of %s; results are stored for %s (--data chooses).\n",
               visible(figure.provenance().toStdString()).c_str(), visible(all).c_str());
}

/// What was written, or in one sentence why not.
int reportFigure(const GuiOptions& options, const std::function<void()>& write) {
  try {
    write();
    std::printf("%s\n", QFileInfo(options.output).filePath().toUtf8().constData());
    return 0;
  } catch (const UserError& error) {
    std::fprintf(stderr, "toponets-studio: %s\n", visible(error.what()).c_str());
    return 2;
  }
}

}  // namespace

int runFigureCommand(const GuiOptions& options) {
  if (isReadyBoard(options.figureName)) return runBoardCommand(options);
  return reportFigure(options, [&] {
    const FigureEntry entry = findFigure(options.figureName);
    options.requireRead(entry.choices);
    const auto runs = loadRuns(options);
    const auto stimuli = entry.choices.stimuli ? requireStimuli(options, runs.front()) : std::vector<std::string>();
    const auto figure = entry.make(runs, viewFor(options, runs.front()));
    if (!figure && !runs.front().leftOut.empty()) throw UserError(runs.front().leftOut.front());
    if (!figure)
      throw UserError("The run " + runs.front().folder.name() + " has nothing to draw as " + entry.name + " yet.");
    saveFigure(*figure, options.output, options.widthMm > 0 ? options.widthMm : kUsualFigureMm, options.pngDpi());
    if (entry.choices.stimuli) sayStimuli(*figure, stimuli, !options.stimuli.isEmpty());
  });
}

int runExportCommand(const GuiOptions& options) {
  try {
    const RunFolder run = runsHere().find(options.runs.front().toStdString());
    const auto report = [](const RunExportProgress& progress) {
      std::fprintf(stderr, "\r\x1b[K%d of %d  %s", progress.done + 1, progress.of, progress.doing.c_str());
    };
    const bool isTerminal = ::isatty(STDERR_FILENO) != 0;
    std::filesystem::create_directories(options.output.toStdString());
    const RunExportDone done =
        exportRun({run, options.output.toStdString(), options.exportWidthMm}, makeEngine()->analyses(),
                  isTerminal ? report : std::function<void(const RunExportProgress&)>());
    if (isTerminal) std::fprintf(stderr, "\r\x1b[K");
    for (const std::string& sentence : done.leftOut) sayLeftOut(sentence);
    std::printf("%s\n", done.folder.string().c_str());
    return 0;
  } catch (const UserError& error) {
    std::fprintf(stderr, "toponets-studio: %s\n", visible(error.what()).c_str());
  } catch (const std::filesystem::filesystem_error& error) {
    std::fprintf(stderr, "toponets-studio: %s cannot be written (%s); choose another folder.\n",
                 visible(options.output.toStdString()).c_str(), error.code().message().c_str());
  }
  return 2;
}

int runPreviewCommand(const GuiOptions& options) {
  constexpr int kShownDigit = 3;
  return reportFigure(options, [&] {
    writeDemoPreview(options.output.toStdString(),
                     makeDemoPreview(runsHere().find(options.runs.front().toStdString()), "fc1", kShownDigit));
  });
}

}  // namespace studio
