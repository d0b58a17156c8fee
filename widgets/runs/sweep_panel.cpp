#include "widgets/runs/sweep_panel.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QProcess>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "core/run/config_fields.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/list_row.h"
#include "widgets/runs/run_session.h"
#include "widgets/runs/run_text.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kReadEvery = 1000, kSideWidth = 264, kRunWidth = 340, kRunHeight = 28;  // ms; px

class SweepDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;
  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {kRunWidth, kRunHeight}; }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    paintListRow(*painter, option,
                 {index.data(SweepModel::MarkRole).toString(), Role(index.data(SweepModel::MarkColourRole).toInt()),
                  Role::Text, index.data().toString(), index.data(SweepModel::LineRole).toString(), Qt::ElideRight});
  }
};

/// A value's JSON as one reads it: without quotes, "5" for "5.0".
QString plainValue(const std::string& json) {
  if (const auto number = numberFrom(json)) return QString::fromStdString(numberText(*number));
  QString text = QString::fromStdString(json);
  return text.remove(QLatin1Char('"')).remove(QLatin1Char('[')).remove(QLatin1Char(']'));
}

StateStyle sweepStyle(const SweepRow& row) {
  const QString word = QString::fromStdString(row.stateWord());
  if (row.entry.state == SweepState::Dropped) return {QStringLiteral("minus"), Role::Muted, SweepPanel::tr("Dropped")};
  if (word == QLatin1String("queued")) return {QStringLiteral("dots"), Role::Muted, SweepPanel::tr("Queued")};
  return stateStyle(runStateFrom(row.stateWord()));
}

bool waits(const SweepRow& row) { return !row.held && !row.isOver(); }

}  // namespace

QString sweepRunText(const SweepEntry& entry) {
  QStringList parts;
  for (const auto& [key, value] : entry.settings) {
    const ConfigField* field = findField(key);
    parts << QStringLiteral("%1 %2").arg(engineText(field ? field->label : key), plainValue(value));
  }
  return parts.isEmpty() ? QString::fromStdString(entry.name) : parts.join(QStringLiteral(", "));
}

QString sweepStateText(const SweepRow& row) {
  if (!row.entry.error.empty()) return sweepStyle(row).word + QStringLiteral(": ") + engineText(row.entry.error);
  if (row.entry.state == SweepState::Finished) {
    const QString line = stateLine(row.status);
    return row.entry.taken ? SweepPanel::tr("%1 · was there as %2").arg(line, QString::fromStdString(row.entry.run))
                           : line;
  }
  if (row.held) return isLive(row.status.state) ? stateLine(row.status) : stateStyle(RunState::Starting).word;
  if (!row.waitsFor.empty()) return sweepStyle(row).word + QStringLiteral(": ") + engineText(row.waitsFor);
  const bool goesOn = waits(row) && row.status.step > 0;
  if (goesOn)
    return SweepPanel::tr("%1 at step %L2, goes on from there").arg(sweepStyle(row).word).arg(row.status.step);
  return sweepStyle(row).word;
}

// The model.

/// Rows that stay keep their place, so that the chosen one stays chosen.
void SweepModel::show(const SweepView& view) {
  const bool isSame = view.folder == view_.folder &&
                      std::equal(view.rows.begin(), view.rows.end(), view_.rows.begin(), view_.rows.end(),
                                 [](const SweepRow& a, const SweepRow& b) { return a.entry.id == b.entry.id; });
  if (!isSame) beginResetModel();
  view_ = view;
  if (!isSame)
    endResetModel();
  else if (!view_.rows.empty())
    Q_EMIT dataChanged(index(0), index(int(view_.rows.size()) - 1));
}

int SweepModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : int(view_.rows.size()); }

