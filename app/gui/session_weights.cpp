// Files of weights in a window: read on a worker thread, shown as one moment without a history, with what a person has
// to add to them (session.h).
#include "app/gui/session.h"

#include <algorithm>
#include <utility>

#include "core/run/error.h"
#include "core/run/places.h"
#include "widgets/forms/preset_list.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/settings.h"
#include "widgets/runs/worker_call.h"

namespace studio {
namespace {

/// "ResNet-18 with BlurPool, 1000 classes; all 128 tensors matched, τ 10, step 500"
QString makeCaption(const WeightsReport& report) {
  QStringList parts{Session::tr("all %L1 tensors matched").arg(report.tensors)};
  parts << (report.tau ? Session::tr("τ %1").arg(*report.tau) : Session::tr("τ unknown"));
  if (report.snapshot.step > 0) parts << Session::tr("step %L1").arg(report.snapshot.step);
  if (report.lacksHeads) parts << Session::tr("number of attention heads unknown");
  return QString::fromStdString(report.title) + QStringLiteral("; ") + parts.join(QStringLiteral(", "));
}

/// "fc1", "4 of 12 sheets"; empty where no layer shows it. The engine's sentence has the numbers behind it.
QString trainedLayersText(const WeightsReport& report) {
  constexpr std::size_t kMostNames = 2;
  const TopoLossConfig& loss = report.config.topoloss;
  if (loss.defaultLayers || loss.layers.empty()) return {};
  if (loss.layers.size() > kMostNames)
    return Session::tr("%L1 of %L2 sheets").arg(loss.layers.size()).arg(report.layers.size());
  QStringList names;
  for (const std::string& layer : loss.layers) names << QString::fromStdString(layer);
  return names.join(QStringLiteral(", "));
}

/// One short sentence: it has to be read in passing. Where nothing could be judged the engine's own is short.
QString trainedText(const WeightsReport& report) {
  if (!report.judgesTraining) return engineText(report.trained);
  const QString layers = trainedLayersText(report);
  return layers.isEmpty() ? Session::tr("No layer was trained with TopoLoss, or hardly.")
                          : Session::tr("Trained with TopoLoss: %1.").arg(layers);
}

QString describeReport(const WeightsReport& report) {
  QString sentences = trainedText(report);
  for (const auto& note : report.notes) sentences += QLatin1Char(' ') + engineText(note);
  return sentences;
}

/// "dino.pth#teacher"; the part may have dots and slashes in it.
QString shownName(const WeightsPlace& place) {
  const QString name = QString::fromStdString(place.file.filename().string());
  return place.part.empty() ? name : name + QLatin1Char('#') + QString::fromStdString(place.part);
}

/// The network of the program that most weights of a file are of, where they are no whole network.
struct NearestNetwork {
  RunConfig config;
  WeightsFit fit;
  double share() const { return fit.ours > 0 ? double(fit.fitting) / double(fit.ours) : 0; }
};

constexpr double kLeastShare = 0.25;  ///< of a network's weights; fewer are alike by chance

/// Among the networks of the presets; none where the file cannot be read.
std::optional<NearestNetwork> findNearest(const Engine& engine, const std::filesystem::path& file) try {
  std::optional<NearestNetwork> nearest;
  for (const SetupPreset& preset : loadPresets(resourceFolder())) {
    NearestNetwork network{preset.config, {}};
    network.config.model.weights = file.string();
    network.fit = engine.weightsFit(network.config);
    const bool isNearer = nearest ? network.share() > nearest->share() : network.share() >= kLeastShare;
    if (isNearer) nearest = std::move(network);
  }
  return nearest;
} catch (const UserError&) {
  return {};
}

/// A file of weights as it was read, or why it was not.
struct OpenedWeights {
  std::optional<WeightsReport> report;
  WeightsParts parts;
  std::string refusal;
  std::optional<NearestNetwork> nearest;  ///< of a file that is refused
};

/// Of a file that is refused the networks are of interest too: one of them may be meant, or it fits in part.
OpenedWeights readWeights(const Engine& engine, const std::filesystem::path& file, std::int64_t heads) {
  OpenedWeights opened;
  opened.parts = engine.weightsParts(file);
  try {
    opened.report = engine.weightsReport(file, heads);
  } catch (const UserError& error) {
    opened.refusal = error.what();
    if (!opened.parts.names.empty() && findWeightsPlace(file).part.empty()) return opened;
    opened.nearest = findNearest(engine, file);
    if (!opened.nearest) throw;
  }
  return opened;
}

QStringList makeStringList(const std::vector<std::string>& names) {
  QStringList list;
  for (const auto& name : names) list << QString::fromStdString(name);
  return list;
}

RunData makeRunData(const std::filesystem::path& file, WeightsReport report, WeightsParts parts, std::int64_t heads) {
  RunData data;
  data.namedHeads = heads;
  data.folder = RunFolder(file);
  data.caption = makeCaption(report).toStdString();
  const auto fact = [&](const QString& name, const QString& value) {
    data.facts.emplace_back(name.toStdString(), value.toStdString());
  };
  fact(Session::tr("File"), shownName(findWeightsPlace(file)));
  fact(Session::tr("Format"), QString::fromStdString(report.format));
  fact(Session::tr("Model"), QString::fromStdString(report.config.model.name));
  fact(Session::tr("Parameters"), Session::tr("%L1").arg(report.parameters));
  const QString used = report.leftOver == 0 ? Session::tr("%L1, all matched")
                                            : Session::tr("%L1, of which %L2 are not used").arg(report.tensors);
  fact(Session::tr("Tensors"), used.arg(report.leftOver == 0 ? report.tensors : report.leftOver));
  fact(Session::tr("τ"), report.tau ? QString::number(*report.tau) : Session::tr("unknown"));
  if (report.snapshot.step > 0) fact(Session::tr("Step"), Session::tr("%L1").arg(report.snapshot.step));
  fact(Session::tr("Sheets"), Session::tr("%L1").arg(report.layers.size()));
  if (report.lacksHeads)
    fact(Session::tr("Attention heads"), Session::tr("unknown"));
  else if (!report.headsFrom.empty())
    fact(Session::tr("Attention heads"),
         Session::tr("%1, %2").arg(report.config.model.heads).arg(QString::fromStdString(report.headsFrom)));
  const QString trained = trainedLayersText(report);
  fact(Session::tr("TopoLoss"), !report.judgesTraining ? engineText(report.trained)
                                : trained.isEmpty()    ? Session::tr("in no layer, or hardly")
                                                       : trained);
  if (report.judgesTraining) data.factTips[data.facts.back().first] = report.trained;
  data.parts = std::move(parts.names);
  data.part = std::move(parts.taken);
  data.assumesBlur = report.assumesBlur;
  data.lacksHeads = report.lacksHeads;
  data.config = std::move(report.config);
  data.layers = std::move(report.layers);
  data.snapshot = std::make_shared<const Snapshot>(std::move(report.snapshot));
  return data;
}

}  // namespace

namespace {

/// What a file is made of is said once; later it stands among the facts of the panel Setup.
bool isNews(const QString& file, const QString& sentences) {
  constexpr qsizetype kMostShown = 100;
  const QString key = QStringLiteral("weights/shown");
  const auto settings = openSettings();
  QStringList shown = settings->value(key).toStringList();
  const QString news = file + QLatin1Char('\n') + sentences;
  if (shown.contains(news)) return false;
  shown << news;
  settings->setValue(key, shown.mid(std::max<qsizetype>(0, shown.size() - kMostShown)));
  return true;
}

}  // namespace

void Session::openWeights(const std::filesystem::path& file) {
  readWeightsFile(file);
  Q_EMIT runAsked();
}

void Session::readWeightsFile(const std::filesystem::path& file) {
  const std::int64_t heads = namedHeads(file);
  readOnWorker<OpenedWeights>(
      computingPool(), this, [engine = engine_, file, heads] { return readWeights(*engine, file, heads); },
      [this, file, heads](OpenedWeights opened) {
        const QString name = QString::fromStdString(file.string());
        opened.report ? rememberPath(name) : forgetPath(name);  // what cannot be opened is not offered again
        if (opened.nearest)
          return Q_EMIT fitOffered(name, QString::fromStdString(opened.refusal), opened.nearest->config,
                                   opened.nearest->fit);
        if (!opened.report)
          return Q_EMIT partWanted(name, makeStringList(opened.parts.names), QString::fromStdString(opened.refusal));
        const QString sentences = describeReport(*opened.report);
        const qint64 width = opened.report->lacksHeads ? opened.report->config.model.width : 0;
        monitor_->openStandalone(makeRunData(file, std::move(*opened.report), std::move(opened.parts), heads));
        Q_EMIT stateChanged();
        if (isNews(name, sentences)) Q_EMIT reported(sentences);
        if (width > 0) Q_EMIT headsWanted(name, width);
      },
      [this, file](const std::string& sentence) {
        forgetPath(QString::fromStdString(file.string()));
        Q_EMIT failed(QString::fromStdString(sentence));
      });
}

void Session::openPart(const std::string& part) {
  const std::string file = findWeightsPlace(monitor_->data().folder.path()).file.string();
  readWeightsFile(part.empty() ? file : file + "#" + part);
}

void Session::nameHeads(const std::filesystem::path& file, std::int64_t heads) {
  heads_[file] = heads;
  readWeightsFile(file);
}

std::int64_t Session::namedHeads(const std::filesystem::path& file) const {
  const auto found = heads_.find(file);
  return found == heads_.end() ? 0 : found->second;
}

}  // namespace studio
