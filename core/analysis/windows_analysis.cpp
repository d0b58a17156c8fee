// Temporal integration windows of the units of a language model, and whether they follow the sentences (Skrill and
// Norman-Haignere 2023; anchors-2026.md a1): words are exchanged, and how far behind them units still change is
// measured. Words of a text, or given sequences and exchanges.
#include <torch/utils.h>

#include <algorithm>
#include <cmath>

#include "core/analysis/analyses.h"
#include "core/analysis/windows_plot.h"
#include "core/analysis/word_swaps.h"
#include "core/data/npy_tensor.h"
#include "core/models/language_model.h"
#include "core/run/error.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr const char *kText = "text", *kInput = "input", *kSwaps = "swaps", *kTags = "tags";
constexpr std::int64_t kLags = 20, kLeastWords = kLags + 3;
constexpr std::size_t kMostWords = 200'000;  // of the text that are looked at
constexpr std::size_t kSentenceWords = 12, kSentences = 5, kBefore = 2, kBehind = 11;

/// Sequences of equal length, and those of sentences of one length where there are any.
struct Sequences {
  std::vector<SwapSequence> running, sentences;
  std::string noSentences;  ///< why there are none
};

SwapKind kindOf(const AnalysisSettings& settings) {
  const auto name = settings.text("swap_kind", "random");
  return name == "one_token"   ? SwapKind::OneToken
         : name == "embedding" ? SwapKind::Embedding
         : name == "likely"    ? SwapKind::Likely
         : name == "same_tag"  ? SwapKind::SameTag
                               : SwapKind::Random;
}

/// int64 [sequences, length]; tokens of the model.
torch::Tensor readTokens(const std::string& file, std::int64_t vocabulary) {
  const auto array = readArray(file, {"x", "tokens", "input", "swaps"});  // the tensor is of its memory
  const auto tokens = makeTensor(array, file);
  if (tokens.dim() != 2 || tokens.numel() == 0 || !torch::isIntegralType(tokens.scalar_type(), false))
    throw UserError(file + " does not hold rows of tokens; an array of int64 [sequences, length] is needed.");
  const auto whole = tokens.to(torch::kInt64).clone();
  if (whole.min().item<std::int64_t>() < 0 || whole.max().item<std::int64_t>() >= vocabulary)
    throw UserError(file + " holds tokens that the network has not; they are 0 to " + std::to_string(vocabulary - 1) +
                    ".");
  return whole;
}

/// Each position of a sequence is replaced by the token that stands there in the other array; nothing is drawn.
std::vector<SwapSequence> givenSequences(const AnalysisSettings& settings, LanguageModel& model) {
  const auto input = settings.text(kInput), swaps = settings.text(kSwaps);
  if (input.empty() || swaps.empty())
    throw UserError("Sequences and what their tokens are replaced by belong together; give both --input and --swaps.");
  const auto vocabulary = model.head().size(0);
  const auto tokens = readTokens(input, vocabulary), others = readTokens(swaps, vocabulary);
  if (tokens.sizes() != others.sizes())
    throw UserError(input + " is " + shapeText(tokens.sizes().vec()) + " and " + swaps + " is " +
                    shapeText(others.sizes().vec()) + "; each token needs the one that replaces it.");
  if (tokens.size(1) < kLeastWords || tokens.size(1) > model.context())
    throw UserError(input + " has sequences of " + std::to_string(tokens.size(1)) + " tokens; " +
                    std::to_string(kLeastWords) + " or more are needed, and at most the network's " +
                    std::to_string(model.context()) + ".");
  std::vector<SwapSequence> sequences(std::size_t(tokens.size(0)));
  for (std::int64_t row = 0; row < tokens.size(0); ++row)
    for (std::int64_t at = 0; at < tokens.size(1); ++at) {
      sequences[std::size_t(row)].words.push_back({tokens[row][at].item<std::int64_t>()});
      sequences[std::size_t(row)].swaps.push_back({others[row][at].item<std::int64_t>()});
    }
  return sequences;
}

std::vector<std::size_t> following(std::size_t first, std::size_t count) {
  std::vector<std::size_t> words(count);
  for (std::size_t i = 0; i < count; ++i) words[i] = first + i;
  return words;
}

