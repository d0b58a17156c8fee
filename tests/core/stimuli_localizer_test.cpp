// Localizer folders: names, layouts, files that cannot be read, and sizes.
#include <gtest/gtest.h>
#include <torch/types.h>

#include <set>

#include "core/stimuli/stimulus_groups.h"
#include "core/data/data_reference.h"
#include "core/data/dataset.h"
#include "core/run/contrast.h"
#include "core/stimuli/fitted_dataset.h"
#include "tests/support/image_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using Names = std::vector<std::string>;

DataConfig localizerConfig(const std::filesystem::path& root, std::int64_t size = 0) {
  DataConfig config;
  config.kind = "localizer";
  config.root = root.string();
  config.imageSize = size;
  return config;
}

std::shared_ptr<const Dataset> openLocalized(const DataConfig& config) {
  const auto split = openData(config, 0);
  EXPECT_EQ(split.validation->size(), 0);  // one part, whatever data.validation is
  return readable(split.training);
}

std::string greyJpeg(int shift = 0, int height = 12, int width = 16) {
  return encodeJpeg(gradientPixels(height, width, 1, shift), height, width, TJPF_GRAY);
}

const Names kFloc{"adult",      "body", "car",    "child",     "corridor", "house",
                  "instrument", "limb", "number", "scrambled", "word"};

void writeFloc(const TemporaryFolder& folder, const std::string& below, int each = 2) {
  for (const auto& category : kFloc)
    for (int number = 1; number <= each; ++number)
      folder.write(below + category + "-" + std::to_string(number) + ".jpg", greyJpeg(number));
}

TEST(Localizer, FlocNamesTellTheCategoriesWhereverTheFilesLie) {
  TemporaryFolder flat, sorted, sessions;
  writeFloc(flat, "");
  for (const auto& category : kFloc) sorted.write("stimuli/" + category + "/" + category + "-1.jpg", greyJpeg());
  for (const auto& category : kFloc)
    for (const char* session : {"1", "2"})
      sessions.write(std::string("run") + session + "/" + category + "-" + session + ".jpg", greyJpeg());
  for (const auto* folder : {&flat, &sorted, &sessions}) {
    const auto data = openLocalized(localizerConfig(folder->path()));
    EXPECT_EQ(data->classNames(), kFloc) << folder->path();
    EXPECT_EQ(data->imageShape(), (std::vector<std::int64_t>{3, 12, 16}));  // grey becomes colour
    for (std::int64_t index = 0; index < data->size(); ++index)
      EXPECT_NE(data->stimulusName(index).find(kFloc[static_cast<std::size_t>(data->label(index))] + "-"),
                std::string::npos);
  }
  const auto contrasts = parseContrasts("auto", openLocalized(localizerConfig(flat.path()))->classNames());
  ASSERT_EQ(contrasts.size(), 5U);
  EXPECT_EQ(contrasts[0].name, "faces");
}

TEST(Localizer, FilesComeByTheirNumber) {
  TemporaryFolder folder;
  for (const int number : {1, 2, 10})
    folder.write("adult-" + std::to_string(number) + ".jpg", greyJpeg(number)),
        folder.write("house-" + std::to_string(number) + ".png", greyJpeg(number));
  const auto data = openLocalized(localizerConfig(folder.path()));
  Names names;
  for (std::int64_t index = 0; index < data->size(); ++index) names.push_back(data->stimulusName(index));
  EXPECT_EQ(names, (Names{"adult-1.jpg", "adult-2.jpg", "adult-10.jpg", "house-1.png", "house-2.png", "house-10.png"}));
}

TEST(Localizer, AFolderIsACategoryWhereNamesDoNotTell) {
  TemporaryFolder cameras, plain;
  for (const char* name : {"faces/IMG-1.jpg", "faces/DSC-2.jpg", "places/IMG-3.jpg", "places/DSC-4.jpg"})
    cameras.write(name, greyJpeg());
  EXPECT_EQ(openLocalized(localizerConfig(cameras.path()))->classNames(), (Names{"faces", "places"}));
  for (const char* name : {"set/Animals-Big/a.jpg", "set/Animals-Small/deeper/b.jpg", "set/.hidden/x.jpg",
                           "set/__MACOSX/y.jpg", "set/Objects-Big/._c.jpg", "set/Objects-Big/c.png"})
    plain.write(name, greyJpeg());
  const auto data = openLocalized(localizerConfig(plain.path()));
  EXPECT_EQ(data->classNames(), (Names{"Animals-Big", "Animals-Small", "Objects-Big"}));
  EXPECT_EQ(data->size(), 3);
  EXPECT_EQ(data->stimulusName(1), "set/Animals-Small/deeper/b.jpg");
  plain.write("set/overview.png", greyJpeg());
  const auto uncategorised = openLocalized(localizerConfig(plain.path()))->skipped();
  ASSERT_EQ(uncategorised.size(), 1U);
  EXPECT_TRUE(holds(uncategorised[0], "overview.png", "no category's folder"));
}

