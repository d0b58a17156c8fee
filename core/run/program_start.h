// What every program of the studio does first.
#pragma once

namespace studio {

/// First line of main(), before there are threads. `name` is what ps and top show, at most 15 letters.
/// Computing threads that wait for each other give their core away soon: as it comes, OpenMP's runtime lets them turn
/// in circles for milliseconds; where another program needs a core too, a step then takes ten times as long. So the
/// program is started anew with GOMP_SPINCOUNT set, which the runtime reads only while it is loaded; not where the user
/// has said how threads wait (GOMP_SPINCOUNT, OMP_WAIT_POLICY), or the system lets no program start.
/// Standard files that are closed (2>&-) become /dev/null: a file that is opened next would get what is said there.
/// A program that is started in a folder that was deleted says so and ends with 2, before its libraries are begun.
/// A pipe that nobody reads any more and a file that has grown to its limit (ulimit -f) are errors of the write, which
/// are said, and no sudden end.
void startProgram(char** arguments, const char* name);

/// The calling thread in `top -H` and in debuggers; the threads that it starts are called the same.
void nameThread(const char* name);

}  // namespace studio
