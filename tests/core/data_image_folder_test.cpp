// Image folders: layouts, classes, what in them is no data, links, and files that cannot be read.
#include <gtest/gtest.h>
#include <torch/types.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "core/data/dataset.h"
#include "tests/support/image_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

DataConfig folderConfig(const std::filesystem::path& root, std::int64_t size = 0) {
  DataConfig config;
  config.kind = "image_folder";
  config.root = root.string();
  config.imageSize = size;
  config.validation = 0.25;
  return config;
}

TEST(ImageFolder, TrainAndTestFoldersAreTheTwoParts) {
  TemporaryFolder folder;
  folder.write("train/dog/1.jpg", gradientJpeg());
  folder.write("train/cat/2.jpg", gradientJpeg(10));
  folder.write("train/cat/deeper/1.png", gradientJpeg(20));  // the content decides, not the name
  folder.write("train/cat/notes.txt", "not an image");
  folder.write("train/.hidden/1.jpg", gradientJpeg());
  folder.write("test/dog/1.jpg", gradientJpeg(30));
  const auto split = openData(folderConfig(folder.path()), 0);
  EXPECT_EQ(split.training->classNames(), (std::vector<std::string>{"cat", "dog"}));
  EXPECT_EQ(split.training->size(), 3);
  EXPECT_EQ(split.validation->size(), 1);
  EXPECT_EQ(split.validation->get(0).label, 1);  // dog, although it is the only class there
  EXPECT_EQ(split.training->imageShape(), (std::vector<std::int64_t>{3, 12, 16}));
  EXPECT_EQ(split.training->defaultMean(), (std::vector<double>{0.485, 0.456, 0.406}));
}

TEST(ImageFolder, OneFolderIsSplitBySeedAndCached) {
  TemporaryFolder folder;
  for (int index = 0; index < 8; ++index)
    folder.write((index % 2 ? "a/" : "b/") + std::to_string(index) + ".jpg", gradientJpeg(index));
  const auto split = openData(folderConfig(folder.path(), 8), 3);
  EXPECT_EQ(split.training->size(), 6);
  EXPECT_EQ(split.validation->size(), 2);
  const auto first = split.training->get(0).image.clone();
  EXPECT_EQ(first.sizes(), (std::vector<std::int64_t>{3, 8, 8}));
  std::filesystem::remove_all(folder.path());
  EXPECT_TRUE(torch::equal(split.training->get(0).image, first));  // kept in memory
  EXPECT_THROW(split.training->get(1), UserError);                 // never seen, and gone
}

TEST(ImageFolder, DamagedImagesAndOtherSizesNameTheFile) {
  TemporaryFolder folder;
  folder.write("a/1.jpg", gradientJpeg());
  folder.write("a/2.jpg", gradientJpeg().substr(0, 300));
  folder.write("b/3.jpg", gradientJpeg(0, 20, 20));
  auto config = folderConfig(folder.path());
  config.validation = 0;
  const auto data = openData(config, 0).training;
  EXPECT_TRUE(holds(errorSentence([&] { data->get(1); }), "a/2.jpg"));
  EXPECT_TRUE(holds(errorSentence([&] { data->get(2); }), "b/3.jpg", "20 x 20", "image_size"));
}

TEST(ImageFolder, WrongLayoutsSayWhatIsExpected) {
  TemporaryFolder folder;
  const auto refuse = [&] { return errorSentence([&] { openData(folderConfig(folder.path()), 0); }); };
  EXPECT_TRUE(holds(refuse(), "No class folders", "train/CLASS/*.jpg", "an empty folder"));
  folder.write("images.tar", "x");
  EXPECT_TRUE(holds(refuse(), "Found: images.tar"));
  folder.write("train/a/1.jpg", gradientJpeg());
  folder.write("test/unknown/1.jpg", gradientJpeg());
  EXPECT_TRUE(holds(refuse(), "test/unknown", "do not have"));
  EXPECT_TRUE(holds(errorSentence([&] { openData(folderConfig(folder.path() / "nowhere"), 0); }), "no such folder"));
  auto config = folderConfig(folder.path());
  config.imageSize = 1'000'000'000;
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "data.image_size"));
}

