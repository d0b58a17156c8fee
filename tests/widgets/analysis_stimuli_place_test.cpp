// What kind of stimuli a chosen folder or file is, by its files and by what the network reads.
#include <gtest/gtest.h>

#include <QSignalSpy>
#include <filesystem>
#include <fstream>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/stimuli_place.h"

namespace studio {
namespace {

struct PlaceCase {
  std::vector<std::string> files;
  std::string chosen;  ///< below the folder; "" = the folder
  bool isLanguage;
  std::string data;  ///< "text:/a.txt", the folder left out; "" = refused
};

class StimuliPlaces : public testing::TestWithParam<PlaceCase> {};

TEST_P(StimuliPlaces, haveTheKindOfTheirFiles) {
  TemporaryFolder folder;
  for (const std::string& file : GetParam().files) {
    std::filesystem::create_directories((folder.path() / file).parent_path());
    std::ofstream(folder.path() / file) << "content";
  }
  const std::string root = folder.path().string() + (GetParam().chosen.empty() ? "" : "/" + GetParam().chosen);
  const StimuliPlace place = findStimuliPlace(QString::fromStdString(root), GetParam().isLanguage);
  EXPECT_EQ(place.data.empty(), !place.problem.isEmpty());
  std::string data = GetParam().data;
  if (!data.empty()) data.insert(data.find(':') + 1, folder.path().string());
  EXPECT_EQ(place.data, data);
}

INSTANTIATE_TEST_SUITE_P(Cases, StimuliPlaces,
                         testing::Values(PlaceCase{{"train.bin", "val.bin"}, "", true, "tokens:"},
                                         PlaceCase{{"fineweb_train_000001.bin", "notes.txt"}, "", true, "tokens:"},
                                         PlaceCase{{"train.txt", "val.txt"}, "", true, "text:"},
                                         PlaceCase{{"shakespeare.txt"}, "", true, "text:/shakespeare.txt"},
                                         PlaceCase{{"strains.txt", "valid.txt"}, "", true, "text:/*.txt"},
                                         PlaceCase{{"a.txt", "b.txt"}, "b.txt", true, "text:/b.txt"},
                                         PlaceCase{{"val.bin"}, "val.bin", true, "tokens:/val.bin"},
                                         PlaceCase{{"faces/a.png"}, "", true, ""},
                                         PlaceCase{{"faces/a.png"}, "faces/a.png", true, ""},
                                         PlaceCase{{"faces/a.JPG", "bodies/b.jpg"}, "", false, "localizer:"},
                                         PlaceCase{{"t10k-images-idx3-ubyte.gz"}, "", false, "idx:"},
                                         PlaceCase{{"cifar-10-batches-bin/data_batch_1.bin"}, "", false, "cifar10:"},
                                         PlaceCase{{"images.npy"}, "images.npy", false, "arrays:/images.npy"},
                                         PlaceCase{{"train.bin", "val.bin"}, "", false, ""},
                                         PlaceCase{{}, "", false, ""}, PlaceCase{{}, "nothing.txt", true, ""}));

TEST(StimuliPlace, whatCannotFitIsRefusedInOneSentenceAndChangesNothing) {
  SampleAnalyses sample;
  TemporaryFolder folder;
  std::ofstream(folder.path() / "train.bin") << "tokens";
  QSignalSpy failures(&sample.analyses, &Analyses::failed);
  const std::string before = sample.analyses.choices().stimuli();
  sample.analyses.choices().setStimuliPlace(QString::fromStdString(folder.path().string()));
  ASSERT_EQ(failures.size(), 1);
  EXPECT_TRUE(failures[0][0].toString().contains("holds no images"));
  EXPECT_EQ(sample.analyses.choices().stimuli(), before);
  EXPECT_FALSE(sample.analyses.work().running());
}

}  // namespace
}  // namespace studio
