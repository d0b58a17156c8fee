// The table of runs: groups, ticks, the pin, sorting, the filter with its chips, columns that are kept; by real events.
#include <gtest/gtest.h>

#include <QApplication>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTreeWidget>
#include <QTreeWidgetItem>

#include "tests/widgets/compare_fixture.h"
#include "tests/widgets/pictures.h"
#include "widgets/compare/run_table_view.h"
#include "widgets/frame/controls.h"
#include "widgets/runs/run_list.h"

namespace studio {
namespace {

struct TableOfRuns : Compared {
  TableOfRuns() {
    panel = std::make_unique<RunTablePanel>(comparison.get(), nullptr);
    keepPicture(*panel, {1240, 300}, QStringLiteral("compare_table"));
  }
  RunTreeView& tree() { return panel->tree(); }
  QModelIndex row(int group) { return tree().model()->index(group, 0); }
  int column(const char* id) {
    const auto& columns = tree().runs().columns();
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i].id() == id) return int(i) + 1;
    return -1;
  }
  QString cell(int group, const char* id, int role = Qt::DisplayRole) {
    return tree().model()->index(group, column(id)).data(role).toString();
  }
  std::unique_ptr<RunTablePanel> panel;
};

TEST(CompareTable, HasARowAConfigurationWithMeanSpreadAndItsSeedsBeneath) {
  TableOfRuns table;
  ASSERT_EQ(table.tree().model()->rowCount(), 3);
  EXPECT_EQ(table.row(1).data().toString(), QStringLiteral("mlp, τ 1"));
  EXPECT_EQ(table.cell(1, "fact:seeds"), QStringLiteral("2"));
  EXPECT_EQ(table.cell(1, "last:validation_accuracy"), QStringLiteral("87.8"));
  EXPECT_EQ(table.cell(1, "last:validation_accuracy", RunTableModel::SpreadRole), QStringLiteral("± 0.3"));
  EXPECT_EQ(table.cell(1, "setting:topoloss.tau"), QStringLiteral("1"));
  ASSERT_EQ(table.tree().model()->rowCount(table.row(1)), 2);
  EXPECT_EQ(table.tree().model()->index(1, 0, table.row(1)).data().toString(), QStringLiteral("mlp_tau1_s1"));
  EXPECT_FALSE(table.tree().isExpanded(table.row(1)));
  QTest::mouseClick(table.tree().viewport(), Qt::LeftButton, {}, table.tree().arrowRect(table.row(1)).center());
  EXPECT_TRUE(table.tree().isExpanded(table.row(1)));
}

TEST(CompareTable, AGroupShowsItsSeedsAndNotTheirMean) {
  TableOfRuns table;
  table.comparison->setDifferencesOnly(true);
  EXPECT_EQ(table.cell(1, "setting:train.seed"), QStringLiteral("0, 1"));
  EXPECT_EQ(table.cell(1, "setting:topoloss.tau"), QStringLiteral("1"));
}

TEST(CompareTable, ARunOfASeedThatIsThereTwiceIsSaidNotToCount) {
  TableOfRuns table;
  const RunFolder again = addComparedRun(table.folder.path(), "mlp_tau1_s1_2", 1, 1);
  RunStatus status = again.status();
  status.started += 100;
  again.writeStatus(status);
  table.reread();
  EXPECT_EQ(table.cell(1, "fact:seeds"), QStringLiteral("2 of 3"));
  const QString said = QStringLiteral("mlp_tau1_s1 is not counted: mlp_tau1_s1_2 has the same settings and seed");
  EXPECT_TRUE(table.cell(1, "fact:seeds", Qt::ToolTipRole).contains(said));
  EXPECT_TRUE(table.row(1).data(Qt::ToolTipRole).toString().contains(said));
  const auto seedOf = [&](int run) {
    return table.tree().model()->index(run, table.column("fact:seeds"), table.row(1)).data().toString();
  };
  EXPECT_EQ(seedOf(1), QStringLiteral("seed 1"));
  EXPECT_EQ(seedOf(2), QStringLiteral("(seed 1)"));
}

