// Names, waiting threads, broken pipes, signals that stop, and freed memory (program_start.h).
#include "core/run/program_start.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstdlib>  // says whose library it is
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <thread>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace studio {

void keepMemory() {
#if defined(__GLIBC__)
  mallopt(M_MMAP_THRESHOLD, 32 << 20);  // the most that glibc takes; larger blocks are mapped as before
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

void releaseMemory() {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

namespace {

volatile std::sig_atomic_t stopReceived = 0;

void remember(int) { stopReceived = 1; }

}  // namespace

StopSignals::StopSignals() {
  stopReceived = 0;
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], nullptr, &before_[i]);
    if (kSignals[i] == SIGHUP && before_[i].sa_handler == SIG_IGN) continue;  // nohup
    struct sigaction action {};
    action.sa_handler = remember;
    if (kSignals[i] != SIGHUP) action.sa_flags = static_cast<int>(SA_RESETHAND);
    ::sigemptyset(&action.sa_mask);
    ::sigaction(kSignals[i], &action, nullptr);
  }
}

StopSignals::~StopSignals() {
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before_[i], nullptr);
}

bool StopSignals::received() const { return stopReceived != 0; }

namespace {

/// By the name of its file: of /proc/self/exe alone ps and top would show "exe".
void restartProcess(char** arguments) {
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
    if (::fcntl(number, F_GETFD) < 0)
      static_cast<void>(::open("/dev/null", number == 0 ? O_RDONLY : O_WRONLY));  // the lowest free one
}

void calmThreads(char** arguments) {
  constexpr const char* kTurns =
      "2000";  // some microseconds: longer than the way from one parallel part of a layer to the next
  if (std::getenv("GOMP_SPINCOUNT") || std::getenv("OMP_WAIT_POLICY")) return;
  if (::setenv("GOMP_SPINCOUNT", kTurns, 0) == 0) restartProcess(arguments);
}

/// Before the sanitizers and the libraries have begun: the system's own calls alone, nothing that is watched.
#define STUDIO_NO_SANITIZER __attribute__((no_sanitize("address"), no_sanitize("thread"), no_sanitize("undefined")))

STUDIO_NO_SANITIZER void writeError(const char* text) {
  std::size_t length = 0;
  while (text[length] != 0) ++length;
  if (::syscall(SYS_write, STDERR_FILENO, text, length) < 0) return;  // there is nowhere to report it
}

/// A library that looks for its own files from the working folder ends the program, in words of its own, where that is
/// gone. Libraries begin before main(); of what the linker puts in .preinit_array, a program begins before them.
STUDIO_NO_SANITIZER void requireWorkingFolder(int, char** arguments, char**) {
  static char place[4096];
  if (::syscall(SYS_getcwd, place, sizeof place) >= 0 || errno != ENOENT) return;
  const char* name = arguments[0] ? arguments[0] : "toponets";
  for (const char* letter = name; *letter != 0; ++letter)
    if (*letter == '/') name = letter + 1;
  writeError(name);
  writeError(
      ": the folder in which it was started no longer exists, and files are found from there; change to another one "
      "(cd) and "
      "start it again.\n");
  ::syscall(SYS_exit_group, 2);
}

__attribute__((section(".preinit_array"), used)) void (*firstOfAll)(int, char**, char**) = requireWorkingFolder;

}  // namespace

namespace {

/// Niceness of the program: of its first thread.
int programNiceness() { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::getpid())); }

/// Computing threads wake each other thousands of times a second. Under the usual policy each waking may push the
/// screen's thread off its processor; one of SCHED_BATCH waits for its turn, with the same share of it (sched(7)).
/// Threads that are started from there inherit it. Refused, as in some containers: then as before.
void setPolicy(pid_t thread, int policy) {
  const sched_param plain{};
  ::sched_setscheduler(thread, policy, &plain);
}

bool isOfTraining(const std::string& name) {
  return name == "toponets-train" || name == "toponets-data" || name.starts_with("pt_autograd");
}

void setPriority(pid_t thread, ThreadPriority priority) {
  const bool below = priority == ThreadPriority::BelowScreen;
  if (below || canRaisePriority())  // an ordinary user's training, once lowered, stays so: the screen comes first
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(thread), programNiceness() + (below ? kBackgroundNiceness : 0));
  const int usual = ::sched_getscheduler(::getpid());
  if (usual == SCHED_OTHER) setPolicy(thread, below ? SCHED_BATCH : usual);  // else as somebody wanted it (chrt)
}

}  // namespace

void lowerThreadPriority() {
  ::setpriority(PRIO_PROCESS, 0, programNiceness() + kBackgroundNiceness);  // of this thread
  setPolicy(0, SCHED_BATCH);
}

/// Tried once, on a thread that ends then.
bool canRaisePriority() {
  static const bool can = [] {
    bool isBack = false;
    std::thread([&isBack] {
      const int before = ::getpriority(PRIO_PROCESS, 0);
      isBack = ::setpriority(PRIO_PROCESS, 0, before + 1) == 0 && ::setpriority(PRIO_PROCESS, 0, before) == 0;
    }).join();
    return isBack;
  }();
  return can;
}

void setTrainingPriority(ThreadPriority priority) {
  std::error_code none;
  for (std::filesystem::directory_iterator task("/proc/self/task", none), end; !none && task != end;
       task.increment(none)) {
    std::string name;
    std::ifstream(task->path() / "comm") >> name;  // nothing of a thread that has just ended
    if (isOfTraining(name)) setPriority(static_cast<pid_t>(std::stol(task->path().filename().string())), priority);
  }
}

void nameThread(const char* name) { ::prctl(PR_SET_NAME, name, 0, 0, 0); }

void startProgram(char** arguments, const char* name) {
  openStandardFiles();
  calmThreads(arguments);
  nameThread(name);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

std::string programVersion() { return STUDIO_VERSION; }

}  // namespace studio
