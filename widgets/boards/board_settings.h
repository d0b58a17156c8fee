// The dock Board: width, text, colours and limits of the whole board, and what the chosen panel shows. GUI thread only.
#pragma once
#include <QWidget>

#include "widgets/boards/board_document.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace studio {

class Segments;

class BoardSettingsPanel : public QWidget {
  Q_OBJECT
 public:
  BoardSettingsPanel(BoardDocument* document, QWidget* parent);

 private:
  void makeBoardPart(QFormLayout* form);
  void makePanelPart(QFormLayout* form);
  void showBoard();
  void showPanel();
  void fillLayers(const BoardPanel& panel);
  void fillRuns(const BoardPanel& panel);
  void fillSteps(const BoardPanel& panel);
  void changePanel(const std::function<void(BoardPanel&)>& edit);
  void changeStyle(const std::function<void(BoardStyle&)>& edit);
  BoardDocument* document_;
  bool showing_ = false;  ///< fields are being filled: nobody has changed them
  Segments* width_;
  QComboBox *points_, *colours_, *letters_;
  QCheckBox *shared_, *published_;
  QLabel *size_, *panelTitle_, *hint_;
  QWidget* panelForm_;
  QFormLayout* panelRows_;
  QLineEdit *title_, *contrasts_;
  QComboBox *layer_, *runs_, *step_, *quantity_;
  QPushButton* remove_;
};

}  // namespace studio
