// Classes go by their names: from the data into checkpoints and exports, and from there onto other data.
#include "core/data/memory_datasets.h"
#include "core/network/evaluation.h"
#include "core/weights/stated_texts.h"
#include "core/weights/weights_jobs.h"
#include "core/weights/weights_file.h"
#include "tests/core/colours_fixture.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

namespace fs = std::filesystem;

TEST(ClassNames, EvaluationMatchesThemByName) {
  const TemporaryFolder place;
  writeColours(place, "abc", "abc");
  writeColours(place, "ac", "ac", 3);
  writeColours(place, "dac", "ac", 3);
  place.write("dac/d/0.png", pngOfColour(90, 90, 90));
  writeColours(place, "xy", "bc", 2);
  for (const auto& [from, to] : {std::pair{"b", "x"}, std::pair{"c", "y"}})
    fs::rename(place.path() / "xy" / from, place.path() / "xy" / to);
  const RunFolder folder = RunStore(place.path()).create("run");
  runHere(requestFor(coloursConfig(place.path() / "abc"), folder));
  ASSERT_EQ(folder.status().validationAccuracy, 1);

  const auto subset = evaluated(folder, sizedFolder(place.path() / "ac"));
  EXPECT_EQ(subset.accuracy, 1);
  EXPECT_EQ(subset.count, 6);
  EXPECT_EQ(subset.missingClasses, (std::vector<std::string>{"b"}));
  ASSERT_EQ(subset.remarks.size(), 1U);
  EXPECT_TRUE(holds(subset.remarks[0], "no image of the class b")) << subset.remarks[0];

  const auto superset = evaluated(folder, sizedFolder(place.path() / "dac"));
  EXPECT_EQ(superset.accuracy, 1);
  EXPECT_EQ(superset.count, 6);
  EXPECT_EQ(superset.unknownClasses, (std::vector<std::string>{"d"}));
  EXPECT_TRUE(
      holds(superset.remarks[0], "class d of the data is not among the 3 classes", "(a, b, c)", "1 image is left out"))
      << superset.remarks[0];

  EXPECT_TRUE(holds(errorSentence([&] { evaluated(folder, sizedFolder(place.path() / "xy")); }),
                    "None of the 2 classes", "x, y", "a, b, c"));
}

TEST(ClassNames, AreInTheCheckpointAndInWhatIsExportedFromIt) {
  const TemporaryFolder place;
  const RunFolder folder = runOnColours(place);
  const std::vector<std::string> names{"a", "b", "c"};
  EXPECT_EQ(classNamesIn(openWeights(folder.path()).metadata), names);
  convertWeights({folder.path(), place.path() / "out.safetensors", {}, {}, {}});
  EXPECT_EQ(classNamesIn(openWeights(place.path() / "out.safetensors").metadata), names);
  SourceRequest source;
  source.model = "mlp";
  source.weights = (place.path() / "out.safetensors").string();
  fs::remove_all(place.path() / "abc/b");
  EXPECT_EQ(evaluateSource(source, sizedFolder(place.path() / "abc"), {"cpu", 1, {}, {}}).missingClasses,
            (std::vector<std::string>{"b"}));
}

