#include "widgets/train/train_panels.h"

#include <QLabel>
#include <tuple>
#include <utility>

#include "core/run/engine.h"
#include "widgets/analysis/readings.h"
#include "widgets/analysis/unit_tokens.h"
#include "widgets/runs/worker_call.h"
#include "widgets/sheets/stimuli_strip.h"

namespace studio {
namespace {

constexpr int kStrongest = 4;  // one row of the panel

/// The newest selectivity that is stored of a run, with the network it is of; nothing found: never analysed.
AnalysisRow readStrongest(const Engine& engine, const std::filesystem::path& run,
                          const std::vector<StimuliChoice>& stimuli) {
  AnalysisRow row;
  const std::vector<AnalysisNetwork> networks = engine.networks(run, -1);
  if (networks.empty() || stimuli.empty() || !networks.front().missing.empty()) return row;
  row.source.networks = {networks.front()};
  AnalysisSettings settings;  // as usual
  for (const AnalysisKind& kind : engine.analyses())
    for (const ChoiceField& field : kind.choices)
      if (!field.follows) settings.values.try_emplace(field.key, field.initial);
  auto found = std::make_shared<NetworkAnalysis>(
      engine.storedAnalysis(requestFor(networks.front(), stimuli.front().data, {kMapsAnalysis}, settings)));
  if (!found->layers.empty()) row.found = std::move(found);
  return row;
}

}  // namespace

RunUnitPanel::RunUnitPanel(RunMonitor* monitor, std::shared_ptr<const Engine> engine, QWidget* parent)
    : InspectorPanel(monitor, parent), engine_(engine), pictures_(engine) {
  title_ = unitLabel(content(), TextStyle::PanelTitle, false);
  title_->setText(tr("Strongest stimuli"));
  note_ = unitLabel(content(), TextStyle::Label, true);
  strip_ = new StimuliStrip(content());
  tokens_ = new UnitTokens(engine_, content());
  for (QWidget* part : std::initializer_list<QWidget*>{title_, note_, strip_, tokens_}) addDetail(part);
  connect(tokens_, &UnitTokens::unitChosen, this, [this, monitor](qint64 unit) {
    ViewState view = monitor->view();
    view.unit = unit;
    monitor->setView(view);
  });
  connect(&pictures_, &UnitPictures::ready, this, [this] {
    auto pictures = pictures_.list();
    if (pictures.size() > kStrongest) pictures.resize(kStrongest);
    strip_->show(pictures, 0);
  });
  refresh();
}

/// Once for each run, and again when the panel comes to the front: the run may have been analysed since.
void RunUnitPanel::read() {
  const RunData& data = monitor().data();
  readFor_ = data.folder.path();
  reading_ = true;
  using Read = std::pair<AnalysisRow, std::vector<StimuliChoice>>;
  readOnWorker<Read>(
      this,
      [engine = engine_, run = readFor_]() -> Read {
        std::vector<StimuliChoice> stimuli = engine->stimuliChoices(run);
        AnalysisRow row = readStrongest(*engine, run, stimuli);
        return {std::move(row), std::move(stimuli)};
      },
      [this, run = readFor_](Read read) {
        if (run != readFor_) return;
        reading_ = false;
        std::tie(row_, stimuli_) = std::move(read);
        refresh();
      },
      [this, run = readFor_](const std::string&) {  // the Analyse workspace says what is wrong with results
        if (run == readFor_) reading_ = false;
      });
}

void RunUnitPanel::showEvent(QShowEvent* event) {
  InspectorPanel::showEvent(event);
  readFor_.clear();
  refresh();
}

void RunUnitPanel::showDetails() {
  const RunData& data = monitor().data();
  const bool isRun = data.caption.empty();  // of a file there are no results of its own
  const bool readsText = isRun && isLanguage(data);
  for (QWidget* part : std::initializer_list<QWidget*>{title_, note_, strip_}) part->setVisible(isRun && !readsText);
  tokens_->setVisible(readsText);
  if (!isRun || !isVisible()) return;
  if (readsText) return showTokens();
  if (readFor_ != data.folder.path()) {
    if (row_.found && row_.network().run != data.folder.path()) row_ = {};
    read();
  }
  const ViewState& view = monitor().view();
  const bool any = row_.found && hasStrongestStimuli(*row_.found, view.layer);
  note_->setText(any        ? shownStimuliText(*row_.found, stimuli_)
                 : reading_ ? tr("The results of this run are being read.")
                            : tr("Known once the run has been analysed (Analyse, Run all)."));
  if (!any) {
    pictured_.clear();
    return strip_->show({}, 0);
  }
  if (address() != pictured_) strip_->show({}, kStrongest);
  pictured_ = address();
  pictures_.request(row_, view.layer, view.unit);
}

/// Of the checkpoint nearest to what is shown, over the run's own validation text.
void RunUnitPanel::showTokens() {
  const RunData& data = monitor().data();
  const std::int64_t step = checkpointShown(data);
  if (step < 0) return tokens_->clear(tr("Known once a checkpoint of the run is stored."));
  AnalysisRequest request;
  request.source.run = data.folder.path().string() + ":" + std::to_string(step);
  tokens_->show(request, monitor().view().layer, monitor().view().unit);
}

}  // namespace studio
