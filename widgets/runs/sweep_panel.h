// The Queue dock: the sweeps of the runs folder and their runs in order, to be put in another order, paused, dropped
// and put back. It reads and edits the queue's folder alone (core/run/sweep_queue.h); the trainings are a process of
// their own, which outlives the window. GUI thread; the disk is read on worker threads.
#pragma once
#include <QAbstractListModel>
#include <QStringList>
#include <QWidget>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "core/run/sweep_queue.h"

class QLabel;
class QListView;
class QToolButton;
class QVBoxLayout;

namespace studio {

class ChoiceBox;
class RunSession;

// The runs of the chosen queue.
class SweepModel : public QAbstractListModel {
  Q_OBJECT
 public:
  /// MarkRole: an icon's name, MarkColourRole its Role; LineRole the state in words.
  enum Roles { LineRole = Qt::UserRole, MarkRole, MarkColourRole };
  using QAbstractListModel::QAbstractListModel;
  void show(const SweepView& view);
  const SweepView& view() const { return view_; }
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  SweepView view_;
};

/// "τ 5, Seed 0": what is special about a run of a sweep.
QString sweepRunText(const SweepEntry& entry);
/// "Finished · top-1 93.5 %", "Queued", "Stopped at step 120, goes on from there".
QString sweepStateText(const SweepRow& row);

class SweepPanel : public QWidget {
  Q_OBJECT
 public:
  explicit SweepPanel(RunSession& session, QWidget* parent = nullptr);
  /// There is a queue in the runs folder, as far as is known.
  bool hasQueue() const { return !queues_.empty(); }
  /// "bars_sweep" of each, the newest first.
  QStringList queueNames() const;
  /// Shows this one as soon as it has been read.
  void choose(const std::filesystem::path& queue);
  void refresh();
  QListView* list() { return list_; }
  const SweepModel& model() const { return *model_; }

 Q_SIGNALS:
  void queuesChanged();  ///< hasQueue() is another one
  void failed(const QString& sentence);

 protected:
  void showEvent(QShowEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  struct Read {
    std::vector<std::filesystem::path> queues;
    std::optional<SweepView> view;
    std::string fault;
  };
  static Read read(const std::filesystem::path& runs, const std::filesystem::path& chosen);
  void makeSide(QVBoxLayout* side);
  QToolButton* makeButton(const char* name, const QString& iconName, const QString& text, void (SweepPanel::*act)());
  void take(const Read& read);
  void showSummary();
  void refreshButtons();
  void edit(std::function<void(const SweepQueue&)> change);
  const SweepRow* chosenRow() const;
  void moveBy(int places);
  void moveUp() { moveBy(-1); }
  void moveDown() { moveBy(1); }
  void pauseOrResume();
  void dropOrPutBack();
  void openChosen();

  RunSession& session_;
  SweepModel* model_;
  QListView* list_;
  ChoiceBox* box_ = nullptr;
  QLabel *summary_ = nullptr, *message_ = nullptr;
  QToolButton *pause_ = nullptr, *up_ = nullptr, *down_ = nullptr, *drop_ = nullptr;
  std::vector<std::filesystem::path> queues_;
  std::filesystem::path chosen_;
  std::string keep_;  ///< id of the row that is to stay chosen
  int asked_ = 0;     ///< answers to earlier questions are dropped
};

/// A `toponets sweep` process of its own session, which outlives this window; false where none could be started.
bool startSweepProcess(const RunSession& session, const std::filesystem::path& queue);

}  // namespace studio
