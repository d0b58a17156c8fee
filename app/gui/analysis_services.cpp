#include "app/gui/analysis_services.h"

#include <QLocale>
#include <algorithm>

#include "core/analysis/analyse.h"
#include "core/data/data_reference.h"
#include "core/run/analysis_store.h"
#include "core/run/error.h"
#include "core/weights/recognise.h"
#include "core/weights/weights_file.h"
#include "widgets/analysis/analysis_text.h"
#include "widgets/frame/tr.h"

namespace studio {
namespace {

constexpr std::int64_t kSmallestDrawn = 16;  ///< px; pictures and gratings are not drawn smaller

std::string stdTr(const char* text) { return tr(text).toStdString(); }

std::string tauAndSeed(const RunConfig& config) {
  return tr("τ %1, seed %2").arg(QLocale().toString(config.topoloss.tau, 'g', 6)).arg(config.train.seed).toStdString();
}

/// A file of weights or a part of one, not a run.
bool isWeights(const std::filesystem::path& open) {
  return std::filesystem::is_regular_file(weightsPlaceOf(open).file);
}

SourceRequest sourceOf(const AnalysisNetwork& network, const Session::NamedHeads& namedHeads) {
  SourceRequest source;
  if (network.isFile) {
    const auto found = recognise(openWeights(network.run));
    source.model = found.model ? found.model->name : std::string();
    source.weights = network.run.string();
    if (const auto heads = namedHeads(network.run); heads > 0)
      source.settings.push_back("model.heads=" + std::to_string(heads));
    return source;
  }
  source.run = network.run.string();
  if (network.step >= 0 && network.kind != AnalysisNetwork::Kind::Untrained)
    source.run.append(":").append(std::to_string(network.step));
  return source;
}

AnalysisRequest requestOf(const AnalysisNetwork& network, const std::string& stimuli,
                          const std::vector<std::string>& analyses, const AnalysisSettings& settings,
                          const Session::NamedHeads& namedHeads) {
  AnalysisRequest request;
  request.analyses = analyses;
  request.settings = settings;
  request.source = sourceOf(network, namedHeads);
  request.stimuli.data = stimuli;
  request.firstWeights = network.kind == AnalysisNetwork::Kind::Untrained;
  return request;
}

/// The baseline at the same step where it has a checkpoint there, else at its last.
std::int64_t stepFor(const std::filesystem::path& run, std::int64_t step) {
  const auto steps = RunFolder(run).weightSteps();
  return std::find(steps.begin(), steps.end(), step) != steps.end() ? step : -1;
}

AnalysisNetwork networkOf(AnalysisNetwork::Kind kind, const std::filesystem::path& run, std::string detail) {
  AnalysisNetwork network;
  network.kind = kind;
  network.run = run;
  network.isFile = isWeights(run);
  network.step = kind == AnalysisNetwork::Kind::Untrained ? 0 : -1;
  network.detail = std::move(detail);
  return network;
}

AnalysisNetwork baselineFor(const std::filesystem::path& run, std::int64_t step) {
  SourceRequest source;
  source.run = run.string();
  const auto found = baselineOf(source);
  auto network = networkOf(AnalysisNetwork::Kind::Baseline, found.run, {});
  network.missing = found.missing;
  if (found.run.empty()) return network;
  network.step = stepFor(found.run, step);
  network.detail = tauAndSeed(RunFolder(found.run).config());
  return network;
}

/// The open run or file and its controls.
std::vector<AnalysisNetwork> networksOf(const std::filesystem::path& open, std::int64_t step) {
  using Kind = AnalysisNetwork::Kind;
  std::vector<AnalysisNetwork> networks;
  const bool file = isWeights(open);
  networks.push_back(
      networkOf(Kind::Trained, open, file ? open.filename().string() : tauAndSeed(RunFolder(open).config())));
  if (!file) {
    networks.front().step = step;
    if (RunFolder(open).weightSteps().empty()) {
      networks.front().missing =
          stdTr("No checkpoint yet: the first one comes at the end of an epoch, or with Save checkpoint.");
      return networks;
    }
    networks.push_back(baselineFor(open, step));
  }
  networks.push_back(
      networkOf(Kind::Untrained, open, file ? stdTr("random weights, seed 0") : stdTr("before the first step")));
  return networks;
}

/// Of its results; empty: the last one that has any.
std::string stepText(const AnalysisNetwork& network) {
  if (network.kind == AnalysisNetwork::Kind::Untrained) return "untrained";
  return network.step < 0 ? std::string() : std::to_string(network.step);
}

/// Whether results can be held against the stimuli they were computed for.
bool isThere(const std::string& data) try {
  if (data.empty()) return true;  // the run's own
  const auto root = parseDataReference(data).root;
  return root.empty() || std::filesystem::exists(root);
} catch (const UserError&) {
  return false;
}

/// What has results comes first, the newest before all; results are shown where their stimuli are elsewhere, too.
void putStoredFirst(std::vector<StimuliChoice>& choices, const RunFolder& run) {
  const auto stored = storedStimuli(run);
  for (auto data = stored.rbegin(); data != stored.rend(); ++data) {
    const std::string wanted = *data == kOwnStimuli ? std::string() : *data;
    const auto known = std::find_if(choices.begin(), choices.end(),
                                    [&](const StimuliChoice& choice) { return choice.data == wanted; });
    if (known != choices.end())
      std::rotate(choices.begin(), known, known + 1);
    else
      choices.insert(
          choices.begin(),
          {wanted, stimuliTitle(wanted).toStdString().append(isThere(wanted) ? "" : stdTr(" (not found here)"))});
  }
}

/// What needs no question: the run's own probe first, then what the program draws by itself, then the run's images.
std::vector<StimuliChoice> stimuliOf(const std::filesystem::path& open) {
  std::vector<StimuliChoice> choices;
  const bool run = std::filesystem::is_directory(open);
  const RunConfig config = run ? RunFolder(open).config() : RunConfig();
  const std::string& probe = config.probe.data;
  const bool drawn = config.data.imageSize == 0 || config.data.imageSize >= kSmallestDrawn;
  if (!probe.empty())
    choices.push_back({wholeReference(probe), stdTr("Probe of the run: ").append(stimuliTitle(probe).toStdString())});
  if (drawn && probe != "synthetic_localizer:")
    choices.push_back({"synthetic_localizer:", stdTr("Synthetic localizer (drawn by the program)")});
  if (run) choices.push_back({"", stdTr("Validation images, by class")});
  if (drawn) choices.push_back({"gratings:", stdTr("Gratings at 8 angles")});
  if (run) putStoredFirst(choices, RunFolder(open));
  return choices;
}

}  // namespace

AnalysisServices makeAnalysisServices(Session& session) {
  AnalysisServices services;
  services.analyses = analysisKinds;
  services.networks = networksOf;
  services.stimuli = stimuliOf;
  services.analyse = [device = session.device().name, heads = session.namedHeads()](
                         const AnalysisNetwork& network, const std::string& stimuli,
                         const std::vector<std::string>& analyses, const AnalysisSettings& settings,
                         const AnalysisProgress& progress) {
    Computing computing;
    computing.device = device;
    const auto told = [&progress](const std::function<void(std::int64_t, std::int64_t)>& tell) {
      return [&progress, &tell](std::int64_t done, std::int64_t of) {
        if (progress.stop.stop_requested()) throw AnalysisStopped();
        if (tell) tell(done, of);
      };
    };
    computing.progress = told(progress.told);
    computing.reading = told(progress.reading);
    return analyse(requestOf(network, stimuli, analyses, settings, heads), computing);
  };
  services.stored = [heads = session.namedHeads()](const AnalysisNetwork& network, const std::string& stimuli,
                                                   const std::vector<std::string>& analyses,
                                                   const AnalysisSettings& settings) {
    if (network.isFile) return NetworkAnalysis();
    return isThere(stimuli) ? storedAnalysis(requestOf(network, stimuli, analyses, settings, heads))
                            : readAnalyses(RunFolder(network.run), {stepText(network), stimuli, {}});
  };
  services.pictures = [heads = session.namedHeads()](const AnalysisNetwork& network, const std::string& stimuli,
                                                     const std::vector<std::int32_t>& indices, int side) {
    return stimulusPictures(requestOf(network, stimuli, {}, {}, heads), indices, side);
  };
  return services;
}

}  // namespace studio
