// The unit of an open run: the stimuli that drove it most, from what its analyses have stored.
#include <gtest/gtest.h>

#include <QLabel>
#include <QTest>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/sheets/stimuli_strip.h"
#include "widgets/train/train_panels.h"

namespace studio {
namespace {

struct ShownUnit : Stored {
  std::unique_ptr<RunUnitPanel> panel;
  explicit ShownUnit(FakeEngine engine) {
    engine.onNetworks = [this](const std::filesystem::path& open, auto) {
      auto networks = sampleNetworks();
      networks.front().run = open;
      return networks;
    };
    panel = std::make_unique<RunUnitPanel>(&monitor, std::make_shared<FakeEngine>(std::move(engine)), nullptr);
    panel->resize(280, 640);
    panel->setVisible(true);
    EXPECT_TRUE(QTest::qWaitForWindowExposed(panel.get()));
    edit([](ViewState& view) { view.unit = 5; });
  }
  bool says(const QString& text) const {
    for (const QLabel* label : panel->findChildren<QLabel*>())
      if (label->isVisible() && label->text().contains(text)) return true;
    return false;
  }
};

TEST(RunUnitPanel, showsTheStrongestStimuliOfTheStoredAnalysis) {
  ShownUnit shown(sampleEngine(false, true, {{"fc1", 4, 8}, {"fc2", 4, 4}}));
  auto* strip = shown.panel->findChild<StimuliStrip*>();
  ASSERT_TRUE(comes([&] { return strip->count() == 4; }));
  EXPECT_FALSE(shown.says(QStringLiteral("Known once")));
  EXPECT_TRUE(shown.says(QStringLiteral("Strongest stimuli")));
  EXPECT_TRUE(shown.says(QStringLiteral("Synthetic localizer, step %L1").arg(300240))) << "what was shown, and when";
  const QString first = strip->tipAt(strip->pictureRect(0).center());
  shown.edit([](ViewState& view) { view.unit = 6; });
  ASSERT_TRUE(comes([&] { return strip->count() == 4 && strip->tipAt(strip->pictureRect(0).center()) != first; }));
}

TEST(RunUnitPanel, aRunThatWasNeverAnalysedSaysHowTheyBecomeKnown) {
  ShownUnit shown(sampleEngine(false, false));
  ASSERT_TRUE(comes([&] { return shown.says(QStringLiteral("Known once the run has been analysed")); }));
  EXPECT_EQ(shown.panel->findChild<StimuliStrip*>()->count(), 0);
}

}  // namespace
}  // namespace studio
