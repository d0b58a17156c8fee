// info, models, layers, inspect, predict, activations, evaluate: through the real program.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "core/run/npy.h"
#include "core/run/run_store.h"
#include "core/weights/safetensors.h"
#include "tests/support/program.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::set<std::string> listKeys(const nlohmann::json& object) {
  std::set<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.insert(key);
  return keys;
}

/// A file of the perceptron's names with weights that make its answers easy to know: fc1 copies, fc2 sums.
std::string identityPerceptron(const TemporaryFolder& folder) {
  std::vector<float> first(9), second{1, 1, 1, 0, 0, 2};
  for (std::size_t unit = 0; unit < 3; ++unit) first[4 * unit] = 1;
  const auto file = folder.path() / "identity.safetensors";
  writeSafetensors(file,
                   {{"fc1.weight", "F32", {3, 3}, std::as_bytes(std::span(first))},
                    {"fc2.weight", "F32", {2, 3}, std::as_bytes(std::span(second))}},
                   {{"format", "pt"}});
  return file.string();
}

std::vector<std::string> identitySource(const std::string& command, const std::string& weights) {
  return {command, "--json", "--device",         "cpu",   "--model",        "mlp", "--weights",
          weights, "--set",  "model.hidden=[3]", "--set", "model.classes=2"};
}

