// Worker threads take the next few rows to be written; the reader takes whole batches in order. At most a few batches
// are in memory, however many workers there are.
#include "core/data/batcher.h"

#include <ATen/DeviceAccelerator.h>
#include <ATen/Parallel.h>
#include <omp.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "core/data/batch_writer.h"
#include "core/data/counter_random.h"
#include "core/run/program_start.h"

namespace studio {
namespace {

constexpr std::int64_t kMostAhead = 32, kTokensAhead = 1 << 18;  // batches, or tokens of them
constexpr std::int64_t kFewestRows = 16;                         // for small images, to take the lock seldom

/// A batch whose rows are written by several threads. A new epoch drops it; who still writes keeps it alive.
struct PendingBatch {
  PendingBatch(std::vector<std::int64_t> images, std::int64_t ofEpoch) : indices(std::move(images)), epoch(ofEpoch) {}
  std::int64_t size() const { return static_cast<std::int64_t>(indices.size()); }

  std::vector<std::int64_t> indices;
  std::int64_t epoch;
  std::once_flag placed;
  Batch batch;
  std::int64_t taken = 0, done = 0;  ///< rows, under the lock
  std::exception_ptr error;          ///< under the lock
};

/// Rows of a batch for one worker.
struct Piece {
  std::shared_ptr<PendingBatch> making;
  std::int64_t first, last;
};

std::int64_t countParts(std::int64_t whole, std::int64_t part) { return (whole + part - 1) / part; }

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
  std::function<void()> report = [] {};  ///< the reader's own
  std::int64_t rows, ahead;              ///< taken at once by a worker; batches begun before the reader asks for them

  std::mutex mutex;
  std::condition_variable_any changed;
  std::vector<std::int64_t> order;  ///< of the epoch
  std::int64_t epoch = 0, batches = 0;
  std::int64_t toMake = 0,
               toGive = 0;  ///< numbers of the batch whose rows are taken next and of the one to be handed out
  std::map<std::int64_t, std::shared_ptr<PendingBatch>> made;
  std::vector<std::jthread> workers;  ///< last member: joined first

  State(std::shared_ptr<const Dataset> set, Options chosen, std::int64_t count);
  std::vector<std::int64_t> batchIndices(std::int64_t batch) const;
  Piece takePiece();
  void write(const Piece& piece) const;
  void work(const std::stop_token& stop);
};

/// Enough batches ahead that every worker finds rows while the reader holds none; of small batches of tokens, which
/// take microseconds, so many that reader and worker seldom wait for each other.
Batcher::State::State(std::shared_ptr<const Dataset> set, Options chosen, std::int64_t count)
    : data(std::move(set)),
      options(std::move(chosen)),
      writer(*data, options),
      batches(countBatches(data->size(), options.batchSize, options.fewest)) {
  rows = std::max(kFewestRows, countParts(options.batchSize, count));
  ahead = 1 + countParts(count, countParts(options.batchSize, rows));
  if (data->isLanguage())
    ahead = std::max(ahead, std::min(kMostAhead, kTokensAhead / (options.batchSize * data->imageShape()[0])));
}

std::vector<std::int64_t> Batcher::State::batchIndices(std::int64_t batch) const {
  const auto first = batch * options.batchSize;
  const auto all = static_cast<std::int64_t>(order.size());
  const auto last = batch + 1 == batches ? all : std::min(first + options.batchSize, all);
  return {order.begin() + first, order.begin() + last};
}

/// Under the lock. Rows of the batch that is being given out; the next one when none are left of it.
Piece Batcher::State::takePiece() {
  auto& making = made[toMake];
  if (!making) making = std::make_shared<PendingBatch>(batchIndices(toMake), epoch);
  const Piece piece{making, making->taken, std::min(making->taken + rows, making->size())};
  making->taken = piece.last;
  if (piece.last == making->size()) ++toMake;
  return piece;
}

void Batcher::State::write(const Piece& piece) const {
  auto& making = *piece.making;
  std::call_once(making.placed, [&] { making.batch = writer.place(making.size(), making.epoch); });
  for (auto row = piece.first; row < piece.last; ++row)
    writer.write(making.batch, row, making.indices[static_cast<std::size_t>(row)], making.epoch);
}

void Batcher::State::work(const std::stop_token& stop) {
  nameThread("toponets-data");
  at::get_num_threads();   // lets torch set this thread's count once, before it is lowered:
  omp_set_num_threads(1);  // resizing an image must not start threads of its own beside the training's
  std::unique_lock lock(mutex);
  while (changed.wait(lock, stop, [&] { return toMake < batches && toMake < toGive + ahead; })) {
    const auto piece = takePiece();
    lock.unlock();
    std::exception_ptr error;
    try {
      write(piece);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    piece.making->done += piece.last - piece.first;
    if (error && !piece.making->error) piece.making->error = error;
    if (piece.making->done == piece.making->size()) changed.notify_all();
  }
}

Batcher::Batcher(std::shared_ptr<const Dataset> data, Options options) {
  TORCH_CHECK(options.batchSize > 0, "a batch holds one image or more");
  const auto count = std::clamp<std::int64_t>(options.workers, 1, 64);
  state_ = std::make_unique<State>(std::move(data), std::move(options), count);
  startEpoch(0);
  std::scoped_lock lock(state_->mutex);
  for (std::int64_t worker = 0; worker < count; ++worker)
    state_->workers.emplace_back([state = state_.get()](const std::stop_token& stop) { state->work(stop); });
}

Batcher::~Batcher() = default;

std::int64_t Batcher::images() const { return state_->data->size(); }

std::int64_t Batcher::batches() const { return state_->batches; }

void Batcher::startEpoch(std::int64_t epoch, std::int64_t firstBatch) {
  const auto count = state_->data->size();
  auto order = state_->options.shuffle ? shuffledOrder(count, state_->options.seed, epoch, kOrderPurpose)
                                       : std::vector<std::int64_t>{};
  if (order.empty())
    for (std::int64_t index = 0; index < count; ++index) order.push_back(index);
  std::scoped_lock lock(state_->mutex);
  state_->order = std::move(order);
  state_->epoch = epoch;
  state_->toMake = state_->toGive = firstBatch;
  state_->made.clear();
  state_->changed.notify_all();
}

std::optional<Batch> Batcher::next() {
  std::shared_ptr<PendingBatch> making;
  {
    std::unique_lock lock(state_->mutex);
    if (state_->toGive >= state_->batches) return std::nullopt;
    const auto number = state_->toGive;
    state_->changed.wait(lock, [&] {
      const auto found = state_->made.find(number);
      return found != state_->made.end() && found->second->done == found->second->size();
    });
    making = std::move(state_->made.extract(number).mapped());
    ++state_->toGive;
    state_->changed.notify_all();
  }
  state_->report();
  if (making->error) std::rethrow_exception(making->error);
  return onDevice(std::move(making->batch), state_->options.device);
}

void Batcher::onEachBatch(std::function<void()> report) { state_->report = std::move(report); }

std::int64_t countBatches(std::int64_t examples, std::int64_t batchSize, std::int64_t fewest) {
  const auto rest = examples % batchSize;
  return examples / batchSize + (rest > 0 && (rest >= fewest || examples < batchSize) ? 1 : 0);
}

Batch makeBatch(const Dataset& data, const std::vector<std::int64_t>& indices, const Batcher::Options& options) {
  auto plain = options;
  plain.augment = "none";
  plain.sizeAt = {};
  return onDevice(BatchWriter(data, plain).make(indices, 0), options.device);
}

}  // namespace studio
