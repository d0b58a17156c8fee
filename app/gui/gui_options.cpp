#include "app/gui/gui_options.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "app/gui/main_window.h"
#include "core/engine.h"
#include "core/run/error.h"
#include "widgets/boards/ready_boards.h"
#include "widgets/export/figure_print.h"

namespace studio {
namespace {

std::optional<QSize> sizeFrom(const std::string& text) {
  int width = 0, height = 0;
  if (std::sscanf(text.c_str(), "%dx%d", &width, &height) != 2) return std::nullopt;
  if (width < 640 || height < 480 || width > 16384 || height > 16384) return std::nullopt;
  return QSize(width, height);
}

/// What CLI11 fills; std::string where Qt has no reader.
struct Words {
  std::string path, screenshot, size, theme, language, workspace, view, figure, output, layer, quantity, stimuli,
      panels;
  std::vector<std::string> runs;
};

void describeWindow(CLI::App& app, GuiOptions& options, Words& words) {
  app.add_option("path", words.path, "Runs folder, run, configuration (.toml) or weights to open");
  app.add_flag("--demo", options.demo, "Train the digits demo");
  app.add_option("--screenshot", words.screenshot, "Write a picture of the window (PNG), then quit");
  app.add_option("--after", options.after, "Seconds before the screenshot")->check(CLI::Range(0.0, 86400.0));
  app.add_flag("--when-finished", options.whenFinished, "Take the screenshot when training has ended");
  app.add_option("--size", words.size, "Size of the window, e.g. 1440x900");
  app.add_option("--theme", words.theme, "system, light or dark")->check(CLI::IsMember({"system", "light", "dark"}));
  app.add_option("--language", words.language, "system, en or de")->check(CLI::IsMember({"system", "en", "de"}));
  std::vector<std::string> workspaces;
  for (const WorkspaceRow& row : workspaceRows()) workspaces.emplace_back(row.id);
  app.add_option("--workspace", words.workspace, "Workspace to show")->check(CLI::IsMember(workspaces));
  app.add_option("--view", words.view, "View of the workspace to show, e.g. sheets, raised, curves");
  app.add_flag("--self-test", options.selfTest, "Train the demo for 20 steps, draw every view once, quit");
}

CLI::App* describeFigure(CLI::App& app, GuiOptions& options, Words& words) {
  CLI::App* figure = app.add_subcommand("figure", "Draw a figure from stored runs; needs no display");
  std::string ofRuns, ofAnalyses, ofBoards;
  for (const FigureEntry& entry : figures(makeEngine()->analyses())) {
    std::string& names = entry.needsAnalyses ? ofAnalyses : ofRuns;
    names += (names.empty() ? "" : ", ") + entry.name;
  }
  for (const ReadyBoard& ready : readyBoards()) ofBoards += (ofBoards.empty() ? "" : ", ") + ready.name;
  figure
      ->add_option("name", words.figure,
                   ofRuns + "; of stored analyses: " + ofAnalyses + "; figures of the paper: " + ofBoards)
      ->required();
  figure->add_option("runs", words.runs, "Run folders, folders of runs, or NAME.sweep for those of a sweep")
      ->required();
  figure->add_option("--output", words.output, "File to write: .pdf, .svg or .png")->required();
  figure
      ->add_option("--width-mm", options.widthMm,
                   "Width in mm (one column 89, the default; two 183, the default of figures of the paper)")
      ->check(CLI::Range(20.0, 2000.0));
  figure->add_option("--dpi", options.dpi, "Dots per inch of a .png (default: 600)")->check(CLI::Range(72, 1200));
  figure->add_option("--step", options.step, "Step of the stored maps (default: the last)");
  figure->add_option("--layer", words.layer, "Layer to draw large");
  figure->add_option("--quantity", words.quantity, "cosine, norm or a class");
  figure->add_option("--panels", words.panels, "Letters of the panels to draw of a figure of the paper, e.g. A,C");
  figure->add_option("--data", words.stimuli, "Stimuli of the stored analyses (default: those shown last)");
  figure->add_option("--theme", words.theme, "Kept for scripts: figures always use the light print colours")
      ->check(CLI::IsMember({"light"}));
  figure->footer("Example: toponets-studio figure curves runs/mlp_tau3_s0 --output curves.pdf --width-mm 89");
  return figure;
}

CLI::App* describeExport(CLI::App& app, GuiOptions& options, Words& words) {
  CLI::App* all = app.add_subcommand("export", "Everything of a run in one folder: data, weights, figures; no display");
  all->add_option("run", words.runs, "Run folder")->required()->expected(1);
  all->add_option("--output", words.output, "Folder in which RUN_export is made")->required();
  all->add_option("--width-mm", options.exportWidthMm, "Width of the figures in mm")->check(CLI::Range(20.0, 2000.0));
  all->footer("Example: toponets-studio export runs/mlp_tau3_s0 --output supplement");
  return all;
}

/// For the developers of the demo: the recorded result on the welcome page.
CLI::App* describePreview(CLI::App& app, Words& words) {
  CLI::App* preview = app.add_subcommand("preview", "Record a run of the digits demo for the welcome page");
  preview->add_option("run", words.runs, "Run folder")->required()->expected(1);
  preview->add_option("--output", words.output, "File to write: .npz")->required();
  preview->footer("Example: toponets-studio preview runs/mlp_tau3_s2 --output resources/demo/preview.npz");
  return preview;
}

void take(const Words& words, GuiOptions& options) {
  options.path = QString::fromStdString(words.path);
  options.screenshot = QString::fromStdString(words.screenshot);
  options.workspace = QString::fromStdString(words.workspace);
  options.view = QString::fromStdString(words.view);
  options.figureName = QString::fromStdString(words.figure);
  options.output = QString::fromStdString(words.output);
  options.layer = QString::fromStdString(words.layer);
  options.quantity = QString::fromStdString(words.quantity);
  options.stimuli = QString::fromStdString(words.stimuli);
  options.panels = QString::fromStdString(words.panels);
  for (const auto& run : words.runs) options.runs << QString::fromStdString(run);
  if (!words.language.empty()) options.language = languageFrom(QString::fromStdString(words.language));
  if (!words.theme.empty())
    options.theme = words.theme == "dark"    ? ThemeChoice::Dark
                    : words.theme == "light" ? ThemeChoice::Light
                                             : ThemeChoice::System;
}

}  // namespace

void GuiOptions::requireRead(const FigureChoices& choices) const {
  const struct {
    bool given, read;
    const char* option;
  } each[] = {{step >= 0, choices.step, "--step"},
              {!layer.isEmpty(), choices.layer, "--layer"},
              {!quantity.isEmpty(), choices.quantity, "--quantity"},
              {!stimuli.isEmpty(), choices.stimuli, "--data"},
              {!panels.isEmpty(), choices.panels, "--panels"}};
  for (const auto& one : each)
    if (one.given && !one.read)
      throw UserError("The figure " + figureName.toStdString() + " does not read " + one.option + "; leave it out.");
  if (dpi > 0 && !output.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
    throw UserError("--dpi is for a .png and not for " + output.toStdString() + "; leave it out.");
}

int GuiOptions::pngDpi() const { return dpi > 0 ? dpi : kUsualPngDpi; }

GuiOptions parseGuiOptions(int argc, char** argv) {
  GuiOptions options;
  Words words;
  CLI::App app("TopoNets Studio: train topographic networks and watch their cortical sheets form", "toponets-studio");
  app.set_version_flag("--version", std::string("toponets-studio ") + STUDIO_VERSION);
  app.footer("Example: toponets-studio --demo");
  describeWindow(app, options, words);
  CLI::App* figure = describeFigure(app, options, words);
  const CLI::App* all = describeExport(app, options, words);
  const CLI::App* preview = describePreview(app, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, std::cout, std::cerr);
    options.exitCode = code == 0 ? 0 : 2;
    return options;
  }
  options.figureCommand = figure->parsed();
  options.exportCommand = all->parsed();
  options.previewCommand = preview->parsed();
  take(words, options);
  if (!words.size.empty()) {
    options.size = sizeFrom(words.size);
    if (!options.size) {
      std::fprintf(stderr, "toponets-studio: --size %s is not a size; write it as 1440x900, at least 640x480.\n",
                   words.size.c_str());
      options.exitCode = 2;
    }
  }
  return options;
}

}  // namespace studio