std::vector<std::string> operator+(std::vector<std::string> arguments, const std::vector<std::string>& more) {
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

TEST(InfoCommand, NamesVersionsDevicesAndThreads) {
  const auto answer = toponets({"info", "--json", "--threads", "3", "--device", "cpu"});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_TRUE(json["version"].is_string());
  EXPECT_TRUE(json["libtorch"].get<std::string>().starts_with("2."));
  EXPECT_EQ(json["threads"], 3);
  bool cpu = false;
  for (const auto& device : json["devices"]) cpu = cpu || device["name"] == "cpu";
  EXPECT_TRUE(cpu);
  EXPECT_TRUE(refuses(toponets({"info", "--device", "cuda:99"}), "cuda:99"));
}

TEST(ModelsCommand, ListsRowsWithTheirParameters) {
  const auto json = toponets({"models", "--json"}).json();
  ASSERT_TRUE(json.is_array());
  std::map<std::string, std::int64_t> parameters;
  for (const auto& row : json) {
    EXPECT_EQ(listKeys(row), (std::set<std::string>{"name", "title", "parameters", "input"}));
    parameters[row["name"]] = row["parameters"];
  }
  EXPECT_EQ(parameters["resnet18"], 11'689'512);
  EXPECT_EQ(parameters["mlp"], 784 * 256 + 256 * 10);
  EXPECT_EQ(parameters["resnet50"], 25'557'032);
  EXPECT_EQ(parameters["vit_b_32"], 88'224'232);
  EXPECT_EQ(parameters["nanogpt"], 124'373'760);
  EXPECT_EQ(parameters["gpt_neo_125m"], 125'198'592);
  const auto table = toponets({"models"});
  EXPECT_NE(table.out.find("11,689,512"), std::string::npos);
}

TEST(LayersCommand, ListsSheets) {
  const auto json = toponets({"layers", "resnet18", "--json"}).json();
  ASSERT_EQ(json.size(), 21U);
  int topo = 0;
  for (const auto& row : json) {
    EXPECT_EQ(listKeys(row), (std::set<std::string>{"name", "kind", "units", "sheet", "depth", "topo"}));
    EXPECT_EQ(row["sheet"][0].get<int>() * row["sheet"][1].get<int>(), row["units"].get<int>());
    topo += row["topo"].get<bool>();
  }
  EXPECT_EQ(topo, 16);
  const auto wide = toponets({"layers", "mlp", "--set", "model.hidden=[64,128]", "--json"}).json();
  ASSERT_EQ(wide.size(), 3U);
  EXPECT_EQ(wide[1]["sheet"], (std::vector<int>{8, 16}));
  const auto language = toponets({"layers", "gpt_neo_125m", "--set", "model.layers=3", "--json"}).json();
  ASSERT_EQ(language.size(), 18U);
  EXPECT_EQ(language[16], (nlohmann::json{{"name", "transformer.h.2.mlp.c_fc"},
                                          {"kind", "linear"},
                                          {"units", 3072},
                                          {"sheet", {48, 64}},
                                          {"depth", 768},
                                          {"topo", true}}));
  EXPECT_TRUE(
      refuses(toponets({"layers", "nanogpt", "--set", "model.heads=7"}), "model.width is 768", "7 attention heads"));
  EXPECT_TRUE(refuses(toponets({"layers", "resnt18"}), "resnt18", "resnet18"));
  EXPECT_TRUE(refuses(toponets({"layers", "mlp", "--set", "model.hiden=[3]"}), "hiden", "hidden"));
}

TEST(InspectCommand, ShowsTensorsAndMetadata) {
  TemporaryFolder folder;
  const auto json = toponets({"inspect", identityPerceptron(folder), "--json"}).json();
  EXPECT_EQ(json["format"], "safetensors");
  ASSERT_EQ(json["tensors"].size(), 2U);
  EXPECT_EQ(json["tensors"][1], (nlohmann::json{{"name", "fc2.weight"}, {"dtype", "F32"}, {"shape", {2, 3}}}));
  EXPECT_EQ(json["metadata"]["format"], "pt");
  EXPECT_TRUE(refuses(toponets({"inspect", folder.write("a.pt", "PK\x03\x04").string()}), "a.pt", "damaged"));
  EXPECT_TRUE(refuses(toponets({"inspect", folder.write("cut.safetensors", "short").string()}), "cut.safetensors"));
}

TEST(InspectCommand, ComparesWithAnotherFile) {
  TemporaryFolder folder;
  const auto file = identityPerceptron(folder);
  const auto json = toponets({"inspect", file, "--compare", file, "--json"}).json();
  EXPECT_EQ(json["compared"], 2);
  EXPECT_EQ(json["largest"], 0);
  ASSERT_EQ(json["tensors"].size(), 2U);
  EXPECT_EQ(json["tensors"][1]["name"], "fc2.weight");
  EXPECT_EQ(json["tensors"][1]["kind"], "compared");
  EXPECT_NEAR(json["tensors"][1]["cosine"].get<double>(), 1, 1e-12);
  const auto cut = folder.write("cut.safetensors", "short").string();
  EXPECT_TRUE(refuses(toponets({"inspect", file, "--compare", cut}), "cut.safetensors"));
}

/// A run by its name, a step of it, and a file.
TEST(InspectCommand, ComparesCheckpointsOfRunsByTheirNames) {
  TemporaryFolder folder;
  const std::filesystem::path file = identityPerceptron(folder);
  RunConfig config;
  const RunFolder run = RunStore(folder.path()).create("small");
  run.writeConfig(config, toToml(config));
  for (const std::int64_t step : {10, 20}) {
    std::filesystem::create_directories(run.checkpoint(step));
    std::filesystem::copy_file(file, run.checkpoint(step) / "model.safetensors");
  }
  const std::vector<std::string> runs{"--runs", folder.path().string(), "--json"};
  EXPECT_EQ(
      (toponets(std::vector<std::string>{"inspect", "small:10", "--compare", "small:20"} + runs)).json()["compared"],
      2);
  EXPECT_EQ(
      (toponets(std::vector<std::string>{"inspect", "small:10", "--compare", file.string()} + runs)).json()["compared"],
      2);
  EXPECT_TRUE(refuses(toponets(std::vector<std::string>{"inspect", "smal:10"} + runs), "smal"));
}

TEST(PredictCommand, IsTheRawForwardPass) {
  TemporaryFolder folder;
  const auto source = identitySource("predict", identityPerceptron(folder));
  const auto input = (folder.path() / "x.npy").string(), output = (folder.path() / "out/y.npy").string();
  writeNpy(input, NpyArray::from(std::vector<double>{1, 2, 3, -4, 5, 0.5}, {2, 3}));
  const auto answer = toponets(source + std::vector<std::string>{"--input", input, "--output", output});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json()["shape"], (std::vector<int>{2, 2}));
  const auto logits = readNpy(output);
  EXPECT_EQ(logits.dtype, "<f4");
  EXPECT_EQ(logits.asFloats(), (std::vector<float>{6, 6, 5.5, 1}));  // ReLU takes the -4
  writeNpy(input, NpyArray::from(std::vector<float>(8), {2, 4}));
  EXPECT_TRUE(refuses(toponets(source + std::vector<std::string>{"--input", input, "--output", output}), "x.npy", "fc1",
                      "3 values"));
  EXPECT_EQ(readNpy(output).asFloats().size(), 4U);  // the earlier answer is still there
}

