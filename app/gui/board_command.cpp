// `toponets-studio figure 2a RUN... --output F`: one of the paper's figures of runs or folders of runs, without a
// window.
#include <QDir>
#include <QFileInfo>
#include <algorithm>
#include <cstdio>
#include <optional>

#include "app/gui/gui_options.h"
#include "app/gui/named_runs.h"
#include "core/engine.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "core/run/text_file.h"
#include "widgets/boards/board_figure.h"
#include "widgets/boards/panel_kinds.h"
#include "widgets/boards/ready_boards.h"
#include "widgets/export/figure_print.h"

namespace studio {
namespace {

std::optional<ReadyBoard> findReadyBoard(const QString& name) {
  for (const ReadyBoard& ready : readyBoards())
    if (ready.name == name.toStdString()) return ready;
  return std::nullopt;
}

std::vector<BoardSource> readSources(const GuiOptions& options) {
  std::vector<BoardSource> sources;
  readNamedRuns(options.runs, [&](const NamedRun& run) {
    sources.push_back(readBoardSource(run));
    for (const std::string& sentence : sources.back().run.leftOut) sayLeftOut(sentence);
  });
  agreeOnResults(sources);
  return sources;
}

/// What its panels read.
FigureChoices chosenPanels(const FigureBoard& board, const std::vector<PanelKind>& kinds) {
  FigureChoices choices{.panels = true};
  for (const BoardPanel& panel : board.panels) {
    const PanelKind* kind = findPanelKind(kinds, panel.kind);
    if (!kind) continue;
    choices.layer = choices.layer || kind->ofLayer;
    choices.step = choices.step || kind->ofMaps;
    choices.quantity = choices.quantity || kind->ofMaps;
  }
  return choices;
}

/// Those of these letters ("A,C"); the rest is taken away. Throws UserError for one that there is not.
void keepPanels(FigureBoard& board, const QString& letters, const std::string& figure) {
  if (letters.isEmpty()) return;
  const std::vector<std::size_t> order = readingOrder(board);
  QString there, kept;
  for (std::size_t i = 0; i < order.size(); ++i) there += QChar('A' + int(i));
  for (const QChar letter : letters.toUpper()) {
    if (letter == QLatin1Char(',') || letter.isSpace()) continue;
    if (!there.contains(letter))
      throw UserError("The figure " + figure + " has no panel " + QString(letter).toStdString() +
                      "; its panels are A to " + there.right(1).toStdString() + ".");
    kept += letter;
  }
  if (kept.isEmpty()) throw UserError("--panels names no panel; give letters, e.g. --panels A.");
  std::vector<std::size_t> gone;
  for (std::size_t i = 0; i < order.size(); ++i)
    if (!kept.contains(there[int(i)])) gone.push_back(order[i]);
  std::sort(gone.rbegin(), gone.rend());
  for (const std::size_t panel : gone) removePanel(board, panel);
}

FigureBoard makeBoard(const GuiOptions& options, const ReadyBoard& ready, const std::vector<BoardSource>& sources,
                      const std::vector<PanelKind>& kinds, const std::string& version) {
  FigureBoard board = ready.make(sources);
  keepPanels(board, options.panels, ready.name);
  options.requireRead(chosenPanels(board, kinds));
  board.version = version;
  board.style.published = arePublishedComparable(sources);
  if (options.widthMm > 0) setPaperWidth(board, options.widthMm, sources);
  for (BoardPanel& panel : board.panels) {
    panel.layer = options.layer.toStdString();
    panel.quantity = options.quantity.toStdString();
    if (options.step >= 0) panel.step = options.step;
  }
  std::string command = "toponets-studio figure " + ready.name;
  for (const QString& run : options.runs)
    command += " " + shellWord(QFileInfo(QDir::cleanPath(run)).fileName().toStdString());
  if (options.widthMm > 0) command += " --width-mm " + numberText(options.widthMm);
  if (!options.panels.isEmpty()) command += " --panels " + shellWord(options.panels.toStdString());
  if (options.dpi > 0) command += " --dpi " + std::to_string(options.dpi);
  board.commands = analysisCommands(sources, usedAnalyses(board, kinds));
  board.commands.push_back(command + " --output " + shellWord(QFileInfo(options.output).fileName().toStdString()));
  return board;
}

/// The picture, its data and its caption; the files' names on stdout.
void writeBoard(const FilledBoard& filled, const QString& output, int dpi) {
  const BoardFigure figure(std::make_shared<const FilledBoard>(filled));
  saveFigure(figure, output, filled.board.widthMm, dpi);
  const QFileInfo file(output);
  const QString caption = file.dir().filePath(file.completeBaseName() + QStringLiteral("_caption.txt"));
  writeFileAtomically(caption.toStdString(), boardCaption(filled).toStdString() + "\n");
  std::vector<QString> files = saveFigureData(figure, file.path(), file.completeBaseName());
  files.insert(files.begin(), {file.filePath(), caption});
  for (const QString& each : files) std::printf("%s\n", each.toUtf8().constData());
}

}  // namespace

bool isReadyBoard(const QString& name) { return findReadyBoard(name).has_value(); }

int runBoardCommand(const GuiOptions& options) {
  try {
    const auto engine = makeEngine();
    std::vector<BoardSource> sources = readSources(options);
    giveColours(sources);
    const FilledBoard filled = fillBoard(makeBoard(options, *findReadyBoard(options.figureName), sources,
                                                   panelKinds(engine->analyses()), engine->version()),
                                         sources, engine->analyses());
    const std::vector<QString> problems = boardProblems(filled);
    const bool drawn = std::any_of(filled.contents.begin(), filled.contents.end(),
                                   [](const PanelContent& content) { return !content.empty(); });
    if (!drawn && !problems.empty()) throw UserError(problems.front().toStdString());
    for (const QString& problem : problems)
      std::fprintf(stderr, "toponets-studio: %s\n", visible(problem.toStdString()).c_str());
    writeBoard(filled, options.output, options.pngDpi());
    return hasEmptyPanel(filled) ? 2 : 0;
  } catch (const UserError& error) {
    std::fprintf(stderr, "toponets-studio: %s\n", visible(error.what()).c_str());
    return 2;
  }
}

}  // namespace studio
