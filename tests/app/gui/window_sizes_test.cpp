// The whole window at the sizes of real screens: nothing lies over anything else, no label is cut, files of weights
// give the room of what they do not have, figures are exported while a field has the keyboard.
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTranslator>

#include "tests/app/gui/gui_fixture.h"
#include "tests/widgets/sample_run.h"
#include "widgets/analysis/analysis_list.h"
#include "widgets/export/export_dialog.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/frame_rows.h"
#include "widgets/frame/language.h"
#include "widgets/frame/message_bar.h"
#include "widgets/sheets/companion_maps.h"
#include "widgets/sheets/inspector_panel.h"
#include "widgets/sheets/time_bar.h"

namespace studio {
namespace {

QString nameOf(const QWidget* widget) {
  QString name = QString::fromLatin1(widget->metaObject()->className());
  for (const QString& more : {widget->objectName(), widget->accessibleName(), widget->property("text").toString()})
    if (!more.isEmpty()) name += QLatin1Char(' ') + more.left(40);
  return name;
}

/// Canvas and overlay of a sheet stand on each other by design; so do the parts of Qt's own controls.
bool isLayered(const QWidget* parent) {
  return parent->inherits("studio::SheetBoard") || parent->inherits("studio::MapsBoard") ||
         parent->inherits("QAbstractScrollArea") || parent->inherits("QComboBox") || parent->inherits("QTabBar") ||
         parent->inherits("QLineEdit") || parent->inherits("QAbstractSpinBox") || parent->inherits("QStackedWidget");
}

bool isSeen(const QWidget* widget) {
  return widget->isVisible() && !widget->isWindow() && widget->width() > 0 && widget->height() > 0 &&
         !widget->testAttribute(Qt::WA_TransparentForMouseEvents) && !widget->visibleRegion().isEmpty();
}

/// What a widget covers: companions may stand beside the sheet and below it.
QRegion placeOf(const QWidget* widget) {
  return widget->mask().isEmpty() ? QRegion(widget->geometry()) : widget->mask().translated(widget->pos());
}

QStringList overlaps(const QWidget& window) {
  QStringList found;
  QList<const QWidget*> parents{&window};
  for (const QWidget* each : window.findChildren<QWidget*>()) parents << each;
  for (const QWidget* parent : parents) {
    if (!parent->isVisible() || isLayered(parent)) continue;
    const auto children = parent->findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    for (qsizetype i = 0; i < children.size(); ++i)
      for (qsizetype j = i + 1; j < children.size(); ++j) {
        const QWidget *a = children[i], *b = children[j];
        if (!isSeen(a) || !isSeen(b) || !placeOf(a).intersects(placeOf(b))) continue;
        if (a->inherits("studio::MessageBar") || b->inherits("studio::MessageBar")) continue;
        if (a->inherits("QSplitterHandle") || b->inherits("QSplitterHandle"))
          continue;  // wider than its line, to be hit
        found << QStringLiteral("%1 over %2 in %3").arg(nameOf(a), nameOf(b), nameOf(parent));
      }
  }
  return found;
}

/// Words that are not seen whole: of a label or a button less than it needs.
QStringList cutLabels(const QWidget& window) {
  QStringList found;
  for (const QWidget* each : window.findChildren<QWidget*>()) {
    if (!isSeen(each) || each->inherits("studio::ElidedLabel")) continue;  // these end in an ellipsis, with a tip
    const auto* label = qobject_cast<const QLabel*>(each);
    const bool isWord = (label && !label->text().isEmpty() && !label->wordWrap()) ||
                        (qobject_cast<const QPushButton*>(each) && !each->property("text").toString().isEmpty()) ||
                        (qobject_cast<const QToolButton*>(each) && each->property("toolButtonStyle").toInt() != 0);
    if (isWord && each->width() + 1 < each->sizeHint().width())
      found << QStringLiteral("%1: %2 of %3 px").arg(nameOf(each)).arg(each->width()).arg(each->sizeHint().width());
  }
  return found;
}

/// Tabs of which a part is out of sight, or that must be scrolled to.
QStringList cutTabs(const QWidget& window) {
  QStringList found;
  for (const QTabBar* tabs : window.findChildren<QTabBar*>()) {
    if (!isSeen(tabs)) continue;
    for (int tab = 0; tab < tabs->count(); ++tab) {
      const int words = tabs->fontMetrics().horizontalAdvance(tabs->tabText(tab));
      const bool whole = QRegion(tabs->tabRect(tab)).subtracted(tabs->visibleRegion()).isEmpty() &&
                         tabs->tabRect(tab).width() >= words;
      if (tabs->isTabVisible(tab) && !whole) found << tabs->tabText(tab);
    }
  }
  return found;
}

/// What is there and cannot be seen without a word about it: maps beside the sheet, analyses of the list.
QStringList silentlyMissing(const QWidget& window) {
  QStringList found;
  for (const auto* maps : window.findChildren<CompanionMaps*>())
    if (isSeen(maps) && maps->shownCount() < int(maps->companions().size()) && !isSeen(maps->more()))
      found << QStringLiteral("%1 of %2 maps").arg(maps->shownCount()).arg(maps->companions().size());
  for (const auto* list : window.findChildren<AnalysisList*>())
    if (isSeen(list) && list->verticalScrollBar()->maximum() > 0 && !isSeen(list->verticalScrollBar()))
      found << QStringLiteral("analyses");
  return found;
}

/// Docks at the sides whose line to what stands beside them is not seen whole.
QStringList brokenLines(MainWindow& window) {
  constexpr int kToLine = 3;  // px from a dock to the middle of its separator
  QStringList found;
  const QImage image = window.grab().toImage();
  const qreal scale = image.devicePixelRatio();
  for (const auto* dock : window.findChildren<QDockWidget*>()) {
    const auto area = window.dockWidgetArea(const_cast<QDockWidget*>(dock));
    const bool left = area == Qt::LeftDockWidgetArea, right = area == Qt::RightDockWidgetArea;
    if (dock->visibleRegion().isEmpty() || dock->isFloating() || (!left && !right)) continue;
    const QRect place(dock->mapTo(&window, QPoint()), dock->size());
    const int x = left ? place.right() + kToLine : place.left() - kToLine;
    int broken = 0;
    for (int y = place.top(); y <= place.bottom(); ++y)
      broken += image.pixelColor(int(x * scale), int(y * scale)) != theme().color(Role::Line);
    if (broken > 0) found << QStringLiteral("%1: %2 of %3 px").arg(dock->objectName()).arg(broken).arg(place.height());
  }
  return found;
}

class WindowSizes : public GuiTest {};

TEST_F(WindowSizes, theLinesBesideTheDocksAreWholeInASmallWindow) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 30));
  window->resize(1120, 700);
  const auto expectWhole = [&](const QString& where) {
    for (int i = 0; i < 5; ++i) QTest::qWait(20);
    EXPECT_EQ(brokenLines(*window).join(u"\n").toStdString(), "") << where.toStdString();
  };
  for (const char* workspace : {"setup", "analyse", "compare", "figure", "train"}) {
    window->showWorkspace(workspace);
    expectWhole(workspace);
  }
  for (const char* dock : {"monitor", "machine", "log"}) {
    window->dock(dock)->raise();
    expectWhole(dock);
  }
}