TEST(ActivationsCommand, WritesAnArrayForEachLayer) {
  TemporaryFolder folder;
  const auto source = identitySource("activations", identityPerceptron(folder));
  const auto input = (folder.path() / "x.npy").string();
  const auto output = folder.path() / "responses";
  writeNpy(input, NpyArray::from(std::vector<float>{1, 2, 3, -4, 5, 0.5}, {2, 3}));
  const auto answer =
      toponets(source + std::vector<std::string>{"--input", input, "--layers", "all", "--output", output.string()});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json()["layers"]["fc1"], (std::vector<int>{2, 3}));
  EXPECT_EQ(answer.json()["layers"]["fc2"], (std::vector<int>{2, 2}));
  EXPECT_EQ(readNpy(output / "fc1.npy").asFloats(), (std::vector<float>{1, 2, 3, -4, 5, 0.5}));
  EXPECT_FALSE(std::filesystem::exists(output / "labels.txt"));  // an array has no classes
  EXPECT_TRUE(refuses(
      toponets(source + std::vector<std::string>{"--input", input, "--layers", "fc9", "--output", output.string()}),
      "fc9"));
}

TEST(ActivationsCommand, LabelsFollowTheImages) {
  TemporaryFolder folder;
  const auto answer = toponets({"activations", "--json", "--device", "cpu", "--model", "mlp", "--weights", "random:1",
                                "--data", "bars:?samples=20&image_size=12", "--output", folder.path().string()});
  ASSERT_EQ(answer.code, 0) << answer.err;
  EXPECT_EQ(answer.json()["layers"], (nlohmann::json{{"fc1", {20, 256}}}));  // topo layers are the default
  EXPECT_TRUE(readFileBytes(folder.path() / "labels.txt").starts_with("0°\n22.5°\n45°\n"));
  EXPECT_EQ(readNpy(folder.path() / "fc1.npy").shape, (std::vector<std::int64_t>{20, 256}));
}

