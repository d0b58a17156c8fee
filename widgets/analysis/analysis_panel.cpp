#include "widgets/analysis/analysis_panel.h"

#include <QCheckBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/shown_maps.h"
#include "widgets/forms/config_text.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/controls.h"

#include "widgets/frame/engine_text.h"
#include "widgets/frame/number_text.h"
#include "widgets/frame/language.h"

namespace studio {
namespace {

constexpr int kSide = 16;
const QString kAllLimit = QStringLiteral("all"), kRobustLimit = QStringLiteral("robust"),
              kManualLimit = QStringLiteral("manual");
const QString kChooseFolder = QStringLiteral("\u0001folder"),  // no DATA text begins so
    kChooseFile = QStringLiteral("\u0001file"), kChooseLabels = QStringLiteral("\u0001labels");

/// What a drop brings: one folder that is no run, one file that may hold stimuli, or empty.
QString droppedPlace(const QMimeData* data) {
  const QList<QUrl> urls = data->urls();
  const QString path = urls.size() == 1 ? urls.front().toLocalFile() : QString();
  const bool isRun = QFileInfo::exists(path + QStringLiteral("/config.toml")) &&
                     QFileInfo::exists(path + QStringLiteral("/status.json"));
  if (QFileInfo(path).isDir()) return isRun ? QString() : path;
  static const QStringList kStimuli{"*.txt", "*.tsv", "*.npy", "*.npz"};  // a .bin may as well hold weights
  return QDir::match(kStimuli, QFileInfo(path).fileName()) ? path : QString();
}

void fill(QComboBox* box, const std::vector<std::pair<QString, QString>>& rows, const QString& chosen) {
  const QSignalBlocker quiet(box);
  bool same = box->count() == int(rows.size());
  for (int i = 0; same && i < box->count(); ++i)
    same = box->itemData(i).toString() == rows[std::size_t(i)].first && box->itemText(i) == rows[std::size_t(i)].second;
  if (!same) {  // not while its list is open for nothing
    box->clear();
    for (const auto& [value, text] : rows) {
      box->addItem(text, value);  // where it does not fit, without what stands in brackets
      box->setItemData(box->count() - 1, text.section(QLatin1String(" ("), 0, 0), ChoiceBox::kShortText);
    }
  }
  box->setCurrentIndex(box->findData(chosen));
}

void put(QLineEdit* field, const QString& text) {
  if (!field->hasFocus() || !field->isModified()) field->setText(text);
}

void put(QLineEdit* field, double value) { put(field, shortNumber(value)); }

QString lineText(const ChoiceField& choice, const AnalysisSettings& settings) {
  if (choice.kind == FieldKind::Number || choice.kind == FieldKind::Integer)
    return shortNumber(settings.number(choice.key));
  const auto chosen = settings.values.find(choice.key);
  return formatText(choice, chosen == settings.values.end() ? choice.initial : chosen->second);
}

/// What is written of each choice and what people read.
std::vector<std::pair<QString, QString>> titledChoices(const ChoiceField& choice) {
  std::vector<std::pair<QString, QString>> titled;
  for (std::size_t i = 0; i < choice.choices.size(); ++i) {
    const std::string& title = i < choice.titles.size() ? choice.titles[i] : choice.choices[i];
    titled.emplace_back(QString::fromStdString(choice.choices[i]), QString::fromStdString(title));
  }
  return titled;
}

}  // namespace

AnalysisPanel::AnalysisPanel(Analyses* analyses, QWidget* parent)
    : QWidget(parent),
      analyses_(analyses),
      list_(new AnalysisList(analyses, this)),
      title_(makePanelTitle({}, this)),
      lines_(new QVBoxLayout),
      run_(new QPushButton(this)),
      save_(new QPushButton(tr("Save network..."), this)),
      network_(new FittedText(1, TextStyle::Body, Role::Text, this)),
      plan_(new FittedText(0, TextStyle::Label, Role::Muted, this)) {
  setAcceptDrops(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* plan = new QVBoxLayout;  // above the list, where it is seen before somebody runs all
  plan->setContentsMargins(kSide, 0, kSide, 4);
  plan->addWidget(network_);
  plan->addWidget(plan_);
  column->addLayout(plan);
  column->addWidget(list_);
  column->addWidget(makeRule(this));
  title_->setContentsMargins(kSide, 0, kSide, 0);
  column->addWidget(title_);
  auto* form = new QVBoxLayout;
  form->setContentsMargins(kSide, 0, kSide, 12);
  form->setSpacing(10);
  lines_->setSpacing(4);
  form->addLayout(lines_);
  run_->setObjectName(QStringLiteral("runAnalysis"));
  form->addWidget(run_, 0, Qt::AlignRight);
  save_->setObjectName(QStringLiteral("saveNetwork"));
  save_->setToolTip(tr("The open network made smaller, as a file of weights; the run stays as it is"));
  form->addWidget(save_, 0, Qt::AlignRight);
  plan_->setObjectName(QStringLiteral("runPlan"));
  plan_->hide();
  network_->setObjectName(QStringLiteral("analysedNetwork"));
  form->addWidget(new AnalysisNotes(analyses, this));
  column->addLayout(form);
  column->addStretch(1);
  makeRows();
  showPlan();
  connect(run_, &QPushButton::clicked, this, [this] {
    if (analyses_->work().running())
      analyses_->work().cancel();
    else
      analyses_->work().start({list_->chosen().toStdString()});
  });
  connect(save_, &QPushButton::clicked, this, [this] { Q_EMIT saveWanted(list_->chosen()); });
  connect(list_, &AnalysisList::chosenChanged, this, &AnalysisPanel::refresh);
  connect(&analyses->results(), &AnalysisResults::changed, this, &AnalysisPanel::refresh);
  connect(&analyses->choices(), &AnalysisChoices::changed, this, &AnalysisPanel::refresh);
  connect(&analyses->selection(), &AnalysisSelection::changed, this, &AnalysisPanel::refresh);
  connect(&analyses->selection(), &AnalysisSelection::displayChanged, this, &AnalysisPanel::refresh);
  connect(&analyses->work(), &AnalysisWork::progressChanged, this, &AnalysisPanel::refreshButton);
  connect(&analyses->plan(), &RunPlan::changed, this, &AnalysisPanel::showPlan);
  connect(&analyses->sources(), &Sources::changed, this, &AnalysisPanel::refresh);
  connect(analyses->monitor(), &RunMonitor::snapshotChanged, this, &AnalysisPanel::refresh);  // new checkpoints
  refresh();
}

void AnalysisPanel::makeRows() {
  stimuli_ = addChoice(QStringLiteral("stimuli"), tr("Stimuli"), {}, [this](const QString& data) {
    if (data != kChooseFolder && data != kChooseFile && data != kChooseLabels)
      return analyses_->choices().setStimuli(data.toStdString());
    refreshRows();
    Q_EMIT data == kChooseFile ? fileWanted() : data == kChooseLabels ? sentencesWanted() : folderWanted();
  });
  const auto ofLayers = [](const AnalysisKind& kind) { return !kind.ofNetwork; };
  layer_ = addChoice(QStringLiteral("layer"), tr("Layer"), ofLayers,
                     [this](const QString& layer) { analyses_->selection().setLayer(layer.toStdString()); });
  for (const AnalysisKind& kind : analyses_->choices().kinds())
    for (const ChoiceField& choice : kind.choices)
      if (!choice.label.empty() && findChoice(analyses_->choices().kinds(), choice.key) == &choice)
        addChoiceRow(choice);
  step_ = addChoice(QStringLiteral("step"), tr("Step"), {},
                    [this](const QString& step) { analyses_->sources().setStep(step.toLongLong()); });
  static_cast<ChoiceBox*>(layer_)->setOfLayers(true);
  const auto ofMaps = [](const AnalysisKind& kind) { return !kind.viewChoices.empty(); };
  limits_ = addChoice(QStringLiteral("limits"), tr("Limits"), ofMaps, [this](const QString& which) {
    changeDisplay([&](AnalysisDisplay& display) {
      display.lockedLimit = which == kManualLimit ? std::optional(shownMaps(*analyses_).limit) : std::nullopt;
      if (which != kManualLimit) display.percentile = which == kRobustLimit ? kRobustPercentile : 100;
    });
  });
  limits_->setToolTip(tr("Limits of the colours, shared by all maps shown"));
  range_ = addNumber(QStringLiteral("range"), tr("Range ±"), ofMaps, 1e-6, 1e6, [this](double value) {
    if (value > 0) changeDisplay([&](AnalysisDisplay& display) { display.lockedLimit = value; });
  });
  sigma_ = addNumber(
      QStringLiteral("sigma"), tr("Smooth σ"), [](const AnalysisKind& kind) { return !kind.viewChoices.empty(); }, 0,
      16, [this](double value) { changeDisplay([&](AnalysisDisplay& display) { display.sigma = value; }); });
  sigma_->setToolTip(
      tr("Maps and their stack are shown smoothed by a Gaussian of this many units; 0 = as measured. Outlines and "
         "patches have the smoothing of their analysis."));
  grey_ = addNumber(
      QStringLiteral("grey"), tr("Hide below"), [](const AnalysisKind& kind) { return !kind.viewChoices.empty(); }, 0,
      1000, [this](double value) { changeDisplay([&](AnalysisDisplay& display) { display.greyBelow = value; }); });
  grey_->setToolTip(tr("Units whose |value| is below this are grey"));
}

/// Of a choice of analyses: for those that read it, and those whose maps are shown by it.
void AnalysisPanel::addChoiceRow(const ChoiceField& choice) {
  const std::string key = choice.key;
  const QString name = QString::fromStdString(key), title = QString::fromStdString(choice.label);
  const auto belongs = [key](const AnalysisKind& kind) {
    const auto& views = kind.viewChoices;
    return findChoice({kind}, key) || std::find(views.begin(), views.end(), key) != views.end();
  };
  const auto set = [this, key](ConfigValue value) {
    change([&](AnalysisSettings& settings) { settings.values[key] = std::move(value); });
  };
  switch (choice.kind) {
    case FieldKind::Choice:
      addChoice(name, title, belongs, [set](const QString& chosen) { set(chosen.toStdString()); });
      break;
    case FieldKind::Switch:
      addSwitch(choice, belongs, [set](bool on) { set(on); });
      break;
    case FieldKind::Integer:
      addNumber(name, title, belongs, choice.minimum, choice.maximum,
                [set](double value) { set(std::int64_t(value)); });
      break;
    case FieldKind::Number:
      addNumber(name, title, belongs, choice.minimum, choice.maximum, [set](double value) { set(value); });
      break;
    case FieldKind::Text:
    case FieldKind::Path:
    case FieldKind::Stimuli:
    case FieldKind::IntegerList:
    case FieldKind::NumberList:
    case FieldKind::NumberPair:
    case FieldKind::Layers:
      addText(choice, belongs, set);
      break;
  }
  rows_.back().isChoice = true;
  rows_.back().field->setToolTip(QString::fromStdString(choice.help));
}

/// What was set for values of one statistic means nothing for another.
void AnalysisPanel::forgetLimits() {
  changeDisplay([](AnalysisDisplay& display) {
    display.lockedLimit.reset();
    display.greyBelow = 0;
  });
}

/// The values that were chosen.
void AnalysisPanel::refreshChoices() {
  const AnalysisSettings& settings = analyses_->choices().settings();
  for (const Row& row : rows_) {
    if (!row.isChoice) continue;
    const ChoiceField* choice = findChoice(analyses_->choices().kinds(), row.name.toStdString());
    if (auto* box = qobject_cast<QCheckBox*>(row.field)) box->setChecked(settings.isOn(choice->key));
    if (auto* line = qobject_cast<QLineEdit*>(row.field)) put(line, lineText(*choice, settings));
    if (auto* box = qobject_cast<QComboBox*>(row.field))
      fill(box, titledChoices(*choice), QString::fromStdString(settings.text(choice->key)));
  }
}

QWidget* AnalysisPanel::field(const QString& name) const {
  for (const Row& row : rows_)
    if (row.name == name) return row.field;
  return nullptr;
}

void AnalysisPanel::change(const std::function<void(AnalysisSettings&)>& edit) {
  AnalysisSettings settings = analyses_->choices().settings();
  const std::string statistic = settings.statistic();
  edit(settings);
  if (settings.statistic() != statistic) forgetLimits();
  analyses_->choices().setSettings(settings);
}

void AnalysisPanel::changeDisplay(const std::function<void(AnalysisDisplay&)>& edit) {
  AnalysisDisplay display = analyses_->selection().display();
  edit(display);
  analyses_->selection().setDisplay(display);
}

void AnalysisPanel::refresh() {
  refreshRows();
  showNetwork();
  const std::string chosen = list_->chosen().toStdString();
  const auto& kinds = analyses_->choices().kinds();
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const AnalysisKind& each) { return each.name == chosen; });
  title_->setText(list_->currentIndex().data().toString());
  save_->setVisible(kind != kinds.end() && !kind->saves.empty());
  for (const Row& row : rows_) {
    const bool belongs = !row.belongs || (kind != kinds.end() && row.belongs(*kind));
    row.label->setVisible(belongs);
    row.field->setVisible(belongs);
    if (row.fault) row.fault->setVisible(belongs && !row.field->property("problem").toByteArray().isEmpty());
  }
  fitLabels();
  refreshButton();
}

