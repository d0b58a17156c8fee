// A small language model on bytes and a text of short words, of which each twelfth ends a sentence: for integration
// windows.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "core/language/words.h"
#include "core/network/network.h"
#include "tests/core/train_fixture.h"

namespace studio {

inline const std::string kWindowsLayer = "transformer.h.0.mlp.c_fc";

inline RunConfig windowsConfig(std::int64_t context = 160) {
  RunConfig config;
  config.model.name = "nanogpt";
  config.model.layers = 1;
  config.model.heads = 2;
  config.model.width = 16;
  config.model.context = context;
  config.model.vocabulary = 256;
  config.train.seed = 2;
  return config;
}

inline std::shared_ptr<Model> untrainedModel(std::int64_t context = 160) {
  return buildNetwork(windowsConfig(context), InputShape::ofTokens(context, 256));
}

/// Words of one to three letters; every twelfth ends a sentence.
inline std::string wordsAndSentences(int words) {
  std::string text = "Begin. ";
  for (int i = 0; i < words; ++i) {
    text += std::string(1 + std::size_t(i * 7 % 3), char('a' + i * 5 % 23));
    text += i % 12 == 11 ? ". " : " ";
  }
  return text;
}

class Windows : public ::testing::Test {
 protected:
  void SetUp() override { torch::set_num_threads(1); }
  TextWords words(WordUnit unit = WordUnit::Word) const { return readWords(text_, *byteTokenizer(), unit, 10000); }
  TemporaryFolder place_;
  std::filesystem::path text_ = place_.write("text.txt", wordsAndSentences(400));
};

}  // namespace studio
