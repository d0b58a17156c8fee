// Worker threads make whole batches by their number; the reader takes them in order.
#include "core/data/batcher.h"

#include <ATen/DeviceAccelerator.h>
#include <ATen/Parallel.h>
#include <omp.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <variant>

#include "core/data/batch_writer.h"
#include "core/data/counter_random.h"

namespace studio {
namespace {

using Made = std::variant<Batch, std::exception_ptr>;

bool isAccelerator(const torch::Device& device) { return at::accelerator::isAccelerator(device.type()); }

/// To the device on the reader's own stream; from pinned memory the copy does not wait.
Batch onDevice(Batch batch, const torch::Device& device) {
  if (!isAccelerator(device)) return batch;
  batch.images = batch.images.to(device, true);
  batch.labels = batch.labels.to(device, true);
  return batch;
}

}  // namespace

struct Batcher::State {
  std::shared_ptr<const Dataset> data;
  Options options;
  BatchWriter writer;

  std::mutex mutex;
  std::condition_variable_any changed;
  std::vector<std::int64_t> order;               ///< of the epoch
  std::int64_t epoch = 0, batches = 0;
  std::int64_t toMake = 0, toGive = 0;           ///< numbers of the next batch to be begun and to be handed out
  std::int64_t generation = 0;                   ///< counts startEpoch(): what an older one began is thrown away
  std::map<std::int64_t, Made> made;
  std::vector<std::jthread> workers;             ///< last member: joined first

  State(std::shared_ptr<const Dataset> set, Options chosen)
      : data(std::move(set)), options(std::move(chosen)), writer(*data, options), batches((data->size() + options.batchSize - 1) / options.batchSize) {}

  std::int64_t ahead() const { return static_cast<std::int64_t>(workers.size()) + 1; }
  std::vector<std::int64_t> indicesOf(std::int64_t batch) const;
  void work(const std::stop_token& stop);
};

std::vector<std::int64_t> Batcher::State::indicesOf(std::int64_t batch) const {
  const auto first = batch * options.batchSize;
  const auto last = std::min(first + options.batchSize, static_cast<std::int64_t>(order.size()));
  return {order.begin() + first, order.begin() + last};
}

void Batcher::State::work(const std::stop_token& stop) {
  at::get_num_threads();       // lets torch set this thread's count once, before it is lowered:
  omp_set_num_threads(1);      // resizing an image must not start threads of its own beside the training's
  std::unique_lock lock(mutex);
  while (changed.wait(lock, stop, [&] { return toMake < batches && toMake < toGive + ahead(); })) {
    const auto number = toMake++;
    const auto mine = generation;
    const auto epochNow = epoch;
    const auto indices = indicesOf(number);
    lock.unlock();
    Made result;
    try {
      result = writer.make(indices, epochNow);
    } catch (...) {
      result = std::current_exception();
    }
    lock.lock();
    if (mine == generation) made[number] = std::move(result);
    changed.notify_all();
  }
}

Batcher::Batcher(std::shared_ptr<const Dataset> data, Options options) {
  TORCH_CHECK(options.batchSize > 0, "a batch holds one image or more");
  const auto count = std::clamp(options.workers, 1, 64);
  state_ = std::make_unique<State>(std::move(data), std::move(options));
  startEpoch(0);
  std::scoped_lock lock(state_->mutex);
  for (int worker = 0; worker < count; ++worker)
    state_->workers.emplace_back([state = state_.get()](const std::stop_token& stop) { state->work(stop); });
}

Batcher::~Batcher() = default;

std::int64_t Batcher::images() const { return state_->data->size(); }

std::int64_t Batcher::batches() const { return state_->batches; }

void Batcher::startEpoch(std::int64_t epoch, std::int64_t firstBatch) {
  const auto count = state_->data->size();
  auto order = state_->options.shuffle ? shuffledOrder(count, state_->options.seed, epoch, kOrderPurpose) : std::vector<std::int64_t>{};
  if (order.empty())
    for (std::int64_t index = 0; index < count; ++index) order.push_back(index);
  std::scoped_lock lock(state_->mutex);
  state_->order = std::move(order);
  state_->epoch = epoch;
  state_->toMake = state_->toGive = firstBatch;
  state_->made.clear();
  ++state_->generation;
  state_->changed.notify_all();
}

std::optional<Batch> Batcher::next() {
  Made result;
  {
    std::unique_lock lock(state_->mutex);
    if (state_->toGive >= state_->batches) return std::nullopt;
    const auto number = state_->toGive;
    state_->changed.wait(lock, [&] { return state_->made.contains(number); });
    result = std::move(state_->made.extract(number).mapped());
    ++state_->toGive;
    state_->changed.notify_all();
  }
  if (const auto* error = std::get_if<std::exception_ptr>(&result)) std::rethrow_exception(*error);
  return onDevice(std::move(std::get<Batch>(result)), state_->options.device);
}

Batch makeBatch(const Dataset& data, const std::vector<std::int64_t>& indices, const Batcher::Options& options) {
  auto plain = options;
  plain.augment = "none";
  return onDevice(BatchWriter(data, plain).make(indices, 0), options.device);
}

}  // namespace studio
