#include "core/run/program_start.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

namespace studio {
namespace {

/// By the name of its file: of /proc/self/exe alone ps and top would show "exe".
void startAnew(char** arguments) {
  std::string file(4096, '\0');
  const ssize_t length = ::readlink("/proc/self/exe", file.data(), file.size());
  if (length > 0 && static_cast<std::size_t>(length) < file.size()) {
    file.resize(static_cast<std::size_t>(length));
    ::execv(file.c_str(), arguments);
  }
  ::execv("/proc/self/exe", arguments);  // the file has another name by now, or none
}

/// A file that is opened next would else take the number of standard output or error, and get what is said there.
void openStandardFiles() {
  for (int number = 0; number < 3; ++number)
    if (::fcntl(number, F_GETFD) < 0) static_cast<void>(::open("/dev/null", number == 0 ? O_RDONLY : O_WRONLY));   // the lowest free one
}

void calmThreads(char** arguments) {
  constexpr const char* kTurns =
      "2000";  // some microseconds: longer than the way from one parallel part of a layer to the next
  if (std::getenv("GOMP_SPINCOUNT") || std::getenv("OMP_WAIT_POLICY")) return;
  if (::setenv("GOMP_SPINCOUNT", kTurns, 0) == 0) startAnew(arguments);
}

}  // namespace

void nameThread(const char* name) { ::prctl(PR_SET_NAME, name, 0, 0, 0); }

void startProgram(char** arguments, const char* name) {
  openStandardFiles();
  calmThreads(arguments);
  nameThread(name);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

}  // namespace studio
