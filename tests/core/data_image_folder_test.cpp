// Image folders: layouts, formats, resizing, and files that cannot be read.
#include <gtest/gtest.h>
#include <torch/types.h>

#include <algorithm>
#include <set>

#include "core/data/dataset.h"
#include "core/data/image_crop.h"
#include "core/data/image_file.h"
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

std::string jpeg(int shift = 0, int height = 12, int width = 16) {
  return encodeJpeg(gradientPixels(height, width, 3, shift), height, width);
}

/// Largest difference between an image [3, height, width] and interleaved pixels.
int largestDifference(const torch::Tensor& image, const std::vector<std::uint8_t>& pixels, int channels) {
  const auto all =
      torch::tensor(std::vector<int>(pixels.begin(), pixels.end())).view({image.size(1), image.size(2), channels});
  const auto expected = all.permute({2, 0, 1}).expand({3, image.size(1), image.size(2)});
  return (image.to(torch::kInt32) - expected).abs().max().item<int>();
}

TEST(ImageFile, JpegsAndPngsOfAllSortsBecomeRgb) {
  TemporaryFolder folder;
  const auto colour = gradientPixels(10, 14, 3), grey = gradientPixels(10, 14, 1), alpha = gradientPixels(10, 14, 4);
  EXPECT_LE(largestDifference(decodeImage(folder.write("a.jpg", encodeJpeg(colour, 10, 14))), colour, 3), 4);
  EXPECT_LE(largestDifference(decodeImage(folder.write("b.JPEG", encodeJpeg(grey, 10, 14, TJPF_GRAY))), grey, 1), 2);
  EXPECT_EQ(largestDifference(decodeImage(folder.write("c.png", encodePng(colour.data(), 10, 14, PNG_FORMAT_RGB))),
                              colour, 3),
            0);
  EXPECT_EQ(
      largestDifference(decodeImage(folder.write("d.png", encodePng(grey.data(), 10, 14, PNG_FORMAT_GRAY))), grey, 1),
      0);
  std::vector<std::uint8_t> opaque;
  for (std::size_t index = 0; index < alpha.size(); ++index)
    if (index % 4 != 3) opaque.push_back(alpha[index]);
  EXPECT_EQ(largestDifference(decodeImage(folder.write("e.png", encodePng(alpha.data(), 10, 14, PNG_FORMAT_RGBA))),
                              opaque, 3),
            0);
}

TEST(ImageFile, PaletteAndSixteenBitPngsAreRead) {
  // Written by Python (tests/data/make_png_samples.py): the same 6 x 5 ramp with 16 bits a value and with a palette.
  const auto folder = std::filesystem::path(STUDIO_SOURCE_DIR) / "tests/data/png";
  const auto deep = decodeImage(folder / "grey16.png"), palette = decodeImage(folder / "palette.png");
  ASSERT_EQ(deep.sizes(), (std::vector<std::int64_t>{3, 5, 6}));
  ASSERT_EQ(palette.sizes(), deep.sizes());
  for (int row = 0; row < 5; ++row)
    for (int column = 0; column < 6; ++column) {
      EXPECT_NEAR(deep[1][row][column].item<int>(), 8 * (6 * row + column), 1);  // value * 257 in the file
      EXPECT_EQ(palette[0][row][column].item<int>(), 8 * (6 * row + column));
      EXPECT_EQ(palette[2][row][column].item<int>(), 255 - 8 * (6 * row + column));
    }
}

TEST(ImageFile, CmykJpegsAreConverted) {
  TemporaryFolder folder;
  std::vector<std::uint8_t> inks;
  for (int pixel = 0; pixel < 64; ++pixel) inks.insert(inks.end(), {200, 100, 50, 255});  // Adobe's way: 255 is no ink
  const auto image = decodeImage(folder.write("a.jpg", encodeJpeg(inks, 8, 8, TJPF_CMYK)));
  EXPECT_NEAR(image[0][4][4].item<int>(), 200, 3);
  EXPECT_NEAR(image[2][4][4].item<int>(), 50, 3);
}