TEST(ImageFolder, HiddenAndSystemFoldersAreNoDataAtAnyDepth) {
  TemporaryFolder folder;
  for (const char* name : {"a/1.jpg", "b/2.jpg", "b/deeper/3.jpg"}) folder.write(name, gradientJpeg());
  for (const char* name :
       {"a/.ipynb_checkpoints/1-checkpoint.jpg", "a/@eaDir/1.jpg/SYNOPHOTO_THUMB_M.jpg", "__MACOSX/a/1.jpg",
        "#recycle/9.jpg", "$RECYCLE.BIN/9.jpg", "lost+found/9.jpg", "System Volume Information/9.jpg",
        "b/deeper/.thumbnails/9.jpg", "b/._2.jpg", "a/Thumbs.db", "a/.DS_Store", "b/deeper/desktop.ini"})
    folder.write(name, gradientJpeg());
  auto config = folderConfig(folder.path());
  config.validation = 0;
  const auto data = openData(config, 0).training;
  EXPECT_EQ(data->classNames(), (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(data->size(), 3);
  EXPECT_EQ(data->stimulusName(2), "b/deeper/3.jpg");
  EXPECT_TRUE(data->remarks().empty());
}

TEST(ImageFolder, LinkedFoldersAreFollowedOnceAndNeverLoop) {
  namespace fs = std::filesystem;
  TemporaryFolder folder, elsewhere;
  folder.write("set/a/1.jpg", gradientJpeg());
  folder.write("set/b/2.jpg", gradientJpeg(1));
  elsewhere.write("more/3.jpg", gradientJpeg(2));
  elsewhere.write("more/inner/4.jpg", gradientJpeg(3));
  fs::create_directory_symlink(elsewhere.path() / "more",
                               folder.path() / "set/a/more");  // images of a that lie elsewhere
  auto config = folderConfig(folder.path() / "set");
  config.validation = 0;
  auto data = openData(config, 0).training;
  EXPECT_EQ(data->size(), 4);
  EXPECT_EQ(data->label(2), 0);
  EXPECT_TRUE(data->remarks().empty());

  fs::create_directory_symlink(folder.path() / "set", folder.path() / "set/b/loop");
  fs::create_directory_symlink("../b", folder.path() / "set/a/also_b");  // a must not take the images of b
  fs::create_directory_symlink(elsewhere.path() / "more", elsewhere.path() / "more/inner/again");
  data = openData(config, 0).training;
  EXPECT_EQ(data->size(), 4);
  EXPECT_EQ(data->label(3), 1);
  ASSERT_EQ(data->remarks().size(), 3U);
  for (const auto& remark : data->remarks()) EXPECT_TRUE(holds(remark, "The link ", "read already"));

  fs::create_directory_symlink("../../..",
                               folder.path() / "set/b/above");  // all of the disk's folder of temporary files
  data = openData(config, 0).training;
  EXPECT_EQ(data->size(), 4);
  const auto remarks = data->remarks();
  EXPECT_TRUE(std::any_of(remarks.begin(), remarks.end(),
                          [](const auto& each) { return holds(each, "b/above", "holds this folder itself"); }));
  fs::create_directory_symlink("a", folder.path() / "set/c");  // a class that is another one
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "set/c", "no image that can be read",
                    "a link to what is read already"));
}

TEST(ImageFolder, WhatIsNotReadIsCountedAndNamed) {
  TemporaryFolder folder;
  for (const char* name : {"a/1.jpg", "b/2.jpg"}) folder.write(name, gradientJpeg());
  for (const char* name : {"a/1.gif", "a/2.GIF", "b/3.heic", "b/4.gif", "notes.txt"}) folder.write(name, "x");
  folder.write("loose.jpg", gradientJpeg());
  auto config = folderConfig(folder.path());
  config.validation = 0;
  const auto data = openData(config, 0).training;
  EXPECT_EQ(data->size(), 2);
  ASSERT_EQ(data->remarks().size(), 2U);
  EXPECT_TRUE(holds(data->remarks()[0], "1 file (jpg 1), e.g. loose.jpg", "beside the class folders"))
      << data->remarks()[0];
  EXPECT_TRUE(holds(data->remarks()[1],
                    "5 files that are no JPEG, PNG, WebP or BMP are left out: a/1.gif, a/2.GIF, b/3.heic, ...",
                    "(gif 3, heic 1, txt 1)"))
      << data->remarks()[1];
}

