// A file of weights in the window: opened, looked at layer by layer, and exported again.
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QTableWidget>
#include <QUrl>
#include <span>

#include "core/engine.h"
#include "core/run/text_file.h"
#include "core/weights/safetensors.h"
#include "tests/app/gui/gui_fixture.h"
#include "tests/support/pickle_bytes.h"
#include "widgets/export/export_dialog.h"
#include "widgets/forms/weights_fit_dialog.h"
#include "widgets/frame/message_bar.h"
#include "widgets/frame/settings.h"
#include "widgets/frame/frame_rows.h"

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

TEST_F(WeightsFlow, WhatAFileIsMadeOfIsSaidOnceAndNotAtEveryStart) {
  const std::filesystem::path file = (folder_.path() + "/weights.pt").toStdString();
  {
    const auto window = makeWindow();
    ASSERT_TRUE(train(*window, 20));
    const auto folder = window->session().monitor()->data().folder;
    window->session().engine()->convertWeights({folder.checkpoint(folder.checkpointSteps().back()), file, {}, {}, {}});
  }
  for (const bool first : {true, false}) {
    const auto window = makeWindow();
    QSignalSpy said(&window->session(), &Session::reported);
    window->files().openPath(QString::fromStdString(file.string()));
    ASSERT_TRUE(waitFor([&] { return !window->session().monitor()->data().caption.empty(); }));
    QApplication::processEvents();
    EXPECT_EQ(said.count(), first ? 1 : 0);
    if (first) {
      EXPECT_LT(said[0][0].toString().section('.', 0, 0).size(), 60) << said[0][0].toString().toStdString();
    }
    const auto& tips = window->session().monitor()->data().factTips;
    ASSERT_EQ(tips.count("TopoLoss"), 1u) << "what is behind the short word";
    QStringList shown;
    for (const QLabel* label : window->findChildren<QLabel*>())
      if (label->toolTip() == QString::fromStdString(tips.at("TopoLoss"))) shown << label->text();
    ASSERT_EQ(shown.size(), 1) << shown.join('|').toStdString();
    EXPECT_LT(shown.front().size(), 30) << "two lines at most";
  }
}

TEST_F(WeightsFlow, AFileShowsWhatItIsAndAllItsSheets) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  const auto folder = window->session().monitor()->data().folder;
  const std::filesystem::path file = (folder_.path() + "/topo_tau_3.0.pt").toStdString();
  window->session().engine()->convertWeights({folder.checkpoint(folder.checkpointSteps().back()), file, {}, {}, {}});
  drop(*window, file);
  auto* monitor = window->session().monitor();
  ASSERT_TRUE(waitFor([&] { return !monitor->data().caption.empty(); }));
  EXPECT_NE(monitor->data().caption.find("Multilayer perceptron"), std::string::npos) << monitor->data().caption;
  EXPECT_NE(monitor->data().caption.find("τ 3"), std::string::npos) << monitor->data().caption;
  EXPECT_NE(monitor->data().caption.find("step "), std::string::npos) << monitor->data().caption;
  EXPECT_TRUE(window->windowTitle().contains("topo_tau_3.0.pt"));
  ASSERT_NE(monitor->data().snapshot, nullptr);
  for (const LayerInfo& layer : monitor->data().layers)
    EXPECT_NE(monitor->data().snapshot->find(layer.name, kNormQuantity), nullptr) << layer.name;
  EXPECT_TRUE(window->registry().action("file.exportCheckpoint")->isEnabled());
  EXPECT_FALSE(window->registry().action("run.extend")->isEnabled());

  ViewState view = monitor->view();
  view.unit = 17;
  monitor->setView(view);
  ASSERT_TRUE(waitFor([&] { return monitor->data().unit.has_value(); }));
  EXPECT_EQ(monitor->data().unit->values.size(), 144u);
  for (const QString& id : window->viewIds()) {
    const bool isOffered = id != QLatin1String("curves") && id != QLatin1String("windows");  // of runs, of language
    EXPECT_EQ(window->showView(id), isOffered) << id.toStdString();
    if (!isOffered) continue;
    QApplication::processEvents();
    const auto* shown = window->view(id);
    if (!shown->emptyState().text.isEmpty()) continue;  // nothing has been analysed
    EXPECT_TRUE(waitFor([&] { return shown->figure() != nullptr; }, 20)) << id.toStdString() << " reads on workers";
  }
  window->session().closeRun();
  EXPECT_FALSE(monitor->hasRun());
}