TEST(ImageFile, TruncatedAndForeignFilesAreRefusedByName) {
  TemporaryFolder folder;
  const auto whole = jpeg();
  const auto pixels = gradientPixels(12, 16, 3);
  const auto png = encodePng(pixels.data(), 12, 16, PNG_FORMAT_RGB);
  for (const double share : {0.02, 0.5, 0.8, 0.95}) {
    const auto cut = static_cast<std::size_t>(share * static_cast<double>(whole.size()));
    EXPECT_TRUE(holds(errorSentence([&] { decodeImage(folder.write("cut.jpg", whole.substr(0, cut))); }), "cut.jpg",
                      "take it out"))
        << share;
    const auto cutPng = static_cast<std::size_t>(share * static_cast<double>(png.size()));
    EXPECT_TRUE(holds(errorSentence([&] { decodeImage(folder.write("cut.png", png.substr(0, cutPng))); }), "cut.png",
                      "take it out"))
        << share;
  }
  EXPECT_TRUE(holds(errorSentence([&] { decodeImage(folder.write("text.jpg", "hello")); }), "text.jpg", "neither"));
  EXPECT_TRUE(holds(errorSentence([&] { decodeImage(folder.write("empty.png", "")); }), "empty.png", "empty"));
  EXPECT_TRUE(holds(errorSentence([&] { decodeImage(folder.path() / "none.png"); }), "none.png"));
}

TEST(ImageFile, JpegsDamagedWithinAreRefusedAndStrayBytesAreNot) {
  TemporaryFolder folder;
  std::vector<std::uint8_t> noise;
  for (std::uint32_t value = 1; noise.size() < 64 * 64 * 3; value = value * 1664525 + 1013904223)
    noise.push_back(std::uint8_t(value >> 24));
  const auto whole = encodeJpeg(noise, 64, 64, TJPF_RGB, 90);
  const auto scan = whole.find("\xff\xda") + 14;
  int refused = 0;
  for (std::size_t at = scan + 1000; at + 100 < whole.size(); at += 500) {
    auto damaged = whole;
    for (std::size_t byte = at; byte < at + 24; byte += 2) damaged.replace(byte, 2, std::string("\xff\0", 2));
    try {  // all ones are no code, unless they are taken for the digits behind one
      decodeImage(folder.write("damaged.jpg", damaged));
    } catch (const UnreadableImage& error) {
      EXPECT_EQ(error.reason(), "it is damaged (Corrupt JPEG data: bad Huffman code)");
      ++refused;
    }
  }
  EXPECT_GE(refused, 3);
  auto stray = whole;
  stray.insert(whole.find("\xff\xdb"), 7, '\0');  // before a header
  const auto expected = decodeImage(folder.write("whole.jpg", whole));
  EXPECT_TRUE(torch::equal(decodeImage(folder.write("stray.jpg", stray)), expected));
}

TEST(ImageFile, BmpsWhoseFirstRowComesFirstAreTurnedOver) {
  TemporaryFolder folder;
  for (const char* name : {"ramp24.bmp", "ramp8.bmp"}) {
    const auto bottomUp = readFileBytes(std::filesystem::path(STUDIO_SOURCE_DIR) / "tests/data/png" / name);
    const auto row = std::size_t(std::string(name) == "ramp24.bmp" ? 20 : 8), first = bottomUp.size() - 5 * row;
    auto topDown = bottomUp.substr(0, first);
    for (int each = 4; each >= 0; --each) topDown += bottomUp.substr(first + std::size_t(each) * row, row);
    topDown.replace(22, 4, "\xfb\xff\xff\xff");  // a height of -5
    const auto file = folder.write(name, topDown);
    EXPECT_TRUE(torch::equal(decodeImage(file), decodeImage(folder.write("up.bmp", bottomUp)))) << name;
    EXPECT_EQ(readImageSize(file).height, 5);
    const auto cut = folder.write("cut.bmp", topDown.substr(0, topDown.size() - row));
    EXPECT_TRUE(holds(errorSentence([&] { decodeImage(cut); }), "cut.bmp"));
  }
}

TEST(ImageFile, AbsurdSizesAreRefused) {
  TemporaryFolder folder;
  auto bytes = jpeg();
  const auto frame = bytes.find("\xff\xc0");
  ASSERT_NE(frame, std::string::npos);
  bytes.replace(frame + 5, 4, "\xea\x60\xea\x60");  // 60000 x 60000
  EXPECT_TRUE(holds(errorSentence([&] { decodeImage(folder.write("a.jpg", bytes)); }), "a.jpg", "too large"));
}

TEST(ImageFolder, TrainAndTestFoldersAreTheTwoParts) {
  TemporaryFolder folder;
  folder.write("train/dog/1.jpg", jpeg());
  folder.write("train/cat/2.jpg", jpeg(10));
  folder.write("train/cat/deeper/1.png", jpeg(20));  // the content decides, not the name
  folder.write("train/cat/notes.txt", "not an image");
  folder.write("train/.hidden/1.jpg", jpeg());
  folder.write("test/dog/1.jpg", jpeg(30));
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
    folder.write((index % 2 ? "a/" : "b/") + std::to_string(index) + ".jpg", jpeg(index));
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
  folder.write("a/1.jpg", jpeg());
  folder.write("a/2.jpg", jpeg().substr(0, 300));
  folder.write("b/3.jpg", jpeg(0, 20, 20));
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
  folder.write("train/a/1.jpg", jpeg());
  folder.write("test/unknown/1.jpg", jpeg());
  EXPECT_TRUE(holds(refuse(), "test/unknown", "do not have"));
  EXPECT_TRUE(holds(errorSentence([&] { openData(folderConfig(folder.path() / "nowhere"), 0); }), "no such folder"));
  auto config = folderConfig(folder.path());
  config.imageSize = 1'000'000'000;
  EXPECT_TRUE(holds(errorSentence([&] { openData(config, 0); }), "data.image_size"));
}