TEST(CompareTable, TitlesAndWordsOfItsColumnsAreWhole) {
  TableOfRuns table;
  addComparedRun(table.folder.path(), "other", 5, 3, {0, 50, 100}, "resources/photographs_of_animals");
  table.reread();
  const QFontMetrics head(textFont(TextStyle::Label)), body(textFont(TextStyle::Body));
  const QAbstractItemModel& runs = *table.tree().model();
  bool found = false;
  for (int column = 1; column < runs.columnCount(); ++column) {
    const int width = table.tree().header()->sectionSize(column);
    const QString title = runs.headerData(column, Qt::Horizontal).toString();
    EXPECT_GE(width, head.horizontalAdvance(title) + 16) << title.toStdString();
    for (int row = 0; row < runs.rowCount(); ++row) {
      const QString text = runs.index(row, column).data().toString();
      EXPECT_GE(width, std::min(200, body.horizontalAdvance(text) + 16)) << text.toStdString();
      found = found || text.contains("photographs_of_animals");
    }
  }
  EXPECT_TRUE(found) << "a column names the data";
}

/// Chooses "Step 50" in the row's submenu of checkpoints; what else is offered there.
QStringList addCheckpoint(TableOfRuns& table, int row) {
  QStringList offered;
  QTimer::singleShot(0, [&offered] {
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    ASSERT_NE(menu, nullptr);
    for (QAction* action : menu->actions()) {
      if (!action->menu() || !action->text().startsWith(QStringLiteral("Add a checkpoint of mlp_tau"))) continue;
      for (const QAction* step : action->menu()->actions()) offered << step->text();
      if (offered.isEmpty()) break;
      menu->setActiveAction(action);
      QTest::keyClick(menu, Qt::Key_Right);
      action->menu()->setActiveAction(action->menu()->actions().front());
      QTest::keyClick(action->menu(), Qt::Key_Return);
      return;
    }
    menu->close();
  });
  const QPoint place = table.tree().visualRect(table.row(row)).center();
  QContextMenuEvent event(QContextMenuEvent::Mouse, place, table.tree().viewport()->mapToGlobal(place));
  QApplication::sendEvent(table.tree().viewport(), &event);
  return offered;
}

TEST(CompareTable, TheMenuOfARunAddsItsCheckpoints) {
  TableOfRuns table;
  table.engine->onNetworks = [](const std::filesystem::path& place, std::int64_t step) {
    AnalysisNetwork network;
    network.run = network.source.run = place, network.step = step;
    return std::vector{network};
  };
  table.folder.write("mlp_tau1_s0/checkpoints/step_000000050/model.safetensors", "x");
  RunStatus status = RunFolder(table.folder.path() / "mlp_tau1_s0").status();
  RunFolder(table.folder.path() / "mlp_tau1_s0").writeStatus(status);  // it is read again
  table.reread();
  EXPECT_EQ(addCheckpoint(table, 1), QStringList{QStringLiteral("Step 50")});
  ASSERT_TRUE(comes([&] { return !table.sources.reading(); }));
  table.reread();
  const RunRecord& checkpoint = table.run("mlp_tau1_s0:50");
  EXPECT_EQ(checkpoint.kind, RunRecord::Kind::Checkpoint);
  EXPECT_TRUE(table.comparison->isChosen(checkpoint));
  ASSERT_EQ(table.comparison->compared().size(), 4u);
  const auto rowsOf = [&](const std::string& name) {
    for (const CurveSource& source : table.comparison->curves())
      if (source.name == name) return source.members.front().rows;
    return std::shared_ptr<const std::vector<ScalarRow>>();
  };
  ASSERT_TRUE(comes([&] { return rowsOf("mlp_tau1_s0:50") != nullptr; }));
  EXPECT_EQ(rowsOf("mlp_tau1_s0:50")->back().step, 50) << "nothing of what came after it";
  EXPECT_EQ(addCheckpoint(table, 1), QStringList()) << "it is there already";
  table.comparison->remove(table.run("mlp_tau1_s0:50"));
  table.reread();
  EXPECT_EQ(table.comparison->compared().size(), 3u);
}

