#include "core/run/keep_memory.h"

#include <cstdlib>  // says whose library it is

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

void giveMemoryBack() {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

}  // namespace studio
