#include "widgets/analysis/analysis_panel.h"

#include <QDir>
#include <QDoubleValidator>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/analysis_notes.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/choice_box.h"

namespace studio {
namespace {

constexpr int kSide = 16, kLabel = 60;
const QString kChooseFolder = QStringLiteral("\u0001folder");   // no DATA text begins so

QString number(double value) { return QString::number(value, 'g', 6); }

/// What a drop brings: one folder that is no run, or empty.
QString droppedFolder(const QMimeData* data) {
  const QList<QUrl> urls = data->urls();
  const QString path = urls.size() == 1 ? urls.front().toLocalFile() : QString();
  const bool isRun = QFileInfo::exists(path + QStringLiteral("/config.toml")) && QFileInfo::exists(path + QStringLiteral("/status.json"));
  return QFileInfo(path).isDir() && !isRun ? path : QString();
}

void fill(QComboBox* box, const std::vector<std::pair<QString, QString>>& rows, const QString& chosen) {
  const QSignalBlocker quiet(box);
  bool same = box->count() == int(rows.size());
  for (int i = 0; same && i < box->count(); ++i) same = box->itemData(i).toString() == rows[std::size_t(i)].first && box->itemText(i) == rows[std::size_t(i)].second;
  if (!same) {   // not while its list is open for nothing
    box->clear();
    for (const auto& [value, text] : rows) box->addItem(text, value);
  }
  box->setCurrentIndex(box->findData(chosen));
}

void put(QLineEdit* field, double value) {
  if (!field->hasFocus() || !field->isModified()) field->setText(number(value));
}

}  // namespace

AnalysisPanel::AnalysisPanel(AnalysisDesk* desk, QWidget* parent) : QWidget(parent), desk_(desk), list_(new AnalysisList(desk, this)), title_(makePanelTitle({}, this)), grid_(new QGridLayout), run_(new QPushButton(this)) {
  setAcceptDrops(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(list_);
  column->addWidget(makeRule(this));
  auto* form = new QVBoxLayout;
  form->setContentsMargins(kSide, 10, kSide, 12);
  form->setSpacing(10);
  form->addWidget(title_);
  grid_->setHorizontalSpacing(4);
  grid_->setVerticalSpacing(4);
  grid_->setColumnMinimumWidth(0, kLabel);
  grid_->setColumnStretch(1, 1);
  form->addLayout(grid_);
  run_->setObjectName(QStringLiteral("runAnalysis"));
  form->addWidget(run_, 0, Qt::AlignRight);
  form->addWidget(new AnalysisNotes(desk, this));
  column->addLayout(form);
  column->addStretch(1);
  makeRows();
  connect(run_, &QPushButton::clicked, this, [this] {
    if (desk_->running()) desk_->cancel();
    else desk_->run({list_->chosen().toStdString()});
  });
  connect(list_, &AnalysisList::chosenChanged, this, &AnalysisPanel::refresh);
  for (const auto signal : {&AnalysisDesk::rowsChanged, &AnalysisDesk::settingsChanged, &AnalysisDesk::selectionChanged, &AnalysisDesk::lookChanged}) connect(desk, signal, this, &AnalysisPanel::refresh);
  connect(desk, &AnalysisDesk::progressChanged, this, &AnalysisPanel::refreshButton);
  connect(desk->monitor(), &RunMonitor::snapshotChanged, this, &AnalysisPanel::refresh);   // new checkpoints
  refresh();
}

void AnalysisPanel::addRow(Row row) {
  row.label->setProperty("muted", true);
  row.field->setObjectName(QStringLiteral("analysis.") + row.name);
  row.field->setAccessibleName(row.label->text());
  row.field->setMinimumWidth(60);
  row.label->setMinimumHeight(28);
  grid_->addWidget(row.label, int(rows_.size()), 0);
  grid_->addWidget(row.field, int(rows_.size()), 1);
  rows_.push_back(std::move(row));
}

QComboBox* AnalysisPanel::addChoice(const QString& name, const QString& title, const QStringList& analyses, const std::function<void(const QString&)>& chosen) {
  auto* box = new ChoiceBox(this);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(6);
  addRow({name, new QLabel(title, this), box, analyses});
  connect(box, &QComboBox::activated, this, [box, chosen](int index) { chosen(box->itemData(index).toString()); });
  return box;
}

QLineEdit* AnalysisPanel::addNumber(const QString& name, const QString& title, const QStringList& analyses, double least, double most, const std::function<void(double)>& entered) {
  auto* field = new QLineEdit(this);
  field->setAlignment(Qt::AlignRight);
  auto* range = new QDoubleValidator(least, most, 6, field);
  range->setLocale(QLocale::c());
  field->setValidator(range);
  addRow({name, new QLabel(title, this), field, analyses});
  connect(field, &QLineEdit::editingFinished, this, [field, entered] {
    field->setModified(false);
    entered(field->text().toDouble());
  });
  return field;
}

void AnalysisPanel::makeRows() {
  const QStringList contrasts{QStringLiteral("selectivity"), QStringLiteral("patches"), QStringLiteral("similarity"), QStringLiteral("morans-i")};
  const QStringList maps{QStringLiteral("selectivity"), QStringLiteral("patches")};
  stimuli_ = addChoice(QStringLiteral("stimuli"), tr("Stimuli"), {}, [this](const QString& data) {
    if (data != kChooseFolder) return desk_->setStimuli(data.toStdString());
    refreshRows();
    Q_EMIT folderWanted();
  });
  layer_ = addChoice(QStringLiteral("layer"), tr("Layer"), {}, [this](const QString& layer) { desk_->setLayer(layer.toStdString()); });
  statistic_ = addChoice(QStringLiteral("statistic"), tr("Statistic"), contrasts, [this](const QString& name) { change([&](AnalysisSettings& settings) { settings.statistic = name.toStdString(); }); });
  outline_ = addNumber(QStringLiteral("outline"), tr("Outline >"), maps, 0, 1000, [this](double value) { change([&](AnalysisSettings& settings) { settings.threshold = value; }); });
  outline_->setToolTip(tr("Patches: units whose smoothed value is above this, at least 3 and 2 % of the sheet beside each other"));
  pooling_ = addChoice(QStringLiteral("pooling"), tr("Pooling"), {QStringLiteral("dimensionality")}, [this](const QString& name) { change([&](AnalysisSettings& settings) { settings.pooling = name.toStdString(); }); });
  window_ = addNumber(QStringLiteral("window"), tr("Window"), {QStringLiteral("similarity")}, 1, 99, [this](double value) { change([&](AnalysisSettings& settings) { settings.window = std::int64_t(value); }); });
  permutations_ = addNumber(QStringLiteral("permutations"), tr("Shuffles"), {QStringLiteral("morans-i")}, 0, 100000, [this](double value) { change([&](AnalysisSettings& settings) { settings.permutations = std::int64_t(value); }); });
  preferred_ = addChoice(QStringLiteral("preferred"), tr("Preferred"), {QStringLiteral("orientation")}, [this](const QString& name) { change([&](AnalysisSettings& settings) { settings.preferred = name.toStdString(); }); });
  step_ = addChoice(QStringLiteral("step"), tr("Step"), {}, [this](const QString& step) { desk_->setStep(step.toLongLong()); });
  sigma_ = addNumber(QStringLiteral("sigma"), tr("Smooth σ"), maps, 0, 16, [this](double value) { changeLook([&](AnalysisLook& look) { look.sigma = value; }); });
  sigma_->setToolTip(tr("Maps are shown smoothed by a Gaussian, in units; 0 = as measured. Said on the colour bar and in figures"));
  grey_ = addNumber(QStringLiteral("grey"), tr("Grey <"), maps, 0, 1000, [this](double value) { changeLook([&](AnalysisLook& look) { look.greyBelow = value; }); });
  grey_->setToolTip(tr("Units whose |value| is below this are grey, and marked on the colour bar"));
}

QWidget* AnalysisPanel::field(const QString& name) const {
  for (const Row& row : rows_)
    if (row.name == name) return row.field;
  return nullptr;
}

void AnalysisPanel::change(const std::function<void(AnalysisSettings&)>& edit) {
  AnalysisSettings settings = desk_->settings();
  edit(settings);
  desk_->setSettings(settings);
}

void AnalysisPanel::changeLook(const std::function<void(AnalysisLook&)>& edit) {
  AnalysisLook look = desk_->look();
  edit(look);
  desk_->setLook(look);
}

void AnalysisPanel::refresh() {
  refreshRows();
  const QString chosen = list_->chosen();
  title_->setText(list_->currentIndex().data().toString());
  for (const Row& row : rows_) {
    const bool belongs = row.analyses.isEmpty() || row.analyses.contains(chosen);
    row.label->setVisible(belongs);
    row.field->setVisible(belongs);
  }
  refreshButton();
}

void AnalysisPanel::refreshRows() {
  std::vector<std::pair<QString, QString>> stimuli, layers, steps{{QStringLiteral("-1"), tr("Last")}};
  for (const StimuliChoice& choice : desk_->stimuliChoices()) stimuli.emplace_back(QString::fromStdString(choice.data), QString::fromStdString(choice.title));
  stimuli.emplace_back(kChooseFolder, tr("Choose folder..."));
  fill(stimuli_, stimuli, desk_->hasStimuli() ? QString::fromStdString(desk_->stimuli()) : QStringLiteral("-"));
  const QString data = QString::fromStdString(desk_->stimuli());
  stimuli_->setToolTip(data.contains(QLatin1Char('/')) ? data : stimuli_->currentText());
  const AnalysisRow* trained = desk_->trained();
  if (trained)
    for (const LayerAnalysis& layer : trained->found->layers) layers.emplace_back(QString::fromStdString(layer.layer), QString::fromStdString(layer.layer));
  if (layers.empty())
    for (const LayerInfo& layer : desk_->monitor()->data().layers) layers.emplace_back(QString::fromStdString(layer.name), QString::fromStdString(layer.name));
  fill(layer_, layers, QString::fromStdString(desk_->layer()));
  layer_->setToolTip(layer_->currentText());
  const auto known = desk_->steps();
  if (!known.empty()) steps.front().second = tr("Last, %L1").arg(known.back());
  for (auto step = known.rbegin(); step != known.rend(); ++step) steps.emplace_back(QString::number(*step), tr("%L1").arg(*step));
  fill(step_, steps, QString::number(desk_->step()));
  const AnalysisSettings& settings = desk_->settings();
  fill(statistic_, {{QStringLiteral("t"), statisticText("t")}, {QStringLiteral("welch_t"), statisticText("welch_t")}, {QStringLiteral("d_prime"), statisticText("d_prime")}}, QString::fromStdString(settings.statistic));
  fill(pooling_, {{QStringLiteral("mean"), tr("Mean over space")}, {QStringLiteral("max"), tr("Largest over space")}, {QStringLiteral("flatten"), tr("Every place")}}, QString::fromStdString(settings.pooling));
  fill(preferred_, {{QStringLiteral("vector"), tr("Vector sum")}, {QStringLiteral("argmax"), tr("Strongest")}}, QString::fromStdString(settings.preferred));
  put(outline_, settings.threshold);
  put(window_, double(settings.window));
  put(permutations_, double(settings.permutations));
  put(sigma_, desk_->look().sigma);
  put(grey_, desk_->look().greyBelow);
}

void AnalysisPanel::refreshButton() {
  const bool ready = AnalysisState(list_->currentIndex().data(AnalysisListModel::StateRole).toInt()) == AnalysisState::Ready;
  run_->setText(desk_->running() ? tr("Stop") : ready ? tr("Run again") : tr("Run"));
  const bool can = desk_->hasStimuli() && std::any_of(desk_->rows().begin(), desk_->rows().end(), [](const AnalysisRow& row) { return row.network.missing.empty(); });
  run_->setEnabled(desk_->running() || can);
}

void AnalysisPanel::dragEnterEvent(QDragEnterEvent* event) {
  if (desk_->monitor()->hasRun() && !droppedFolder(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void AnalysisPanel::dropEvent(QDropEvent* event) {
  const QString folder = droppedFolder(event->mimeData());
  if (folder.isEmpty()) return;
  event->acceptProposedAction();
  desk_->setStimuli("localizer:" + QDir::cleanPath(folder).toStdString());
}

}  // namespace studio
