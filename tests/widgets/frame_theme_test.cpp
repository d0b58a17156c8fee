// The table of roles: contrasts that look.md asks for, digits of one width, icons in their role's colour, switching at
// run time.
#include <gtest/gtest.h>

#include <QApplication>
#include <QDir>
#include <QFontInfo>
#include <QFontMetrics>
#include <QIcon>
#include <QImage>
#include <QLabel>
#include <QTest>
#include <cmath>

#include "tests/widgets/pictures.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor& color) {
  const auto linear = [](double part) {
    return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

class FrameTheme : public testing::TestWithParam<bool> {
 protected:
  const Theme& table() const { return GetParam() ? Theme::darkTheme() : Theme::light(); }
  void atLeast(double wanted, Role front, Role ground) {
    EXPECT_GE(contrast(table().color(front), table().color(ground)), wanted)
        << "role " << int(front) << " on role " << int(ground);
  }
};

TEST_P(FrameTheme, textAndMarksCanBeRead) {
  for (const Role ground : {Role::Panel, Role::Window, Role::Raised, Role::RaisedOnWindow, Role::Select}) {
    atLeast(7, Role::Text, ground);
    atLeast(4.5, Role::Muted, ground);
  }
  for (const Role ground : {Role::Panel, Role::Window}) {
    for (const Role state : {Role::Good, Role::Warn, Role::Bad, Role::Accent}) atLeast(4.5, state, ground);
  }
  atLeast(4.5, Role::OnAccent, Role::Accent);
  atLeast(3, Role::Accent, Role::Raised);  // the focus ring round a field
}

TEST_P(FrameTheme, runColoursCanBeReadAndToldApart) {
  for (int run = 0; run < 7; ++run) {
    EXPECT_GE(contrast(table().runMark(run), table().color(Role::Panel)), 3) << run;
    EXPECT_GE(contrast(table().runLabel(run), table().color(Role::Panel)), 4.5) << run;
    EXPECT_EQ(table().runMark(run), table().runMark(run + 7)) << "hollow swatches of the same seven colours";
    for (int other = 0; other < run; ++other) EXPECT_NE(table().runMark(run), table().runMark(other));
  }
}

TEST_P(FrameTheme, choosingPaintsTheWholeApplication) {
  QLabel label(QStringLiteral("x"));
  label.show();
  int message = 0;
  const auto connection = QObject::connect(&ThemeManager::instance(), &ThemeManager::changed, [&] { ++message; });
  ThemeManager::instance().choose(GetParam() ? ThemeChoice::Light : ThemeChoice::Dark);
  ThemeManager::instance().choose(GetParam() ? ThemeChoice::Dark : ThemeChoice::Light);
  QObject::disconnect(connection);
  EXPECT_EQ(message, 2);
  EXPECT_EQ(theme().dark, GetParam());
  EXPECT_EQ(QApplication::palette().color(QPalette::Window), table().color(Role::Window));
  EXPECT_EQ(label.palette().color(QPalette::WindowText), table().color(Role::Text));
  EXPECT_GT(countPixels(label.grab().toImage(), table().color(Role::Window)), 0);
}

/// Counts how often a widget is given its style.
class StyleCounter : public QObject {
 public:
  int count = 0;

 protected:
  bool eventFilter(QObject*, QEvent* event) override {
    count += event->type() == QEvent::StyleChange;
    return false;
  }
};

TEST_P(FrameTheme, aWidgetDeepInsideOthersIsStyledNoOftenerForThat) {
  ThemeManager::instance().choose(GetParam() ? ThemeChoice::Light : ThemeChoice::Dark);
  QWidget outermost;
  QWidget* inner = &outermost;
  for (int depth = 0; depth < 20; ++depth) inner = new QWidget(inner);
  outermost.show();
  StyleCounter counter;
  inner->installEventFilter(&counter);
  ThemeManager::instance().choose(GetParam() ? ThemeChoice::Dark : ThemeChoice::Light);
  EXPECT_GT(counter.count, 0);
  EXPECT_LT(counter.count, 10);
  counter.count = 0;
  ThemeManager::instance().choose(GetParam() ? ThemeChoice::Dark : ThemeChoice::Light);  // as it is
  EXPECT_EQ(counter.count, 0);
}

TEST_P(FrameTheme, iconsTakeTheirRolesColourAndFollowTheTheme) {
  const QIcon stop = icon(QStringLiteral("square"), Role::Text);  // made before the switch
  ThemeManager::instance().choose(GetParam() ? ThemeChoice::Dark : ThemeChoice::Light);
  EXPECT_GT(countPixels(stop.pixmap(16, 16).toImage(), table().color(Role::Text)), 9);
  EXPECT_GT(countPixels(iconPixmap(QStringLiteral("square"), Role::Bad, 16, 1).toImage(), table().color(Role::Bad)), 9);
  const QPixmap sharp = iconPixmap(QStringLiteral("check"), Role::Good, 16, 2);
  EXPECT_EQ(sharp.width(), 32);
  EXPECT_EQ(sharp.devicePixelRatio(), 2);
}

TEST(FrameIcons, whereThereIsNoRoomNothingIsPainted) {
  static int warnings = 0;
  warnings = 0;
  const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) { ++warnings; });
  EXPECT_TRUE(icon(QStringLiteral("square"), Role::Text).pixmap(QSize(0, 12)).isNull());
  qInstallMessageHandler(before);
  EXPECT_EQ(warnings, 0) << "a painter has nothing to paint on";
}

