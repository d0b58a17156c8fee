#include "widgets/runs/settings_panel.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr int kRowHeight = 23, kPartRow = 2;  // px; the choice of a network stands below the name of its file

QString number(double value) { return QString::number(value, 'g', 6); }

QString optimizerText(const OptimizerConfig& optimizer) {
  const QString kind = QString::fromStdString(optimizer.kind).toUpper();
  return optimizer.kind == "sgd"          ? tr("%1, momentum %2").arg(kind, number(optimizer.momentum))
         : kind == QLatin1String("ADAMW") ? QStringLiteral("AdamW")
                                          : QStringLiteral("Adam");
}

}  // namespace

std::vector<std::pair<QString, QString>> settingRows(const RunData& data) {
  if (!data.caption.empty()) {
    std::vector<std::pair<QString, QString>> rows;
    for (const auto& [name, value] : data.facts)
      rows.emplace_back(QString::fromStdString(name), QString::fromStdString(value));
    return rows;
  }
  const RunConfig& config = data.config;
  const auto topo =
      std::count_if(data.layers.begin(), data.layers.end(), [](const LayerInfo& layer) { return layer.topo; });
  const QString length =
      config.train.steps > 0
          ? tr("%L1 steps").arg(config.train.steps)
          : tr("%L1 epochs").arg(std::max(config.train.epochs, data.status.epochs));  // extended ones take more
  const QString kind = QString::fromStdString(config.data.kind);
  const QString name = QString::fromStdString(config.data.root).section(QLatin1Char('/'), -1);
  return {
      {tr("Model"), tr("%1, %L2 classes").arg(QString::fromStdString(config.model.name)).arg(config.model.classes)},
      {tr("Data"), name.isEmpty() ? kind : tr("%1, %2").arg(kind, name)},
      {tr("τ"), config.topoloss.schedule == "constant"
                    ? number(config.topoloss.tau)
                    : tr("%1, %2").arg(number(config.topoloss.tau), QString::fromStdString(config.topoloss.schedule))},
      {tr("Factor"), tr("%1 × %2").arg(number(config.topoloss.factor.first), number(config.topoloss.factor.second))},
      {tr("Layers"), tr("%1 of %2").arg(topo).arg(data.layers.size())},
      {tr("Optimizer"), optimizerText(config.optimizer)},
      {tr("Learning rate"),
       tr("%1, %2").arg(number(config.optimizer.learningRate), QString::fromStdString(config.optimizer.schedule))},
      {tr("Batch"), tr("%L1, %2").arg(config.train.batchSize).arg(QString::fromStdString(config.train.precision))},
      {tr("Length"), length},
      {tr("Maps"),
       config.output.maps == "log+epoch" ? tr("log, then each epoch") : QString::fromStdString(config.output.maps)},
      {tr("Seed"), QString::number(config.train.seed)},
  };
}

SettingsPanel::SettingsPanel(RunMonitor* monitor, QWidget* parent)
    : QWidget(parent), monitor_(monitor), grid_(new QGridLayout(this)) {
  grid_->setContentsMargins(16, 0, 16, 8);
  connect(monitor, &RunMonitor::runOpened, this, &SettingsPanel::refresh);
  connect(monitor, &RunMonitor::statusChanged, this, [this] {
    if (shownEpochs_ != monitor_->data().status.epochs) refresh();
  });
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &SettingsPanel::refresh);
  refresh();
}

QWidget* SettingsPanel::makeTitleExtra(QWidget* parent) {
  auto* extra = new QWidget(parent);
  extra_ = extra;
  auto* row = new QHBoxLayout(extra);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  auto* lock = new QLabel(extra);
  const auto paintLock = [lock] {
    lock->setPixmap(iconPixmap(QStringLiteral("lock"), Role::Muted, 12, lock->devicePixelRatioF()));
  };
  paintLock();
  connect(&ThemeManager::instance(), &ThemeManager::changed, lock, paintLock);
  auto* text = new QLabel(tr("Frozen at start"), extra);
  text->setFont(studio::textFont(TextStyle::Label));
  text->setProperty("muted", true);
  row->addWidget(lock);
  row->addWidget(text);
  return extra;
}

void SettingsPanel::refresh() {
  shownEpochs_ = monitor_->data().status.epochs;
  delete rows_;
  rows_ = new QWidget(this);
  grid_->addWidget(rows_, 0, 0);
  grid_->setRowStretch(1, 1);
  auto* grid = new QGridLayout(rows_);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setVerticalSpacing(0);
  if (!monitor_->hasRun()) return;
  if (extra_) extra_->setVisible(monitor_->data().caption.empty());
  for (const auto& [name, value] : settingRows(monitor_->data())) {
    addRow(grid, name, [&] { return makeText(value); });
    if (grid->rowCount() == kPartRow && !monitor_->data().parts.empty())
      addRow(grid, tr("Network"), [this] { return makePartChoice(); });
  }
  grid->setColumnStretch(1, 1);
}

/// The name comes first for the keyboard and for who has the window read aloud.
void SettingsPanel::addRow(QGridLayout* grid, const QString& name, const std::function<QWidget*()>& makeValue) {
  auto* left = new QLabel(name, rows_);
  left->setProperty("muted", true);
  left->setFont(studio::textFont(TextStyle::Label));
  left->setMinimumHeight(kRowHeight);
  const int row = grid->rowCount();
  grid->addWidget(left, row, 0, Qt::AlignTop);
  grid->addWidget(makeValue(), row, 1);
}

QWidget* SettingsPanel::makeText(const QString& text) {
  auto* label = new QLabel(text, rows_);
  label->setFont(studio::textFont(TextStyle::Label));
  label->setMinimumHeight(kRowHeight);
  label->setWordWrap(true);  // sentences about a file of weights are long
  label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

/// Which of the file's networks is shown, and the others to choose from.
QWidget* SettingsPanel::makePartChoice() {
  const RunData& data = monitor_->data();
  auto* box = new ChoiceBox(rows_);
  box->setObjectName(QStringLiteral("part"));
  box->setAccessibleName(tr("Network of the file that is shown"));
  box->setToolTip(tr("The file holds several networks; FILE#NAME opens one of them"));
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(8);
  for (const std::string& part : data.parts) {
    const QString name = QString::fromStdString(part);
    box->addItem(name.isEmpty() ? tr("without a name") : name, name);
  }
  box->setCurrentIndex(box->findData(QString::fromStdString(data.part)));
  connect(box, &QComboBox::activated, this,
          [this, box](int index) { Q_EMIT partChosen(box->itemData(index).toString()); });
  return box;
}

}  // namespace studio
