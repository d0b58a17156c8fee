// BLiMP (Warstadt et al. 2020; science.md 8.1): how often a network finds the grammatical one of two sentences more
// probable, and its row; its picture is blimp_plot.
#include "core/language/blimp.h"

#include <cmath>
#include <sstream>

#include "core/analysis/analyses.h"
#include "core/analysis/blimp_plot.h"
#include "core/analysis/sentence_scores.h"
#include "core/models/language_model.h"
#include "core/run/error.h"
#include "core/run/names.h"
#include "core/run/printable_text.h"

namespace studio {
namespace {

constexpr const char* kFolder = "folder";
using SentenceTokens = std::vector<std::int64_t>;

std::vector<BlimpParadigm> readPairs(const AnalysisSettings& settings) {
  const std::string folder = settings.text(kFolder), named = settings.text("paradigms");
  if (folder.empty())
    throw UserError("No sentences of BLiMP were named; give --folder with the folder of its .jsonl files.");
  return readBlimpFolder(folder, named.empty() ? std::vector<std::string>{} : splitNames(named),
                         std::int64_t(settings.number("limit", 0)));
}

LanguageModel& languageModel(SentenceTask& work) {
  LanguageModel* model = asLanguageModel(work.model());
  if (!model)
    throw UserError(work.name() +
                    " reads images; BLiMP's sentences are scored by a network that reads tokens, nanogpt "
                    "or gpt_neo_125m.");
  return *model;
}

/// The tokens of the sentences; none of one that the tokenizer has no tokens for, `unknown` is the first such reason.
std::vector<SentenceTokens> encodeSentences(const std::vector<std::string>& sentences, const Tokenizer& tokenizer,
                                            std::string& unknown) {
  std::vector<SentenceTokens> tokens;
  for (const std::string& sentence : sentences) try {
      const TokenIds ids = tokenizer.encode(sentence, "a sentence");
      tokens.emplace_back(ids.begin(), ids.end());
    } catch (const UserError& error) {  // a tokenizer of characters that the sentence has others than
      tokens.emplace_back();
      if (unknown.empty()) unknown = error.what();
    }
  return tokens;
}

PrefixPlanOptions planOptions(SentenceTask& work, const Tokenizer& tokenizer, Result& result) {
  LanguageModel& model = languageModel(work);
  PrefixPlanOptions options;
  options.context = model.context();
  options.vocabulary = model.head().size(0);
  const bool cut = work.settings().text("long_sentences") == "cut";
  options.longSentences = cut ? LongSentences::Cut : LongSentences::Skip;
  if (work.settings().text("first_token") == "none") return options;
  if (const auto end = tokenizer.endOfText())
    options.prefix = *end;
  else
    result.notes.push_back(
        "The tokenizer has no <|endoftext|> to begin a sentence with, so the first token of each is not scored.");
  return options;
}

/// What was not scored, or not wholly.
void noteLeftOut(const PrefixPlan& plan, const PrefixPlanOptions& options, const std::string& unknown, Result& result) {
  const std::string all = " of " + groupedText(result.sentences) + " sentences";
  const bool cut = options.longSentences == LongSentences::Cut;
  if (plan.tooLong > 0)
    result.notes.push_back("Longer than the network's context of " + groupedText(options.context) +
                           " tokens: " + groupedText(plan.tooLong) + all +
                           (cut ? ", scored by their beginnings; --long-sentences skip leaves their pairs out."
                                : ", whose pairs are left out; --long-sentences cut scores their beginnings."));
  if (plan.empty > 0)
    result.notes.push_back("Without a token that can be scored: " + groupedText(plan.empty) + all +
                           ", whose pairs are left out" + (unknown.empty() ? "." : ": " + unknown));
}

std::vector<Cell> accuracyCells(const PairAccuracy& accuracy) {
  return {{"n", accuracy.pairs},           {"correct", accuracy.correct}, {"accuracy", accuracy.value},
          {"low", accuracy.low},           {"high", accuracy.high},       {"ties", accuracy.ties},
          {"left_out", accuracy.undefined}};
}

void addAccuracy(Table& table, std::vector<Cell> row, const PairAccuracy& accuracy) {
  for (Cell& cell : accuracyCells(accuracy)) row.push_back(std::move(cell));
  table.add(row);
}

void addScores(const BlimpScores& scores, Result& result) {
  Table& paradigms = result.table("rows", false);
  for (const BlimpScores::Row& row : scores.paradigms)
    addAccuracy(paradigms, {{"paradigm", row.name}, {"phenomenon", row.phenomenon}}, row.accuracy);
  Table& phenomena = result.table("phenomena", false);
  for (const BlimpScores::Row& row : scores.phenomena)
    addAccuracy(phenomena, {{"phenomenon", row.phenomenon}}, row.accuracy);
  addAccuracy(result.table(""), {{"paradigms", std::int64_t(scores.paradigms.size())}}, scores.mean);
}

void addPositions(const PrefixPlan& plan, Result& result) {
  result.table("positions")
      .add({{"computed", plan.positions}, {"padded", plan.paddedPositions}, {"share", plan.share()}});
}

/// The lines of what --scores writes, kept with the result.
void addPairs(std::span<const BlimpParadigm> paradigms, std::span<const double> values, Result& result) {
  std::istringstream text(blimpCsv(paradigms, values));
  NamedLines lines{kScoreLines, {}};
  for (std::string line; std::getline(text, line);) lines.lines.push_back(line);
  result.lines.push_back(std::move(lines));
}

void analyseBlimp(SentenceTask& work, Result& result) {
  static_cast<void>(languageModel(work));  // said before files are read
  const auto paradigms = readPairs(work.settings());
  const auto tokenizer = work.tokenizer();
  const auto sentences = blimpSentences(paradigms);
  result.sentences = std::int64_t(sentences.size());
  std::string unknown;
  const auto tokens = encodeSentences(sentences, *tokenizer, unknown);
  const auto options = planOptions(work, *tokenizer, result);
  const auto plan = planPrefixes(tokens, options);
  const auto values = sumOfTargets(plan, computeTargets(work.model(), plan, work.computing().progress));
  noteLeftOut(plan, options, unknown, result);
  addScores(scoreBlimp(paradigms, values), result);
  addPositions(plan, result);
  addPairs(paradigms, values, result);
}

std::string blimpSummary(const NetworkAnalysis&, const Result& result) {
  const auto of = [&](const char* column) { return result.number("", {}, column); };
  if (!std::isfinite(of("accuracy"))) return "Undefined: no pair could be scored";
  const auto paradigms = std::int64_t(of("paradigms"));
  return fixedText(100 * of("accuracy"), 1) + " % right (" + fixedText(100 * of("low"), 1) + " to " +
         fixedText(100 * of("high"), 1) + "), " + std::to_string(paradigms) +
         (paradigms == 1 ? " paradigm" : " paradigms");
}

std::vector<ChoiceField> blimpChoices() {
  return {
      {{.key = kFolder,
        .label = "Sentences",
        .help = "folder of BLiMP's .jsonl files; one a paradigm",
        .kind = FieldKind::Path},
       "--folder",
       std::string()},
      {{.key = "paradigms",
        .label = "Paradigms",
        .help = "names of files, separated by commas; all where none are named",
        .kind = FieldKind::Text},
       "--paradigms",
       std::string()},
      {{.key = "limit",
        .label = "Pairs",
        .help = "of each paradigm, the first; 0 = all",
        .kind = FieldKind::Integer,
        .minimum = 0,
        .maximum = 1000000},
       "--limit",
       std::int64_t{0}},
      {{.key = "first_token",
        .label = "Begin with",
        .help = "<|endoftext|> before each sentence, where the tokenizer has it; else its first token is not scored",
        .kind = FieldKind::Choice,
        .choices = {"endoftext", "none"}},
       "--first-token",
       std::string("endoftext"),
       {"<|endoftext|>", "Nothing"}},
      {{.key = "long_sentences",
        .label = "Long sentences",
        .help = "than the context: their pairs are skipped, or they are cut",
        .kind = FieldKind::Choice,
        .choices = {"skip", "cut"}},
       "--long-sentences",
       std::string("skip"),
       {"Skipped", "Cut"}},
      {{.key = kTokenizerChoice,
        .label = "Tokenizer",
        .help = "tokenizer.json, a folder with GPT-2's vocab.json and merges.txt, or bytes; the network's own where "
                "none is named",
        .kind = FieldKind::Path},
       "--tokenizer",
       std::string()}};
}

}  // namespace

AnalysisEntry blimpAnalysis() {
  AnalysisKind kind{
      .name = "blimp", .title = "BLiMP", .ofNetwork = true, .sentences = kFolder, .summary = blimpSummary};
  kind.choices = blimpChoices();
  kind.choices.front().isFolder = true;
  kind.columns = {{"rows", "accuracy", "accuracy, %", 1, 100},
                  {"rows", "low", "from, %", 1, 100, "Lower end of the 95 % interval (Wilson)"},
                  {"rows", "high", "to, %", 1, 100, "Upper end of the 95 % interval (Wilson)"},
                  {"rows", "correct", "right", 0},
                  {"rows", "n", "pairs", 0},
                  {"phenomena", "accuracy", "phenomenon, %", 1, 100},
                  {"phenomena", "low", "phenomenon from, %", 1, 100},
                  {"phenomena", "high", "phenomenon to, %", 1, 100},
                  {"", "accuracy", "mean accuracy", 4, 1, "Mean over the paradigms, each with the same weight", "",
                   PublishedQuantity::Blimp},
                  {"", "low", "mean from", 4},
                  {"", "high", "mean to", 4},
                  {"", "n", "all pairs", 0},
                  {"positions", "computed", "token positions", 0},
                  {"positions", "share", "share of padded", 3, 1,
                   "Token positions that were computed, of those of all sentences padded to the longest"}};
  kind.means = {{"", "accuracy", "accuracy"}, {"", "low", "low"}, {"", "high", "high"}};
  kind.plots = {{"blimp", "BLiMP by phenomenon", false, blimpPlot}};
  return {.kind = kind, .sentences = analyseBlimp};
}

}  // namespace studio