TEST_F(WeightsFlow, AFileThatDoesNotSayItsHeadsShowsItsSheetsAndAsks) {
  const auto window = makeWindow();
  const auto file = writeBareGpt((folder_.path() + "/bare.safetensors").toStdString(), 1);
  window->files().openPath(QString::fromStdString(file.string()));
  auto* monitor = window->session().monitor();
  QInputDialog* question = nullptr;
  ASSERT_TRUE(waitFor(
      [&] { return (question = window->findChild<QInputDialog*>("askHeads")) != nullptr && question->isVisible(); }));
  EXPECT_NE(monitor->data().snapshot->find("transformer.h.0.mlp.c_fc", kNormQuantity),
            nullptr);  // sheets need no heads
  EXPECT_EQ(monitor->data().config.model.heads, 0);
  EXPECT_NE(monitor->data().caption.find("heads unknown"), std::string::npos) << monitor->data().caption;
  EXPECT_EQ(question->comboBoxItems(), (QStringList{"1", "2", "4", "8", "16", "32"}));  // those that divide the width
  EXPECT_EQ(window->session().namedHeads(file), 0);
  question->reject();  // sheets only
  window->showWorkspace(QStringLiteral("analyse"));
  window->registry().refresh();
  const QAction* all = window->registry().action("analyse.runAll");
  EXPECT_FALSE(all->isEnabled()) << "nine analyses would fail";
  EXPECT_TRUE(all->toolTip().contains("how many attention heads")) << all->toolTip().toStdString();
  QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  window->registry().action("file.nameHeads")->trigger();
  question = window->findChild<QInputDialog*>("askHeads");
  ASSERT_TRUE(question && question->isVisible());
  question->setTextValue("4");
  question->accept();
  ASSERT_TRUE(waitFor([&] { return monitor->data().config.model.heads == 4; }));
  EXPECT_EQ(window->session().namedHeads(file), 4);
  EXPECT_EQ(monitor->data().caption.find("heads unknown"), std::string::npos) << monitor->data().caption;
  window->registry().refresh();
  EXPECT_FALSE(window->registry().action("file.nameHeads")->isEnabled());
}

/// A perceptron of 12 x 12 inputs, 16 units and 4 classes as a dictionary of tensors, all of one storage.
std::string perceptron(const char* storage) {
  const auto row = [&](std::int64_t units, std::int64_t inputs) {
    return pickled::tensor(pickled::storage(storage, 4096), 0, {units, inputs}, {inputs, 1});
  };
  const auto bias = [&](std::int64_t units) {
    return pickled::tensor(pickled::storage(storage, 4096), 0, {units}, {1});
  };
  return pickled::dict({pickled::text("fc1.weight"), row(16, 144), pickled::text("fc1.bias"), bias(16),
                        pickled::text("fc2.weight"), row(4, 16), pickled::text("fc2.bias"), bias(4)});
}

/// torch.save({first: ..., second: ..., "epoch": 3}).
std::filesystem::path pairFile(const std::filesystem::path& folder, const char* first, const char* second) {
  std::string bytes;
  for (int value = 0; value < 4096; ++value)
    appendLittle<std::uint32_t>(bytes, 0x3f000000u + std::uint32_t(value * 997));  // floats above 0.5
  const auto value = pickled::dict({pickled::text(first), perceptron("0"), pickled::text(second), perceptron("1"),
                                    pickled::text("epoch"), pickled::integer(3)});
  const auto file = folder / "pair.pth";
  writeFileAtomically(file, pickled::archive(value, {{"0", bytes}, {"1", bytes}}));
  return file;
}

