// Reads from the disk on a pool thread and hands the result over on the GUI thread, unless the receiver is gone by
// then.
#pragma once
#include <QPointer>
#include <QThreadPool>
#include <exception>
#include <functional>
#include <memory>

#include "core/run/failure.h"

namespace studio {

/// The pool of what builds networks or computes: its threads give way to the screen (lowerThreadPriority()).
QThreadPool& computingPool();
/// `work` on a thread of the pool. GUI thread.
void startOnWorker(QThreadPool& pool, std::function<void()> work);
/// `answer` on the GUI thread, soon. Any thread, while there is an application.
void deliverOnGui(std::function<void()> answer);
/// `work` on the GUI thread: at once for who is there, else the caller waits until it is done; throws what it threw.
/// For what Qt allows on that thread alone, which is every widget, also one that nobody sees. Any thread.
void doOnGui(const std::function<void()>& work);
/// Until a pool is done whose work may wait for this thread (doOnGui). GUI thread.
void waitForWorkers(QThreadPool& pool);

/// `done` gets the result, `failed` the sentence of what was thrown; both on the GUI thread, which calls this. Long
/// work has a pool of its own, so that what is quick never waits for it.
template <typename Result>
void readOnWorker(QThreadPool& pool, QObject* receiver, std::function<Result()> read, std::function<void(Result)> done,
                  std::function<void(std::string)> failed = {}) {
  QPointer<QObject> alive(receiver);
  startOnWorker(pool, [=] {
    std::function<void()> answer;
    try {
      answer = [done, result = std::make_shared<Result>(read())] { done(std::move(*result)); };
    } catch (const std::exception& error) {
      answer = [failed, text = shownSentence(error)] {
        if (failed) failed(text);
      };
    }
    deliverOnGui([alive, answer = std::move(answer)] {
      if (alive) answer();
    });
  });
}

template <typename Result>
void readOnWorker(QObject* receiver, std::function<Result()> read, std::function<void(Result)> done,
                  std::function<void(std::string)> failed = {}) {
  readOnWorker<Result>(*QThreadPool::globalInstance(), receiver, std::move(read), std::move(done), std::move(failed));
}

}  // namespace studio
