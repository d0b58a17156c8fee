// Temporal integration windows of the units of a language model, and whether they follow the sentences (Skrill and
// Norman-Haignere 2023; anchors-2026.md a1): words are exchanged, and how far behind them units still change is
// measured. Words of a text, or given sequences and exchanges.
#include <torch/utils.h>

#include <cmath>

#include "core/analysis/analyses.h"
#include "core/analysis/windows_plot.h"
#include "core/analysis/windows_sequences.h"
#include "core/models/language_model.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"
#include "topo/window_fit.h"

namespace studio {
namespace {

using namespace windows;
constexpr std::int64_t kStructureLags = 11;                       // as far as the index of structure looks
constexpr std::int64_t kMostEffectBytes = std::int64_t{1} << 30;  // of layers that are measured together

std::vector<float> asFloats(const torch::Tensor& values) {
  const auto plain = values.to(torch::kFloat32).contiguous();
  return {plain.const_data_ptr<float>(), plain.const_data_ptr<float>() + plain.numel()};
}

double medianOf(const torch::Tensor& values) { return definedMedians(values).front(); }

/// How many per unit of those that were fitted: 0..1, of the shape whose AICc is the lowest.
std::vector<double> shapeShares(const IntegrationWindows& found) {
  const auto all = torch::stack({found.aicc, found.aiccExponential, found.aiccPower, found.aiccConstant}, 1);
  const auto fitted = all.isfinite().all(1);
  const auto best = std::get<1>(all.index({fitted}).min(1));
  std::vector<double> shares;
  for (std::int64_t shape = 0; shape < all.size(1); ++shape)
    shares.push_back(best.numel() == 0 ? kUndefined : (best == shape).to(torch::kDouble).mean().item<double>());
  return shares;
}

/// The shape of the layer's median window, for its picture; nothing where nothing was fitted.
void addMedianFit(const LayerInfo& layer, const std::vector<double>& window, Result& result) {
  const auto fit = fitWindow(window);
  std::vector<double> curve;
  WindowShape shape = fit.shape;
  if (std::isnan(shape.powerWeight)) return;
  if (std::isnan(shape.exponent)) shape.exponent = 0;  // without weight
  if (std::isnan(shape.rate)) shape.rate = 0;
  for (std::size_t lag = 0; lag < window.size(); ++lag) curve.push_back(shape.value(double(lag)));
  result.table("median_fit")
      .add({{"layer", layer.name},
            {"c", fit.shape.powerWeight},
            {"a", fit.shape.exponent},
            {"b", fit.shape.rate},
            {"r2", fit.r2},
            {"curve", curve}});
}

/// What of a unit's window each term has, as far as the fit explains it (science.md 7.2).
torch::Tensor explained(const torch::Tensor& weight, const IntegrationWindows& found) {
  return weight * found.r2.clamp_min(0);
}

void addMaps(const LayerInfo& layer, const IntegrationWindows& found, const torch::Tensor& yoking, std::int64_t step,
             Result& result) {
  for (const auto& [name, values] : {std::pair<const char*, torch::Tensor>("c", found.powerWeight),
                                     {"a", found.exponent},
                                     {"b", found.rate},
                                     {"r2", found.r2},
                                     {"yoking", yoking},
                                     {"exponential", explained(1 - found.powerWeight, found)},
                                     {"power", explained(found.powerWeight, found)},
                                     {"mean_lag", found.meanLag}})
    result.maps.push_back(
        {layer.name, name, layer.height, layer.width, std::max<std::int64_t>(0, step), asFloats(values)});
  const auto window = found.window.contiguous();
  const auto* first = window.const_data_ptr<double>();
  result.arrays.push_back(
      {layer.name, "window",
       NpyArray::from(std::vector<double>(first, first + window.numel()), {window.size(0), window.size(1)})});
}

/// Windows and index of one layer into the result.
void addLayer(const LayerInfo& layer, const IntegrationWindows& found, const torch::Tensor& yoking, std::int64_t step,
              Result& result) {
  const auto window = definedMedians(found.window);
  const auto shares = shapeShares(found);
  result.table("").add({{"layer", layer.name},
                        {"c", medianOf(found.powerWeight)},
                        {"a", medianOf(found.exponent)},
                        {"b", medianOf(found.rate)},
                        {"r2", medianOf(found.r2)},
                        {"yoking", medianOf(yoking)},
                        {"aicc", medianOf(found.aicc)},
                        {"aicc_exponential", medianOf(found.aiccExponential)},
                        {"aicc_power", medianOf(found.aiccPower)},
                        {"aicc_constant", medianOf(found.aiccConstant)},
                        {"mixture_share", shares[0]},
                        {"exponential_share", shares[1]},
                        {"power_share", shares[2]},
                        {"constant_share", shares[3]},
                        {"lag_75", medianOf(found.lagOfThreeQuarters)},
                        {"mean_lag", medianOf(found.meanLag)},
                        {"units", layer.height * layer.width},
                        {"silent", found.silent.sum().item<std::int64_t>()},
                        {"window", window}});
  if (found.notFitted.empty()) addMedianFit(layer, window, result);
  addMaps(layer, found, yoking, step, result);
}

/// Layers that go through the sequences together: as many as the memory of their effects allows, most often all.
std::vector<std::vector<LayerInfo>> layersTogether(const std::vector<LayerInfo>& layers,
                                                   const WindowSequences& sequences) {
  const auto bytes = [](const std::vector<SwapSequence>& of, std::int64_t lags) {
    return of.empty() ? 0 : std::int64_t(of.front().words.size()) * (lags + 1) * std::int64_t(sizeof(double));
  };
  const auto each = bytes(sequences.running, kLags) + bytes(sequences.sentences, kStructureLags);
  std::vector<std::vector<LayerInfo>> groups;
  std::int64_t held = 0;
  for (const auto& layer : layers) {
    const auto own = layer.height * layer.width * each;
    if (groups.empty() || held + own > kMostEffectBytes) groups.emplace_back(), held = 0;
    groups.back().push_back(layer);
    held += own;
  }
  return groups;
}

/// All layers of a group, one after the other.
class WindowMeasuring {
 public:
  WindowMeasuring(SentenceTask& work, const WindowSequences& sequences, torch::Device device, std::int64_t groups)
      : work_(work),
        sequences_(sequences),
        device_(device),
        all_(groups * (swapCount(sequences.running) + swapCount(sequences.sentences))) {}

