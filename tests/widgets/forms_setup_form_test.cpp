// The setup workspace by real events: which settings the form shows, that what is said of one stands there and once,
// and that the form stays where a person looks.
#include "forms_fixture.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableWidget>

#include "widgets/forms/config_form.h"
#include "widgets/forms/config_text.h"
#include "widgets/forms/layer_panel.h"
#include "widgets/forms/weights_fit_dialog.h"

namespace studio::forms_test {
namespace {

TEST_F(SetupWorkspace, SelectedLayerShowsItsBlur) {
  ASSERT_TRUE(QTest::qWaitFor([this] { return part<BlurPicture>()->hasPicture(); }, 5000));
  EXPECT_EQ(part<BlurPicture>()->limits(), (Limits{-0.5, 0.5}));
}

TEST(WordsOfTheForm, NameASettingAsItsFieldDoes) {
  EXPECT_EQ(inWordsOfTheForm("fewer probe.stimuli, or output.maps = \"epoch\" or \"none\", take less."),
            QStringLiteral("fewer %1, or %2 \"epoch\" or \"none\", take less.")
                .arg(fieldName("probe.stimuli"), fieldName("output.maps")));
  EXPECT_EQ(inWordsOfTheForm("config.toml line 3: `data.root` is empty."),
            QStringLiteral("config.toml line 3: %1 is empty.").arg(fieldName("data.root")));
}

TEST_F(SetupWorkspace, ASwitchStaysUnderThePointerThoughTheFormBecomesShort) {
  FakeEngine engine = smallEngine();
  engine.onIdleSettings = [](const RunConfig& config) {
    std::vector<std::string> keys;
    for (const ConfigField& field : configFields())
      if (config.model.smallImages && !field.key.starts_with("model.")) keys.push_back(field.key);
    return keys;
  };
  open(engine);
  view_->resize(1440, 420);
  QTest::qWait(50);
  auto* form = part<ConfigForm>();
  FieldRow* clicked = row("model.small_images");
  auto* box = clicked->findChild<QCheckBox*>();
  form->verticalScrollBar()->setValue(clicked->mapTo(form->widget(), QPoint()).y() - 20);
  const int before = clicked->mapTo(form->viewport(), QPoint()).y();
  ASSERT_GT(form->verticalScrollBar()->value(), 0);
  for (const bool on : {true, false}) {
    QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    EXPECT_EQ(view_->config().model.smallImages, on);
    EXPECT_EQ(clicked->mapTo(form->viewport(), QPoint()).y(), before);
    settle();
    EXPECT_EQ(clicked->mapTo(form->viewport(), QPoint()).y(), before);
  }
}

TEST_F(SetupWorkspace, AfterMendingTheFormStaysWhereItIs) {
  view_->resize(1440, 420);  // so that the form scrolls
  auto* form = part<ConfigForm>();
  type<QLineEdit>("topoloss.factor", "20", 0);
  settle();
  FieldRow* mended = row("topoloss.factor");
  ASSERT_TRUE(lineUnder(mended));
  form->ensureWidgetVisible(mended);
  QTest::qWait(50);
  ASSERT_GT(form->verticalScrollBar()->value(), 0);
  const int before = mended->mapTo(form->viewport(), QPoint()).y();
  auto* fix = lineUnder(mended)->findChild<QPushButton*>();
  fix->setFocus();
  QTest::mouseClick(fix, Qt::LeftButton);
  EXPECT_FALSE(lineUnder(mended));
  EXPECT_EQ(mended->mapTo(form->viewport(), QPoint()).y(), before);
  settle();
  EXPECT_EQ(mended->mapTo(form->viewport(), QPoint()).y(), before) << "nor when the engine has answered";
  EXPECT_TRUE(mended->isAncestorOf(QApplication::focusWidget()));
}

TEST_F(SetupWorkspace, WeightsThatFitInPartAreComparedAndLoaded) {
  FakeEngine engine = smallEngine();
  engine.onProblems = [](const RunConfig& config) {
    std::vector<Problem> problems = settingProblems(config);
    if (!config.model.weights.empty() && !config.model.partialWeights)
      problems.push_back({"model.weights",
                          Problem::Severity::Error,
                          "2 of 3 fit.",
                          "Take the file's settings",
                          {{"model.classes", "7"}},
                          true});
    return problems;
  };
  engine.onWeightsFit = [](const RunConfig&) {
    using Kind = WeightsFit::Kind;
    return WeightsFit{{{"fc2.weight", Kind::OtherShape, "7x256", "10x256"},
                       {"stray", Kind::NotInModel, "3", ""},
                       {"fc1.bias", Kind::Fits, "256", "256"},
                       {"fc1.weight", Kind::Fits, "256x784", "256x784"}},
                      2,
                      3};
  };
  open(engine);
  RunConfig config = view_->config();
  config.model.weights = "places/weights.pt";
  view_->setConfig(config);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !view_->canStart(); }, 5000));
  const auto compare = [this] {
    for (auto* button : lineUnder(row("model.weights"))->findChildren<QPushButton*>())
      if (button->text() == "Compare...") return button;
    return static_cast<QPushButton*>(nullptr);
  };
  part<ConfigForm>()->setFilter("model.weights");  // it is one of the advanced settings
  ASSERT_TRUE(lineUnder(row("model.weights")));
  ASSERT_TRUE(compare());
  QTest::mouseClick(compare(), Qt::LeftButton);
  auto* dialog = view_->findChild<WeightsFitDialog*>();
  ASSERT_TRUE(dialog);
  ASSERT_TRUE(QTest::qWaitFor([dialog] { return dialog->table()->rowCount() == 4; }, 5000));
  EXPECT_EQ(dialog->table()->item(0, 1)->text(), QString("7 × 256"));
  EXPECT_EQ(dialog->table()->item(0, 3)->text(), "another shape");
  EXPECT_EQ(dialog->table()->item(1, 2)->text(), QString("–"));
  EXPECT_TRUE(dialog->table()->isRowHidden(2)) << "what fits is shown when asked for";
  QTest::mouseClick(dialog->findChild<QCheckBox*>(), Qt::LeftButton, {}, QPoint(8, 8));
  EXPECT_FALSE(dialog->table()->isRowHidden(2));
  QTest::mouseClick(dialog->loadButton(), Qt::LeftButton);
  EXPECT_TRUE(view_->config().model.partialWeights);
  ASSERT_TRUE(QTest::qWaitFor([this] { return view_->canStart(); }, 5000));
}

