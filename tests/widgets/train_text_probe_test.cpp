// The Text probe dock by real events: a sentence is typed, tokens are pointed at, the run learns on.
#include <gtest/gtest.h>

#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <atomic>
#include <cmath>
#include <fstream>

#include "core/run/error.h"
#include "core/run/run_files.h"
#include "tests/support/fake_engine.h"
#include "tests/widgets/sample_run.h"
#include "widgets/sheets/token_chips.h"
#include "widgets/train/text_probe_panel.h"

namespace studio {
namespace {

/// A token a letter; unit u responds to token t with t + u / 100.
TextProbe readByLetters(const TextProbeRequest& request, std::int64_t step) {
  TextProbe probe;
  probe.request = request;
  probe.step = step;
  probe.height = 4, probe.width = 8;
  for (std::size_t t = 0; t < request.text.size(); ++t) {
    probe.tokens.push_back({request.text[t], request.text.substr(t, 1), t == 0 ? std::nan("") : double(t)});
    for (int unit = 0; unit < 32; ++unit) probe.responses.push_back(float(t) + float(unit) / 100);
  }
  probe.tokensOfText = std::int64_t(probe.tokens.size());
  return probe;
}

RunConfig tokensConfig() {
  RunConfig config = sampleConfig();
  config.data.kind = "tokens";
  return config;
}

void writeCheckpoint(const RunFolder& run, std::int64_t step) {
  std::filesystem::create_directories(run.checkpoint(step));
  for (const char* file : {"model.safetensors", "optimizer.safetensors", RunFiles::kTrainer})
    std::ofstream(run.checkpoint(step) / file) << "stored";
}

struct Reading {
  TemporaryFolder folder;
  std::shared_ptr<FakeEngine> engine = std::make_shared<FakeEngine>();
  std::atomic<int> asked = 0;
  RunMonitor monitor;
  std::unique_ptr<TextProbePanel> panel;
  std::unique_ptr<QWidget> title;

