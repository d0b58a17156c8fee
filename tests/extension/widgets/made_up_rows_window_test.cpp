// The made-up model, data set and loss, each one file and one row, through what a user of the window meets: their
// choices and fields in the form of a run to be, the loss' curve, the data set's images as stimuli.
#include <QComboBox>
#include <QLineEdit>
#include <algorithm>
#include <set>

#include "tests/extension/widgets/made_up_window.h"
#include "tests/support/temporary_folder.h"
#include "widgets/export/figure_print.h"
#include "widgets/export/run_figures.h"
#include "widgets/forms/config_form.h"
#include "widgets/sheets/stimuli_strip.h"
#include "widgets/train/curves_view.h"

namespace studio {
namespace {

class MadeUpRows : public MadeUpWindow {
 protected:
  /// The form with the made-up configuration in it.
  ConfigForm& openForm(MainWindow& window) {
    window.showWorkspace(QStringLiteral("setup"));
    SetupView& setup = findSetup(window);
    setup.setConfig(madeUpConfig());
    QApplication::processEvents();
    return *setup.findChild<ConfigForm*>();
  }

  /// As one does who has found the setting by the search field.
  static void typeInto(ConfigForm& form, const std::string& key, const char* text) {
    form.setFilter(QString::fromStdString(key));
    QApplication::processEvents();
    auto* line = form.row(key)->findChild<QLineEdit*>();
    ASSERT_TRUE(line->isVisible()) << key;
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, QLatin1String(text));
  }

