// The welcome page: the demo, examples with the time they take here, and what was opened last.
#include <QFileInfo>
#include <QTimer>
#include <limits>

#include "app/gui/main_window.h"
#include "app/gui/services.h"
#include "widgets/forms/setup_view.h"
#include "widgets/forms/welcome_page.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/run_list_panel.h"
#include "widgets/runs/worker_call.h"

namespace studio {

void MainWindow::connectWelcome() {
  connect(welcome_, &WelcomePage::demoWanted, this, &MainWindow::startDemo);
  connect(welcome_, &WelcomePage::newRunWanted, this, &MainWindow::newRun);
  connect(welcome_, &WelcomePage::openWanted, this, &MainWindow::openDialog);
  connect(welcome_, &WelcomePage::recentChosen, this, &MainWindow::openPath);
  connect(welcome_, &WelcomePage::exampleChosen, this, [this](int index) {
    if (index + 1 >= int(presets_.size())) return;
    const Preset& preset = presets_[index + 1];  // the demo has its own card
    setup_->setConfig(preset.config, preset.toml);
    showWorkspace(QStringLiteral("setup"));
  });
}

/// What was opened before, then the newest runs of the folder.
void MainWindow::fillWelcome() {
  std::vector<RecentItem> recent;
  for (const QString& path : recentPaths())
    recent.push_back({path, QFileInfo(path).fileName(), QFileInfo(path).absolutePath()});
  for (int row = 0; row < runs_->model().rowCount() && recent.size() < 6; ++row) {
    const QString path = QString::fromStdString(runs_->model().run(row).path.string());
    const bool listed =
        std::any_of(recent.begin(), recent.end(), [&](const RecentItem& item) { return item.path == path; });
    if (!listed)
      recent.push_back(
          {path, QFileInfo(path).fileName(), runs_->model().index(row).data(RunListModel::LineRole).toString()});
  }
  welcome_->setRecent(recent);
  if (welcomeFilled_) return;
  welcomeFilled_ = true;
  std::vector<ExampleItem> examples;
  for (std::size_t i = 1; i < presets_.size(); ++i) examples.push_back({presets_[i].title, presets_[i].about, -1});
  welcome_->setExamples(examples);
  welcome_->setDevice(QString::fromStdString(session_->device().title),
                      QString::fromStdString(session_->device().reason));
  readOnWorker<DemoPreview>(
      this, [] { return readDemoPreview(resourceFolder() / "demo" / "preview.npz"); },
      [this](DemoPreview preview) { welcome_->setDemo(preview); });
  QTimer::singleShot(1500, this, [this] { measureExamples(0); });
}

/// How long each preset takes here, measured one after the other while the welcome page is looked at and nothing
/// trains.
void MainWindow::measureExamples(int index) {
  if (index >= int(presets_.size()) || session_->training() || !welcome_->isVisible()) return;
  const auto take = [this, index](double seconds) {
    if (index == 0)
      welcome_->setDemoSeconds(seconds);
    else
      welcome_->setExampleSeconds(
          index - 1, seconds < 0 ? std::numeric_limits<double>::infinity() : seconds);  // its data are not here
    measureExamples(index + 1);
  };
  readOnWorker<double>(
      this, [config = presets_[index].config] { return secondsOf(config); }, take,
      [take](const std::string&) { take(-1); });
}

}  // namespace studio