TEST(ImageFolder, AClassWithoutReadableImagesIsRefusedByName) {
  TemporaryFolder folder;
  for (const char* name : {"a/1.jpg", "c/2.jpg"}) folder.write(name, gradientJpeg());
  for (const char* name : {"b/1.tiff", "b/2.tiff"}) folder.write(name, "x");
  const auto refuse = [&] { return errorSentence([&] { openData(folderConfig(folder.path()), 0); }); };
  EXPECT_TRUE(holds(refuse(), "class folder", "/b ", "2 files (tiff 2)", "1.tiff", "take the folder out")) << refuse();
  std::filesystem::remove_all(folder.path() / "b");
  std::filesystem::create_directory(folder.path() / "b");
  EXPECT_TRUE(holds(refuse(), "class folder", "/b ", "empty"));
}

TEST(ImageFolder, FoldersBesideTheTwoPartsAreNamed) {
  TemporaryFolder folder;
  for (const char* name : {"train/a/1.jpg", "val/a/2.jpg", "test/a/3.jpg", "extra/a/4.jpg"})
    folder.write(name, gradientJpeg());
  const auto remarks = openData(folderConfig(folder.path()), 0).training->remarks();
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_TRUE(holds(remarks[0], "Beside train and val", "extra, test"));
  for (const char* name : {"5.jpg", "6.jpg", ".7.jpg"}) folder.write(name, gradientJpeg());
  const auto more = openData(folderConfig(folder.path()), 0).training->remarks();
  ASSERT_EQ(more.size(), 2U);
  EXPECT_TRUE(holds(more[0], "2 files (jpg 2), e.g. 5.jpg", "beside the folder train left out")) << more[0];
}

TEST(ImageFolder, ClassesThatLookTheSameAreMatchedOrTold) {
  TemporaryFolder folder;
  for (const char* name : {"train/caf\u00e9/1.jpg", "train/b/2.jpg", "val/cafe\u0301/3.jpg"})
    folder.write(name, gradientJpeg());
  const auto split = openData(folderConfig(folder.path()), 0);
  EXPECT_EQ(split.validation->label(0), 1);
  EXPECT_TRUE(split.training->remarks().empty());
  folder.write("train/B/4.jpg", gradientJpeg());
  EXPECT_TRUE(holds(openData(folderConfig(folder.path()), 0).training->remarks().at(0),
                    "\"B\" and \"b\" count as two classes"));
}

TEST(ImageFolder, TheTwoPartsMayBeWrittenInCapitals) {
  TemporaryFolder folder;
  for (const char* name : {"Train/a/1.jpg", "Train/b/2.jpg", "TEST/a/3.jpg", "extra/a/4.jpg"})
    folder.write(name, gradientJpeg());
  const auto split = openData(folderConfig(folder.path()), 0);
  EXPECT_EQ(split.training->classNames(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(split.validation->size(), 1);
  EXPECT_TRUE(holds(split.training->remarks().at(0), "Beside Train and TEST", "extra"))
      << split.training->remarks().at(0);
}

/// Images are told apart by these names when some of them are left out.
TEST(ImageFolder, NamesThatNoTerminalShowsStayDifferent) {
  TemporaryFolder folder;
  for (const char* name : {"\xe4.jpg", "\xf6.jpg", "o.jpg"}) folder.write(std::string("a/") + name, gradientJpeg());
  folder.write("b/" + std::string(220, 'n') + "1.jpg", gradientJpeg());
  folder.write("b/" + std::string(220, 'n') + "2.jpg", gradientJpeg());
  auto config = folderConfig(folder.path());
  config.validation = 0.2;
  const auto split = openData(config, 0);
  std::set<std::string> names;
  for (const auto& part : {split.training, split.validation})
    for (std::int64_t index = 0; index < part->size(); ++index) names.insert(part->stimulusName(index));
  EXPECT_EQ(names.size(), 5u);
  EXPECT_TRUE(names.contains("a/\\xe4.jpg"));
}

TEST(ImageFolder, NumbersAsClassFoldersAreNoticed) {
  TemporaryFolder folder;
  for (const char* name : {"0", "1", "2", "10"}) folder.write(std::string(name) + "/1.jpg", gradientJpeg());
  const auto data = openData(folderConfig(folder.path()), 0).training;
  EXPECT_EQ(data->classNames(), (std::vector<std::string>{"0", "1", "10", "2"}));  // as torchvision
  ASSERT_EQ(data->remarks().size(), 1U);
  EXPECT_TRUE(holds(data->remarks()[0], "0, 1, 10, 2", "label 3 is the class 2", "by name")) << data->remarks()[0];
}

}  // namespace
}  // namespace studio
