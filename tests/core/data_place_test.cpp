// Which kind of data a chosen folder or file is, by the names of its files and by what the network reads.
#include <gtest/gtest.h>

#include <fstream>

#include "core/data/dataset_place.h"
#include "tests/support/temporary_folder.h"

namespace studio {
namespace {

struct PlaceCase {
  std::vector<std::string> files;
  std::string chosen;  ///< below the folder; "" = the folder
  bool isLanguage;
  std::string data;  ///< "text:/a.txt", the folder left out; "" = refused
};

class DataPlaces : public testing::TestWithParam<PlaceCase> {};

TEST_P(DataPlaces, haveTheKindOfTheirFiles) {
  TemporaryFolder folder;
  for (const std::string& file : GetParam().files) {
    std::filesystem::create_directories((folder.path() / file).parent_path());
    std::ofstream(folder.path() / file) << "content";
  }
  const std::string root = folder.path().string() + (GetParam().chosen.empty() ? "/" : "/" + GetParam().chosen);
  std::string data = GetParam().data;
  if (!data.empty()) data.insert(data.find(':') + 1, folder.path().string());
  EXPECT_EQ(dataAt(root, GetParam().isLanguage), data);
}

INSTANTIATE_TEST_SUITE_P(Cases, DataPlaces,
                         testing::Values(PlaceCase{{"train.bin", "val.bin"}, "", true, "tokens:"},
                                         PlaceCase{{"fineweb_train_000001.bin", "notes.txt"}, "", true, "tokens:"},
                                         PlaceCase{{"train.txt", "val.txt"}, "", true, "text:"},
                                         PlaceCase{{"shakespeare.txt"}, "", true, "text:/shakespeare.txt"},
                                         PlaceCase{{"strains.txt", "valid.txt"}, "", true, "text:/*.txt"},
                                         PlaceCase{{"corpus.jsonl"}, "", true, "text:/corpus.jsonl"},
                                         PlaceCase{{"a.txt", "b.txt"}, "b.txt", true, "text:/b.txt"},
                                         PlaceCase{{"val.bin"}, "val.bin", true, "tokens:/val.bin"},
                                         PlaceCase{{"faces/a.png"}, "", true, ""},
                                         PlaceCase{{"faces/a.png"}, "faces/a.png", true, ""},
                                         PlaceCase{{"faces/a.JPG", "bodies/b.jpg"}, "", false, "localizer:"},
                                         PlaceCase{{"t10k-images-idx3-ubyte.gz"}, "", false, "idx:"},
                                         PlaceCase{{"cifar-10-batches-bin/data_batch_1.bin"}, "", false, "cifar10:"},
                                         PlaceCase{{"cifar-100-binary/fine_label_names.txt"}, "", false, "cifar100:"},
                                         PlaceCase{{"images.npy"}, "images.npy", false, "arrays:/images.npy"},
                                         PlaceCase{{"train.bin", "val.bin"}, "", false, ""},
                                         PlaceCase{{}, "", false, ""}, PlaceCase{{}, "nothing.txt", true, ""}));

TEST(DataPlaces, areNamedByTheirTable) {
  const auto language = dataFileNames(true), images = dataFileNames(false);
  EXPECT_EQ(language,
            (std::vector<std::string>{"*.bin", "*.npy", "*.txt", "*.jsonl", "*.txt.gz", "*.jsonl.gz", "*.tsv"}));
  for (const char* name : {"*-idx3-ubyte", "data_batch_1", "*.npz", "*.jpg", "*.webp"})
    EXPECT_NE(std::find(images.begin(), images.end(), name), images.end()) << name;
}

}  // namespace
}  // namespace studio
