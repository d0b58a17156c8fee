// Computing threads that wait for each other give their core away soon. As it comes, OpenMP's runtime lets them turn in circles
// for milliseconds; where another program needs a core too, a step then takes ten times as long.
#pragma once

namespace studio {

/// First line of main(): starts the program anew with GOMP_SPINCOUNT set, which the runtime reads only while it is loaded.
/// Does nothing where the user has said how threads wait (GOMP_SPINCOUNT, OMP_WAIT_POLICY), or the system lets no program start.
void calmThreads(char** arguments);

}  // namespace studio
