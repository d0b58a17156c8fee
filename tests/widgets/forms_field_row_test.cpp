// A setting's row in the form: at every width its help is shown in whole clauses, never with an ellipsis.
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLabel>
#include <QTest>
#include <QToolTip>
#include <QtMath>
#include <memory>

#include "widgets/forms/form_section.h"
#include "widgets/forms/panel_parts.h"
#include "widgets/frame/controls.h"
#include "widgets/frame/theme.h"

namespace studio {
namespace {

class FieldRowTest : public testing::Test {
 protected:
  void SetUp() override {
    ThemeManager::instance().choose(ThemeChoice::Light);
    host_.resize(1400, 60);
    host_.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&host_));
  }
  std::unique_ptr<FieldRow> makeRow(const ConfigField& field) {
    auto row = std::make_unique<FieldRow>(field, &host_);
    row->show();
    return row;
  }
  /// What the row says of its setting at this width; an ellipsis in it would bring a tip with the whole.
  static QString helpAt(FieldRow& row, int width) {
    row.resize(width, 32);
    QCoreApplication::sendPostedEvents(&row, QEvent::LayoutRequest);
    const auto* help = row.findChildren<FittedText*>().last();  // the first is the label
    EXPECT_EQ(help->toolTip().toStdString(), "") << row.field().key << " at " << width << " px";
    return help->text();
  }
  QWidget host_;
};

TEST_F(FieldRowTest, EveryHelpIsWholeClausesAtEveryWidth) {
  for (const ConfigField& field : configFields()) {
    const auto row = makeRow(field);
    const QString whole = QString::fromStdString(field.help);
    for (const int width : {320, 424, 470, 520, 700, 1300}) {
      const QString shown = helpAt(*row, width);
      EXPECT_TRUE(shown.isEmpty() ? width < 424 : (whole + "; ").startsWith(shown + "; "))
          << field.key << " at " << width << " px: " << shown.toStdString();
    }
    EXPECT_EQ(row->findChildren<FittedText*>().first()->toolTip().toStdString(), "") << field.key << ": a cut label";
    EXPECT_TRUE(row->toolTip().endsWith(whole));
  }
}

TEST_F(FieldRowTest, AWiderRowSaysMore) {
  const auto row = makeRow(*findField("model.hidden"));
  EXPECT_EQ(helpAt(*row, 320), "");
  EXPECT_EQ(helpAt(*row, 470), "units of each hidden layer");
  EXPECT_EQ(helpAt(*row, 520), "units of each hidden layer; MLP only");
  EXPECT_EQ(helpAt(*row, 470), "units of each hidden layer");
}

TEST(FittingClauses, AreThoseThatFitOnOneLineAndAtLeastTheFirst) {
  const QFontMetricsF metrics(textFont(TextStyle::Label));
  const QString help = "one, two; three; four";
  const int two = qCeil(metrics.horizontalAdvance("one, two; three"));
  EXPECT_EQ(fittingClauses(help, two), "one, two; three");
  EXPECT_EQ(fittingClauses(help, two - 1), "one, two");
  EXPECT_EQ(fittingClauses(help, 1), "one, two");
  EXPECT_EQ(fittingClauses(help, 1000), help);
  EXPECT_EQ(fittingClauses("", 100), "");
}

TEST(ProblemLine, NamesManyLayersByTheFirstTwoAndAllOfThemInTheTip) {
  ProblemLine line(nullptr);
  Problem problem{
      "topoloss.factor", Problem::Severity::Error, "It fits none: conv1, a.conv1, a.conv2, b.conv1, b.conv2.", {}, {}};
  line.show(problem);
  const auto isSaid = [&](const QString& text) {
    for (const QLabel* label : line.findChildren<QLabel*>())
      if (label->text() == text) return true;
    return false;
  };
  EXPECT_TRUE(isSaid("It fits none: conv1, a.conv1 and 3 more."));
  bool inTip = false;
  for (const QLabel* label : line.findChildren<QLabel*>())
    inTip = inTip || label->toolTip() == QString::fromStdString(problem.sentence);
  EXPECT_TRUE(inTip);
  problem.sentence = "It fits none: conv1, a.conv1, a.conv2.";
  line.show(problem);
  EXPECT_TRUE(isSaid(QString::fromStdString(problem.sentence))) << "a few are named";
}

TEST(ElidedAtWord, EndsAfterAWholeWord) {
  const QFontMetrics metrics(textFont(TextStyle::Label));
  const QString text = QStringLiteral("Mean 0.5 · Augmentation none");
  for (int width = metrics.horizontalAdvance("Mean …"); width < metrics.horizontalAdvance(text); ++width) {
    const QString shown = elidedAtWord(text, metrics, width);
    EXPECT_LE(metrics.horizontalAdvance(shown), width);
    ASSERT_TRUE(shown.endsWith(QStringLiteral(" …"))) << shown.toStdString();
    const QString words = shown.chopped(2);
    EXPECT_TRUE(text.startsWith(words + QLatin1Char(' '))) << shown.toStdString();
    EXPECT_FALSE(words.endsWith(QStringLiteral("·"))) << shown.toStdString();
  }
  EXPECT_EQ(elidedAtWord(text, metrics, metrics.horizontalAdvance(text)), text);
  const QString word = elidedAtWord(QStringLiteral("Augmentation"), metrics, 40);
  EXPECT_TRUE(word.endsWith(QChar(0x2026)) && word.size() > 1) << "one long word: as much of it as fits";
}

TEST(FoldHeading, ASummaryHasWholeSettingsInTwoLinesAndTheTipHasAllOfThem) {
  ThemeManager::instance().choose(ThemeChoice::Light);
  FoldHeading heading(FoldHeading::Level::Section, "Data", nullptr);
  const QString summary = QStringLiteral("Mean 0.5 · Std. deviation 0.5 · Augmentation none · Mirrored too off");
  heading.setSummary(summary);
  heading.resize(300, 36);
  heading.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&heading));
  EXPECT_EQ(heading.shownSummary(), "") << "it is open";
  QTest::mouseClick(&heading, Qt::LeftButton);
  const auto tip = [&] {
    QToolTip::hideText();
    QHelpEvent help(QEvent::ToolTip, QPoint(150, 18), heading.mapToGlobal(QPoint(150, 18)));
    QCoreApplication::sendEvent(&heading, &help);
    return QToolTip::isVisible() ? QToolTip::text() : QString();
  };
  EXPECT_EQ(heading.shownSummary(), summary);
  EXPECT_EQ(heading.shownLines().size(), 2);
  EXPECT_EQ(tip(), "") << "nothing is missing";
  heading.resize(200, 36);
  EXPECT_FALSE(heading.shownSummary().contains(QChar(0x2026))) << heading.shownSummary().toStdString();
  const QString left = heading.shownSummary().section(QStringLiteral(" · "), -1);
  EXPECT_TRUE(left.startsWith('+') && left.mid(1).toInt() > 0) << heading.shownSummary().toStdString();
  EXPECT_TRUE(summary.startsWith(heading.shownSummary().chopped(left.size())));
  EXPECT_EQ(tip(), summary);
  heading.resize(1200, 36);
  EXPECT_EQ(heading.shownSummary(), summary);
  QToolTip::hideText();
}

}  // namespace
}  // namespace studio