  void measure(const std::vector<LayerInfo>& layers, Result& result) {
    std::vector<std::string> names;
    for (const auto& layer : layers) names.push_back(layer.name);
    const auto effects = effectsOf(names, sequences_.running, kLags);
    const auto structure = effectsOf(names, sequences_.sentences, kStructureLags);
    for (const auto& layer : layers) {
      const auto found = integrationWindows(effects.at(layer.name), work_.isTrained());
      if (!found.notFitted.empty() && result.notes.empty()) result.notes.push_back(found.notFitted);
      addLayer(layer, found, yokingOf(layer, structure), work_.step(), result);
      work_.add({layer.name, layer.height, layer.width, layer.height * layer.width, 0});
    }
  }

 private:
  std::map<std::string, SwapEffect> effectsOf(const std::vector<std::string>& names,
                                              const std::vector<SwapSequence>& sequences, std::int64_t lags) {
    const auto before = done_;
    return swapEffects(work_.model(), names, sequences, lags, device_, [&](std::int64_t done, std::int64_t) {
      done_ = before + done;
      if (work_.computing().progress) work_.computing().progress(done_, all_);
    });
  }
  static torch::Tensor yokingOf(const LayerInfo& layer, const std::map<std::string, SwapEffect>& structure) {
    const auto found = structure.find(layer.name);
    if (found == structure.end()) return torch::full({layer.height * layer.width}, kUndefined, torch::kDouble);
    return structureYoking(found->second, {std::int64_t(kBefore), std::int64_t(kSentenceWords), kSentences}).index;
  }
  SentenceTask& work_;
  const WindowSequences& sequences_;
  torch::Device device_;
  std::int64_t all_, done_ = 0;
};

void requireSwaps(const WindowSequences& sequences) {
  if (swapCount(sequences.running) == 0)
    throw UserError("No word could be exchanged: none has another of the kind that fits; choose other swaps.");
}

void analyseWindows(SentenceTask& work, Result& result) {
  auto* model = asLanguageModel(work.model());
  if (!model)
    throw UserError(work.name() +
                    " reads images; integration windows are of networks that read tokens, nanogpt or "
                    "gpt_neo_125m.");
  const auto device = work.model().parameters().front().device();
  const auto layers = chosenLayers(work.model(), work.settings());
  const bool given = !work.settings().text(kInput).empty() || !work.settings().text(kSwaps).empty();
  WindowSequences sequences;
  if (given)
    sequences = givenSequences(work.settings(), *model);
  else if (work.settings().text(kText).empty())
    throw UserError("No text was named; give --data text:FILE, or --input and --swaps.");
  else
    sequences = drawnSequences(work, *model, device);
  requireSwaps(sequences);
  const auto groups = layersTogether(layers, sequences);
  WindowMeasuring measuring(work, sequences, device, std::int64_t(groups.size()));
  for (const auto& group : groups) measuring.measure(group, result);
  if (!sequences.noSentences.empty()) result.notes.push_back(sequences.noSentences);
  result.sentences = std::int64_t(sequences.running.size() + sequences.sentences.size());
}

std::string windowsSummary(const NetworkAnalysis& found, const Result& result) {
  const double weight = found.mean("windows", "c");
  if (!std::isfinite(weight)) return "Not fitted";
  return "Power law " + fixedText(weight, 2) + ", mean of " + layersText(layersIn(found, result));
}

ChoiceField place(const char* key, const char* label, const char* help, const char* option) {
  return {{.key = key, .label = label, .help = help, .kind = FieldKind::Path}, option, std::string()};
}

ChoiceField number(const char* key, const char* label, const char* help, const char* option, std::int64_t initial,
                   double least, double most) {
  return {{.key = key, .label = label, .help = help, .kind = FieldKind::Integer, .minimum = least, .maximum = most},
          option,
          initial};
}

ChoiceField choice(const char* key, const char* label, const char* help, const char* option,
                   std::vector<std::string> names, std::vector<std::string> titles) {
  ChoiceField field{
      {.key = key, .label = label, .help = help, .kind = FieldKind::Choice}, option, names.front(), titles};
  field.choices = std::move(names);
  return field;
}

std::vector<ChoiceField> windowsChoices() {
  return {
      place(kText, "Text file", "whose words are exchanged; .txt or .jsonl", "--text"),
      choice("swap_kind", "Exchanged for", "another word of the text; what it has in common with the first",
             "--swap-kind", {"random", "one_token", "embedding", "likely", "same_tag"},
             {"Any word", "Any word of one token", "As far in the embedding", "One of the model's five", "Same tag"}),
      choice("unit", "A word is", "what stands between blanks; or each token", "--unit", {"word", "token"},
             {"A word", "A token"}),
      choice("writing", "Writing", "plain is lower case without punctuation, as published; or as the text has it",
             "--writing", {"plain", "as_written"}, {"Plain", "As written"}),
      number("words", "Words", "of a sequence; fewer where they do not fit", "--words", 40, double(kLags + 3), 600),
      number("sequences", "Sequences", "spread over the text", "--sequences", 20, 1, 10000),
      place(kTags, "Tags", "parts of speech; lines of a word, a tab and its tag", "--tags"),
      seedChoice(),
      place(kSwaps, "", "int64 [sequences, length]; with --input nothing is drawn", "--swaps"),
      {{.key = kInput, .help = "given sequences of tokens", .kind = FieldKind::Path}, "", std::string()},
      {{.key = kTokenizerChoice,
        .label = "Tokenizer",
        .help = "tokenizer.json, a folder with GPT-2's files, or bytes; the network's own where none is named",
        .kind = FieldKind::Path},
       "--tokenizer",
       std::string()}};
}

}  // namespace

AnalysisEntry windowsAnalysis() {
  AnalysisKind kind{.name = "windows", .title = "Integration windows", .sentences = kText, .summary = windowsSummary};
  kind.choices = windowsChoices();
  kind.columns = {{"", "c", "power law", 3, 1, "Weight of the power law; the exponential has the rest"},
                  {"", "a", "exponent", 2, 1, "Of the power law (lag + 1)^-a"},
                  {"", "b", "rate", 2, 1, "Of the exponential exp(-b lag)"},
                  {"", "r2", "R²", 3},
                  {"", "mixture_share", "mixture, %", 1, 100,
                   "Units whose window both terms together fit better than one alone or a constant (AICc)"},
                  {"", "yoking", "yoking", 3, 1, "Above 0: windows follow the sentences"},
                  {"", "mean_lag", "mean lag", 2, 1, "Words back, weighted by the window"},
                  {"", "silent", "silent", 0, 1, "Units that no exchanged word moves"}};
  kind.means = {{"", "c", "c"},   {"", "a", "a"},           {"", "b", "b"},
                {"", "r2", "r2"}, {"", "yoking", "yoking"}, {"", "mean_lag", "mean_lag"}};
  kind.plots = {{"windows", "Integration windows", true, windowsPlot}};
  return {.kind = kind, .sentences = analyseWindows};
}

}  // namespace studio