/// The longer words of German in the smallest window: every workspace is within reach, nothing lies over anything.
TEST_F(WindowSizes, inGermanToo) {
  useLanguage(LanguageChoice::German);
  {
    const auto window = makeWindow();
    ASSERT_TRUE(train(*window, 20));
    for (const QSize& size : {QSize(1120, 700), QSize(1440, 900)}) {
      window->resize(size);
      for (const QString& id : window->workspaceIds()) {
        window->showWorkspace(id);
        for (int i = 0; i < 5; ++i) QTest::qWait(20);
        const std::string where = QStringLiteral("%1 at %2").arg(id).arg(size.width()).toStdString();
        EXPECT_EQ(overlaps(*window).join(u"\n").toStdString(), "") << where;
        EXPECT_EQ(cutLabels(*window).join(u"\n").toStdString(), "") << where;
        for (QDockWidget* dock : window->findChildren<QDockWidget*>()) {
          if (dock->isHidden() || dock->isFloating()) continue;
          dock->raise();
          QTest::qWait(30);
          EXPECT_EQ(cutTabs(*window).join(u"\n").toStdString(), "")
              << where << ", " << dock->objectName().toStdString();
        }
      }
      auto* tabs = window->findChild<QTabBar*>(QStringLiteral("workspaces"));
      for (int tab = 0; tab < tabs->count(); ++tab) {
        const QPoint middle = tabs->tabRect(tab).center();
        EXPECT_TRUE(window->rect().contains(tabs->mapTo(window.get(), middle))) << tabs->tabText(tab).toStdString();
        EXPECT_EQ(window->childAt(tabs->mapTo(window.get(), middle)), tabs) << tabs->tabText(tab).toStdString();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, middle);
        EXPECT_EQ(window->currentWorkspace(), window->workspaceIds()[tab]);
      }
    }
  }
  useLanguage(LanguageChoice::English);
  qDeleteAll(QCoreApplication::instance()->findChildren<QTranslator*>(Qt::FindDirectChildrenOnly));
}

