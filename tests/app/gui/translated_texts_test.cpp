// That nothing which the window or the engine says lacks its German: all views and menus, tables, sentences with
// values, logs.
#include "tests/app/gui/language_fixture.h"

#include <QMenu>
#include <filesystem>
#include <fstream>

#include "core/engine.h"
#include "core/run/analysis.h"
#include "core/run/config_fields.h"
#include "core/run/places.h"
#include "tests/widgets/sample_run.h"
#include "widgets/export/figure_print.h"
#include "widgets/export/run_figures.h"
#include "widgets/forms/preset_list.h"
#include "widgets/frame/engine_text.h"
#include "widgets/runs/run_panels.h"
#include "widgets/sheets/stack_view.h"
#include "widgets/train/sheets_view.h"

namespace studio {
namespace {

TEST_F(Language, OneVocabularyForAllClasses) {
  const InForce german;
  EXPECT_EQ(QCoreApplication::translate("Studio", "Runs"), QString::fromUtf8("Läufe"));
  EXPECT_EQ(QCoreApplication::translate("studio::Whatever", "Runs"), QString::fromUtf8("Läufe"));
  EXPECT_EQ(QCoreApplication::translate("Studio", "%L1 steps").arg(1410), "1,410 Schritte");
}

/// Of a run that cannot be read the sheets say why, as the file's reader does.
TEST_F(Language, WhyARunCannotBeReadIsTranslated) {
  const RunFolder run = writeSampleRun(runs(), "digits");
  const std::filesystem::path resolved = run.path() / "config.resolved.toml";
  const std::string settings = readFileBytes(resolved);
  const Vocabulary german("de");
  const auto said = [&] { return german.engineText(QString::fromStdString(readStoredRun(run).error)); };
  for (const char* broken : {"", "[modl]\nname = \"mlp\"\n", "[topoloss]\ntua = 3\n", "[topoloss]\ntau = \"3\"\n",
                             "[topoloss\n", "[model]\nhidden = [\"a\"]\n"}) {
    std::ofstream(resolved) << broken;
    EXPECT_FALSE(readStoredRun(run).error.empty()) << broken;
    EXPECT_FALSE(said().isNull()) << readStoredRun(run).error;
  }
  std::ofstream(resolved) << settings;
  for (const char* file : {"status.json", "layers.json", "scalars.csv"}) {
    const std::string whole = readFileBytes(run.path() / file);
    std::ofstream(run.path() / file) << "no such thing\n";
    EXPECT_FALSE(readStoredRun(run).error.empty()) << file;
    EXPECT_FALSE(said().isNull()) << readStoredRun(run).error;
    std::ofstream(run.path() / file) << whole;
  }

  const InGerman inForce;
  std::ofstream(run.path() / "layers.json") << "no such thing\n";
  RunMonitor monitor;
  const SheetsView sheets(&monitor, nullptr);
  const StackView stack(&monitor, nullptr);
  monitor.openStored(run);
  ASSERT_TRUE(waitFor([&] { return !monitor.data().error.empty(); }));
  for (const QString& text : {sheets.emptyState().text, stack.emptyState().text})
    EXPECT_TRUE(text.contains("kann nicht gelesen werden")) << text.toStdString();
}

TEST_F(Language, WhatAPlotSaysOnPaperIsTranslated) {
  const InGerman german;
  PlotSpec plot;
  plot.series.push_back({.name = "a", .x = {1, 2}, .y = {1, 2}});
  plot.caption = "30 pairs of units";
  const QString file = folder_.path() + "/plot.svg";
  saveFigure(*makePlotFigure({plot}, "run a"), file);
  EXPECT_NE(readFileBytes(file.toStdString()).find("30 Paare von Einheiten"), std::string::npos);
}

/// Whatever the window looks up on its way through all workspaces, views, menus and texts of a run.
TEST_F(Language, NothingThatAWindowSaysIsMissing) {
  const InForce german;
  writeSampleRun(runs(), "digits");
  const auto window = makeWindow();
  EXPECT_EQ(window->windowTitle(), "TopoNets Studio");
  window->session().openRun(runs() / "digits");
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().snapshot != nullptr; }));
  for (const QString& view : window->viewIds()) {
    window->showView(view);
    QTest::qWait(20);
    window->grab();
  }
  for (const WorkspaceRow& row : workspaceRows()) {
    window->showWorkspace(QString::fromLatin1(row.id));
    QTest::qWait(50);
  }
  for (QMenu* menu : window->findChildren<QMenu*>()) Q_EMIT menu->aboutToShow();
  EXPECT_EQ(german.german.missing().join("\n").toStdString(), "");
}

