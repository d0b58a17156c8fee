// A few hundred mutations of each format, without sanitizers: nothing but sentences. The long run is `toponets-fuzz`
// (tests/README.md).
#include <gtest/gtest.h>

#include "tests/fuzz/fuzz.h"
#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

class Fuzz : public ::testing::TestWithParam<fuzz::FuzzReader> {};

TEST_P(Fuzz, MutatedFilesAreTakenOrRefusedWithASentence) {
  TemporaryFolder folder;
  try {
    const auto report = fuzz::fuzz(GetParam(), 0, 300, 1, folder.path());
    EXPECT_EQ(report.read + report.refused, 300);
    EXPECT_GT(report.refused, 100);
  } catch (const std::runtime_error& error) {
    FAIL() << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(Readers, Fuzz, ::testing::ValuesIn(fuzz::readers()),
                         [](const auto& info) { return std::string(info.param.name); });

/// Untouched samples are read, or the mutations would test nothing.
TEST_P(Fuzz, SamplesAreWhole) {
  TemporaryFolder folder;
  const auto& reader = GetParam();
  const auto file = folder.path() / reader.fileName;
  int taken = 0;
  for (const auto& sample : reader.samples(folder.path())) {
    folder.write(reader.fileName, reader.wrap ? reader.wrap(sample) : sample);
    try {
      reader.read(file);
      ++taken;
    } catch (const std::exception&) {
    }
  }
  EXPECT_GE(taken, 2);
}

}  // namespace
}  // namespace studio
