// The setup workspace by real events: form, TOML, layers, presets, undo and search move together.
#include "forms_fixture.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextCursor>
#include <QUndoStack>
#include <map>

#include "widgets/forms/config_form.h"
#include "widgets/forms/layer_panel.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/preflight_panel.h"
#include "widgets/forms/preset_list.h"
#include "widgets/forms/toml_panel.h"

namespace studio::forms_test {
namespace {

TEST_F(SetupWorkspace, TypingChangesConfigAndToml) {
  type<QLineEdit>("topoloss.tau", "2.5");
  EXPECT_EQ(view_->config().topoloss.tau, 2.5);
  EXPECT_TRUE(view_->toml().contains("tau = 2.5"));
  type<QLineEdit>("topoloss.factor", "2", 1);
  EXPECT_EQ(view_->config().topoloss.factor, (std::pair<double, double>{3, 2}));
  EXPECT_TRUE(parseConfig(view_->toml().toStdString()) == view_->config());
}

TEST_F(SetupWorkspace, TomlChangesTheForm) {
  auto* editor = part<TomlEditor>();
  const QString text = editor->toPlainText();
  QTextCursor cursor = editor->textCursor();
  cursor.setPosition(static_cast<int>(text.indexOf("tau = ") + 6));
  cursor.movePosition(QTextCursor::EndOfLine, QTextCursor::KeepAnchor);
  editor->setTextCursor(cursor);
  editor->setFocus();
  QTest::keyClicks(editor, "4.5  # mine");
  EXPECT_EQ(view_->config().topoloss.tau, 4.5);
  EXPECT_EQ(row("topoloss.tau")->findChild<QLineEdit*>()->text(), "4.5");
  type<QLineEdit>("train.epochs", "3");
  EXPECT_TRUE(view_->toml().contains("tau = 4.5  # mine")) << "an edit of the form must not cost a comment";
}

TEST_F(SetupWorkspace, NoLineOfTheTomlHidesBehindABar) {
  view_->resize(1120, 588);
  RunConfig config = view_->config();
  config.data.root = "a/place/" + std::string(120, 'x');
  view_->setConfig(config);
  QTest::qWait(60);
  auto* editor = part<TomlEditor>();
  EXPECT_FALSE(editor->horizontalScrollBar()->isVisible());
  editor->moveCursor(QTextCursor::End);
  editor->ensureCursorVisible();
  QTest::qWait(30);
  EXPECT_TRUE(editor->viewport()->rect().contains(editor->cursorRect())) << "the last line is whole";
}

TEST_F(SetupWorkspace, UnknownKeyIsSaidAndLeavesTheForm) {
  const RunConfig before = view_->config();
  auto* editor = part<TomlEditor>();
  editor->moveCursor(QTextCursor::Start);
  editor->setFocus();
  QTest::keyClicks(editor, "[topoloss]");
  QTest::keyClick(editor, Qt::Key_Return);
  QTest::keyClicks(editor, "tao = 3");
  QTest::keyClick(editor, Qt::Key_Return);
  EXPECT_TRUE(view_->config() == before);
  EXPECT_FALSE(view_->canStart());
  EXPECT_FALSE(startButton(view_.get())->isEnabled());
  EXPECT_TRUE(view_->startReason().contains("line")) << view_->startReason().toStdString();
  EXPECT_TRUE(part<TomlPanel>()->findChild<ProblemLine*>()->isVisible());
  type<QLineEdit>("topoloss.tau", "5");  // the form wins back the text
  EXPECT_TRUE(view_->canStart());
  EXPECT_TRUE(parseConfig(view_->toml().toStdString()) == view_->config());
}

TEST_F(SetupWorkspace, TextThatIsNoValueStaysAndIsSaid) {
  type<QLineEdit>("topoloss.tau", "ten");
  auto* line = row("topoloss.tau")->findChild<QLineEdit*>();
  EXPECT_EQ(line->text(), "ten");
  EXPECT_EQ(line->property("problem").toByteArray(), "bad");
  ASSERT_NE(lineUnder(row("topoloss.tau")), nullptr);
  EXPECT_FALSE(startButton(view_.get())->isEnabled());
  type<QLineEdit>("train.epochs", "3");
  EXPECT_EQ(line->text(), "ten") << "another field must not cost what was typed";
  type<QLineEdit>("topoloss.tau", "10");
  EXPECT_EQ(lineUnder(row("topoloss.tau")), nullptr);
  EXPECT_TRUE(startButton(view_.get())->isEnabled());
}

TEST_F(SetupWorkspace, RangesAreSaidAtOnce) {
  type<QLineEdit>("train.epochs", "0");
  EXPECT_FALSE(view_->canStart());
  EXPECT_NE(lineUnder(row("train.epochs")), nullptr);
}

TEST_F(SetupWorkspace, PresetLoadsAndUndoComesBack) {
  type<QLineEdit>("topoloss.tau", "2");
  const RunConfig before = view_->config();
  const QString textBefore = view_->toml();
  auto* list = part<PresetList>();
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
  EXPECT_EQ(view_->config().data.kind, "bars");
  EXPECT_EQ(view_->config().topoloss.tau, 7);
  EXPECT_TRUE(parseConfig(view_->toml().toStdString()) == view_->config());
  view_->undoStack()->undo();
  EXPECT_TRUE(view_->config() == before);
  EXPECT_EQ(view_->toml(), textBefore);
}

TEST_F(SetupWorkspace, APresetBringsItsOwnTextAndCountsAsUnchanged) {
  view_->setConfig(parseConfig("[topoloss]\ntau = 3\n"), "# title: Handwritten digits\n[topoloss]\ntau = 3\n");
  auto* list = part<PresetList>();
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
  EXPECT_FALSE(view_->toml().contains(QStringLiteral("Handwritten digits"))) << view_->toml().toStdString();
  for (const ConfigField& field : configFields()) EXPECT_FALSE(part<ConfigDocument>()->isChanged(field)) << field.key;
  view_->undoStack()->undo();
  EXPECT_TRUE(view_->toml().contains(QStringLiteral("Handwritten digits")));
}

TEST_F(SetupWorkspace, KeystrokesOfOneEditAreOneUndoStep) {
  const RunConfig before = view_->config();
  type<QLineEdit>("topoloss.tau", "123");
  QTest::keyClick(row("topoloss.tau")->findChild<QLineEdit*>(), Qt::Key_Return);
  type<QLineEdit>("topoloss.tau", "45");
  EXPECT_EQ(view_->undoStack()->count(), 2);
  view_->undoStack()->undo();
  EXPECT_EQ(view_->config().topoloss.tau, 123);
  EXPECT_EQ(row("topoloss.tau")->findChild<QLineEdit*>()->text(), "123.0");
  view_->undoStack()->undo();
  EXPECT_TRUE(view_->config() == before);
  view_->undoStack()->redo();
  EXPECT_EQ(view_->config().topoloss.tau, 123);
}

TEST_F(SetupWorkspace, CheckingALayerEditsTheList) {
  auto* table = part<LayerTable>();
  EXPECT_EQ(part<LayerPanel>()->countText(), "1 of 2 with TopoLoss");
  const QRect cell = table->visualRect(part<LayerModel>()->index(1, LayerModel::Name));
  QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, QPoint(cell.left() + 23, cell.center().y()));
  EXPECT_FALSE(view_->config().topoloss.defaultLayers);
  EXPECT_EQ(view_->config().topoloss.layers, (std::vector<std::string>{"fc1", "fc2"}));
  EXPECT_EQ(part<LayerPanel>()->countText(), "2 of 2 with TopoLoss");
  table->select("fc1");
  table->setFocus();
  QTest::keyClick(table, Qt::Key_Space);
  EXPECT_EQ(view_->config().topoloss.layers, (std::vector<std::string>{"fc2"}));
  table->select("fc2");
  QTest::keyClick(table, Qt::Key_Space);  // an empty list would mean the default: refused, and said
  EXPECT_EQ(view_->config().topoloss.layers, (std::vector<std::string>{"fc2"}));
}

TEST_F(SetupWorkspace, SearchShowsOnlyWhatMatches) {
  view_->focusSearch();
  QWidget* search = QApplication::focusWidget();
  ASSERT_NE(search, nullptr);
  QTest::keyClicks(search, "momentum");
  EXPECT_TRUE(row("optimizer.momentum")->isVisible());
  EXPECT_FALSE(row("topoloss.tau")->isVisible());
  QTest::keyClicks(search, "xyz");
  EXPECT_FALSE(row("optimizer.momentum")->isVisible());
  static_cast<QLineEdit*>(search)->clear();
  EXPECT_TRUE(row("topoloss.tau")->isVisible());
}

TEST_F(SetupWorkspace, SearchFindsAdvancedSettings) {
  EXPECT_FALSE(row("optimizer.label_smoothing")->isVisible());
  view_->focusSearch();
  QTest::keyClicks(QApplication::focusWidget(), "smoothing");
  EXPECT_TRUE(row("optimizer.label_smoothing")->isVisible());
}

TEST_F(SetupWorkspace, TabGoesThroughTheFieldsInTheirOrder) {
  row("topoloss.tau")->findChild<QLineEdit*>()->setFocus();
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  EXPECT_TRUE(row("topoloss.factor")->isAncestorOf(QApplication::focusWidget()));
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  EXPECT_TRUE(row("topoloss.factor")->isAncestorOf(QApplication::focusWidget()));
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  EXPECT_TRUE(row("topoloss.layers")->isAncestorOf(QApplication::focusWidget()));
  QTest::keyClick(QApplication::focusWidget(), Qt::Key_Backtab);
  EXPECT_TRUE(row("topoloss.factor")->isAncestorOf(QApplication::focusWidget()));
}

TEST_F(SetupWorkspace, AChosenPathIsTakenOver) {
  QSignalSpy wanted(view_.get(), &SetupView::openFolderWanted);
  row("data.root")->findChild<QLineEdit*>()->actions().front()->trigger();
  ASSERT_EQ(wanted.count(), 1);
  view_->setPath(wanted.front().front().toString(), "photos/train");
  EXPECT_EQ(view_->config().data.root, "photos/train");
  EXPECT_EQ(row("data.root")->findChild<QLineEdit*>()->text(), "photos/train");
}

/// Places of the rows in the window, by their keys.
std::map<std::string, int> rowPlaces(const ConfigForm& form) {
  std::map<std::string, int> places;
  for (const FormSection* section : form.sections())
    for (const FieldRow* row : section->rows())
      if (row->isVisible()) places[row->field().key] = row->mapTo(form.viewport(), QPoint()).y();
  return places;
}

/// It covers nothing: what follows makes room, what stands above and the field itself stay.
TEST_F(SetupWorkspace, WhatIsWrongStandsUnderItsFieldAndCoversNothing) {
  auto* form = part<ConfigForm>();
  FieldRow *epochs = row("train.epochs"), *next = row("train.batch_size");
  form->ensureWidgetVisible(next, 0, 200);
  QTest::qWait(30);
  type<QLineEdit>("train.epochs", "5");
  const auto before = rowPlaces(*form);
  type<QLineEdit>("train.epochs", "0");
  settle();
  ProblemLine* line = lineUnder(epochs);
  ASSERT_NE(line, nullptr);
  for (const auto& [key, place] : rowPlaces(*form)) {
    if (!before.count(key)) continue;
    if (before.at(key) <= before.at("train.epochs"))
      EXPECT_EQ(place, before.at(key)) << key << " moved while one types";
    else
      EXPECT_GE(place, before.at(key)) << key;
  }
  const auto placeOf = [&](const QWidget* widget) { return QRect(widget->mapTo(form, QPoint()), widget->size()); };
  const QRect field = placeOf(epochs->editor()), said = placeOf(epochs->notes());
  EXPECT_GT(said.top(), field.bottom());
  EXPECT_LE(said.top(), field.bottom() + 8) << "right under the field";
  EXPECT_EQ(said.left(), field.left());
  EXPECT_TRUE(form->rect().contains(said));
  EXPECT_TRUE(epochs->isAncestorOf(line));
  for (const FormSection* section : form->sections())
    for (const FieldRow* other : section->rows())
      EXPECT_FALSE(other != epochs && other->isVisible() && placeOf(other).intersects(said)) << other->field().key;
  const int clicked = placeOf(next).top();
  QTest::mouseClick(next->findChild<QLineEdit*>(), Qt::LeftButton);
  QTest::qWait(30);
  EXPECT_EQ(placeOf(next).top(), clicked) << "what is clicked stays";
  ASSERT_EQ(lineUnder(epochs), line) << "it is still said";
  EXPECT_GE(placeOf(next).top(), placeOf(line).bottom()) << "and covers none";
  const int under = placeOf(next).top() - placeOf(epochs).top();
  type<QLineEdit>("train.epochs", "7");
  settle();
  EXPECT_EQ(lineUnder(epochs), nullptr);
  EXPECT_EQ(placeOf(next).top() - placeOf(epochs).top(), under) << "its room is kept while one types";
  next->findChild<QLineEdit*>()->setFocus();
  QTest::qWait(30);
  EXPECT_LT(placeOf(next).top() - placeOf(epochs).top(), under);
}

TEST_F(SetupWorkspace, AWideWindowGivesItsRoomToPreviewAndTextToo) {
  ASSERT_TRUE(QTest::qWaitFor([this] { return part<BlurPicture>()->hasPicture(); }, 5000));
  view_->resize(2560, 1350);
  QTest::qWait(60);
  EXPECT_LT(part<ConfigForm>()->width(), 1200) << "half of it would be white";
  EXPECT_GT(part<BlurPicture>()->width(), 600);
  EXPECT_GT(part<BlurPicture>()->height(), 300);
  EXPECT_GT(part<TomlPanel>()->width(), 500);
  for (const QSize& size : {QSize(1120, 588), QSize(1440, 790), QSize(1920, 970), QSize(2560, 1350)}) {
    view_->resize(size);
    QTest::qWait(60);
    const auto* table = part<LayerTable>();
    const QRect last = table->visualRect(part<LayerModel>()->index(1, 0));
    EXPECT_TRUE(table->viewport()->rect().contains(last)) << "the preview leaves the table its rows, " << size.width();
    EXPECT_GE(part<BlurPicture>()->height(), 108);
  }
}

/// The button goes with its problem, and what is under the pointer stays.
TEST_F(SetupWorkspace, AMendedProblemKeepsItsRoomUntilTheKeyboardGoesOn) {
  auto* form = part<ConfigForm>();
  type<QLineEdit>("topoloss.factor", "40");
  settle();
  FieldRow* factor = row("topoloss.factor");
  row("topoloss.tau")->findChild<QLineEdit*>()->setFocus();
  QTest::qWait(30);
  ASSERT_NE(lineUnder(factor), nullptr);
  const auto before = rowPlaces(*form);
  for (auto* button : lineUnder(factor)->findChildren<QPushButton*>())
    if (button->isVisible()) {
      QTest::mouseClick(button, Qt::LeftButton);
      break;
    }
  settle();
  EXPECT_EQ(view_->config().topoloss.factor.first, 4);
  EXPECT_EQ(lineUnder(factor), nullptr);
  EXPECT_EQ(rowPlaces(*form), before);
}

/// In the last row that is in sight too.
TEST_F(SetupWorkspace, WhatIsSaidOfTheSettingThatIsEditedIsInSight) {
  view_->resize(1120, 560);
  auto* form = part<ConfigForm>();
  FieldRow* factor = row("topoloss.factor");
  form->ensureWidgetVisible(factor, 0, 0);
  QTest::qWait(30);
  type<QLineEdit>("topoloss.factor", "40");
  settle();
  const FieldNotes* said = factor->notes();
  ASSERT_TRUE(said->isVisible());
  EXPECT_TRUE(form->viewport()->rect().contains(QRect(said->mapTo(form->viewport(), QPoint()), said->size())));
}

TEST_F(SetupWorkspace, APresetBringsItsOwnName) {
  auto* name = part<PreflightPanel>()->nameField();
  name->setText("../x");
  EXPECT_FALSE(view_->canStart());
  auto* list = part<PresetList>();
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(0)).center());
  EXPECT_TRUE(name->text().isEmpty());
  EXPECT_TRUE(part<PreflightPanel>()->nameProblem().isEmpty());
}

/// In a narrow list what is said of a preset gives way to its name, never the name.
TEST(PresetRows, ALongNameTakesBothLines) {
  const QString title = "Handgeschriebene Ziffern";
  EXPECT_EQ(TwoLineDelegate::titleLines(title, 300), QStringList{title});
  EXPECT_EQ(TwoLineDelegate::titleLines(title, 128), (QStringList{"Handgeschriebene", "Ziffern"}));
}

TEST_F(SetupWorkspace, TheTableOfLayersIsAsHighAsItsRowsAndThePreviewTakesTheRest) {
  ASSERT_TRUE(QTest::qWaitFor([this] { return part<BlurPicture>()->hasPicture(); }, 5000));
  view_->resize(2560, 1350);
  QTest::qWait(60);
  const auto* table = part<LayerTable>();
  EXPECT_LE(table->height(), table->visualRect(part<LayerModel>()->index(1, 0)).bottom() + 60) << "no blank rows";
  const auto* picture = part<BlurPicture>();
  EXPECT_GE(picture->height(), std::min(picture->heightFor(picture->width()), 600));
}

}  // namespace
}  // namespace studio::forms_test
