// The machine's load out of files like those of /proc, and the answer of nvidia-smi.
#include "core/run/machine_load.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

/// Two processors; this process' 14th and 15th fields of stat are its user and system time.
void writeProc(const TemporaryFolder& proc, const std::string& cpu, const std::string& own, const std::string& io) {
  proc.write("stat", "cpu  " + cpu + "\ncpu0 1 1 1 1\ncpu1 1 1 1 1\nintr 5\n");
  proc.write("meminfo", "MemTotal:  8000 kB\nMemFree: 10 kB\nMemAvailable: 2000 kB\n");
  proc.write("self/stat", "12 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 " + own + " 0 0 20 0\n");
  proc.write("self/status", "Name: x\nVmRSS:\t 500 kB\n");
  proc.write("self/io", io);
}

TEST(MachineLoad, SharesAreOfTheTimeSinceTheSampleBefore) {
  TemporaryFolder proc;
  writeProc(proc, "100 0 50 800 50 0 0 0", "30 10", "read_bytes: 1000\nwrite_bytes: 0\n");
  MachineSampler sampler(proc.path(), proc.path());
  const MachineLoad first = sampler.sample();
  EXPECT_EQ(first.processorCount, 2);
  EXPECT_EQ(first.processors, -1);
  EXPECT_EQ(first.memoryTotal, 8000 * 1024.0);
  EXPECT_EQ(first.memoryUsed, 6000 * 1024.0);
  EXPECT_EQ(first.ownMemory, 500 * 1024.0);
  EXPECT_GT(first.diskFree, 0);
  EXPECT_GE(first.diskTotal, first.diskFree);
  EXPECT_FALSE(first.gpu);
  // 100 ticks later: 60 busy (40 waiting for the disk or idle), 25 of them by this process.
  writeProc(proc, "140 5 65 830 60 0 0 0", "50 15", "read_bytes: 1000\nwrite_bytes: 4096\n");
  const MachineLoad second = sampler.sample();
  EXPECT_NEAR(second.processors, 0.6, 1e-9);
  EXPECT_NEAR(second.ownShare, 0.25, 1e-9);
  EXPECT_EQ(second.diskRead, 0);
  EXPECT_GT(second.diskWritten, 0);
}

/// Of a run that another process trains: its share, from the second look at it on.
TEST(MachineLoad, AnotherProcessIsLookedAtInPlaceOfThisOne) {
  TemporaryFolder proc;
  const std::string io = "read_bytes: 0\nwrite_bytes: 0\n";
  writeProc(proc, "100 0 50 800 50 0 0 0", "30 10", io);
  proc.write("77/stat", "77 (train) S 1 2 3 4 5 6 7 8 9 10 1000 0 0 0 20 0\n");
  proc.write("77/status", "VmRSS: 900 kB\n");
  proc.write("77/io", io);
  MachineSampler sampler(proc.path(), proc.path());
  sampler.sample();
  sampler.watch(77);
  writeProc(proc, "140 5 65 830 60 0 0 0", "90 10", io);
  const MachineLoad first = sampler.sample();
  EXPECT_EQ(first.process, 77);
  EXPECT_NEAR(first.processors, 0.6, 1e-9);
  EXPECT_EQ(first.ownShare, -1) << "since when is not known yet";
  EXPECT_EQ(first.ownMemory, 900 * 1024.0);
  writeProc(proc, "180 10 80 860 70 0 0 0", "190 10", io);
  proc.write("77/stat", "77 (train) S 1 2 3 4 5 6 7 8 9 10 1050 0 0 0 20 0\n");
  EXPECT_NEAR(sampler.sample().ownShare, 0.5, 1e-9) << "50 of 100 ticks by the other one";
  sampler.watch(78);
  sampler.sample();
  writeProc(proc, "280 10 80 860 70 0 0 0", "190 10", io);
  const MachineLoad gone = sampler.sample();
  EXPECT_EQ(gone.ownShare, -1) << "there is no such process";
  EXPECT_EQ(gone.ownMemory, -1);
}

TEST(MachineLoad, WhatTheSystemDoesNotSayStaysUnknown) {
  TemporaryFolder empty;
  MachineSampler sampler(empty.path() / "not there", empty.path());
  sampler.sample();
  const MachineLoad load = sampler.sample();
  EXPECT_EQ(load.processors, -1);
  EXPECT_EQ(load.memoryTotal, -1);
  EXPECT_EQ(load.diskWritten, -1);
  EXPECT_GT(load.diskFree, 0) << "of the folder that is there above it";
}

TEST(MachineLoad, ReadsThisMachine) {
  MachineSampler sampler;
  sampler.sample();
  const MachineLoad load = sampler.sample();
  EXPECT_GT(load.processorCount, 0);
  EXPECT_GT(load.ownMemory, 1e6);
  EXPECT_GT(load.memoryTotal, load.ownMemory);
}

TEST(MachineLoad, ThePeakOfMemoryIsOfWhatCameAfterItWasForgotten) {
  constexpr std::size_t kMany = 200'000'000;
  { const std::vector<char> much(kMany, 1); }
  const double before = peakMemory();
  EXPECT_GT(before, double(kMany));
  forgetPeakMemory();
  EXPECT_LT(peakMemory(), before - 0.5 * double(kMany));
}

TEST(MachineLoad, AGpuIsTheFirstLineOfItsAnswer) {
  const auto gpu = parseGpuLoad("NVIDIA H200, 37, 1024, 143771\nNVIDIA H200, 0, 0, 143771\n");
  ASSERT_TRUE(gpu);
  EXPECT_EQ(gpu->name, "NVIDIA H200");
  EXPECT_DOUBLE_EQ(gpu->share, 0.37);
  EXPECT_DOUBLE_EQ(gpu->memoryUsed, 1024 * 1048576.0);
  EXPECT_FALSE(parseGpuLoad(""));
  EXPECT_FALSE(parseGpuLoad("NVIDIA-SMI has failed because it couldn't communicate"));
  EXPECT_FALSE(parseGpuLoad("Tesla K80, [N/A], 10, 20"));
}

}  // namespace
}  // namespace studio