TEST_F(WeightsFlow, OfAPairTheOneThatIsShownIsSaidAndTheOtherCanBeChosen) {
  const auto window = makeWindow();
  const auto file = pairFile(folder_.path().toStdString(), "teacher", "student");
  QSignalSpy reported(&window->session(), &Session::reported);
  window->files().openPath(QString::fromStdString(file.string()));
  auto* monitor = window->session().monitor();
  ASSERT_TRUE(waitFor([&] { return !monitor->data().parts.empty() && reported.count() == 1; }));
  EXPECT_TRUE(reported[0][0].toString().contains("under student are taken")) << reported[0][0].toString().toStdString();
  EXPECT_EQ(monitor->data().parts, (std::vector<std::string>{"teacher", "student"}));
  EXPECT_EQ(monitor->data().part, "student");
  auto* choice = window->findChild<QComboBox*>("part");
  ASSERT_NE(choice, nullptr);
  EXPECT_EQ(choice->currentText(), "student");
  QTest::keyClick(choice, Qt::Key_Up);
  ASSERT_TRUE(waitFor([&] { return monitor->data().part == "teacher"; }));
  EXPECT_EQ(monitor->data().folder.path(), file.string() + "#teacher");
  EXPECT_EQ(window->findChild<QComboBox*>("part")->currentText(), "teacher");
  ASSERT_NE(monitor->data().snapshot, nullptr);
  ViewState view = monitor->view();
  view.unit = 3;
  monitor->setView(view);
  ASSERT_TRUE(waitFor([&] { return monitor->data().unit.has_value(); }))
      << "the weights of a unit come from the part, too";
}

/// GPTs beside each other in one dictionary, too.
TEST_F(WeightsFlow, OfTwoGptsTheOtherIsOffered) {
  const std::filesystem::path folder = folder_.path().toStdString();
  const SafetensorsFile bare(writeBareGpt(folder / "bare.safetensors", 1));
  std::vector<StoredTensor> pair;
  for (const std::string prefix : {"ema.", "student."})
    for (auto tensor : bare.tensors()) tensor.name.insert(0, prefix), pair.push_back(tensor);
  writeSafetensors(folder / "pair.safetensors", pair, {});
  const auto parts = makeEngine()->weightsParts(folder / "pair.safetensors");
  EXPECT_EQ(parts.names, (std::vector<std::string>{"student", "ema"}));
  EXPECT_EQ(parts.taken, "student");
}

/// What the command line says of a conversion, the window says of an export.
TEST_F(WeightsFlow, AnExportSaysWhatItLeavesOut) {
  const std::filesystem::path folder = folder_.path().toStdString();
  const SafetensorsFile bare(writeBareGpt(folder / "bare.safetensors", 1));
  auto tensors = bare.tensors();
  tensors.push_back({"v_head.weight", "F32", {1, 32}, tensors.front().bytes.first(128)});
  writeSafetensors(folder / "more.safetensors", tensors, {{"n_head", "4"}});
  const auto window = makeWindow();
  window->files().openPath(QString::fromStdString((folder / "more.safetensors").string()));
  ASSERT_TRUE(waitFor([&] { return !window->session().monitor()->data().caption.empty(); }));
  ASSERT_TRUE(becomesPossible(*window, "file.exportCheckpoint"));
  QTimer::singleShot(0, [&] {
    auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    auto* name = dialog->findChild<QLineEdit*>();
    name->setText(folder_.path() + "/exported.safetensors");
    QTest::keyClick(name, Qt::Key_Return);
  });
  window->registry().action("file.exportCheckpoint")->trigger();
  const auto* bar = window->findChild<MessageBar*>();
  ASSERT_TRUE(waitFor([&] { return bar->text().startsWith("Saved exported.safetensors"); }))
      << bar->text().toStdString();
  EXPECT_TRUE(bar->text().contains("v_head.weight")) << bar->text().toStdString();
}

TEST_F(WeightsFlow, TheFolderOfARunIsOpenedWhenItIsTyped) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 10));
  const QString run = QString::fromStdString(window->session().monitor()->data().folder.path().string());
  window->session().closeRun();
  QTimer::singleShot(0, [&] {
    auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    auto* name = dialog->findChild<QLineEdit*>();
    name->setText(run);
    QTest::keyClick(name, Qt::Key_Return);
    if (dialog->isVisible()) dialog->reject();
  });
  window->files().openDialog();
  EXPECT_TRUE(waitFor([&] {
    return window->session().monitor()->hasRun() &&
           window->session().monitor()->data().folder.path() == run.toStdString();
  }));
}

