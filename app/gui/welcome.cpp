#include "app/gui/welcome.h"

#include <QFileInfo>
#include <QTimer>
#include <algorithm>
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

/// Time a preset takes on this computer, from one timed batch; -1 where its data are not here.
double secondsFor(const Engine& engine, const RunConfig& config) {
  const CheckReport report = engine.check(config);
  const bool wrong = std::any_of(report.problems.begin(), report.problems.end(),
                                 [](const Problem& problem) { return problem.severity == Problem::Severity::Error; });
  return wrong || report.seconds <= 0 ? -1 : report.seconds;
}

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
    : QObject(page), page_(page), presets_(presets), runs_(runs), session_(session) {
  connectPage(files);
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
  QTimer::singleShot(1500, this, [this] { measureExamples(0); });
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

/// How long each preset takes here, measured one after the other while the welcome page is looked at and nothing
/// trains.
void Welcome::measureExamples(int index) {
  if (index >= int(presets_.size()) || session_.training() || !page_->isVisible()) return;
  const auto take = [this, index](double seconds) {
    if (index == 0)
      page_->setDemoSeconds(seconds);
    else
      page_->setExampleSeconds(
          index - 1, seconds < 0 ? std::numeric_limits<double>::infinity() : seconds);  // its data are not here
    measureExamples(index + 1);
  };
  readOnWorker<double>(
      this,
      [engine = session_.engine(), config = presets_[std::size_t(index)].config] {
        return secondsFor(*engine, config);
      },
      take, [take](const std::string&) { take(-1); });
}

}  // namespace studio