  Reading() {
    ThemeManager::instance().choose(ThemeChoice::Light);
    engine->onProbeText = [this](const SourceRequest& source, const TextProbeRequest& request) {
      ++asked;
      const auto colon = source.run.rfind(':');
      return readByLetters(request, colon == std::string::npos ? -1 : std::stoll(source.run.substr(colon + 1)));
    };
    monitor.setEngine(engine);
  }
  void show() {
    panel = std::make_unique<TextProbePanel>(&monitor, engine, nullptr);
    title = std::make_unique<QWidget>();
    panel->makeTitleExtra(title.get());
    panel->resize(900, 180);
    panel->setVisible(true);
    EXPECT_TRUE(QTest::qWaitForWindowExposed(panel.get()));
  }
  RunFolder openStored(bool hasCheckpoint = true) {
    const RunFolder run = writeSampleRun(folder.path());
    run.writeConfig(tokensConfig(), "");
    if (hasCheckpoint) writeCheckpoint(run, 100);
    monitor.openStored(run);
    EXPECT_TRUE(comes([&] { return monitor.data().snapshot && isLanguage(monitor.data()); }));
    return run;
  }
  QString step() const { return title->findChild<QLabel*>()->text(); }
  TokenChips& chips() { return panel->chips(); }
};

TEST(TextProbePanel, whatIsTypedStandsAsTokensWithTheirSurprisal) {
  Reading reading;
  reading.openStored();
  reading.show();
  EXPECT_EQ(reading.chips().count(), 0);
  EXPECT_FALSE(reading.panel->noteText().isEmpty()) << "what there is to be seen";
  QTest::keyClicks(reading.panel->input(), "a cat");
  ASSERT_TRUE(comes([&] { return reading.chips().count() == 5; }));
  EXPECT_EQ(reading.chips().chipText(1), QStringLiteral("·"));
  EXPECT_EQ(reading.chips().valueText(0), QStringLiteral("–")) << "nothing stands before it";
  EXPECT_EQ(reading.chips().valueText(2), QLocale().toString(2 / std::log(2.0), 'f', 1));
  EXPECT_NE(reading.chips().colour(1), reading.chips().colour(4));
  EXPECT_TRUE(reading.chips().tipAt(reading.chips().chipRect(2).center()).contains(QStringLiteral("c: ")));
  EXPECT_TRUE(reading.panel->noteText().contains(QLocale().toString(2.5, 'f', 2))) << "the mean in nats";
  EXPECT_TRUE(reading.step().contains(QStringLiteral("100"))) << "the checkpoint's";
  QTest::keyClick(reading.panel->input(), Qt::Key_A, Qt::ControlModifier);
  QTest::keyClick(reading.panel->input(), Qt::Key_Delete);
  ASSERT_TRUE(comes([&] { return reading.chips().count() == 0; }));
  EXPECT_TRUE(reading.panel->sheet().map().values.empty());
}

TEST(TextProbePanel, theSheetRespondsToTheTokenUnderThePointerElseToTheChosenOne) {
  Reading reading;
  reading.openStored();
  reading.show();
  QTest::keyClicks(reading.panel->input(), "abcd");
  ASSERT_TRUE(comes([&] { return reading.chips().count() == 4; }));
  const auto shown = [&] { return reading.panel->sheet().map().values.at(0); };
  EXPECT_EQ(shown(), 3) << "the last one";
  EXPECT_NEAR(reading.panel->sheet().limit(), 3.31, 1e-5) << "of all tokens, so that they compare";
  QTest::mouseMove(&reading.chips(), reading.chips().chipRect(1).center());
  ASSERT_TRUE(comes([&] { return shown() == 1; }));
  QTest::mouseMove(&reading.chips(), QPoint(reading.chips().width() - 1, reading.chips().chipRect(3).center().y()));
  ASSERT_TRUE(comes([&] { return shown() == 3; }));
  QTest::mouseClick(&reading.chips(), Qt::LeftButton, {}, reading.chips().chipRect(2).center());
  EXPECT_EQ(reading.chips().chosen(), 2);
  QTest::keyClick(&reading.chips(), Qt::Key_Left);
  EXPECT_EQ(reading.chips().chosen(), 1);
  const auto area = reading.panel->sheet().mapRect();
  QTest::mouseClick(&reading.panel->sheet(), Qt::LeftButton, {},
                    (area.topLeft() + QPointF(area.width() * 2.5 / 8, area.height() * 1.5 / 4)).toPoint());
  EXPECT_EQ(reading.monitor.view().unit, 10);
}

TEST(TextProbePanel, anotherLayerIsAskedForAndTheSameQuestionOnlyOnce) {
  Reading reading;
  reading.openStored();
  reading.show();
  QTest::keyClicks(reading.panel->input(), "ab");
  QTest::keyClick(reading.panel->input(), Qt::Key_Return);
  ASSERT_TRUE(comes([&] { return reading.chips().count() == 2; }));
  letPass(400);  // what was typed has rested too
  const int before = reading.asked;
  ViewState view = reading.monitor.view();
  view.unit = 3;
  reading.monitor.setView(view);
  letPass(50);
  EXPECT_EQ(reading.asked, before) << "a chosen unit changes nothing";
  view.layer = "fc1";
  reading.monitor.setView(view);
  ASSERT_TRUE(comes([&] { return reading.panel->sheet().map().layer == "fc1"; }));
  EXPECT_EQ(reading.asked, before + 1);
}

TEST(TextProbePanel, whatTheEngineRefusesIsOneSentenceInPlaceOfTheTokens) {
  Reading reading;
  reading.engine->onProbeText = [](const SourceRequest&, const TextProbeRequest&) -> TextProbe {
    throw UserError("It is not known which tokenizer it has.");
  };
  reading.openStored();
  reading.show();
  QTest::keyClicks(reading.panel->input(), "a");
  ASSERT_TRUE(comes([&] { return reading.panel->noteText().contains(QStringLiteral("which tokenizer")); }));
  EXPECT_EQ(reading.chips().count(), 0);
  reading.engine->onProbeText = [](const SourceRequest&, const TextProbeRequest& request) {
    TextProbe probe = readByLetters(request, 100);
    probe.note = "The text has 9 tokens; the model sees the first 1 of them.";
    return probe;
  };
  QTest::keyClick(reading.panel->input(), Qt::Key_Return);  // once more
  ASSERT_TRUE(comes([&] { return reading.chips().count() == 1; }));
  EXPECT_TRUE(reading.panel->noteText().contains(QStringLiteral("first 1"))) << "what was cut is said";
}

TEST(TextProbePanel, aRunWithoutACheckpointIsReadOnceThereIsOne) {
  Reading reading;
  const RunFolder run = reading.openStored(false);
  reading.show();
  QTest::keyClicks(reading.panel->input(), "abc");
  ASSERT_TRUE(comes([&] { return reading.panel->noteText().contains(QStringLiteral("checkpoint")); }));
  EXPECT_EQ(reading.asked, 0);
  writeCheckpoint(run, 50);
  reading.monitor.reread();
  ASSERT_TRUE(comes([&] { return reading.chips().count() == 3; }));
  EXPECT_TRUE(reading.step().contains(QStringLiteral("50")));
}

/// Its live maps bring what was read, whenever the network has learned on; no worker is asked.
TEST(TextProbePanel, aRunThatIsTrainedHereReadsAlong) {
  Reading reading;
  const RunFolder run = RunStore(reading.folder.path()).create("live");
  run.writeConfig(tokensConfig(), "");
  auto channel = std::make_shared<RunChannel>();
  RunStatus status = sampleStatus(RunState::Training);
  status.steps = 1000;
  channel->setStatus(status);
  reading.monitor.followLive(channel, run, tokensConfig(), sampleLayers());
  reading.show();
  EXPECT_TRUE(channel->request().text.text.empty());
  QTest::keyClicks(reading.panel->input(), "abc");
  ASSERT_TRUE(comes([&] { return channel->request().text.text == "abc"; }));
  EXPECT_EQ(channel->request().text.layer, reading.monitor.view().layer);
  const auto publish = [&](std::int64_t step, const TextProbe& probe) {
    Snapshot snapshot = sampleSnapshot(step);
    snapshot.probed = std::make_shared<const TextProbe>(probe);
    channel->publish(std::make_shared<const Snapshot>(snapshot));
  };
  publish(7, readByLetters(channel->request().text, 7));
  ASSERT_TRUE(comes([&] { return reading.chips().count() == 3; }));
  QTest::mouseClick(&reading.chips(), Qt::LeftButton, {}, reading.chips().chipRect(1).center());
  TextProbe later = readByLetters(channel->request().text, 9);
  later.tokens[2].surprisal = 5;
  publish(9, later);
  ASSERT_TRUE(comes([&] { return reading.step().contains(QLatin1Char('9')); }));
  EXPECT_EQ(reading.chips().valueText(2), QLocale().toString(5 / std::log(2.0), 'f', 1));
  EXPECT_EQ(reading.chips().chosen(), 1) << "it stays while the network learns";
  EXPECT_EQ(reading.asked, 0);
  TextProbe refused;
  refused.request = channel->request().text;
  refused.problem = "The text has a letter that no token has.";
  publish(11, refused);
  ASSERT_TRUE(comes([&] { return reading.panel->noteText().contains(QStringLiteral("letter")); }));
  reading.panel->hide();
  ASSERT_TRUE(comes([&] { return channel->request().text.text.empty(); })) << "nobody looks";
}

TEST(TextProbePanel, aNetworkOfImagesIsAskedNothing) {
  Reading reading;
  const RunFolder run = writeSampleRun(reading.folder.path());
  writeCheckpoint(run, 100);
  reading.monitor.openStored(run);
  ASSERT_TRUE(comes([&] { return reading.monitor.data().snapshot != nullptr; }));
  reading.show();
  QTest::keyClicks(reading.panel->input(), "abc");
  QTest::keyClick(reading.panel->input(), Qt::Key_Return);
  letPass(50);
  EXPECT_EQ(reading.asked, 0);
  EXPECT_EQ(reading.chips().count(), 0);
}

}  // namespace
}  // namespace studio