TEST(CompareTable, TicksChooseWhatIsCompared) {
  TableOfRuns table;
  EXPECT_EQ(table.comparison->compared().size(), 3u) << "the newest are ticked at first";
  QTest::mouseClick(table.tree().viewport(), Qt::LeftButton, {}, table.tree().tickRect(table.row(0)).center());
  ASSERT_EQ(table.comparison->compared().size(), 2u);
  EXPECT_EQ(table.comparison->compared()[0].label, "τ 1");
  EXPECT_EQ(table.comparison->compared()[0].runs.size(), 2u);
  table.tree().setCurrentIndex(table.row(0));
  QTest::keyClick(&table.tree(), Qt::Key_Space);
  EXPECT_EQ(table.comparison->compared().size(), 3u);
}

TEST(CompareTable, TheSameSettingsHaveTheColourOfTheListOfRuns) {
  TableOfRuns table;
  table.list.setFolder(table.folder.path());
  ASSERT_TRUE(comes([&] { return table.list.rowCount() == 6; }));
  for (const auto& record : table.comparison->records())
    EXPECT_EQ(table.comparison->runColour(*record), table.list.colourIndex(record->path)) << record->name;
}

/// The mark itself, of a group and of each of its seeds.
TEST(CompareTable, ARunHasTheSquareOfTheListOfRuns) {
  TableOfRuns table;
  table.list.setFolder(table.folder.path());
  ASSERT_TRUE(comes([&] { return table.list.rowCount() == 6; }));
  RunListPanel listed(nullptr, &table.list);
  listed.resize(256, 400);
  const QImage list = listed.grab().toImage();
  const QRect row = listed.list()->visualRect(listed.list()->model()->index(0, 0));
  const QPoint viewport = listed.list()->viewport()->mapTo(&listed, QPoint());
  const QImage mark = list.copy(QRect(row.topLeft() + viewport + QPoint(kListRowMargin, 8), QSize(kRunMark, kRunMark)));
  ASSERT_EQ(listed.list()->model()->index(0, 0).data().toString(), QStringLiteral("mlp_tau5_s1"));
  table.tree().expand(table.row(2));
  const QImage tree = table.tree().viewport()->grab().toImage();
  // Its corners are round, so that those show the ground of either list.
  const auto colour = [](const QImage& square) { return square.pixelColor(square.width() / 2, square.height() / 2); };
  const QRect group = table.tree().markRect(table.row(2));
  EXPECT_EQ(group.size(), mark.size());
  EXPECT_EQ(colour(tree.copy(group)), colour(mark));
  for (const int seed : {0, 1}) {
    const QRect of = table.tree().markRect(table.tree().model()->index(seed, 0, table.row(2)));
    EXPECT_EQ(colour(tree.copy(of)), colour(mark)) << seed;
  }
}

TEST(CompareTable, OtherSettingsHaveAColourThatNoRunOfTheFolderHas) {
  TableOfRuns table;
  table.list.setFolder(table.folder.path());
  ASSERT_TRUE(comes([&] { return table.list.rowCount() == 6; }));
  RunRecord elsewhere, file;
  elsewhere.settingsKey = "other settings";
  file.path = "resnet18.pt";
  const int colour = table.comparison->runColour(elsewhere), ofFile = table.comparison->runColour(file);
  EXPECT_NE(colour, ofFile);
  for (const auto& record : table.comparison->records()) {
    EXPECT_NE(table.comparison->runColour(*record), colour);
    EXPECT_NE(table.comparison->runColour(*record), ofFile);
  }
  EXPECT_EQ(table.comparison->runColour(elsewhere), colour) << "it keeps it";
  EXPECT_EQ(table.comparison->runColour(file), ofFile);
}

