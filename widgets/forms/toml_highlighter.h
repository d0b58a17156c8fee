// Keys and comments `muted`, values `text`, headings semibold: no other colour.
#pragma once
#include <QSyntaxHighlighter>

namespace studio {

class TomlHighlighter : public QSyntaxHighlighter {
  Q_OBJECT
 public:
  explicit TomlHighlighter(QTextDocument* document);

 protected:
  void highlightBlock(const QString& line) override;
};

}  // namespace studio