/// Left beside the build for packaging/translations.py; empty, or what has to be done.
std::string wordsToAdd(QStringList words) {
  const char* file = STUDIO_BINARY_DIR "/untranslated_engine_texts.txt";
  words.removeDuplicates();
  std::filesystem::remove(file);
  if (words.isEmpty()) return {};
  const std::string lines = words.join(QLatin1Char('\n')).toStdString() + "\n";
  std::ofstream(file) << lines;
  return "These texts of the engine's tables have no German. Run\n  packaging/translations.py --engine " +
         std::string(file) +
         "\nwhich adds them to the context Engine of resources/translations/toponets-studio_de.ts, and write the "
         "German "
         "there:\n" +
         lines;
}

/// Their values have to be taken out first.
std::string sentencesToAdd(QStringList sentences) {
  sentences.removeDuplicates();
  if (sentences.isEmpty()) return {};
  return "These sentences of the engine have no German. Add each by hand to the context Engine of "
         "resources/translations/toponets-studio_de.ts, with %1, %2 in the place of names and %L1 of numbers:\n" +
         sentences.join(QLatin1Char('\n')).toStdString() + "\n";
}

/// What the engine's tables say, and its sentences on settings that are out of range.
TEST_F(Language, TheEnginesTablesAndItsSentencesOnSettingsAreTranslated) {
  const Vocabulary german("de");
  QStringList words, sentences;
  const auto note = [&](QStringList& missing, const std::string& text) {
    if (!text.empty() && german.engineText(QString::fromStdString(text)).isNull())
      missing << QString::fromStdString(text);
  };
  const auto require = [&](const std::string& text) { note(words, text); };
  for (const ConfigField& field : configFields())
    for (const std::string& text : {field.label, field.unit, field.help}) require(text);
  for (const ScalarColumn& column : scalarColumns())
    for (const std::string& text : {column.title, column.unit}) require(text);
  for (const ContrastStatistic& statistic : contrastStatistics())
    for (const std::string& text : {statistic.title, statistic.note}) require(text);
  const auto engine = makeEngine();
  for (const AnalysisKind& kind : engine->analyses()) {
    require(kind.title);
    for (const ChoiceField& choice : kind.choices) {
      require(choice.label);
      require(choice.help);
      for (const std::string& title : choice.titles) require(title);
    }
    for (const ShownColumn& column : kind.columns) {
      require(column.title);
      require(column.help);
    }
    for (const PlotKind& plot : kind.plots) require(plot.title);
    NetworkAnalysis nothing;
    if (kind.summary) note(sentences, kind.summary(nothing, nothing.resultFor(kind.name)));
  }
  for (const ConfigField& field : configFields()) {
    RunConfig wrong;
    if (field.kind == FieldKind::Number || field.kind == FieldKind::Integer)
      field.set(wrong, field.kind == FieldKind::Number ? ConfigValue(field.maximum * 2 + 1)
                                                       : ConfigValue(std::int64_t(field.minimum) - 1));
    if (field.kind == FieldKind::Choice && !field.choices.empty()) field.set(wrong, std::string("nonsense"));
    for (const Problem& problem : settingProblems(wrong)) {
      note(sentences, problem.sentence);
      note(sentences, problem.fixLabel);
    }
  }
  EXPECT_EQ(wordsToAdd(words), "");
  EXPECT_EQ(sentencesToAdd(sentences), "");
}