TEST(CompareTable, ThePinnedOneShowsInEveryNumber) {
  TableOfRuns table;
  EXPECT_EQ(table.cell(2, "last:validation_accuracy", RunTableModel::DifferenceRole), QString());
  table.comparison->pin(table.id("mlp_tau0_s0"));
  EXPECT_EQ(table.cell(2, "last:validation_accuracy", RunTableModel::DifferenceRole), QStringLiteral("−10.0"));
  EXPECT_EQ(table.cell(2, "last:smoothness", RunTableModel::DifferenceRole), QStringLiteral("+0.400"));
  EXPECT_EQ(table.cell(0, "last:smoothness", RunTableModel::DifferenceRole), QString()) << "its own";
  EXPECT_TRUE(table.tree().comparisonPins(table.row(0)));
  keepPicture(*table.panel, {1240, 300}, QStringLiteral("compare_table_pinned"));
  table.comparison->pin({});
  EXPECT_EQ(table.cell(2, "last:smoothness", RunTableModel::DifferenceRole), QString());
}

TEST(CompareTable, SortsByAClickOnTheHead) {
  TableOfRuns table;
  auto* header = table.tree().header();
  const int accuracy = table.column("last:validation_accuracy");
  const QPoint place(header->sectionViewportPosition(accuracy) + 20, header->height() / 2);
  QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
  EXPECT_EQ(table.row(0).data().toString(), QStringLiteral("mlp, τ 5"));
  QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
  EXPECT_EQ(table.row(0).data().toString(), QStringLiteral("mlp, τ 0"));
}

TEST(CompareTable, ADoubleClickAsksForTheRun) {
  TableOfRuns table;
  const QSignalSpy wanted(&table.tree(), &RunTreeView::runWanted);
  const QPoint name = table.tree().visualRect(table.row(1)).center();
  QTest::mouseDClick(table.tree().viewport(), Qt::LeftButton, {}, name);
  ASSERT_EQ(wanted.size(), 1);
  EXPECT_EQ(wanted[0][0].toString().toStdString(), table.id("mlp_tau1_s0"));
}

TEST(CompareTable, WhatIsTypedFiltersAndBecomesChips) {
  TableOfRuns table;
  RunFilterRow filter(table.comparison.get(), nullptr);
  keepPicture(filter, {1000, 32}, QStringLiteral("compare_filter"));
  QTest::keyClicks(&filter.search(), QStringLiteral("tau>=1 "));
  EXPECT_EQ(table.comparison->groups().size(), 2u);
  EXPECT_EQ(filter.chipTexts(), QStringList{QStringLiteral("τ ≥ 1")});
  EXPECT_EQ(filter.search().text(), QString());
  QTest::keyClicks(&filter.search(), QStringLiteral("tau5"));
  EXPECT_EQ(table.comparison->groups().size(), 1u);
  EXPECT_EQ(table.comparison->compared().size(), 1u) << "what is not shown is not compared";
  filter.search().clear();
  QTest::keyClick(&filter.search(), Qt::Key_Return);
  keepPicture(filter, {1000, 32}, QStringLiteral("compare_filter_chip"));
  QTest::mouseClick(filter.chip(0), Qt::LeftButton);
  EXPECT_EQ(table.comparison->groups().size(), 3u);
  EXPECT_TRUE(filter.chipTexts().isEmpty());
}

