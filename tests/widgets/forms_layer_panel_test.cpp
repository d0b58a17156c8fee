// What stands under the table of layers: the picture of the layer that is named there, or none.
#include <QLabel>
#include <QTest>
#include <atomic>
#include <thread>

#include "forms_fixture.h"
#include "widgets/forms/layer_panel.h"

namespace studio::forms_test {
namespace {

class LayerPanelTest : public SetupTest {
 protected:
  /// Previews wait while `hold`.
  FakeEngine slowEngine() {
    FakeEngine engine = smallEngine();
    engine.onBlurPreview = [hold = hold](const RunConfig& config, const std::string& name) {
      while (*hold) std::this_thread::sleep_for(std::chrono::milliseconds(2));
      return makePreview(config, name);
    };
    return engine;
  }
  void TearDown() override { *hold = false; }
  bool says(const char* text) const {
    const auto* panel = part<LayerPanel>();
    for (const QLabel* label : panel->findChildren<QLabel*>())
      if (label->text().contains(QLatin1String(text))) return true;
    for (const FittedText* words : panel->findChildren<FittedText*>())
      if (words->text().contains(QLatin1String(text))) return true;
    return false;
  }
  bool hasPicture() const {
    return QTest::qWaitFor([this] { return part<BlurPicture>()->hasPicture(); }, 5000);
  }

  std::shared_ptr<std::atomic<bool>> hold = std::make_shared<std::atomic<bool>>(false);  ///< outlives its worker
};

TEST_F(LayerPanelTest, NoOtherLayersPictureStandsUnderAName) {
  open(slowEngine());
  ASSERT_TRUE(hasPicture());
  *hold = true;
  auto* table = part<LayerTable>();
  const QRect row = table->visualRect(part<LayerModel>()->index(1, LayerModel::Sheet));
  QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, row.center());
  ASSERT_EQ(table->selected(), "fc2");
  EXPECT_TRUE(says("fc2"));
  EXPECT_FALSE(part<BlurPicture>()->hasPicture()) << "it is still that of fc1";
  EXPECT_TRUE(says("reading the weights"));
  EXPECT_FALSE(says("One cosine for each")) << "nor its number of weights";
  *hold = false;
  EXPECT_TRUE(hasPicture());
  EXPECT_FALSE(says("reading the weights"));
}

TEST_F(LayerPanelTest, NorThatOfAnotherNetworkWithALayerOfThisName) {
  open(slowEngine());
  ASSERT_TRUE(hasPicture());
  *hold = true;
  RunConfig wide = view_->config();
  wide.model.hidden = {64};
  view_->setConfig(wide);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !part<BlurPicture>()->hasPicture(); }, 5000));
  EXPECT_EQ(part<LayerTable>()->selected(), "fc1");
  EXPECT_TRUE(says("reading the weights"));
  *hold = false;
  EXPECT_TRUE(hasPicture());
}

TEST_F(LayerPanelTest, AnEditThatLeavesTheSheetDoesNotBlink) {
  open(slowEngine());
  ASSERT_TRUE(hasPicture());
  *hold = true;
  type<QLineEdit>("topoloss.factor", "2", 1);
  QTest::qWait(400);
  EXPECT_TRUE(part<BlurPicture>()->hasPicture());
}

}  // namespace
}  // namespace studio::forms_test
