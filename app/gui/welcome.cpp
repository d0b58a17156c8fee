#include "app/gui/welcome.h"

#include <QEvent>
#include <QFileInfo>
#include <QTimer>
#include <algorithm>
#include <chrono>
#include <limits>

#include "core/run/error.h"
#include "core/run/places.h"
#include "core/run/sweep_queue.h"
#include "widgets/forms/welcome_page.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/run_list.h"
#include "widgets/runs/sweep_panel.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr std::chrono::milliseconds kBeforeTiming{1500};  // the window stands first

std::optional<OpenQueue> findOpenQueue(const std::filesystem::path& runs) {
  for (const std::filesystem::path& folder : SweepQueue::list(runs)) {
    try {
      const SweepView view = SweepQueue::open(folder).read();
      if (std::all_of(view.rows.begin(), view.rows.end(), [](const SweepRow& row) { return row.isOver(); })) continue;
      return OpenQueue{view.name, folder, std::int64_t(view.count(SweepState::Finished)),
                       std::int64_t(view.rows.size() - view.count(SweepState::Dropped)), view.workedOn};
    } catch (const UserError&) {  // the dock says what is wrong with it
    }
  }
  return std::nullopt;
}

}  // namespace

Welcome::Welcome(WelcomePage* page, const std::vector<SetupPreset>& presets, RunListModel& runs, Session& session,
                 FileCommands& files)
    : QObject(page),
      page_(page),
      presets_(presets),
      runs_(runs),
      session_(session),
      times_(new PresetTimes(session.engine(), presets, this)) {
  connectPage(files);
  connect(times_, &PresetTimes::known, this, &Welcome::showTime);
  page_->installEventFilter(this);
}

void Welcome::connectPage(FileCommands& files) {
  connect(page_, &WelcomePage::demoWanted, &session_, &Session::startDemo);
  connect(page_, &WelcomePage::newRunWanted, &session_, &Session::askForConfiguration);
  connect(page_, &WelcomePage::openWanted, &files, &FileCommands::openDialog);
  connect(page_, &WelcomePage::recentChosen, &files, &FileCommands::openPath);
  connect(page_, &WelcomePage::exampleChosen, this, [this](int index) {
    if (index + 1 >= int(presets_.size())) return;
    const SetupPreset& preset = presets_[std::size_t(index) + 1];  // the demo has its own card
    session_.openConfiguration(preset.config, preset.toml);
  });
  connect(page_, &WelcomePage::queueWanted, this, &Welcome::goOnWithQueue);
  connect(&runs_, &RunListModel::refreshed, this, &Welcome::fill);
  connect(&runs_, &RunListModel::dataChanged, this, &Welcome::fillRecent);  // what a run is doing, as it changes
}

void Welcome::fill() {
  fillRecent();
  fillQueue();
  if (filled_) return;
  filled_ = true;
  fillExamples();
}

/// What was opened before, then the newest runs of the folder.
void Welcome::fillRecent() {
  std::vector<RecentItem> recent;
  for (const QString& path : recentPaths())
    recent.push_back({path, QFileInfo(path).fileName(), QFileInfo(path).absolutePath()});
  for (int row = 0; row < runs_.rowCount() && recent.size() < 6; ++row) {
    const QString path = QString::fromStdString(runs_.run(row).path.string());
    const bool listed =
        std::any_of(recent.begin(), recent.end(), [&](const RecentItem& item) { return item.path == path; });
    if (!listed)
      recent.push_back({path, QFileInfo(path).fileName(), runs_.index(row).data(RunListModel::LineRole).toString()});
  }
  page_->setRecent(recent);
}

void Welcome::fillQueue() {
  readOnWorker<std::optional<OpenQueue>>(
      this, [runs = session_.runsFolder()] { return findOpenQueue(runs); },
      [this](const std::optional<OpenQueue>& found) {
        queue_ = found;
        if (!queue_) return page_->setQueue({}, {});
        const QString text = tr("%1: %L2 of %L3 runs").arg(QString::fromStdString(queue_->name));
        page_->setQueue(text.arg(queue_->finished).arg(queue_->all), queue_->workedOn ? tr("Show") : tr("Go on"));
      });
}

/// In Setup, where its dock is.
void Welcome::goOnWithQueue() {
  if (!queue_) return;
  if (!queue_->workedOn) startSweepProcess(session_, queue_->folder);
  session_.askForConfiguration();
}

void Welcome::fillExamples() {
  std::vector<ExampleItem> examples;
  for (std::size_t i = 1; i < presets_.size(); ++i) examples.push_back({presets_[i].title, presets_[i].about, -1});
  page_->setExamples(examples);
  page_->setDevice(QString::fromStdString(session_.device().title), QString::fromStdString(session_.device().reason));
  readOnWorker<DemoPreview>(
      this, [] { return readDemoPreview(resourceFolder() / "demo" / "preview.npz"); },
      [this](DemoPreview preview) { page_->setDemo(preview); });
}

/// While the welcome page is looked at and nothing trains.
void Welcome::timeExamples() {
  if (session_.training() || !page_->isVisible()) return times_->stop();
  times_->setPlace(session_.deviceName(), session_.device().title, session_.runsFolder(), session_.trainingProgram());
  times_->start();
}

void Welcome::showTime(int preset, double seconds) {
  if (preset == 0) return page_->setDemoSeconds(seconds);
  page_->setExampleSeconds(preset - 1,
                           seconds < 0 ? std::numeric_limits<double>::infinity() : seconds);  // its data are not here
}

/// Left, it times no more: what is looked at next has the processors.
bool Welcome::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Hide) times_->stop();
  if (event->type() == QEvent::Show) QTimer::singleShot(kBeforeTiming, this, &Welcome::timeExamples);
  return QObject::eventFilter(watched, event);
}

}  // namespace studio
