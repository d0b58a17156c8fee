// What a program of the studio asks of the system: its start, memory that stays, signals that stop a run.
// Which thread may call each stands beside it; what says nothing of it, any.
#pragma once
#include <array>
#include <csignal>
#include <string>

namespace studio {

// The tensors of a step are as large as those of the step before. As it comes, glibc hands such blocks back to the
// system each time and takes them again, page by page: 40,000 faults and 4 % of the time of a ResNet-18 step on 64
// images of 32 x 32 pixels. (One heap for all threads would save the last of them, but threads that share a heap wait
// for each other: a GPT step then takes a quarter longer.)

/// In main(), before the first large block: freed memory stays with the program, up to 1 GB at the end of a heap. Does
/// nothing where the memory is not glibc's.
void keepMemory();

/// What is free goes back to the system: to be called when a long work has ended. Any thread; some milliseconds.
void releaseMemory();

// While it lives, Ctrl-C, SIGTERM and SIGHUP (the terminal was closed, the connection broke off) are remembered instead
// of ending the process. A second Ctrl-C or SIGTERM ends it as usual; a closed terminal sends more than one SIGHUP, so
// those are only remembered. Under nohup SIGHUP stays ignored. One object at a time, on the thread that made it.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;
  bool received() const;

 private:
  static constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};
  std::array<struct sigaction, kSignals.size()> before_{};
};

// What every program of the studio does first.

/// First line of main(), before there are threads. `name` is what ps and top show, at most 15 letters.
/// Computing threads that wait for each other give their core away soon: as it comes, OpenMP's runtime lets them turn
/// in circles for milliseconds; where another program needs a core too, a step then takes ten times as long. So the
/// program is started again with GOMP_SPINCOUNT set, which the runtime reads only while it is loaded; not where the
/// user has said how threads wait (GOMP_SPINCOUNT, OMP_WAIT_POLICY), or the system lets no program start. Standard
/// files that are closed (2>&-) become /dev/null: a file that is opened next would get what is said there. A program
/// that is started in a folder that was deleted says so and ends with 2, before its libraries are begun. A pipe that
/// nobody reads any more and a file that has grown to its limit (ulimit -f) are errors of the write, which are said,
/// and no sudden end.
void startProgram(char** arguments, const char* name);

/// The calling thread, and those that it starts from now on, give way to the rest of the program: what computes in a
/// window leaves the processors to its screen whenever that has something to draw. Results are the same, as the number
/// of threads is. Once a thread or often. Linux, sched(7): niceness is of a thread.
void lowerThreadPriority();
/// By how much (nice(2)): against one thread of the screen it gets about a third of a processor.
inline constexpr int kBackgroundNiceness = 5;

enum class ThreadPriority {
  Normal,      ///< that of the program: what it computes gets as much as in a program without a screen
  BelowScreen  ///< it gives way to the screen
};

/// A training's threads in this program, wherever they stand: the engine's (nameThread("toponets-train")) and those
/// that it started, which bear its name, make its batches or are LibTorch's for gradients. From any thread, often.
/// BelowScreen is lowerThreadPriority() where the system lets it be taken back (RLIMIT_NICE, CAP_SYS_NICE); elsewhere
/// the niceness stays, or the training would be slow to its end, and threads only wait for their turn (SCHED_BATCH).
void setTrainingPriority(ThreadPriority priority);
/// Whether this program may undo a niceness.
bool canRaisePriority();

/// "0.1.0"
std::string programVersion();

/// The calling thread in `top -H` and in debuggers; the threads that it starts are called the same.
void nameThread(const char* name);

}  // namespace studio
