// German: texts, numbers, and that nothing which a window says lacks a translation.
#include "widgets/frame/language.h"

#include <QAction>
#include <QLocale>
#include <QFontMetrics>
#include <QMenu>
#include <filesystem>
#include <fstream>

#include "core/engine.h"
#include "core/run/analysis.h"
#include "core/run/config_fields.h"
#include "core/run/places.h"
#include "tests/app/gui/gui_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/analysis/value_table.h"
#include "widgets/export/figure_print.h"
#include "widgets/export/run_figures.h"
#include "widgets/forms/config_document.h"
#include "widgets/forms/config_text.h"
#include "widgets/forms/layer_panel.h"
#include "widgets/forms/preset_list.h"
#include "widgets/frame/actions.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/theme.h"
#include "widgets/plots/plot_painter.h"
#include "widgets/runs/run_panels.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/colour_maps.h"
#include "widgets/sheets/stack_view.h"
#include "widgets/train/sheets_view.h"

namespace studio {
namespace {

/// A vocabulary that is in force while it lives.
class InForce {
 public:
  InForce() : german("de") {
    before_ = QLocale();
    QCoreApplication::installTranslator(&german);
    QLocale::setDefault(QLocale(QLocale::English));
  }
  ~InForce() {
    QCoreApplication::removeTranslator(&german);
    QLocale::setDefault(before_);
  }
  Vocabulary german;

 private:
  QLocale before_;
};

/// The same for what the engine says.
class InGerman {
 public:
  InGerman() { useLanguage(LanguageChoice::German); }
  ~InGerman() {
    useLanguage(LanguageChoice::English);
    qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator*>(Qt::FindDirectChildrenOnly));
    QLocale::setDefault(before_);
  }