void AnalysisPanel::refreshRows() {
  std::vector<std::pair<QString, QString>> stimuli, layers, steps{{QStringLiteral("-1"), tr("Last")}};
  for (const StimuliChoice& choice : analyses_->choices().offeredStimuli())
    stimuli.emplace_back(QString::fromStdString(choice.data), engineText(choice.title));
  stimuli.emplace_back(kChooseFile, tr("Choose file..."));
  stimuli.emplace_back(kChooseFolder, tr("Choose folder..."));
  if (analyses_->choices().isLanguage()) stimuli.emplace_back(kChooseLabels, tr("Choose folder of labels..."));
  fill(
      stimuli_, stimuli,
      analyses_->choices().hasStimuli() ? QString::fromStdString(analyses_->choices().stimuli()) : QStringLiteral("-"));
  const QString data = QString::fromStdString(analyses_->choices().stimuli());
  stimuli_->setToolTip(data.contains(QLatin1Char('/')) ? data : stimuli_->currentText());
  const AnalysisRow* trained = analyses_->results().first();
  if (trained)
    for (const AnalysedLayer& layer : trained->found->layers)
      layers.emplace_back(QString::fromStdString(layer.layer), QString::fromStdString(layer.layer));
  if (layers.empty())
    for (const LayerInfo& layer : analyses_->monitor()->data().layers)
      layers.emplace_back(QString::fromStdString(layer.name), QString::fromStdString(layer.name));
  fill(layer_, layers, QString::fromStdString(analyses_->selection().layer()));
  layer_->setToolTip(layer_->currentText());
  const auto known = analyses_->sources().steps();
  if (!known.empty()) steps.front().second = tr("Last, %L1").arg(known.back());
  for (auto step = known.rbegin(); step != known.rend(); ++step)
    steps.emplace_back(QString::number(*step), tr("%L1").arg(*step));
  fill(step_, steps, QString::number(analyses_->sources().step()));
  refreshChoices();
  const AnalysisDisplay& display = analyses_->selection().display();
  fill(limits_,
       {{kAllLimit, tr("± all values")},
        {kRobustLimit, tr("%1 % of values").arg(kRobustPercentile)},
        {kManualLimit, tr("Manual")}},
       display.lockedLimit        ? kManualLimit
       : display.percentile < 100 ? kRobustLimit
                                  : kAllLimit);
  const double limit = display.lockedLimit.value_or(shownMaps(*analyses_).limit);
  put(range_, inWindowNumbers(limitText(limit, {-limit, limit}, false)));  // as on the colour bar
  put(sigma_, analyses_->selection().display().sigma);
  put(grey_, analyses_->selection().display().greyBelow);
}