TEST(CompareTable, AConditionIsTypedLetterByLetterWithoutHidingTheRuns) {
  TableOfRuns table;
  RunFilterRow filter(table.comparison.get(), nullptr);
  for (const QChar letter : QStringLiteral("model:mlp")) {
    QTest::keyClicks(&filter.search(), QString(letter));
    EXPECT_EQ(table.comparison->groups().size(), 3u) << filter.search().text().toStdString();
  }
  QTest::keyClick(&filter.search(), Qt::Key_Return);
  EXPECT_EQ(filter.chipTexts(), QStringList{QStringLiteral("Model mlp")});
  QTest::keyClicks(&filter.search(), QStringLiteral("nothing"));
  EXPECT_EQ(table.comparison->groups().size(), 0u) << "a word that is no condition counts at once";
}

TEST(CompareTable, TheIssuesOwnExampleFilters) {
  TableOfRuns table;
  RunFilterRow filter(table.comparison.get(), nullptr);
  QTest::keyClicks(&filter.search(), QStringLiteral("tau>=1 model:resnet18"));
  EXPECT_EQ(filter.chipTexts(), QStringList{QStringLiteral("τ ≥ 1")});
  EXPECT_EQ(table.comparison->groups().size(), 2u) << "the second one is still being typed";
  QTest::keyClick(&filter.search(), Qt::Key_Return);
  EXPECT_EQ(filter.chipTexts().size(), 2);
  EXPECT_EQ(table.comparison->groups().size(), 0u);
}

TEST(CompareTable, TheSameConditionTwiceIsOneChip) {
  TableOfRuns table;
  RunFilterRow filter(table.comparison.get(), nullptr);
  QTest::keyClicks(&filter.search(), QStringLiteral("tau>=1 tau>=1 "));
  EXPECT_EQ(filter.chipTexts(), QStringList{QStringLiteral("τ ≥ 1")});
  EXPECT_EQ(filter.search().text(), QString());
}

TEST(CompareTable, AConditionThatNoRunCanMeetIsSaidAndNoChip) {
  TableOfRuns table;
  RunFilterRow filter(table.comparison.get(), nullptr);
  filter.show();
  for (const QString& typed : {QStringLiteral("tau>>1 "), QStringLiteral("tau:many "), QStringLiteral("model>mlp ")}) {
    filter.search().clear();
    QTest::keyClicks(&filter.search(), typed);
    EXPECT_TRUE(filter.chipTexts().isEmpty()) << typed.toStdString();
    EXPECT_EQ(filter.search().property("problem").toString(), QStringLiteral("warn"));
    EXPECT_TRUE(filter.search().toolTip().contains(QStringLiteral("write"))) << filter.search().toolTip().toStdString();
    EXPECT_EQ(table.comparison->groups().size(), 3u);
    EXPECT_EQ(filter.search().text().trimmed(), typed.trimmed()) << "it can be mended";
  }
}

TEST(CompareTable, AConditionOnNothingIsSaid) {
  TableOfRuns table;
  RunFilterRow filter(table.comparison.get(), nullptr);
  filter.show();
  QTest::keyClicks(&filter.search(), QStringLiteral("tua>=1 "));
  EXPECT_TRUE(filter.search().toolTip().contains(QStringLiteral("tau")));
  EXPECT_EQ(table.comparison->groups().size(), 3u);
}

TEST(CompareTable, TheMenuOffersTheValuesInWhichTheyDiffer) {
  TableOfRuns table;
  RunFilterRow filter(table.comparison.get(), nullptr);
  QMenu menu;
  filter.fillMenu(menu);
  bool found = false;
  for (const QAction* action : menu.actions()) {
    if (action->text() != QStringLiteral("τ")) continue;
    found = true;
    ASSERT_EQ(action->menu()->actions().size(), 3);
    action->menu()->actions().last()->trigger();
  }
  ASSERT_TRUE(found);
  EXPECT_EQ(table.comparison->groups().size(), 1u);
}

