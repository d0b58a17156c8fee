// Small runs on folders of coloured squares for tests: red, green and blue are the classes a, b and c.
#pragma once
#include <algorithm>

#include "core/engine_jobs.h"
#include "tests/core/train_fixture.h"
#include "tests/support/image_files.h"

namespace studio {

inline std::string pngOfColour(int red, int green, int blue, int shift = 0) {
  std::vector<std::uint8_t> pixels;
  for (int pixel = 0; pixel < 64; ++pixel)
    for (const int value : {red, green, blue})
      pixels.push_back(std::uint8_t(std::clamp(value + (pixel + shift) % 5, 0, 255)));
  return encodePng(pixels.data(), 8, 8, PNG_FORMAT_RGB);
}

/// Red, green and blue squares in folders a, b, c: what a perceptron tells apart after a few steps.
inline void writeColours(const TemporaryFolder& place, const std::string& below, const std::string& classes,
                         int each = 8) {
  for (const char name : classes)
    for (int number = 0; number < each; ++number)
      place.write(below + "/" + name + "/" + std::to_string(number) + ".png",
                  pngOfColour(name == 'a' ? 250 : 0, name == 'b' ? 250 : 0, name == 'c' ? 250 : 0, number));
}

inline RunConfig coloursConfig(const std::filesystem::path& root) {
  RunConfig config;
  config.model.name = "mlp";
  config.model.classes = 3;
  config.model.hidden = {16};
  config.data.kind = "image_folder";
  config.data.root = root.string();
  config.data.imageSize = 8;
  config.data.validation = 0.25;
  config.topoloss.factor = {2, 2};
  config.topoloss.tau = 1;
  config.optimizer.kind = "adam";
  config.optimizer.learningRate = 0.01;
  config.train.epochs = 20;
  config.train.batchSize = 6;
  config.output.scalarsEvery = 1;
  config.output.checkpointEpochs = 1;
  return config;
}

/// A run of one epoch on the folder abc, three images of each of three classes.
inline RunFolder runOnColours(const TemporaryFolder& place) {
  writeColours(place, "abc", "abc", 3);
  auto config = coloursConfig(place.path() / "abc");
  config.train.epochs = 1;
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(config, folder));
  return folder;
}

inline Evaluation evaluated(const RunFolder& folder, const std::string& data) {
  SourceRequest source;
  source.run = folder.path().string();
  return evaluateSource(source, data, {"cpu", 1, {}, {}});
}

inline std::string sizedFolder(const std::filesystem::path& root) {
  return "image_folder:" + root.string() + "?image_size=8";
}

}  // namespace studio
