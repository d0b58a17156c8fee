// What limits the results stands below the settings of the analysis, as the command line says it.
#include <gtest/gtest.h>

#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/analysis_notes.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/forms/fitted_text.h"

namespace studio {
namespace {

/// Results that say what is the matter with them, all networks alike but for the warnings.
NetworkAnalysis limited(const AnalysisNetwork& network) {
  NetworkAnalysis found = sampleAnalysis(network.kind);
  found.notStored = "The results are not stored. Cannot write results: the disk is read-only.";
  found.skipped = {"a.jpg: no picture", "b.jpg: cut short"};
  found.remarks = {"2 files of the folder are no pictures."};
  if (network.kind != AnalysisNetwork::Kind::Baseline)
    found.warnings = {"Of fc1, the responses of 3 units are not finite."};
  return found;
}

QStringList textsIn(const QWidget& widget) {
  QStringList texts;
  for (const auto* text : widget.findChildren<FittedText*>())
    if (text->isVisible()) texts << text->text();
  return texts;
}

struct Noted : SampleDesk {
  AnalysisPanel panel{&desk, nullptr};
  explicit Noted(AnalysisServices services) : SampleDesk(std::move(services)) {
    panel.resize(232, 900);
    panel.show();
    EXPECT_TRUE(QTest::qWaitForWindowExposed(&panel));
  }
  AnalysisNotes& notes() { return *panel.findChild<AnalysisNotes*>(); }
};

TEST(AnalysisNotes, areShownWhenTheAnalysisHasRun) {
  AnalysisServices services = sampleServices(false, false);
  services.analyse = [](const AnalysisNetwork& network, const std::string&, const std::vector<std::string>&,
                        const AnalysisSettings&, const AnalysisProgress&) { return limited(network); };
  Noted shown(std::move(services));
  EXPECT_FALSE(shown.notes().isVisible());
  QTest::mouseClick(shown.panel.findChild<QPushButton*>("runAnalysis"), Qt::LeftButton);
  ASSERT_TRUE(comes([&] { return !shown.desk.running() && shown.notes().shown().size() == 5; }));
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
  AnalysisServices services = sampleServices();
  services.stored = [](const AnalysisNetwork& network, const std::string&, const std::vector<std::string>&,
                       const AnalysisSettings&) {
    NetworkAnalysis found = sampleAnalysis(network.kind);
    if (network.kind == AnalysisNetwork::Kind::Trained)
      for (int layer = 0; layer < 20; ++layer)
        found.warnings.push_back("Of layer " + std::to_string(layer) + ", all responses are NaN.");
    return found;
  };
  Noted shown(std::move(services));
  ASSERT_EQ(shown.notes().shown().size(), 6u);
  EXPECT_EQ(shown.notes().shown().front().text, "Of layer 0, all responses are NaN.");
  EXPECT_EQ(shown.notes().shown().back().text, "15 more remarks");
  EXPECT_TRUE(shown.notes().shown().back().tip.contains("Of layer 19"));
}

TEST(AnalysisNotes, nothingToSayTakesNoRoom) {
  Noted shown(sampleServices());
  EXPECT_TRUE(shown.notes().shown().empty());
  EXPECT_FALSE(shown.notes().isVisible());
}

}  // namespace
}  // namespace studio