TEST_F(Language, WhatLacksATranslationIsNamedWithTheStepThatAddsIt) {
  const std::string said = wordsToAdd({"Made-up loss", "Towards", "Towards"});
  EXPECT_TRUE(said.ends_with("there:\nMade-up loss\nTowards\n")) << said;
  const std::string file = STUDIO_BINARY_DIR "/untranslated_engine_texts.txt";
  EXPECT_NE(said.find("packaging/translations.py --engine " + file), std::string::npos) << said;
  EXPECT_EQ(readFileBytes(file), "Made-up loss\nTowards\n");
  EXPECT_EQ(wordsToAdd({}), "");
  EXPECT_FALSE(std::filesystem::exists(file));
}

/// The form shows whole clauses of a help and cuts labels (tests/run/config_test.cpp); German words are longer.
TEST_F(Language, GermanHelpsBeginWithAShortClauseToo) {
  const Vocabulary german("de");
  for (const ConfigField& field : configFields()) {
    const QString help = german.engineText(QString::fromStdString(field.help));
    EXPECT_LE(help.section(QStringLiteral("; "), 0, 0).size(), 32) << field.key;
    EXPECT_LE(german.engineText(QString::fromStdString(field.label)).size(), 18) << field.key;
  }
}

/// The list of presets shows whole clauses of what they are about.
TEST_F(Language, DescriptionsOfPresetsBeginWithAClauseThatIsSeenWhole) {
  const Vocabulary german("de");
  ASSERT_GE(loadPresets(resourceFolder()).size(), 5u);
  for (const SetupPreset& preset : loadPresets(resourceFolder())) {
    const QString translated = german.engineText(preset.about);
    for (const QString& about : {preset.about, translated}) {
      const QString shown = TwoLineDelegate::secondLine(about, 216);
      EXPECT_FALSE(shown.isEmpty()) << preset.id.toStdString();
      EXPECT_FALSE(shown.contains(QStringLiteral("…"))) << shown.toStdString();
    }
  }
}

TEST_F(Language, ASentenceKeepsItsValues) {
  const Vocabulary german("de");
  EXPECT_EQ(german.engineText("The run a is being trained, so it keeps its name until its end; stop it first."),
            "Der Lauf a wird trainiert und behält seinen Namen bis zum Ende; halten Sie ihn zuerst an.");
  EXPECT_EQ(german.engineText("reading images, 20 of 400"), "Bilder werden gelesen, 20 von 400");
  EXPECT_EQ(german.engineText("1.19, mean of 1 layer"), QString::fromUtf8("1,19, Mittel über 1 Schicht"));
  EXPECT_EQ(german.engineText("5.7, from 1,500 responses"), "5,7, aus 1.500 Antworten");
  EXPECT_EQ(german.engineText("6 in 1 layer"), "6 in 1 Schicht");
  EXPECT_EQ(german.engineText("faces and objects 0.51"), "Gesichter und Objekte 0,51");
  EXPECT_EQ(german.engineText("tench and fish 0.51"), "tench und fish 0,51") << "other people's names stay";
  EXPECT_EQ(german.engineText("digits, smoothness 1.19"), "digits, Glattheit 1,19");
  EXPECT_TRUE(german
                  .engineText("The machine is busy: other programs took 41 % of the processors while this was timed, "
                              "so on a quiet one it takes less.")
                  .contains("41 %"));
  EXPECT_TRUE(german.engineText("nobody says this").isNull());
  EXPECT_TRUE(german.engineText("many layers").isNull()) << "%L1 is a number";
}

/// Each line of a run that was trained and stopped, as the panel of the log shows it.
TEST_F(Language, TheLogOfARunIsTranslated) {
  const Vocabulary german("de");
  const auto window = makeWindow();
  ASSERT_TRUE(trainAndStop(*window, smallRun(20000), "stopped"));
  const RunFolder run(window->session().monitor()->data().folder.path());
  int lines = 0;
  for (const LogLine& line : parseLog(run.log())) {
    if (line.level != LogLine::Level::Info) continue;
    ++lines;
    EXPECT_FALSE(german.engineText(QString::fromStdString(line.text)).isNull()) << line.text;
  }
  EXPECT_GE(lines, 7);
  const InGerman inForce;
  RunMonitor monitor;
  LogPanel panel(&monitor, nullptr);
  monitor.openStored(run);
  EXPECT_TRUE(waitFor([&] { return panel.toPlainText().contains(QStringLiteral("Parameter (")); }));
}

}  // namespace
}  // namespace studio
