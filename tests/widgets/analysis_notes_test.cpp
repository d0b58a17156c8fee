// What limits the results stands below the settings of the analysis, as the command line says it.
#include <gtest/gtest.h>

#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/forms/panel_parts.h"

namespace studio {
namespace {

/// Results that say what is the matter with them, all networks alike but for the warnings.
NetworkAnalysis limited(const AnalysisRequest& request) {
  NetworkAnalysis found = sampleAnalysis(kindIn(request));
  found.notStored = "The results are not stored. Cannot write results: the disk is read-only.";
  found.skipped = {"a.jpg: no picture", "b.jpg: cut short"};
  found.remarks = {"2 files of the folder are no pictures."};
  if (kindIn(request) != AnalysisNetwork::Kind::Baseline)
    found.warnings = {"Of fc1, the responses of 3 units are not finite."};
  return found;
}

QStringList textsIn(const QWidget& widget) {
  QStringList texts;
  for (const auto* text : widget.findChildren<FittedText*>())
    if (text->isVisible()) texts << text->text();
  return texts;
}

struct Noted : SampleAnalyses {
  AnalysisPanel panel{&analyses, nullptr};
  explicit Noted(FakeEngine engine) : SampleAnalyses(std::move(engine)) {
    panel.resize(232, 900);
    panel.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
  }
  AnalysisNotes& notes() { return *panel.findChild<AnalysisNotes*>(); }
};

TEST(AnalysisNotes, areShownWhenTheAnalysisHasRun) {
  FakeEngine engine = sampleEngine(false, false);
  engine.onAnalyse = [](const AnalysisRequest& request, const Computing&) { return limited(request); };
  Noted shown(std::move(engine));
  EXPECT_FALSE(shown.notes().isVisible());
  QTest::mouseClick(shown.panel.findChild<QPushButton*>("runAnalysis"), Qt::LeftButton);
  ASSERT_TRUE(comes([&] { return !shown.analyses.work().running() && textsIn(shown.notes()).size() == 5; }));
  EXPECT_TRUE(shown.notes().isVisible());
  EXPECT_EQ(
      textsIn(shown.notes()),
      (QStringList{"The results are not stored. Cannot write results: the disk is read-only.",
                   "Of fc1, the responses of 3 units are not finite.", "2 stimuli are left out: they cannot be read.",
                   "Untrained: Of fc1, the responses of 3 units are not finite.",
                   "2 files of the folder are no pictures."}));
  EXPECT_EQ(shown.notes().shown()[2].tip, "a.jpg: no picture\nb.jpg: cut short");
  EXPECT_TRUE(shown.notes().shown()[0].isWarning);
  EXPECT_FALSE(shown.notes().shown()[4].isWarning);
}

TEST(AnalysisNotes, storedResultsSayTheSameAndLongListsAreCut) {
  FakeEngine engine = sampleEngine();
  engine.onStoredAnalysis = [](const AnalysisRequest& request) {
    NetworkAnalysis found = sampleAnalysis(kindIn(request));
    if (kindIn(request) == AnalysisNetwork::Kind::Trained)
      for (int layer = 0; layer < 20; ++layer)
        found.warnings.push_back("Of layer " + std::to_string(layer) + ", all responses are NaN.");
    return found;
  };
  Noted shown(std::move(engine));
  ASSERT_EQ(shown.notes().shown().size(), 6u);
  EXPECT_EQ(shown.notes().shown().front().text, "Of layer 0, all responses are NaN.");
  EXPECT_EQ(shown.notes().shown().back().text, "15 more remarks");
  EXPECT_TRUE(shown.notes().shown().back().tip.contains("Of layer 19"));
}

TEST(AnalysisNotes, nothingToSayTakesNoRoom) {
  Noted shown(sampleEngine());
  EXPECT_TRUE(shown.notes().shown().empty());
  EXPECT_FALSE(shown.notes().isVisible());
}

}  // namespace
}  // namespace studio
