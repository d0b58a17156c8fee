// Language: batches of tokens and tokenising against their Python peers, and text drawn token by token against drawing
// it without what was kept. STUDIO_TOKENIZER names one of GPT-2's size, STUDIO_TEXT a text; without them they are small
// ones of this checkout.
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "bench_row.h"
#include "core/models/own_random.h"
#include "core/network/network.h"
#include "core/network/text_sampler.h"
#include "core/run/little_endian.h"
#include "core/run/text_file.h"
#include "core/text/tokenizer.h"
#include "python_peer.h"
#include "tests/support/temporary_folder.h"

namespace studio::bench {
namespace {

/// A file of nanoGPT in which each token is one more than the one before.
std::filesystem::path writeCountedTokens(const TemporaryFolder& folder, std::int64_t count) {
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(2 * count));
  for (std::int64_t i = 0; i < count; ++i) appendLittle(bytes, static_cast<std::uint16_t>(i % 50000));
  return folder.write("train.bin", bytes);
}

/// Batches of a run, epoch after epoch.
class EndlessBatches {
 public:
  EndlessBatches(const RunConfig& config, std::shared_ptr<const Dataset> data)
      : batches_(trainingBatches(config, std::move(data), torch::kCPU)) {
    batches_->startEpoch(0);
  }
  Batch next() {
    auto batch = batches_->next();
    if (!batch) batches_->startEpoch(++epoch_), batch = batches_->next();
    return *batch;
  }

 private:
  std::unique_ptr<Batcher> batches_;
  std::int64_t epoch_ = 0;
};

/// Tokens that do not follow the one before them, and labels that are not the tokens after.
double countStrays(const Batch& batch) {
  const auto& x = batch.images;
  const auto rest = x.size(1) - 1;
  const auto steps = (x.narrow(1, 1, rest) - x.narrow(1, 0, rest)).remainder(50000);
  return double(((steps != 1).sum() + ((batch.labels - x).remainder(50000) != 1).sum()).item<std::int64_t>());
}

Result measureBatches(const std::string& name, const Options& options, std::int64_t rows, std::int64_t context) {
  constexpr std::int64_t kTokens = 4'000'000, kBatches = 100;
  const TemporaryFolder folder;
  const auto file = writeCountedTokens(folder, kTokens);
  PythonPeer peer;
  if (!peer.start("peer_get_batch.py",
                  {{"file", file.string()}, {"rows", rows}, {"context", context}, {"batches", kBatches}}))
    return {};
  auto config = findModel("nanogpt").defaults();
  config.data.root = file.string();
  config.data.context = context;
  config.data.vocabulary = 50304;
  config.data.validation = 0;
  config.train.batchSize = rows;
  EndlessBatches batches(config, openRunData(config).training);
  double strays = 0;
  const auto ours = [&] {
    return timed([&] {
      for (std::int64_t batch = 0; batch < kBatches; ++batch) batches.next();
    });
  };
  auto result =
      makeResult(name, peer.title(), timeAlternately(options.repeats, ours, [&] { return peer.milliseconds(); }));
  for (int batch = 0; batch < 20; ++batch) strays += countStrays(batches.next());
  result.error = strays, result.errorBound = 0;
  result.errorMeaning = "tokens that do not follow the one before";
  return result;
}

}  // namespace

// A hundred batches, of the small network and of GPT-2's context.

std::vector<Result> measureTokens(const Row& row, const Options& options) {
  std::vector<Result> results;
  for (const std::int64_t context : {64, 1024}) {
    const auto name = row.name + (context == 64 ? std::string() : "@" + std::to_string(context));
    if (auto result = measureBatches(name, options, 12, context); !result.row.empty()) results.push_back(result);
  }
  if (results.empty()) std::fprintf(stderr, "%s needs a Python with torch; name it with STUDIO_PYTHON.\n", row.name);
  return results;
}

// A text of a few megabytes, in one thread.

namespace {

std::string textOfMegabytes() {
  const char* named = std::getenv("STUDIO_TEXT");
  const auto part = readFile(named ? named : STUDIO_SOURCE_DIR "/resources/demo/alice.txt", std::size_t{1} << 30);
  std::string text;
  while (text.size() < (std::size_t{2} << 20)) text += part;
  return text;
}

/// As the peer makes it.
double checksum(const TokenIds& ids) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) sum += static_cast<std::uint64_t>(ids[i] + 1) * (i % 997 + 1);
  return static_cast<double>(sum);
}

}  // namespace