INSTANTIATE_TEST_SUITE_P(Both, FrameTheme, testing::Bool(),
                         [](const auto& info) { return info.param ? "dark" : "light"; });

TEST(FrameFonts, digitsHaveOneWidth) {
  for (const TextStyle style : {TextStyle::Body, TextStyle::Label, TextStyle::PanelTitle, TextStyle::ObjectTitle,
                                TextStyle::BigNumber, TextStyle::Mono}) {
    const QFontMetricsF metrics(textFont(style));
    for (char digit = '1'; digit <= '9'; ++digit)
      EXPECT_NEAR(metrics.horizontalAdvance(QLatin1Char(digit)), metrics.horizontalAdvance(QLatin1Char('0')), 1.0 / 32)
          << digit << " in style " << int(style);
  }
}

TEST(FrameFonts, theProgramsOwnTypefaceIsUsed) {
  EXPECT_EQ(QFontInfo(textFont(TextStyle::Body)).family().toStdString(), "Studio Sans");
  EXPECT_EQ(textFont(TextStyle::Label).pixelSize(), 11);
  EXPECT_GT(QFontMetricsF(textFont(TextStyle::PanelTitle)).horizontalAdvance(QStringLiteral("Monitor")),
            QFontMetricsF(textFont(TextStyle::Body)).horizontalAdvance(QStringLiteral("Monitor")))
      << "titles are semibold";
}

TEST(FrameIcons, everyIconDrawsSomethingAndHoldsNoColour) {
  const QDir folder(QStringLiteral(":/studio/icons"));
  ThemeManager::instance();  // links the resources
  const QStringList files = folder.entryList({QStringLiteral("*.svg")});
  ASSERT_GT(files.size(), 40);
  for (const QString& file : files) {
    const QString name = file.chopped(4);
    const QImage image = iconPixmap(name, Role::Text, 16, 1).toImage();
    int painted = 0;
    for (int y = 0; y < 16; ++y)
      for (int x = 0; x < 16; ++x) painted += image.pixelColor(x, y).alpha() > 0;
    EXPECT_GT(painted, 3) << name.toStdString();
    QFile source(folder.filePath(file));
    ASSERT_TRUE(source.open(QIODevice::ReadOnly));
    EXPECT_TRUE(name == QLatin1String("app") || !source.readAll().contains('#')) << name.toStdString();
  }
}

TEST(FrameSystemTheme, readsThePortalsAnswer) {
  EXPECT_TRUE(SystemTheme::isDark(QVariant::fromValue(QDBusVariant(QVariant::fromValue(QDBusVariant(1u)))), false));
  EXPECT_FALSE(SystemTheme::isDark(QVariant::fromValue(QDBusVariant(2u)), true));
  EXPECT_TRUE(SystemTheme::isDark(QVariant(0u), true)) << "no preference: what the palette says";
  EXPECT_FALSE(SystemTheme::isDark(QVariant(), false));
}

}  // namespace
}  // namespace studio
