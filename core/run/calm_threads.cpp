#include "core/run/calm_threads.h"

#include <unistd.h>

#include <cstdlib>

namespace studio {

void calmThreads(char** arguments) {
  constexpr const char* kTurns = "2000";   // some microseconds: longer than the way from one parallel part of a layer to the next
  if (std::getenv("GOMP_SPINCOUNT") || std::getenv("OMP_WAIT_POLICY")) return;
  if (::setenv("GOMP_SPINCOUNT", kTurns, 0) == 0) ::execv("/proc/self/exe", arguments);
}

}  // namespace studio
