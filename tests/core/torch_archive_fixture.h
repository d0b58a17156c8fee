// PyTorch files written byte by byte around one storage of eight floats, and the sentence that refuses one.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "core/weights/state_dict.h"
#include "core/weights/torch_archive.h"
#include "tests/support/pickle_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {

inline const std::filesystem::path kSamples = std::filesystem::path(STUDIO_SOURCE_DIR) / "tests" / "data" / "pt";
inline const std::string kEight(32, '\0');  // a storage of eight floats

inline std::string refusedArchive(const std::string& bytes) {
  TemporaryFolder folder;
  const auto file = folder.write("hostile.pt", bytes);
  const auto sentence = errorSentence([&] { readWeights(file); });
  EXPECT_TRUE(holds(sentence, "hostile.pt")) << sentence;
  EXPECT_EQ(sentence.find('\n'), std::string::npos);
  return sentence;
}

/// Of a file that holds one tensor named w.
inline std::string refusedBytes(const std::string& tensor) {
  return refusedArchive(pickled::archive(pickled::dict({pickled::text("w"), tensor}), {{"0", kEight}}));
}

inline std::vector<StoredTensor> tensorsIn(const std::string& value) {
  TemporaryFolder folder;
  auto tensors = openTorchArchive(folder.write("a.pt", pickled::archive(value, {{"0", kEight}}))).tensors;
  for (auto& tensor : tensors) tensor.bytes = {};  // the file is gone
  return tensors;
}

inline const std::string kPlain = pickled::tensor(pickled::storage("0", 8), 0, {2, 4}, {4, 1});

}  // namespace studio