/// Rules of sections that are left out would lie on each other as a bar.
TEST_F(SetupWorkspace, ASearchLeavesNoRuleOfASectionThatItLeavesOut) {
  open(smallEngine());
  auto* form = part<ConfigForm>();
  const auto rules = [&] {
    int shown = 0;
    for (const auto* frame : form->widget()->findChildren<QFrame*>(Qt::FindDirectChildrenOnly))
      shown += !frame->inherits("QLabel") && !frame->isHidden();
    return shown;
  };
  const auto sections = [&] {
    return int(std::count_if(form->sections().begin(), form->sections().end(),
                             [](const FormSection* section) { return !section->isHidden(); }));
  };
  const int all = rules();
  EXPECT_EQ(all, sections() - 1);
  for (const char* text : {"epochs", "tau", "model.weights", "no such setting"}) {
    form->setFilter(text);
    EXPECT_EQ(rules(), std::max(0, sections() - 1)) << text;
  }
  form->setFilter({});
  EXPECT_EQ(rules(), all);
}

TEST_F(SetupWorkspace, TheProbeOffersWhatFitsAndAFolder) {
  FakeEngine engine = smallEngine();
  engine.onProbeChoices = [](const RunConfig& config) {
    std::vector<StimuliChoice> choices{{"", "Validation images"}};
    if (config.model.name == "mlp") choices.push_back({"synthetic_localizer:", "Synthetic localizer"});
    return choices;
  };
  open(engine);
  part<ConfigForm>()->showSection("probe");
  auto* box = row("probe.data")->findChild<QComboBox*>();
  ASSERT_EQ(box->count(), 2);
  EXPECT_EQ(box->lineEdit()->placeholderText(), "Validation images");
  box->setFocus();
  QTest::keyClick(box, Qt::Key_Down);  // no text is the first of them
  EXPECT_EQ(view_->config().probe.data, "synthetic_localizer:");
  EXPECT_EQ(box->currentText(), "synthetic_localizer:");
  QSignalSpy wanted(view_.get(), &SetupView::openFolderWanted);
  box->lineEdit()->actions().front()->trigger();
  ASSERT_EQ(wanted.count(), 1);
  view_->setPath(wanted.front().front().toString(), "photos/floc");
  EXPECT_EQ(view_->config().probe.data, "localizer:photos/floc");
  EXPECT_EQ(box->currentText(), "localizer:photos/floc");
}