TEST(CompareTable, ColumnsAreChosenAndKept) {
  TableOfRuns table;
  ColumnDialog dialog(table.comparison.get(), nullptr);
  auto* item = dialog.item(QStringLiteral("best:task_loss"));
  ASSERT_NE(item, nullptr);
  item->setCheckState(0, Qt::Checked);
  EXPECT_GT(table.column("best:task_loss"), 0);
  dialog.item(QStringLiteral("last:topo_loss"))->setCheckState(0, Qt::Unchecked);
  EXPECT_EQ(table.column("last:topo_loss"), -1);
  const Comparison again(table.session, table.list, table.sources, table.engine);
  const auto& columns = again.columns();
  EXPECT_NE(std::find(columns.begin(), columns.end(), RunColumn{RunColumn::Kind::Best, "task_loss"}), columns.end());
}

TEST(CompareTable, AColumnAtAStepIsReadFromTheRows) {
  TableOfRuns table;
  auto columns = table.comparison->columns();
  columns.push_back({RunColumn::Kind::AtStep, "task_loss", 55});
  table.comparison->setColumns(columns);
  ASSERT_TRUE(comes([&] { return !table.cell(0, "at:55:task_loss").isEmpty(); }));
  EXPECT_EQ(table.cell(0, "at:55:task_loss"), QString::number(2.3 / 3.5, 'f', 3));
}

/// What was measured with other stimuli than the other runs' is left out of the column, and the cell says why.
TEST(CompareTable, AResultThatWasMeasuredOtherwiseIsLeftOutWithItsReason) {
  TableOfRuns table;
  const auto store = [&](const std::string& run, const std::string& stimuli) {
    NetworkAnalysis found;
    found.step = 100;
    found.stimuli = stimuli;
    found.layers = {{"fc1", 4, 4, 16}};
    found.resultFor("made_up").table("").add({{"layer", "fc1"}, {"score", 0.5}});
    AnalysisStore(RunFolder(table.run(run).path)).write({"made_up", "100", "1"}, found);
  };
  for (const char* run : {"mlp_tau0_s0", "mlp_tau0_s1", "mlp_tau1_s0", "mlp_tau1_s1"}) store(run, "bars:");
  for (const char* run : {"mlp_tau5_s0", "mlp_tau5_s1"}) store(run, "gratings:");
  auto columns = table.comparison->columns();
  columns.push_back({RunColumn::Kind::Result, "made_up//score"});
  table.comparison->setColumns(columns);
  table.reread();
  const char* column = "result:made_up//score";
  EXPECT_EQ(table.cell(0, column), QStringLiteral("0.500"));
  EXPECT_TRUE(table.cell(0, column, Qt::ToolTipRole).contains(QStringLiteral("Stimuli: bars")));
  EXPECT_EQ(table.cell(2, column), QStringLiteral("otherwise"));
  EXPECT_TRUE(table.cell(2, column, Qt::ToolTipRole).contains(QStringLiteral("measured otherwise")));
  EXPECT_TRUE(table.tree()
                  .model()
                  ->headerData(table.column(column), Qt::Horizontal, Qt::ToolTipRole)
                  .toString()
                  .contains(QStringLiteral("Stimuli: bars")));
}

TEST(CompareTable, DifferencesOnlyShowsTheSettingsTheyDoNotShare) {
  TableOfRuns table;
  table.comparison->setDifferencesOnly(true);
  EXPECT_GT(table.column("setting:topoloss.tau"), 0);
  EXPECT_EQ(table.column("setting:topoloss.factor"), -1) << "all have the same";
  EXPECT_GT(table.column("setting:train.seed"), 0);
  EXPECT_GT(table.column("last:task_loss"), 0);
}