TEST(Localizer, ABrokenFileIsLeftOutAndNamed) {
  TemporaryFolder folder;
  writeFloc(folder, "", 2);
  folder.write("house-1.jpg", greyJpeg().substr(0, 200));
  folder.write("adult-1.jpg", "");  // the first of all
  folder.write("word-2.jpg", "no image\x1b[2J");
  const auto data = openLocalized(localizerConfig(folder.path(), 8));
  EXPECT_EQ(data->size(), 19);
  const auto skipped = data->skipped();
  ASSERT_EQ(skipped.size(), 3U);
  EXPECT_EQ(skipped[0], "adult-1.jpg: it is empty");
  EXPECT_TRUE(holds(skipped[1], "house-1.jpg: "));
  EXPECT_TRUE(holds(skipped[2], "word-2.jpg: it is neither"));
  for (std::int64_t index = 0; index < data->size(); ++index) {
    EXPECT_NE(data->stimulusName(index), "house-1.jpg");
    EXPECT_EQ(data->get(index).image.sizes(), (std::vector<std::int64_t>{3, 8, 8}));
  }
  EXPECT_EQ(openLocalized(localizerConfig(folder.path()))->imageShape(),
            (std::vector<std::int64_t>{3, 12, 16}));  // the size is the first readable one's
}

TEST(Localizer, DecodedImagesAreKept) {
  TemporaryFolder folder;
  writeFloc(folder, "");
  const auto data = openLocalized(localizerConfig(folder.path(), 8));
  std::filesystem::remove_all(folder.path());
  for (std::int64_t index = 0; index < data->size(); ++index) EXPECT_NO_THROW(data->get(index));
}

TEST(Localizer, ImagesOfSeveralSizesNeedOne) {
  TemporaryFolder folder;
  folder.write("adult-1.jpg", greyJpeg());
  folder.write("house-1.jpg", greyJpeg(0, 20, 24));
  EXPECT_TRUE(holds(errorSentence([&] { openLocalized(localizerConfig(folder.path())); }), "house-1.jpg is 24 x 20",
                    "adult-1.jpg is 16 x 12", "data.image_size"));
  EXPECT_EQ(openLocalized(localizerConfig(folder.path(), 10))->size(), 2);
}

TEST(Localizer, WhatIsNoneIsRefusedWithTheWayOut) {
  TemporaryFolder folder;
  const auto refuse = [&](std::int64_t limit = 0) {
    auto config = localizerConfig(folder.path());
    config.limit = limit;
    return errorSentence([&] { openLocalized(config); });
  };
  EXPECT_TRUE(holds(refuse(), "holds no JPEG, PNG", "adult-1.jpg"));
  EXPECT_TRUE(holds(errorSentence([] { openLocalized(localizerConfig("/nonexistent/floc")); }), "/nonexistent/floc",
                    "no such folder"));
  folder.write("picture.jpg", greyJpeg());
  EXPECT_TRUE(holds(refuse(), "picture.jpg names no category"));
  folder.write("faces/a.jpg", greyJpeg());
  EXPECT_TRUE(holds(refuse(), "one category only, faces"));
  folder.write("places/b.jpg", "broken");  // shows when it is decoded; then it is the contrasts that miss their images
  const auto broken = openLocalized(localizerConfig(folder.path()));
  EXPECT_EQ(broken->size(), 1);
  EXPECT_TRUE(holds(errorSentence([&] { readStimulusGroups(*broken, {}, true); }), "is undefined", "no image of"));
  folder.write("places/b.jpg", greyJpeg());
  EXPECT_TRUE(holds(refuse(1), "data.limit"));
  for (const char* name : {"faces/a.jpg", "places/b.jpg"}) folder.write(name, "broken");
  EXPECT_TRUE(holds(refuse(), "faces/a.jpg", "neither a JPEG"));
  EXPECT_TRUE(holds(errorSentence([&] { openLocalized(localizerConfig(folder.path(), 8)); }), "None of the 2 images",
                    "faces/a.jpg"));
}

TEST(Localizer, ACategoryOfAnUnreadFormatIsRefusedAndOtherFilesAreNamed) {
  TemporaryFolder folder;
  folder.write("faces/a.jpg", greyJpeg());
  folder.write("places/b.jpg", greyJpeg());
  folder.write("places/c.gif", "GIF89a");
  folder.write("notes/readme.txt", "no picture");
  const auto remarks = openLocalized(localizerConfig(folder.path()))->remarks();
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_TRUE(holds(remarks[0], "2 files", "notes/readme.txt", "places/c.gif", "gif 1", "txt 1")) << remarks[0];
  folder.write("tools/d.heic", "ftypheic");
  EXPECT_TRUE(holds(errorSentence([&] { openLocalized(localizerConfig(folder.path())); }), "tools", "heic 1", "d.heic",
                    "take the folder out"));
}

