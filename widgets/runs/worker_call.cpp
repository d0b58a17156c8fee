// Work and answers change threads under a lock of ours: Qt's own way between threads works, but ThreadSanitizer cannot
// see into it and would take each hand-over for a race, and so hide the races that there are.
#include "widgets/runs/worker_call.h"

#include <QCoreApplication>
#include <QEvent>
#include <QRunnable>
#include <QThread>
#include <deque>
#include <future>
#include <mutex>

#include "core/run/program_start.h"

namespace studio {
namespace {

std::mutex& handoverLock() {
  static std::mutex lock;
  return lock;
}

class Work : public QRunnable {
 public:
  explicit Work(std::function<void()> work) : work_(std::move(work)) {
    const std::scoped_lock lock(handoverLock());
  }  // written before
  void run() override {
    { const std::scoped_lock lock(handoverLock()); }  // it is read
    work_();
    work_ = {};
  }

 private:
  std::function<void()> work_;
};

/// Lives on the GUI thread; an event says that there are answers.
class ResultQueue : public QObject {
 public:
  ResultQueue() { moveToThread(QCoreApplication::instance()->thread()); }
  void add(std::function<void()> answer) {
    {
      const std::scoped_lock lock(handoverLock());
      waiting_.push_back(std::move(answer));
    }
    QCoreApplication::postEvent(this, new QEvent(QEvent::User));
  }

 protected:
  void customEvent(QEvent*) override {
    std::function<void()> next;
    {
      const std::scoped_lock lock(handoverLock());
      if (waiting_.empty()) return;
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    next();
  }

 private:
  std::deque<std::function<void()>> waiting_;
};

/// Never ends: a worker may answer until the very end.
ResultQueue& answers() {
  static auto* queue = new ResultQueue;
  return *queue;
}

/// What workers wait for: a queue of its own, as it is also served where nothing else may happen (waitForWorkers).
ResultQueue& waitedFor() {
  static auto* queue = new ResultQueue;
  return *queue;
}

}  // namespace

QThreadPool& computingPool() {
  static auto* pool = new QThreadPool(QCoreApplication::instance());
  return *pool;
}

void startOnWorker(QThreadPool& pool, std::function<void()> work) {
  if (&pool != &computingPool()) return pool.start(new Work(std::move(work)));
  pool.start(new Work([work = std::move(work)] {
    lowerThreadPriority();
    work();
  }));
}

void deliverOnGui(std::function<void()> answer) { answers().add(std::move(answer)); }

void doOnGui(const std::function<void()>& work) {
  const auto* application = QCoreApplication::instance();
  if (!application || QThread::currentThread() == application->thread()) return work();
  std::packaged_task<void()> task(work);
  std::future<void> done = task.get_future();
  waitedFor().add([&task] { task(); });
  done.get();
}

void waitForWorkers(QThreadPool& pool) {
  constexpr int kBetweenLooks = 5;  // ms
  while (!pool.waitForDone(kBetweenLooks)) QCoreApplication::sendPostedEvents(&waitedFor());
}

}  // namespace studio