TEST_F(WeightsFlow, AFigureIsNamedAfterTheFileWithoutItsEnding) {
  const std::filesystem::path folder = folder_.path().toStdString();
  const SafetensorsFile bare(writeBareGpt(folder / "bare.safetensors", 1));
  writeSafetensors(folder / "ck1.safetensors", bare.tensors(), {{"n_head", "4"}});
  const auto window = makeWindow();
  window->files().openPath(QString::fromStdString((folder / "ck1.safetensors").string()));
  ASSERT_TRUE(waitFor([&] { return !window->session().monitor()->data().caption.empty(); }));
  ASSERT_TRUE(becomesPossible(*window, "file.exportFigure"));
  QString offered;
  QTimer::singleShot(0, [&] {
    auto* dialog = qobject_cast<ExportDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    offered = QFileInfo(dialog->file()).completeBaseName();
    dialog->reject();
  });
  window->registry().action("file.exportFigure")->trigger();
  EXPECT_EQ(offered, "ck1_sheets");
}

TEST_F(WeightsFlow, ATypedPartOpensAndIsRemembered) {
  const auto window = makeWindow();
  const auto file = pairFile(folder_.path().toStdString(), "student", "teacher");
  const QString typed = QString::fromStdString(file.string()) + "#teacher";
  QTimer::singleShot(0, [&] {
    auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    auto* name = dialog->findChild<QLineEdit*>();
    name->setText(typed);
    QTest::keyClick(name, Qt::Key_Return);
  });
  window->files().openDialog();
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().part == "teacher"; }));
  EXPECT_TRUE(recentPaths().contains(typed));
  QString said;
  QObject::connect(&window->session(), &Session::failed, [&](const QString& sentence) { said = sentence; });
  window->files().openPath(QString::fromStdString(file.string()) + "#nobody");
  ASSERT_TRUE(waitFor([&] { return !said.isEmpty(); }));
  EXPECT_TRUE(said.contains("nobody")) << said.toStdString();
}

TEST_F(WeightsFlow, WhatCannotBeReadIsNotListedAsRecent) {
  const auto window = makeWindow();
  QSignalSpy failed(&window->session(), &Session::failed);
  const std::filesystem::path folder = folder_.path().toStdString();
  for (const char* name : {"broken.pt", "broken.toml"}) {
    writeFileAtomically(folder / name, "no such thing");
    const QString file = QString::fromStdString((folder / name).string());
    rememberPath(file);  // it was whole once
    window->files().openPath(file);
    EXPECT_TRUE(waitFor([&] { return !recentPaths().contains(file); })) << name;
  }
  EXPECT_EQ(failed.count(), 1) << "of the weights";
  window->files().openPath(QString::fromStdString((folder / "broken.pt").string()));
  EXPECT_TRUE(waitFor([&] { return failed.count() == 2; }));
  EXPECT_TRUE(recentPaths().isEmpty()) << recentPaths().join(u", ").toStdString();
}

TEST_F(WeightsFlow, WhereNoNetworkStandsOutOneIsAskedFor) {
  const auto window = makeWindow();
  const auto file = pairFile(folder_.path().toStdString(), "left", "right");
  window->files().openPath(QString::fromStdString(file.string()));
  QInputDialog* question = nullptr;
  ASSERT_TRUE(waitFor(
      [&] { return (question = window->findChild<QInputDialog*>("askPart")) != nullptr && question->isVisible(); }));
  EXPECT_EQ(question->comboBoxItems(), (QStringList{"left", "right"}));
  QTest::keyClick(question->findChild<QComboBox*>(), Qt::Key_Down);
  question->accept();
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().part == "right"; }));
}

