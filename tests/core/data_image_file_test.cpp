// One image file: formats, damaged and foreign ones, and images brought to another size.
#include <gtest/gtest.h>
#include <torch/types.h>

#include <filesystem>

#include "core/data/image_crop.h"
#include "core/data/image_file.h"
#include "tests/support/image_files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

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
  const auto whole = gradientJpeg();
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
  auto bytes = gradientJpeg();
  const auto frame = bytes.find("\xff\xc0");
  ASSERT_NE(frame, std::string::npos);
  bytes.replace(frame + 5, 4, "\xea\x60\xea\x60");  // 60000 x 60000
  EXPECT_TRUE(holds(errorSentence([&] { decodeImage(folder.write("a.jpg", bytes)); }), "a.jpg", "too large"));
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
  const auto whole = gradientJpeg();
  EXPECT_TRUE(appearsComplete(folder.write("a.jpg", whole)));
  EXPECT_FALSE(appearsComplete(folder.write("b.jpg", whole.substr(0, whole.size() - 2))));
  const auto pixels = gradientPixels(12, 16, 3);
  const auto png = encodePng(pixels.data(), 12, 16, PNG_FORMAT_RGB);
  EXPECT_TRUE(appearsComplete(folder.write("c.png", png)));
  EXPECT_FALSE(appearsComplete(folder.write("d.png", png.substr(0, png.size() - 12))));
  EXPECT_FALSE(appearsComplete(folder.write("e.png", "")));
  EXPECT_FALSE(appearsComplete(folder.path() / "none.png"));
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