std::string bytesOfData(const char* name) {
  return readFileBytes(std::filesystem::path(STUDIO_SOURCE_DIR) / "tests/data/png" / name);
}

TEST(ImageFile, WebpAndBmpAreReadAndDamagedOnesRefused) {
  // Written by Python (tests/data/make_photo_samples.py): a 6 x 5 ramp as lossless WebP, BMP of 24 and of 8 bits.
  TemporaryFolder folder;
  for (const char* name : {"ramp.webp", "ramp24.bmp", "ramp8.bmp"}) {
    const auto image = decodeImage(folder.write(name, bytesOfData(name)));
    ASSERT_EQ(image.sizes(), (std::vector<std::int64_t>{3, 5, 6})) << name;
    for (int row = 0; row < 5; ++row)
      for (int column = 0; column < 6; ++column) {
        EXPECT_EQ(image[0][row][column].item<int>(), 8 * (6 * row + column)) << name;
        EXPECT_EQ(image[2][row][column].item<int>(), 255 - 8 * (6 * row + column)) << name;
      }
    EXPECT_EQ(readImageSize(folder.path() / name).width, 6) << name;
    const auto whole = bytesOfData(name);
    for (const double share : {0.1, 0.5, 0.9}) {
      const auto cut =
          folder.write(name, whole.substr(0, static_cast<std::size_t>(share * static_cast<double>(whole.size()))));
      EXPECT_TRUE(holds(errorSentence([&] { decodeImage(cut); }), name, "take it out")) << share;
      EXPECT_FALSE(appearsComplete(cut));
    }
  }
}

TEST(ImageFile, AQuickLookSeesTheEndOfAFile) {
  TemporaryFolder folder;
  const auto whole = jpeg();
  EXPECT_TRUE(appearsComplete(folder.write("a.jpg", whole)));
  EXPECT_FALSE(appearsComplete(folder.write("b.jpg", whole.substr(0, whole.size() - 2))));
  const auto pixels = gradientPixels(12, 16, 3);
  const auto png = encodePng(pixels.data(), 12, 16, PNG_FORMAT_RGB);
  EXPECT_TRUE(appearsComplete(folder.write("c.png", png)));
  EXPECT_FALSE(appearsComplete(folder.write("d.png", png.substr(0, png.size() - 12))));
  EXPECT_FALSE(appearsComplete(folder.write("e.png", "")));
  EXPECT_FALSE(appearsComplete(folder.path() / "none.png"));
}

TEST(ImageFolder, HiddenAndSystemFoldersAreNoDataAtAnyDepth) {
  TemporaryFolder folder;
  for (const char* name : {"a/1.jpg", "b/2.jpg", "b/deeper/3.jpg"}) folder.write(name, jpeg());
  for (const char* name :
       {"a/.ipynb_checkpoints/1-checkpoint.jpg", "a/@eaDir/1.jpg/SYNOPHOTO_THUMB_M.jpg", "__MACOSX/a/1.jpg",
        "#recycle/9.jpg", "$RECYCLE.BIN/9.jpg", "lost+found/9.jpg", "System Volume Information/9.jpg",
        "b/deeper/.thumbnails/9.jpg", "b/._2.jpg", "a/Thumbs.db", "a/.DS_Store", "b/deeper/desktop.ini"})
    folder.write(name, jpeg());
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
  folder.write("set/a/1.jpg", jpeg());
  folder.write("set/b/2.jpg", jpeg(1));
  elsewhere.write("more/3.jpg", jpeg(2));
  elsewhere.write("more/inner/4.jpg", jpeg(3));
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
  for (const char* name : {"a/1.jpg", "b/2.jpg"}) folder.write(name, jpeg());
  for (const char* name : {"a/1.gif", "a/2.GIF", "b/3.heic", "b/4.gif", "notes.txt"}) folder.write(name, "x");
  folder.write("loose.jpg", jpeg());
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
  for (const char* name : {"a/1.jpg", "c/2.jpg"}) folder.write(name, jpeg());
  for (const char* name : {"b/1.tiff", "b/2.tiff"}) folder.write(name, "x");
  const auto refuse = [&] { return errorSentence([&] { openData(folderConfig(folder.path()), 0); }); };
  EXPECT_TRUE(holds(refuse(), "class folder", "/b ", "2 files (tiff 2)", "1.tiff", "take the folder out")) << refuse();
  std::filesystem::remove_all(folder.path() / "b");
  std::filesystem::create_directory(folder.path() / "b");
  EXPECT_TRUE(holds(refuse(), "class folder", "/b ", "empty"));
}

