// A language model through the program: check, train, evaluate, predict, activations.
#include <cmath>

#include "core/run/npy.h"
#include "core/weights/safetensors.h"
#include "core/weights/weights_file.h"
#include "tests/support/program.h"

namespace studio {
namespace {

constexpr const char* kConfig = R"([model]
name = "nanogpt"
layers = 1
heads = 2
width = 16
context = 8
vocabulary = 256
bias = false
[data]
kind = "text"
root = "corpus.txt"
[topoloss]
tau = 1.0
factor = 2
[optimizer]
learning_rate = 1e-2
[train]
epochs = 2
batch_size = 16
)";

std::string someText() {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += static_cast<char>('a' + (i * 3) % 26);
  return text;
}

class LanguageCommands : public ::testing::Test {
 protected:
  LanguageCommands() {
    place_.write("corpus.txt", someText());
    config_ = place_.write("run.toml", kConfig).string();
  }
  std::string path(const std::string& name) const { return (place_.path() / name).string(); }
  std::string corpus() const { return "text:" + path("corpus.txt"); }
  /// The configuration's model with weights from a seed.
  ProgramAnswer onModel(const std::string& command, const std::vector<std::string>& more) const {
    std::vector<std::string> arguments{command,   "--json",  "--device",  "cpu",
                                       "--model", "nanogpt", "--weights", "random:1"};
    for (const char* setting : {"layers=1", "heads=2", "width=16", "context=8", "vocabulary=256"})
      arguments.insert(arguments.end(), {"--set", std::string("model.") + setting});
    arguments.insert(arguments.end(), more.begin(), more.end());
    return toponets(arguments);
  }
  TemporaryFolder place_;
  std::string config_;
};

TEST_F(LanguageCommands, CheckAndTrainAndEvaluateARun) {
  const auto checked = toponets({"check", config_, "--json", "--device", "cpu"});
  ASSERT_EQ(checked.code, 0) << checked.err;
  for (const auto& problem : checked.json().at("problems"))  // a busy machine may be advised another precision
    EXPECT_EQ(problem.at("key"), "train.precision") << checked.out;
  EXPECT_EQ(checked.json().at("training_images"), 224);  // 249 rows of 8, a tenth held out
  EXPECT_NEAR(checked.json().at("task_loss").get<double>(), std::log(256), 0.1);
  const auto trained =
      toponets({"train", config_, "--json", "--device", "cpu", "--runs", path("runs"), "--name", "text"});
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_LT(trained.json().at("validation").at("loss").get<double>(), 3);
  const auto own = toponets({"evaluate", "text", "--runs", path("runs"), "--json", "--device", "cpu"});
  ASSERT_EQ(own.code, 0) << own.err;
  EXPECT_EQ(own.json().size(), 4U);
  EXPECT_EQ(own.json().at("count"), 25 * 8);
  EXPECT_NEAR(own.json().at("loss").get<double>(), trained.json().at("validation").at("loss").get<double>(), 1e-5);
  EXPECT_NEAR(own.json().at("perplexity").get<double>(), std::exp(own.json().at("loss").get<double>()), 1e-6);
  EXPECT_NEAR(own.json().at("bits_per_byte").get<double>(), own.json().at("loss").get<double>() / std::log(2), 1e-6)
      << "a byte is a token";
  const auto words = toponets({"evaluate", "text", "--runs", path("runs"), "--device", "cpu"});
  EXPECT_NE(words.out.find("perplexity"), std::string::npos) << words.out;
}

TEST_F(LanguageCommands, EvaluateTakesAnyTextAndItsOwnContext) {
  EXPECT_EQ(onModel("evaluate", {"--data", corpus()}).json().at("count"), 249 * 8);
  EXPECT_EQ(onModel("evaluate", {"--data", corpus() + "?context=5"}).json().at("count"), 399 * 5);
  EXPECT_EQ(onModel("evaluate", {"--data", corpus() + "?limit=100"}).json().at("count"), 12 * 8);
  EXPECT_TRUE(refuses(onModel("evaluate", {"--data", corpus() + "?context=9"}), "rows of 9 tokens", "positions for 8"));
  EXPECT_TRUE(refuses(onModel("evaluate", {"--data", "bars:"}), "nanogpt reads tokens", "bars"));
  EXPECT_TRUE(refuses(toponets({"evaluate", "--model", "mlp", "--weights", "random:0", "--data", corpus()}),
                      "mlp reads images", "text"));
}

TEST_F(LanguageCommands, PredictWritesLogitsOfEveryPosition) {
  writeNpy(path("x.npy"), NpyArray::from(std::vector<std::int64_t>{1, 2, 3, 1, 2, 4}, {2, 3}));
  const auto answer = onModel("predict", {"--input", path("x.npy"), "--output", path("y.npy")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json().at("shape"), (std::vector<int>{2, 3, 256}));
  const auto logits = readNpy(path("y.npy"));
  EXPECT_EQ(logits.shape, (std::vector<std::int64_t>{2, 3, 256}));
  const auto values = logits.asFloats();
  for (std::size_t i = 0; i < 512; ++i)
    EXPECT_NEAR(values[i], values[768 + i], 1e-5);  // the first two tokens are alike
  EXPECT_NE(values[512], values[768 + 512]);
  writeNpy(path("x.npy"), NpyArray::from(std::vector<std::int64_t>{1, 300}, {1, 2}));
  EXPECT_TRUE(refuses(onModel("predict", {"--input", path("x.npy"), "--output", path("y.npy")}), "x.npy",
                      "300 in row 0 at position 1", "0 to 255"));
  writeNpy(path("x.npy"), NpyArray::from(std::vector<float>{1, 3}, {1, 2}));
  EXPECT_TRUE(
      refuses(onModel("predict", {"--input", path("x.npy"), "--output", path("y.npy")}), "x.npy", "int64 [n, tokens]"));
  writeNpy(path("x.npy"), NpyArray::from(std::vector<std::int64_t>(9), {1, 9}));
  EXPECT_TRUE(refuses(onModel("predict", {"--input", path("x.npy"), "--output", path("y.npy")}), "rows of 9 tokens",
                      "give rows of at most 8 tokens"));
}

TEST_F(LanguageCommands, ActivationsAreARowATextRow) {
  const auto answer = onModel("activations", {"--data", corpus() + "?limit=81", "--output", path("responses")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json().at("layers"), (nlohmann::json{{"transformer.h.0.mlp.c_fc", {10, 64}}}));
  EXPECT_EQ(readNpy(path("responses/transformer.h.0.mlp.c_fc.npy")).shape, (std::vector<std::int64_t>{10, 64}));
  EXPECT_FALSE(std::filesystem::exists(path("responses/labels.txt")));
}

TEST_F(LanguageCommands, TokensAreTheSameInEveryForm) {
  std::string small, large;
  std::vector<std::int64_t> longs;
  for (int i = 0; i < 2000; ++i) {
    const int token = (i * 37 + i * i) % 256;
    small += std::string{static_cast<char>(token), '\0'};
    large += std::string{static_cast<char>(token), '\0', '\0', '\0'};
    longs.push_back(token);
  }
  place_.write("u16.bin", small);
  place_.write("u32.bin", large);
  writeNpy(path("shard.npy"), NpyArray::from(longs, {2000}));
  const auto expected = onModel("evaluate", {"--data", "tokens:" + path("u16.bin")}).json();
  ASSERT_TRUE(expected["perplexity"].is_number());
  for (const char* file : {"u32.bin", "shard.npy"}) {
    const auto found = onModel("evaluate", {"--data", "tokens:" + path(file)}).json();
    for (const char* key : {"loss", "perplexity", "count"}) EXPECT_EQ(found[key], expected[key]) << file;
  }
  EXPECT_TRUE(refuses(onModel("evaluate", {"--data", "tokens:" + path("corpus.txt")}), "corpus.txt", "text"));
}

TEST_F(LanguageCommands, WhatIsWrongWithTextIsOneSentenceAndWritesNothing) {
  const auto sentences = [&](const std::string& text) { return "sentences:" + place_.write("s.tsv", text).string(); };
  EXPECT_TRUE(refuses(onModel("evaluate", {"--data", sentences("a\tx\n")}), "s.tsv", "nothing is predicted"));
  EXPECT_TRUE(refuses(onModel("analyse", {"smoothness", "--data", sentences("a\tdog\n")}), "one stimulus"));
  EXPECT_TRUE(refuses(onModel("evaluate", {"--data", sentences("a\tdog\n") + "?rows=words"}), "\"words\""));
  EXPECT_TRUE(refuses(
      onModel("activations", {"--data", "text:" + place_.write("e.txt", "").string(), "--output", path("none")}),
      "e.txt"));
  writeNpy(path("foreign.npy"), NpyArray::from(std::vector<std::int64_t>{1, 2, 256, 1}, {2, 2}));
  EXPECT_TRUE(refuses(onModel("activations", {"--input", path("foreign.npy"), "--output", path("none")}), "foreign.npy",
                      "256 in row 1", "0 to 255"));
  EXPECT_TRUE(refuses(onModel("predict", {"--input", path("foreign.npy"), "--output", path("y.npy")}), "256 in row 1"));
  EXPECT_FALSE(std::filesystem::exists(path("none")) || std::filesystem::exists(path("y.npy")));
}

/// A small network in a file that does not say its heads, as plain state dicts do not.
class BareWeights : public LanguageCommands {
 protected:
  BareWeights() {
    EXPECT_EQ(toponets({"train", config_, "--device", "cpu", "--quiet", "--runs", path("runs"), "--name", "text",
                        "--set", "train.steps=2"})
                  .code,
              0);
    const auto stored = openWeights(path("runs/text"));
    writeSafetensors(path("bare.safetensors"), stored.tensors, {});
    writeNpy(path("x.npy"), NpyArray::from(std::vector<std::int64_t>{1, 2, 3, 1, 2, 4}, {2, 3}));
  }
  ProgramAnswer on(const std::string& weights, std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--model", "nanogpt", "--weights", path(weights), "--device", "cpu"});
    return toponets(arguments);
  }
  std::vector<float> predicted(const std::string& weights, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments{"predict", "--input", path("x.npy"), "--output", path("y.npy")};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto answer = on(weights, arguments);
    EXPECT_EQ(answer.code, 0) << answer.err;
    return answer.code == 0 ? readNpy(path("y.npy")).asFloats() : std::vector<float>{};
  }
};

TEST_F(BareWeights, ResponsesAreRefusedUntilTheHeadsAreNamed) {
  const std::string sentence =
      "bare.safetensors does not say how many attention heads its network has (width 16); name the number with --set "
      "model.heads=N.";
  EXPECT_TRUE(
      refuses(on("bare.safetensors", {"predict", "--input", path("x.npy"), "--output", path("y.npy")}), sentence));
  EXPECT_FALSE(std::filesystem::exists(path("y.npy")));
  EXPECT_TRUE(
      refuses(on("bare.safetensors", {"activations", "--data", corpus(), "--output", path("responses")}), sentence));
  EXPECT_TRUE(refuses(on("bare.safetensors", {"evaluate", "--data", corpus()}), sentence));
  EXPECT_TRUE(refuses(on("bare.safetensors", {"analyse", "smoothness", "--data", corpus()}), sentence));
  EXPECT_TRUE(refuses(toponets({"convert", path("bare.safetensors"), path("c.pt")}), "bare.safetensors does not say",
                      "--set model.heads=N", "c.pt"));
  EXPECT_FALSE(std::filesystem::exists(path("c.pt")));
  EXPECT_EQ(on("bare.safetensors", {"topoloss"}).code, 0);  // weights alone need none
  const auto inspected = toponets({"inspect", path("bare.safetensors")});
  EXPECT_NE(inspected.out.find("heads: not in the file; name model.heads"), std::string::npos) << inspected.out;
  EXPECT_NE(predicted("bare.safetensors", {"--set", "model.heads=1"}),
            predicted("bare.safetensors", {"--set", "model.heads=2"}));
}

TEST_F(BareWeights, CheckAsksForThemToo) {
  const auto start = [&](const std::string& heads) {
    return place_
        .write("start.toml",
               "[model]\nname = \"nanogpt\"\nlayers = 1\nwidth = 16\ncontext = 8\nvocabulary = 256\nbias = false\n" +
                   heads + "weights = \"" + path("bare.safetensors") +
                   "\"\n[data]\nkind = \"text\"\nroot = \"corpus.txt\"\n[train]\nepochs = 1\n")
        .string();
  };
  const auto named = toponets({"check", start("heads = 2\n"), "--json", "--device", "cpu"});
  EXPECT_EQ(named.code, 0) << named.err << named.out;
  EXPECT_NE(toponets({"check", start(""), "--json", "--device", "cpu"}).out.find("attention heads"),
            std::string::npos);  // 12, as published, do not divide 16
}

TEST_F(BareWeights, EveryConversionKeepsTheHeads) {
  const auto expected = predicted("bare.safetensors", {"--set", "model.heads=2"});
  ASSERT_EQ(toponets({"convert", path("runs/text"), path("a.pt")}).code, 0);  // the run's checkpoint
  ASSERT_EQ(toponets({"convert", path("a.pt"), path("b.safetensors"), "--model", "nanogpt"}).code, 0);
  ASSERT_EQ(toponets({"convert", path("b.safetensors"), path("c.pth")}).code, 0);
  ASSERT_EQ(toponets({"convert", path("bare.safetensors"), path("d.pt"), "--set", "model.heads=2"}).code, 0);
  for (const char* file : {"a.pt", "b.safetensors", "c.pth", "d.pt"}) EXPECT_EQ(predicted(file), expected) << file;
  const auto json = toponets({"inspect", path("c.pth"), "--json"}).json();
  EXPECT_EQ(json["heads"], 2);
  EXPECT_EQ(json["heads_from"], "model.heads in the file");
  EXPECT_EQ(json["tied_head"], true);
  EXPECT_EQ(json["gelu"], "exact");
  EXPECT_EQ(json["metadata"]["model.heads"], "2");
  EXPECT_TRUE(json["trained"].is_string());
}

TEST_F(LanguageCommands, BlimpIsScoredByTheRunsTokenizerStoredAndWritten) {
  const auto line = [](const char* good, const char* bad, int id) {
    return nlohmann::json{{"sentence_good", good},         {"sentence_bad", bad}, {"field", "syntax"},
                          {"linguistics_term", "binding"}, {"UID", "letters"},    {"pairID", std::to_string(id)}}
               .dump() +
           "\n";
  };
  place_.write("blimp/letters.jsonl", line("adgjm", "adgjj", 0) + line("behk", "bekk", 1));
  ASSERT_EQ(toponets({"train", config_, "--quiet", "--device", "cpu", "--runs", path("runs"), "--name", "text"}).code,
            0);
  const std::vector<std::string> asked{"analyse", "blimp", path("runs/text"), "--device", "cpu", "--quiet"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), asked.begin(), asked.end());
    return toponets(more);
  };
  const auto answer = with({"--data", path("blimp"), "--json", "--scores", path("scores.csv")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_EQ(json["rows"][0]["paradigm"], "letters");
  EXPECT_EQ(json["rows"][0]["n"], 2);
  EXPECT_EQ(json["phenomena"][0]["phenomenon"], "binding");
  EXPECT_TRUE(json["mean"]["accuracy"].is_number());
  EXPECT_TRUE(json["controls"]["untrained"]["mean"]["accuracy"].is_number());
  EXPECT_LT(json["positions"]["share"], 1);
  EXPECT_EQ(json["settings"]["data"], "blimp:" + path("blimp"));
  EXPECT_TRUE(readFileBytes(path("scores.csv")).starts_with("paradigm,pair,good,bad\nletters,0,-"));
  const auto text = with({"--folder", path("blimp"), "--limit", "1", "--no-controls"}).out;
  for (const char* word :
       {"paradigm", "letters", "binding", "accuracy, %", "from, %", "mean accuracy", "share of padded"})
    EXPECT_NE(text.find(word), std::string::npos) << word << "\n" << text;
  EXPECT_TRUE(refuses(with({}), "--folder"));
  EXPECT_TRUE(refuses(with({"--data", path("blimp"), "--folder", path("blimp")}), "both name the sentences"));
  EXPECT_TRUE(refuses(with({"--data", path("runs")}), "no .jsonl file"));
  EXPECT_TRUE(refuses(toponets({"analyse", "smoothness", path("runs/text"), "--scores", "a.csv"}), "blimp"));
  place_.write("blimp/letters.jsonl", line("adgjm", "adgjj", 0) + "no pair\n");
  EXPECT_TRUE(refuses(with({"--data", path("blimp")}), "letters.jsonl line 2"));
}

TEST_F(LanguageCommands, WindowsOfATextAndOfGivenSequencesAreAnsweredAndWritten) {
  ASSERT_EQ(toponets({"train", config_, "--quiet", "--device", "cpu", "--runs", path("runs"), "--name", "text", "--set",
                      "model.context=32"})
                .code,
            0);
  const std::vector<std::string> asked{"analyse", "windows", path("runs/text"), "--device", "cpu", "--quiet"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), asked.begin(), asked.end());
    return toponets(more);
  };
  const std::string layer = "transformer.h.0.mlp.c_fc";
  const auto answer = with({"--data", corpus(), "--unit", "token", "--words", "24", "--sequences", "3", "--json",
                            "--map-output", path("maps")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto found = answer.json()["layers"][layer];
  EXPECT_EQ(found["window"].size(), 21u);
  EXPECT_EQ(found["window"][0], 1);
  EXPECT_EQ(found["units"], 64);
  EXPECT_TRUE(found["c"].is_number()) << found;
  EXPECT_TRUE(found["yoking"].is_null()) << "tokens are no sentences";
  EXPECT_EQ(answer.json()["settings"]["data"], corpus()) << "not the validation, of which nothing was shown";
  const auto untrained = answer.json()["controls"]["untrained"];
  EXPECT_TRUE(untrained["layers"][layer]["c"].is_null()) << "not fitted";
  EXPECT_EQ(untrained["notes"][0].get<std::string>().rfind("not fitted: the network is not trained", 0), 0u)
      << "and why";
  EXPECT_EQ(readNpy(path("maps/" + layer + ".window.npy")).shape, (std::vector<std::int64_t>{64, 21}));
  for (const char* map : {"c", "a", "b", "r2", "yoking"})
    EXPECT_EQ(readNpy(path("maps/" + layer + "." + map + ".npy")).count(), 64) << map;

  std::vector<std::int64_t> tokens, others;
  for (std::int64_t i = 0; i < 2 * 26; ++i) tokens.push_back('a' + i * 3 % 26), others.push_back('a' + i * 7 % 25);
  writeNpy(path("t.npy"), NpyArray::from(tokens, {2, 26}));
  writeNpy(path("w.npy"), NpyArray::from(others, {2, 26}));
  const auto given = with({"--input", path("t.npy"), "--swaps", path("w.npy"), "--json", "--no-controls"});
  ASSERT_EQ(given.code, 0) << given.err;
  EXPECT_EQ(given.json()["layers"][layer]["window"].size(), 21u);
  EXPECT_EQ(given.json()["settings"]["data"], path("t.npy"));
  EXPECT_TRUE(refuses(with({"--input", path("t.npy")}), "--swaps"));
  EXPECT_TRUE(refuses(with({}), "--data", "--input"));
  EXPECT_NE(with({"--input", path("t.npy"), "--swaps", path("w.npy"), "--no-controls"}).out.find("power law"),
            std::string::npos);
}

/// Of a network that is not trained every token is about as likely.
TEST_F(LanguageCommands, ATextIsReadTokenByToken) {
  const std::string layer = "transformer.h.0.mlp.c_fc";
  const auto answer = onModel("probe", {"--text", "bytes\t", "--tokenizer", "bytes", "--layer", layer});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto tokens = answer.json()["tokens"];
  ASSERT_EQ(tokens.size(), 6u);
  EXPECT_EQ(tokens[1]["token"], "y");
  EXPECT_EQ(tokens[5]["token"], "\\t") << "written out";
  EXPECT_TRUE(tokens[0]["surprisal"].is_null());
  double sum = 0;
  for (std::size_t i = 1; i < 6; ++i) sum += tokens[i]["surprisal"].get<double>();
  EXPECT_NEAR(answer.json()["loss"].get<double>(), sum / 5, 1e-9);
  EXPECT_NEAR(sum / 5, std::log(256), 0.5);
  EXPECT_EQ(tokens[3]["responses"].size(), 64u);
  EXPECT_EQ(answer.json()["sheet"], (std::vector<int>{8, 8}));
  const auto longer = onModel("probe", {"--text", "longer than it", "--tokenizer", "bytes"});
  EXPECT_EQ(longer.json()["tokens"].size(), 8u);
  EXPECT_NE(longer.err.find("first 8"), std::string::npos) << longer.err;
  EXPECT_TRUE(refuses(onModel("probe", {"--text", "a"}), "which tokenizer", "--tokenizer"));
}

}  // namespace
}  // namespace studio
