// The sentence of a message in the row it has: one line; else two smaller ones, in which a file goes by its name
// without its folder; and only then an ellipsis at the end, never within the sentence. Its tip says what is missing.
#pragma once
#include <QWidget>

namespace studio {

/// Files in a sentence by their names: "/data/runs/a.pt is a text file" -> "a.pt is a text file".
QString withoutFolders(const QString& sentence);

class MessageText : public QWidget {
 public:
  explicit MessageText(QWidget* parent);
  void setText(const QString& text);
  /// What can be read of it, a line each.
  QStringList lines() const;
  /// Every word can be read, folders of files too.
  bool isWhole() const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool event(QEvent* event) override;

 private:
  QString text_;
};

}  // namespace studio
