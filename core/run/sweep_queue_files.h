// The files of a queue's folder, for the two files that write them (sweep_queue.cpp, sweep_queue_making.cpp).
#pragma once
#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "core/run/sweep_queue.h"

namespace studio {

inline constexpr const char *kQueueFile = "queue.json", *kQueueLock = "queue.lock", *kWorkLock = "work.lock",
                            *kEntryFile = "entry.json", *kEntryConfig = "settings.toml", *kEntryLock = "run.lock",
                            *kGivenSweep = "sweep.toml";
inline constexpr std::size_t kMostQueueBytes = std::size_t{2} << 20;
inline constexpr int kQueueVersion = 1;

inline bool isEntryName(const std::string& name) {
  return name.size() >= 4 && name.size() <= 8 &&
         std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// queue.json
struct SweepQueue::Order {
  std::vector<std::string> ids;
  bool paused = false;
  int jobs = 1;
  std::string message;
};

}  // namespace studio