TEST(CompareTable, ARunThatIsDeletedWhileItIsComparedStaysAndIsSaidOnce) {
  TableOfRuns table;
  const QSignalSpy failed(table.comparison.get(), &Comparison::failed);
  std::filesystem::remove_all(table.folder.path() / "mlp_tau5_s1");
  table.reread();
  ASSERT_EQ(failed.size(), 1);
  EXPECT_TRUE(failed[0][0].toString().contains(QStringLiteral("mlp_tau5_s1 was deleted")));
  EXPECT_TRUE(table.run("mlp_tau5_s1").gone);
  EXPECT_EQ(table.comparison->groups().size(), 3u);
  table.reread();
  EXPECT_EQ(failed.size(), 1);
  table.comparison->choose({table.id("mlp_tau5_s1")}, false);
  EXPECT_EQ(table.comparison->records().size(), 5u);
}

TEST(CompareTable, WhatWasSaidOfADeletedRunIsTakenBackWhenItIsThereAgain) {
  TableOfRuns table;
  const QSignalSpy failed(table.comparison.get(), &Comparison::failed),
      mended(table.comparison.get(), &Comparison::mended);
  const auto run = table.folder.path() / "mlp_tau5_s1";
  TemporaryFolder elsewhere;
  std::filesystem::rename(run, elsewhere.path() / "kept");
  table.reread();
  ASSERT_EQ(failed.size(), 1);
  EXPECT_TRUE(mended.isEmpty());
  std::filesystem::rename(elsewhere.path() / "kept", run);
  table.reread();
  ASSERT_EQ(mended.size(), 1);
  EXPECT_EQ(mended[0][0], failed[0][0]) << "the same sentence, so that its message can go";
  std::filesystem::rename(run, elsewhere.path() / "kept");
  table.reread();
  EXPECT_EQ(failed.size(), 2) << "it is said again";
}

TEST(CompareTable, OtherDataHaveAColumnAndNoDifferenceToThePinnedOne) {
  TableOfRuns table;
  EXPECT_EQ(table.column("fact:data"), -1) << "all have the same";
  addComparedRun(table.folder.path(), "elsewhere", 7, 0, {}, "other/data");
  table.reread();
  ASSERT_GT(table.column("fact:data"), 0);
  EXPECT_EQ(table.column("fact:data"), table.column("fact:state") + 1);
  table.comparison->pin(table.id("mlp_tau0_s0"));
  EXPECT_FALSE(table.cell(2, "last:smoothness", RunTableModel::DifferenceRole).isEmpty());
  ASSERT_EQ(table.row(3).data().toString(), QStringLiteral("elsewhere"));
  EXPECT_EQ(table.cell(3, "last:smoothness", RunTableModel::DifferenceRole), QString());
  table.comparison->choose({table.id("elsewhere")}, true);
  const QString data = table.comparison->dataExplanation();
  EXPECT_TRUE(data.contains(QStringLiteral("other/data"))) << data.toStdString();
  EXPECT_FALSE(data.contains(QStringLiteral(" ,"))) << "a setting without a value is not named: " << data.toStdString();
}

TEST(CompareTable, RowsOfTheColumnDialogHaveSpaceBetweenTheirBoxes) {
  TableOfRuns table;
  ColumnDialog dialog(table.comparison.get(), nullptr);
  dialog.show();
  QCoreApplication::processEvents();
  auto* item = dialog.item(QStringLiteral("last:task_loss"));
  EXPECT_GE(item->treeWidget()->visualItemRect(item).height(), 24);
}

TEST(CompareTable, HundredsOfRowsKeepWhatIsOpenAndChosen) {
  TableOfRuns table;
  table.tree().setExpanded(table.row(2), true);
  table.tree().setCurrentIndex(table.row(2));
  for (int i = 0; i < 40; ++i) addComparedRun(table.folder.path(), "more_" + std::to_string(i), 100 + i, 0, {});
  table.reread();
  ASSERT_EQ(table.tree().model()->rowCount(), 43);
  EXPECT_TRUE(table.tree().isExpanded(table.row(2)));
  EXPECT_EQ(table.tree().currentIndex().data().toString(), QStringLiteral("mlp, τ 5"));
}

}  // namespace
}  // namespace studio
