// safetensors: what is written is read again, and hostile files are refused with a sentence.
#include "core/weights/safetensors.h"

#include <gtest/gtest.h>

#include <cstring>
#include <nlohmann/json.hpp>

#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

std::string makeFile(const std::string& header, std::size_t dataBytes, std::uint64_t length = 0) {
  if (length == 0) length = header.size();
  std::string bytes(8, '\0');
  std::memcpy(bytes.data(), &length, 8);
  return bytes + header + std::string(dataBytes, 'x');
}

std::span<const std::byte> bytesOfVector(const std::vector<float>& values) { return std::as_bytes(std::span(values)); }

std::string refusal(const std::string& bytes) {
  TemporaryFolder folder;
  const auto file = folder.write("hostile.safetensors", bytes);
  const auto sentence = errorSentence([&] { SafetensorsFile opened(file); });
  EXPECT_TRUE(holds(sentence, "hostile.safetensors")) << sentence;
  return sentence;
}

std::string tensorEntry(const std::string& name, const std::string& shape, int begin, int end,
                        const std::string& dtype = "F32") {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":[" + shape + "],\"data_offsets\":[" +
         std::to_string(begin) + "," + std::to_string(end) + "]}";
}

TEST(Safetensors, WhatIsWrittenIsReadAgain) {
  TemporaryFolder folder;
  const auto file = folder.path() / "a.safetensors";
  const std::vector<float> first{1, 2, 3, 4, 5, 6}, second{7};
  const std::vector<std::int64_t> third{-1, 1LL << 40};
  writeSafetensors(file,
                   {{"b.weight", "F32", {2, 3}, bytesOfVector(first)},
                    {"a", "F32", {}, bytesOfVector(second)},
                    {"count", "I64", {2}, std::as_bytes(std::span(third))},
                    {"empty", "F32", {0, 5}, {}}},
                   {{"format", "pt"}, {"step", "12"}});
  const SafetensorsFile stored(file);
  ASSERT_EQ(stored.tensors().size(), 4U);
  const auto* found = stored.find("b.weight");
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->shape, (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(std::memcmp(found->bytes.data(), first.data(), 24), 0);
  EXPECT_EQ(stored.find("a")->shape.size(), 0U);
  EXPECT_EQ(std::memcmp(stored.find("count")->bytes.data(), third.data(), 16), 0);
  EXPECT_EQ(stored.find("empty")->bytes.size(), 0U);
  EXPECT_EQ(stored.find("nothing"), nullptr);
  EXPECT_EQ(stored.metadata().at("step"), "12");
}

TEST(Safetensors, LayoutIsThatOfTheReferenceWriter) {
  TemporaryFolder folder;
  const auto file = folder.path() / "a.safetensors";
  const std::vector<float> values{1, 2};
  const std::vector<std::int64_t> wide{5};
  writeSafetensors(file, {{"z", "F32", {1}, bytesOfVector(values).first(4)},
                          {"b", "F32", {1}, bytesOfVector(values).last(4)},
                          {"w", "I64", {1}, std::as_bytes(std::span(wide))}});
  const auto bytes = readFileBytes(file);
  std::uint64_t length = 0;
  std::memcpy(&length, bytes.data(), 8);
  EXPECT_EQ(length % 8, 0U);  // so the data are aligned
  const auto header = nlohmann::json::parse(bytes.substr(8, length));
  EXPECT_EQ(header["w"]["data_offsets"], (std::vector<int>{0, 8}));   // large items first
  EXPECT_EQ(header["b"]["data_offsets"], (std::vector<int>{8, 12}));  // then by name
  EXPECT_EQ(header["z"]["data_offsets"], (std::vector<int>{12, 16}));
  EXPECT_FALSE(header.contains("__metadata__"));
}

TEST(Safetensors, FilesCutShortAnywhereAreRefused) {
  TemporaryFolder folder;
  const std::vector<float> values(20);
  writeSafetensors(folder.path() / "a", {{"a", "F32", {20}, bytesOfVector(values)}});
  const auto whole = readFileBytes(folder.path() / "a");
  for (std::size_t size = 0; size < whole.size(); size += size < 12 ? 1 : 7)
    EXPECT_FALSE(refusal(whole.substr(0, size)).empty()) << size;
  EXPECT_TRUE(holds(refusal(whole + "x"), "belong to no tensor"));
}

TEST(Safetensors, HeadersThatLieAreRefused) {
  EXPECT_TRUE(holds(refusal(makeFile("{" + tensorEntry("a", "2", 0, 8) + "," + tensorEntry("b", "2", 4, 12) + "}", 12)),
                    "overlaps"));
  EXPECT_TRUE(
      holds(refusal(makeFile("{" + tensorEntry("a", "2", 0, 8) + "," + tensorEntry("b", "2", 12, 20) + "}", 20)),
            "belong to no tensor"));
  EXPECT_TRUE(holds(refusal(makeFile("{" + tensorEntry("a", "2", 0, 8) + "}", 4)), "outside"));
  EXPECT_TRUE(holds(refusal(makeFile("{" + tensorEntry("a", "3", 0, 8) + "}", 8)), "size that its shape says"));
  EXPECT_TRUE(holds(refusal(makeFile("{" + tensorEntry("a", "2", 8, 0) + "}", 8)), "outside"));
  EXPECT_TRUE(holds(refusal(makeFile("{" + tensorEntry("a", "2", 0, 8) + "," + tensorEntry("a", "2", 8, 16) + "}", 16)),
                    "twice"));
  EXPECT_TRUE(
      holds(refusal(makeFile("{" + tensorEntry("a", "4294967296,4294967296,16", 0, 8) + "}", 8)), "impossible shape"));
  EXPECT_TRUE(
      holds(refusal(makeFile("{" + tensorEntry("a", "18446744073709551615", 0, 8) + "}", 8)), "impossible shape"));
  EXPECT_TRUE(holds(refusal(makeFile("{" + tensorEntry("a", "-2", 0, 8) + "}", 8)), "whole number"));
  EXPECT_TRUE(holds(refusal(makeFile("{" + tensorEntry("a", "2.0", 0, 8) + "}", 8)), "whole number"));
  EXPECT_TRUE(holds(refusal(makeFile("{" + tensorEntry("a", "2", 0, 8, "F31") + "}", 8)), "unknown type F31"));
  EXPECT_TRUE(holds(refusal(makeFile(R"({"a":{"dtype":"F32","shape":[2]}})", 8)), "data_offsets"));
  EXPECT_TRUE(holds(refusal(makeFile(R"({"__metadata__":{"a":1}})", 0)), "metadata"));
  EXPECT_TRUE(holds(refusal(makeFile("{" + tensorEntry("a\\u001b[2J", "2", 0, 8) + "}", 8)), "no readable text"));
  EXPECT_TRUE(holds(refusal(makeFile(R"([1])", 0)), "begin with {"));
  EXPECT_TRUE(holds(refusal(makeFile(R"({"a":)", 0)), "JSON"));
}

TEST(Safetensors, HugeAndDeepHeadersAreRefusedWithoutReadingThem) {
  EXPECT_TRUE(holds(refusal(makeFile("{}", 0, std::uint64_t{1} << 62)), "100 MB"));
  EXPECT_TRUE(holds(refusal(makeFile("{}", 0, 1000)), "cut short"));
  EXPECT_TRUE(holds(refusal(makeFile("{\"a\":" + std::string(100'000, '[') + std::string(100'000, ']') + "}", 0)),
                    "nested too deeply"));
  EXPECT_TRUE(holds(refusal(makeFile("{\"a\":" + std::string(1'000'000, '['), 0)), "nested too deeply"));
}

TEST(Safetensors, AnEmptyFileOfNoTensorsIsValid) {
  TemporaryFolder folder;
  EXPECT_TRUE(SafetensorsFile(folder.write("a", makeFile("{}  ", 0))).tensors().empty());
}

}  // namespace
}  // namespace studio
