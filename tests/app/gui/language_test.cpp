// German in the window: the choice and its menu, numbers as the language writes and reads them, titles that are seen
// whole.
#include "tests/app/gui/language_fixture.h"

#include <QAction>
#include <QFontMetrics>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <memory>

#include "core/run/config_fields.h"
#include "tests/widgets/analysis_fixture.h"
#include "widgets/analysis/contrast_views.h"
#include "widgets/analysis/result_views.h"
#include "widgets/analysis/value_table.h"
#include "widgets/boards/board_figure.h"
#include "widgets/export/figure_print.h"
#include "widgets/forms/config_document.h"
#include "widgets/forms/config_text.h"
#include "widgets/forms/field_editor.h"
#include "widgets/forms/layer_panel.h"
#include "widgets/frame/actions.h"
#include "widgets/frame/engine_text.h"
#include "widgets/frame/theme.h"
#include "widgets/plots/plot_painter.h"
#include "widgets/runs/run_text.h"
#include "widgets/sheets/colour_maps.h"

namespace studio {
namespace {

TEST_F(Language, TheChoiceIsKept) {
  EXPECT_EQ(savedLanguage(), LanguageChoice::System);
  const auto window = makeWindow();
  window->trigger("view.languageGerman");
  EXPECT_EQ(savedLanguage(), LanguageChoice::German);
  EXPECT_EQ(resolvedLanguage(savedLanguage()), QLocale::German);
  window->trigger("view.languageSystem");
  EXPECT_EQ(savedLanguage(), LanguageChoice::System);
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
  const ConfigField& factor = *findField("topoloss.factor");
  const ConfigValue pair = std::vector<double>{3.5, 4};
  EXPECT_EQ(formatText(factor, pair), "3,5; 4,0");
  for (const char* typed : {"3,5; 4,0", "3,5, 4,0", "3.5, 4", "[3.5,4]", "3,5;4"})
    EXPECT_EQ(valueFromText(factor, typed, fault), pair) << typed << ": " << fault.toStdString();
  EXPECT_EQ(valueFromText(factor, "3,5", fault), ConfigValue(std::vector<double>{3.5, 3.5}));
  RunConfig config;
  config.topoloss.tau = 0.5;
  EXPECT_NE(shortToml(config).find("tau = 0.5"), std::string::npos) << "files have one form";
}

/// Its two fields have one number each.
TEST_F(Language, TheFactorIsTypedWithDecimals) {
  const InGerman german;
  const std::unique_ptr<FieldEditor> editor(makeFieldEditor(*findField("topoloss.factor"), nullptr));
  const auto lines = editor->findChildren<QLineEdit*>();
  ASSERT_EQ(lines.size(), 2);
  editor->setValue(std::vector<double>{3, 4});
  EXPECT_EQ(lines[1]->text(), "4,0");
  lines[0]->selectAll();
  QTest::keyClicks(lines[0], "5,5");
  EXPECT_EQ(editor->fault(), "");
  EXPECT_EQ(editor->value(), ConfigValue(std::vector<double>{5.5, 4}));
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

/// What is seen in the window is written as the window writes; the file has what journals want.
TEST_F(Language, ABoardHasTheNumbersOfTheWindowOnItsPageAndEnglishOnesOnPaper) {
  auto filled = std::make_shared<FilledBoard>();
  filled->board.panels = {{.kind = "made_up", .place = {0, 0, 6, 10}}};
  PlotSpec plot{.name = "made_up"};
  plot.series = {{.name = "line", .x = {0, 0.9}, .y = {0.1, 0.2}}};
  filled->contents.resize(1);
  filled->contents[0].plot = plot;
  const auto draw = [&](BoardFigure::For whom) {
    QImage image(900, 600, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QCPPainter painter(&image);
    BoardFigure(filled, whom).draw(painter, QRectF(0, 0, 900, 600), 8);
    return image;
  };
  const QImage paper = draw(BoardFigure::For::Paper);
  EXPECT_EQ(draw(BoardFigure::For::Page), paper) << "in English they are the same";
  const InGerman german;
  EXPECT_EQ(draw(BoardFigure::For::Paper), paper);
  EXPECT_NE(draw(BoardFigure::For::Page), paper);
  EXPECT_EQ(PrintStyle({1, true}).numbers("0.2"), "0,2");
  EXPECT_EQ(PrintStyle{}.numbers("0.2"), "0.2");
}

TEST_F(Language, WhatIsSaidBelowAPlotHasTheNumbersOfTheWindow) {
  const InGerman german;
  FakeEngine engine = sampleEngine();
  engine.onAnalyses = [] {
    std::vector<AnalysisKind> kinds = sampleKinds();
    for (AnalysisKind& kind : kinds)
      for (PlotKind& plot : kind.plots)
        plot.make = [](const std::vector<PlottedNetwork>&, const std::string&) {
          PlotSpec spec{.name = "distance", .caption = "32,640 pairs of units"};
          spec.series = {{.name = "line", .x = {0, 1}, .y = {0, 1}}};
          return spec;
        };
    return kinds;
  };
  SampleAnalyses sample(std::move(engine));
  PlotsView view({&sample.monitor, &sample.analyses}, nullptr);
  view.resize(920, 560);
  view.show();
  const auto says = [&] {
    for (const auto* label : view.findChildren<QLabel*>())
      if (label->text() == "32.640 Paare von Einheiten") return true;
    return false;
  };
  EXPECT_TRUE(waitFor(says));
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