TEST_F(SetupWorkspace, SettingsThatMakeNoDifferenceAreLeftOutUnlessWrongOrSearched) {
  FakeEngine some = smallEngine();
  some.onIdleSettings = [](const RunConfig& config) {
    return config.optimizer.kind == "sgd" ? std::vector<std::string>{} : std::vector<std::string>{"optimizer.momentum"};
  };
  open(some);
  EXPECT_FALSE(row("optimizer.momentum")->isVisible());
  RunConfig config = view_->config();
  config.optimizer.kind = "sgd";
  view_->setConfig(config);
  EXPECT_TRUE(row("optimizer.momentum")->isVisible());
  config.optimizer.kind = "adam";
  config.optimizer.momentum = 7;  // out of its range: said beside its field, or it could not be fixed
  view_->setConfig(config);
  EXPECT_TRUE(row("optimizer.momentum")->isVisible());
  config.optimizer.momentum = 0.9;
  view_->setConfig(config);
  EXPECT_FALSE(row("optimizer.momentum")->isVisible());
  view_->focusSearch();
  QTest::keyClicks(QApplication::focusWidget(), "momentum");
  EXPECT_TRUE(row("optimizer.momentum")->isVisible());
}

/// The sentence and the icon stand at the setting; layers that it does not suit have only their number coloured.
TEST_F(SetupWorkspace, AFactorThatSuitsNoLayerIsSaidOnceAtItsSetting) {
  type<QLineEdit>("topoloss.factor", "40", 0);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !view_->canStart(); }, 5000));
  settle();
  ASSERT_NE(lineUnder(row("topoloss.factor")), nullptr);
  for (const QLabel* label : part<LayerPanel>()->findChildren<QLabel*>())
    EXPECT_FALSE(label->isVisible() && label->text().contains("factor", Qt::CaseInsensitive))
        << label->text().toStdString();
  auto* table = part<LayerTable>();
  const QModelIndex factor = part<LayerModel>()->index(0, LayerModel::Factor);
  ASSERT_TRUE(factor.data(LayerModel::kMark).isValid());
  const QRect cell = table->visualRect(factor);
  const QImage picture = table->viewport()->grab().toImage();
  const int words = QFontMetrics(textFont(TextStyle::Label)).horizontalAdvance(factor.data().toString());
  int before = 0, within = 0;
  for (int y = cell.top(); y <= cell.bottom(); ++y)
    for (int x = cell.left(); x <= cell.right(); ++x) {
      const QColor colour = picture.pixelColor(x, y);
      if (colour.red() - colour.green() > 80) ++(x < cell.right() - 16 - words - 3 ? before : within);
    }
  EXPECT_EQ(before, 0) << "no icon before the number";
  EXPECT_GT(within, 0) << "its colour marks it";
}

/// The form says how many weights fit; another count beside it would contradict.
TEST_F(SetupWorkspace, WhyWeightsDoNotFitIsSaidOnce) {
  FakeEngine engine = smallEngine();
  engine.onProblems = [](const RunConfig& config) {
    std::vector<Problem> problems = settingProblems(config);
    if (!config.model.weights.empty())
      problems.push_back({"model.weights", Problem::Severity::Error, "1 of 2 weights fit.", {}, {}, true});
    return problems;
  };
  engine.onBlurPreview = [](const RunConfig& config, const std::string& name) {
    if (!config.model.weights.empty()) throw UserError("weights.pt holds weights of mlp: missing 7.");
    return makePreview(config, name);
  };
  open(engine);
  RunConfig config = view_->config();
  config.model.weights = "places/weights.pt";
  view_->setConfig(config);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !view_->canStart(); }, 5000));
  const auto says = [this](const char* text) {
    for (const QLabel* label : part<LayerPanel>()->findChildren<QLabel*>())
      if (label->text().contains(QLatin1String(text))) return true;
    return false;
  };
  EXPECT_TRUE(QTest::qWaitFor([&] { return says("as is said at Weights"); }, 5000));
  EXPECT_FALSE(says("missing 7"));
}

}  // namespace
}  // namespace studio::forms_test