TEST(ImageFolder, FoldersBesideTheTwoPartsAreNamed) {
  TemporaryFolder folder;
  for (const char* name : {"train/a/1.jpg", "val/a/2.jpg", "test/a/3.jpg", "extra/a/4.jpg"}) folder.write(name, jpeg());
  const auto remarks = openData(folderConfig(folder.path()), 0).training->remarks();
  ASSERT_EQ(remarks.size(), 1U);
  EXPECT_TRUE(holds(remarks[0], "Beside train and val", "extra, test"));
  for (const char* name : {"5.jpg", "6.jpg", ".7.jpg"}) folder.write(name, jpeg());
  const auto more = openData(folderConfig(folder.path()), 0).training->remarks();
  ASSERT_EQ(more.size(), 2U);
  EXPECT_TRUE(holds(more[0], "2 files (jpg 2), e.g. 5.jpg", "beside the folder train left out")) << more[0];
}

TEST(ImageFolder, ClassesThatLookTheSameAreMatchedOrTold) {
  TemporaryFolder folder;
  for (const char* name : {"train/caf\u00e9/1.jpg", "train/b/2.jpg", "val/cafe\u0301/3.jpg"})
    folder.write(name, jpeg());
  const auto split = openData(folderConfig(folder.path()), 0);
  EXPECT_EQ(split.validation->label(0), 1);
  EXPECT_TRUE(split.training->remarks().empty());
  folder.write("train/B/4.jpg", jpeg());
  EXPECT_TRUE(holds(openData(folderConfig(folder.path()), 0).training->remarks().at(0),
                    "\"B\" and \"b\" count as two classes"));
}

TEST(ImageFolder, TheTwoPartsMayBeWrittenInCapitals) {
  TemporaryFolder folder;
  for (const char* name : {"Train/a/1.jpg", "Train/b/2.jpg", "TEST/a/3.jpg", "extra/a/4.jpg"})
    folder.write(name, jpeg());
  const auto split = openData(folderConfig(folder.path()), 0);
  EXPECT_EQ(split.training->classNames(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(split.validation->size(), 1);
  EXPECT_TRUE(holds(split.training->remarks().at(0), "Beside Train and TEST", "extra"))
      << split.training->remarks().at(0);
}

/// Images are told apart by these names when some of them are left out.
TEST(ImageFolder, NamesThatNoTerminalShowsStayDifferent) {
  TemporaryFolder folder;
  for (const char* name : {"\xe4.jpg", "\xf6.jpg", "o.jpg"}) folder.write(std::string("a/") + name, jpeg());
  folder.write("b/" + std::string(220, 'n') + "1.jpg", jpeg());
  folder.write("b/" + std::string(220, 'n') + "2.jpg", jpeg());
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
  for (const char* name : {"0", "1", "2", "10"}) folder.write(std::string(name) + "/1.jpg", jpeg());
  const auto data = openData(folderConfig(folder.path()), 0).training;
  EXPECT_EQ(data->classNames(), (std::vector<std::string>{"0", "1", "10", "2"}));  // as torchvision
  ASSERT_EQ(data->remarks().size(), 1U);
  EXPECT_TRUE(holds(data->remarks()[0], "0, 1, 10, 2", "label 3 is the class 2", "by name")) << data->remarks()[0];
}

TEST(ResizedImages, HalvingWeighsFourPixelsAndKeepsTheMiddle) {
  // Antialiased bilinear by two: weights 1, 3, 3, 1 of eight; then the centre square of the longer side.
  const auto row = torch::tensor({0, 8, 16, 80, 8, 240, 0, 160, 16, 24, 32, 40}, torch::kUInt8)
                       .view({1, 1, 1, 12})
                       .expand({1, 3, 8, 12})
                       .contiguous();
  const auto half = resizedImages(row, 4);
  ASSERT_EQ(half.sizes(), (std::vector<std::int64_t>{1, 3, 4, 4}));
  EXPECT_EQ(half[0][0][1][0].item<int>(), (8 + 3 * 16 + 3 * 80 + 8) / 8);
  EXPECT_EQ(half[0][2][3][1].item<int>(), (80 + 3 * 8 + 3 * 240 + 0) / 8);
}

}  // namespace
}  // namespace studio