  static void choose(ConfigForm& form, const std::string& key, const char* name) {
    auto* box = form.row(key)->findChild<QComboBox*>();
    const int index = box->findText(QLatin1String(name));
    ASSERT_GE(index, 0) << name << " is not among the choices of " << key;
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
    QApplication::processEvents();
  }
};

TEST_F(MadeUpRows, HaveTheirFieldsInTheForm) {
  const auto window = makeWindow();
  ConfigForm& form = openForm(*window);
  SetupView& setup = findSetup(*window);
  for (const auto& [key, label] : {std::pair{"model.made_up.dropout", "Dropout"},
                                   {"data.checkers.darkest", "Darkest"},
                                   {"losses.made_up.weight", "Made-up loss"},
                                   {"losses.made_up.towards", "Towards"}}) {
    ASSERT_NE(form.row(key), nullptr) << key;
    EXPECT_EQ(form.row(key)->field().label, label);
    EXPECT_TRUE(form.row(key)->isWanted()) << key;
  }
  typeInto(form, "model.made_up.dropout", "0.5");
  typeInto(form, "data.checkers.darkest", "10");
  typeInto(form, "losses.made_up.towards", "0.25");
  const RunConfig typed = setup.config();
  EXPECT_EQ(std::get<double>(typed.model.further.at("model.made_up.dropout")), 0.5);
  EXPECT_EQ(std::get<double>(typed.data.further.at("data.checkers.darkest")), 10);
  EXPECT_EQ(std::get<double>(typed.further.at("losses.made_up.towards")), 0.25);
  EXPECT_TRUE(setup.toml().contains(QStringLiteral("[losses.made_up]"))) << setup.toml().toStdString();
  EXPECT_TRUE(parseConfig(setup.toml().toStdString()) == typed);
  typeInto(form, "data.checkers.darkest", "300");
  EXPECT_TRUE(std::any_of(setup.problems().begin(), setup.problems().end(), [](const Problem& problem) {
    return problem.key == "data.checkers.darkest" && problem.severity == Problem::Severity::Error;
  })) << "out of the row's own range";
}

TEST_F(MadeUpRows, AreChosenInTheFormAndTheirFieldsGoWithThem) {
  const auto window = makeWindow();
  ConfigForm& form = openForm(*window);
  choose(form, "model.name", "mlp");
  EXPECT_FALSE(form.row("model.made_up.dropout")->isWanted()) << "it makes no difference to another model";
  choose(form, "data.kind", "bars");
  EXPECT_FALSE(form.row("data.checkers.darkest")->isWanted());
  choose(form, "model.name", "made_up");
  choose(form, "data.kind", "checkers");
  EXPECT_TRUE(form.row("model.made_up.dropout")->isWanted());
  EXPECT_TRUE(form.row("data.checkers.darkest")->isWanted());
  EXPECT_EQ(findSetup(*window).config().model.name, "made_up");
  EXPECT_EQ(findSetup(*window).config().data.kind, "checkers");
}

TEST_F(MadeUpRows, StandAmongTheChoicesOfTheForm) {
  const auto window = makeWindow();
  ConfigForm& form = openForm(*window);
  const Engine& engine = *window->session().engine();
  for (const auto& [key, name] : {std::pair{"model.name", "made_up"}, {"data.kind", "checkers"}}) {
    const auto* box = form.row(key)->findChild<QComboBox*>();
    ASSERT_NE(box, nullptr) << key;
    QStringList expected, listed;
    for (const std::string& choice : engine.choices(key)) expected << QString::fromStdString(choice);
    for (int i = 0; i < box->count(); ++i) listed << box->itemText(i);
    EXPECT_EQ(listed, expected) << key;
    EXPECT_EQ(listed.count(QLatin1String(name)), 1) << key;
  }
}

TEST_F(MadeUpRows, TheColumnOfTheLossIsACurveAndItsFigure) {
  const auto window = makeWindow();
  ASSERT_TRUE(trainMadeUp(*window));
  ASSERT_TRUE(window->showView(QStringLiteral("curves")));
  CurveGroup& curves = static_cast<CurvesView*>(window->view(QStringLiteral("curves")))->group();
  const QString id = QStringLiteral("made_up_loss");
  ASSERT_TRUE(waitFor([&] { return curves.plot(id) && curves.plot(id)->hasData(); }, 10));
  const PlotSpec& plot = curves.plot(id)->plot();
  EXPECT_TRUE(waitFor([&] { return curves.plot(id)->isVisible(); }, 10));
  EXPECT_EQ(plot.title, "Made-up loss");
  const double last = RunFolder(runPlace()).scalars().back().value("made_up_loss");
  ASSERT_FALSE(plot.series.empty());
  EXPECT_NEAR(plot.series.front().y.back(), last, 1e-5 * std::abs(last));
  const auto figure = makeCurvesFigure({window->session().monitor()->data()}, {id});
  ASSERT_NE(figure, nullptr);
  ASSERT_EQ(figure->data().tables.size(), 1u);
  EXPECT_GT(figure->data().tables[0].rows(), 2u);
}

TEST_F(MadeUpRows, TheNetworkOfTheModelHasItsSheet) {
  const auto window = makeWindow();
  ASSERT_TRUE(trainMadeUp(*window));
  const RunData& data = window->session().monitor()->data();
  ASSERT_EQ(data.layers.size(), 2u);
  EXPECT_EQ(data.layers[0].name, "inner");
  EXPECT_TRUE(data.layers[0].topo);
  const auto& maps = data.snapshot->maps;
  EXPECT_TRUE(std::any_of(maps.begin(), maps.end(), [](const SheetMap& map) {
    return map.layer == "inner" && map.quantity == kCosineQuantity && map.values.size() == 36;
  }));
}

TEST_F(MadeUpRows, TheMapsOfTheModelGoToPaper) {
  const auto window = makeWindow();
  ASSERT_TRUE(trainMadeUp(*window));
  const RunData& data = window->session().monitor()->data();
  ViewState view;
  view.layer = "inner";
  view.quantity = kCosineQuantity;
  const SheetMap* map = data.snapshot->find("inner", kCosineQuantity);
  ASSERT_NE(map, nullptr);
  const auto sheets = makeSheetsFigure(data, view), stack = makeStackFigure(data, view);
  ASSERT_TRUE(sheets && stack);
  const auto arrays = sheets->data().arrays;
  ASSERT_EQ(arrays.size(), 1u);
  EXPECT_EQ(arrays[0].second.shape, (std::vector<std::int64_t>{6, 6}));
  EXPECT_EQ(arrays[0].second.bytes, NpyArray::from(map->values, {6, 6}).bytes);
  const QString file = folder_.path() + QStringLiteral("/inner.svg");
  saveFigure(*sheets, file);
  EXPECT_NE(readFileBytes(file.toStdString()).find("inner, 6"), std::string::npos) << "the title of the sheet";
  saveFigureData(*sheets, folder_.path(), QStringLiteral("inner"));
  EXPECT_TRUE(std::filesystem::exists((folder_.path() + "/inner_inner_cosine.npy").toStdString()));
}

TEST_F(MadeUpRows, TheImagesOfTheDataSetAreStimuli) {
  const auto window = makeWindow();
  ASSERT_TRUE(trainMadeUp(*window));
  const Engine& engine = *window->session().engine();
  const auto networks = engine.networks(runPlace(), -1);
  ASSERT_FALSE(networks.empty());
  const auto pictures =
      engine.stimulusPictures(requestFor(networks.front(), "checkers:?samples=20"), {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 12);
  ASSERT_EQ(pictures.size(), 10u);
  std::set<std::string> categories;
  for (const StimulusPicture& picture : pictures) {
    categories.insert(picture.category);
    EXPECT_GT(std::set<std::uint8_t>(picture.rgb.begin(), picture.rgb.end()).size(), 1u) << "a board, no plain field";
  }
  EXPECT_EQ(categories, (std::set<std::string>{"coarse", "fine"}));
  StimuliStrip strip(nullptr);
  strip.resize(248, strip.heightForWidth(248));
  strip.show(pictures, 10);
  EXPECT_EQ(strip.count(), 10);
  EXPECT_TRUE(strip.tipAt(strip.pictureRect(0).center())
                  .contains(QString::fromStdString(pictures[0].category), Qt::CaseInsensitive));
}

}  // namespace
}  // namespace studio
