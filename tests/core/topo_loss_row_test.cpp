// TopoLoss is a row of the table of losses as its rivals are, with a section of settings and a schedule of its own.
#include <cmath>

#include "core/engine_jobs.h"
#include "core/losses/losses.h"
#include "core/run/npy.h"
#include "tests/core/train_fixture.h"
#include "tests/support/user_error.h"
#include "topo/topo_loss.h"

namespace studio {
namespace {

TEST(TopoLossRow, IsUsedAtEveryTauAndReadsItsOwnSection) {
  const auto& row = findLoss("topoloss");
  EXPECT_EQ(row.section(), "topoloss");
  EXPECT_EQ(findLoss("tdann").section(), "losses.tdann");
  auto watched = smallConfig();
  watched.topoloss.tau = 0;
  EXPECT_TRUE(isLossUsed(watched, row));
  EXPECT_FALSE(isLossUsed(watched, findLoss("none")) || isLossUsed(watched, findLoss("tdann")));
  const auto network = buildNetwork(watched, {1, 8, 8});
  ASSERT_EQ(makeLosses(*network, watched).size(), 1u);
  EXPECT_EQ(makeLosses(*network, watched)[0].row, &row);
  EXPECT_EQ(findField("losses.topoloss.weight"), nullptr);
}

TEST(TopoLossRow, ItsValueOfAnArrayIsThatOfTheSheet) {
  torch::manual_seed(8);
  const auto array = torch::randn({64, 27}, torch::kDouble);
  RunConfig config;
  config.topoloss.factor = {2, 4};
  config.topoloss.mode = "nearest";
  const SheetLoss sheet({64, 27}, SheetKind::Weight, {2, 4, BlurMode::Nearest});
  const auto& row = findLoss("topoloss");
  const auto plain = row.ofArray(array, config, {.gradient = false}), whole = row.ofArray(array, config, {});
  EXPECT_EQ(plain.loss.item<double>(), sheet.value(array).item<double>());
  EXPECT_FALSE(plain.gradient.defined());
  auto slope = torch::zeros_like(array);
  EXPECT_EQ(whole.loss.item<double>(), sheet.addGradient(array, slope, 1).item<double>());
  EXPECT_TRUE(torch::equal(whole.gradient, slope));
  EXPECT_EQ(row.ofArray(torch::ones({64}), RunConfig{}, {.kind = SheetKind::Bias}).depth, 1);
}

TopoLossRequest asking(const std::string& mode, const std::vector<std::string>& settings) {
  TopoLossRequest question;
  if (!mode.empty()) question.mode = mode;
  question.settings = settings;
  return question;
}

/// Its settings are asked for as those of every row, and an option stands above them.
TEST(TopoLossRow, AnArrayTakesItsSettings) {
  const TemporaryFolder place;
  const auto file = place.path() / "w.npy";
  std::vector<double> values(64 * 27);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::sin(0.01 * double(i));
  writeNpy(file, NpyArray::from(values, {64, 27}));
  const auto loss = [&file](const TopoLossRequest& question) { return lossOfArray(file, question, {}, 1).loss; };
  EXPECT_NEAR(loss(asking("", {})), 0.808697477310, 1e-9);
  EXPECT_NEAR(loss(asking("", {"topoloss.mode=nearest"})), 0.931545732407, 1e-9);
  EXPECT_NEAR(loss(asking("bilinear", {"topoloss.mode=nearest"})), 0.808697477310, 1e-9);
  const auto refused = [&loss](const TopoLossRequest& question) { return errorSentence([&] { loss(question); }); };
  EXPECT_TRUE(holds(refused(asking("", {"losses.tdann.radius=3"})), "topoloss.KEY"));
  EXPECT_TRUE(holds(refused(asking("", {"topoloss.factor=0.5"})), "topoloss.factor is 0.5"));
  TopoLossRequest large;
  large.factor = {9, 9};
  EXPECT_TRUE(holds(refused(large), "w.npy: ", "9"));
}

TEST(TopoLossRow, ABlurThatIsNotKnownIsRefusedOfAnArrayAndOfAModel) {
  const TemporaryFolder place;
  const auto file = place.path() / "w.npy";
  writeNpy(file, NpyArray::from(std::vector<double>(64, 1), {16, 4}));
  const auto cubic = asking("cubic", {});
  SourceRequest random;
  random.model = "mlp";
  random.weights = "random:0";
  const std::string sentence = "--mode is \"cubic\"; bilinear or nearest are possible.";
  EXPECT_EQ(errorSentence([&] { lossOfArray(file, cubic, {}, 1); }), sentence);
  EXPECT_EQ(errorSentence([&] { topoLossesOfModel(random, {}, cubic, 1); }), sentence);
}

}  // namespace
}  // namespace studio
