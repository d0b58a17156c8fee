#include "widgets/forms/sweep_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <thread>

#include "widgets/forms/config_text.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

/// What people sweep over most, offered without being ticked.
std::vector<ConfigValue> offeredValues(const std::string& key, const ConfigValue& own) {
  std::vector<ConfigValue> values;
  if (key == "topoloss.tau")
    for (const double tau : {0.0, 0.5, 1.0, 5.0, 10.0, 50.0}) values.emplace_back(tau);
  if (key == "train.seed")
    for (const std::int64_t more : {1, 2, 3, 4}) values.emplace_back(std::get<std::int64_t>(own) + more);
  return values;
}

int coresHere() { return int(std::max(1u, std::thread::hardware_concurrency())); }

}  // namespace

SweepDialog::SweepDialog(std::shared_ptr<const Engine> engine, const RunConfig& base, QWidget* parent)
    : QDialog(parent), engine_(std::move(engine)), base_(base), plan_(new SweepPlan(engine_, this)) {
  setObjectName(QStringLiteral("sweepDialog"));
  setWindowTitle(tr("Sweep"));
  resize(640, 640);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(12);
  column->addWidget(makeAxes(), 1);
  makeOptions(column);
  column->addWidget(makeRule(this));
  makeNumbers(column);
  makeButtons(column);
  connect(plan_, &SweepPlan::changed, this, &SweepDialog::showEstimate);
  addAxis("topoloss.tau");
  addAxis("train.seed");
}

void SweepDialog::setPlace(const std::string& device, const std::filesystem::path& runsFolder, const QString& program) {
  plan_->setPlace(device, runsFolder, program);
  edited();
}

void SweepDialog::setQueues(const QStringList& names) {
  queues_ = names;
  showEstimate();
}

QWidget* SweepDialog::makeAxes() {
  auto* content = new QWidget;
  axesColumn_ = new QVBoxLayout(content);
  axesColumn_->setContentsMargins(2, 0, 8, 0);
  axesColumn_->setSpacing(16);
  settings_ = new ChoiceBox(content);
  settings_->setObjectName(QStringLiteral("settings"));
  settings_->setAccessibleName(tr("Setting that is to differ too"));
  auto* add = new QPushButton(tr("Add setting"), content);
  add->setObjectName(QStringLiteral("addSetting"));
  add->setAutoDefault(false);
  connect(add, &QPushButton::clicked, this, [this] { addAxis(settings_->currentData().toString().toStdString()); });
  auto* adding = new QHBoxLayout;
  adding->setSpacing(8);
  adding->addWidget(settings_);
  adding->addWidget(add);
  adding->addStretch(1);
  axesColumn_->addLayout(adding);
  axesColumn_->addStretch(1);
  auto* scroll = new QScrollArea(this);
  scroll->setWidgetResizable(true);
  scroll->setWidget(content);
  for (QWidget* ground : {scroll->viewport(), content}) ground->setAutoFillBackground(false);  // that of the dialog
  return scroll;
}

void SweepDialog::makeOptions(QVBoxLayout* column) {
  baseline_ = new QCheckBox(tr("With a baseline: the same with τ 0 and no further loss"), this);
  baseline_->setObjectName(QStringLiteral("baseline"));
  baseline_->setChecked(true);
  connect(baseline_, &QCheckBox::toggled, this, &SweepDialog::edited);
  jobs_ = new QSpinBox(this);
  jobs_->setObjectName(QStringLiteral("jobs"));
  jobs_->setAccessibleName(tr("Runs at once"));
  jobs_->setToolTip(tr("The processors' cores are shared out among them"));
  jobs_->setRange(1, coresHere());
  connect(jobs_, &QSpinBox::valueChanged, this, [this] {
    jobsChosen_ = true;
    edited();
  });
  name_ = new QLineEdit(QString::fromStdString(base_.model.name) + QStringLiteral("_sweep"), this);
  name_->setAccessibleName(tr("Name of the sweep"));
  connect(name_, &QLineEdit::textChanged, this, &SweepDialog::edited);
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  row->addWidget(makeMutedLabel(tr("Name"), this));
  row->addWidget(name_, 1);
  row->addWidget(makeMutedLabel(tr("Runs at once"), this));
  row->addWidget(jobs_);
  nameBelow_ = makeMutedLabel(tr("A queue of this name is there: the runs are added to it."), this);
  nameBelow_->setObjectName(QStringLiteral("addsToQueue"));
  QSizePolicy keepsPlace = nameBelow_->sizePolicy();
  keepsPlace.setRetainSizeWhenHidden(true);
  nameBelow_->setSizePolicy(keepsPlace);
  nameBelow_->hide();
  column->addWidget(baseline_);
  column->addLayout(row);
  column->addWidget(nameBelow_);
}

