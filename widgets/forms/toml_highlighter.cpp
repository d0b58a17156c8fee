#include "widgets/forms/toml_highlighter.h"

#include "widgets/frame/theme.h"

namespace studio {

TomlHighlighter::TomlHighlighter(QTextDocument* document) : QSyntaxHighlighter(document) {
  connect(&ThemeManager::instance(), &ThemeManager::changed, this, &QSyntaxHighlighter::rehighlight);
}

void TomlHighlighter::highlightBlock(const QString& line) {
  QTextCharFormat muted, text;
  muted.setForeground(theme().color(Role::Muted));
  text.setForeground(theme().color(Role::Text));
  const QString bare = line.trimmed();
  const auto equals = line.indexOf('=');
  if (bare.startsWith('#')) return setFormat(0, line.size(), muted);
  if (bare.startsWith('[')) {
    text.setFontWeight(QFont::DemiBold);
    return setFormat(0, line.size(), text);
  }
  if (equals < 0) return setFormat(0, line.size(), text);
  setFormat(0, equals + 1, muted);
  const auto comment = line.indexOf(QStringLiteral(" #"), equals);
  const auto end = comment < 0 ? line.size() : comment;
  setFormat(equals + 1, end - equals - 1, text);
  setFormat(end, line.size() - end, muted);
}

}  // namespace studio