QVariant SweepModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= int(view_.rows.size())) return {};
  const SweepRow& row = view_.rows[std::size_t(index.row())];
  const QString name = QString::fromStdString(row.entry.run.empty() ? row.entry.name : row.entry.run);
  switch (role) {
    case Qt::DisplayRole:
      return sweepRunText(row.entry);
    case LineRole:
      return sweepStateText(row);
    case MarkRole:
      return sweepStyle(row).icon;
    case MarkColourRole:
      return int(sweepStyle(row).role);
    case Qt::ToolTipRole:
      return QStringLiteral("%1\n%2").arg(name, sweepStateText(row));
    case Qt::AccessibleTextRole:
      return QStringList{sweepRunText(row.entry), sweepStateText(row)}.join(QStringLiteral(", "));
    default:
      return {};
  }
}

// The panel.

SweepPanel::SweepPanel(RunSession& session, QWidget* parent)
    : QWidget(parent), session_(session), model_(new SweepModel(this)), list_(new QListView(this)) {
  list_->setObjectName(QStringLiteral("sweepRuns"));
  list_->setAccessibleName(tr("Runs of the queue"));
  list_->setItemDelegate(new SweepDelegate(list_));
  list_->setModel(model_);
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setFlow(QListView::TopToBottom);  // columns beside each other: none is cut, and the width is used
  list_->setWrapping(true);
  list_->setResizeMode(QListView::Adjust);
  list_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  list_->installEventFilter(this);
  connect(list_, &QListView::activated, this, &SweepPanel::openChosen);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
    if (const SweepRow* row = chosenRow()) keep_ = row->entry.id;
    refreshButtons();
  });
  auto* side = new QVBoxLayout;
  makeSide(side);
  auto* columns = new QHBoxLayout(this);
  columns->setContentsMargins(12, 0, 0, 8);
  columns->setSpacing(12);
  columns->addLayout(side);
  columns->addWidget(list_, 1);
  auto* timer = new QTimer(this);
  connect(timer, &QTimer::timeout, this, [this] {
    if (isVisible()) refresh();
  });
  timer->start(kReadEvery);
  connect(&session_, &RunSession::runsChanged, this, &SweepPanel::refresh);
  refresh();
}

void SweepPanel::makeSide(QVBoxLayout* side) {
  box_ = new ChoiceBox(this);
  box_->setObjectName(QStringLiteral("queues"));
  box_->setAccessibleName(tr("Queue that is shown"));
  box_->setFixedWidth(kSideWidth);
  connect(box_, &QComboBox::activated, this, [this](int index) {
    if (index >= 0 && index < int(queues_.size())) choose(queues_[std::size_t(index)]);
  });
  summary_ = new QLabel(this);
  summary_->setObjectName(QStringLiteral("queueSummary"));
  message_ = new QLabel(this);
  for (QLabel* label : {summary_, message_}) {
    label->setProperty("muted", true);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setMaximumWidth(kSideWidth);
  }
  message_->hide();
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(4);
  pause_ = makeButton("pauseQueue", QStringLiteral("pause"), tr("Pause"), &SweepPanel::pauseOrResume);
  up_ = makeButton("moveUp", QStringLiteral("chevron-up"), {}, &SweepPanel::moveUp);
  up_->setToolTip(tr("Earlier (Alt+Up)"));
  down_ = makeButton("moveDown", QStringLiteral("chevron-down"), {}, &SweepPanel::moveDown);
  down_->setToolTip(tr("Later (Alt+Down)"));
  drop_ = makeButton("dropRun", QStringLiteral("trash"), tr("Drop"), &SweepPanel::dropOrPutBack);
  for (QToolButton* button : {pause_, up_, down_, drop_}) {
    if (button->accessibleName().isEmpty()) button->setAccessibleName(button->toolTip());
    buttons->addWidget(button);
  }
  buttons->addStretch(1);
  side->setSpacing(6);
  side->addWidget(box_);
  side->addWidget(summary_);
  side->addWidget(message_);
  side->addLayout(buttons);
  side->addStretch(1);
  refreshButtons();
}