TEST_F(WeightsFlow, AFileThatFitsInPartIsComparedAndARunCanBeginWithIt) {
  const auto window = makeWindow();
  const std::vector<float> values(256 * 784, 0.5f);
  const auto bytes = std::as_bytes(std::span(values));
  const auto tensor = [&](const char* name, std::vector<std::int64_t> shape) {
    std::int64_t count = 4;
    for (const auto size : shape) count *= size;
    return StoredTensor{name, "F32", std::move(shape), bytes.first(std::size_t(count))};
  };
  const std::filesystem::path file = (folder_.path() + "/cut.safetensors").toStdString();
  writeSafetensors(file, {tensor("fc1.weight", {256, 784}), tensor("fc1.bias", {256}), tensor("fc2.weight", {10, 99}),
                          tensor("fc2.bias", {10})});
  QSignalSpy failures(&window->session(), &Session::failed);
  window->files().openPath(QString::fromStdString(file.string()));
  WeightsFitDialog* dialog = nullptr;
  ASSERT_TRUE(waitFor([&] { return (dialog = window->findChild<WeightsFitDialog*>()) != nullptr; }));
  EXPECT_EQ(failures.count(), 0) << "the dialog says it";
  EXPECT_TRUE(dialog->findChild<QLabel*>()->text().contains("fc1 has 256 units, but fc2 expects 99 inputs"));
  EXPECT_TRUE(dialog->findChild<QLabel*>()->text().contains("opens Setup with a run that begins with these weights"));
  EXPECT_TRUE(dialog->loadButton()->toolTip().contains("opens Setup")) << "before it is pressed";
  EXPECT_EQ(dialog->table()->item(0, 0)->text(), "fc2.weight");
  QSignalSpy opened(&window->session(), &RunSession::configurationOpened);
  QTest::mouseClick(dialog->loadButton(), Qt::LeftButton);
  ASSERT_EQ(opened.count(), 1);
  const auto config = opened[0][0].value<RunConfig>();
  EXPECT_TRUE(config.model.partialWeights);
  EXPECT_EQ(config.model.weights, file.string());
  const std::string toml = opened[0][1].toString().toStdString();
  EXPECT_EQ(parseConfig(toml), config);
  EXPECT_NE(toml.find("partial_weights = true"), std::string::npos) << toml;
  EXPECT_EQ(toml.find("heads"), std::string::npos) << "only what differs from the defaults: " << toml;
  EXPECT_EQ(window->currentWorkspace(), QStringLiteral("setup"));
}

/// It was said of one file; another one is open now.
TEST_F(WeightsFlow, WhatCouldNotBeOpenedIsNoLongerSaidOnceSomethingElseIs) {
  const auto window = makeWindow();
  QFile broken(folder_.path() + "/broken.pt");
  ASSERT_TRUE(broken.open(QIODevice::WriteOnly));
  broken.write("PK\x03\x04 cut short");
  broken.close();
  const auto* bar = window->findChild<MessageBar*>();
  window->files().openPath(broken.fileName());
  ASSERT_TRUE(waitFor([&] { return bar->text().contains("broken.pt"); }));
  QFile settings(folder_.path() + "/good.toml");
  ASSERT_TRUE(settings.open(QIODevice::WriteOnly));
  settings.write("[topoloss]\ntau = 4\n");
  settings.close();
  window->files().openPath(settings.fileName());
  EXPECT_FALSE(bar->text().contains("broken.pt")) << bar->text().toStdString();
}

TEST_F(WeightsFlow, ACheckpointThatWasSavedIsNotRecognised) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  ASSERT_TRUE(becomesPossible(*window, "file.exportCheckpoint"));
  QTimer::singleShot(200, [&] {
    auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
    ASSERT_NE(dialog, nullptr);
    auto* name = dialog->findChild<QLineEdit*>();
    name->setText(folder_.path() + "/kept.safetensors");
    QTest::keyClick(name, Qt::Key_Return);
  });
  window->registry().action("file.exportCheckpoint")->trigger();
  const auto* bar = window->findChild<MessageBar*>();
  ASSERT_TRUE(waitFor([&] { return bar->text().startsWith("Saved kept.safetensors"); }));
  EXPECT_EQ(bar->text(), "Saved kept.safetensors");
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
  window->files().openPath(broken.fileName());
  ASSERT_TRUE(waitFor([&] { return !said.isEmpty(); }));
  EXPECT_TRUE(said.contains("broken.pt")) << said.toStdString();
  EXPECT_EQ(window->session().monitor()->data().folder.path(), shown);
}

}  // namespace
}  // namespace studio
