// Questions wait until typing rests; then one at a time goes to a worker thread.
#include "widgets/forms/setup_queries.h"

#include "widgets/frame/engine_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kDelay = 150;  // ms after the last keystroke

}  // namespace

SetupQueries::SetupQueries(std::shared_ptr<const Engine> engine, QObject* parent)
    : QObject(parent), engine_(std::move(engine)) {
  delay_.setSingleShot(true);
  delay_.setInterval(kDelay);
  connect(&delay_, &QTimer::timeout, this, &SetupQueries::send);
}

void SetupQueries::ask(const RunConfig& config) {
  config_ = config;
  ++newest_;
  delay_.start();
}

/// What the engine throws becomes an error of the model: it is what layers and problems are made from.
SetupQueries::Answer SetupQueries::answerTo(const Engine& engine, const RunConfig& config) {
  Answer answer;
  try {
    answer.problems = engine.problems(config);
    answer.layers = engine.layers(config);
  } catch (const std::exception& error) {
    if (answer.problems.empty())
      answer.problems.push_back({"model.name", Problem::Severity::Error, error.what(), {}, {}});
  }
  return answer;
}

void SetupQueries::send() {
  if (asking_) return;  // asked again as soon as that one is answered
  asking_ = true;
  const quint64 asked = newest_;
  readOnWorker<Answer>(
      computingPool(), this, [engine = engine_, config = config_] { return answerTo(*engine, config); },
      [this, asked](Answer answer) {
        asking_ = false;
        if (asked != newest_) {
          if (!delay_.isActive()) send();
          return;
        }
        Q_EMIT answered(answer.problems, answer.layers);
        sendPreview();
      });
}

void SetupQueries::askPreview(const std::string& layer) {
  layer_ = layer;
  if (!pending()) sendPreview();
}

void SetupQueries::sendPreview() {
  if (layer_.empty()) return;
  previewStale_ = askingPreview_;
  if (askingPreview_) return;
  askingPreview_ = true;
  const auto next = [this] {
    askingPreview_ = false;
    if (previewStale_) sendPreview();
  };
  readOnWorker<BlurPreview>(
      computingPool(), this,
      [engine = engine_, config = config_, layer = layer_] { return engine->blurPreview(config, layer); },
      [this, next, asked = newest_](BlurPreview preview) {
        if (asked == newest_ && !previewStale_) Q_EMIT previewReady(preview);  // else another one is on its way
        next();
      },
      [this, next, asked = newest_](std::string sentence) {
        if (asked == newest_ && !previewStale_) Q_EMIT previewFailed(engineText(sentence));
        next();
      });
}

}  // namespace studio