QToolButton* SweepPanel::makeButton(const char* name, const QString& iconName, const QString& text,
                                    void (SweepPanel::*act)()) {
  auto* button = new QToolButton(this);
  button->setObjectName(QLatin1String(name));
  button->setText(text);
  button->setAccessibleName(text);
  button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
  button->setProperty("iconName", iconName);
  const auto paint = [button] { button->setIcon(icon(button->property("iconName").toString(), Role::Text)); };
  paint();
  connect(&ThemeManager::instance(), &ThemeManager::changed, button, paint);
  connect(button, &QToolButton::clicked, this, act);
  return button;
}

void SweepPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

/// Alt with an arrow moves the chosen run, Delete drops it.
bool SweepPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched != list_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool moves = key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
  if (moves) moveBy(key->key() == Qt::Key_Up ? -1 : 1);
  const bool drops = key->modifiers() == Qt::NoModifier && key->key() == Qt::Key_Delete;
  if (drops) dropOrPutBack();
  return moves || drops || QWidget::eventFilter(watched, event);
}

SweepPanel::Read SweepPanel::read(const std::filesystem::path& runs, const std::filesystem::path& chosen) {
  Read read;
  read.queues = SweepQueue::list(runs);
  if (read.queues.empty()) return read;
  const bool isThere = std::find(read.queues.begin(), read.queues.end(), chosen) != read.queues.end();
  try {
    read.view = SweepQueue::open(isThere ? chosen : read.queues.front()).read();
  } catch (const UserError& error) {
    read.fault = error.what();
    read.view = SweepView{};
    read.view->folder = isThere ? chosen : read.queues.front();
  }
  return read;
}

QStringList SweepPanel::queueNames() const {
  QStringList names;
  for (const auto& queue : queues_) names << QString::fromStdString(queue.stem().string());
  return names;
}

void SweepPanel::choose(const std::filesystem::path& queue) {
  chosen_ = queue;
  refresh();
}

void SweepPanel::refresh() {
  readOnWorker<Read>(
      this, [runs = session_.runsFolder(), chosen = chosen_] { return read(runs, chosen); },
      [this, asked = ++asked_](const Read& read) {
        if (asked == asked_) take(read);
      });
}

void SweepPanel::take(const Read& read) {
  const bool had = hasQueue();
  if (queues_ != read.queues) {
    queues_ = read.queues;
    box_->clear();
    box_->addItems(queueNames());
  }
  model_->show(read.view.value_or(SweepView{}));
  if (read.view) {
    chosen_ = read.view->folder;
    const auto place = std::find(queues_.begin(), queues_.end(), chosen_);
    box_->setCurrentIndex(place == queues_.end() ? -1 : int(place - queues_.begin()));
    const auto& rows = read.view->rows;
    const auto kept = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.entry.id == keep_; });
    if (kept != rows.end()) list_->setCurrentIndex(model_->index(int(kept - rows.begin())));
  }
  const QString fault = engineText(read.fault.empty() ? model_->view().message : read.fault);
  message_->setText(fault);
  message_->setVisible(!fault.isEmpty());
  showSummary();
  refreshButtons();
  if (had != hasQueue()) Q_EMIT queuesChanged();
}

void SweepPanel::showSummary() {
  const SweepView& view = model_->view();
  const auto finished = qint64(view.count(SweepState::Finished)), failed = qint64(view.count(SweepState::Failed));
  const auto all = qint64(view.rows.size() - view.count(SweepState::Dropped));
  QString text = tr("%L1 of %L2 finished").arg(finished).arg(all);
  if (failed > 0) text += tr(", %L1 failed").arg(failed);
  const bool isOver = std::all_of(view.rows.begin(), view.rows.end(), [](const auto& row) { return row.isOver(); });
  if (!isOver && !view.workedOn)
    text += tr(" · no process works on it");
  else if (!isOver && view.paused)
    text += tr(" · paused");
  else if (const double left = view.secondsLeft(); !isOver && left > 0)
    text += tr(" · %1 left").arg(timeLeftText(left));
  summary_->setText(view.rows.empty() ? QString() : text);
}

const SweepRow* SweepPanel::chosenRow() const {
  const int row = list_->currentIndex().row();
  const auto& rows = model_->view().rows;
  return row >= 0 && row < int(rows.size()) ? &rows[std::size_t(row)] : nullptr;
}

