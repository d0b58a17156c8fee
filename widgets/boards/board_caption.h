// The docks Caption and Provenance: the caption as it is made of what the panels show, to be edited and copied; and
// what is known of the runs, also of those that are gone. GUI thread only.
#pragma once
#include <QWidget>

#include "widgets/boards/board_document.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace studio {

class BoardCaptionPanel : public QWidget {
  Q_OBJECT
 public:
  BoardCaptionPanel(BoardDocument* document, QWidget* parent);
  QPlainTextEdit* text() { return text_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void showCaption();
  void keep();
  BoardDocument* document_;
  QPlainTextEdit* text_;
  QLabel* note_;
  QPushButton* automatic_;
  bool showing_ = false;
};

class BoardProvenancePanel : public QWidget {
  Q_OBJECT
 public:
  BoardProvenancePanel(BoardDocument* document, QWidget* parent);
  QString text() const;

 private:
  void showText();
  BoardDocument* document_;
  QPlainTextEdit* text_;
};

/// Runs, seeds, versions, commands and configurations in plain text; a run that is not here any more says so.
QString provenanceOf(const FilledBoard& filled);

}  // namespace studio