TEST(Localizer, EmptyFoldersAreNamed) {
  TemporaryFolder folder, floc;
  for (const char* name : {"faces/a.jpg", "places/b.jpg"}) folder.write(name, greyJpeg());
  for (const char* name : {"tools", "words"}) std::filesystem::create_directory(folder.path() / name);
  const auto remarks = openLocalized(localizerConfig(folder.path()))->remarks();
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_TRUE(holds(remarks[0], "2 folders are empty", "tools, words", "take them out")) << remarks[0];
  for (const auto& category : kFloc) floc.write("stimuli/" + category + "/" + category + "-1.jpg", greyJpeg());
  std::filesystem::remove(floc.path() / "stimuli/word/word-1.jpg");
  EXPECT_TRUE(holds(openLocalized(localizerConfig(floc.path()))->remarks().at(0), "1 folder is empty", "stimuli/word"));
}

TEST(Localizer, HostileNamesAreShownHarmlessly) {
  TemporaryFolder folder;
  folder.write("a\x1b[31m/1.jpg", greyJpeg());
  folder.write("b\xff\xfe/2\n.jpg", greyJpeg());
  folder.write("$(reboot)/%s%n.jpg", greyJpeg());
  const auto data = openLocalized(localizerConfig(folder.path()));
  ASSERT_EQ(data->size(), 3);
  for (const auto& name : data->classNames()) EXPECT_EQ(name.find_first_of("\x1b\xff\n"), std::string::npos);
  for (std::int64_t index = 0; index < 3; ++index)
    EXPECT_EQ(data->stimulusName(index).find_first_of("\x1b\xff\n"), std::string::npos);
}

TEST(Readable, OneBrokenImageOfAThousandIsLeftOut) {
  TemporaryFolder folder;
  for (int index = 0; index < 1000; ++index)
    folder.write((index % 2 ? "a/" : "b/") + std::to_string(index) + ".jpg", greyJpeg(index % 100, 4, 4));
  folder.write("a/501.jpg", "broken");
  const auto whole =
      openData(parseDataReference("image_folder:" + folder.path().string() + "?image_size=4"), 0).training;
  std::int64_t last = -1, of = 0;
  const auto data = readable(whole, [&](std::int64_t done, std::int64_t all) { last = done, of = all; });
  EXPECT_EQ(data->size(), 999);
  EXPECT_EQ(data->skipped(), (Names{"a/501.jpg: it is neither a JPEG nor a PNG, WebP or BMP"}));
  EXPECT_EQ(of, 1000);
  EXPECT_GE(last, 0);
  EXPECT_EQ(readable(data), data);  // nothing more to leave out
  for (std::int64_t index = 0; index < 999; ++index) ASSERT_NE(data->stimulusName(index), "a/501.jpg");
}

TEST(Readable, OtherMistakesAndTheCallersOwnPassThrough) {
  TemporaryFolder folder;
  folder.write("a/1.jpg", greyJpeg());
  folder.write("b/2.jpg", greyJpeg(0, 30, 30));
  const auto mixed = openData(parseDataReference("image_folder:" + folder.path().string()), 0).training;
  EXPECT_TRUE(holds(errorSentence([&] { readable(mixed); }), "2.jpg is 30 x 30"));
  const auto bars = openData(parseDataReference("bars:?samples=2000"), 0).training;
  EXPECT_THROW(readable(bars, [](std::int64_t, std::int64_t) { throw std::runtime_error("stopped"); }),
               std::runtime_error);
}

TEST(ShowAs, GreyIsRepeatedAndColourBecomesLuminance) {
  TemporaryFolder folder;
  for (const char* name : {"a/1.png", "b/2.png"}) {
    std::vector<std::uint8_t> pixels;
    for (int pixel = 0; pixel < 16; ++pixel) pixels.insert(pixels.end(), {200, 100, 40});
    folder.write(name, encodePng(pixels.data(), 4, 4, PNG_FORMAT_RGB));
  }
  const auto colour = openLocalized(localizerConfig(folder.path()));
  EXPECT_EQ(showAs(colour, 3), colour);
  const auto grey = showAs(colour, 1);
  EXPECT_EQ(grey->imageShape(), (std::vector<std::int64_t>{1, 4, 4}));
  EXPECT_EQ(grey->get(1).image[0][2][2].item<int>(), 123);  // 59.8 + 58.7 + 4.56 = 123.06
  EXPECT_EQ(grey->get(1).image.scalar_type(), torch::kUInt8);
  EXPECT_EQ(grey->stimulusName(1), colour->stimulusName(1));
  EXPECT_EQ(grey->defaultMean().size(), 1U);
  const auto bars = openData(parseDataReference("bars:?samples=3"), 0).training, shown = showAs(bars, 3);
  EXPECT_TRUE(torch::equal(shown->get(2).image[2], bars->get(2).image[0]));
  EXPECT_EQ(shown->stored(2).image.size(0), 3);
  EXPECT_EQ(shown->sized(2, 14).image.sizes(), (std::vector<std::int64_t>{3, 14, 14}));
  EXPECT_TRUE(holds(errorSentence([&] { showAs(bars, 2); }), "1 channels", "takes 2"));
}

}  // namespace
}  // namespace studio
