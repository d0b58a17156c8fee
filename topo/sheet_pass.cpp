// Runs the tasks of many sheets on all threads, a few sheets at a time so that sweep 2 finds the weights in the cache.
#include "topo/sheet_pass.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <atomic>
#include <iterator>

#include "topo/stripe_pass.h"

namespace studio {
namespace {

constexpr std::int64_t kWaveBytes = std::int64_t{12} << 20;   // of weights between the two sweeps; a third of a common L3 cache
constexpr std::int64_t kTasksPerThread = 4;                   // at least, in a wave, so that no thread waits long for another
constexpr std::int64_t kUnitsTogether = 64;

struct Task {
  StripePass* pass;
  std::int64_t first, last;   // a stripe (first), or units from first to last
};

/// Each thread takes the next task when it has done one; which thread does which task changes no result.
template <typename Work>
void runTasks(const std::vector<Task>& tasks, std::vector<Scratch>& scratches, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto workers = std::min(scratches.size(), tasks.size());
  at::parallel_for(0, static_cast<std::int64_t>(workers), 1, [&](std::int64_t begin, std::int64_t) {
    auto& scratch = scratches[static_cast<std::size_t>(begin)];
    for (auto i = next.fetch_add(1); i < tasks.size(); i = next.fetch_add(1)) work(tasks[i], scratch);
  });
}

void runWave(const std::vector<StripePass*>& wave, std::vector<Scratch>& scratches) {
  std::vector<Task> stripes, units, gradients;
  for (auto* pass : wave) {
    for (std::int64_t i = 0; i < pass->stripes(); ++i) stripes.push_back({pass, i, i});
    for (std::int64_t u = 0; u < pass->units(); u += kUnitsTogether)
      units.push_back({pass, u, std::min(u + kUnitsTogether, pass->units())});
  }
  runTasks(stripes, scratches, [](const Task& task, Scratch& scratch) { task.pass->sum(task.first, scratch); });
  runTasks(units, scratches, [](const Task& task, Scratch&) { task.pass->finishUnits(task.first, task.last); });
  // Backwards: what sweep 1 read last is still in the cache.
  std::copy_if(stripes.rbegin(), stripes.rend(), std::back_inserter(gradients), [](const Task& t) { return t.pass->wantsGradient(); });
  runTasks(gradients, scratches, [](const Task& task, Scratch& scratch) { task.pass->addGradient(task.first, scratch); });
}

/// Two losses on one weight add to one gradient: they must not run side by side.
bool sharesGradient(const std::vector<SheetWork>& work, std::size_t first, std::size_t candidate) {
  const auto* gradient = work[candidate].gradient;
  if (!gradient) return false;
  return std::any_of(work.begin() + static_cast<std::ptrdiff_t>(first), work.begin() + static_cast<std::ptrdiff_t>(candidate),
                     [&](const SheetWork& other) { return other.gradient && other.gradient->is_alias_of(*gradient); });
}

}  // namespace

std::vector<SheetResult> computeOnCpu(const std::vector<SheetWork>& work) {
  std::vector<std::unique_ptr<StripePass>> passes;
  for (const auto& sheet : work) passes.push_back(makeStripePass(sheet));
  std::vector<Scratch> scratches(static_cast<std::size_t>(std::max(1, at::get_num_threads())));
  std::vector<StripePass*> wave;
  std::int64_t bytes = 0, tasks = 0;
  std::size_t first = 0;   // of the wave
  const auto tasksWanted = kTasksPerThread * static_cast<std::int64_t>(scratches.size());
  for (std::size_t i = 0; i < passes.size(); ++i) {
    wave.push_back(passes[i].get());
    bytes += passes[i]->bytes(), tasks += passes[i]->stripes();
    const bool last = i + 1 == passes.size();
    const bool more = !last && (tasks < tasksWanted || bytes + passes[i + 1]->bytes() <= kWaveBytes);
    if (more && !sharesGradient(work, first, i + 1)) continue;
    runWave(wave, scratches);
    wave.clear(), bytes = tasks = 0, first = i + 1;
  }
  std::vector<SheetResult> results;
  for (auto& pass : passes) results.push_back(pass->finish());
  return results;
}

}  // namespace studio
