#include "tests/app/gui/random_places.h"

#include <QImage>
#include <QString>
#include <chrono>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>

#include "core/engine.h"
#include "core/run/run_store.h"
#include "core/run/runner.h"
#include "core/run/text_file.h"
#include "core/weights/safetensors.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

/// To its end, or from `stopAt` on no further.
fs::path trainRandomRun(const Engine& engine, const fs::path& runs, const char* name, const RunConfig& config,
                        std::int64_t stopAt = 0) {
  TrainRequest request;
  request.config = config;
  request.folder = RunStore(runs).create(name);
  request.asGiven = toToml(config);
  request.threads = 1;
  Runner runner;
  runner.start(engine.trainJob(std::move(request)));
  const auto channel = runner.channel();
  while (stopAt > 0 && runner.running() && channel->status().step < stopAt)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  if (stopAt > 0) runner.stop(true);
  runner.wait();
  if (channel->status().state == RunState::Failed) throw std::runtime_error(channel->status().error);
  return runs / name;
}

/// A copy whose settings and status are cut short: it is listed with what is wrong.
fs::path makeDamagedRun(const fs::path& run, const fs::path& copy) {
  fs::copy(run, copy, fs::copy_options::recursive);
  for (const char* name : {"config.resolved.toml", "status.json"})
    if (fs::exists(copy / name)) fs::resize_file(copy / name, 40);
  return copy;
}

/// A copy that opens, but whose maps and checkpoints are cut in half.
fs::path makeTornRun(const fs::path& run, const fs::path& copy) {
  fs::copy(run, copy, fs::copy_options::recursive);
  for (const char* folder : {"maps", "checkpoints"}) {
    if (!fs::exists(copy / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(copy / folder))
      if (entry.is_regular_file()) fs::resize_file(entry.path(), entry.file_size() / 2);
  }
  return copy;
}

void writePictures(const fs::path& folder) {
  for (const char* category : {"bodies", "faces", "houses"}) {
    fs::create_directories(folder / category);
    for (int number = 0; number < 4; ++number) {
      QImage picture(12, 12, QImage::Format_Grayscale8);
      const int shift = 50 * number + 7 * category[0];
      for (int y = 0; y < 12; ++y)
        for (int x = 0; x < 12; ++x) picture.setPixel(x, y, qRgb(shift + 9 * x, shift + 9 * x, shift + 3 * y));
      const fs::path file = folder / category / (std::to_string(number) + ".png");
      if (!picture.save(QString::fromStdString(file.string())))
        throw std::runtime_error(file.string() + " cannot be written.");
    }
  }
}

/// Runs of one configuration: with TopoLoss, with another seed, and their baseline; then one that was stopped.
void trainRuns(const Engine& engine, RandomPlaces& places) {
  RunConfig config = smallBarsRun(60);
  config.output.keepCheckpoints = 4;
  places.seeds.push_back(trainRandomRun(engine, places.runs, "small", config));
  config.train.seed = 1;
  places.seeds.push_back(trainRandomRun(engine, places.runs, "small_s1", config));
  config.train.seed = 0;
  config.topoloss.tau = 0;
  places.good = places.seeds;
  places.good.push_back(trainRandomRun(engine, places.runs, "baseline", config));
  places.good.push_back(trainRandomRun(engine, places.runs, "stopped", smallBarsRun(1000000), 30));
}

/// Of a perceptron, and of a GPT without and with its number of heads.
void writeWeights(const Engine& engine, RandomPlaces& places) {
  const RunFolder run(places.seeds.front());
  const fs::path perceptron = places.folder / "perceptron.pt", gpt = places.folder / "gpt.safetensors";
  engine.convertWeights({run.checkpoint(run.checkpointSteps().back()), perceptron, {}, {}, {}});
  const fs::path bare = writeBareGpt(places.folder / "bare.safetensors", 2);
  engine.convertWeights({bare, gpt, {}, {}, {"model.heads=4"}});
  for (const fs::path& file : {perceptron, bare, gpt}) places.good.push_back(file);
}

}  // namespace

RunConfig smallBarsRun(std::int64_t steps) {
  RunConfig config;
  config.model.name = "mlp";
  config.model.hidden = {64};
  config.model.classes = 8;
  config.data.kind = "bars";
  config.data.imageSize = 12;
  config.data.samples = 400;
  config.topoloss.tau = 3;
  config.topoloss.factor = {2, 2};
  config.train.steps = steps;
  config.train.batchSize = 16;
  return config;
}

fs::path writeBareGpt(const fs::path& file, int blocks) {
  std::vector<float> values(4096);
  for (std::size_t index = 0; index < values.size(); ++index)
    values[index] = float(int(index * 37 % 101) - 50) / 100.0F;
  const auto bytes = std::as_bytes(std::span(values));
  std::vector<StoredTensor> tensors;
  const auto add = [&](const std::string& name, const std::vector<std::int64_t>& shape) {
    const std::size_t count = std::size_t(shape[0] * (shape.size() > 1 ? shape[1] : 1));
    tensors.push_back({"transformer." + name, "F32", shape, bytes.first(4 * count)});
  };
  add("wte.weight", {50, 32}), add("wpe.weight", {16, 32}), add("ln_f.weight", {32});
  for (int block = 0; block < blocks; ++block) {
    const std::string at = "h." + std::to_string(block) + ".";
    add(at + "ln_1.weight", {32}), add(at + "ln_2.weight", {32});
    add(at + "attn.c_attn.weight", {96, 32}), add(at + "attn.c_proj.weight", {32, 32});
    add(at + "mlp.c_fc.weight", {128, 32}), add(at + "mlp.c_proj.weight", {32, 128});
  }
  writeSafetensors(file, tensors, {});
  return file;
}

std::vector<fs::path> RandomPlaces::all() const {
  std::vector<fs::path> every = good;
  every.insert(every.end(), others.begin(), others.end());
  return every;
}

RandomPlaces makeRandomPlaces(const fs::path& folder) {
  RandomPlaces places;
  places.folder = folder;
  places.runs = folder / "runs";
  places.images = folder / "images";
  const auto engine = makeEngine();
  trainRuns(*engine, places);
  writeWeights(*engine, places);
  writePictures(places.images);
  writeFileAtomically(folder / "x.pt", "This is no file of weights.\n");
  writeFileAtomically(folder / "settings.toml", toToml(smallBarsRun(40)));
  fs::create_directories(folder / "empty");
  places.others = {makeDamagedRun(places.seeds[0], places.runs / "damaged"),
                   makeTornRun(places.seeds[1], places.runs / "torn"),
                   folder / "x.pt",
                   folder / "settings.toml",
                   folder / "empty",
                   places.runs,
                   folder / "gone"};
  return places;
}

}  // namespace studio
