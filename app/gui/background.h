// Work that may take a while, off the GUI thread: `work` on a pool thread, then `done` with its result on the GUI thread, unless
// the owner is gone by then. A UserError (or any other exception) reaches `failed` as its sentence.
#pragma once
#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>
#include <exception>
#include <functional>
#include <memory>
#include <type_traits>

namespace studio {

template <typename Work, typename Done>
void inBackground(QObject* owner, Work work, Done done, std::function<void(const QString&)> failed = {}) {
  using Result = std::invoke_result_t<Work>;
  QPointer<QObject> alive(owner);
  auto deliver = [alive](std::function<void()> call) {
    QMetaObject::invokeMethod(QCoreApplication::instance(), [alive, call] { if (alive) call(); }, Qt::QueuedConnection);
  };
  QThreadPool::globalInstance()->start([=] {
    try {
      auto result = std::make_shared<Result>(work());
      deliver([done, result] { done(std::move(*result)); });
    } catch (const std::exception& error) {
      if (failed) deliver([failed, text = QString::fromStdString(error.what())] { failed(text); });
    }
  });
}

}  // namespace studio