void SweepDialog::makeNumbers(QVBoxLayout* column) {
  runs_ = new QLabel(this);
  runs_->setObjectName(QStringLiteral("runCount"));
  time_ = new QLabel(this);
  time_->setObjectName(QStringLiteral("sweepTime"));
  disk_ = new QLabel(this);
  disk_->setObjectName(QStringLiteral("sweepDisk"));
  timeBelow_ = makeMutedLabel({}, this);
  diskBelow_ = makeMutedLabel({}, this);
  problem_ = new FittedText(0, TextStyle::Label, Role::Bad, this);
  problem_->setMinimumHeight(2 * QFontMetrics(textFont(TextStyle::Label)).height());  // what comes moves nothing
  column->addLayout(makeNumberRow(
      {{runs_, makeMutedLabel(tr("those that are there are taken"), this)}, {time_, timeBelow_}, {disk_, diskBelow_}}));
  column->addWidget(problem_);
}

void SweepDialog::makeButtons(QVBoxLayout* column) {
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  queue_ = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
  queue_->setObjectName(QStringLiteral("queueRuns"));
  queue_->setProperty("primary", true);
  queue_->style()->unpolish(queue_);  // the button box has given it the look of any button
  queue_->style()->polish(queue_);
  queue_->setDefault(true);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  connect(buttons, &QDialogButtonBox::accepted, this, [this] {
    Q_EMIT queueWanted(sweep(), jobs());
    accept();
  });
  column->addWidget(buttons);
}

SweepAxisRow* SweepDialog::axis(const std::string& key) const {
  for (SweepAxisRow* row : axes_)
    if (row->key() == key) return row;
  return nullptr;
}

void SweepDialog::addAxis(const std::string& key) {
  const ConfigField* field = findField(key);
  if (!field || axis(key)) return;
  const ConfigValue own = field->get(base_);
  const auto choices = field->choices.empty() ? engine_->choices(key) : field->choices;
  auto* row = new SweepAxisRow(*field, own, offeredValues(key, own), choices, this);
  connect(row, &SweepAxisRow::changed, this, &SweepDialog::edited);
  connect(row, &SweepAxisRow::removeWanted, this, [this, row] { removeAxis(row); });
  axesColumn_->insertWidget(int(axes_.size()), row);
  axes_.push_back(row);
  fillSettings();
  edited();
}

void SweepDialog::removeAxis(SweepAxisRow* row) {
  std::erase(axes_, row);
  row->hide();
  row->deleteLater();
  fillSettings();
  edited();
}

/// Settings that make a difference here and do not stand above already.
void SweepDialog::fillSettings() {
  const auto idle = engine_->idleSettings(base_);
  settings_->clear();
  for (const ConfigField& field : configFields()) {
    const bool isIdle = std::find(idle.begin(), idle.end(), field.key) != idle.end();
    if (isIdle || axis(field.key) || field.key.starts_with("output.") || field.kind == FieldKind::Stimuli) continue;
    settings_->addItem(
        QStringLiteral("%1 · %2").arg(sectionTitle(sectionName(field)), QString::fromStdString(field.label)),
        QString::fromStdString(field.key));
  }
}

Sweep SweepDialog::sweep() const {
  Sweep sweep;
  sweep.name = name_->text().trimmed().toStdString();
  sweep.base = base_;
  sweep.baseline = baseline_->isChecked();
  for (const SweepAxisRow* row : axes_)
    if (row->isVaried()) sweep.grid.push_back({row->key(), row->values()});
  return sweep;
}

int SweepDialog::jobs() const { return jobs_->value(); }

void SweepDialog::edited() {
  plan_->show(sweep(), jobs());
  showEstimate();
}

void SweepDialog::showEstimate() {
  const SweepEstimate& found = plan_->estimate();
  const auto count = qint64(found.runs);
  const QString nameFault = runNameProblem(name_->text());
  const QString problem = nameFault.isEmpty() ? engineText(found.problem) : nameFault;
  const QString runs = count == 1 ? tr("1 run") : tr("%L1 runs").arg(count);
  runs_->setText(plan_->isCounted() ? runs : QStringLiteral("…"));
  nameBelow_->setVisible(queues_.contains(name_->text().trimmed()));
  const bool known = found.known && plan_->isCounted();
  time_->setText(known ? durationText(found.seconds) : QStringLiteral("…"));
  disk_->setText(known ? byteCountText(found.diskBytes) : QStringLiteral("…"));
  const QString untimed = found.fault.empty() ? tr("timing a batch…") : tr("could not be timed");
  timeBelow_->setText(known && found.fault.empty() ? tr("for all") : untimed);
  timeBelow_->setToolTip(engineText(found.fault));
  const bool tight = known && found.freeDiskBytes >= 0 && found.diskBytes > found.freeDiskBytes;
  diskBelow_->setText(known && found.freeDiskBytes >= 0 ? tr("on disk, %1 free").arg(byteCountText(found.freeDiskBytes))
                                                        : tr("on disk"));
  problem_->setText(!problem.isEmpty() ? problem
                    : tight            ? tr("The disk has too little space for all of them; free some, or keep fewer "
                                                       "checkpoints.")
                                       : QString());
  queue_->setText(count == 1 ? tr("Queue 1 run") : tr("Queue %L1 runs").arg(count));
  queue_->setEnabled(plan_->isCounted() && problem.isEmpty() && count > 0);
}

}  // namespace studio
