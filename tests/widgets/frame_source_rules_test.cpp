// Rules that the sources of the window keep: colours come from the theme, visible words from tr().
#include <gtest/gtest.h>

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTextStream>

namespace studio {
namespace {

struct Line {
  QString file;  ///< from the root of the sources
  int number;
  QString text;
};

/// Every line of widgets/ and app/gui/, comments left out.
std::vector<Line> sourceLines() {
  std::vector<Line> lines;
  const QString root = QStringLiteral(STUDIO_SOURCE_DIR "/");
  for (const char* folder : {"widgets", "app/gui"}) {
    QDirIterator files(root + QLatin1String(folder), {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
      QFile file(files.next());
      if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) continue;
      QTextStream stream(&file);
      for (int number = 1; !stream.atEnd(); ++number) {
        const QString text = stream.readLine();
        if (!text.trimmed().startsWith(QLatin1String("//")))
          lines.push_back({file.fileName().mid(root.size()), number, text});
      }
    }
  }
  return lines;
}

const QRegularExpression& literalColour() {
  static const QRegularExpression rule(
      R"(QColor\w*\s*[({]\s*(\d|"#)|"#[0-9A-Fa-f]{6}"|qRgba?\s*\(\s*\d|\brgba?\(\s*\d|)"
      R"(Qt::(red|green|blue|white|black|gray|yellow|cyan|magenta|dark[A-Z]\w+|lightGray)\b)");
  return rule;
}

const QRegularExpression& bareWords() {
  static const QRegularExpression rule(
      R"(\b(set(Text|WindowTitle|PlaceholderText|ToolTip|Title|AccessibleName|AccessibleDescription|)"
      R"(StatusTip|Suffix|Prefix|WhatsThis)|addTab|addMenu|addItem|addRow|addAction|showNotice|showError|)"
      R"(Q(Label|PushButton|CheckBox|RadioButton|GroupBox|Action|Menu))(\s+\w+)?\s*[({])"
      R"(\s*(QStringLiteral\(|QLatin1String\(|QString\(|QString::fromLatin1\()?\s*"[^"]*[A-Za-z]{2})");
  return rule;
}

/// Words that no one reads on the screen: metadata of a picture, a value of the configuration.
bool isNoScreenText(const Line& line) {
  return line.text.contains(QLatin1String("image.setText(")) ||
         line.text.contains(QLatin1String("addItem(QStringLiteral(\"default\"))"));
}

TEST(FrameSourceRules, noWidgetHoldsALiteralColour) {
  // The theme and the colour maps are the tables; a figure for paper is black on white whatever the theme.
  const QRegularExpression tables(
      QStringLiteral("^widgets/(frame/theme|sheets/colour_maps|export/\\w+|analysis/\\w+_figure)\\.cpp$"));
  const std::vector<Line> lines = sourceLines();
  ASSERT_GT(lines.size(), 1000u);
  for (const Line& line : lines) {
    if (tables.match(line.file).hasMatch()) continue;
    EXPECT_FALSE(literalColour().match(line.text).hasMatch())
        << line.file.toStdString() << ":" << line.number << " " << line.text.toStdString();
  }
}

TEST(FrameSourceRules, noVisibleWordBypassesTranslation) {
  const std::vector<Line> lines = sourceLines();
  ASSERT_GT(lines.size(), 1000u);
  for (const Line& line : lines) {
    if (isNoScreenText(line)) continue;
    EXPECT_FALSE(bareWords().match(line.text).hasMatch())
        << line.file.toStdString() << ":" << line.number << " " << line.text.toStdString();
  }
}

TEST(FrameSourceRules, theRulesCatchWhatTheyAreFor) {
  for (const char* bad : {"QColor(\"#FF0000\")", "QColor(12, 3, 4)", "painter.setPen(Qt::red);",
                          "const char* c = \"#123456\";", "qRgb(1, 2, 3)"})
    EXPECT_TRUE(literalColour().match(QLatin1String(bad)).hasMatch()) << bad;
  for (const char* good :
       {"theme().color(Role::Accent)", "image.fill(Qt::transparent);", "QColor mark = theme().runMark(2);"})
    EXPECT_FALSE(literalColour().match(QLatin1String(good)).hasMatch()) << good;
  for (const char* bad : {"label->setText(\"Start\");", "new QLabel(QStringLiteral(\"Range\"), this)",
                          "tabs->addTab(\"Sheets\")", "QPushButton start(\"Start\");"})
    EXPECT_TRUE(bareWords().match(QLatin1String(bad)).hasMatch()) << bad;
  for (const char* good : {"label->setText(tr(\"Start\"));", "label->setText(\"±\");", "setObjectName(\"views\")"})
    EXPECT_FALSE(bareWords().match(QLatin1String(good)).hasMatch()) << good;
}

}  // namespace
}  // namespace studio
