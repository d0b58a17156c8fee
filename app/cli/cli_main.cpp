// toponets: the command line without a window.
#include <iostream>

#include "app/cli/command_line.h"

int main(int argc, char** argv) { return studio::runCommandLine({argv + 1, argv + argc}, std::cout, std::cerr); }
