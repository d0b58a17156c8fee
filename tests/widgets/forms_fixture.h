// A setup workspace over an engine whose answers a test can foresee: MLP layers from the hidden units, one rule about
// factors.
#pragma once
#include <gtest/gtest.h>

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <atomic>
#include <memory>

#include "core/run/error.h"
#include "tests/support/fake_engine.h"
#include "widgets/forms/config_form.h"
#include "widgets/forms/field_notes.h"
#include "widgets/forms/layer_panel.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/forms/preflight_panel.h"
#include "widgets/forms/setup_view.h"
#include "widgets/frame/theme.h"

namespace studio::forms_test {

inline std::vector<LayerInfo> makeLayers(const RunConfig& config) {
  std::vector<LayerInfo> layers;
  std::vector<std::int64_t> units = config.model.hidden;
  units.push_back(config.model.classes);
  std::int64_t inputs = 784;
  for (std::size_t i = 0; i < units.size(); ++i) {
    std::int64_t height = 1;
    for (std::int64_t h = 1; h * h <= units[i]; ++h)
      if (units[i] % h == 0) height = h;
    LayerInfo layer{"fc" + std::to_string(i + 1), "linear", units[i], height, units[i] / height, inputs, {inputs},
                    i + 1 < units.size()};
    inputs = units[i];
    layers.push_back(layer);
  }
  return layers;
}

/// settingProblems() and: no factor above the rows of the first sheet.
inline std::vector<Problem> findProblems(const RunConfig& config) {
  std::vector<Problem> problems = settingProblems(config);
  const LayerInfo first = makeLayers(config).front();
  if (config.topoloss.factor.first > static_cast<double>(first.height))
    problems.push_back({"topoloss.factor",
                        Problem::Severity::Error,
                        "The factor does not fit fc1: its sheet has only " + std::to_string(first.height) + " rows.",
                        "Use 4",
                        {{"topoloss.factor", "[4, 4]"}}});
  return problems;
}

inline BlurPreview makePreview(const RunConfig& config, const std::string& name) {
  for (const LayerInfo& layer : makeLayers(config)) {
    if (layer.name != name) continue;
    SheetMap map{layer.name,
                 kCosineQuantity,
                 layer.height,
                 layer.width,
                 0,
                 std::vector<float>(static_cast<std::size_t>(layer.units), 0.25f)};
    map.values[0] = -0.5f;
    return {map, map, sheetRowsLeft(layer.height, config.topoloss.factor.first),
            sheetRowsLeft(layer.width, config.topoloss.factor.second)};
  }
  throw UserError("There is no layer " + name + ".");
}

inline FakeEngine smallEngine() {
  FakeEngine engine;
  engine.onProblems = findProblems;
  engine.onLayers = makeLayers;
  engine.onBlurPreview = makePreview;
  engine.onChoices = [](const std::string& key) {
    return key == "model.name" ? std::vector<std::string>{"mlp", "resnet18"} : std::vector<std::string>{"idx", "bars"};
  };
  return engine;
}

inline std::vector<SetupPreset> onePreset() {
  RunConfig bars;
  bars.data.kind = "bars";
  bars.topoloss.tau = 7;
  bars.topoloss.factor = {4, 4};
  return {{"Bars", "MLP, generated", bars, {}}};
}

class SetupTest : public testing::Test {
 protected:
  void SetUp() override { open(smallEngine()); }
  void open(const FakeEngine& engine) {
    ThemeManager::instance().choose(ThemeChoice::Light);
    view_ = std::make_unique<SetupView>(std::make_shared<FakeEngine>(engine), onePreset());
    view_->resize(1440, 760);
    view_->show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(view_.get()));
    view_->activateWindow();
    settle();
  }
  /// Until the worker has answered about the newest settings.
  void settle() {
    QTest::qWait(170);
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return part<LayerModel>()->rowCount() == static_cast<int>(makeLayers(view_->config()).size()); },
        5000));
    QTest::qWait(60);
  }
  template <class Part>
  Part* part() const {
    return view_->findChild<Part*>();
  }
  FieldRow* row(const std::string& key) const { return part<ConfigForm>()->row(key); }
  /// Replaces a field's text as a person does.
  template <class Line>
  void type(const std::string& key, const QString& text, int which = 0) {
    auto* line = row(key)->template findChildren<Line*>().at(which);
    line->setFocus();
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
  }

  std::unique_ptr<SetupView> view_;
};
using SetupWorkspace = SetupTest;

inline QPushButton* startButton(SetupView* view) { return view->findChild<PreflightPanel*>()->startButton(); }

/// The line of problem under a row, as one sees it.
inline ProblemLine* lineUnder(FieldRow* row) {
  for (ProblemLine* line : row->notes()->findChildren<ProblemLine*>())
    if (line->isVisible()) return line;
  return nullptr;
}

}  // namespace studio::forms_test