void SweepPanel::refreshButtons() {
  const SweepView& view = model_->view();
  const SweepRow* row = chosenRow();
  const int place = list_->currentIndex().row();
  const bool goesOn = view.workedOn && !view.paused;
  const auto say = [](QToolButton* button, const char* iconName, const QString& text, const QString& tip) {
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setProperty("iconName", QLatin1String(iconName));
    button->setIcon(icon(QLatin1String(iconName), Role::Text));
  };
  if (goesOn)
    say(pause_, "pause", tr("Pause"), tr("Runs at work pause too; none is begun"));
  else
    say(pause_, "play", tr("Go on"), tr("A process of its own trains the runs; it outlives this window"));
  const bool hasWork =
      std::any_of(view.rows.begin(), view.rows.end(), [](const SweepRow& each) { return !each.isOver(); });
  pause_->setEnabled(hasWork && (goesOn || !session_.trainingProgram().isEmpty()));
  up_->setEnabled(row && waits(*row) && place > 0);
  down_->setEnabled(row && waits(*row) && place + 1 < int(view.rows.size()));
  const bool back = row && (row->entry.state == SweepState::Dropped || row->entry.state == SweepState::Failed ||
                            (row->entry.state == SweepState::Finished && row->lost));
  if (back)
    say(drop_, "undo", tr("Put back"), tr("It waits in the queue again and goes on from its last checkpoint"));
  else
    say(drop_, "trash", tr("Drop"), tr("Leave it out; a run at work saves a checkpoint and ends (Delete)"));
  drop_->setEnabled(row && (back || row->entry.state != SweepState::Finished));
}

/// On a worker thread; what the queue is then comes back with it.
void SweepPanel::edit(std::function<void(const SweepQueue&)> change) {
  if (chosen_.empty()) return;
  readOnWorker<Read>(
      this,
      [change = std::move(change), runs = session_.runsFolder(), chosen = chosen_] {
        change(SweepQueue::open(chosen));
        return read(runs, chosen);
      },
      [this, asked = ++asked_](const Read& read) {
        if (asked == asked_) take(read);
      },
      [this](const std::string& sentence) { Q_EMIT failed(QString::fromStdString(sentence)); });
}

void SweepPanel::moveBy(int places) {
  const SweepRow* row = chosenRow();
  if (!row || !waits(*row)) return;
  edit([id = row->entry.id, places](const SweepQueue& queue) { queue.move(id, places); });
}

void SweepPanel::dropOrPutBack() {
  const SweepRow* row = chosenRow();
  if (!row || !drop_->isEnabled()) return;
  const bool back = row->isOver();
  edit([id = row->entry.id, back](const SweepQueue& queue) { back ? queue.putBack(id) : queue.drop(id); });
}

/// Without a process that works on it, one is started.
void SweepPanel::pauseOrResume() {
  const SweepView& view = model_->view();
  if (view.workedOn) {
    edit([paused = !view.paused](const SweepQueue& queue) { queue.setPaused(paused); });
  } else if (!startSweepProcess(session_, view.folder)) {
    Q_EMIT failed(tr("No process could be started to go on with the queue; install the program again."));
  }
}

void SweepPanel::openChosen() {
  const SweepRow* row = chosenRow();
  if (row && !row->entry.run.empty() && !row->lost) session_.openRun(session_.runsFolder() / row->entry.run);
}

bool startSweepProcess(const RunSession& session, const std::filesystem::path& queue) {
  if (session.trainingProgram().isEmpty()) return false;
  QProcess process;
  process.setProgram(session.trainingProgram());
  process.setArguments({QStringLiteral("sweep"), QString::fromStdString(queue.string()), QStringLiteral("--device"),
                        QString::fromStdString(session.deviceName()), QStringLiteral("--quiet")});
  process.setStandardInputFile(QProcess::nullDevice());
  process.setStandardOutputFile(QProcess::nullDevice());
  process.setStandardErrorFile(QProcess::nullDevice());
  return process.startDetached();
}

}  // namespace studio