/// Five sentences of twelve words each between words of the text, as many sequences as of running text.
void addSentences(const TextWords& text, WordSwapper& swapper, std::size_t count, std::size_t context, Sequences& all) {
  const auto sentences = findSentences(text, kSentenceWords);
  if (sentences.size() < kSentences) {
    all.noSentences = "The text has " + std::to_string(sentences.size()) + " sentences of 12 words; the index of " +
                      "structure needs 5.";
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::size_t> words;
    for (std::size_t k = 0; k < kBefore; ++k) words.push_back(swapper.anyWord());
    for (std::size_t k = 0; k < kSentences; ++k)
      for (const auto word : following(sentences[(i * kSentences + k) % sentences.size()], kSentenceWords))
        words.push_back(word);
    for (std::size_t k = 0; k < kBehind; ++k) words.push_back(swapper.anyWord());
    std::size_t tokens = 0;
    for (const auto word : words) tokens += text.tokens[word].size();
    if (tokens <= context) all.sentences.push_back(swapper.make(words));
  }
  if (all.sentences.empty())
    all.noSentences = "Five sentences of 12 words do not fit into the network's " + std::to_string(context) +
                      " tokens, so the index of structure is undefined.";
}

Sequences drawnSequences(SentenceTask& work, LanguageModel& model, torch::Device device) {
  const auto& settings = work.settings();
  const auto tokenizer = work.tokenizer();
  const bool tokens = settings.text("unit", "word") == "token";
  const auto text = readWords(settings.text(kText), *tokenizer, tokens ? WordUnit::Token : WordUnit::Word, kMostWords);
  for (const auto& word : text.tokens)
    if (*std::max_element(word.begin(), word.end()) >= model.head().size(0))
      throw UserError(
          "The text has tokens that the network has not; name the tokenizer that it was trained with "
          "(--tokenizer).");
  const auto kind = kindOf(settings);
  std::optional<WordTags> tags;
  if (kind == SwapKind::SameTag) {
    if (settings.text(kTags).empty())
      throw UserError(
          "Words of the same tag need a file of tags; give --tags with lines of a word, a tab and its tag.");
    tags.emplace(settings.text(kTags));
  }
  const auto context = std::size_t(model.context()), count = std::size_t(settings.number("sequences", 20));
  WordSwapper swapper(kind, text, work.model(), tags ? &*tags : nullptr, std::int64_t(settings.number("seed", 0)),
                      context, device);
  auto words = std::size_t(settings.number("words", 40));
  auto begins = chooseSequences(text, words, context, count);
  while (begins.empty() && words > std::size_t(kLeastWords)) begins = chooseSequences(text, --words, context, count);
  if (begins.empty())
    throw UserError("No " + std::to_string(kLeastWords) + " words of " + settings.text(kText) +
                    " fit into the network's " + std::to_string(context) +
                    " tokens; take a longer text, or --unit token.");
  Sequences all;
  for (const auto begin : begins) all.running.push_back(swapper.make(following(begin, words)));
  if (tokens)
    all.noSentences = "The index of structure needs words; with --unit token it is undefined.";
  else
    addSentences(text, swapper, count, context, all);
  return all;
}

std::vector<float> asFloats(const torch::Tensor& values) {
  const auto plain = values.to(torch::kFloat32).contiguous();
  return {plain.const_data_ptr<float>(), plain.const_data_ptr<float>() + plain.numel()};
}

/// Windows and index of one layer into the result.
void addLayer(const LayerInfo& layer, const IntegrationWindows& found, const torch::Tensor& yoking, std::int64_t step,
              Result& result) {
  const auto median = [](const torch::Tensor& values) { return definedMedians(values).front(); };
  const auto silent = found.silent.defined() ? found.silent.sum().item<std::int64_t>() : 0;
  result.table("").add({{"layer", layer.name},
                        {"c", median(found.powerWeight)},
                        {"a", median(found.exponent)},
                        {"b", median(found.rate)},
                        {"r2", median(found.r2)},
                        {"yoking", median(yoking)},
                        {"aicc", median(found.aicc)},
                        {"aicc_exponential", median(found.aiccExponential)},
                        {"aicc_power", median(found.aiccPower)},
                        {"aicc_constant", median(found.aiccConstant)},
                        {"lag_75", median(found.lagOfThreeQuarters)},
                        {"mean_lag", median(found.meanLag)},
                        {"units", layer.height * layer.width},
                        {"silent", silent},
                        {"window", definedMedians(found.window)}});
  for (const auto& [name, values] : {std::pair("c", found.powerWeight),
                                     {"a", found.exponent},
                                     {"b", found.rate},
                                     {"r2", found.r2},
                                     {"yoking", yoking},
                                     {"mean_lag", found.meanLag}})
    result.maps.push_back(
        {layer.name, name, layer.height, layer.width, std::max<std::int64_t>(0, step), asFloats(values)});
  const auto window = found.window.contiguous();
  const auto* first = window.const_data_ptr<double>();
  result.arrays.push_back(
      {layer.name, "window",
       NpyArray::from(std::vector<double>(first, first + window.numel()), {window.size(0), window.size(1)})});
}