/// But for the one whose text changes in place.
TEST_F(WindowSizes, buttonsOfTheToolbarTakeNoMoreThanTheirWords) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 10));
  window->resize(1440, 900);
  QTest::qWait(60);
  constexpr int kAroundWords = 22 + 4 + 16 + 3;  // px: icon, its distance, padding and border, Qt's own
  constexpr int kArrow = 24 - 7 + 24;            // px more where it has a menu
  constexpr int kRounding = 2;
  for (const char* id : {"file.new", "file.open", "run.stop", "run.checkpoint", "file.exportFigure"}) {
    const auto* button = window->findChild<QToolButton*>(QStringLiteral("toolbar.") + id);
    ASSERT_TRUE(button && button->isVisible()) << id;
    const int words = button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
    EXPECT_LE(button->width(), words + kAroundWords + (button->menu() ? kArrow : 0) + kRounding) << id;
    EXPECT_GE(button->width(), words + 16 + 4) << id << " is whole";
  }
}

TEST_F(WindowSizes, nothingCoversAnythingAndNoLabelIsCut) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 30));
  ViewState view = window->session().monitor()->view();
  view.unit = 5;
  window->session().monitor()->setView(view);
  window->showWorkspace("analyse");
  ASSERT_TRUE(waitFor([&] { return !analysesOf(*window).reading() && analysesOf(*window).choices().hasStimuli(); }));
  analysesOf(*window).work().startAll();
  ASSERT_TRUE(waitFor([&] { return !analysesOf(*window).work().running(); }));
  for (const QSize& size : {QSize(1120, 700), QSize(1440, 900), QSize(1920, 1080), QSize(2560, 1440)})
    for (const QString& id :
         window->viewIds("train") + window->viewIds("analyse") + window->viewIds("figure") + QStringList{QString()}) {
      id.isEmpty() ? window->showWorkspace("setup") : void(window->showView(id));
      window->resize(size);
      for (int i = 0; i < 5; ++i) QTest::qWait(20);
      EXPECT_EQ(window->size(), size) << "the window can be as small as this";
      const std::string where =
          QStringLiteral("%1 at %2 × %3").arg(id).arg(size.width()).arg(size.height()).toStdString();
      EXPECT_EQ(overlaps(*window).join(u"\n").toStdString(), "") << where;
      EXPECT_EQ(cutLabels(*window).join(u"\n").toStdString(), "") << where;
      EXPECT_EQ(cutTabs(*window).join(u"\n").toStdString(), "") << where;
      EXPECT_EQ(silentlyMissing(*window).join(u"\n").toStdString(), "") << where;
    }
}

/// A part of a number is another number.
TEST_F(WindowSizes, fieldsOfAPanelThatIsDraggedNarrowAreWhole) {
  writeSampleRun(runs(), "digits");
  const auto window = makeWindow();
  window->resize(1440, 900);
  window->session().openRun(runs() / "digits");
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().snapshot != nullptr; }));
  window->dock("inspector")->close();
  for (const char* dock : {"mapDisplay", "setup"}) {
    window->resizeDocks({window->dock(dock)}, {40}, Qt::Horizontal);
    QTest::qWait(60);
    for (const auto* field : window->dock(dock)->findChildren<QLineEdit*>()) {
      if (!field->isVisible()) continue;
      EXPECT_GE(field->width(), field->fontMetrics().horizontalAdvance(field->text()) + 12)
          << nameOf(field).toStdString();
    }
    for (const auto* box : window->dock(dock)->findChildren<ChoiceBox*>())
      EXPECT_FALSE(box->isVisible() && box->shownText().contains(QChar(0x2026))) << nameOf(box).toStdString();
  }
}

