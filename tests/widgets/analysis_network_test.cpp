// Analyses of a whole network in the window: their settings, what the list says, their rows in the table and the
// numbers below their plot.
#include <gtest/gtest.h>

#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>

#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/analysis/analysis_panel.h"
#include "widgets/analysis/result_views.h"

namespace studio {
namespace {

std::string noAmount(const ConfigValue& value) {
  return std::get<std::vector<double>>(value).empty() ? "no amount" : "";
}

AnalysisKind pruneKind() {
  AnalysisKind kind{.name = "prune", .title = "Pruning", .ofNetwork = true, .summary = sampleSummary};
  kind.choices = {{{.key = "amounts", .label = "Amounts", .kind = FieldKind::NumberList},
                   "",
                   std::vector<double>{0, 0.5},
                   {},
                   noAmount},
                  {{.key = "repeated", .label = "Repeated", .kind = FieldKind::Switch}, "", false}};
  kind.columns = {{"rows", "accuracy", "accuracy, %", 1, 100}, {"", "retained", "retained, %", 1, 100}};
  return kind;
}

NetworkAnalysis prunedNetwork(double accuracy) {
  NetworkAnalysis found;
  found.stimuli = "image_folder:photos";
  Result& result = found.resultFor("prune");
  result.ofNetwork = true;
  result.table("rows", false).add({{"amount", 0.0}, {"accuracy", accuracy}});
  result.table("rows", false).add({{"amount", 0.5}, {"accuracy", accuracy / 2}});
  result.table("").add({{"retained", 0.75}});
  return found;
}

FakeEngine pruningEngine() {
  FakeEngine engine = sampleEngine();
  engine.onAnalyses = [] {
    auto kinds = sampleKinds();
    kinds.push_back(pruneKind());
    return kinds;
  };
  engine.onStimuliChoices = [] { return std::vector<StimuliChoice>{{"image_folder:photos", "Photos"}}; };
  engine.onStoredAnalysis = [](const AnalysisRequest& request) {
    auto found = prunedNetwork(request.firstWeights ? 0.1 : 0.9);
    found.settings = request.settings;
    return found;
  };
  return engine;
}

AnalysedNetwork analysed(double accuracy) {
  return {AnalysisNetwork::Kind::Trained, "τ 10", 0, std::make_shared<NetworkAnalysis>(prunedNetwork(accuracy))};
}

TEST(WholeNetworkResults, AreNamedAndAskForTheNetworksClasses) {
  const NetworkAnalysis found = prunedNetwork(0.9);
  EXPECT_TRUE(hasResult(found, "prune")) << "though there is no layer";
  EXPECT_FALSE(resultText(found, pruneKind()).isEmpty());
  EXPECT_EQ(missingText(nullptr, StimuliUse{}, pruneKind()), QString());
  EXPECT_NE(missingText(nullptr, StimuliUse{.networkClasses = false}, pruneKind()), QString());
}

AnalysisKind sentencesKind() {
  AnalysisKind kind{
      .name = "pairs", .title = "Pairs", .ofNetwork = true, .sentences = "folder", .summary = sampleSummary};
  kind.choices = {{{.key = "folder", .label = "Sentences", .kind = FieldKind::Path}, "--folder", std::string()}};
  kind.choices.front().isFolder = true;
  return kind;
}

AnalysisLine lineOf(const Analyses& analyses, const std::string& name) {
  for (const AnalysisLine& line : analysisLines(analyses))
    if (line.name == name) return line;
  return {};
}

FakeEngine sentencesEngine() {
  FakeEngine engine = sampleEngine();
  engine.onAnalyses = [] {
    auto kinds = sampleKinds();
    kinds.push_back(sentencesKind());
    return kinds;
  };
  engine.onStimuliChoices = [] { return std::vector<StimuliChoice>{{"", "Validation text"}}; };
  engine.onStoredAnalysis = [](const AnalysisRequest&) { return NetworkAnalysis(); };
  return engine;
}

void openLanguageModel(SampleAnalyses& sample) {
  RunData data = sample.monitor.data();
  data.config.model.vocabulary = 256;
  data.folder = RunFolder("runs/nanogpt.pt");
  sample.monitor.openStandalone(data);
  ASSERT_TRUE(comes([&] { return sample.analyses.choices().isLanguage() && !sample.analyses.reading(); }));
}

void chooseSentences(AnalysisChoices& choices, const std::string& folder) {
  AnalysisSettings settings = choices.settings();
  settings.values["folder"] = folder;
  choices.setSettings(settings);
}

TEST(Sentences, theirFolderIsChosenByAButtonAndRememberedForTheNextSession) {
  TemporaryFolder folder;
  {
    SampleAnalyses sample(sentencesEngine());
    openLanguageModel(sample);
    AnalysisPanel panel(&sample.analyses, nullptr);
    QSignalSpy wanted(&panel, &AnalysisPanel::placeWanted);
    auto* field = qobject_cast<QLineEdit*>(panel.field(QStringLiteral("folder")));
    ASSERT_TRUE(field && !field->actions().isEmpty());
    field->actions().back()->trigger();
    ASSERT_EQ(wanted.size(), 1);
    EXPECT_EQ(wanted.front(), (QList<QVariant>{QStringLiteral("folder"), true}));
    chooseSentences(sample.analyses.choices(), folder.path().string());
    EXPECT_EQ(field->text().toStdString(), folder.path().string());
  }
  SampleAnalyses next(sentencesEngine());
  EXPECT_EQ(next.analyses.choices().settings().text("folder"), "") << "a network of images has no use for it";
  openLanguageModel(next);
  EXPECT_TRUE(comes([&] { return next.analyses.choices().settings().text("folder") == folder.path().string(); }))
      << "as soon as it is known to be there";
  chooseSentences(next.analyses.choices(), "");
  SampleAnalyses last(sentencesEngine());
  openLanguageModel(last);
  EXPECT_EQ(last.analyses.choices().settings().text("folder"), "") << "nobody wants it any more";
}

/// Of files of text only a person knows that each is a label: a folder of them has an entry of its own.
TEST(Sentences, aFolderOfLabelsCanBeChosenAndIsOfferedAgain) {
  TemporaryFolder folder;
  SampleAnalyses sample(sentencesEngine());
  openLanguageModel(sample);
  AnalysisPanel panel(&sample.analyses, nullptr);
  QSignalSpy wanted(&panel, &AnalysisPanel::sentencesWanted);
  QTest::keyClick(panel.field(QStringLiteral("stimuli")), Qt::Key_End);
  EXPECT_EQ(wanted.size(), 1);
  const std::string data = "sentences:" + folder.path().string();
  sample.analyses.choices().setStimuli(data);
  SampleAnalyses next(sentencesEngine());
  openLanguageModel(next);
  const auto& offered = next.analyses.choices().offeredStimuli();
  EXPECT_TRUE(
      std::any_of(offered.begin(), offered.end(), [&](const StimuliChoice& choice) { return choice.data == data; }));
}

/// Sentences are for networks that read tokens, and no stimuli: their folder is named in a field of the panel.
TEST(Sentences, areOfferedToLanguageAloneAndNeedTheirFolder) {
  SampleAnalyses sample(sentencesEngine());
  EXPECT_TRUE(lineOf(sample.analyses, "pairs").name.empty()) << "the network reads images";
  openLanguageModel(sample);
  AnalysisLine line = lineOf(sample.analyses, "pairs");
  EXPECT_EQ(line.state, AnalysisState::Needs);
  EXPECT_TRUE(line.text.contains(QStringLiteral("folder"))) << line.text.toStdString();
  chooseSentences(sample.analyses.choices(), "/data/blimp");
  ASSERT_TRUE(comes([&] { return !sample.analyses.reading(); }));
  EXPECT_EQ(lineOf(sample.analyses, "pairs").state, AnalysisState::NotComputed);
  EXPECT_EQ(missingText(nullptr, StimuliUse{.networkClasses = false, .places = {"folder"}}, sentencesKind()), QString())
      << "whatever the stimuli are";
}

/// What stimuli can be used for is said by the row of their data set, also of one that nobody here knows.
TEST(WholeNetworkResults, theRowOfADataSetSaysWhatItsStimuliSuit) {
  FakeEngine engine = pruningEngine();
  engine.onDataKinds = [] {
    return std::vector<DataKind>{{.name = "image_folder"}, {.name = "rings", .angles = true, .ownCategories = true}};
  };
  AnalysisKind turning{.name = "turning", .title = "Turning", .angles = true, .summary = sampleSummary};
  engine.onAnalyses = [turning] { return std::vector<AnalysisKind>{turning, pruneKind()}; };
  SampleAnalyses sample(std::move(engine));
  AnalysisChoices& choices = sample.analyses.choices();
  choices.setStimuli("image_folder:photos");
  ASSERT_TRUE(comes([&] { return !sample.analyses.reading(); }));
  EXPECT_FALSE(choices.stimuliUse().angles);
  EXPECT_EQ(choices.orientedStimuli(), "") << "none are offered";
  const EmptyState needs = analysisEmptyState(sample.analyses, "turning");
  EXPECT_TRUE(needs.text.startsWith("Turning needs stimuli at several angles")) << needs.text.toStdString();
  choices.setStimuli("rings:");
  ASSERT_TRUE(comes([&] { return !sample.analyses.reading(); }));
  EXPECT_TRUE(choices.stimuliUse().angles);
  EXPECT_FALSE(choices.stimuliUse().networkClasses);
  EXPECT_EQ(choices.orientedStimuli(), "rings:") << "what was chosen is among what is offered";
}

TEST(WholeNetworkResults, HaveARowForEachLevelInTheTable) {
  auto kinds = sampleKinds();
  kinds.push_back(pruneKind());
  const MeasureTable table = measureTable({analysed(0.9)}, kinds);
  ASSERT_EQ(table.rows.size(), 3u) << "two levels and the network";
  ASSERT_EQ(table.columns.size(), 7u);
  EXPECT_EQ(table.columns[5].title, "Pruning: accuracy, %");
  EXPECT_EQ(table.rows[1].cells[1].text, "Pruning: amount 0.5");
  EXPECT_DOUBLE_EQ(*table.rows[1].cells[5].value, 45);
  EXPECT_FALSE(table.rows[1].cells[6].value) << "of the network alone";
  EXPECT_FALSE(table.rows[2].cells[5].value) << "a list of rows has no mean";
  EXPECT_DOUBLE_EQ(*table.rows[2].cells[6].value, 75);
  EXPECT_EQ(table.layers, (std::vector<std::string>(3)));
}

TEST(WholeNetworkResults, AreShownWhereNothingElseIsStored) {
  const SampleAnalyses shown(pruningEngine());
  const auto networks = analysedNetworks(shown.analyses);
  ASSERT_FALSE(networks.empty());
  EXPECT_EQ(shownLayer(shown.analyses, networks), "") << "there is none to show";
}

TEST(WholeNetworkResults, SettingsAreAListAndASwitch) {
  SampleAnalyses shown(pruningEngine());
  AnalysisPanel panel(&shown.analyses, nullptr);
  panel.resize(260, 700);
  panel.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&panel));
  panel.list().choose("prune");
  auto* amounts = qobject_cast<QLineEdit*>(panel.field("amounts"));
  auto* repeated = qobject_cast<QCheckBox*>(panel.field("repeated"));
  ASSERT_TRUE(amounts && repeated);
  EXPECT_TRUE(amounts->isVisible());
  EXPECT_FALSE(panel.field("layer")->isVisible());
  EXPECT_EQ(amounts->text(), "0.0, 0.5") << "as in the form of a configuration";
  const auto enter = [&](const char* text) {
    amounts->setFocus();
    amounts->selectAll();
    QTest::keyClicks(amounts, QString::fromLatin1(text));
    QTest::keyClick(amounts, Qt::Key_Return);
  };
  enter("0, 0.25, 0.75");
  EXPECT_EQ(shown.analyses.choices().settings().numbers("amounts"), (std::vector<double>{0, 0.25, 0.75}));
  enter("a half");
  EXPECT_EQ(amounts->text(), "0.0, 0.25, 0.75") << "what is no list is taken back";
  QTest::mouseClick(repeated, Qt::LeftButton, {}, QPoint(8, repeated->height() / 2));
  EXPECT_TRUE(shown.analyses.choices().settings().isOn("repeated"));
}

}  // namespace
}  // namespace studio
