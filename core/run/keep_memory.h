// The tensors of a step are as large as those of the step before. As it comes, glibc hands such blocks back to the
// system each time and takes them anew, page by page: 40,000 faults and 4 % of the time of a ResNet-18 step on 64
// images of 32 x 32 pixels. (One heap for all threads would save the last of them, but threads that share a heap wait
// for each other: a GPT step then takes a quarter longer.)
#pragma once

namespace studio {

/// In main(), before the first large block: freed memory stays with the program, up to 1 GB at the end of a heap. Does
/// nothing where the memory is not glibc's.
void keepMemory();

/// What is free goes back to the system: to be called when a long work has ended. Any thread; some milliseconds.
void giveMemoryBack();

}  // namespace studio