TEST_F(WindowSizes, aFileOfWeightsGivesTheRoomOfTimeAndCurves) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  const auto* time = window->findChild<TimeBar*>();
  const QWidget* sheets = window->view("sheets");
  window->showView("sheets");
  QTest::qWait(60);
  EXPECT_TRUE(time->isVisible());
  EXPECT_TRUE(window->dock("monitor")->isVisible());
  const int before = sheets->height();
  const auto folder = window->session().monitor()->data().folder;
  const std::filesystem::path file = (folder_.path() + "/weights.pt").toStdString();
  window->session().engine()->convertWeights({folder.checkpoint(folder.checkpointSteps().back()), file, {}, {}, {}});
  window->files().openPath(QString::fromStdString(file.string()));
  ASSERT_TRUE(waitFor([&] { return !window->session().monitor()->data().caption.empty(); }));
  window->showView("sheets");
  QTest::qWait(60);
  EXPECT_FALSE(time->isVisible());
  EXPECT_FALSE(window->dock("monitor")->isVisible());
  EXPECT_GT(sheets->height(), before + 200);
  window->files().openPath(QString::fromStdString(folder.path().string()));
  ASSERT_TRUE(waitFor([&] { return window->session().monitor()->data().caption.empty() && time->isVisible(); }));
  EXPECT_TRUE(window->dock("monitor")->isVisible());
}

TEST_F(WindowSizes, theStatusSaysWhichFolderOfRunsAndItsTipTheWholePlace) {
  const auto window = makeWindow();
  const QString whole = QString::fromStdString(runs().string());
  bool said = false;
  for (const QLabel* label : window->statusStrip()->findChildren<QLabel*>())
    said = said || (label->text().endsWith(whole.section(QLatin1Char('/'), -2)) && label->toolTip().contains(whole));
  EXPECT_TRUE(said);
}

TEST_F(WindowSizes, theMenuCallsTheNewestMapsAsTheTimeBarDoes) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  const QAction* live = window->registry().action("maps.live");
  const QToolButton* button = nullptr;
  const auto find = [&] {
    for (const auto* each : window->findChild<TimeBar*>()->findChildren<QToolButton*>())
      if (each->text() == "Latest") button = each;
    return button != nullptr;
  };
  ASSERT_TRUE(waitFor(find)) << "nothing is live any more";
  EXPECT_TRUE(waitFor([&] { return live->text() == button->text(); }));
  EXPECT_EQ(live->isChecked(), button->isChecked());
}

TEST_F(WindowSizes, aFigureIsExportedWhileAFieldHasTheKeyboardAndItsPlaceIsSaid) {
  const auto window = makeWindow();
  ASSERT_TRUE(train(*window, 20));
  window->activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
  auto* field = window->findChild<InspectorPanel*>()->findChild<QLineEdit*>();
  field->setFocus();
  QString file;
  std::vector<QString> data;
  QTimer::singleShot(200, window.get(), [&] {
    auto* dialog = qobject_cast<ExportDialog*>(QApplication::activeModalWidget());
    if (!dialog) return;
    file = dialog->file();
    QTest::keyClick(dialog, Qt::Key_Return);
    data = dialog->dataFiles();
    if (dialog->isVisible()) dialog->reject();
  });
  QTest::keyClick(field, Qt::Key_E, Qt::ControlModifier);
  ASSERT_FALSE(file.isEmpty()) << "the dialog was asked for";
  EXPECT_TRUE(QFileInfo::exists(file));
  const auto* message = window->findChild<MessageBar*>();
  EXPECT_TRUE(message->text().startsWith(QStringLiteral("Saved ") + QFileInfo(file).fileName()))
      << message->text().toStdString();
  bool csv = false;
  for (const QString& each : data) {
    EXPECT_TRUE(QFileInfo::exists(each)) << each.toStdString();
    csv = csv || each.endsWith(QStringLiteral(".csv"));
  }
  EXPECT_TRUE(csv) << "the dialog promises it";
}

}  // namespace
}  // namespace studio
