// German: texts, numbers, and that nothing which a window says lacks a translation.
#include "widgets/frame/language.h"

#include <QAction>
#include <QLocale>
#include <QMenu>

#include "core/engine.h"
#include "core/run/analysis.h"
#include "core/run/config_fields.h"
#include "core/run/places.h"
#include "tests/app/gui/gui_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/forms/preset_list.h"
#include "widgets/frame/actions.h"
#include "widgets/frame/engine_text.h"

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

/// Tables, fields and files have English numbers: two forms side by side would be misread.
TEST_F(Language, NumbersHaveOneFormInEveryLanguage) {
  const QLocale before;
  useLanguage(LanguageChoice::German);
  EXPECT_EQ(QStringLiteral("%L1").arg(1410), "1,410");
  EXPECT_EQ(QLocale().toString(93.8, 'f', 1), "93.8");
  EXPECT_EQ(textLocale().toString(QDate(2026, 5, 3), QStringLiteral("d MMMM")), "3 Mai");
  EXPECT_EQ(engineText(std::string("4 contrasts, 1 layer")), "4 Kontraste, 1 Schicht");
  useLanguage(LanguageChoice::English);
  EXPECT_EQ(QStringLiteral("%L1").arg(1410), "1,410");
  qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator*>(Qt::FindDirectChildrenOnly));
  QLocale::setDefault(before);
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

/// What the engine's tables say, and its sentences on settings that are out of range.
TEST_F(Language, TheEnginesTablesAndItsSentencesOnSettingsAreTranslated) {
  const Vocabulary german("de");
  QStringList missing;
  const auto require = [&](const std::string& text) {
    if (!text.empty() && german.engineText(QString::fromStdString(text)).isNull())
      missing << QString::fromStdString(text);
  };
  for (const ConfigField& field : configFields())
    for (const std::string& text : {field.label, field.unit, field.help}) require(text);
  for (const ScalarColumn& column : scalarColumns())
    for (const std::string& text : {column.title, column.unit}) require(text);
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
    if (kind.summary) require(kind.summary(nothing, nothing.resultFor(kind.name)));
  }
  for (const ConfigField& field : configFields()) {
    RunConfig wrong;
    if (field.kind == FieldKind::Number || field.kind == FieldKind::Integer)
      field.set(wrong, field.kind == FieldKind::Number ? ConfigValue(field.maximum * 2 + 1)
                                                       : ConfigValue(std::int64_t(field.minimum) - 1));
    if (field.kind == FieldKind::Choice && !field.choices.empty()) field.set(wrong, std::string("nonsense"));
    for (const Problem& problem : settingProblems(wrong)) {
      require(problem.sentence);
      require(problem.fixLabel);
    }
  }
  missing.removeDuplicates();
  EXPECT_EQ(missing.join("\n").toStdString(), "");
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
  EXPECT_EQ(german.engineText("1.19, mean of 1 layer"), QString::fromUtf8("1.19, Mittel über 1 Schicht"));
  EXPECT_EQ(german.engineText("5.7, from 1,500 images"), "5.7, aus 1,500 Bildern");
  EXPECT_EQ(german.engineText("6 in 1 layer"), "6 in 1 Schicht");
  EXPECT_EQ(german.engineText("faces and objects 0.51"), "faces und objects 0.51");
  EXPECT_EQ(german.engineText("digits, smoothness 1.19"), "digits, Glattheit 1.19");
  EXPECT_TRUE(german
                  .engineText("The machine is busy: other programs took 41 % of the processors while this was timed, "
                              "so on a quiet one it takes less.")
                  .contains("41 %"));
  EXPECT_TRUE(german.engineText("nobody says this").isNull());
  EXPECT_TRUE(german.engineText("many layers").isNull()) << "%L1 is a number";
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