void analyseWindows(SentenceTask& work, Result& result) {
  auto* model = asLanguageModel(work.model());
  if (!model)
    throw UserError(work.name() +
                    " reads images; integration windows are of networks that read tokens, nanogpt or "
                    "gpt_neo_125m.");
  const auto device = work.model().parameters().front().device();
  const auto layers = chosenLayers(work.model(), work.settings());
  std::vector<std::string> names;
  for (const auto& layer : layers) names.push_back(layer.name);
  const bool given = !work.settings().text(kInput).empty() || !work.settings().text(kSwaps).empty();
  Sequences sequences;
  if (given)
    sequences = {givenSequences(work.settings(), *model), {}, "Sequences that are given have no sentences."};
  else if (work.settings().text(kText).empty())
    throw UserError("No text was named; give --data text:FILE, or --input and --swaps.");
  else
    sequences = drawnSequences(work, *model, device);
  const auto all = std::int64_t(sequences.running.size() + sequences.sentences.size());
  const auto progress = [&](std::int64_t before) {
    return [&, before](std::int64_t done, std::int64_t) {
      if (work.computing().progress) work.computing().progress(before + done, all);
    };
  };
  const auto effects = swapEffects(work.model(), names, sequences.running, kLags, device, progress(0));
  const auto structure = swapEffects(work.model(), names, sequences.sentences, kLags, device,
                                     progress(std::int64_t(sequences.running.size())));
  for (const auto& layer : layers) {
    const auto found = integrationWindows(effects.at(layer.name), work.isTrained());
    if (!found.notFitted.empty() && result.notes.empty()) result.notes.push_back(found.notFitted);
    const auto yoked = structure.find(layer.name);
    const auto yoking =
        yoked == structure.end()
            ? torch::full({layer.height * layer.width}, kUndefined, torch::kDouble)
            : structureYoking(yoked->second, {std::int64_t(kBefore), std::int64_t(kSentenceWords), kSentences}).index;
    addLayer(layer, found, yoking, work.step(), result);
    work.add({layer.name, layer.height, layer.width, layer.height * layer.width, 0});
  }
  if (!sequences.noSentences.empty()) result.notes.push_back(sequences.noSentences);
  result.sentences = all;
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
      place(kText, "Text", "whose words are exchanged; .txt or .jsonl", "--text"),
      choice("swap_kind", "Exchanged for", "another word of the text; what it has in common with the first",
             "--swap-kind", {"random", "one_token", "embedding", "likely", "same_tag"},
             {"Any word", "Any word of one token", "As far in the embedding", "One of the model's five", "Same tag"}),
      choice("unit", "A word is", "what stands between blanks; or each token", "--unit", {"word", "token"},
             {"A word", "A token"}),
      number("words", "Words", "of a sequence; fewer where they do not fit", "--words", 40, double(kLeastWords), 600),
      number("sequences", "Sequences", "spread over the text", "--sequences", 20, 1, 10000),
      place(kTags, "Tags", "parts of speech; lines of a word, a tab and its tag", "--tags"),
      seedChoice(),
      place(kSwaps, "Given swaps", "int64 [sequences, length]; with --input nothing is drawn", "--swaps"),
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
                  {"", "yoking", "yoking", 3, 1, "Above 0: windows follow the sentences"},
                  {"", "mean_lag", "mean lag", 2, 1, "Words back, weighted by the window"},
                  {"", "silent", "silent", 0, 1, "Units that no exchanged word moves"}};
  kind.means = {{"", "c", "c"},   {"", "a", "a"},           {"", "b", "b"},
                {"", "r2", "r2"}, {"", "yoking", "yoking"}, {"", "mean_lag", "mean_lag"}};
  kind.plots = {{"windows", "Integration windows", true, windowsPlot}};
  return {.kind = kind, .sentences = analyseWindows};
}

}  // namespace studio