 private:
  const QLocale before_;
};

class Language : public GuiTest {};

TEST_F(Language, TheChoiceIsKept) {
  EXPECT_EQ(savedLanguage(), LanguageChoice::System);
  const auto window = makeWindow();
  window->trigger("view.languageGerman");
  EXPECT_EQ(savedLanguage(), LanguageChoice::German);
  EXPECT_EQ(resolvedLanguage(savedLanguage()), QLocale::German);
  window->trigger("view.languageSystem");
  EXPECT_EQ(savedLanguage(), LanguageChoice::System);
}

TEST_F(Language, OneVocabularyForAllClasses) {
  const InForce german;
  EXPECT_EQ(QCoreApplication::translate("Studio", "Runs"), QString::fromUtf8("Läufe"));
  EXPECT_EQ(QCoreApplication::translate("studio::Whatever", "Runs"), QString::fromUtf8("Läufe"));
  EXPECT_EQ(QCoreApplication::translate("Studio", "%L1 steps").arg(1410), "1,410 Schritte");
}

/// 1,410 would be read as a little more than one.
TEST_F(Language, NumbersAreWrittenAsTheLanguageWritesThem) {
  {
    const InGerman german;
    EXPECT_EQ(QStringLiteral("%L1").arg(1410), "1.410");
    EXPECT_EQ(QLocale().toString(93.8, 'f', 1), "93,8");
    EXPECT_EQ(countText(24402), "24.402");
    EXPECT_EQ(inWindowNumbers("1,410 of 24,402.5 at 1e-3, layer4.0.conv1, v0.5, −93.5 %"),
              "1.410 of 24.402,5 at 1e-3, layer4.0.conv1, v0.5, −93,5 %");
    EXPECT_EQ(engineText(std::string("1,410 layers")), "1.410 Schichten");
    RunStatus status;
    status.state = RunState::Finished;
    status.validationAccuracy = 0.935;
    EXPECT_TRUE(stateLine(status).contains("93,5")) << stateLine(status).toStdString();
    EXPECT_EQ(textLocale().toString(QDate(2026, 5, 3), QStringLiteral("d MMMM")), "3 Mai");
    EXPECT_EQ(engineText(std::string("4 contrasts, 1 layer")), "4 Kontraste, 1 Schicht");
    EXPECT_EQ(rateText(1 / 12.0), QStringLiteral("12\u202fs je Schritt"));
  }
  useLanguage(LanguageChoice::English);
  EXPECT_EQ(QStringLiteral("%L1").arg(1410), "1,410");
  EXPECT_EQ(inWindowNumbers("1,410.5"), "1,410.5");
  EXPECT_FALSE(typedNumber("0,5"));
}

/// A cell of a table and a tick of a colour bar are read side by side.
TEST_F(Language, TablesHaveNumbersOfTheLanguage) {
  ValueModel table;
  table.show({{"Layer", false, 0, {}}, {"t", true, 2, {}}}, {{{ValueCell::of(QString("fc1")), ValueCell::of(-11.9)}}});
  const QModelIndex cell = table.index(0, 1);
  {
    const InGerman german;
    EXPECT_EQ(cell.data().toString(), QChar(0x2212) + QStringLiteral("11,90"));
  }
  useLanguage(LanguageChoice::English);
  EXPECT_EQ(cell.data().toString(), QChar(0x2212) + QStringLiteral("11.90"));
}

/// What a person types in German, and what stands in files: there is one value behind both.
TEST_F(Language, FieldsTakeNumbersOfTheLanguage) {
  const InGerman german;
  EXPECT_EQ(typedNumber("0,5"), 0.5);
  EXPECT_EQ(typedNumber("0.5"), 0.5);
  EXPECT_EQ(typedNumber("1.410,5"), 1410.5);
  EXPECT_FALSE(typedNumber("viel"));
  const ConfigField& tau = *findField("topoloss.tau");
  const ConfigField& limit = *findField("data.limit");
  QString fault;
  EXPECT_EQ(formatText(tau, 0.5), "0,5");
  EXPECT_EQ(std::get<double>(*valueFromText(tau, "0,5", fault)), 0.5);
  EXPECT_EQ(std::get<double>(*valueFromText(tau, "0.5", fault)), 0.5);
  EXPECT_EQ(formatText(limit, std::int64_t(4000)), "4.000");
  EXPECT_EQ(std::get<std::int64_t>(*valueFromText(limit, "4.000", fault)), 4000);
  RunConfig config;
  config.topoloss.tau = 0.5;
  EXPECT_NE(shortToml(config).find("tau = 0.5"), std::string::npos) << "files have one form";
}

/// On the axes of the window and not on those of a figure, which goes into a paper.
TEST_F(Language, PlotsOnPaperKeepEnglishNumbers) {
  const InGerman german;
  for (const bool paper : {false, true}) {
    StepTicker ticker;
    ticker.setPaper(paper);
    QVector<double> ticks;
    QVector<QString> texts;
    ticker.generate(QCPRange(0, 0.9), QLocale(), 'f', 2, ticks, nullptr, &texts);
    bool comma = false;
    for (const QString& text : texts) comma = comma || text.contains(',');
    EXPECT_EQ(comma, !paper);
  }
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

/// Its columns have widths of their own.
TEST_F(Language, TitlesOfTheTableOfLayersAreSeenWhole) {
  const InGerman german;
  ConfigDocument document;
  LayerModel model(&document, nullptr);
  LayerTable table(&model, nullptr);
  for (int column = LayerModel::Sheet; column < LayerModel::Count; ++column) {
    const QString title = model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    EXPECT_GE(table.columnWidth(column), QFontMetrics(textFont(TextStyle::Label)).horizontalAdvance(title) + 16)
        << title.toStdString();
  }
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

TEST_F(Language, CategoriesAreTranslatedWhereverTheyStand) {
  EXPECT_EQ(categoryTitle("faces"), "Faces");
  const InGerman german;
  EXPECT_EQ(categoryTitle("faces"), "Gesichter");
  EXPECT_EQ(quantityName("bodies"), QString::fromUtf8("Körper"));
  EXPECT_EQ(categoryTitle("7"), "7");
}

/// `--language de` is in force whatever was saved.
TEST_F(Language, TheMenuTicksWhatIsInForce) {
  const InGerman german;
  const auto window = makeWindow();
  window->refreshActions();
  EXPECT_TRUE(window->registry().action("view.languageGerman")->isChecked());
  EXPECT_FALSE(window->registry().action("view.languageSystem")->isChecked());
  EXPECT_EQ(savedLanguage(), LanguageChoice::System);
}

TEST_F(Language, MenusAndShortcutsAreThoseOfEnglish) {
  std::vector<std::pair<QString, QKeySequence>> english, translated;
  const auto read = [](MainWindow& window) {
    std::vector<std::pair<QString, QKeySequence>> rows;
    for (const ActionSpec& spec : window.registry().specs()) rows.emplace_back(spec.id, spec.shortcut);
    return rows;
  };
  english = read(*makeWindow());
  const InForce german;
  translated = read(*makeWindow());
  EXPECT_EQ(english, translated);
}

}  // namespace
}  // namespace studio