TEST(ClassNames, OfStrangersAreReadWithCare) {
  EXPECT_TRUE(classNamesIn({}).empty());
  for (const char* text : {"", "[", "{}", "[1]", "\"a\"", "[\"a\",null]"})
    EXPECT_TRUE(classNamesIn({{"class_names", text}}).empty()) << text;
  EXPECT_EQ(classNamesIn({{"class_names", R"(["a\u001b[2J","b"])"}}), (std::vector<std::string>{"a?[2J", "b"}));
  EXPECT_EQ(classNamesIn({{"class_names", classNamesText({"über", "\xff"})}}).size(), 2U);
}

/// One pixel an image, its label in it.
std::shared_ptr<const Dataset> labelled(const std::vector<std::string>& names) {
  std::vector<std::int64_t> labels;
  for (std::size_t label = 0; label < names.size(); ++label) labels.push_back(std::int64_t(label));
  return std::make_shared<TensorDataset>(
      torch::arange(std::int64_t(names.size())).view({-1, 1, 1, 1}).to(torch::kUInt8), labels, names);
}

std::vector<std::int64_t> readLabels(const Dataset& data) {
  std::vector<std::int64_t> labels;
  for (std::int64_t index = 0; index < data.size(); ++index) {
    labels.push_back(data.label(index));
    EXPECT_EQ(data.get(index).label, data.label(index));
  }
  return labels;
}

TEST(ClassNames, NumbersAreNamesToo) {
  // A network that was trained on folders 0, 1, 10, 2 and data whose label is the number.
  const auto match = matchClasses(labelled({"0", "1", "2"}), {"0", "1", "10", "2"}, 4, "net");
  EXPECT_EQ(readLabels(*match.data), (std::vector<std::int64_t>{0, 1, 3}));
  EXPECT_EQ(match.missing, (std::vector<std::string>{"10"}));
  // Numbers against names: by position, and said.
  const auto positions = matchClasses(labelled({"0", "1"}), {"cat", "dog"}, 2, "net");
  EXPECT_EQ(readLabels(*positions.data), (std::vector<std::int64_t>{0, 1}));
  ASSERT_EQ(positions.remarks.size(), 1U);
  EXPECT_TRUE(holds(positions.remarks[0], "by position", "0 is cat, 1 is dog"));
  // A network without names: by position, said where the counts differ.
  EXPECT_TRUE(matchClasses(labelled({"a", "b"}), {}, 2, "net").remarks.empty());
  EXPECT_TRUE(holds(matchClasses(labelled({"a", "b"}), {}, 1000, "net").remarks.at(0), "no names", "1000 outputs",
                    "0 is a, 1 is b"));
  // The same names in another order.
  EXPECT_EQ(readLabels(*matchClasses(labelled({"b", "a"}), {"a", "b"}, 2, "net").data),
            (std::vector<std::int64_t>{1, 0}));
}

TEST(ClassNames, AreFoundUnderOtherSpellingsWhereThatLeavesNoDoubt) {
  const auto match =
      matchClasses(labelled({"cat", "cafe\u0301", "big_dog"}), {"Big Dog", "Cat", "caf\u00e9"}, 3, "net");
  EXPECT_EQ(readLabels(*match.data), (std::vector<std::int64_t>{1, 2, 0}));
  ASSERT_EQ(match.remarks.size(), 1U);
  EXPECT_TRUE(holds(match.remarks[0], "spelled otherwise", "cat as Cat", "big_dog as Big Dog")) << match.remarks[0];
  const auto doubtful =
      matchClasses(labelled({"cat", "Cat", "dog"}), {"cat", "dog"}, 2, "net");  // the very name, and an unknown one
  EXPECT_EQ(doubtful.unknown, (std::vector<std::string>{"Cat"}));
  EXPECT_EQ(readLabels(*doubtful.data), (std::vector<std::int64_t>{0, 1}));
  EXPECT_EQ(matchClasses(labelled({"CAT", "dog"}), {"cat", "Cat", "dog"}, 3, "net").unknown,
            (std::vector<std::string>{"CAT"}));
}

/// Labels 1, 2, ... of files, read as 0, 1, ...
class CountedFromOne : public TensorDataset {
 public:
  using TensorDataset::TensorDataset;
  std::int64_t firstLabel() const override { return 1; }
};

std::shared_ptr<const Dataset> lettersABC() {
  const std::vector<std::int64_t> labels{0, 1, 2};
  const std::vector<std::string> names{"A", "B", "C"};
  return std::make_shared<CountedFromOne>(torch::zeros({3, 1, 1, 1}, torch::kUInt8), labels, names);
}

TEST(ClassNames, OutputsThatCountAsTheFilesAreTakenSo) {
  for (const auto& names : {std::vector<std::string>{}, std::vector<std::string>{"0", "1", "2", "3"}}) {
    const auto match = matchClasses(lettersABC(), names, 4, "net");
    EXPECT_EQ(readLabels(*match.data), (std::vector<std::int64_t>{1, 2, 3}));
    ASSERT_EQ(match.remarks.size(), 1U);
    EXPECT_TRUE(holds(match.remarks[0], "count from 1", "4 outputs of net", "1 is A, 2 is B, 3 is C"));
  }
  for (const auto& names : {std::vector<std::string>{}, std::vector<std::string>{"A", "B", "C"}})
    EXPECT_EQ(readLabels(*matchClasses(lettersABC(), names, 3, "net").data), (std::vector<std::int64_t>{0, 1, 2}));
  EXPECT_EQ(firstImages(lettersABC(), 2)->firstLabel(), 1);
}

}  // namespace
}  // namespace studio
