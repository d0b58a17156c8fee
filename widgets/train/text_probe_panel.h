// The Text probe dock of a language model: a sentence that is typed, how much each of its tokens surprises the network,
// and the sheet of the chosen layer as it responds to one of them. Of the snapshot that is shown: a run that is trained
// here reads along with its live maps; of any other run its checkpoint is asked, and a file of weights itself. GUI
// thread.
#pragma once
#include <QPointer>
#include <QTimer>
#include <QWidget>
#include <memory>
#include <optional>

#include "core/run/network_request.h"
#include "core/run/text_request.h"
#include "widgets/runs/run_monitor.h"

class QLabel;
class QLineEdit;

namespace studio {

class ElidedLabel;
class ResponseSheet;
class SurprisalScale;
class TokenChips;

class TextProbePanel : public QWidget {
  Q_OBJECT
 public:
  TextProbePanel(RunMonitor* monitor, std::shared_ptr<const Engine> engine, QWidget* parent);
  /// Of which step the network is that has read, for the dock's title row.
  QWidget* makeTitleExtra(QWidget* parent);
  QLineEdit* input() const { return input_; }
  TokenChips& chips() const { return *chips_; }
  ResponseSheet& sheet() const { return *sheet_; }
  /// What is said below the sentence: the mean, what was cut, or what is wrong.
  QString noteText() const;

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  /// What is to be read, and by which network.
  struct Question {
    TextProbeRequest text;
    std::filesystem::path network;  ///< a run's folder or a file of weights
    std::int64_t step = -1;         ///< of the checkpoint; -1 = a file
    std::int64_t heads = 0;
    bool operator==(const Question&) const = default;
  };
  void layOut();
  void ask();
  void askStored(Question question);
  void askWorker(Question question);
  void takeLive();
  void take(const TextProbe& probe);
  void clear(const QString& note);
  void showToken();
  void refreshStep();
  bool readsAlong() const;

  QPointer<RunMonitor> monitor_;  ///< gone where the window is taken down
  std::shared_ptr<const Engine> engine_;
  QLineEdit* input_;
  SurprisalScale* scale_;
  QLabel* note_;
  TokenChips* chips_;
  ElidedLabel* caption_;
  ResponseSheet* sheet_;
  QPointer<QLabel> step_;
  QTimer typed_;  ///< what is typed is read once the hands rest
  std::optional<TextProbe> probe_;
  std::optional<Question> asked_, waiting_;  ///< of a worker: the newest, and the one that comes after it
  bool busy_ = false;
  std::filesystem::path shownOf_;  ///< the run or file that probe_ is of
};

}  // namespace studio
