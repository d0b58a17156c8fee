// The form from before PyTorch 1.6: read as torch.load reads it (tests/data/make_pt_samples.py), and files that lie are
// refused.
#include <gtest/gtest.h>
#include <torch/types.h>

#include <nlohmann/json.hpp>

#include "core/weights/weights_jobs.h"
#include "core/weights/state_dict.h"
#include "core/weights/torch_archive.h"
#include "tests/support/pickle_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/user_error.h"

namespace studio {
namespace {

using namespace pickled;

const std::filesystem::path kLegacySamples = std::filesystem::path(STUDIO_SOURCE_DIR) / "tests" / "data" / "pt";

std::string counted(int elements) {
  std::string bytes;
  for (int index = 0; index < elements; ++index) {
    const float value = static_cast<float>(index);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  return bytes;
}

std::string refusedLegacy(const std::string& bytes) {
  TemporaryFolder folder;
  const auto file = folder.write("old.pt", bytes);
  const auto sentence = errorSentence([&] { readWeights(file); });
  EXPECT_TRUE(holds(sentence, "old.pt")) << sentence;
  EXPECT_EQ(sentence.find('\n'), std::string::npos);
  return sentence;
}

StateDict readLegacy(const std::string& bytes) {
  TemporaryFolder folder;
  auto tensors = readWeights(folder.write("old.pt", bytes));
  for (auto& [name, tensor] : tensors) tensor = tensor.clone();
  return tensors;
}

std::string oneTensor(const std::string& storage, std::int64_t offset = 0) {
  return dict({text("w"), tensor(storage, offset, {2, 2}, {2, 1})});
}

TEST(TorchLegacy, SamplesAreReadAsTorchReadsThem) {
  const auto expected = nlohmann::json::parse(readFileBytes(kLegacySamples / "expected.json"));
  for (const std::string sample : {"before_1_6.pt", "before_1_6_views.pt", "before_1_6_types.pth.tar"}) {
    const auto tensors = readWeights(kLegacySamples / sample);
    ASSERT_EQ(tensors.size(), expected[sample].size()) << sample;
    for (std::size_t index = 0; index < tensors.size(); ++index) {
      const auto& wanted = expected[sample][index];
      EXPECT_EQ(tensors[index].first, wanted["name"]) << sample;
      const auto values = torch::tensor(wanted["values"].get<std::vector<double>>(), torch::kDouble)
                              .view(wanted["shape"].get<std::vector<std::int64_t>>());
      EXPECT_TRUE(torch::equal(tensors[index].second.to(torch::kDouble), values)) << sample << ": " << wanted["name"];
    }
  }
  const auto stored = openTorchArchive(kLegacySamples / "before_1_6_views.pt");
  EXPECT_EQ(stored.metadata.at("epoch"), "3");
  EXPECT_EQ(stored.tensors[0].bytes.data(), stored.tensors[1].bytes.data());  // one storage for both
  EXPECT_TRUE(holds(stored.notes.at(0), "before version 1.6"));
  EXPECT_TRUE(
      tensorsNotFinite(openWeights(kLegacySamples / "before_1_6.pt")).empty());  // it has no checksums to compare
}

TEST(TorchLegacy, WholeModelsAreNamedByTheirClass) {
  EXPECT_TRUE(holds(errorSentence([] { readWeights(kLegacySamples / "before_1_6_model.pt"); }),
                    "torch.nn.modules.linear.Linear", "weights_only=False"));
}

TEST(TorchLegacy, PartsOfStoragesAreHonoured) {
  const auto bytes = legacyBytes(8, counted(8));
  const auto viewed =
      readLegacy(legacy(oneTensor(legacyStorage("0", 8, tuple({text("v"), integer(4), integer(4)}))), {"0"}, bytes));
  EXPECT_EQ(viewed[0].second[1][1].item<float>(), 7);
  const auto shared = dict({text("a"), tensor(legacyStorage("0", 8), 0, {8}, {1}), text("b"),
                            tensor(legacyStorage("0", 8), 2, {2, 2}, {1, 2})});
  const auto both = readLegacy(legacy(shared, {"0"}, bytes));
  EXPECT_EQ(both[1].second[1][0].item<float>(), 3);
  EXPECT_EQ(both[1].second[0][1].item<float>(), 4);
  for (const auto& [offset, elements] :
       std::vector<std::pair<std::int64_t, std::int64_t>>{{6, 4}, {-1, 4}, {0, 9}, {1LL << 62, 4}, {4, -1}, {9, 0}})
    EXPECT_TRUE(holds(
        refusedLegacy(legacy(oneTensor(legacyStorage("0", 8, tuple({text("v"), integer(offset), integer(elements)}))),
                             {"0"}, bytes)),
        "outside of its storage"))
        << offset;
}

TEST(TorchLegacy, SizesThatLieAreRefused) {
  const auto value = oneTensor(legacyStorage("0", 4));
  const auto good = legacy(value, {"0"}, legacyBytes(4, counted(4)));
  EXPECT_EQ(readLegacy(good)[0].second.sum().item<float>(), 6);
  EXPECT_TRUE(holds(refusedLegacy(legacy(value, {"0"}, legacyBytes(5, counted(4)))), "cut short"));
  EXPECT_TRUE(holds(refusedLegacy(legacy(value, {"0"}, legacyBytes(~std::uint64_t{0}, counted(4)))), "cut short"));
  EXPECT_TRUE(holds(refusedLegacy(legacy(value, {"0"}, legacyBytes(1ULL << 62, counted(4)))), "cut short"));
  EXPECT_TRUE(holds(refusedLegacy(legacy(value, {"0"}, legacyBytes(3, counted(3)))), "cut short"));
  EXPECT_TRUE(holds(refusedLegacy(legacy(value, {}, "")), "missing"));
  EXPECT_TRUE(holds(refusedLegacy(legacy(value, {"0", "1"}, legacyBytes(4, counted(4)))), "no tensor has"));
  EXPECT_TRUE(holds(refusedLegacy(legacy(value, {"0", "0"}, legacyBytes(4, counted(4)) + legacyBytes(4, counted(4)))),
                    "twice"));
  const auto two = dict({text("a"), tensor(legacyStorage("0", 4), 0, {4}, {1}), text("b"),
                         tensor(legacyStorage("0", 4, "N", "DoubleStorage"), 0, {2}, {1})});
  EXPECT_TRUE(holds(refusedLegacy(legacy(two, {"0"}, legacyBytes(4, counted(4)))), "two types"));
  EXPECT_TRUE(holds(refusedLegacy(legacy(value, {"0"}, legacyBytes(4, counted(4)), false)), "big-endian"));
  EXPECT_TRUE(holds(refusedLegacy(whole(kLegacyMagic) + whole(integer(7))), "protocol"));
  for (std::size_t size = 2; size < good.size(); size += 3)
    EXPECT_FALSE(refusedLegacy(good.substr(0, size)).empty()) << size;
}

TEST(TorchLegacy, CodeIsNeverRunAndPlainPicklesAreSaidForWhatTheyAre) {
  EXPECT_TRUE(holds(refusedLegacy(legacy(call(global("os", "system"), {text("true")}), {}, "")), "os.system", "trust"));
  EXPECT_TRUE(holds(refusedLegacy(whole(call(global("os", "system"), {text("true")}))), "os.system", "trust"));
  EXPECT_TRUE(holds(refusedLegacy(whole(dict({text("w"), integer(1)}))), "plain pickle of Python (a dictionary)"));
  EXPECT_TRUE(holds(refusedLegacy(whole(call(global("sklearn.linear_model", "Ridge"), {}))), "plain pickle",
                    "sklearn.linear_model.Ridge"));
  const auto nested = call(global("torch.storage", "_load_from_bytes"), {text("...")});
  EXPECT_TRUE(holds(refusedLegacy(whole(dict({text("w"), nested}))), "plain pickle"));
  EXPECT_TRUE(
      holds(refusedLegacy(whole(dict({text("w"), nested, text("x"), call(global("os", "system"), {})}))), "os.system"));
  EXPECT_TRUE(holds(refusedLegacy(legacy(dict({text("w"), nested}), {}, "")), "_load_from_bytes"));
}

}  // namespace
}  // namespace studio
