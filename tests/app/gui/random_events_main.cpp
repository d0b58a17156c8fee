// toponets-window-events [--seed S] [--actions N] [--log FILE] [--verbose]: drives the window by random events until a
// check fails or all are done. Needs a display (tests/support/with_display.sh starts one).
#include <CLI/CLI.hpp>

#include <QFileInfo>
#include <QLocale>
#include <QSurfaceFormat>
#include <cstdio>

#include "core/run/program_start.h"
#include "tests/app/gui/random_events.h"

namespace {

/// What VTK needs of every context, as in the window's own main().
void prepareQt() {
  QSurfaceFormat format;
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  QSurfaceFormat::setDefaultFormat(format);
  QLocale::setDefault(QLocale::c());
}

int print(const studio::RandomEventsReport& report, std::uint64_t seed) {
  std::printf("seed %llu: %d actions, %d dialogs answered, %d analyses and %d runs; longest block %lld ms (%s)\n",
              static_cast<unsigned long long>(seed), report.actions, report.dialogs, report.analyses, report.runs,
              static_cast<long long>(report.longestBlock), qPrintable(report.longestAction));
  if (report.failure.isEmpty()) return 0;
  for (const QString& line : report.lastLines) std::fprintf(stderr, "  %s\n", qPrintable(line));
  std::fprintf(stderr, "FAULT %s\n", qPrintable(report.failure));
  return 1;
}

}  // namespace

int main(int count, char** arguments) {
  studio::startProgram(arguments, "window-events");
  studio::RandomEventsOptions options;
  std::string log;
  CLI::App app{"Drives the window by random events; the same seed gives the same actions as far as time allows.",
               "toponets-window-events"};
  app.add_option("--seed", options.seed, "another seed, other events")->capture_default_str();
  app.add_option("--actions", options.actions, "how many")->check(CLI::PositiveNumber)->capture_default_str();
  app.add_option("--log", log, "a file that gets each line before the action is done");
  app.add_flag("--verbose", options.verbose, "each line on stderr");
  CLI11_PARSE(app, count, arguments);
  if (!log.empty()) options.log = QFileInfo(QString::fromStdString(log)).absoluteFilePath();
  prepareQt();
  const studio::WatchedApplication application(count, arguments);
  try {
    return print(studio::driveWindow(options), options.seed);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "toponets-window-events: %s\n", error.what());
    return 1;
  }
}