void AnalysisPanel::refreshButton() {
  const bool ready =
      AnalysisState(list_->currentIndex().data(AnalysisListModel::StateRole).toInt()) == AnalysisState::Ready;
  run_->setText(analyses_->work().running() ? tr("Stop") : ready ? tr("Run again") : tr("Run", "verb"));
  const bool can = analyses_->choices().hasStimuli() &&
                   std::any_of(analyses_->results().rows().begin(), analyses_->results().rows().end(),
                               [](const AnalysisRow& row) { return !row.source.isMissing(); });
  run_->setEnabled(analyses_->work().running() || can);
  save_->setEnabled(can);
}

/// The status row names the run in training, which may be another one.
void AnalysisPanel::showNetwork() {
  const std::filesystem::path& open = analyses_->sources().open();
  network_->setText(QString::fromStdString(open.filename().string()));
  network_->setDetail(QString::fromStdString(open.parent_path().string()));
  network_->setVisible(!open.empty());
}

/// What "Run all" would take, before somebody starts it.
void AnalysisPanel::showPlan() {
  const QString& text = analyses_->plan().text();
  if (text.isEmpty() && analyses_->work().running()) return;  // what runs now; without it the list would move
  if (text.isEmpty() && analyses_->plan().isAsked()) return plan_->setText(tr("Run all: looking at what is left"));
  plan_->setText(text.isEmpty() ? QString() : tr("Run all: %1").arg(text));
  plan_->setVisible(!text.isEmpty());
}

void AnalysisPanel::dragEnterEvent(QDragEnterEvent* event) {
  if (analyses_->monitor()->hasRun() && !droppedPlace(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void AnalysisPanel::dropEvent(QDropEvent* event) {
  const QString place = droppedPlace(event->mimeData());
  if (place.isEmpty()) return;
  event->acceptProposedAction();
  analyses_->choices().setStimuliPlace(place);
}

}  // namespace studio