std::vector<Result> measureTokenize(const Row& row, const Options& options) {
  const char* named = std::getenv("STUDIO_TOKENIZER");
  const auto tokenizer = openTokenizer(named ? named : STUDIO_SOURCE_DIR "/tests/data/tokenizer");
  const TemporaryFolder folder;
  const auto file = folder.write(kTokenizerFile, tokenizer->json());
  const auto text = textOfMegabytes();
  PythonPeer peer;
  if (!peer.start("peer_tokenize.py",
                  {{"tokenizer", file.string()}, {"text", folder.write("text.txt", text).string()}})) {
    std::fprintf(stderr, "%s needs a Python with tokenizers; name it with STUDIO_PYTHON.\n", row.name);
    return {};
  }
  TokenIds ids;
  const auto ours = [&] { return timed([&] { ids = tokenizer->encode(text); }); };
  auto result =
      makeResult(row.name, peer.title(), timeAlternately(options.repeats, ours, [&] { return peer.milliseconds(); }));
  std::fprintf(stderr, "tokenize: %zu tokens of %zu bytes, vocabulary %lld\n", ids.size(), text.size(),
               static_cast<long long>(tokenizer->vocabulary()));
  result.error = std::abs(checksum(ids) - peer.loss()), result.errorBound = 0;
  result.errorMeaning = "between the sums over all ids";
  return {result};
}

// Text of the small network: as many tokens as its context has, and beyond.

namespace {

constexpr std::int64_t kContextDrawn = 64;

std::shared_ptr<Model> makeGptThatDraws() {
  ModelConfig config;
  config.name = "nanogpt";
  config.layers = 4;
  config.heads = 4;
  config.width = 128;
  config.context = kContextDrawn;
  config.vocabulary = 256;
  config.bias = false;
  const OwnRandom random(0);
  auto model = findModel(config.name).make(config, InputShape::ofTokens(kContextDrawn, 256));
  model->eval();
  return model;
}

torch::Tensor asRow(const std::vector<std::int64_t>& tokens) {
  const auto count = std::min<std::int64_t>(kContextDrawn, std::int64_t(tokens.size()));
  return torch::tensor(std::vector<std::int64_t>(tokens.end() - count, tokens.end()), torch::kInt64).unsqueeze(0);
}

/// nanoGPT's generate(): all tokens again for each new one.
void drawWithoutKeeping(Model& model, const SampleRequest& request) {
  const torch::NoGradGuard noGrad;
  TokenDraw draw(request.temperature, request.topK, request.seed);
  std::vector<std::int64_t> tokens{'\n'};
  for (std::int64_t i = 0; i < request.tokens; ++i)
    tokens.push_back(draw.draw(model.forward(asRow(tokens))[0][-1].to(torch::kFloat)));
}

/// Of the logits after each token of a row, with what came before kept and without.
double differenceOfLogits(Model& model) {
  const torch::NoGradGuard noGrad;
  const auto row = torch::arange(kContextDrawn, torch::kInt64) * 7 % 256;
  const auto whole = model.forward(row.unsqueeze(0))[0];
  PastTokens past(kContextDrawn);
  double most = 0;
  for (std::int64_t i = 0; i < kContextDrawn; ++i) {
    const auto logits = asLanguageModel(model)->nextLogits(row.narrow(0, i, 1), past);
    most = std::max(most, (logits - whole[i]).abs().max().item<double>());
  }
  return most;
}

}  // namespace

std::vector<Result> measureSample(const Row& row, const Options& options) {
  const auto model = makeGptThatDraws();
  const auto tokenizer = byteTokenizer();
  std::vector<Result> results;
  for (const std::int64_t tokens : {kContextDrawn - 1, std::int64_t{200}}) {
    SampleRequest request{.prompt = "\n", .tokens = tokens};
    const auto ours = [&] { return timed([&] { sampleText(*model, *tokenizer, request, torch::kCPU); }); };
    const auto peer = [&] { return timed([&] { drawWithoutKeeping(*model, request); }); };
    auto result = makeResult(row.name + (tokens < kContextDrawn ? std::string() : "@" + std::to_string(tokens)),
                             row.peer, timeAlternately(options.repeats, ours, peer));
    std::fprintf(stderr, "sample: %lld tokens, %.0f a second\n", static_cast<long long>(tokens),
                 1e3 * double(tokens) / result.oursMs);
    result.error = differenceOfLogits(*model), result.errorBound = 1e-5;
    result.errorMeaning = "largest difference of a logit to that without what was kept";
    results.push_back(result);
  }
  return results;
}

}  // namespace studio::bench
