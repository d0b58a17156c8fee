// Freed memory stays with the program and goes back when asked.
#include "core/run/program_start.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <vector>

namespace studio {
namespace {

constexpr std::size_t kBlock = 20 << 20;
constexpr int kBlocks = 8;
constexpr long kPages = kBlocks * long(kBlock / 4096);

/// As the tensors of a step: taken one after another, freed together.
void step() {
  std::vector<void*> blocks;
  for (int block = 0; block < kBlocks; ++block) blocks.push_back(std::memset(std::malloc(kBlock), block, kBlock));
  for (void* block : blocks) std::free(block);
}

long residentPages() {
  long whole = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> whole >> resident;
  return resident;
}

/// In a program of its own, for it changes all of it. 0: as it should be.
int keptAndGivenBack() {
  keepMemory();
  const long before = residentPages();
  step();
  const long kept = residentPages();
  releaseMemory();
  const long left = residentPages();
  std::fprintf(stderr, "pages before %ld, kept %ld, left %ld\n", before, kept, left);
  return kept - before > kPages * 9 / 10 && left - before < kPages / 10 ? 0 : 1;
}

TEST(KeepMemoryDeathTest, FreedBlocksStayUntilTheyAreGivenBack) {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "the memory is not glibc's";
#endif
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(std::exit(keptAndGivenBack()), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace studio
