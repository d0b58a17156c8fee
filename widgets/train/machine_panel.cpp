// The charts of the System dock and what they are fed with (train_panels.h).
#include "widgets/train/train_panels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <utility>

#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

constexpr int kMeasureMilliseconds = 2000;

QString percentText(double share) {
  return share < 0 ? MachinePanel::tr("–") : MachinePanel::tr("%1 %").arg(QLocale().toString(100 * share, 'f', 0));
}

QString amountText(double bytes) {
  if (bytes < 0) return MachinePanel::tr("–");
  const char* unit = "B";
  for (const char* next : {"kB", "MB", "GB", "TB"}) {
    if (bytes < 1000) break;
    bytes /= 1000;
    unit = next;
  }
  return QStringLiteral("%1 %2").arg(QLocale().toString(bytes, 'f', bytes < 10 && *unit != 'B' ? 1 : 0),
                                     QLatin1String(unit));
}

QString throughputText(double bytesPerSecond) { return MachinePanel::tr("%1/s").arg(amountText(bytesPerSecond)); }

double usedShare(double part, double whole) { return whole > 0 && part >= 0 ? part / whole : -1; }

}  // namespace

MachinePanel::MachinePanel(QWidget* parent) : QWidget(parent), sampler_(std::make_shared<Sampler>()) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 0, 16, 8);
  row->setSpacing(24);
  const auto add = [&](const QString& title) {
    auto* chart = new LoadChart(title, this);
    row->addWidget(chart, 1);
    return chart;
  };
  processors_ = add(tr("Processors"));
  memory_ = add(tr("Memory"));
  disk_ = add(tr("Written to disk"));
  gpu_ = add(tr("GPU"));
  gpu_->hide();
  noGpu_ = new QLabel(this);
  noGpu_->setObjectName(QStringLiteral("noGpu"));
  noGpu_->setFont(studio::textFont(TextStyle::Label));
  noGpu_->setProperty("muted", true);
  noGpu_->hide();
  row->addWidget(noGpu_, 0, Qt::AlignTop);
  pool_.setMaxThreadCount(1);
  timer_.setInterval(kMeasureMilliseconds);
  connect(&timer_, &QTimer::timeout, this, &MachinePanel::measure);
  timer_.start();
}

MachinePanel::~MachinePanel() { pool_.clear(); }

void MachinePanel::setRunsFolder(const std::filesystem::path& folder) {
  if (std::exchange(runs_, folder) == folder) return;
  sampler_ = std::make_shared<Sampler>();
  sampler_->sampler = MachineSampler(folder);
}

void MachinePanel::setTrainer(std::int64_t process) {
  if (std::exchange(trainer_, process) != process) measure();
}

void MachinePanel::showEvent(QShowEvent*) {
  if (!loads_.empty()) showLoads();
  measure();
}

void MachinePanel::measure() {
  if (measuring_) return;
  measuring_ = true;
  readOnWorker<MachineLoad>(
      pool_, this,
      [sampler = sampler_, process = trainer_] {
        const std::scoped_lock hold(sampler->lock);
        sampler->sampler.watch(process);
        return sampler->sampler.sample();
      },
      [this](const MachineLoad& load) {
        measuring_ = false;
        add(load);
      },
      [this](const std::string&) { measuring_ = false; });
}

void MachinePanel::add(const MachineLoad& load) {
  loads_.push_back(load);
  while (loads_.front().time < load.time - LoadChart::kSeconds) loads_.pop_front();
  showLoads();
}

/// One process' course is not another's: what was measured of the one before is left out.
std::vector<LoadChart::Point> MachinePanel::course(double (*all)(const MachineLoad&),
                                                   double (*own)(const MachineLoad&)) const {
  std::vector<LoadChart::Point> points;
  for (const MachineLoad& load : loads_)
    points.push_back({load.time, all(load), own && load.process == loads_.back().process ? own(load) : -1});
  return points;
}

void MachinePanel::showLoads() {
  const MachineLoad& now = loads_.back();
  processors_->show(
      course([](const MachineLoad& load) { return load.processors; },
             [](const MachineLoad& load) { return load.ownShare; }),
      {1, percentText(1), percentText(0.5)}, percentText(now.processors),
      (now.process > 0
           ? tr("%1 by process %3, which trains; %L2 processors")
                 .arg(percentText(now.ownShare))
                 .arg(now.processorCount)
                 .arg(now.process)
           : tr("%1 by this program, %L2 processors").arg(percentText(now.ownShare)).arg(now.processorCount)));
  const QString ownMemory = amountText(now.ownMemory), memory = amountText(now.memoryTotal);
  memory_->show(course([](const MachineLoad& load) { return load.memoryUsed; },
                       [](const MachineLoad& load) { return load.ownMemory; }),
                {now.memoryTotal, memory, amountText(now.memoryTotal / 2)}, amountText(now.memoryUsed),
                now.process > 0 ? tr("%1 by process %3, which trains; of %2").arg(ownMemory, memory).arg(now.process)
                                : tr("%1 by this program, of %2").arg(ownMemory, memory));
  auto written = course([](const MachineLoad& load) { return load.diskWritten; }, nullptr);
  for (std::size_t i = 0; i < loads_.size(); ++i)
    if (loads_[i].process != now.process) written[i].all = -1;
  double most = 1e6;  // bytes a second: less is drawn low, as it is
  for (const LoadChart::Point& point : written) most = std::max(most, point.all);
  const QString free = amountText(now.diskFree), disk = amountText(now.diskTotal);
  disk_->show(written, {most, throughputText(most), throughputText(most / 2)},
              now.diskWritten < 0 ? tr("–") : throughputText(now.diskWritten),
              now.process > 0 ? tr("By process %3, which trains; %1 free of %2").arg(free, disk).arg(now.process)
                              : tr("By this program; %1 free of %2").arg(free, disk));
  showGpu(now);
}

/// Where there is none that is said, so that nobody looks for its chart.
void MachinePanel::showGpu(const MachineLoad& now) {
  gpu_->setVisible(now.gpu.has_value());
  noGpu_->setText(now.hasGpu ? tr("The GPU does not answer") : tr("No GPU here"));
  noGpu_->setVisible(!now.gpu);
  if (!now.gpu) return;
  gpu_->show(course([](const MachineLoad& load) { return load.gpu ? load.gpu->share : -1; },
                    [](const MachineLoad& load) {
                      return load.gpu ? usedShare(load.gpu->memoryUsed, load.gpu->memoryTotal) : -1;
                    }),
             {1, percentText(1), percentText(0.5)}, percentText(now.gpu->share),
             tr("Memory %1 of %2, %3")
                 .arg(amountText(now.gpu->memoryUsed), amountText(now.gpu->memoryTotal),
                      QString::fromStdString(now.gpu->name)));
}

}  // namespace studio