TEST(EvaluateCommand, CountsOnTheRealDigits) {
  const auto root = std::string(STUDIO_SOURCE_DIR) + "/resources/demo";
  const auto answer = toponets(
      {"evaluate", "--json", "--device", "cpu", "--model", "mlp", "--weights", "random:0", "--data", "idx:" + root});
  ASSERT_EQ(answer.code, 0) << answer.err;
  const auto json = answer.json();
  EXPECT_EQ(listKeys(json), (std::set<std::string>{"loss", "accuracy", "top5", "count"}));
  EXPECT_EQ(json["count"], 10'000);
  EXPECT_NEAR(json["loss"].get<double>(), std::log(10), 0.3);  // untrained: chance
  EXPECT_GT(json["top5"].get<double>(), 0.3);
  EXPECT_LT(json["top5"].get<double>(), 0.7);
  const auto first = toponets({"evaluate", "--json", "--device", "cpu", "--model", "mlp", "--weights", "random:0",
                               "--data", "idx:" + root + "?limit=100"})
                         .json();
  EXPECT_EQ(first["count"], 100);
}

TEST(EvaluateCommand, MirrorImagesMayBeAdded) {
  const auto evaluated = [](std::vector<std::string> more, const std::string& data) {
    std::vector<std::string> arguments{"evaluate", "--json",    "--device", "cpu",    "--model",
                                       "mlp",      "--weights", "random:0", "--data", data};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto answer = toponets(arguments);
    EXPECT_EQ(answer.code, 0) << answer.err;
    return answer.json()["loss"].get<double>();
  };
  const std::string data = "bars:?samples=40&image_size=12";
  const double flipped = evaluated({"--flip"}, data);
  EXPECT_NE(flipped, evaluated({}, data));
  EXPECT_EQ(flipped, evaluated({}, data + "&flip_test=true"));
}

TEST(EvaluateCommand, ARunIsShownItsOwnValidationImages) {
  TemporaryFolder folder;
  RunConfig config;
  config.model.hidden = {3};
  config.model.classes = 8;
  config.model.bias = false;
  config.data.kind = "bars";
  config.data.samples = 80;
  config.data.imageSize = 6;
  config.data.validation = 0.25;
  const auto run = RunStore(folder.path()).create("bars");
  run.writeConfig(config, toToml(config));
  std::filesystem::create_directories(run.checkpoint(4));
  const std::vector<float> zeros(3 * 36);
  const std::string checkpoint = "bars/checkpoints/step_000000004/";
  folder.write(checkpoint + "model.safetensors",
               formatSafetensors({{"fc1.weight", "F32", {3, 36}, std::as_bytes(std::span(zeros))},
                                  {"fc2.weight", "F32", {8, 3}, std::as_bytes(std::span(zeros).first(24))}}));
  folder.write(checkpoint + "optimizer.safetensors", formatSafetensors({}));
  folder.write("bars/checkpoints/step_000000004/trainer.json", "{}");
  const auto own = toponets({"evaluate", "bars", "--runs", folder.path().string(), "--json", "--device", "cpu"});
  ASSERT_EQ(own.code, 0) << own.err;
  EXPECT_EQ(own.json()["count"], 20);
  EXPECT_NEAR(own.json()["loss"].get<double>(), std::log(8), 1e-6);  // weights of zero cannot tell the classes apart
  const auto named =
      toponets({"evaluate", run.path().string() + ":4", "--data", "bars:?samples=40", "--json", "--device", "cpu"});
  ASSERT_EQ(named.code, 0) << named.err;  // the size of the run's images counts
  EXPECT_EQ(named.json()["count"], 40);
  EXPECT_EQ(toponets({"inspect", run.path().string(), "--json"}).json()["tensors"].size(), 2U);
}

TEST(EvaluateCommand, MendableMistakesGiveOneSentence) {
  const std::vector<std::string> source{"evaluate", "--model", "mlp", "--weights", "random:0"};
  TemporaryFolder folder;
  EXPECT_TRUE(
      refuses(toponets(source + std::vector<std::string>{"--data", "idx:" + folder.path().string()}), "No IDX files"));
  EXPECT_TRUE(refuses(toponets(source + std::vector<std::string>{"--data", "mnist"}), "KIND:PATH"));
  EXPECT_TRUE(refuses(toponets(source), "--data"));
  EXPECT_TRUE(refuses(toponets({"evaluate", "--data", "bars:"}), "No network was named"));
  EXPECT_TRUE(refuses(toponets({"evaluate", "no_such_run", "--runs", folder.path().string(), "--data", "bars:"}),
                      "no_such_run"));
  EXPECT_TRUE(refuses(toponets({"evaluate", "--model", "mlp", "--weights",
                                (folder.path() / "none.safetensors").string(), "--data", "bars:"}),
                      "none.safetensors"));
}

TEST(Help, DataAreNamedByTheKindsOfTheTable) {
  for (const std::string command : {"evaluate", "activations", "analyse"}) {
    const auto answer = toponets({command, "--help"});
    EXPECT_TRUE(holds(answer.out, "KIND:PATH", "Kinds: idx", "image_folder", "cifar100", "gratings", "tokens"))
        << command << answer.out;
  }
}

TEST(Help, EachCommandShowsAnExample) {
  for (const std::string command :
       {"info", "models", "layers", "inspect", "predict", "activations", "evaluate", "topoloss"}) {
    const auto answer = toponets({command, "--help"});
    EXPECT_EQ(answer.code, 0) << command;
    EXPECT_NE(answer.out.find("toponets " + command), std::string::npos) << command << answer.out;
  }
}

}  // namespace
}  // namespace studio
