// A file of weights in the window: opened, looked at layer by layer, and exported again.
#include <QDropEvent>
#include <QMimeData>
#include <QTest>
#include <QUrl>

#include "tests/app/gui/gui_fixture.h"
#include "widgets/frame/status_strip.h"

namespace studio {
namespace {

class WeightsFlow : public GuiTest {
 protected:
  /// As from a file manager, with a look at what the window says while the file is over it.
  static void drop(MainWindow& window, const std::filesystem::path& file) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    EXPECT_TRUE(enter.isAccepted());
    EXPECT_TRUE(window.findChild<StatusStrip*>()->hint().contains(QString::fromStdString(file.filename().string())));
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    EXPECT_EQ(window.findChild<StatusStrip*>()->hint(), QString());
  }
};

TEST_F(WeightsFlow, AFileShowsWhatItIsAndAllItsSheets) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  const auto folder = window->session().monitor()->data().folder;
  const std::filesystem::path file = (folder_.path() + "/topo_tau_3.0.pt").toStdString();
  exportWeights(folder.checkpoint(folder.checkpointSteps().back()), file);
  drop(*window, file);
  auto* monitor = window->session().monitor();
  ASSERT_TRUE(waitFor([&] { return !monitor->data().caption.empty(); }));
  EXPECT_NE(monitor->data().caption.find("Multilayer perceptron"), std::string::npos) << monitor->data().caption;
  EXPECT_NE(monitor->data().caption.find("τ 3"), std::string::npos) << monitor->data().caption;
  EXPECT_TRUE(window->windowTitle().contains("topo_tau_3.0.pt"));
  ASSERT_NE(monitor->data().snapshot, nullptr);
  for (const LayerInfo& layer : monitor->data().layers) EXPECT_NE(monitor->data().snapshot->find(layer.name, kNormQuantity), nullptr) << layer.name;
  EXPECT_TRUE(window->registry().action("file.exportCheckpoint")->isEnabled());
  EXPECT_FALSE(window->registry().action("run.extend")->isEnabled());

  ViewState view = monitor->view();
  view.unit = 17;
  monitor->setView(view);
  ASSERT_TRUE(waitFor([&] { return monitor->data().unit.has_value(); }));
  EXPECT_EQ(monitor->data().unit->values.size(), 144u);
  for (const QString& id : window->viewIds()) {
    EXPECT_TRUE(window->showView(id));
    QApplication::processEvents();
    const auto* shown = qobject_cast<FigureView*>(window->viewWidget(id));
    if (!shown->emptyState().text.isEmpty()) continue;   // curves have nothing to draw, and say so
    EXPECT_NE(shown->figure(), nullptr) << id.toStdString();
  }
  window->closeRun();
  EXPECT_FALSE(monitor->hasRun());
}

TEST_F(WeightsFlow, AFileThatIsNoNetworkIsSaidAndLeavesWhatIsShown) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  const auto shown = window->session().monitor()->data().folder.path();
  QFile broken(folder_.path() + "/broken.pt");
  ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
  broken.write("PK\x03\x04 cut short");
  broken.close();
  QString said;
  QObject::connect(&window->session(), &Session::failed, [&](const QString& sentence) { said = sentence; });
  window->openPath(broken.fileName());
  ASSERT_TRUE(waitFor([&] { return !said.isEmpty(); }));
  EXPECT_TRUE(said.contains("broken.pt")) << said.toStdString();
  EXPECT_EQ(window->session().monitor()->data().folder.path(), shown);
}

}  // namespace
}  // namespace studio
