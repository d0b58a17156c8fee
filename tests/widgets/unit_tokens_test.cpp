// A unit of a language model: its strongest tokens with what stands around them, and those of its neighbours.
#include <gtest/gtest.h>

#include <QLabel>
#include <QTest>
#include <atomic>
#include <fstream>

#include "core/run/error.h"
#include "core/run/run_files.h"
#include "tests/support/fake_engine.h"
#include "tests/widgets/sample_run.h"
#include "widgets/analysis/unit_tokens.h"
#include "widgets/sheets/stimuli_strip.h"
#include "widgets/train/train_panels.h"

namespace studio {
namespace {

/// Of a sheet of 4 x 8: unit u likes the words "u0" to "u3".
StrongestTokens wordsOfUnits(const std::string& layer, std::int64_t step) {
  StrongestTokens found;
  found.layer = layer;
  found.height = 4, found.width = 8;
  found.tokens = 200;
  found.step = step;
  for (int unit = 0; unit < 32; ++unit) {
    found.units.emplace_back();
    for (int rank = 0; rank < 4; ++rank)
      found.units.back().push_back({"what stands before ", std::to_string(unit) + "w" + std::to_string(rank),
                                    " and what after", 4.f - float(rank)});
  }
  return found;
}

struct ReadUnit {
  std::shared_ptr<FakeEngine> engine = std::make_shared<FakeEngine>();
  std::atomic<int> asked = 0;
  std::unique_ptr<UnitTokens> tokens;
  ReadUnit() {
    engine->onStrongestTokens = [this](const AnalysisRequest&, const std::string& layer, std::int64_t) {
      ++asked;
      return wordsOfUnits(layer, 1000);
    };
    tokens = std::make_unique<UnitTokens>(engine, nullptr);
    tokens->resize(260, 300);
    tokens->setVisible(true);
  }
  void show(std::int64_t unit, const std::string& layer = "fc1") {
    AnalysisRequest request;
    request.source.run = "run:1000";
    tokens->show(request, layer, unit);
  }
  bool has(const std::string& token) {
    return comes([&] {
      const auto& places = tokens->lines().places();
      return places.size() == 4 && places[0].token == token;
    });
  }
};

TEST(UnitTokens, StandInTheirContextBesideThoseOfTheNeighbours) {
  ReadUnit unit;
  unit.show(9);
  EXPECT_TRUE(unit.tokens->lines().places().empty()) << "they are being read";
  EXPECT_FALSE(unit.tokens->noteText().isEmpty());
  ASSERT_TRUE(unit.has("9w0"));
  EXPECT_TRUE(unit.tokens->noteText().contains(QStringLiteral("200"))) << "of how many";
  EXPECT_TRUE(unit.tokens->lines().tipAt({5, 5}).startsWith(QStringLiteral("what stands before [9w0] and what after")));
  auto& beside = unit.tokens->neighbours();
  EXPECT_EQ(beside.unitOf(NeighbourTokens::Above), 1);
  EXPECT_EQ(beside.unitOf(NeighbourTokens::Left), 8);
  EXPECT_EQ(beside.unitOf(NeighbourTokens::Right), 10);
  EXPECT_EQ(beside.unitOf(NeighbourTokens::Below), 17);
  EXPECT_EQ(beside.tokensOf(NeighbourTokens::Below).front(), QStringLiteral("17w0"));
  qint64 chosen = -1;
  QObject::connect(unit.tokens.get(), &UnitTokens::unitChosen, unit.tokens.get(), [&](qint64 next) { chosen = next; });
  QTest::mouseClick(&beside, Qt::LeftButton, {}, beside.columnRect(NeighbourTokens::Right).center());
  EXPECT_EQ(chosen, 10);
}

/// Units of one layer are read together.
TEST(UnitTokens, OneQuestionAnswersAllUnitsOfALayer) {
  ReadUnit unit;
  unit.show(0);
  ASSERT_TRUE(unit.has("0w0"));
  EXPECT_EQ(unit.tokens->neighbours().unitOf(NeighbourTokens::Above), -1) << "the sheet ends there";
  EXPECT_EQ(unit.tokens->neighbours().unitOf(NeighbourTokens::Left), -1);
  unit.show(31);
  EXPECT_EQ(unit.tokens->lines().places().at(0).token, "31w0");
  EXPECT_EQ(unit.asked, 1);
  unit.show(31, "fc2");
  EXPECT_TRUE(unit.tokens->lines().places().empty()) << "those of another layer are never left standing";
  ASSERT_TRUE(unit.has("31w0"));
  EXPECT_EQ(unit.asked, 2);
}

TEST(UnitTokens, WhatTheEngineRefusesIsSaid) {
  ReadUnit unit;
  unit.engine->onStrongestTokens = [](const AnalysisRequest&, const std::string&, std::int64_t) -> StrongestTokens {
    throw UserError("There is no text.");
  };
  unit.show(3);
  ASSERT_TRUE(comes([&] { return unit.tokens->noteText() == QStringLiteral("There is no text."); }));
  EXPECT_TRUE(unit.tokens->lines().places().empty());
}

struct TextRun {
  TemporaryFolder folder;
  RunMonitor monitor;
  std::shared_ptr<FakeEngine> engine = std::make_shared<FakeEngine>();
  explicit TextRun(const std::string& kind) {
    engine->onStrongestTokens = [](const AnalysisRequest& request, const std::string& layer, std::int64_t) {
      return request.source.run.ends_with(":100") ? wordsOfUnits(layer, 100) : StrongestTokens();
    };
    monitor.setEngine(engine);
    const RunFolder run = writeSampleRun(folder.path());
    RunConfig config = sampleConfig();
    config.data.kind = kind;
    run.writeConfig(config, "");
    std::filesystem::create_directories(run.checkpoint(100));
    for (const char* file : {"model.safetensors", "optimizer.safetensors", RunFiles::kTrainer})
      std::ofstream(run.checkpoint(100) / file) << "stored";
    monitor.openStored(run);
    EXPECT_TRUE(comes([&] { return monitor.data().snapshot && !monitor.data().checkpointSteps.empty(); }));
    ViewState view = monitor.view();
    view.layer = "fc1";
    view.unit = 5;
    monitor.setView(view);
  }
};

TEST(RunUnitPanelOfText, showsTokensWhereANetworkOfImagesHasItsStimuli) {
  TextRun text("tokens");
  RunUnitPanel panel(&text.monitor, text.engine, nullptr);
  panel.resize(280, 700);
  panel.setVisible(true);
  auto* tokens = panel.findChild<UnitTokens*>();
  ASSERT_TRUE(comes([&] { return tokens->lines().places().size() == 4; }));
  EXPECT_EQ(tokens->lines().places()[0].token, "5w0");
  EXPECT_FALSE(panel.findChild<StimuliStrip*>()->isVisible());
  QTest::mouseClick(&tokens->neighbours(), Qt::LeftButton, {},
                    tokens->neighbours().columnRect(NeighbourTokens::Below).center());
  EXPECT_EQ(text.monitor.view().unit, 13);
  TextRun images("image_folder");
  RunUnitPanel other(&images.monitor, images.engine, nullptr);
  other.resize(280, 700);
  other.setVisible(true);
  letPass(30);
  EXPECT_FALSE(other.findChild<UnitTokens*>()->isVisible());
}

}  // namespace
}  // namespace studio
