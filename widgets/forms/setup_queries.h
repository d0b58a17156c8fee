// What the engine is asked about the settings while they are edited, on a worker thread: 150 ms after the last change,
// one question at a time; answers that are no longer about the newest settings are dropped. GUI thread only; it never
// waits.
#pragma once
#include <QObject>
#include <QTimer>
#include <memory>
#include <string>
#include <vector>

#include "core/run/engine.h"

namespace studio {

class SetupQueries : public QObject {
  Q_OBJECT
 public:
  SetupQueries(std::shared_ptr<const Engine> engine, QObject* parent);

  /// Problems and layers of these settings.
  void ask(const RunConfig& config);
  /// The preview of a layer (empty = none) of the newest settings.
  void askPreview(const std::string& layer);
  /// An answer about the newest settings is still to come.
  bool pending() const { return delay_.isActive() || asking_; }

 Q_SIGNALS:
  void answered(const std::vector<studio::Problem>& problems, const std::vector<studio::LayerInfo>& layers);
  void previewReady(const studio::BlurPreview& preview);
  void previewFailed(const QString& sentence);

 private:
  struct Answer {
    std::vector<Problem> problems;
    std::vector<LayerInfo> layers;
  };
  static Answer answerTo(const Engine& engine, const RunConfig& config);
  void send();
  void sendPreview();

  const std::shared_ptr<const Engine> engine_;
  RunConfig config_;
  std::string layer_;
  QTimer delay_;
  bool asking_ = false, askingPreview_ = false, previewStale_ = false;
  quint64 newest_ = 0;
};

}  // namespace studio
