// A language model through the program: check, train, evaluate, predict, activations.
#include <cmath>

#include "core/run/npy.h"
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
    std::vector<std::string> arguments{command, "--json", "--device", "cpu", "--model", "nanogpt", "--weights", "random:1"};
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
  EXPECT_TRUE(checked.json().at("problems").empty()) << checked.out;
  EXPECT_EQ(checked.json().at("training_images"), 224);   // 249 rows of 8, a tenth set apart
  EXPECT_NEAR(checked.json().at("task_loss").get<double>(), std::log(256), 0.1);
  const auto trained = toponets({"train", config_, "--json", "--device", "cpu", "--runs", path("runs"), "--name", "text"});
  ASSERT_EQ(trained.code, 0) << trained.err;
  EXPECT_LT(trained.json().at("validation").at("loss").get<double>(), 3);
  const auto own = toponets({"evaluate", "text", "--runs", path("runs"), "--json", "--device", "cpu"});
  ASSERT_EQ(own.code, 0) << own.err;
  EXPECT_EQ(own.json().size(), 3U);
  EXPECT_EQ(own.json().at("count"), 25 * 8);
  EXPECT_NEAR(own.json().at("loss").get<double>(), trained.json().at("validation").at("loss").get<double>(), 1e-5);
  EXPECT_NEAR(own.json().at("perplexity").get<double>(), std::exp(own.json().at("loss").get<double>()), 1e-6);
  const auto words = toponets({"evaluate", "text", "--runs", path("runs"), "--device", "cpu"});
  EXPECT_NE(words.out.find("perplexity"), std::string::npos) << words.out;
}

TEST_F(LanguageCommands, EvaluateTakesAnyTextAndItsOwnContext) {
  EXPECT_EQ(onModel("evaluate", {"--data", corpus()}).json().at("count"), 249 * 8);
  EXPECT_EQ(onModel("evaluate", {"--data", corpus() + "?context=5"}).json().at("count"), 399 * 5);
  EXPECT_EQ(onModel("evaluate", {"--data", corpus() + "?limit=100"}).json().at("count"), 12 * 8);
  EXPECT_TRUE(refuses(onModel("evaluate", {"--data", corpus() + "?context=9"}), "rows of 9 tokens", "positions for 8"));
  EXPECT_TRUE(refuses(onModel("evaluate", {"--data", "bars:"}), "nanogpt reads tokens", "bars"));
  EXPECT_TRUE(refuses(toponets({"evaluate", "--model", "mlp", "--weights", "random:0", "--data", corpus()}), "mlp reads images", "text"));
}

TEST_F(LanguageCommands, PredictWritesLogitsOfEveryPosition) {
  writeNpy(path("x.npy"), NpyArray::from(std::vector<std::int64_t>{1, 2, 3, 1, 2, 4}, {2, 3}));
  const auto answer = onModel("predict", {"--input", path("x.npy"), "--output", path("y.npy")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json().at("shape"), (std::vector<int>{2, 3, 256}));
  const auto logits = readNpy(path("y.npy"));
  EXPECT_EQ(logits.shape, (std::vector<std::int64_t>{2, 3, 256}));
  const auto values = logits.asFloats();
  for (std::size_t i = 0; i < 512; ++i) EXPECT_NEAR(values[i], values[768 + i], 1e-5);   // the first two tokens are alike
  EXPECT_NE(values[512], values[768 + 512]);
  writeNpy(path("x.npy"), NpyArray::from(std::vector<std::int64_t>{1, 300}, {1, 2}));
  EXPECT_TRUE(refuses(onModel("predict", {"--input", path("x.npy"), "--output", path("y.npy")}), "x.npy", "300 in row 0 at position 1", "0 to 255"));
  writeNpy(path("x.npy"), NpyArray::from(std::vector<float>{1, 3}, {1, 2}));
  EXPECT_TRUE(refuses(onModel("predict", {"--input", path("x.npy"), "--output", path("y.npy")}), "x.npy", "int64 [n, tokens]"));
  writeNpy(path("x.npy"), NpyArray::from(std::vector<std::int64_t>(9), {1, 9}));
  EXPECT_TRUE(refuses(onModel("predict", {"--input", path("x.npy"), "--output", path("y.npy")}), "rows of 9 tokens", "8"));
}

TEST_F(LanguageCommands, ActivationsAreARowATextRow) {
  const auto answer = onModel("activations", {"--data", corpus() + "?limit=81", "--output", path("responses")});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json().at("layers"), (nlohmann::json{{"transformer.h.0.mlp.c_fc", {10, 64}}}));
  EXPECT_EQ(readNpy(path("responses/transformer.h.0.mlp.c_fc.npy")).shape, (std::vector<std::int64_t>{10, 64}));
  EXPECT_FALSE(std::filesystem::exists(path("responses/labels.txt")));
}

}  // namespace
}  // namespace studio
