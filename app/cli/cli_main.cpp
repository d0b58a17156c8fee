// toponets: the command line without a window.
#include <iostream>

#include "app/cli/command_line.h"
#include "core/run/program_start.h"

int main(int argc, char** argv) {
  studio::startProgram(argv, "toponets");
  studio::keepMemory();
  return studio::runCommandLine({argv + 1, argv + argc}, std::cout, std::cerr);
}
